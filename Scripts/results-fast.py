#!/usr/bin/env python3
"""Trains what recipe `fast` was chosen from; the chosen row makes 82 errors of 10,000.

Of the 60,000 training images 10,000 are held back, the same ones in every run, and only they are
looked at. The other 50,000 are trained for as many steps as the epochs have with all 60,000. Seeds
are 11 to 20, so that those of the test are new. Runs are kept as JSON lines in
Documentation/Results and skipped when they are there; Scripts/results.py makes the table.
"""

import json
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "Documentation" / "Results" / "fast-validation.jsonl"
LENET = ROOT / ".build" / "release" / "lenet"
SEEDS = range(11, 21)
HELD_BACK = 10_000
# What differs from recipe fast, and the options that say so; an epoch of 60,000 images has 469 steps,
# and 938 in batches of 64.
CANDIDATES: dict[str, tuple[str, ...]] = {
    "3 epochs": ("--steps=1407",),
    "3 epochs, warm-up 0.1": ("--steps=1407", "--warmup-fraction=0.1"),
    "3 epochs, batch 32, rate 0.004": ("--steps=5625", "--batch-size=32", "--learning-rate=0.004"),
    "3 epochs, batch 64": ("--steps=2814", "--batch-size=64"),
    "3 epochs, batch 64, warm-up 0.1": ("--steps=2814", "--batch-size=64", "--warmup-fraction=0.1"),
    "3 epochs, batch 64, not shifted": ("--steps=2814", "--batch-size=64", "--shift=0"),
    "3.5 epochs, batch 64": ("--steps=3283", "--batch-size=64"),
    "4 epochs": ("--steps=1876",),
    "4 epochs, batch 64": ("--steps=3752", "--batch-size=64"),
    "4 epochs, batch 64, not shifted, rate 0.006": (
        "--steps=3752", "--batch-size=64", "--shift=0", "--learning-rate=0.006",
    ),
    "4 epochs, batch 64, not shifted, warm-up 0.1": (
        "--steps=3752", "--batch-size=64", "--shift=0", "--warmup-fraction=0.1",
    ),
    "4 epochs, batch 64, rate 0.004, PyTorch's AdamW and initial values": (
        "--steps=3752", "--batch-size=64", "--learning-rate=0.004", "--initializer=pytorch",
        "--beta2=0.999", "--weight-decay=0.01",
    ),
    "4 epochs, batch 64, rate 0.08, SGD with Nesterov's momentum 0.9": (
        "--steps=3752", "--batch-size=64", "--learning-rate=0.08", "--optimizer=sgd",
        "--momentum=0.9", "--nesterov", "--weight-decay=0.0005",
    ),
}  # fmt: skip
Run = tuple[str, int]


def finished() -> set[Run]:
    lines = OUTPUT.read_text().splitlines() if OUTPUT.exists() else []
    return {(line["candidate"], line["seed"]) for line in map(json.loads, lines)}


def train(run: Run) -> None:
    """On one thread, for two runs go side by side; the threads do not change the result."""
    candidate, seed = run
    with tempfile.TemporaryDirectory() as folder:
        command = [
            str(LENET), "train", "--recipe", "fast", *CANDIDATES[candidate], "--threads", "1",
            "--validation", str(HELD_BACK), "--seed", str(seed),
            "--output", f"{folder}/run", "--json",
        ]  # fmt: skip
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # The line of the last epoch; the one after it tells of the test set and is not looked at.
    last = [json.loads(line) for line in output.splitlines() if '"event":"epoch"' in line][-1]
    errors = round((1 - last["validationAccuracy"]) * HELD_BACK)
    line = {"candidate": candidate, "seed": seed, "errors": errors, "loss": last["validationLoss"]}
    with OUTPUT.open("a") as file:
        file.write(json.dumps(line) + "\n")


def main() -> None:
    runs = [(candidate, seed) for candidate in CANDIDATES for seed in SEEDS]
    done = finished()
    with ThreadPoolExecutor(2) as side_by_side:
        list(side_by_side.map(train, [run for run in runs if run not in done]))


if __name__ == "__main__":
    main()
