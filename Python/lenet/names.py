"""The names that other functions take."""
from __future__ import annotations

from typing import Any

from ._library import described, library


def version() -> str:
    """The version of the library, such as ``0.2.0``."""
    text: bytes = library().lenet_version()
    return text.decode()


def architectures() -> list[dict[str, Any]]:
    """The built-in networks: ``name``, ``architecture``, ``recipe`` and ``parameters`` of each."""
    return _list("architectures")


def recipes() -> list[dict[str, Any]]:
    """The built-in recipes, each with all its values by name."""
    return _list("recipes")


def datasets() -> list[dict[str, Any]]:
    """The known data sets, and whether they are on this machine (``isHere``)."""
    return _list("datasets")


def formats() -> list[dict[str, Any]]:
    """The forms of ``LeNet.export``, with the endings of their files."""
    return _list("formats")


def instructions() -> list[str]:
    """The instruction sets that this processor can run, the widest last."""
    return [entry["name"] for entry in _list("instructions")]


def _list(kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = described("lenet_list", kind.encode())
    return found
