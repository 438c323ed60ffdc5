#!/usr/bin/env python3
"""Makes the PyTorch reference files beside it: forward, gradients and ten steps of training.

PyTorch computes in float64 and the results are rounded to float32, so the files hold what is
true and not one library's rounding. A network with ReLU or a maximum may turn at a tie, and then
rounding alone moves the losses by 1e-3. Seeds are therefore chosen so that nothing turns: with
initial weights moved by 4e-7 of themselves, 8 to 30 runs, every other in float32, stay within
1e-5 of every value here (gradients 2e-5). --check N runs N such trials and prints the largest
difference.

Every input follows from a hash of integers (lowbias32 by Chris Wellons), so none is stored:

    hash(number, index) = h, all in unsigned 32 bits, "seed" from the metadata:
      h = index + (number + 65536 * seed) * 0x9E3779B9
      h ^= h >> 16; h *= 0x7FEB352D; h ^= h >> 15; h *= 0x846CA68B; h ^= h >> 16
    uniform(number, index) = hash / 2^31 - 1                                  in [-1, 1)

Parameters: tensor `number` counts PyTorch's state dictionary from 0 (C1.weight, C1.bias, N1.weight,
N1.bias, N1.running_mean, N1.running_var, C3.weight, ...; without num_batches_tracked), `index` is
the element in row-major order. In float64, then rounded to float32:
    weight = uniform * gain / sqrt(fan in); metadata "gain", fan in = input maps * 25 or units
    bias = uniform * 0.25; normalization: weight and running_var = 1 + uniform * 0.5,
    bias and running_mean = uniform * 0.5
Image bytes [image][map][row][column], image = 0..., R rows, C columns, M maps:
    coarse = hash(1000, ((image * M + map) * ceil(R/4) + row/4) * ceil(C/4) + column/4) >> 24
    fine = hash(1001, ((image * M + map) * R + row) * C + column) >> 24
    byte = (coarse * fine) >> 8;  input = (byte/255 - mean) / deviation, see metadata, or
    input = byte * scale where it has "scale", as Caffe's transform_param puts it
Label of an image: (7 * image + 3) mod 10. A batch has 19 images; step s = 0...9 takes
images 3s ..< 3s + 19.

Tensors of NAME.safetensors (float32):
    logits                 images 0..<19, evaluation mode, initial parameters; loss: their mean
                           cross-entropy. lenet-caffe: also logits/14x14, /20x20, /28x28, /33x47
    gradient/C1.weight ... of step 0's mean cross-entropy, in training mode (batch statistics,
                           dropout mask 0); that loss is element 0 of every losses/ tensor.
                           A bias right before batch normalization has gradient 0 but rounding
    meanSquaredError/loss, meanSquaredError/gradient/...   the same with the mean over images and
                           classes of (output - one-hot)^2; output = softmax for lenet5-keras
    losses/sgd ...         training loss of each of the ten steps, before its update; metadata
                           "optimizers" has the settings under PyTorch's names
    biasRate/momentum-decay, biasRate/adamw   lenet-bvlc: the same with a group of its own for all
                           biases, whose lr is metadata "biasRate" times the others' (lr_mult)
    running/N1.running_mean ..., logits/after-sgd   after the ten steps of sgd (images 0..<19)
    dropout/masks          [step, image, unit], 1 = kept: output = input * mask / (1 - 0.8)
    start/C1.weight ..., start/pixels   the first elements of what the formulas give
A gradient of more than 5,000 elements holds every 37th only, from element 0.
"""

import argparse
import json
import math
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Benchmarks" / "peers"))
import networks

