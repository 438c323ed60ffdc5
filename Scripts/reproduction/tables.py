"""The tables of Documentation/Reproduction.md and FineTuning.md and their Chinese pages, made of results.jsonl only."""

import re
import statistics
from collections.abc import Callable
from pathlib import Path

from reproduction.claim import VERDICTS, Claim
from reproduction.claims import CLAIMS
from reproduction.rows import BY_NAME, LENGTHS, TUNINGS
from reproduction.training import Results, command, options

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "en": ROOT / "Documentation" / "Reproduction.md",
    "zh": ROOT / "Documentation" / "Reproduction.zh-CN.md",
}
TUNING_PAGES = {
    "en": ROOT / "Documentation" / "FineTuning.md",
    "zh": ROOT / "Documentation" / "FineTuning.zh-CN.md",
}
# Parameters of lenet5-pytorch that are trained where layers are frozen.
TRAINED_PARAMETERS = {"none": "61,706", "C1": "61,550", "C1,C3": "59,134", "all-but-last": "850"}
# Trainings whose curves the pages show.
CHARTS = ("a-pytorch", "b-padded", "b-normalized", "b-fashion", "c-keras", "d-caffe", "e-mnist")
# All trainings of the notes' page: the rows, and the one in PyTorch.
TRAINED = [*(name for name in BY_NAME if not name.startswith("f-")), "e-cifar10-pytorch"]
PYTORCH = "Scripts/reproduction/cifar10_pytorch.py --data FOLDER"
SEEDS = {1, 2, 3, 4, 5}
UNITS = (30, 60, 120, 240, 480)
MISSING = {"en": "not measured", "zh": "未测量"}


def spread(values: list[float], digits: int) -> str:
    mean = f"{statistics.mean(values):.{digits}f}"
    return mean if len(values) < 2 else f"{mean} ± {statistics.stdev(values):.{digits}f}"


def percent(values: list[float]) -> str:
    return spread([100 * value for value in values], 2) + " %"


def until(accuracies: list[list[float]], wanted: float, language: str) -> str:
    """The epochs until the test accuracy is reached; runs that never do are counted."""
    found = [next((i + 1 for i, x in enumerate(run) if x >= wanted), None) for run in accuracies]
    reached = [epoch for epoch in found if epoch is not None]
    never = len(found) - len(reached)
    words = {"en": f"never in {never} of {len(found)} runs", "zh": f"{len(found)} 次中有 {never} 次未达到"}
    parts = ([spread(reached, 1)] if reached else []) + ([words[language]] if never else [])
    return ", ".join(parts)


class Figures:
    """Fills the fields of a claim: {row:key} or {row:key:how}."""

    def __init__(self, results: Results, language: str) -> None:
        self.results, self.language = results, language

    def fill(self, text: str) -> str:
        return re.sub(r"\{([^{}]+)\}", lambda match: self.figure(match[1]), text)

    def figure(self, field: str) -> str:
        row, key, *how = field.split(":")
        if row == "units":
            return self.units()
        makers: dict[str, Callable[[], str]] = {
            "accuracy": lambda: percent(self.values(row, "testAccuracy", "trainAccuracy")),
            "errors": lambda: ", ".join(str(value) for value in self.values(row, "testErrors")),
            "first": lambda: percent([run[0] for run in self.values(row, "testByEpoch")]),
            "until98": lambda: until(self.values(row, "testByEpoch"), 0.98, self.language),
            "by": lambda: ", ".join(
                f"{100 * statistics.mean(self.values(row, f'accuracy{pixels}')):.2f}" for pixels in (1, 2, 3)
            ) + " %",
        }  # fmt: skip
        try:
            if key in makers and not how:
                return makers[key]()
            values = self.values(row, key)
        except KeyError:
            return MISSING[self.language]
        match how:
            case ["max"]:
                return f"{max(values):.0e}"
            case ["first"]:
                return f"{values[0]}"
            case ["rounded"]:
                return f"{round(statistics.median(values), -2):,.0f}"
            case ["grouped"]:
                return f"{values[0]:,}"
        if isinstance(values[0], str):
            return values[0]
        return spread(values, 1 if isinstance(values[0], int) else 3 if key == "likeness" else 4)

    def values(self, row: str, *keys: str) -> list:
        for key in keys:
            lines = [line for (name, _), line in sorted(self.results.lines.items()) if name == row]
            if lines and all(key in line for line in lines):
                return [line[key] for line in lines]
        raise KeyError(row)

    def units(self) -> str:
        """Accuracy on held-out images by units of F5."""
        try:
            return ", ".join(
                f"{count}: {percent(self.values(f'units-{count}', 'heldBackAccuracy'))}" for count in UNITS
            )
        except KeyError:
            return MISSING[self.language]


def verdict(claim: Claim, language: str) -> str:
    return VERDICTS[claim.verdict][language]


