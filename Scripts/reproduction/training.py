"""Runs `lenet` and keeps what came out as lines of Documentation/Reproduction/results.jsonl."""

import fcntl
import json
import os
import shlex
import shutil
import subprocess
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from reproduction.rows import BORDER, BY_NAME, CIFAR10, FASHION, GREY, KEPT, Row

ROOT = Path(__file__).resolve().parents[2]
RUNS = ROOT / "runs" / "reproduction"
RESULTS = ROOT / "Documentation" / "Reproduction" / "results.jsonl"
# As the page names the folders of data that are not in the repository.
WORDS = {
    FASHION: "fashion-mnist", CIFAR10: "FOLDER", BORDER: "runs/reproduction/made/border.npz",
    GREY: "runs/reproduction/made/cifar10-grey.npz",
}  # fmt: skip


@dataclass
class Results:
    """All lines by row and seed; writing one writes the file anew, in order."""

    lines: dict[tuple[str, int], dict] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @staticmethod
    def read() -> "Results":
        results = Results()
        if RESULTS.exists():
            for text in RESULTS.read_text().splitlines():
                line = json.loads(text)
                results.lines[line["row"], line["seed"]] = line
        return results

    def add(self, line: dict) -> None:
        # Several processes may write: what another one has added is kept.
        with self.lock, (RUNS / "results.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.lines |= Results.read().lines
            self.lines[line["row"], line["seed"]] = line
            texts = [json.dumps(self.lines[key]) + "\n" for key in sorted(self.lines)]
            # Readers take no lock.
            whole = RESULTS.with_suffix(".part")
            whole.write_text("".join(texts))
            os.replace(whole, RESULTS)

    def of(self, row: str, key: str) -> list:
        """A figure of a row, seed by seed."""
        return [line[key] for (name, _), line in sorted(self.lines.items()) if name == row]


@dataclass(frozen=True)
class Program:
    """The program, and where the data lie that are not part of it."""

    lenet: Path
    data: dict[str, str]

    def run(self, *command: str) -> str:
        result = subprocess.run(
            [str(self.lenet), *command], capture_output=True, text=True, cwd=ROOT
        )
        if result.returncode:
            raise SystemExit(f"lenet {shlex.join(command)}: {result.stderr}")
        return result.stdout

    def options(self, row: Row) -> list[str]:
        return [self.data.get(option, option) for option in row.options]

    def evaluate(self, model: Path, *options: str) -> dict:
        return json.loads(self.run("evaluate", str(model), *options, "--json"))

    def can(self, row: Row) -> bool:
        """Whether the data are there that the row and those that it starts from need."""
        start = BY_NAME.get(row.start or "")
        return all(name in self.data for name in row.needs) and (start is None or self.can(start))

    def train(self, row: Row, seed: int, results: Results) -> None:
        """Trains all training images and keeps the last epoch, as the notes do."""
        if not is_to_train(row, seed, results):
            return
        folder = RUNS / f"{row.name}-{seed}"
        # A folder with a run of other options is trained anew.
        noted = folder / "options"
        if folder.exists() and not (noted.exists() and noted.read_text() == options(row)):
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        noted.write_text(options(row))
        start = ["--weights", str(model(row.start, seed))] if row.start else []
        output = self.run(
            "train", *self.options(row), *start, "--seed", str(seed), "--validation", "0",
            "--test-each-epoch", "--metrics-per-epoch", "5", "--threads", "1", "--resume",
            "--output", str(folder), "--json",
        )  # fmt: skip
        events = [json.loads(line) for line in output.splitlines()]
        done = events[-1]
        lines = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
        epochs = [line for line in lines if line["event"] == "epoch"]
        results.add(
            {
                "row": row.name, "seed": seed, "options": options(row),
                "trainLoss": epochs[-1]["trainLoss"],
                "trainAccuracy": epochs[-1]["trainAccuracy"],
                "testLoss": done["testLoss"], "testErrors": done["testErrors"],
                "testAccuracy": done["testAccuracy"],
                "testByEpoch": [epoch["testAccuracy"] for epoch in epochs],
                "seconds": round(sum(epoch["seconds"] for epoch in epochs), 1),
            }
        )  # fmt: skip
        print(f"{folder.name}: {100 * done['testAccuracy']:.2f} %", flush=True)


def options(row: Row) -> str:
    """What the row trains, as a line of results has it."""
    return shlex.join([*row.options, *(["--weights", row.start] if row.start else [])])


def is_to_train(row: Row, seed: int, results: Results) -> bool:
    """Whether its line or its model is missing, or the line is of other options."""
    line = results.lines.get((row.name, seed), {})
    return line.get("options") != options(row) or not model(row.name, seed).exists()


def model(name: str | None, seed: int) -> Path:
    return RUNS / f"{name}-{seed}" / "model.safetensors"


def command(row: Row) -> str:
    """What the page shows: the command without seed and folder."""
    words = [WORDS.get(option, option) for option in row.options]
    start = ["--weights", f"runs/{row.start}/model.safetensors"] if row.start else []
    folder = ["--output", f"runs/{row.name}"] if row.name in KEPT else []
    return shlex.join(["lenet", "train", *words, *start, "--validation", "0", *folder])


def train_all(
    program: Program, rows: Iterable[Row], seeds: list[int], jobs: int, results: Results
) -> None:
    """Trains rows that start from nothing first, several at a time, a thread each."""
    rows = list(rows)
    for starts in (True, False):
        with ThreadPoolExecutor(jobs) as pool:
            work = [
                pool.submit(program.train, row, seed, results)
                for row in rows
                if (row.start is None) == starts
                for seed in seeds
            ]
            try:
                for job in work:
                    job.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
