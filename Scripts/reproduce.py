#!/usr/bin/env python3
"""Trains what five popular notes on LeNet-5 train and writes the tables and curves of Documentation/Reproduction.md.

The Chinese page, Reproduction.zh-CN.md, gets the same tables. What is trained already in
runs/reproduction is taken as it is, and a run that was stopped goes on. `make reproduce` calls it.

    make build
    apt-get install dataset-fashion-mnist
    Scripts/reproduce.py [--seeds 1 2 3 4 5] [--fashion FOLDER]
"""

import argparse
import json
import shutil
import statistics
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LENET = ROOT / ".build" / "release" / "lenet"  # or the argument of --lenet
RUNS = ROOT / "runs" / "reproduction"
FOLDER = ROOT / "Documentation" / "Reproduction"
PAGES = {
    "en": ROOT / "Documentation" / "Reproduction.md",
    "zh": ROOT / "Documentation" / "Reproduction.zh-CN.md",
}
FASHION = "/usr/share/datasets/fashion-mnist"
# The deviation of pixels on the test images that note B takes for them, with its mean.
MISTAKEN = {"mean": 0.1325, "deviation": 0.3105}


@dataclass(frozen=True)
class Row:
    """A training of a note: what follows `lenet train`, and what the note says came out."""

    name: str
    note: str
    title: dict[str, str]
    options: tuple[str, ...]
    training: float | None = None
    loss: float | None = None
    test: float | None = None


ROWS = [
    Row(
        "a-pytorch", "A",
        {"en": "`lenet5-pytorch`, recipe `pytorch`", "zh": "`lenet5-pytorch`，配方 `pytorch`"},
        ("--recipe", "pytorch"),
    ),
    Row(
        "b-padded", "B",
        {"en": "`lenet5-d2l`, 28 x 28 with padding 2", "zh": "`lenet5-d2l`，28 x 28，填充 2"},
        ("--recipe", "d2l"),
    ),
    Row(
        "b-resized", "B",
        {"en": "the same, resized to 32 x 32, no padding", "zh": "同上，双线性放大到 32 x 32，无填充"},
        ("--recipe", "d2l", "--architecture",
         "Documentation/Reproduction/lenet5-d2l-32x32.json", "--fit", "resize"),
    ),
    Row(
        "b-normalized", "B",
        {"en": "`lenet5-d2l` with batch normalization", "zh": "`lenet5-d2l` 加批量归一化"},
        ("--recipe", "d2l", "--batch-normalization", "all"),
    ),
    Row(
        "b-fashion", "B",
        {"en": "`lenet5-d2l` on **Fashion-MNIST**, batch 256",
         "zh": "`lenet5-d2l`，数据为 **Fashion-MNIST**，批量 256"},
        ("--recipe", "d2l", "--batch-size", "256", "--mean", "0", "--deviation", "1",
         "--data", "FASHION"),
        training=0.823, loss=0.469, test=0.779,
    ),
    Row(
        "c-keras", "C",
        {"en": "`lenet5-keras`, dropout 0.8", "zh": "`lenet5-keras`，dropout 0.8"},
        ("--recipe", "keras"), training=0.9715, loss=0.0816, test=0.9883,
    ),
    Row(
        "d-caffe", "D",
        {"en": "`lenet-caffe`, Caffe's solver", "zh": "`lenet-caffe`，Caffe 的求解器"},
        ("--recipe", "caffe-relu"),
    ),
    Row(
        "e-mnist", "E",
        {"en": "`lenet5-cifar10`'s values, on MNIST with `lenet5-pytorch`",
         "zh": "`lenet5-cifar10` 的参数，在 MNIST 上用 `lenet5-pytorch`"},
        ("--recipe", "cifar10", "--architecture", "lenet5-pytorch", "--fit", "pad",
         "--mean", "0.5", "--deviation", "0.5"),
    ),
]  # fmt: skip


def run(*command: str) -> str:
    result = subprocess.run([str(LENET), *command], capture_output=True, text=True, cwd=ROOT)
    if result.returncode:
        raise SystemExit(f"lenet {' '.join(command)}: {result.stderr}")
    return result.stdout


def options(row: Row, fashion: str) -> list[str]:
    return [fashion if option == "FASHION" else option for option in row.options]


def train(row: Row, seed: int, fashion: str) -> None:
    """Trains all training images and keeps the last epoch, as the notes do."""
    folder = RUNS / f"{row.name}-{seed}"
    if (folder / "done.json").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    output = run(
        "train", *options(row, fashion), "--seed", str(seed), "--validation", "0",
        "--test-each-epoch", "--step-lines", "5", "--resume", "--output", str(folder), "--json",
    )  # fmt: skip
    done = output.splitlines()[-1]
    (folder / "done.json").write_text(done + "\n")
    print(f"{folder.name}: {100 * json.loads(done)['testAccuracy']:.2f} %", flush=True)


def last_epoch(name: str, seed: int) -> dict:
    lines = (RUNS / f"{name}-{seed}" / "metrics.jsonl").read_text().splitlines()
    return [event for line in lines if (event := json.loads(line))["event"] == "epoch"][-1]


