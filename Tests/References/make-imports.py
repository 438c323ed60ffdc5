#!/usr/bin/env python3
"""Writes small models in Keras's forms into Tests/References/imports, for LeNetImportTests.

  pip install h5py numpy && Tests/References/make-imports.py

The network: a convolution of 3x3 to two maps with ReLU, max pooling, Flatten, and ten units. Every number is a
function of its place in its own array, so the test knows it.
"""
import io
import json
import zipfile
from pathlib import Path

import h5py
import numpy as np

FOLDER = Path(__file__).resolve().parent / "imports"


def numbers(*sizes: int) -> np.ndarray:
    """Numbers of single precision that are exact: (7 i mod 64 - 32) / 64."""
    count = int(np.prod(sizes))
    return ((7 * np.arange(count) % 64 - 32) / 64).astype(np.float32).reshape(sizes)


ARRAYS = {"conv2d": [numbers(3, 3, 1, 2), numbers(2)], "dense": [numbers(338, 10), numbers(10)]}
LAYERS = [
    {"class_name": "InputLayer", "config": {"name": "input", "batch_shape": [None, 28, 28, 1]}},
    {"class_name": "Conv2D", "config": {
        "name": "conv2d", "filters": 2, "kernel_size": [3, 3], "strides": [1, 1], "padding": "valid",
        "data_format": "channels_last", "activation": "relu"}},
    {"class_name": "MaxPooling2D", "config": {"name": "pool", "pool_size": [2, 2], "strides": [2, 2], "padding": "valid"}},
    {"class_name": "Flatten", "config": {"name": "flatten", "data_format": "channels_last"}},
    {"class_name": "Dense", "config": {"name": "dense", "units": 10, "activation": "softmax"}},
]
CONFIG = {"class_name": "Sequential", "config": {"name": "small", "layers": LAYERS}}


def weights(file: h5py.File) -> None:
    """The groups of Keras 3."""
    for layer, arrays in ARRAYS.items():
        for number, array in enumerate(arrays):
            file[f"layers/{layer}/vars/{number}"] = array


def legacy(group: h5py.Group) -> None:
    """The groups of Keras 2."""
    group.attrs["layer_names"] = [name.encode() for name in ["conv2d", "max_pooling2d", "flatten", "dense"]]
    for layer in ["conv2d", "max_pooling2d", "flatten", "dense"]:
        own = group.create_group(layer)
        names = [f"{layer}/kernel:0", f"{layer}/bias:0"] if layer in ARRAYS else []
        own.attrs["weight_names"] = [name.encode() for name in names]
        for name, array in zip(names, ARRAYS.get(layer, [])):
            own[name] = array


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with h5py.File(FOLDER / "small.weights.h5", "w") as file:
        weights(file)
    with h5py.File(FOLDER / "small.h5", "w") as file:
        file.attrs["model_config"] = json.dumps(CONFIG)
        legacy(file.create_group("model_weights"))
    with h5py.File(FOLDER / "small-weights.h5", "w") as file:
        legacy(file)
    content = io.BytesIO()
    with h5py.File(content, "w") as file:
        weights(file)
    with zipfile.ZipFile(FOLDER / "small.keras", "w", zipfile.ZIP_STORED) as archive:
        for name, data in [("config.json", json.dumps(CONFIG)), ("model.weights.h5", content.getvalue())]:
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data)


main()
