"""Networks: training, measuring, answers, files."""
from __future__ import annotations

import ctypes
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ._arrays import as_images
from ._library import Handle, Tensor, byref, c_size_t, c_void_p, call, described, encoded, path_bytes, take
from ._training import Training, recipe_text
from .data import Dataset, mnist
from .errors import ArgumentError
from .evaluation import Evaluation, Summary

if TYPE_CHECKING:
    from .run import Run

Floats = npt.NDArray[np.float32]
Path = str | os.PathLike[str]


class LeNet:
    """A network with its weights.

    Parameters
    ----------
    architecture : str, path or mapping
        A name of ``lenet.architectures()``, such as ``"lenet5"`` or ``"lenet5-1998"``, the path of a ``.json``
        file, or its content as a dictionary.
    seed : int
        The seed of the starting values.
    classes : sequence of str, optional
        The names of the classes; training takes those of the data.

    Examples
    --------
    >>> model = LeNet("lenet5")
    >>> run = model.fit(lenet.mnist(), recipe="fast")
    >>> model.predict(images)
    """

    _handle: Handle

    def __init__(
        self, architecture: Path | Mapping[str, Any] = "lenet5", *, seed: int = 1,
        classes: Sequence[str] | None = None,
    ) -> None:
        if isinstance(architecture, Mapping):
            text = encoded(architecture)
        else:
            text = path_bytes(architecture)
        names = None if classes is None else encoded([str(label) for label in classes])
        if not 0 <= seed < 1 << 64:
            raise ArgumentError(f"seed is {seed}; expected a whole number from 0 to {(1 << 64) - 1}")
        self._handle = Handle("lenet_model_create", text, seed, names)

    @classmethod
    def _of(cls, handle: Handle) -> LeNet:
        model = cls.__new__(cls)
        model._handle = handle
        return model

    # Files

    @classmethod
    def load(cls, path: Path) -> LeNet:
        """The model in a file of this library, or in the folder of a run."""
        return cls._of(Handle("lenet_model_load", path_bytes(path)))

    @classmethod
    def from_bytes(cls, content: bytes) -> LeNet:
        """The model in the bytes of a model file."""
        return cls._of(Handle("lenet_model_decode", bytes(content), len(content)))

    def save(self, path: Path) -> None:
        """Writes a model file; a crash leaves the old one or the new one."""
        call("lenet_model_save", self._handle.number, path_bytes(path))

    def to_bytes(self) -> bytes:
        """The bytes of a model file."""
        pointer, size = c_void_p(), c_size_t()
        call("lenet_model_encode", self._handle.number, byref(pointer), byref(size))
        return take(pointer, size.value)

    def __reduce__(self) -> tuple[Callable[[bytes], LeNet], tuple[bytes]]:
        return type(self).from_bytes, (self.to_bytes(),)

    def export(self, path: Path, format: str, **options: Any) -> list[str]:
        """Writes the model for other programs, after it has opened and run what it wrote.

        Parameters
        ----------
        path : str or path
            The name of the files, with or without an ending. Files that exist are replaced.
        format : str
            ``"onnx"``, ``"npz"``, ``"pytorch"``, ``"keras"`` or ``"c"``.
        **options
            ``bytes=True`` (onnx), ``numbers="int8"`` and ``calibration=1000`` (c), ``data="name"``.

        Returns
        -------
        list of str
            The paths of the files.
        """
        report = described(
            "lenet_model_export", self._handle.number, format.encode(), path_bytes(path), encoded(options))
        return list(report["files"])

    def to_onnx(self, path: Path | None = None, *, bytes: bool = False) -> bytes:
        """The network for ONNX Runtime and others; also written to a file if a path is given.

        Parameters
        ----------
        path : str or path, optional
            The file.
        bytes : bool
            Whether the network takes images of uint8 and prepares them itself.
        """
        with tempfile.TemporaryDirectory() as folder:
            (file,) = self.export(os.path.join(folder, "model.onnx"), "onnx", bytes=bytes)
            with open(file, "rb") as stream:
                content = stream.read()
        if path is not None:
            with open(path, "wb") as stream:
                stream.write(content)
        return content

    def to_torch(self) -> Any:
        """The network as a ``torch.nn.Module`` with the same weights, in evaluation mode.

        It takes prepared images; ``module.prepare(images)`` makes them of uint8 images.
        """
        from ._torch import module

        return module(self)

    # What it is

    @property
    def info(self) -> dict[str, Any]:
        """Everything that the model file says: architecture, classes, preparation, training."""
        info: dict[str, Any] = described("lenet_model_info", self._handle.number)
        return info

    @property
    def classes(self) -> list[str]:
        """The names of the classes, in the order of the outputs."""
        return list(self.info["classes"])

    def summary(self) -> Summary:
        """The table of layers, shapes and parameters."""
        return Summary(self.info["table"])

    def __repr__(self) -> str:
        return f"<LeNet {self.info['description']}>"

    @property
    def parameters(self) -> dict[str, Floats]:
        """The tensors by name, in PyTorch's order of sizes: views of the weights, which cannot be written to."""
        count = c_size_t()
        call("lenet_model_tensor_count", self._handle.number, byref(count))
        return dict(self._tensor(place) for place in range(count.value))

    def _tensor(self, place: int) -> tuple[str, Floats]:
        tensor = Tensor()
        call("lenet_model_tensor", self._handle.number, place, byref(tensor))
        memory = (ctypes.c_float * tensor.count).from_address(tensor.numbers)
        # The array keeps the memory object, and that one the handle.
        memory._owner = self._handle
        view = memoryview(memory).toreadonly()
        numbers: Floats = np.frombuffer(view, np.float32).reshape(tensor.sizes[: tensor.rank])
        return tensor.name.decode(), numbers

    # Training

    def fit(
        self, X: Any = None, y: Any = None, *, validation_data: tuple[Any, Any] | None = None,
        recipe: str | None = None, epochs: int | None = None, steps: int | None = None,
        seed: int = 1, threads: int | None = None, output: Path | None = None, resume: bool = False,
        warm_start: bool = False, metrics_per_epoch: int = 0, test_each_epoch: bool = False,
        checkpoint_seconds: float | None = None, progress: bool | None = None,
        callback: Callable[[dict[str, Any]], object] | None = None, **values: Any,
    ) -> Run:
        """Trains the network; the same recipe, data and seed give the same bits as ``lenet train``.

        Ctrl-C stops after the current step. With ``output`` the folder then holds a checkpoint, and the same
        call with ``resume=True`` goes on from there.

        Parameters
        ----------
        X : Dataset or array, optional
            Images, as in `predict`; MNIST by default.
        y : array, optional
            The number of the class of each image.
        validation_data : tuple, optional
            Test images and labels; by default one image in seven of each class.
        recipe : str, optional
            A name of ``lenet.recipes()``; by default the one for the architecture.
        epochs, steps : int, optional
            The length of the training, instead of the recipe's.
        seed : int
            The seed of all random numbers.
        threads : int, optional
            The number of threads, which never changes the result.
        output : str or path, optional
            The folder of the run, with model, checkpoint, metrics and report; nothing is written without.
        resume : bool
            Goes on with the run in ``output``.
        warm_start : bool
            Starts from the weights of this model.
        metrics_per_epoch : int
            Points within an epoch for ``run.history``.
        test_each_epoch : bool
            Measures on the test images after each epoch; that never chooses anything.
        checkpoint_seconds : float, optional
            Seconds from one checkpoint to the next within an epoch.
        progress : bool, optional
            Shows a bar; by default in terminals and notebooks.
        callback : callable, optional
            Gets each event as a dictionary; ``False`` as its result stops the training.
        **values
            Any value of a recipe by its name: ``learningRate=0.01``, ``batchSize=32``, ``optimizer="adamw"``.

        Returns
        -------
        Run
            The figures of the training.
        """
        data = _data(X, y) or Dataset(X, y, *(validation_data or ()))
        options: dict[str, Any] = {
            "seed": seed, "resume": resume, "metricsPerEpoch": metrics_per_epoch,
            "testEachEpoch": test_each_epoch,
        }
        if threads is not None:
            options["threads"] = threads
        if output is not None:
            options["output"] = os.fspath(output)
        if checkpoint_seconds is not None:
            options["checkpointSeconds"] = checkpoint_seconds
        training = Training(progress=progress, callback=callback)
        handle = training.run(
            recipe_text(self.info["architecture"], recipe, epochs=epochs, steps=steps, **values),
            data._handle, options, self._handle if warm_start else None)
        if handle is not None:
            self._handle = handle
        elif output is not None and os.path.exists(os.path.join(output, "model.safetensors")):
            self._handle = LeNet.load(output)._handle
        training.finish()
        from .run import Run

        return Run(
            training.events, training.result, self.info["architecture"]["name"],
            None if output is None else os.fspath(output))

    # Answers

    def evaluate(self, X: Any = None, y: Any = None, *, split: str = "test", threads: int = 0) -> Evaluation:
        """Measures the model on labelled images.

        Parameters
        ----------
        X : Dataset or array, optional
            Images, as in `predict`; MNIST by default.
        y : array, optional
            The number of the class of each image.
        split : str
            ``"test"`` or ``"training"`` of a data set.
        threads : int
            The number of threads, 0 for all processors.
        """
        if split not in ("training", "test"):
            raise ArgumentError(f"split is {split!r}; expected 'training' or 'test'")
        data = _data(X, y) or Dataset(X, y, X, y, classes=self.classes)
        found = described(
            "lenet_evaluate", self._handle.number, data._handle.number, int(split == "test"), threads)
        return Evaluation._of(found)

    def predict(self, X: Any, *, threads: int = 0) -> npt.NDArray[np.int32]:
        """The number of the class of each image.

        Parameters
        ----------
        X : array
            ``(count, rows, columns)``, or one image; in colour with maps as second or last size. uint8 from 0 to
            255 and float32 from 0 to 1 are read where they lie, also with strides; other types are converted. Anything
            with DLPack will do, such as tensors of PyTorch.
        threads : int
            The number of threads, 0 for all processors.
        """
        images, owner = as_images(X)
        labels = np.empty(images.count, np.int32)
        call(
            "lenet_predict", self._handle.number, byref(images), threads, labels.ctypes.data, len(labels), None, 0)
        del owner
        return labels

    def predict_proba(self, X: Any, *, threads: int = 0) -> Floats:
        """The probability of each class, ``(count, classes)``; see `predict`."""
        images, owner = as_images(X)
        shape = images.count, len(self._class_list)
        probabilities = np.empty(shape, np.float32)
        call(
            "lenet_predict", self._handle.number, byref(images), threads, None, 0,
            probabilities.ctypes.data, probabilities.size)
        del owner
        return probabilities

    @property
    def _class_list(self) -> list[str]:
        known = getattr(self, "_known_classes", None)
        if known is None or known[0] is not self._handle:
            known = self._handle, self.classes
            self._known_classes = known
        names: list[str] = known[1]
        return names


def _data(X: Any, y: Any) -> Dataset | None:
    """MNIST without images, the data set that X is, or None for arrays."""
    if X is None:
        return mnist()
    if not isinstance(X, Dataset):
        return None
    if y is not None:
        raise ArgumentError("y is given beside a data set, which has its labels; leave it out")
    return X


def load(path: Path) -> LeNet:
    """The model in a file of this library, or in the folder of a run."""
    return LeNet.load(path)