def done(name: str, seed: int) -> dict:
    return json.loads((RUNS / f"{name}-{seed}" / "done.json").read_text())


def spread(values: list[float], digits: int) -> str:
    mean = f"{statistics.mean(values):.{digits}f}"
    return mean if len(values) < 2 else f"{mean} ± {statistics.stdev(values):.{digits}f}"


def claim(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"


def results(seeds: list[int], language: str) -> str:
    heads = {
        "en": "note | what is trained | loss, note | loss, here | training accuracy, note | "
        "training accuracy, here | test accuracy, note | test accuracy, here",
        "zh": "笔记 | 训练的内容 | 损失（笔记） | 损失（本项目） | 训练精度（笔记） | "
        "训练精度（本项目） | 测试精度（笔记） | 测试精度（本项目）",
    }
    lines = [f"| {heads[language]} |", "|" + "---|" * 8]
    for row in ROWS:
        epochs = [last_epoch(row.name, seed) for seed in seeds]
        tests = [done(row.name, seed)["testAccuracy"] for seed in seeds]
        cells = [
            row.note, row.title[language],
            claim(row.loss), spread([epoch["trainLoss"] for epoch in epochs], 4),
            claim(row.training), spread([epoch["trainAccuracy"] for epoch in epochs], 4),
            claim(row.test), f"**{spread(tests, 4)}**",
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def each_seed(seeds: list[int], language: str) -> str:
    heads = {"en": "note | what is trained | errors by seed", "zh": "笔记 | 训练的内容 | 各随机种子的错误数"}
    lines = [f"| {heads[language]} {', '.join(map(str, seeds))} |", "|---|---|---|"]
    for row in ROWS:
        errors = ", ".join(str(done(row.name, seed)["testErrors"]) for seed in seeds)
        lines.append(f"| {row.note} | {row.title[language]} | {errors} |")
    return "\n".join(lines)


def commands(language: str) -> str:
    heads = {"en": "note | command", "zh": "笔记 | 命令"}
    lines = [f"| {heads[language]} |", "|---|---|"]
    for row in ROWS:
        lines.append(f"| {row.note} | `lenet train {' '.join(options(row, FASHION))} --validation 0` |")
    return "\n".join(lines)


def with_preparation(model: Path, values: dict[str, float], output: Path) -> None:
    """A model file whose images are prepared with other values."""
    content = model.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    preparation = json.loads(header["__metadata__"]["preparation"]) | values
    header["__metadata__"]["preparation"] = json.dumps(preparation, sort_keys=True)
    text = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    output.write_bytes(struct.pack("<Q", len(text)) + text + content[8 + length :])


def mistaken(seeds: list[int], language: str) -> str:
    """Test loss and errors with the training set's normalization of the images, and with the note's."""
    heads = {
        "en": ("test images normalized with", "mean loss", "errors by seed"),
        "zh": ("测试图像的归一化", "平均损失", "各随机种子的错误数"),
    }
    changed = RUNS / "mistaken.safetensors"
    found: dict[str, list[dict]] = {"0.1307 / 0.3081": [], "0.1325 / 0.3105": []}
    for seed in seeds:
        model = RUNS / f"b-padded-{seed}" / "model.safetensors"
        with_preparation(model, MISTAKEN, changed)
        for key, path in zip(found, (model, changed), strict=True):
            found[key].append(json.loads(run("evaluate", str(path), "--json")))
    lines = [f"| {' | '.join(heads[language])} |", "|---|---|---|"]
    for key, tests in found.items():
        loss = statistics.mean(test["loss"] for test in tests)
        errors = ", ".join(str(test["errors"]) for test in tests)
        lines.append(f"| {key} | {loss:.5f} | {errors} |")
    return "\n".join(lines)


def fill(page: str, mark: str, text: str) -> str:
    begin, end = f"<!-- {mark} -->\n", f"<!-- end {mark} -->"
    head, rest = page.split(begin)
    return f"{head}{begin}\n{text}\n\n{end}{rest.split(end)[1]}"


def curves() -> None:
    """The chart of every training with the first seed, as its run folder has it."""
    for row in ROWS:
        shutil.copyfile(RUNS / f"{row.name}-1" / "curves.svg", FOLDER / f"{row.name}.svg")


def main() -> None:
    global LENET
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--fashion", default=FASHION, help="the folder of Fashion-MNIST")
    parser.add_argument("--lenet", type=Path, default=LENET, help="the program")
    arguments = parser.parse_args()
    LENET = arguments.lenet
    if not Path(arguments.fashion).is_dir():
        raise SystemExit(
            f"reproduce: {arguments.fashion} is missing; 'apt-get install dataset-fashion-mnist' "
            "makes it on Debian, --fashion names another folder"
        )
    for row in ROWS:
        for seed in arguments.seeds:
            train(row, seed, arguments.fashion)
    for language, path in PAGES.items():
        page = path.read_text()
        for mark, table in [
            ("results", results), ("seeds", each_seed), ("mistaken", mistaken),
        ]:  # fmt: skip
            page = fill(page, mark, table(arguments.seeds, language))
        path.write_text(fill(page, "commands", commands(language)))
    curves()


if __name__ == "__main__":
    main()
