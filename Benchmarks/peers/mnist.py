"""MNIST's four gzip files as byte tensors: [60000, 28, 28] and [10000, 28, 28] with labels."""

import gzip
import struct
from pathlib import Path

import torch

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = REPOSITORY / "Data" / "mnist"


def load(folder: Path, part: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Images (uint8) and labels (int64) of part "train" or "t10k"."""
    images = read_idx(folder / f"{part}-images-idx3-ubyte.gz", dimensions=3)
    labels = read_idx(folder / f"{part}-labels-idx1-ubyte.gz", dimensions=1)
    if len(images) != len(labels):
        raise ValueError(f"{folder}: {len(images)} images, but {len(labels)} labels")
    return images, labels.long()


def read_idx(path: Path, dimensions: int) -> torch.Tensor:
    """The unsigned bytes of one gzip IDX file, in the shape that its header gives."""
    content = gzip.decompress(path.read_bytes())
    magic, *shape = struct.unpack_from(f">{1 + dimensions}I", content)
    if magic != 0x800 + dimensions:
        raise ValueError(f"{path}: magic number {magic:#x}, expected {0x800 + dimensions:#x}")
    values = bytearray(content[4 * (1 + dimensions) :])
    return torch.frombuffer(values, dtype=torch.uint8).reshape(shape)


def prepared(
    images: torch.Tensor,
    pad: int = 0,
    mean: float = 0.0,
    deviation: float = 1.0,
    scale: float | None = None,
) -> torch.Tensor:
    """Bytes [n, rows, columns] -> floats [n, 1, ...], padded with background before scaling.

    `scale` multiplies the bytes, as Caffe's transform_param does, in the place of mean and deviation.
    """
    padded = torch.nn.functional.pad(images.unsqueeze(1), (pad, pad, pad, pad))
    if scale is not None:
        return padded.float() * scale
    return (padded.float() / 255 - mean) / deviation
