"""``python -m lenet train ...`` runs the command ``lenet``, which is inside the library."""
from __future__ import annotations

import os
import signal
import sys
from ctypes import c_char_p

from ._library import library


def main() -> None:
    """Runs the command with the arguments of this process, and ends it."""
    arguments = [b"lenet", *map(os.fsencode, sys.argv[1:])]
    # Python's own handler would only take a note of Ctrl-C, for an interpreter that waits.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.flush()
    status: int = library().lenet_main(len(arguments), (c_char_p * (len(arguments) + 1))(*arguments, None))
    sys.stdout.flush()
    sys.exit(status)


if __name__ == "__main__":
    main()
