"""Who is measured: our program, started for each measurement, and the peers' programs.

A peer's program lives as long as its row is measured, for importing and compiling take it seconds.
It is stopped by a signal whenever another one is measured, so not even a spinning thread of it
disturbs. It is in a process group of its own within our session, so the kernel ends it, stopped as
it is, where we are killed.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PEERS = Path(__file__).resolve().parent / "peers"
LEARNED = 0.985  # test accuracy below which a whole run has not done its work


class Failure(Exception):
    """A contestant could not be measured; says why in one line."""


@dataclass
class Ours:
    """The program `lenet`; its figure is read from the line that `lenet bench` prints."""

    name: str
    program: Path
    what: str  # of --measure
    architecture: str
    threads: int
    batch_sizes: tuple[int, ...]
    arguments: tuple[str, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def group(self) -> str:
        return self.name

    def start(self, folder: Path) -> None:
        """Asks for the version; nothing lives between measurements."""
        self.versions["lenet"] = self.output("--version").strip()

    def stop(self) -> None:
        """Nothing lives between measurements."""

    def measure(self, batch_size: int, seconds: float) -> float:
        line = self.output(
            "bench", "--measure", self.what, "--architecture", self.architecture,
            "--threads", str(self.threads), "--batch-size", str(batch_size), "--windows", "1",
            "--seconds", str(seconds), *self.arguments, "--json",
        )  # fmt: skip
        figures = json.loads(line)
        self.versions["instructions"] = figures["instructions"]
        return figures.get("imagesPerSecond") or figures["medianMicroseconds"]

    def output(self, *arguments: str) -> str:
        return output([str(self.program), *arguments])


class Peer:
    """A program of `peers/` in a process of its own."""

    def __init__(
        self, group: str, program: str, variant: str, batch_sizes: tuple[int, ...], *arguments: str
    ) -> None:
        self.group = group
        self.name = f"{group} {variant}".strip()
        self.batch_sizes = batch_sizes
        self.command = [sys.executable, str(PEERS / program), "--variant", variant, *arguments]
        self.versions: dict[str, str] = {}
        self.process: subprocess.Popen[str] | None = None

    def start(self, folder: Path) -> None:
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [*self.command, "--folder", str(folder)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self.errors, text=True, process_group=0,
        )  # fmt: skip
        self.versions = self.answer()["versions"]

    def stop(self) -> None:
        if self.process:
            self.signal(signal.SIGKILL)
            self.process.communicate()
            self.process = None
            self.errors.close()

    def measure(self, batch_size: int, seconds: float) -> float:
        """Goes on, measures and holds again."""
        self.signal(signal.SIGCONT)
        request = {"batchSize": batch_size, "seconds": seconds}
        with suppress(BrokenPipeError):  # the missing answer tells
            print(json.dumps(request), file=self.process.stdin, flush=True)
        figure = self.answer()["figure"]
        self.signal(signal.SIGSTOP)
        return figure

    def answer(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            self.errors.seek(0)
            reason = last_line(self.errors.read())
            raise Failure(reason or f"exit status {self.process.returncode}")
        return json.loads(line)

    def signal(self, number: int) -> None:
        """To the program and all that it started: PyTorch compiles in processes of its own."""
        with suppress(ProcessLookupError):  # it ended by itself
            os.killpg(self.process.pid, number)


@dataclass
class WholeRun:
    """A program that trains a model from nothing; its figure is the seconds until it has ended.

    It is started for each measurement, once before the first one, and each time with the next seed.
    """

    group: str
    variant: str
    command: tuple[str, ...]  # what follows is --seed and --output
    batch_sizes: tuple[int, ...] = (0,)  # the recipe's
    versions: dict[str, str] = field(default_factory=dict)
    accuracies: list[float] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.group} {self.variant}".strip()

    def start(self, folder: Path) -> None:
        """Nothing lives between measurements; the first one says the versions."""

    def stop(self) -> None:
        """Nothing lives between measurements."""

    def measure(self, batch_size: int, seconds: float) -> float:
        with tempfile.TemporaryDirectory(prefix="lenet-run-") as folder:
            seed = str(len(self.accuracies))
            command = [*self.command, "--seed", seed, "--output", f"{folder}/run"]
            start = time.perf_counter()
            lines = output(command).splitlines()
            passed = time.perf_counter() - start
            if not list(Path(folder).glob("run/model.*")):
                raise Failure("no model was written")
        done = json.loads(lines[-1])
        self.accuracies.append(done["testAccuracy"])
        if done["testAccuracy"] < LEARNED:
            raise Failure(f"seed {seed} reads only {done['testAccuracy']:.2%} of the test images")
        told = ("instructions", "PyTorch")
        self.versions |= {key: done[key] for key in told if key in done}
        return passed


Contestant = Ours | Peer | WholeRun


def output(command: list[str]) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except subprocess.CalledProcessError as error:
        raise Failure(last_line(error.stderr) or str(error)) from None
    except OSError as error:
        raise Failure(str(error)) from None


def last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""
