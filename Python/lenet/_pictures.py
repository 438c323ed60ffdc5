"""Pictures as the library takes them: paths, bytes, arrays, Pillow's images."""
from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any

from ._library import Picture, path_bytes
from .errors import ArgumentError

if TYPE_CHECKING:
    import numpy.typing as npt

# The words of the library's error where libvips is not on this machine.
_WITHOUT_LIBVIPS = "needs libvips"


def is_missing_libvips(problem: Exception) -> bool:
    """Whether another decoder than libvips has to read a picture."""
    return _WITHOUT_LIBVIPS in str(problem)


def as_picture(value: Any, page: int = 1) -> tuple[Picture, object]:
    """A picture for the library, and what owns its memory."""
    picture = Picture()
    picture.page = page
    if isinstance(value, (str, os.PathLike)):
        picture.path = path_bytes(value)
        return picture, picture
    if isinstance(value, (bytes, bytearray, memoryview)):
        content = bytes(value)
        picture.bytes, picture.size = content, len(content)
        return picture, content
    if hasattr(value, "getbands"):
        return _pixels(_pillow_array(value))
    return _pixels(value)


def by_pillow(value: Any, page: int = 1) -> tuple[Picture, object]:
    """A picture file or its bytes, decoded by Pillow."""
    try:
        from PIL import Image, ImageOps
    except ImportError:
        raise ImportError(
            "reading this picture needs libvips or Pillow, and neither is there; install one of them: "
            "apt-get install libvips42, or pip install pillow") from None
    is_path = isinstance(value, (str, os.PathLike))
    with Image.open(value if is_path else io.BytesIO(bytes(value))) as image:
        if not 1 <= page <= getattr(image, "n_frames", 1):
            raise ArgumentError(f"there is no page {page}; expected 1 to {getattr(image, 'n_frames', 1)}")
        if page > 1:
            image.seek(page - 1)
        return _pixels(_pillow_array(ImageOps.exif_transpose(image) or image))


def _pillow_array(image: Any) -> npt.NDArray[Any]:
    """The bytes of an image of Pillow: grey or RGB, with or without opacity."""
    import numpy as np

    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(np.asarray(image))
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    is_grey = image.mode in ("1", "L", "LA")
    mode = ("LA" if has_alpha else "L") if is_grey else "RGBA" if has_alpha else "RGB"
    return np.asarray(image if image.mode == mode else image.convert(mode))


def _eight_bits(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Grey values of up to 16 bits, of which the upper 8 that are used are kept, as the library does."""
    import numpy as np

    bits = 8
    while bits < 16 and int(values.max()) >> bits:
        bits += 2
    return (values.astype(np.int64) >> (bits - 8)).clip(0, 255).astype(np.uint8)


def _pixels(value: Any) -> tuple[Picture, object]:
    """Pixels of uint8 from 0 to 255 or real numbers from 0 to 1: (rows, columns) or (rows, columns, channels)."""
    import numpy as np

    from ._arrays import as_pixels

    array = as_pixels(value)
    if array.ndim == 3 and array.shape[2] not in (1, 2, 3, 4) and array.shape[0] in (1, 3, 4):
        array = array.transpose(1, 2, 0)
    if array.ndim == 2:
        array = array[:, :, None]
    if array.ndim != 3 or array.shape[2] not in (1, 2, 3, 4) or array.size == 0:
        raise ArgumentError(
            f"the picture has the shape {array.shape}; expected (rows, columns), or (rows, columns, channels) with 1 "
            "to 4 channels: grey, grey and opacity, RGB, or RGB and opacity")
    if array.dtype == np.float32:
        if not (array.min() >= 0 and array.max() <= 1):
            raise ArgumentError("the picture has numbers outside 0 to 1; give those, or bytes from 0 to 255")
        array = np.rint(array * np.float32(255)).astype(np.uint8)
    rows, columns, channels = array.shape
    width = columns * channels
    if array.strides[1:] != (channels, 1) or array.strides[0] < width:
        array = np.ascontiguousarray(array)
    picture = Picture()
    picture.pixels = array.__array_interface__["data"][0]
    picture.rows, picture.columns, picture.channels = rows, columns, channels
    picture.row_stride = max(array.strides[0], width)
    picture.pixel_size = (rows - 1) * picture.row_stride + width
    return picture, array
