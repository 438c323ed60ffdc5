#!/usr/bin/env python3
"""Trains and measures what five popular notes on LeNet claim, and writes the tables of Documentation/Reproduction.md.

The Chinese page, Reproduction.zh-CN.md, gets the same tables. Every figure is a line of
Documentation/Reproduction/results.jsonl. A training whose model lies in runs/reproduction is not repeated, and one
that was stopped goes on. Data that are not at hand are named, and their rows left out. `make reproduce` calls it.

    make build
    Scripts/reproduce.py [--seeds 1 2 3 4 5] [--fashion FOLDER] [--cifar10 FOLDER] [--pictures FOLDER]
    Scripts/reproduce.py --tables        the pages only, from results.jsonl
    Scripts/reproduce.py --check         whether the pages are what results.jsonl gives
"""

import argparse
import math
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from reproduction import tables
from reproduction.rows import BORDER, CIFAR10, FASHION, GREY, ROWS

ROOT = Path(__file__).resolve().parents[1]
# Seconds of a training that has never been timed.
USUAL_SECONDS = 40


def fashion() -> Path | None:
    """Where `lenet data fetch` or Debian's package dataset-fashion-mnist puts Fashion-MNIST."""
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    places = [home / "lenet" / "fashion-mnist", Path("/usr/share/datasets/fashion-mnist")]
    return next((place for place in places if place.is_dir()), None)


def data_at_hand(arguments: argparse.Namespace) -> dict[str, str]:
    """The folders of the data sets that are there; the others are named."""
    from reproduction import made
    from reproduction.training import RUNS

    data = {}
    place = arguments.fashion or fashion()
    if place and place.is_dir():
        data[FASHION] = str(place)
    else:
        print(
            "reproduce: Fashion-MNIST is left out: 'lenet data fetch fashion-mnist' brings it, as does Debian's "
            "package dataset-fashion-mnist; --fashion names another folder"
        )
    border = RUNS / "made" / "border.npz"
    if not border.exists():
        made.border(border)
    data[BORDER] = str(border)
    if arguments.cifar10 and (arguments.cifar10 / "train").is_dir():
        data[CIFAR10] = str(arguments.cifar10)
        grey = RUNS / "made" / "cifar10-grey.npz"
        if not grey.exists():
            made.grey(grey, arguments.cifar10)
        data[GREY] = str(grey)
    else:
        print("reproduce: CIFAR-10 is left out: --cifar10 names a folder with train/CLASS and test/CLASS pictures")
    return data


def curves() -> None:
    """The chart of some trainings with the first seed, as its run folder has it."""
    from reproduction.training import RUNS

    for name in tables.CHARTS:
        chart = RUNS / f"{name}-1" / "curves.svg"
        if chart.exists():
            shutil.copyfile(chart, ROOT / "Documentation" / "Reproduction" / f"{name}.svg")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--fashion", type=Path, help="the folder of Fashion-MNIST")
    parser.add_argument("--cifar10", type=Path, help="the folder of CIFAR-10's pictures")
    parser.add_argument("--pictures", type=Path, help="a folder of pictures of digits, with labels.csv")
    parser.add_argument("--photos", type=Path, help="a folder of made-up photos, as 'photos files' writes them")
    parser.add_argument("--lenet", type=Path, default=ROOT / ".build" / "release" / "lenet")
    parser.add_argument("--only", nargs="+", metavar="ROW", help="these rows only")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--train-only", action="store_true", help="measure nothing beside the trainings")
    parser.add_argument("--pytorch", action="store_true", help="measure PyTorch too: its images a second, and CIFAR-10")
    parser.add_argument("--tables", action="store_true", help="write the pages only")
    parser.add_argument("--check", action="store_true", help="compare the pages with the results")
    arguments = parser.parse_args()
    if arguments.check:
        sys.exit(tables.check())
    if not arguments.tables:
        from reproduction import measures, speed
        from reproduction.training import Program, Results, is_to_train, train_all

        results = Results.read()
        program = Program(arguments.lenet, data_at_hand(arguments))
        rows = [row for row in ROWS if not arguments.only or row.name in arguments.only]
        able = [row for row in rows if program.can(row)]
        left = [
            results.lines.get((row.name, seed), {}).get("seconds", USUAL_SECONDS)
            for row in able
            for seed in arguments.seeds
            if is_to_train(row, seed, results)
        ]
        minutes = math.ceil(sum(left) / max(1, arguments.jobs) / 60)
        print(f"reproduce: {len(left)} trainings to go, about {minutes} minutes", flush=True)
        train_all(program, able, arguments.seeds, arguments.jobs, results)
        folders = {"real": arguments.pictures, "photos": arguments.photos}
        named = {name: folder for name, folder in folders.items() if folder}
        if not arguments.train_only:
            measures.measure_all(program, arguments.seeds, named, results)
        if arguments.pytorch:
            speed.measure(program, results)
            if CIFAR10 in program.data:
                measures.cifar10_in_pytorch(Path(program.data[CIFAR10]), arguments.seeds, results)
        curves()
    tables.write()


if __name__ == "__main__":
    main()
