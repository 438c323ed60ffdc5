"""Model files read by NumPy, and the maps of their first layers: how alike the maps of C3 become."""

import json
import struct
from pathlib import Path

import numpy

Tensors = dict[str, numpy.ndarray]


def read(path: Path) -> Tensors:
    """The tensors of a safetensors file of 32-bit numbers."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    body = content[8 + length :]
    return {
        name: numpy.frombuffer(body[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
        for name, entry in header.items()
        if name != "__metadata__"
    }


def convolution(maps: numpy.ndarray, tensors: Tensors, name: str) -> numpy.ndarray:
    """Sums of 5 x 5 windows: [n, in, rows, columns] -> [n, out, rows - 4, columns - 4]."""
    windows = numpy.lib.stride_tricks.sliding_window_view(maps, (5, 5), axis=(2, 3))
    sums = numpy.einsum("nirckl,oikl->norc", windows, tensors[f"{name}.weight"], optimize=True)
    return sums + tensors[f"{name}.bias"][:, None, None]


def scaled_tanh(sums: numpy.ndarray) -> numpy.ndarray:
    return 1.7159 * numpy.tanh(2 / 3 * sums)


def windows(maps: numpy.ndarray) -> numpy.ndarray:
    """[n, maps, rows, columns] -> [n, maps, rows / 2, columns / 2, 4]."""
    n, count, rows, columns = maps.shape
    split = maps.reshape(n, count, rows // 2, 2, columns // 2, 2)
    return split.transpose(0, 1, 2, 4, 3, 5).reshape(n, count, rows // 2, columns // 2, 4)


def maps_of_c3(path: Path, images: numpy.ndarray, mean: float, deviation: float) -> numpy.ndarray:
    """What C3 makes of images of 28 x 28 padded to 32 x 32, by `lenet5-1998` or `lenet5-pytorch`."""
    tensors = read(path)
    padded = numpy.pad(images, ((0, 0), (2, 2), (2, 2)))
    inputs = ((padded / 255 - mean) / deviation).astype(numpy.float32)[:, None]
    first = convolution(inputs, tensors, "C1")
    if "S2.weight" in tensors:
        factor, bias = (tensors[f"S2.{key}"][:, None, None] for key in ("weight", "bias"))
        pooled = scaled_tanh(windows(scaled_tanh(first)).sum(-1) * factor + bias)
        return scaled_tanh(convolution(pooled, tensors, "C3"))
    pooled = windows(numpy.maximum(first, 0)).max(-1)
    return numpy.maximum(convolution(pooled, tensors, "C3"), 0)


def likeness(maps: numpy.ndarray) -> float:
    """The mean of the absolute correlations of all pairs of maps, over images and places."""
    rows = maps.transpose(1, 0, 2, 3).reshape(maps.shape[1], -1)
    alive = rows[rows.std(1) > 1e-6]
    correlations = numpy.abs(numpy.corrcoef(alive))
    return float(correlations[numpy.triu_indices(len(alive), 1)].mean())
