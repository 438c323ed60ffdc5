#!/usr/bin/env python3
"""PyTorch trains lenet5-pytorch by recipe fast, reads the test set once and writes the model.

It is measured whole, so it does nothing that it need not. Images are gathered, shifted and prepared
for eight batches together, which stay in the cache.
AdamW is the fused one. Network and loss compiled are compiled once, and read from inductor's cache
by every later process.
"""

import argparse
import json
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

import distortion
import mnist
import networks
import schedules

PREPARATION = {"pad": 2, "mean": 0.1307, "deviation": 0.3081}
BATCH_SIZE, EPOCHS, SHIFT = 128, 4, 1
RATE, RISE, BETAS, WEIGHT_DECAY = 0.008, 0.2, (0.9, 0.99), 0.1


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--variant", default="eager, default")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, required=True, help="folder for model.pt")
    return parser.parse_args()


def start(network: nn.Module) -> None:
    """Glorot-uniform weights, zero biases."""
    for layer in network:
        if isinstance(layer, nn.Conv2d | nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)


def main() -> None:
    options = parsed()
    mode, layout = options.variant.split(", ")
    memory_format = torch.channels_last if layout == "channels_last" else torch.contiguous_format
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    network = networks.lenet5_pytorch()
    start(network)
    network = network.to(memory_format=memory_format)

    def loss_of(batch: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        return functional.cross_entropy(network(batch), targets)

    if mode == "compiled":
        loss_of = torch.compile(
            loss_of, dynamic=False, options={"cpp_wrapper": True, "compile_threads": 1}
        )
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=RATE, betas=BETAS, weight_decay=WEIGHT_DECAY, fused=True
    )
    images, labels = mnist.load(mnist.FOLDER, "train")
    steps, step = EPOCHS * -(-len(images) // BATCH_SIZE), 0
    for _ in range(EPOCHS):
        for chunk in torch.randperm(len(images)).split(8 * BATCH_SIZE):
            inputs = mnist.prepared(distortion.shifted(images[chunk], SHIFT), **PREPARATION)
            inputs = inputs.contiguous(memory_format=memory_format).split(BATCH_SIZE)
            for batch, targets in zip(inputs, labels[chunk].split(BATCH_SIZE), strict=True):
                optimizer.param_groups[0]["lr"] = RATE * schedules.one_cycle(step, steps, RISE)
                optimizer.zero_grad(set_to_none=True)
                loss_of(batch, targets).backward()
                optimizer.step()
                step += 1
    options.output.mkdir(parents=True)
    torch.save(network.state_dict(), options.output / "model.pt")
    with torch.inference_mode():
        images, labels = mnist.load(mnist.FOLDER, "t10k")
        inputs = mnist.prepared(images, **PREPARATION).split(1000)
        answers = torch.cat([network(batch).argmax(1) for batch in inputs])
    accuracy = (answers == labels).double().mean().item()
    print(json.dumps({"testAccuracy": accuracy, "PyTorch": torch.__version__}))


if __name__ == "__main__":
    main()
