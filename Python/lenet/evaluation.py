"""What a model answers to labelled images, and what it is, as text."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Evaluation:
    """The answers of a model to labelled images, counted.

    Attributes
    ----------
    accuracy, loss : float
        The share of right answers, and the mean loss.
    errors, total : int
        Wrong answers, and images.
    classes : list of str
        The names of the classes.
    confusion : array
        ``[truth, answer]``: how many images of a class got an answer.
    predictions : array
        The answer for each image.
    seconds : float
        The time of the engine.
    """

    accuracy: float
    loss: float
    errors: int
    total: int
    classes: list[str]
    confusion: npt.NDArray[np.int64]
    predictions: npt.NDArray[np.int64]
    seconds: float

    @classmethod
    def _of(cls, values: dict[str, Any]) -> Evaluation:
        return cls(
            accuracy=values["accuracy"], loss=values["loss"], errors=values["errors"], total=values["total"],
            classes=values["classes"], confusion=np.array(values["confusion"]),
            predictions=np.array(values["predictions"]), seconds=values["seconds"])

    def __repr__(self) -> str:
        return (
            f"<Evaluation: accuracy {100 * self.accuracy:.2f} % ({self.errors:,} errors in {self.total:,}), "
            f"loss {self.loss:.4f}>")


class Summary(str):
    """A text that notebooks and prompts show as it is."""

    def __repr__(self) -> str:
        return str(self)
