#!/usr/bin/env python3
"""Trains the networks of the 1998 paper and writes the figures and pictures of Documentation/Paper.md.

Two runs at a time, each on one thread; what is trained already in runs/paper is taken as it is, and a
run that was stopped goes on. `make paper` calls it.

    make build
    Scripts/paper.py [--seeds 1 2 3] [--jobs 2]
"""

import argparse
import json
import statistics
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LENET = ROOT / ".build" / "release" / "lenet"  # or the argument of --lenet
RUNS = ROOT / "runs" / "paper"
PAGE = ROOT / "Documentation" / "Paper.md"
PICTURES = ROOT / "Documentation" / "Paper"

# What the paper reports, the rows of the table of results: recipe, title, test error in percent, and
# the share to reject for 0.5 % error, where figure 10 has it.
NETWORKS = [
    ("paper-lenet1", "LeNet-1", 1.7, 3.7),
    ("paper-lenet4", "LeNet-4", 1.1, 1.8),
    ("boosted", "boosted LeNet-4, distorted", 0.7, 0.5),
    ("paper", "LeNet-5", 0.95, None),
    ("paper-distorted", "LeNet-5, distorted", 0.8, None),
]
# Choices that the paper leaves open, and what others than the recipe's give.
CHOICES = [
    ("as in `--recipe paper`", [], 20),
    ("equation 8 instead of 9", ["--loss", "maximum-likelihood"], 20),
    ("j = 10", ["--j", "10"], 20),
    ("initial weights as printed, ±2.4/F", ["--initializer", "paper"], 6),
    ("rates as printed", ["--learning-rate", "0.0005"], 6),
    ("both as printed: `--recipe paper-literal`", ["--recipe", "paper-literal"], 6),
    ("both as printed, but mu = 0.4", ["--recipe", "paper-literal", "--mu", "0.4"], 20),
]  # fmt: skip
LITERAL = 5
PASSES = 20  # of every run but those of choices that do not learn
IMAGE = 4  # the test image of the activity pictures


