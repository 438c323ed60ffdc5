"""Models of other programs."""
from __future__ import annotations

import json
import os
from typing import Any

from ._library import Handle, byref, c_uint64, c_void_p, encoded, failure, library, path_bytes, take
from .errors import UndecidedError
from .model import LeNet


def import_model(path: str | os.PathLike[str], **options: Any) -> LeNet:
    """The model in a file of PyTorch, ONNX, Keras, Caffe, Paddle or NumPy; nothing in it is executed.

    What the file does not say is tried on MNIST, and the best reading is taken.

    Parameters
    ----------
    path : str or path
        The file.
    **options
        What the file does not say: ``activation``, ``unitActivation``, ``pooling``, ``side``, ``padding``,
        ``flatten``, ``resizeMode``, ``mean``, ``std``.

    Returns
    -------
    LeNet
        The model; its ``import_report`` says what was found.

    Raises
    ------
    UndecidedError
        If a person has to choose.
    """
    number, report = c_uint64(), c_void_p()
    status = library().lenet_model_import(path_bytes(path), encoded(options), byref(number), byref(report))
    problem = failure(status) if status else None
    found = json.loads(take(report) or b"{}")
    if problem is not None:
        if isinstance(problem, UndecidedError):
            problem.args = (*problem.args, found)
        raise problem

    def adopt(place: c_uint64) -> None:
        place.value = number.value

    model = LeNet._of(Handle(adopt))
    model.import_report = found  # type: ignore[attr-defined]
    return model
