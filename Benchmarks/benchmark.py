#!/usr/bin/env python3
"""Our speed beside that of PyTorch, Keras, ONNX Runtime and OpenVINO, in one run on one machine.

Prints a table with ratios, every variant's figures and the machine. Ends with status 1 where
anybody could not be measured. Needs the environment that `make benchmark` sets up.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import machine
import measurements
import report
from contestants import PEERS, last_line
from rows import ROWS

REPOSITORY = Path(__file__).resolve().parents[1]
BUSY = 0.05  # of all processors' time, taken by other programs


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=list(ROWS), metavar="ROW",
                        help=f"some of: {', '.join(ROWS)} (default: all)")  # fmt: skip
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="time for one measurement")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the raw figures there")
    parser.add_argument("--lenet", type=Path, metavar="PROGRAM", help="the program to be measured",
                        default=REPOSITORY / ".build" / "release" / "lenet")  # fmt: skip
    return parser.parse_args()


def prepare(folder: Path) -> str:
    """Data and networks for the peers; gives the error where that failed."""
    measurements.progress("preparing the images and networks for the peers")
    command = [sys.executable, str(PEERS / "prepare.py"), str(folder)]
    run = subprocess.run(command, capture_output=True, text=True)
    return "" if run.returncode == 0 else last_line(run.stderr) or f"status {run.returncode}"


def main() -> None:
    options = parsed()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended
    described = machine.description()
    others = machine.OtherPrograms()
    with tempfile.TemporaryDirectory(prefix="lenet-benchmark-") as name:
        error = prepare(Path(name))
        results = [
            measurements.run(
                row, ROWS[row](options.lenet, options.threads), Path(name), options.rounds,
                options.seconds,
            )
            for row in options.rows
        ]  # fmt: skip
    for result in results:
        described |= result.versions
    print(report.table(results), report.CONDITIONS, sep="\n\n")
    for result in results:
        print("", report.details(result), sep="\n")
    described |= {key: str(getattr(options, key)) for key in ("rounds", "seconds", "threads")}
    share = others.share()
    described["time taken by other programs"] = "unknown" if share is None else f"{share:.0%}"
    print("", "; ".join(f"{key} {value}" for key, value in described.items()), sep="\n")
    if share is not None and share > BUSY:
        print("\nNOT A QUIET MACHINE: other programs hold up PyTorch's threads more than others'.")
    if error:
        print(f"\npreparing for the peers FAILED: {error}")
    if options.json:
        options.json.write_text(json.dumps(report.as_json(results, described), indent=2) + "\n")
    sys.exit(1 if error or any(result.failures for result in results) else 0)


if __name__ == "__main__":
    main()
