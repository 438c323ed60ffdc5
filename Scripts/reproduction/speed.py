"""Images a second in training, of note B's network: here and in PyTorch on the same machine, in turn.

The note gives 55,296.6 on `cuda:0`, counted as here: images of all steps, divided by the time of the steps. PyTorch
trains from tensors in memory, without a loader, which favours it. Needs torch: Scripts/reproduce.py --pytorch.
"""

import json
import time
from pathlib import Path

from reproduction import made
from reproduction.training import Program, Results

BATCHES = (64, 256)
REPETITIONS = 5


def here(program: Program, batch: int) -> dict:
    """What `lenet bench` says: images a second, threads and instruction set."""
    output = program.run(
        "bench", "--architecture", "lenet5-d2l", "--measure", "training", "--batch-size", str(batch),
        "--json",
    )  # fmt: skip
    return json.loads(output.splitlines()[-1])


def pytorch(batch: int) -> float:
    """One epoch of note B's loop, sigmoids and SGD 0.9, on as many threads as PyTorch takes."""
    import torch
    from torch import nn

    images, labels = made.mnist("train")
    inputs = (torch.tensor(images)[:, None].float() / 255 - 0.1307) / 0.3081
    targets = torch.tensor(labels).long()
    torch.manual_seed(1)
    network = nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2, 2), nn.Conv2d(6, 16, 5),
        nn.Sigmoid(), nn.AvgPool2d(2, 2), nn.Flatten(), nn.Linear(400, 120), nn.Sigmoid(),
        nn.Linear(120, 84), nn.Sigmoid(), nn.Linear(84, 10),
    )  # fmt: skip
    optimizer, loss = torch.optim.SGD(network.parameters(), lr=0.9), nn.CrossEntropyLoss()
    order = torch.randperm(len(inputs)).split(batch)
    seconds, count = 0.0, 0
    for step, places in enumerate(order):
        start = time.perf_counter()
        optimizer.zero_grad()
        loss(network(inputs[places]), targets[places]).backward()
        optimizer.step()
        if step >= len(order) // 10:  # the first tenth warms up
            seconds += time.perf_counter() - start
            count += len(places)
    return count / seconds


def measure(program: Program, results: Results) -> None:
    """Both in turn, so that both meet the same load of the machine."""
    import torch

    for repetition in range(1, REPETITIONS + 1):
        for batch in BATCHES:
            own = here(program, batch)
            line = {
                "row": f"b-speed-{batch}", "seed": repetition,
                "here": round(own["imagesPerSecond"]), "pytorch": round(pytorch(batch)),
                "processor": processor(), "cores": own["threads"],
                "instructions": own["instructions"].upper(), "torch": torch.__version__.split("+")[0],
            }  # fmt: skip
            results.add(line)
            print(json.dumps(line), flush=True)


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return "unknown"
