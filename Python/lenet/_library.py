"""The functions of lenet.h. ctypes lets other threads run while one of them works."""
from __future__ import annotations

import ctypes
import json
import os
import threading
from ctypes import POINTER, Structure, byref, c_char_p, c_float, c_int32, c_int64, c_size_t, c_uint8, c_uint64, c_void_p
from typing import Any, Callable

from .errors import error

ABI_VERSION = 1
OK, STOPPED = 0, 1


class Images(Structure):
    _fields_ = [
        ("pixels", c_void_p), ("size", c_size_t), ("type", c_int32), ("count", c_int64),
        ("maps", c_int64), ("rows", c_int64), ("columns", c_int64), ("strides", c_int64 * 4),
    ]


class Tensor(Structure):
    _fields_ = [
        ("name", c_char_p), ("numbers", c_void_p), ("count", c_size_t), ("rank", c_int32),
        ("sizes", c_int64 * 4),
    ]


class Picture(Structure):
    _fields_ = [
        ("path", c_char_p), ("bytes", c_char_p), ("size", c_size_t), ("page", c_int32),
        ("pixels", c_void_p), ("pixel_size", c_size_t), ("rows", c_int64), ("columns", c_int64),
        ("channels", c_int64), ("row_stride", c_int64),
    ]


TRAINING_CALLBACK = ctypes.CFUNCTYPE(c_int32, c_void_p, c_char_p)
READING_CALLBACK = ctypes.CFUNCTYPE(c_int32, c_void_p, c_size_t, c_int32, c_char_p)

# Texts of the library are void pointers here, because ctypes would lose the address of a c_char_p.
_text = POINTER(c_void_p)
_handle = POINTER(c_uint64)
_FUNCTIONS: dict[str, list[Any]] = {
    "lenet_list": [c_char_p, _text],
    "lenet_free": [c_uint64],
    "lenet_release": [c_void_p],
    "lenet_data_load": [c_char_p, _handle],
    "lenet_data_create": [
        c_char_p, POINTER(Images), c_void_p, c_size_t, POINTER(Images), c_void_p, c_size_t,
        c_char_p, _handle,
    ],
    "lenet_data_info": [c_uint64, _text],
    "lenet_data_read": [
        c_uint64, c_int32, c_int64, c_int64, c_void_p, c_size_t, c_void_p, c_size_t,
    ],
    "lenet_model_create": [c_char_p, c_uint64, c_char_p, _handle],
    "lenet_model_load": [c_char_p, _handle],
    "lenet_model_decode": [c_char_p, c_size_t, _handle],
    "lenet_model_save": [c_uint64, c_char_p],
    "lenet_model_encode": [c_uint64, _text, POINTER(c_size_t)],
    "lenet_model_import": [c_char_p, c_char_p, _handle, _text],
    "lenet_model_export": [c_uint64, c_char_p, c_char_p, c_char_p, _text],
    "lenet_model_info": [c_uint64, _text],
    "lenet_model_tensor_count": [c_uint64, POINTER(c_size_t)],
    "lenet_model_tensor": [c_uint64, c_size_t, POINTER(Tensor)],
    "lenet_train": [
        c_char_p, c_uint64, c_char_p, c_uint64, TRAINING_CALLBACK, c_void_p, POINTER(c_int32),
        _handle, _text,
    ],
    "lenet_run_curves": [c_char_p, _text],
    "lenet_evaluate": [c_uint64, c_uint64, c_int32, c_int32, _text],
    "lenet_predict": [
        c_uint64, POINTER(Images), c_int32, c_void_p, c_size_t, c_void_p, c_size_t,
    ],
    "lenet_reader_create": [c_uint64, c_char_p, _handle],
    "lenet_reader_read": [c_uint64, POINTER(Picture), _text],
    "lenet_reader_read_files": [
        c_uint64, POINTER(c_char_p), c_size_t, c_int32, READING_CALLBACK, c_void_p,
    ],
    "lenet_main": [c_int32, POINTER(c_char_p)],
    "lenet_reader_prepare": [
        c_uint64, POINTER(Picture), c_void_p, c_size_t, POINTER(c_int32),
    ],
}

_loaded: ctypes.CDLL | None = None
_lock = threading.Lock()


def library() -> ctypes.CDLL:
    """The library, loaded when it is first needed."""
    global _loaded
    if _loaded is None:
        with _lock:
            if _loaded is None:
                _loaded = _load()
    return _loaded


def _load() -> ctypes.CDLL:
    own = os.path.join(os.path.dirname(os.path.abspath(__file__)), "liblenet.so.1")
    path = os.environ.get("LENET_LIBRARY") or (own if os.path.exists(own) else "liblenet.so.1")
    try:
        found = ctypes.CDLL(path)
    except OSError as problem:
        raise ImportError(
            f"the library of lenet cannot be loaded ({problem}); install the wheel of lenet, or name a "
            "liblenet.so.1 with the variable LENET_LIBRARY") from None
    for name, arguments in _FUNCTIONS.items():
        function = getattr(found, name)
        function.argtypes, function.restype = arguments, c_int32
    found.lenet_last_error.restype = c_char_p
    found.lenet_version.restype = c_char_p
    found.lenet_abi_version.restype = c_int32
    if found.lenet_abi_version() != ABI_VERSION:
        raise ImportError(
            f"{path} has the interface {found.lenet_abi_version()}; this package needs {ABI_VERSION}")
    return found


def call(name: str, *arguments: Any) -> None:
    """Calls a function; raises its failure as an exception."""
    status = getattr(library(), name)(*arguments)
    if status != OK:
        raise failure(status)


def failure(status: int) -> Exception:
    """The exception of this thread's last call, whose status is not OK."""
    return error(status, library().lenet_last_error().decode("utf-8", "replace"))


def take(pointer: c_void_p, size: int | None = None) -> bytes:
    """The bytes of a text, or of an array of a size, which go back to the library."""
    if not pointer:
        return b""
    content = ctypes.string_at(pointer) if size is None else ctypes.string_at(pointer, size)
    library().lenet_release(pointer)
    return content


def described(name: str, *arguments: Any) -> Any:
    """Calls a function whose last argument is a JSON text; returns its value."""
    text = c_void_p()
    call(name, *arguments, byref(text))
    return json.loads(take(text))


def encoded(value: Any) -> bytes:
    """A value as the JSON text that the library takes."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


class Handle:
    """A number of the library that is given back at the end."""

    __slots__ = ("number", "__weakref__")

    def __init__(self, make: Callable[..., Any] | str, *arguments: Any) -> None:
        self.number: int = 0
        place = c_uint64()
        if isinstance(make, str):
            call(make, *arguments, byref(place))
        else:
            make(place)
        self.number = place.value

    def __reduce__(self) -> Any:
        raise TypeError("a number of the library is of this process only, and cannot be copied or pickled")

    def __del__(self) -> None:
        if self.number and _loaded is not None:
            _loaded.lenet_free(self.number)


def path_bytes(path: str | os.PathLike[str] | bytes) -> bytes:
    """The system's bytes of a path."""
    content = os.fsencode(path)
    if b"\0" in content:
        raise error(4, f"the path {path!r} has a zero character; give the path of a file or folder")
    return content


__all__ = [
    "Handle", "Images", "Picture", "READING_CALLBACK", "STOPPED", "TRAINING_CALLBACK", "Tensor",
    "byref", "c_float", "c_int32", "c_size_t", "c_uint8", "c_uint64", "c_void_p", "call", "described",
    "encoded", "failure", "library", "path_bytes", "take",
]
