"""The figures of a training."""
from __future__ import annotations

from html import escape
from typing import Any

Event = dict[str, Any]


class Run:
    """What a training did, epoch by epoch.

    Attributes
    ----------
    events : list of dict
        All events but progress, as ``metrics.jsonl`` of a run folder has them.
    result : dict
        The figures of the kept epoch on the test images, or ``{"stopped": ...}``.
    name : str
        The name of the network.
    folder : str or None
        The folder of the run.
    """

    def __init__(
        self, events: list[Event], result: Event, name: str, folder: str | None = None,
    ) -> None:
        self.events = events
        self.result = result
        self.name = name
        self.folder = folder

    @property
    def stopped(self) -> bool:
        """Whether the training was stopped before its end."""
        return "stopped" in self.result

    @property
    def epochs(self) -> list[Event]:
        """The figures of each epoch."""
        return [event for event in self.events if event["event"] == "epoch"]

    @property
    def history(self) -> dict[str, list[float]]:
        """Each figure of the epochs as a list: ``trainLoss``, ``validationAccuracy`` and others."""
        names = sorted({name for epoch in self.epochs for name, value in epoch.items()
                        if isinstance(value, (int, float)) and not isinstance(value, bool)})
        return {name: [epoch.get(name, float("nan")) for epoch in self.epochs] for name in names}

    def plot(self) -> Plot:
        """Loss and accuracy of each epoch, as a picture that notebooks show.

        A run with a folder is drawn as the command draws it, with all parts of the run and the points within epochs.
        """
        return Plot(_folder_curves(self.folder) if self.folder is not None else _curves(self))

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in self._figures())
        return f"{self.plot().svg if self.epochs else ''}<table>{rows}</table>"

    def _figures(self) -> list[tuple[str, str]]:
        figures = [("network", escape(self.name)), ("epochs", str(len(self.epochs)))]
        if self.stopped:
            place = self.result["stopped"]
            return [*figures, ("stopped", f"epoch {place['epoch']}, step {place['step']}")]
        if "testAccuracy" in self.result:
            figures += [
                ("kept epoch", str(self.result["keptEpoch"])),
                ("test accuracy", f"{100 * self.result['testAccuracy']:.2f} % "
                                  f"({self.result['testErrors']:,} errors in {self.result['testTotal']:,})"),
                ("seconds", f"{self.result['seconds']:.1f}"),
            ]
        return figures

    def __repr__(self) -> str:
        return f"<Run {', '.join(f'{name} {value}' for name, value in self._figures())}>"


class Plot:
    """A picture as SVG; ``svg`` is its text."""

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def save(self, path: str) -> None:
        """Writes the picture to an ``.svg`` file."""
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(self.svg)

    def _repr_html_(self) -> str:
        return self.svg


def _series(run: Run, title: str, names: list[tuple[str, str]]) -> tuple[str, dict[str, list[float]]]:
    """The lines of a panel; accuracies become errors in per cent."""
    lines: dict[str, list[float]] = {}
    for label, name in names:
        values = [epoch[name] for epoch in run.epochs if epoch.get(name) is not None]
        if values:
            lines[label] = [100 * (1 - value) for value in values] if "Accuracy" in name else values
    return title, lines


def _folder_curves(folder: str) -> str:
    """The library's drawing of a run folder."""
    from ._library import byref, c_void_p, call, path_bytes, take

    text = c_void_p()
    call("lenet_run_curves", path_bytes(folder), byref(text))
    return take(text).decode()


_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 300, 200, 46, 28


def _curves(run: Run) -> str:
    """A small drawing of a run that left no folder."""
    loss = _series(run, "loss", [("training", "trainLoss"), ("validation", "validationLoss"), ("test", "testLoss")])
    error = _series(run, "error, %", [
        ("training", "trainAccuracy"), ("validation", "validationAccuracy"), ("test", "testAccuracy")])
    parts = [_panel(0, *loss), _panel(_WIDTH + 20, *error)]
    size = f"width='{2 * _WIDTH + 20}' height='{_HEIGHT}'"
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' {size} font-family='sans-serif' font-size='11'>"
        f"{''.join(parts)}</svg>")


def _panel(x: int, title: str, lines: dict[str, list[float]]) -> str:
    values = [value for line in lines.values() for value in line]
    top = max(values, default=1) or 1
    count = max((len(line) for line in lines.values()), default=1)
    right, floor = _WIDTH - 8, _HEIGHT - _BOTTOM

    def across(index: int) -> float:
        return _LEFT + (right - _LEFT) * (index / max(1, count - 1))

    def down(value: float) -> float:
        return floor - (floor - 24) * value / top

    parts = [
        f"<text x='{_LEFT}' y='12'>{title}</text>",
        f"<path d='M{_LEFT} 24V{floor}H{right}' fill='none' stroke='#888'/>",
        f"<text x='{_LEFT - 4}' y='28' text-anchor='end'>{top:.3g}</text>",
        f"<text x='{_LEFT - 4}' y='{floor}' text-anchor='end'>0</text>",
        f"<text x='{right}' y='{_HEIGHT - 12}' text-anchor='end'>epoch {count}</text>",
    ]
    for place, (name, line) in enumerate(lines.items()):
        color = ("#4269d0", "#efb118", "#ff725c")[place % 3]
        points = " ".join(f"{across(i):.1f},{down(value):.1f}" for i, value in enumerate(line))
        parts.append(f"<polyline points='{points}' fill='none' stroke='{color}' stroke-width='1.5'/>")
        if len(line) == 1:
            parts.append(f"<circle cx='{across(0):.1f}' cy='{down(line[0]):.1f}' r='2.5' fill='{color}'/>")
        parts.append(
            f"<text x='{right}' y='{34 + 14 * place}' text-anchor='end' fill='{color}'>{name}</text>")
    return f"<g transform='translate({x} 0)'>{''.join(parts)}</g>"