def claims(note: str, figures: Figures, language: str) -> str:
    heads = {"en": "claim | our figure | verdict | command", "zh": "笔记的说法 | 我们的结果 | 结论 | 命令"}
    lines = [f"| {heads[language]} |", "|---|---|---|---|"]
    for claim in CLAIMS:
        if claim.note != note:
            continue
        text, figure = claim.en if language == "en" else claim.zh
        shown = claim.command or command(BY_NAME[claim.row])
        if re.search(r"\{[^{}]+:(testByEpoch|until98|first)\}", figure) and not claim.command:
            shown += " --test-each-epoch"
        cells = [text, figures.fill(figure), verdict(claim, language), f"`{shown}`"]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def runs(results: Results, language: str) -> str:
    """Every training with its errors, seed by seed."""
    heads = {
        "en": "training | test accuracy | test loss | errors by seed 1, 2, 3, 4, 5 | command",
        "zh": "训练 | 测试准确率 | 测试损失 | 随机种子 1、2、3、4、5 的错误数 | 命令",
    }
    figures = Figures(results, language)
    lines = [f"| {heads[language]} |", "|---|---|---|---|---|"]
    for name in TRAINED:
        shown = command(BY_NAME[name]) if name in BY_NAME else PYTORCH
        cells = [
            name, figures.figure(f"{name}:accuracy"), figures.figure(f"{name}:testLoss"),
            figures.figure(f"{name}:errors"), f"`{shown}`",
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def fill(page: str, mark: str, text: str) -> str:
    begin, end = f"<!-- {mark} -->\n", f"<!-- end {mark} -->"
    head, rest = page.split(begin)
    return f"{head}{begin}\n{text}\n\n{end}{rest.split(end, 1)[1]}"


def made(language: str) -> str:
    """The page with its tables made anew."""
    results = Results.read()
    page = PAGES[language].read_text()
    figures = Figures(results, language)
    for note in "ABCDE":
        page = fill(page, f"claims {note}", claims(note, figures, language))
    return fill(page, "runs", runs(results, language))


def tuning(language: str) -> str:
    """The page on fine-tuning with its table made anew."""
    figures = Figures(Results.read(), language)
    heads = {
        "en": "start | frozen | trained parameters | 3 epochs | 50 steps",
        "zh": "起点 | 冻结的层 | 训练的参数量 | 3 轮 | 50 步",
    }
    starts = {"en": {"drawn": "random", "model": "the model"}, "zh": {"drawn": "随机初始化", "model": "模型"}}
    lines = [f"| {heads[language]} |", "|---|---|---:|---:|---:|"]
    for begin, frozen in TUNINGS:
        cells = [starts[language][begin], "-" if frozen == "none" else f"`{frozen}`", TRAINED_PARAMETERS[frozen]]
        cells += [figures.figure(f"f-{begin}-{frozen}-{length}:accuracy") for length in LENGTHS]
        lines.append("| " + " | ".join(cells) + " |")
    return fill(TUNING_PAGES[language].read_text(), "tuning", "\n".join(lines))


def write() -> None:
    for language in PAGES:
        PAGES[language].write_text(made(language))
        TUNING_PAGES[language].write_text(tuning(language))


def check() -> int:
    """1 where a page is not what the results give, a figure is missing, or a result is of another command."""
    problems = []
    for make, pages in [(made, PAGES), (tuning, TUNING_PAGES)]:
        for language, path in pages.items():
            page = path.read_text()
            if page != make(language):
                problems.append(f"{path.name}'s tables are not those of results.jsonl: run Scripts/reproduce.py --tables")
            if MISSING[language] in page:
                problems.append(f"{path.name} has figures that were not measured")
    lines = Results.read().lines
    for name in [*BY_NAME, "e-cifar10-pytorch"]:
        if missing := SEEDS - {seed for row, seed in lines if row == name}:
            problems.append(f"{name} lacks the seeds {sorted(missing)}")
    for (name, seed), line in lines.items():
        if name in BY_NAME and line.get("options") != options(BY_NAME[name]):
            problems.append(f"{name}, seed {seed}, was trained with other options than the page says")
    problems += [problem for claim in CLAIMS for problem in differences(claim)]
    for problem in problems:
        print(problem)
    return min(len(problems), 1)


def differences(claim: Claim) -> list[str]:
    """Where a claim's two languages show other figures."""
    found = []
    for english, chinese in zip(claim.en, claim.zh, strict=True):
        for kind, pattern in [("fields", r"\{[^{}]+\}"), ("numbers", r"\d[\d.,]*\d|\d")]:
            texts = [re.sub(r"\{[^{}]+\}", " ", text) if kind == "numbers" else text for text in (english, chinese)]
            own, other = (sorted(re.findall(pattern, text)) for text in texts)
            if own != other:
                found.append(f"note {claim.note}, '{english[:40]}...': the {kind} {own}, in Chinese {other}")
    return found
