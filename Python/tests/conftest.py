"""What several tests use."""
from __future__ import annotations

import os
import shutil

import numpy as np
import pytest

import lenet


@pytest.fixture(scope="session")
def mnist():
    return lenet.mnist()


@pytest.fixture(scope="session")
def model(mnist):
    """A network that has learned something in a second."""
    network = lenet.LeNet("lenet5")
    network.fit(mnist, recipe="fast", epochs=1, progress=False)
    return network


@pytest.fixture(scope="session")
def command():
    """The program."""
    found = os.environ.get("LENET_COMMAND") or shutil.which("lenet")
    if not found:
        pytest.skip("the program lenet is not in PATH, and LENET_COMMAND does not name it")
    return found


@pytest.fixture
def seven():
    """A dark 7 on light paper, grey."""
    picture = np.full((100, 100), 220, np.uint8)
    for step in range(91):
        row = 25 if step <= 40 else 25 + step - 40
        column = 30 + step if step <= 40 else 70 - (step - 40) // 2
        picture[row - 3: row + 4, column - 3: column + 4] = 40
    return picture


@pytest.fixture
def small():
    """Twelve images of 8 x 8 in two classes, a network and a recipe for them."""
    images = np.zeros((12, 8, 8), np.uint8)
    labels = np.arange(12) % 2
    images[::2, 0, 3] = 255
    images[1::2, 2, 1] = 255
    network = {
        "name": "small", "input": [1, 8, 8],
        "layers": [
            {"name": "flatten", "kind": "flatten"},
            {"name": "output", "kind": "fullyConnected", "units": 2},
        ],
    }
    return images, labels, network
