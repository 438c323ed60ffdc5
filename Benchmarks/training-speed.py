#!/usr/bin/env python3
"""Training speed against PyTorch in one run on one machine, printed as a table with the ratio.

Each round measures our engine, then PyTorch in its default and its channels_last layout, same
network, batch size and threads, data in memory. The table shows medians over rounds; the ratio is
the median of each round's ratio to the better of PyTorch's two layouts, so a machine that slows
down slows both. Needs the environment that `make benchmark` sets up.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def lines(command: list[str]) -> list[dict]:
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def processor() -> str:
    try:
        names = [
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ]
        return names[0]
    except (OSError, IndexError):
        return platform.processor()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="time for one measurement")
    options = parser.parse_args()
    size, threads, seconds = map(str, (options.batch_size, options.threads, options.seconds))
    rates: dict[str, list[float]] = {}
    ratios: list[float] = []
    version = ""
    for round_ in range(options.rounds):
        ours = lines(
            [
                "swift", "run", "--package-path", str(HERE), "-c", "release", "--quiet",
                "TrainingSpeed", "lenet5-pytorch", size, threads, "1", seconds,
            ]
        )[0]  # fmt: skip
        theirs = lines(
            [
                sys.executable, str(HERE / "peers" / "pytorch_training.py"), "--batch-size", size,
                "--threads", threads, "--windows", "1", "--seconds", seconds,
            ]
        )  # fmt: skip
        version = theirs[0]["version"]
        found = {f"lenet ({ours['instructions']})": ours["imagesPerSecond"]}
        found |= {f"PyTorch, {run['layout']}": run["imagesPerSecond"] for run in theirs}
        for name, rate in found.items():
            rates.setdefault(name, []).append(rate)
        ratios.append(ours["imagesPerSecond"] / max(run["imagesPerSecond"] for run in theirs))
        print(f"round {round_ + 1}: {found}, ratio {ratios[-1]:.1f}", file=sys.stderr)
    print(
        f"lenet5-pytorch, training, batch {size}, {threads} threads, PyTorch {version}, "
        f"{processor()}, {os.cpu_count()} processors\n"
    )
    print("| | images/s, median | least | most |\n| --- | ---: | ---: | ---: |")
    for name, values in rates.items():
        print(f"| {name} | {statistics.median(values):,.0f} | {min(values):,.0f} | {max(values):,.0f} |")
    print(
        f"\nratio to the better layout: median {statistics.median(ratios):.1f}, "
        f"{min(ratios):.1f} to {max(ratios):.1f}"
    )


if __name__ == "__main__":
    main()
