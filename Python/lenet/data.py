"""Data sets: images with labels, for training and for the test."""
from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ._arrays import as_images, as_labels
from ._library import Handle, byref, call, described, encoded, path_bytes
from .errors import ArgumentError

Bytes = npt.NDArray[np.uint8]


class Dataset:
    """Labelled images, in two splits: training and test.

    ``(x, y), (x_test, y_test) = data`` gives the arrays of both.

    Parameters
    ----------
    images : array
        ``(count, rows, columns)`` of uint8 from 0 to 255 or float32 from 0 to 1; see ``lenet.LeNet.predict``.
    labels : array
        The number of the class of each image.
    test_images, test_labels : array, optional
        Without them, one image in seven of each class is kept for the test, the same ones every time.
    classes : sequence of str, optional
        The names of the classes; by default their numbers.
    name : str
        A name for reports.
    """

    _handle: Handle

    def __init__(
        self, images: Any, labels: Any, test_images: Any = None, test_labels: Any = None, *,
        classes: Sequence[str] | None = None, name: str = "arrays",
    ) -> None:
        if (test_images is None) != (test_labels is None):
            raise ArgumentError("give test_images and test_labels, or none of them")
        first, owner = as_images(images)
        own = as_labels(labels, first.count)
        names = None if classes is None else encoded([str(label) for label in classes])
        if test_images is None:
            rest: tuple[Any, ...] = (None, None, 0)
        else:
            second, other_owner = as_images(test_images)
            other = as_labels(test_labels, second.count)
            rest = (byref(second), other.ctypes.data, len(other))
        self._handle = Handle(
            "lenet_data_create", name.encode(), byref(first), own.ctypes.data, len(own), *rest, names)
        del owner

    @classmethod
    def _of(cls, handle: Handle) -> Dataset:
        data = cls.__new__(cls)
        data._handle = handle
        return data

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (*self._training, *self._test, self.classes, self.name)

    @cached_property
    def _info(self) -> dict[str, Any]:
        info: dict[str, Any] = described("lenet_data_info", self._handle.number)
        return info

    @property
    def name(self) -> str:
        """The name of the data."""
        return str(self._info["name"])

    @property
    def classes(self) -> list[str]:
        """The names of the classes, in the order of their numbers."""
        return list(self._info["classes"])

    @property
    def shape(self) -> tuple[int, int, int]:
        """Maps, rows and columns of an image."""
        maps, rows, columns = self._info["shape"]
        return maps, rows, columns

    @property
    def notes(self) -> list[str]:
        """The choices made in reading the data, in words."""
        return list(self._info["notes"])

    def _arrays(self, split: int) -> tuple[Bytes, Bytes]:
        count = self._info["test" if split else "training"]
        maps, rows, columns = self.shape
        images = np.empty((count, maps, rows, columns), np.uint8)
        labels = np.empty(count, np.uint8)
        call(
            "lenet_data_read", self._handle.number, split, 0, count, images.ctypes.data, images.nbytes,
            labels.ctypes.data, labels.nbytes)
        return (images[:, 0] if maps == 1 else images), labels

    @cached_property
    def _training(self) -> tuple[Bytes, Bytes]:
        return self._arrays(0)

    @cached_property
    def _test(self) -> tuple[Bytes, Bytes]:
        return self._arrays(1)

    @property
    def images(self) -> Bytes:
        """The training images: ``(count, rows, columns)``, in colour ``(count, maps, rows, columns)``."""
        return self._training[0]

    @property
    def labels(self) -> Bytes:
        """The class of each training image."""
        return self._training[1]

    @property
    def test_images(self) -> Bytes:
        """The test images."""
        return self._test[0]

    @property
    def test_labels(self) -> Bytes:
        """The class of each test image."""
        return self._test[1]

    def __iter__(self) -> Iterator[tuple[Bytes, Bytes]]:
        yield self._training
        yield self._test

    def __repr__(self) -> str:
        maps, rows, columns = self.shape
        size = f"{rows}x{columns}" if maps == 1 else f"{maps}x{rows}x{columns}"
        return (
            f"<Dataset {self.name}: {self._info['training']:,} training and {self._info['test']:,} test images "
            f"of {size}, {len(self.classes)} classes>")


def _rebuilt(
    images: Bytes, labels: Bytes, test_images: Bytes, test_labels: Bytes, classes: list[str], name: str,
) -> Dataset:
    """The data set of a pickle."""
    return Dataset(images, labels, test_images, test_labels, classes=classes, name=name)


def mnist() -> Dataset:
    """MNIST: 60,000 training and 10,000 test images of digits, which are inside the library."""
    return load_data("mnist")


def load_data(name: str | os.PathLike[str]) -> Dataset:
    """A data set by its name, or from a file or folder.

    Parameters
    ----------
    name : str or path
        A name of ``lenet.datasets()`` that is on this machine, or the path of IDX files, CSV, ``.npz``,
        CIFAR-10, or of a folder with a folder of pictures for each class. Nothing is downloaded.
    """
    return Dataset._of(Handle("lenet_data_load", path_bytes(name)))
