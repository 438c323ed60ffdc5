"""Random distortion of images, as `lenet train` does it."""

import torch
from torch.nn import functional


def shifted(images: torch.Tensor, most: float) -> torch.Tensor:
    """Bytes [n, rows, columns] -> floats; each image moved by up to `most` <= 1 pixels either way.

    Bilinear, so one axis after the other; the background comes in, and values are rounded.
    """
    moved = images.float()
    for axis in (1, 2):
        shift = torch.empty(len(images), 1, 1).uniform_(-most, most)
        padded = functional.pad(moved, (0, 0, 1, 1) if axis == 1 else (1, 1))
        before, after = (padded.narrow(axis, start, moved.shape[axis]) for start in (0, 2))
        moved = moved * (1 - shift.abs())
        moved.addcmul_(before, shift.clamp(min=0)).addcmul_(after, (-shift).clamp(min=0))
    return moved.round_()
