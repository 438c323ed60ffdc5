"""The table of a run, the figures of all variants, and the same as JSON."""

import statistics

from contestants import WholeRun
from measurements import Result, shown

CONDITIONS = """\
All in one run: the programs take turns, and whoever is not measured is stopped. Figures are medians
of the rounds; a ratio is the median of each round's ratio to the best other figure of that round,
above 1 where LeNet is faster. Data is MNIST in memory. A training step is forward, cross-entropy,
backward and AdamW. The peers are given prepared 32-bit floats and end at the scores; LeNet is given
bytes, prepares them within the time, and ends at probabilities. The peers are called from Python.
All compute in 32-bit floats, OpenVINO by its precision hint. A column of the table shows the best
variant. Row time-to-99 is of whole processes: start, imports, gzip files, training by the same
recipe, model file and one look at the test set, with another seed each round."""


def table(results: list[Result]) -> str:
    """Markdown: a line a row, a column for LeNet and each peer."""
    groups = list(dict.fromkeys(one.group for result in results for one in result.row.contestants))
    header = ["row", *groups, "best other", "ratio", "least", "most"]
    lines = [header, ["---", *["---:"] * len(groups), "---", "---:", "---:", "---:"]]
    lines += [cells(result, groups) for result in results]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rights = [cell.endswith(":") for cell in lines[1]]
    return "\n".join("| " + " | ".join(map(aligned, line, widths, rights)) + " |" for line in lines)


def aligned(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)


def cells(result: Result, groups: list[str]) -> list[str]:
    """One line of the table; what could not be measured is a dash."""
    row = result.row
    figures = []
    for group in groups:
        names = [one.name for one in row.contestants if one.group == group]
        measured = [name for name in names if name in result.figures]
        if measured:
            figure = shown(result.median(result.best(measured)))
            figures.append(figure if row.figure == "images/s" else f"{figure} {row.figure}")
        else:
            figures.append("failed" if names else "")
    others = [name for name in result.figures if name != row.ours.name]
    best = result.best(others) if others else ""
    if not result.ratios:
        return [result.name, *figures, best, "", "", ""]
    ratios = [statistics.median(result.ratios), min(result.ratios), max(result.ratios)]
    return [result.name, *figures, best, *(f"{ratio:.2f}" for ratio in ratios)]


def details(result: Result) -> str:
    """All variants of a row with their medians, least and most."""
    lines = [f"{result.name}: {result.row.title} ({result.row.figure})"]
    several = len(result.row.ours.batch_sizes) > 1
    for name, figures in result.figures.items():
        batch = f", batch {result.batch_sizes[name]}" if several else ""
        lines.append(
            f"- {name}{batch}: {shown(result.median(name))}"
            f" ({shown(min(figures))} to {shown(max(figures))})"
        )
    lines += [
        f"- {one.name}: test accuracy {statistics.mean(one.accuracies):.2%}, mean of seeds 0 to"
        f" {len(one.accuracies) - 1}"
        for one in result.row.contestants if isinstance(one, WholeRun) and one.accuracies
    ]  # fmt: skip
    lines += [f"- {name} FAILED: {reason}" for name, reason in result.failures.items()]
    return "\n".join(lines)


def as_json(results: list[Result], described: dict[str, str]) -> dict[str, object]:
    return {
        "machine": described,
        "rows": [
            {
                "name": result.name, "title": result.row.title, "figure": result.row.figure,
                "figures": result.figures, "batchSizes": result.batch_sizes,
                "ratios": result.ratios, "failures": result.failures,
            }
            for result in results
        ],
    }  # fmt: skip
