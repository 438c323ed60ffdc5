"""Data that the notes' claims are tried on, made of MNIST's images and of CIFAR-10's: seeded, so always the same.

Written as .npz files that `lenet train --data` and `lenet evaluate --data` take.
"""

import gzip
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parents[2]
SEED = 1998


def mnist(part: str) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Images [n, 28, 28] and labels of `train` or `t10k`."""
    folder = ROOT / "Data" / "mnist"
    images = gzip.decompress((folder / f"{part}-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress((folder / f"{part}-labels-idx1-ubyte.gz").read_bytes())
    return (
        numpy.frombuffer(images, numpy.uint8, offset=16).reshape(-1, 28, 28),
        numpy.frombuffer(labels, numpy.uint8, offset=8),
    )


def save(path: Path, parts: dict[str, tuple[numpy.ndarray, numpy.ndarray]]) -> None:
    arrays = {}
    for name, (images, labels) in parts.items():
        arrays[f"x_{name}"], arrays[f"y_{name}"] = images, labels
    path.parent.mkdir(parents=True, exist_ok=True)
    numpy.savez(path, **arrays)


def moved(image: numpy.ndarray, down: int, right: int) -> numpy.ndarray:
    """The image moved; what leaves it is lost, what enters is background."""
    result = numpy.zeros_like(image)
    rows, columns = image.shape
    source = image[max(0, -down) : rows - max(0, down), max(0, -right) : columns - max(0, right)]
    result[max(0, down) : rows + min(0, down), max(0, right) : columns + min(0, right)] = source
    return result


def pushed(image: numpy.ndarray, chance: numpy.random.Generator) -> numpy.ndarray:
    """The digit pushed into one of the four corners, so that its ink touches two sides."""
    rows, columns = numpy.nonzero(image.any(1))[0], numpy.nonzero(image.any(0))[0]
    down = -rows[0] if chance.integers(2) else 27 - rows[-1]
    right = -columns[0] if chance.integers(2) else 27 - columns[-1]
    return moved(image, down, right)


def border(path: Path) -> None:
    """MNIST with every digit, of both parts, in a corner of its image."""
    chance = numpy.random.default_rng(SEED)
    parts = {}
    for name, part in (("train", "train"), ("test", "t10k")):
        images, labels = mnist(part)
        parts[name] = (numpy.stack([pushed(image, chance) for image in images]), labels)
    save(path, parts)


def shifted(path: Path, pixels: int) -> None:
    """MNIST's test images moved by that many pixels along rows, along columns, or both, at random."""
    chance = numpy.random.default_rng(SEED + pixels)
    images, labels = mnist("t10k")
    ways = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if (a, b) != (0, 0)]
    chosen = chance.integers(len(ways), size=len(images))
    result = numpy.stack(
        [
            moved(image, pixels * ways[way][0], pixels * ways[way][1])
            for image, way in zip(images, chosen, strict=True)
        ]
    )
    save(path, {"test": (result, labels), "train": (images[:10], labels[:10])})


def shuffled(path: Path) -> None:
    """MNIST's test images in another order."""
    images, labels = mnist("t10k")
    order = numpy.random.default_rng(SEED).permutation(len(images))
    save(path, {"test": (images[order], labels[order]), "train": (images[:10], labels[:10])})


def grey(path: Path, cifar10: Path) -> None:
    """CIFAR-10's pictures in grey, reduced to 28 x 28, for networks that take digits."""
    from PIL import Image

    parts = {}
    classes = sorted(folder.name for folder in (cifar10 / "train").iterdir() if folder.is_dir())
    for part in ("train", "test"):
        images, labels = [], []
        for label, name in enumerate(classes):
            for file in sorted((cifar10 / part / name).iterdir()):
                picture = Image.open(file).convert("L").resize((28, 28), Image.Resampling.BILINEAR)
                images.append(numpy.asarray(picture))
                labels.append(label)
        parts[part] = (numpy.stack(images), numpy.array(labels, numpy.uint8))
    save(path, parts)
