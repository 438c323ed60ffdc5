"""LeNet-5 on the CPU: trains in seconds, reads your own digits.

>>> import lenet
>>> lenet.read("photo.jpg")
>>> model = lenet.LeNet("lenet5")
>>> run = model.fit(lenet.mnist(), recipe="fast")

Modules are imported when they are first needed, so that importing the package takes no time.
"""
from __future__ import annotations

# Type checkers take this as true; importing typing would take longer than all the rest.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from .data import Dataset, load_data, mnist
    from .errors import (
        ArgumentError,
        FileError,
        FitError,
        FormatError,
        LeNetError,
        UndecidedError,
    )
    from .evaluation import Evaluation
    from .importing import import_model
    from .model import LeNet, load
    from .names import architectures, datasets, formats, instructions, recipes, version
    from .reading import Reader, read, read_many, read_numbers
    from .readings import Number, Page, Reading
    from .run import Run
    from .sklearn import LeNetClassifier

__all__ = [
    "ArgumentError", "Dataset", "Evaluation", "FileError", "FitError", "FormatError", "LeNet",
    "LeNetClassifier", "LeNetError", "Number", "Page", "Reader", "Reading", "Run",
    "UndecidedError", "architectures", "datasets", "formats", "import_model", "instructions",
    "load", "load_data", "mnist", "read", "read_many", "read_numbers", "recipes", "version",
]

# The module of each name.
_PLACES = {
    "data": ["Dataset", "load_data", "mnist"],
    "errors": [
        "ArgumentError", "FileError", "FitError", "FormatError", "LeNetError", "UndecidedError",
    ],
    "evaluation": ["Evaluation"],
    "importing": ["import_model"],
    "model": ["LeNet", "load"],
    "names": ["architectures", "datasets", "formats", "instructions", "recipes", "version"],
    "reading": ["Reader", "read", "read_many", "read_numbers"],
    "readings": ["Number", "Page", "Reading"],
    "run": ["Run"],
    "sklearn": ["LeNetClassifier"],
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "__version__":
        return import_module(".names", __name__).version()
    for place, names in _PLACES.items():
        if name in names:
            value: object = getattr(import_module(f".{place}", __name__), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'lenet' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
