"""The architectures of `lenet list architectures` as PyTorch modules.

61,706 parameters each, but lenet-caffe and lenet-bvlc (431,080) and lenet5-cifar10 (62,006). Modules bear our
stage names, so a state dictionary has our tensor names: C1.weight, C1.bias, N1.running_mean, ...
"""

from collections.abc import Callable

from torch import nn

Layers = dict[str, nn.Module]


def lenet5_pytorch(maps: int = 1) -> nn.Sequential:
    """[batch, maps, 32, 32] -> [batch, 10], ReLU and max pooling."""
    return named({
        "C1": nn.Conv2d(maps, 6, 5), "A1": nn.ReLU(), "S2": nn.MaxPool2d(2),
        "C3": nn.Conv2d(6, 16, 5), "A3": nn.ReLU(), "S4": nn.MaxPool2d(2),
        "flatten": nn.Flatten(),
        "F5": nn.Linear(400, 120), "A5": nn.ReLU(),
        "F6": nn.Linear(120, 84), "A6": nn.ReLU(),
        "output": nn.Linear(84, 10),
    })  # fmt: skip


def lenet5_d2l(batch_normalization: str = "none") -> nn.Sequential:
    """[batch, 1, 28, 28] -> [batch, 10]; normalization "none", "convolutions" or "all"."""
    between_maps = batch_normalization in ("convolutions", "all")
    between_units = batch_normalization == "all"
    layers: Layers = {"C1": nn.Conv2d(1, 6, 5, padding=2)}
    if between_maps:
        layers["N1"] = nn.BatchNorm2d(6)
    layers |= {"A1": nn.Sigmoid(), "S2": nn.AvgPool2d(2), "C3": nn.Conv2d(6, 16, 5)}
    if between_maps:
        layers["N3"] = nn.BatchNorm2d(16)
    layers |= {"A3": nn.Sigmoid(), "S4": nn.AvgPool2d(2), "flatten": nn.Flatten()}
    layers["F5"] = nn.Linear(400, 120)
    if between_units:
        layers["N5"] = nn.BatchNorm1d(120)
    layers |= {"A5": nn.Sigmoid(), "F6": nn.Linear(120, 84)}
    if between_units:
        layers["N6"] = nn.BatchNorm1d(84)
    return named(layers | {"A6": nn.Sigmoid(), "output": nn.Linear(84, 10)})


def lenet5_keras(dropout: nn.Module | None = None) -> nn.Sequential:
    """[batch, 1, 28, 28] -> [batch, 10] before softmax; drops 80 % unless told otherwise."""
    return named({
        "C1": nn.Conv2d(1, 6, 5, padding="same"), "A1": nn.ReLU(), "S2": nn.AvgPool2d(2),
        "C3": nn.Conv2d(6, 16, 5), "A3": nn.ReLU(), "S4": nn.AvgPool2d(2),
        "C5": nn.Conv2d(16, 120, 5), "A5": nn.ReLU(),
        "flatten": nn.Flatten(),
        "F6": nn.Linear(120, 84), "A6": nn.ReLU(),
        "dropout": dropout or nn.Dropout(0.8),
        "output": nn.Linear(84, 10),
    })  # fmt: skip


def lenet_caffe() -> nn.Sequential:
    """[batch, 1, rows, columns] -> [batch, 10], rows and columns at least 14."""
    return named({
        "C1": nn.Conv2d(1, 20, 5), "A1": nn.ReLU(), "S2": nn.MaxPool2d(2),
        "C3": nn.Conv2d(20, 50, 5), "A3": nn.ReLU(), "S4": nn.AdaptiveMaxPool2d(4),
        "flatten": nn.Flatten(),
        "F5": nn.Linear(800, 500), "A5": nn.ReLU(),
        "output": nn.Linear(500, 10),
    })  # fmt: skip


def lenet_bvlc() -> nn.Sequential:
    """[batch, 1, 28, 28] -> [batch, 10], lenet_train_test.prototxt: no ReLU behind convolutions."""
    return named({
        "C1": nn.Conv2d(1, 20, 5), "S2": nn.MaxPool2d(2),
        "C3": nn.Conv2d(20, 50, 5), "S4": nn.MaxPool2d(2),
        "flatten": nn.Flatten(),
        "F5": nn.Linear(800, 500), "A5": nn.ReLU(),
        "output": nn.Linear(500, 10),
    })  # fmt: skip


def named(layers: Layers) -> nn.Sequential:
    """A chain whose modules keep their stage names."""
    network = nn.Sequential()
    for name, layer in layers.items():
        network.add_module(name, layer)
    return network


NETWORKS: dict[str, Callable[[], nn.Sequential]] = {
    "lenet5-pytorch": lenet5_pytorch,
    "lenet5-d2l": lenet5_d2l,
    "lenet5-keras": lenet5_keras,
    "lenet-caffe": lenet_caffe,
    "lenet-bvlc": lenet_bvlc,
    "lenet5-cifar10": lambda: lenet5_pytorch(maps=3),
}
