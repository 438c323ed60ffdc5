"""Arrays as the library takes them, without copies where that is possible."""
from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ._library import Images
from .errors import ArgumentError


def as_array(value: Any) -> npt.NDArray[Any]:
    """Anything with numbers as an array: NumPy, DLPack (PyTorch, JAX), lists."""
    if isinstance(value, np.ndarray):
        return value
    if hasattr(value, "detach"):
        value = value.detach()
    if hasattr(value, "__dlpack__"):
        try:
            return np.from_dlpack(value)
        except (BufferError, RuntimeError, TypeError):
            # Not on the processor, or a type that NumPy lacks: its own conversion may know more.
            pass
    return np.asarray(value)


def as_pixels(value: Any) -> npt.NDArray[Any]:
    """An array of uint8 (0 to 255) or float32 (0 to 1); other types are converted."""
    array = as_array(value)
    if array.dtype == np.uint8 or array.dtype == np.float32:
        return array
    if array.dtype == np.bool_:
        return array.astype(np.uint8) * np.uint8(255)
    if array.dtype.kind == "f":
        return array.astype(np.float32)
    if array.dtype.kind in "iu":
        if array.size and (array.min() < 0 or array.max() > 255):
            raise ArgumentError(
                f"the images have whole numbers from {array.min()} to {array.max()}; expected 0 to 255, or real "
                "numbers from 0 to 1")
        return array.astype(np.uint8)
    raise ArgumentError(
        f"the images have the type {array.dtype}; expected uint8 from 0 to 255, or float32 from 0 to 1")


def as_images(value: Any) -> tuple[Images, npt.NDArray[Any]]:
    """Images for the library, and the array that owns their memory.

    Parameters
    ----------
    value : array
        ``(rows, columns)``, ``(count, rows, columns)``, ``(count, maps, rows, columns)`` or
        ``(count, rows, columns, maps)``. In the last form maps are 1 or 3.
    """
    array = as_pixels(value)
    if array.ndim == 2:
        array = array[None]
    if array.ndim == 3:
        array = array[:, None]
    if array.ndim != 4 or array.size == 0:
        raise ArgumentError(
            f"the images have the shape {array.shape}; expected (count, rows, columns), with maps as second or "
            "last size for colour, and at least one number")
    if array.shape[1] not in (1, 3) and array.shape[3] in (1, 3):
        array = array.transpose(0, 3, 1, 2)
    if any(step < 0 for step in array.strides) or not array.dtype.isnative:
        array = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("="))
    steps = _steps(array)
    if not any(steps):
        # One number for all pixels, which the library would take for the usual order.
        array = np.ascontiguousarray(array)
        steps = _steps(array)
    images = Images()
    images.pixels = array.__array_interface__["data"][0]
    images.size = sum(step * (size - 1) for step, size in zip(steps, array.shape)) + array.itemsize
    images.type = 0 if array.dtype == np.uint8 else 1
    images.count, images.maps, images.rows, images.columns = array.shape
    images.strides[:] = steps
    return images, array


def as_labels(value: Any, count: int) -> npt.NDArray[np.uint8]:
    """The numbers of classes as bytes, one for each of ``count`` images."""
    array = as_array(value)
    if array.shape != (count,):
        raise ArgumentError(
            f"the labels have the shape {array.shape}; expected ({count},), the class of each image")
    if array.dtype.kind not in "iub":
        raise ArgumentError(
            f"the labels have the type {array.dtype}; expected whole numbers from 0, or use LeNetClassifier, "
            "which takes names")
    if array.min() < 0 or array.max() > 255:
        raise ArgumentError(
            f"the labels go from {array.min()} to {array.max()}; expected 0 to 255")
    return np.ascontiguousarray(array, dtype=np.uint8)


def _steps(array: npt.NDArray[Any]) -> list[int]:
    """The strides in bytes; the usual ones where there is only one step."""
    steps, usual = [], array.itemsize
    for size, step in zip(reversed(array.shape), reversed(array.strides)):
        steps.append(usual if size == 1 else step)
        usual *= size
    return steps[::-1]
