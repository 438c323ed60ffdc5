"""What was read in pictures."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reading:
    """The answer for a picture.

    Attributes
    ----------
    verdict : str
        ``accepted``, ``unsure``, ``several`` (digits), ``blank`` or ``other`` (not a digit).
    label : str or None
        The name of the likeliest class, with any verdict.
    digit : int or None
        The digit; None unless the verdict is accepted or unsure.
    confidence : float
        The probability that the label is right, if the picture shows one of the classes.
    scores : list of float
        A probability for each class.
    other : float
        The probability that the picture shows none of them.
    pages, turned : int
        How many pages the file has, and by how many degrees clockwise the picture was turned.
    """

    verdict: str
    label: str | None
    digit: int | None
    confidence: float
    scores: list[float] = field(repr=False)
    other: float = field(repr=False)
    pages: int = field(default=1, repr=False)
    turned: int = field(default=0, repr=False)

    @classmethod
    def _of(cls, values: dict[str, Any]) -> Reading:
        names = ("verdict", "label", "digit", "confidence", "scores", "other", "pages", "turned")
        return cls(**{name: values[name] for name in names})


@dataclass(frozen=True)
class Number:
    """A number that was read.

    Attributes
    ----------
    text : str
        Its digits and marks.
    confidence : float
        The probability that all are right and none is missing.
    verdict : str
        ``accepted`` or ``unsure``.
    box : tuple of int
        The left and the upper edge, the width and the height in the picture.
    symbols : list of dict
        Each digit with its own box, confidence and alternatives.
    """

    text: str
    confidence: float
    verdict: str
    box: tuple[int, int, int, int]
    symbols: list[dict[str, Any]] = field(repr=False)


@dataclass(frozen=True)
class Page:
    """The numbers of a picture, line by line.

    Attributes
    ----------
    lines : list of list of Number
        The lines from the top, each from the left.
    rows, columns : int
        The size of the picture.
    """

    lines: list[list[Number]]
    rows: int
    columns: int

    @property
    def numbers(self) -> list[Number]:
        """All numbers in reading order."""
        return [number for line in self.lines for number in line]

    @property
    def text(self) -> str:
        """The numbers as text, line by line."""
        return "\n".join(" ".join(number.text for number in line) for line in self.lines)

    @classmethod
    def _of(cls, values: dict[str, Any]) -> Page:
        lines = [
            [
                Number(
                    text=number["text"], confidence=number["confidence"], verdict=number["verdict"],
                    box=tuple(number["box"]), symbols=number["symbols"])
                for number in line["numbers"]
            ]
            for line in values["lines"]
        ]
        return cls(lines=lines, rows=values["rows"], columns=values["columns"])
