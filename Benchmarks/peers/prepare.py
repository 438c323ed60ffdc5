#!/usr/bin/env python3
"""Writes what the peers share into a folder: prepared images, labels, and networks as ONNX files.

For each architecture: ARCHITECTURE-images.npy (MNIST's 60,000 training images as floats),
ARCHITECTURE.onnx (any batch size, random weights) and ARCHITECTURE-scores.npy, what PyTorch
answers for the first 1,000 images; besides labels.npy.
"""

import argparse
from pathlib import Path

import numpy
import torch

import mnist
import networks

# The scale is Caffe's: transform_param of BVLC/caffe, examples/mnist/lenet_train_test.prototxt.
PREPARATIONS = {
    "lenet5-pytorch": {"pad": 2, "mean": 0.1307, "deviation": 0.3081},
    "lenet-caffe": {"scale": 0.00390625},
}


def save_images(folder: Path) -> dict[str, torch.Tensor]:
    """Images and labels as arrays; gives the images by architecture."""
    images, labels = mnist.load(mnist.FOLDER, "train")
    numpy.save(folder / "labels.npy", labels.numpy())
    prepared = {name: mnist.prepared(images, **how) for name, how in PREPARATIONS.items()}
    for name, values in prepared.items():
        numpy.save(folder / f"{name}-images.npy", values.numpy())
    return prepared


@torch.inference_mode()
def save_network(folder: Path, name: str, images: torch.Tensor) -> None:
    """The network as an ONNX file and its answers, by which a peer's are checked."""
    torch.manual_seed(1)
    network = networks.NETWORKS[name]().eval()
    torch.save(network.state_dict(), folder / f"{name}.pt")
    numpy.save(folder / f"{name}-scores.npy", network(images[:1000]).numpy())
    torch.onnx.export(
        network, (images[:2],), folder / f"{name}.onnx", dynamo=True, verbose=False,
        input_names=["images"], output_names=["scores"],
        dynamic_shapes=({0: torch.export.Dim("batch")},),
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for name, images in save_images(folder).items():
        save_network(folder, name, images)


if __name__ == "__main__":
    main()