Tensors = dict[str, torch.Tensor]
BATCH, STEPS, STRIDE, WHOLE = 19, 10, 37, 5000
OPTIMIZERS: dict[str, tuple[type[torch.optim.Optimizer], dict[str, float | bool]]] = {
    "sgd": (torch.optim.SGD, {"lr": 0.05}),
    "momentum": (torch.optim.SGD, {"lr": 0.01, "momentum": 0.9}),
    "momentum-decay": (torch.optim.SGD, {"lr": 0.01, "momentum": 0.9, "weight_decay": 0.01}),
    "nesterov": (
        torch.optim.SGD,
        {"lr": 0.01, "momentum": 0.9, "nesterov": True, "weight_decay": 0.0005},
    ),
    "adam": (torch.optim.Adam, {"lr": 0.001}),
    "adam-decay": (torch.optim.Adam, {"lr": 0.001, "weight_decay": 0.01}),
    "adamw": (torch.optim.AdamW, {"lr": 0.004, "weight_decay": 0.01}),
}


class MaskedDropout(nn.Module):
    """Dropout with masks given from outside: x * mask / (1 - rate) in training mode."""

    def __init__(self, rate: float, masks: torch.Tensor) -> None:
        super().__init__()
        self.rate, self.masks, self.step = rate, masks, 0

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x * self.masks[self.step].to(x.dtype) / (1 - self.rate) if self.training else x


MASKS = (torch.rand(STEPS, BATCH, 84, generator=torch.Generator().manual_seed(1998)) >= 0.8).float()


@dataclass(frozen=True)
class Case:
    make: Callable[[], nn.Sequential]
    shape: tuple[int, int, int]
    mean: float = 0.0
    deviation: float = 1.0
    scale: float | None = None  # in the place of mean and deviation, applied to bytes
    bias_rate: float | None = None
    gain: float = 2.4
    seed: int = 0
    mean_squared_error: bool = False
    other_sizes: tuple[tuple[int, int], ...] = ()


# transform_param { scale: 0.00390625 } of BVLC/caffe, examples/mnist/lenet_train_test.prototxt.
CAFFE_SCALE = 0.00390625
CASES = {
    "lenet5-pytorch": Case(
        networks.lenet5_pytorch, (1, 32, 32), 0.1307, 0.3081, seed=2, mean_squared_error=True
    ),
    "lenet5-d2l": Case(networks.lenet5_d2l, (1, 28, 28), 0.1307, 0.3081, gain=9),
    "lenet5-d2l-convolutions": Case(
        lambda: networks.lenet5_d2l("convolutions"), (1, 28, 28), 0.1307, 0.3081, gain=9
    ),
    "lenet5-d2l-all": Case(
        lambda: networks.lenet5_d2l("all"), (1, 28, 28), 0.1307, 0.3081, gain=9
    ),
    "lenet5-keras": Case(
        lambda: networks.lenet5_keras(MaskedDropout(0.8, MASKS)), (1, 28, 28),
        gain=3, seed=1, mean_squared_error=True,
    ),
    "lenet-caffe": Case(
        networks.lenet_caffe, (1, 28, 28), scale=CAFFE_SCALE, seed=60,
        other_sizes=((14, 14), (20, 20), (28, 28), (33, 47)),
    ),
    "lenet-bvlc": Case(
        networks.lenet_bvlc, (1, 28, 28), scale=CAFFE_SCALE, seed=37, bias_rate=2,
    ),
    "lenet5-cifar10": Case(networks.NETWORKS["lenet5-cifar10"], (3, 32, 32), 0.5, 0.5, seed=1),
}  # fmt: skip


def hashed(seed: int, number: int, index: numpy.ndarray) -> numpy.ndarray:
    h = (index + (number + 65536 * seed) * 0x9E3779B9 % 2**32).astype(numpy.uint32)
    h ^= h >> 16
    h *= numpy.uint32(0x7FEB352D)
    h ^= h >> 15
    h *= numpy.uint32(0x846CA68B)
    return h ^ (h >> 16)


def uniform(seed: int, number: int, shape: torch.Size) -> torch.Tensor:
    index = numpy.arange(math.prod(shape), dtype=numpy.int64)
    return torch.from_numpy(hashed(seed, number, index) / 2.0**31 - 1).reshape(shape)


