"""``python -m lenet train ...`` runs the command ``lenet``."""
from __future__ import annotations

import os
import shutil
import sys


def command() -> str | None:
    """The program: the one that LENET_COMMAND names, or ``lenet`` in PATH."""
    named = os.environ.get("LENET_COMMAND")
    if named:
        return named
    found = shutil.which("lenet")
    # A script of this package with that name would call itself for ever.
    return found if found and os.path.realpath(found) != os.path.realpath(sys.argv[0]) else None


def main() -> None:
    """Replaces this process by the program."""
    program = command()
    if program is None:
        sys.exit(
            "lenet: the program lenet is not in PATH; install it with 'make install', or name it with the variable "
            "LENET_COMMAND")
    os.execv(program, [program, *sys.argv[1:]])


if __name__ == "__main__":
    main()
