"""Digits and numbers in pictures."""
from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from ctypes import c_char_p
from typing import TYPE_CHECKING, Any

from ._library import OK, READING_CALLBACK, STOPPED, Handle, byref, c_int32, call, described, encoded, failure, library, path_bytes
from ._pictures import as_picture, by_pillow, is_missing_libvips
from .errors import LeNetError, error
from .readings import Page, Reading

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from .model import LeNet


class Reader:
    """Reads digits from pictures; any number of threads may use it.

    Parameters
    ----------
    model : LeNet, optional
        The model; by default the built-in one.
    coverage : float, optional
        The share of digits to accept; a lower one accepts fewer errors.
    preparation : str, optional
        ``"digit"`` finds the ink, ``"resize"`` only resizes the whole picture.
    """

    def __init__(
        self, model: LeNet | None = None, *, coverage: float | None = None,
        preparation: str | None = None,
    ) -> None:
        options = {"coverage": coverage, "preparation": preparation}
        self._handle = Handle(
            "lenet_reader_create", model._handle.number if model is not None else 0, encoded(options))

    def read(self, picture: Any, *, page: int = 1) -> Reading:
        """Reads the digit in a picture; see `lenet.read`."""
        return Reading._of(_read(self._handle, picture, page))

    def prepare(self, picture: Any, *, page: int = 1) -> npt.NDArray[np.uint8] | None:
        """The 28 x 28 image that the network sees of a picture; None without ink."""
        import numpy as np

        pixels = np.empty((28, 28), np.uint8)
        has_ink = c_int32()

        def prepare(given: Any) -> None:
            call(
                "lenet_reader_prepare", self._handle.number, byref(given), pixels.ctypes.data, pixels.nbytes,
                byref(has_ink))

        _with_picture(picture, page, prepare)
        return pixels if has_ink.value else None

    def read_many(
        self, paths: Iterable[str | os.PathLike[str]], *, threads: int = 0,
    ) -> Iterator[tuple[str, Reading | LeNetError]]:
        """Reads picture files on all processors: each path with its reading, or why there is none.

        The results come in order, a portion of files at a time.
        """
        portion: list[str | os.PathLike[str]] = []
        for path in paths:
            portion.append(path)
            if len(portion) == 256:
                yield from self._read_files(portion, threads)
                portion = []
        if portion:
            yield from self._read_files(portion, threads)

    def _read_files(
        self, files: list[str | os.PathLike[str]], threads: int,
    ) -> list[tuple[str, Reading | LeNetError]]:
        import json

        results: list[tuple[str, Reading | LeNetError]] = []
        problems: list[BaseException] = []

        def tell(context: object, index: int, status: int, text: bytes) -> int:
            # Nothing may leave this function: ctypes would only print it.
            try:
                values = json.loads(text)
                name = os.fspath(files[index])
                if status == OK:
                    results.append((name, Reading._of(values)))
                    return 0
                problem = error(status, f"{name}: {values['error']}")
                if is_missing_libvips(problem):
                    results.append((name, self.read(files[index])))
                else:
                    results.append((name, problem))
            except LeNetError as problem:
                results.append((os.fspath(files[index]), problem))
            except BaseException as problem:
                problems.append(problem)
                return 1
            return 0

        names = [path_bytes(file) for file in files]
        status = library().lenet_reader_read_files(
            self._handle.number, (c_char_p * len(names))(*names), len(names), threads, READING_CALLBACK(tell),
            None)
        if problems:
            raise problems[0]
        if status not in (OK, STOPPED):
            raise failure(status)
        return results


def _with_picture(value: Any, page: int, use: Any) -> Any:
    """Does something with a picture; where libvips is missing, with Pillow's pixels."""
    picture, owner = as_picture(value, page)
    try:
        return use(picture)
    except LeNetError as problem:
        if not is_missing_libvips(problem):
            raise
    picture, owner = by_pillow(value, page)
    found = use(picture)
    del owner
    return found


def _read(handle: Handle, picture: Any, page: int) -> dict[str, Any]:
    values: dict[str, Any] = _with_picture(
        picture, page, lambda given: described("lenet_reader_read", handle.number, byref(given)))
    return values


# Readers without options, made once; those of a parent serve a child of fork as well.
_usual: dict[str, Any] = {}
_lock = threading.Lock()


def _reader(model: LeNet | None, coverage: float | None, preparation: str | None) -> Reader:
    if model is not None or coverage is not None or preparation is not None:
        return Reader(model, coverage=coverage, preparation=preparation)
    with _lock:
        if "digit" not in _usual:
            _usual["digit"] = Reader()
        found: Reader = _usual["digit"]
        return found


def read(
    picture: Any, *, model: LeNet | None = None, coverage: float | None = None,
    preparation: str | None = None, page: int = 1,
) -> Reading:
    """Reads the digit in a photo, scan or drawing.

    Parameters
    ----------
    picture : str, path, bytes, array or PIL.Image
        A file (PNG, JPEG, WebP, TIFF, GIF, HEIC, BMP, PGM), its bytes, or pixels: uint8 ``(rows, columns)``
        or ``(rows, columns, channels)``. libvips decodes files; where it is missing, Pillow does.
    model : LeNet, optional
        The model; by default the built-in one. A `Reader` saves the time of preparing it for each picture.
    coverage : float, optional
        The share of digits to accept; a lower one accepts fewer errors.
    preparation : str, optional
        ``"digit"`` finds the ink, ``"resize"`` only resizes the whole picture.
    page : int
        The page or frame of a file, counted from 1.

    Examples
    --------
    >>> lenet.read("photo.jpg").digit
    7
    """
    return _reader(model, coverage, preparation).read(picture, page=page)


def read_many(
    paths: Iterable[str | os.PathLike[str]], *, model: LeNet | None = None,
    coverage: float | None = None, preparation: str | None = None, threads: int = 0,
) -> Iterator[tuple[str, Reading | LeNetError]]:
    """Reads many picture files on all processors: each path with its reading, or why there is none."""
    return _reader(model, coverage, preparation).read_many(paths, threads=threads)


def read_numbers(
    picture: Any, *, length: int | None = None, pattern: str | None = None,
    checksum: str | None = None, marks: str | None = None, confidence: float | None = None,
    model: LeNet | None = None,
) -> Page:
    """Reads the numbers in a photo or scan: amounts, codes, whole pages.

    Parameters
    ----------
    picture : str, path, bytes, array or PIL.Image
        As in `read`.
    length : int, optional
        The number of digits of each number.
    pattern : str, optional
        The form of each number, such as ``"####-##"``.
    checksum : str, optional
        ``"luhn"``, ``"ean"``, ``"isbn"`` or ``"iban"``.
    marks : str, optional
        The marks that may stand in numbers, of ``. , - / :``.
    confidence : float, optional
        The least confidence of an accepted number, 0.9 by default.
    model : LeNet, optional
        A model for parts of numbers; by default the built-in one.
    """
    options = {
        "kind": "numbers", "length": length, "pattern": pattern, "checksum": checksum, "marks": marks,
        "confidence": confidence,
    }
    key = repr(options)
    if model is not None:
        handle = Handle("lenet_reader_create", model._handle.number, encoded(options))
        return Page._of(_read(handle, picture, 1))
    with _lock:
        handle = _usual.get(key) or Handle("lenet_reader_create", 0, encoded(options))
        if len(_usual) < 16:
            _usual[key] = handle
    return Page._of(_read(handle, picture, 1))
