"""A peer's side of the benchmark: prepares once, then measures as often as it is asked.

Requests come as JSON lines, {"batchSize": 64, "seconds": 2}; each is answered by
{"figure": 9876.5}, the first line says the versions. What libraries print goes to the errors.
"""

import argparse
import json
import math
import os
import statistics
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import numpy

WARM_UP = 0.2  # seconds before each measurement: the caches were another program's meanwhile
Step = Callable[[int], object]  # takes the number of a batch
Measurement = Callable[[float], float]  # seconds -> images a second or microseconds


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True, help="what prepare.py wrote")
    parser.add_argument("--architecture", required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--variant", default="")
    parser.add_argument("--single", action="store_true", help="time one image, not batches")
    return parser.parse_args()


def load(options: argparse.Namespace, what: str) -> numpy.ndarray:
    """The array "images" [60000, 1, rows, columns] or "scores" [1000, 10] of the architecture."""
    return numpy.load(options.folder / f"{options.architecture}-{what}.npy")


def serve(versions: dict[str, str], prepare: Callable[[int], Measurement]) -> None:
    """Answers requests until the input ends; prepares each batch size when it first comes."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    measurements: dict[int, Measurement] = {}

    def answer(line: dict[str, object]) -> None:
        print(json.dumps(line), file=answers, flush=True)

    answer({"versions": versions})
    for request in map(json.loads, sys.stdin):
        size = request["batchSize"]
        if size not in measurements:
            measurements[size] = prepare(size)
        measurements[size](WARM_UP)
        answer({"figure": measurements[size](request["seconds"])})


def training(step: Step, batch_size: int, batches: int) -> Measurement:
    """Trains batch after batch and goes on where it stopped; fails where nothing is learned."""
    losses: deque[object] = deque(maxlen=100)
    steps = 0

    def images_per_second(seconds: float) -> float:
        nonlocal steps
        before, start = steps, time.perf_counter()
        while time.perf_counter() - start < seconds:
            losses.append(step(steps % batches))
            steps += 1
        last = statistics.mean(map(float, losses))  # also waits for what is under way
        passed = time.perf_counter() - start
        if len(losses) == losses.maxlen and not last < math.log(10):
            raise RuntimeError(f"a loss of {last} after {steps} steps, no better than guessing")
        return (steps - before) * batch_size / passed

    return images_per_second


def inference(
    step: Step, batch_size: int, batches: int, finish: Callable[[], object] = lambda: None
) -> Measurement:
    """Answers batch after batch; `finish` waits for those that are under way."""

    def images_per_second(seconds: float) -> float:
        steps, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            step(steps % batches)
            steps += 1
        finish()
        return steps * batch_size / (time.perf_counter() - start)

    return images_per_second


def latency(step: Step, images: int) -> Measurement:
    """Answers image after image; the figure is the median of single calls."""

    def microseconds(seconds: float) -> float:
        times: list[int] = []
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            number = len(times) % images
            start = time.perf_counter_ns()
            step(number)
            times.append(time.perf_counter_ns() - start)
        return statistics.median(times) / 1000

    return microseconds


def check(scores: list[numpy.ndarray], expected: numpy.ndarray) -> None:
    """Answers of the first batches against PyTorch's."""
    found = numpy.concatenate(scores)[: len(expected)]
    if not numpy.allclose(found, expected[: len(found)], rtol=1e-3, atol=1e-4):
        raise RuntimeError(f"scores differ by {abs(found - expected[: len(found)]).max()}")
