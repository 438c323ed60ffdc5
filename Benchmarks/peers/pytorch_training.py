#!/usr/bin/env python3
"""PyTorch 2.15 trains lenet5-pytorch at about 10,000 images/s (batch 64, 2 threads, eager).

That was on two cores that other programs wanted too; 14,000 to 16,000 are known from a quiet
2-core Sapphire-Rapids-class machine. Only a quiet machine counts: where a third program runs, the
two threads wait for each other and the rate falls to 100, so "load" tells how many ran before.

A step is forward, cross-entropy, backward and update. Images lie in memory as prepared floats
[n, 1, 32, 32] in the layout that is measured and are taken in order. Prints one JSON line a
layout, its rate the median over windows of time; fails where the loss did not fall.
"""

import argparse
import json
import os
import statistics
import time
from itertools import cycle

import torch
from torch.nn import functional

import networks

LAYOUTS = {"default": torch.contiguous_format, "channels_last": torch.channels_last}
OPTIMIZERS = {
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.001, weight_decay=0.01),
    "sgd": lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9),
}


def measure(layout: str, options: argparse.Namespace) -> dict[str, object]:
    """Images per second of each window, after one window to warm up."""
    torch.manual_seed(1)
    memory_format = LAYOUTS[layout]
    count = options.batch_size * 128
    labels = torch.randint(10, (count,))
    images = torch.randn(count, 1, 32, 32) + labels.reshape(-1, 1, 1, 1) / 3  # can be learned
    images = images.contiguous(memory_format=memory_format)
    network = networks.lenet5_pytorch().to(memory_format=memory_format)
    optimizer = OPTIMIZERS[options.optimizer](network.parameters())
    size = options.batch_size
    batches = cycle(list(zip(images.split(size), labels.split(size), strict=True)))
    losses: list[float] = []
    rates: list[float] = []
    for _ in range(1 + options.windows):
        trained, start = 0, time.perf_counter()
        while (seconds := time.perf_counter() - start) < options.seconds:
            batch, targets = next(batches)
            optimizer.zero_grad()
            loss = functional.cross_entropy(network(batch), targets)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            trained += len(batch)
        rates.append(trained / seconds)
    rates = rates[1:]
    if not statistics.mean(losses[-100:]) < losses[0]:
        raise SystemExit(f"{layout}: the loss did not fall from {losses[0]}")
    return {
        "peer": "pytorch", "version": torch.__version__, "architecture": "lenet5-pytorch",
        "layout": layout, "optimizer": options.optimizer, "batchSize": size,
        "threads": torch.get_num_threads(), "imagesPerSecond": round(statistics.median(rates)),
        "slowest": round(min(rates)), "fastest": round(max(rates)), "windows": len(rates),
        "load": options.load,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--optimizer", choices=OPTIMIZERS, default="adamw")
    parser.add_argument("--windows", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a window")
    options = parser.parse_args()
    options.load = round(os.getloadavg()[0], 2)
    torch.set_num_threads(options.threads)
    for layout in LAYOUTS:
        print(json.dumps(measure(layout, options)), flush=True)


if __name__ == "__main__":
    main()
