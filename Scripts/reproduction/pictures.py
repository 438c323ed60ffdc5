"""The `predict(path)` of note C as it is printed, on picture files: what its network is given.

    img = cv2.imread(path, cv2.IMREAD_UNCHANGED); cv2.cvtColor(img, cv2.COLOR_RGB2GRAY); cv2.resize(..., (28, 28))

OpenCV reads blue first, so COLOR_RGB2GRAY weighs blue as red; a grey file stops with an error; nothing is
divided by 255, inverted or centred. The note's own functions of OpenCV are called here.
"""

import csv
from pathlib import Path

import numpy


def labelled(folder: Path) -> list[tuple[Path, int]]:
    """Single digits of a folder: by its labels.csv (file, kind, label), or the truth.csv (file, digit) of made-up
    photos, else by folders named after digits."""
    truth = folder / "truth.csv"
    if truth.exists():
        with truth.open() as lines:
            return [(folder / line["file"], int(line["digit"])) for line in csv.DictReader(lines)]
    table = folder / "labels.csv"
    if table.exists():
        with table.open() as lines:
            return [
                (folder / line["file"], int(line["label"]))
                for line in csv.DictReader(lines)
                if line["kind"] == "single" and line["label"].isdigit()
            ]
    return [
        (file, int(part.name))
        for part in sorted(folder.iterdir())
        if part.is_dir() and part.name.isdigit()
        for file in sorted(part.iterdir())
    ]


def as_printed(path: Path) -> numpy.ndarray | None:
    """The 28 x 28 bytes that the note's function makes; nil where it stops with an error."""
    import cv2

    picture = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    try:
        if picture.dtype == numpy.uint16:
            return None  # more than 8 bits: values to 65,535, which no byte holds
        return cv2.resize(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (28, 28))
    except (cv2.error, AttributeError):
        return None