def run(*command: str) -> str:
    result = subprocess.run([str(LENET), *command], capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(f"lenet {' '.join(command)}: {result.stderr}")
    return result.stdout


def model(name: str) -> str:
    return str(RUNS / name / "model.safetensors")


say = threading.Lock()


def train(name: str, *options: str, passes: int = PASSES) -> None:
    """Trains what runs/paper/NAME lacks, with the test error of every pass."""
    folder = RUNS / name
    if (folder / "model.safetensors").exists() and len(epochs(name)) == passes:
        return
    folder.mkdir(parents=True, exist_ok=True)
    run(
        "train", *options, "--epochs", str(passes), "--test-each-epoch", "--threads", "1",
        "--resume", "--output", str(folder), "--json",
    )  # fmt: skip
    with say:
        print(f"{name}: {100 * error(name):.2f} %", flush=True)


def epochs(name: str) -> list[dict]:
    lines = (RUNS / name / "metrics.jsonl").read_text().splitlines()
    events = [json.loads(line) for line in lines]
    return [event for event in events if event["event"] == "epoch"]


def error(name: str) -> float:
    return 1 - epochs(name)[-1]["testAccuracy"]


def seconds(name: str) -> float:
    return sum(epoch["seconds"] for epoch in epochs(name))


def boosted(seed: int) -> list[str]:
    return [f"boosted-{member}-{seed}" for member in (1, 2, 3)]


def train_committee(seed: int) -> None:
    """Three members in turn: the later ones take what the earlier ones choose."""
    names = boosted(seed)
    for number, name in enumerate(names):
        earlier = [option for n in names[:number] for option in ("--boost", model(n))]
        train(name, "--recipe", "paper-boosted", "--seed", str(10 * seed + number), *earlier)


def evaluate(names: list[str], part: str = "test") -> dict:
    models = [model(name) for name in names]
    return json.loads(
        run("evaluate", *models, "--split", part, "--reject-to", "0.5", "--json", "--threads", "2")
    )


def choice_runs(seeds: list[int]) -> list[tuple[str, int, list[tuple[str, list[str]]]]]:
    """Title, passes, and the runs by name with their options; two seeds but for the recipe itself."""
    rows = []
    for number, (title, options, passes) in enumerate(CHOICES):
        start = [] if "--recipe" in options else ["--recipe", "paper"]
        runs = [
            (f"paper-{seed}" if number == 0 else f"choice{number}-{seed}",
             [*start, *options, "--seed", str(seed)])
            for seed in (seeds if number == 0 else seeds[:2])
        ]  # fmt: skip
        rows.append((title, passes, runs))
    return rows


def spread(values: list[float]) -> str:
    mean = statistics.mean(values)
    if len(values) < 2:
        return f"{mean:.2f}"
    return f"{mean:.2f} ± {statistics.stdev(values):.2f}"


def results(seeds: list[int]) -> str:
    lines = [
        "| network | paper | here | seeds | paper: rejected | here: rejected | training error |",
        "|---|---|---|---|---|---|---|",
    ]
    for recipe, title, paper, paper_rejects in NETWORKS:
        runs = [boosted(s) if recipe == "boosted" else [f"{recipe}-{s}"] for s in seeds]
        tests = [evaluate(names) for names in runs]
        errors = [100 * (1 - test["accuracy"]) for test in tests]
        rejected = [100 * t["rejection"]["rejected"] / t["total"] for t in tests]
        training = [100 * (1 - evaluate(names, "training")["accuracy"]) for names in runs]
        lines.append(
            f"| {title} | {paper} % | **{spread(errors)} %** | "
            f"{', '.join(f'{e:.2f}' for e in errors)} | "
            f"{f'{paper_rejects} %' if paper_rejects else '-'} | {spread(rejected)} % | "
            f"{spread(training)} % |"
        )
    return "\n".join(lines)


def choices(seeds: list[int]) -> str:
    lines = [
        "| choice | epochs | test error in % | seeds | training error in the last epoch |",
        "|---|---|---|---|---|",
    ]
    for title, passes, runs in choice_runs(seeds):
        errors = [100 * error(name) for name, _ in runs]
        training = [100 * (1 - epochs(name)[-1]["trainAccuracy"]) for name, _ in runs]
        lines.append(
            f"| {title} | {passes} | {spread(errors)} | {', '.join(f'{e:.2f}' for e in errors)} | "
            f"{spread(training)} |"
        )
    return "\n".join(lines)


def rates(seeds: list[int]) -> str:
    lines = [
        "| | 1st percentile | median | 99th percentile |", "|---|---|---|---|",
        "| paper, epoch 1 (\"between\") | 7e-5 | | 0.016 |",
    ]  # fmt: skip
    for title, name in [("`paper`", "paper"), ("`paper-literal`", f"choice{LITERAL}")]:
        for seed in seeds[:2]:
            effective = epochs(f"{name}-{seed}")[0]["effectiveRates"]
            lines.append(
                f"| {title}, seed {seed} | {effective['percentile1']:.1e} | "
                f"{effective['median']:.1e} | {effective['percentile99']:.1e} |"
            )
    return "\n".join(lines)


def times(seeds: list[int]) -> str:
    values = sorted(seconds(f"paper-{seed}") for seed in seeds)
    return "\n".join([
        "| | seconds, 20 epochs and 20 measurements of the test set |", "|---|---|",
        "| LeNet-5, one thread, with another run at the same time, by seed | "
        + ", ".join(f"{value:.0f}" for value in values) + " |",
    ])  # fmt: skip


def pictures() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)

    def show(kind: str, *arguments: str, name: str | None = None) -> None:
        run("show", kind, *arguments, "--output", str(PICTURES / f"{name or kind}.svg"))

    show("bitmaps")
    show("table1")
    show("kernels", model("paper-1"))
    show("activity", model("paper-1"), "--image", str(IMAGE))
    show("invariance", model("paper-1"), "--image", str(IMAGE))
    show("invariance", model("paper-distorted-1"), "--image", str(IMAGE), name="invariance-distorted")
    show("robustness", model("paper-1"), model("paper-distorted-1"))
    show("errors", model("paper-distorted-1"))
    show("curves", str(RUNS / "paper-1"), str(RUNS / "paper-distorted-1"), "--top", "4")


def fill(page: str, mark: str, text: str) -> str:
    begin, end = f"<!-- {mark} -->\n", f"<!-- end {mark} -->"
    head, rest = page.split(begin)
    return f"{head}{begin}\n{text}\n\n{end}{rest.split(end)[1]}"


def main() -> None:
    global LENET
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time")
    parser.add_argument("--lenet", type=Path, default=LENET, help="the program")
    options = parser.parse_args()
    LENET = options.lenet
    work = []
    for recipe in ("paper-lenet1", "paper-lenet4", "paper-distorted"):
        for seed in options.seeds:
            work.append(
                lambda r=recipe, s=seed: train(f"{r}-{s}", "--recipe", r, "--seed", str(s))
            )
    work += [lambda seed=seed: train_committee(seed) for seed in options.seeds]
    for _, passes, runs in choice_runs(options.seeds):
        work += [
            lambda n=name, a=arguments, p=passes: train(n, *a, passes=p) for name, arguments in runs
        ]
    with ThreadPoolExecutor(options.jobs) as pool:
        for job in [pool.submit(job) for job in work]:
            job.result()
    page = PAGE.read_text()
    for mark, text in [
        ("results", results(options.seeds)), ("choices", choices(options.seeds)),
        ("rates", rates(options.seeds)), ("times", times(options.seeds)),
    ]:  # fmt: skip
        page = fill(page, mark, text)
    PAGE.write_text(page)
    pictures()


if __name__ == "__main__":
    main()
