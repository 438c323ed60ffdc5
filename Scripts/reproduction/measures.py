"""What is measured on trained models beside their test accuracy."""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy

from reproduction import made, pictures, weights
from reproduction.rows import BY_NAME
from reproduction.training import RUNS, Program, Results, model

# The normalization that note B takes for test images.
MISTAKEN = ("--mean", "0.1325", "--std", "0.3105")
# Pixels as they are, 0 to 255, as in note C's predict: x = pixel / 255 / (1 / 255).
UNDIVIDED = ("--mean", "0", "--std", str(1 / 255))
POOLING = ("a-pytorch", "e-average", "e-subsampling", "e-stride", "e-no-pooling")
DISTANCES = (1, 2, 3)
# Layers whose outputs are maps.
MAP_LAYERS = ("convolution", "maxPooling")


def mistaken(program: Program, seed: int) -> list[dict]:
    other = program.evaluate(model("b-padded", seed), *MISTAKEN)
    return [{"row": "b-mistaken", "testErrors": other["errors"], "testLoss": other["loss"]}]


def order(program: Program, seed: int) -> list[dict]:
    """The test images in another order."""
    path = RUNS / "made" / "shuffled.npz"
    if not path.exists():
        made.shuffled(path)
    own = program.evaluate(model("b-padded", seed))
    other = program.evaluate(model("b-padded", seed), "--data", str(path))
    return [
        {
            "row": "b-shuffled", "testErrors": other["errors"],
            "lossDifference": abs(other["loss"] - own["loss"]),
        }
    ]  # fmt: skip


def without_dropout(program: Program, seed: int) -> list[dict]:
    whole = program.evaluate(model("c-keras", seed), "--split", "training", "--validation", "0")
    return [
        {"row": "c-keras-without-dropout", "trainAccuracy": whole["accuracy"], "trainLoss": whole["loss"]}
    ]


def shifts(program: Program, seed: int) -> list[dict]:
    lines = []
    for row in POOLING:
        found = {}
        for pixels in DISTANCES:
            path = RUNS / "made" / f"shifted-{pixels}.npz"
            if not path.exists():
                made.shifted(path, pixels)
            found[f"accuracy{pixels}"] = program.evaluate(model(row, seed), "--data", str(path))["accuracy"]
        lines.append({"row": f"{row}-shifted", **found})
    return lines


def likeness(program: Program, seed: int) -> list[dict]:
    """How alike the maps of C3 are, with Table I and with all links."""
    images = made.mnist("t10k")[0][:1000]
    lines = []
    for row, mean, deviation in [
        # Recipe paper: white is -0.1, ink 1.175.
        ("a-paper", *paper_preparation(program, seed)), ("c-links-all", *paper_preparation(program, seed)),
        ("a-pytorch", 0.1307, 0.3081), ("c-links-table1", 0.1307, 0.3081),
    ]:  # fmt: skip
        maps = weights.maps_of_c3(model(row, seed), images, mean, deviation)
        lines.append({"row": f"{row}-likeness", "likeness": weights.likeness(maps)})
    return lines


COUNTED = {
    "counts-1998": ("lenet5-1998",), "counts-links-all": ("lenet5-1998", "--links", "all"),
    "counts-max": ("lenet5-pytorch",), "counts-none": ("lenet5-pytorch", "--pooling", "none"),
}  # fmt: skip


def counts(program: Program) -> list[dict]:
    """What `lenet summary` counts; no training, so no seed."""
    lines = []
    for row, options in COUNTED.items():
        table = json.loads(program.run("summary", *options, "--json"))
        totals = table["totals"]
        maps = [layer["output"] for layer in table["layers"] if layer["kind"] in MAP_LAYERS]
        lines.append(
            {
                "row": row, "connections": totals["connections"], "trainable": totals["trainable"],
                "multiplyAdds": totals["multiplyAdds"],
                "activations": sum(a * b * c for a, b, c in maps),
            }
        )  # fmt: skip
    return lines


def units(program: Program, results: Results) -> None:
    """Units of F5 tried on held-back images; the test set is looked at by the best only."""
    sizes = (30, 60, 120, 240, 480)
    if any((f"units-{sizes[-1]}", 5) == key for key in results.lines):
        return
    folder = RUNS / "units"
    program.run(
        "sweep", "--recipe", "pytorch", "--vary", "units=" + ";".join(f"F5={size}" for size in sizes),
        "--seeds", "5", "--output", str(folder), "--resume",
    )  # fmt: skip
    with (folder / "results.csv").open() as table:
        for line in csv.DictReader(table):
            size = line["units"].removeprefix("F5=")
            results.add(
                {
                    "row": f"units-{size}", "seed": int(line["seed"]),
                    "heldBackAccuracy": float(line["accuracy"]),
                }
            )  # fmt: skip


