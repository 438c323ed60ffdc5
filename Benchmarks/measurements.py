"""Runs a row: everybody starts, takes its best batch size, and then all alternate."""

import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path

from contestants import Contestant, Failure
from rows import Row


@dataclass
class Result:
    """A row's figures, one a round, by the contestants' names."""

    name: str
    row: Row
    figures: dict[str, list[float]] = field(default_factory=dict)
    ratios: list[float] = field(default_factory=list)
    batch_sizes: dict[str, int] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)

    def median(self, contestant: str) -> float:
        return statistics.median(self.figures[contestant])

    def best(self, names: list[str]) -> str:
        """The one of them with the best median."""
        choose = max if self.row.figure == "images/s" else min
        return choose(names, key=self.median)


def run(name: str, row: Row, folder: Path, rounds: int, seconds: float) -> Result:
    """Measures a row; who fails is noted and left out of the later rounds."""
    result = Result(name, row)
    try:
        for contestant in row.contestants:
            start(contestant, result, folder, seconds)
        for round_ in range(rounds):
            measure_round(round_, result, seconds)
    finally:
        for contestant in row.contestants:
            contestant.stop()
    return result


def start(contestant: Contestant, result: Result, folder: Path, seconds: float) -> None:
    """Starts it and tries its batch sizes, each once to prepare and once to be compared."""
    try:
        contestant.start(folder)
        tries: dict[int, float] = {}
        for size in contestant.batch_sizes:
            contestant.measure(size, seconds / 10)
            if len(contestant.batch_sizes) > 1:
                tries[size] = contestant.measure(size, seconds)
    except Failure as failure:
        fail(contestant, result, failure)
        return
    best = max(tries, key=tries.get) if tries else contestant.batch_sizes[0]
    result.batch_sizes[contestant.name] = best
    result.versions |= contestant.versions
    tried = ", ".join(f"batch {size}: {shown(figure)}" for size, figure in tries.items())
    progress(f"{result.name}: {contestant.name} is ready {tried}".rstrip())


def measure_round(round_: int, result: Result, seconds: float) -> None:
    """Measures one after another, in each round from another one on."""
    row = result.row
    able = [one for one in row.contestants if one.name not in result.failures]
    first = round_ % max(1, len(able))
    figures: dict[str, float] = {}
    for contestant in able[first:] + able[:first]:
        try:
            size = result.batch_sizes[contestant.name]
            figures[contestant.name] = contestant.measure(size, seconds)
        except Failure as failure:
            fail(contestant, result, failure)
    for name, figure in figures.items():
        result.figures.setdefault(name, []).append(figure)
    ours = figures.pop(row.ours.name, None)
    if ours and figures:
        result.ratios.append(row.ratio(ours, list(figures.values())))
        found = ", ".join(f"{name} {shown(figure)}" for name, figure in figures.items())
        progress(
            f"{result.name}, round {round_ + 1}: {row.ours.name} {shown(ours)}; {found}; "
            f"ratio {result.ratios[-1]:.2f}"
        )


def fail(contestant: Contestant, result: Result, failure: Failure) -> None:
    contestant.stop()
    result.failures[contestant.name] = str(failure)
    progress(f"{result.name}: {contestant.name} failed: {failure}")


def shown(figure: float) -> str:
    if figure >= 1000:
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if figure >= 10 else f"{figure:.2f}"


def progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
