"""What goes wrong: one class for each kind, each also one of Python's own."""
from __future__ import annotations


class LeNetError(Exception):
    """A call failed; the message says what was wrong, what was expected and what to do.

    Attributes
    ----------
    status : int
        The number of the status in ``lenet.h``.
    """

    status = 10


class ArgumentError(LeNetError, ValueError):
    """A value is out of range, or a text is not what it should be."""

    status = 4


class FileError(LeNetError, OSError):
    """A file or folder is not there, or cannot be read or written."""

    status = 6

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class FormatError(LeNetError, ValueError):
    """The bytes of a file are damaged, or of another format."""

    status = 7


class FitError(LeNetError, ValueError):
    """Images, network and classes do not fit each other."""

    status = 8


class UndecidedError(LeNetError, ValueError):
    """A file can be read in several ways: a person has to choose."""

    status = 9


# Statuses of mistakes in this package itself have no class of their own.
_CLASSES: dict[int, type[LeNetError]] = {
    4: ArgumentError, 6: FileError, 7: FormatError, 8: FitError, 9: UndecidedError,
}


def error(status: int, message: str) -> LeNetError:
    """The exception of a status."""
    failure = _CLASSES.get(status, LeNetError)(message)
    failure.status = status
    return failure