def paper_preparation(program: Program, seed: int) -> tuple[float, float]:
    preparation = json.loads(program.run("summary", str(model("a-paper", seed)), "--json"))["preparation"]
    return preparation["mean"], preparation["standardDeviation"]


def predict(program: Program, seed: int, folders: dict[str, Path]) -> list[dict]:
    """Note C's network and its `predict` on picture files, and the same network with our preparation."""
    network = model("c-keras", seed)
    lines = []
    for name, folder in folders.items():
        files = pictures.labelled(folder)
        printed = [(pictures.as_printed(path), label) for path, label in files]
        read = [(image, label) for image, label in printed if image is not None]
        right = right_as_printed(program, network, read)
        for way in ("resize", "digit"):
            right[way] = right_by_program(program, network, files, way)
        lines.append(
            {"row": f"c-predict-{name}", "pictures": len(files), "failed": len(files) - len(read), **right}
        )
    return lines


def right_as_printed(
    program: Program, network: Path, read: list[tuple[numpy.ndarray, int]]
) -> dict[str, int]:
    """How many of the images that the note's code reads are named right, with and without its mistake."""
    if not read:
        return {"asPrinted": 0, "divided": 0}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "printed.npz"
        images = numpy.stack([image for image, _ in read])
        labels = numpy.array([label for _, label in read], numpy.uint8)
        made.save(path, {"test": (images, labels), "train": (images[:1], labels[:1])})
        data = ("--data", str(path))
        return {
            "asPrinted": len(read) - program.evaluate(network, *data, *UNDIVIDED)["errors"],
            "divided": len(read) - program.evaluate(network, *data)["errors"],
        }


def right_by_program(program: Program, network: Path, files: list[tuple[Path, int]], way: str) -> int:
    """How many digits `lenet predict` names right, accepted or not."""
    right = 0
    for start in range(0, len(files), 200):
        part = files[start : start + 200]
        # Pictures that cannot be read give status 1, and the others their lines all the same.
        result = subprocess.run(
            [str(program.lenet), "predict", *(str(path) for path, _ in part), "--model", str(network),
             "--preparation", way, "--json"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        named = {answer["file"]: answer.get("class") for answer in answers if "file" in answer}
        right += sum(named.get(str(path)) == label for path, label in part)
    return right


MEASURES: dict[str, tuple[tuple[str, ...], Callable[[Program, int], list[dict]]]] = {
    "mistaken": (("b-padded",), mistaken),
    "order": (("b-padded",), order),
    "without-dropout": (("c-keras",), without_dropout),
    "shifts": (POOLING, shifts),
    "likeness": (("a-paper", "c-links-all", "a-pytorch", "c-links-table1"), likeness),
}


def measure_all(
    program: Program, seeds: list[int], folders: dict[str, Path], results: Results
) -> None:
    for line in counts(program):
        results.add({"seed": 0, **line})
    units(program, results)
    for rows, measure in MEASURES.values():
        if not all(row in BY_NAME for row in rows):
            raise SystemExit(f"measures: a row of {rows} is not known")
        for seed in seeds:
            if all(model(row, seed).exists() for row in rows):
                for line in measure(program, seed):
                    results.add({"seed": seed, **line})
    for seed in seeds:
        if folders and model("c-keras", seed).exists():
            for line in predict(program, seed, folders):
                results.add({"seed": seed, **line})


def cifar10_in_pytorch(folder: Path, seeds: list[int], results: Results) -> None:
    """The tutorial's training on the same pictures, seeds that are missing; needs torch."""
    for seed in seeds:
        if ("e-cifar10-pytorch", seed) in results.lines:
            continue
        script = Path(__file__).parent / "cifar10_pytorch.py"
        output = subprocess.run(
            [sys.executable, str(script), "--data", str(folder), "--seeds", str(seed)],
            stdout=subprocess.PIPE, text=True, check=True,
        ).stdout  # fmt: skip
        results.add({"row": "e-cifar10-pytorch", **json.loads(output)})