def parameters(network: nn.Sequential, seed: int, gain: float) -> Tensors:
    """The initial state: float64 rounded to float32."""
    values: Tensors = {}
    names = [name for name in network.state_dict() if "num_batches" not in name]
    for number, name in enumerate(names):
        stage, role = name.split(".")
        shape = network.state_dict()[name].shape
        normalization = stage.startswith("N")
        start = 1.0 if normalization and role in ("weight", "running_var") else 0.0
        width = 0.5 if normalization else gain / math.sqrt(shape[1:].numel())
        width = 0.25 if role == "bias" and not normalization else width
        values[name] = (start + uniform(seed, number, shape) * width).float()
    return values


def pixels(seed: int, maps: int, rows: int, columns: int) -> torch.Tensor:
    """Bytes [count, maps, rows, columns], as integers."""
    count = 3 * STEPS + BATCH
    plane, row, column = numpy.ogrid[: count * maps, :rows, :columns]
    coarse_index = (plane * -(-rows // 4) + row // 4) * -(-columns // 4) + column // 4
    coarse = hashed(seed, 1000, coarse_index.astype(numpy.int64)) >> 24
    fine_index = (plane * rows + row) * columns + column
    fine = hashed(seed, 1001, fine_index.astype(numpy.int64)) >> 24
    values = (coarse * fine >> 8).astype(numpy.int64)
    return torch.from_numpy(values).reshape(count, maps, rows, columns)


def references(case: Case, dtype: torch.dtype, noise: int | None = None) -> Tensors:
    """All tensors of one file but start/ and dropout/; `noise` seeds a move of the weights."""
    network = case.make().to(dtype)
    initial = parameters(network, case.seed, case.gain)
    if noise is not None:
        random = torch.Generator().manual_seed(noise)
        for name, value in initial.items():
            move = torch.randn(value.shape, generator=random, dtype=torch.float64)
            initial[name] = value.double() * (1 + 4e-7 * move)
    labels = (7 * torch.arange(3 * STEPS + BATCH) + 3) % 10

    def images(rows: int, columns: int) -> torch.Tensor:
        bytes_ = pixels(case.seed, case.shape[0], rows, columns).to(dtype)
        if case.scale is not None:
            return bytes_ * case.scale
        return (bytes_ / 255 - case.mean) / case.deviation

    inputs = images(*case.shape[1:])

    def restart() -> None:
        network.load_state_dict(initial, strict=False)
        network.train()

    def logits(x: torch.Tensor) -> torch.Tensor:
        network.eval()
        with torch.no_grad():
            return network(x[:BATCH])

    def training_loss(step: int, loss: Callable = functional.cross_entropy) -> torch.Tensor:
        if hasattr(network, "dropout"):
            network.dropout.step = step
        batch = slice(3 * step, 3 * step + BATCH)
        network.zero_grad()
        value = loss(network(inputs[batch]), labels[batch])
        value.backward()
        return value.detach()

    def gradients(prefix: str) -> Tensors:
        return {
            prefix + name: sampled(parameter.grad.clone())
            for name, parameter in network.named_parameters()
        }

    restart()
    result = {"logits": logits(inputs)}
    result["loss"] = functional.cross_entropy(result["logits"], labels[:BATCH])
    for rows, columns in case.other_sizes:
        result[f"logits/{rows}x{columns}"] = logits(images(rows, columns))
    restart()
    training_loss(0)
    result |= gradients("gradient/")
    if case.mean_squared_error:
        softmax = hasattr(network, "dropout")

        def squared(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
            outputs = outputs.softmax(1) if softmax else outputs
            return functional.mse_loss(outputs, functional.one_hot(targets, 10).to(dtype))

        restart()
        result["meanSquaredError/loss"] = training_loss(0, squared)
        result |= gradients("meanSquaredError/gradient/")
    for name, (optimizer_type, settings) in OPTIMIZERS.items():
        restart()
        optimizer = optimizer_type(network.parameters(), **settings)
        losses = []
        for step in range(STEPS):
            losses.append(training_loss(step))
            optimizer.step()
        result[f"losses/{name}"] = torch.stack(losses)
        if name == "sgd":
            state = network.state_dict()
            result |= {f"running/{k}": v.clone() for k, v in state.items() if "running_" in k}
            result["logits/after-sgd"] = logits(inputs)
    for name in ("momentum-decay", "adamw") if case.bias_rate else ():
        restart()
        optimizer_type, settings = OPTIMIZERS[name]
        biases = [p for n, p in network.named_parameters() if n.endswith(".bias")]
        weights = [p for n, p in network.named_parameters() if n.endswith(".weight")]
        groups = [
            {"params": weights, **settings},
            {"params": biases, **settings, "lr": case.bias_rate * settings["lr"]},
        ]
        optimizer = optimizer_type(groups)
        losses = []
        for step in range(STEPS):
            losses.append(training_loss(step))
            optimizer.step()
        result[f"biasRate/{name}"] = torch.stack(losses)
    return result


def sampled(gradient: torch.Tensor) -> torch.Tensor:
    return gradient.flatten()[::STRIDE] if gradient.numel() > WHOLE else gradient


def check(name: str, case: Case, exact: Tensors, trials: int) -> None:
    """Fails where weights moved by rounding change a value: such a case would test nothing."""
    largest = {"logits": 0.0, "loss": 0.0, "gradient": 0.0, "running": 0.0, "bias": 0.0}
    for trial in range(trials):
        dtype = torch.float64 if trial % 2 else torch.float32
        for key, value in references(case, dtype, trial).items():
            scale = exact[key].abs().max().item()
            if scale < 1e-12:  # a bias before batch normalization has no gradient
                continue
            kind = next(kind for kind in largest if kind in key.removeprefix("meanSquaredError/"))
            error = (value.double() - exact[key]).abs().max().item() / scale
            largest[kind] = max(largest[kind], error)
    logits = exact["logits"]
    print(
        f"{name}: differences {', '.join(f'{k} {v:.0e}' for k, v in largest.items())}; largest"
        f" logit {logits.abs().max():.1f}, deviation over images {logits.std(0).mean():.2f}"
    )
    if max(largest.values()) > 2e-5:
        raise SystemExit(f"{name}: seed {case.seed} stands at a tie, choose another")


def write(path: Path, tensors: Tensors, metadata: dict[str, str]) -> None:
    """Safetensors with sorted keys: the same bytes every time."""
    header: dict[str, object] = {"__metadata__": metadata}
    data = b""
    for name, tensor in sorted(tensors.items()):
        content = tensor.float().contiguous().numpy().astype("<f4").tobytes()
        span = [len(data), len(data) + len(content)]
        shape = list(tensor.shape) or [1]
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": span}
        data += content
    text = json.dumps(header, sort_keys=True, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="files to make, all by default")
    parser.add_argument("--check", type=int, default=0, metavar="N", help="trials per file")
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    settings = {name: {"type": type_.__name__} | rest for name, (type_, rest) in OPTIMIZERS.items()}
    for name in options.names or CASES:
        case = CASES[name]
        tensors = references(case, torch.float64)
        if options.check:
            check(name, case, tensors, options.check)
        initial = parameters(case.make(), case.seed, case.gain)
        tensors |= {f"start/{k}": v.flatten()[:4] for k, v in initial.items()}
        tensors["start/pixels"] = pixels(case.seed, *case.shape).flatten()[:64]
        if name == "lenet5-keras":
            tensors["dropout/masks"] = MASKS
        metadata = {
            "generator": "Tests/References/make-references.py",
            "torch": torch.__version__.split("+")[0],
            "input": json.dumps(case.shape),
            "gain": str(case.gain),
            "seed": str(case.seed),
            "optimizers": json.dumps(settings),
        }
        if case.scale is None:
            metadata |= {"mean": str(case.mean), "deviation": str(case.deviation)}
        else:
            metadata["scale"] = str(case.scale)
        if case.bias_rate:
            metadata["biasRate"] = str(case.bias_rate)
        write(options.output / f"{name}.safetensors", tensors, metadata)


if __name__ == "__main__":
    main()
