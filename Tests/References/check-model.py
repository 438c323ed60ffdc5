#!/usr/bin/env python3
"""Opens a model file with Python's safetensors and lets PyTorch answer the 10,000 test images.

Prints {"answers_sha256", "errors", "loss", "near", "total"}; the answers must be those of
`lenet evaluate`, except where the two best logits lie within 1e-4 (the list "near" of image
numbers). The hash is that of the text with one class a line. --answers OUT writes "class gap" a
line, gap being the difference of the two best logits.

Nothing is known here about LeNet-5: network and preparation come from the file's metadata.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

import torch
from safetensors import safe_open
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Benchmarks" / "peers"))
import mnist

Settings = dict[str, object]
Tensors = dict[str, torch.Tensor]


class ScaledTanh(nn.Module):
    """1.7159 tanh(2x/3)."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return 1.7159 * torch.tanh(2 * x / 3)


ACTIVATIONS = {
    "identity": nn.Identity, "relu": nn.ReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh,
    "scaledTanh": ScaledTanh,
    "softmax": nn.Identity,  # the last stage's: answers and cross-entropy come from its logits
}  # fmt: skip


def module(stage: Settings, tensors: Tensors) -> nn.Module:
    """One stage without its activation; sizes of inputs come from its weights."""
    match stage["kind"]:
        case "convolution":
            maps, inputs, kernel, _ = tensors[f"{stage['name']}.weight"].shape
            return nn.Conv2d(inputs, maps, kernel, stage["stride"], stage["padding"])
        case "maxPooling":
            return nn.MaxPool2d(stage["window"], stage["stride"])
        case "averagePooling":
            return nn.AvgPool2d(stage["window"], stage["stride"])
        case "adaptiveMaxPooling":
            return nn.AdaptiveMaxPool2d((stage["rows"], stage["columns"]))
        case "globalAveragePooling":
            return nn.AdaptiveAvgPool2d(1)
        case "flatten":
            return nn.Flatten(start_dim=1)
        case "fullConnection":
            units, inputs = tensors[f"{stage['name']}.weight"].shape
            return nn.Linear(inputs, units)
        case "batchNormalization":
            maps = len(tensors[f"{stage['name']}.weight"])
            return AnyBatchNorm(maps, stage["epsilon"], stage["momentum"])
        case "dropout":
            return nn.Dropout(stage["rate"])
    raise ValueError(f"stage {stage['name']}: kind {stage['kind']} is not known here")


class AnyBatchNorm(nn.modules.batchnorm._BatchNorm):
    """Batch normalization of maps or of units."""

    def _check_input_dim(self, input: torch.Tensor) -> None:
        pass


def network(architecture: Settings, tensors: Tensors) -> nn.Sequential:
    """The described network with the file's numbers, in evaluation mode."""
    result = nn.Sequential()
    for stage in architecture["layers"]:
        if stage["kind"] == "fullConnection":
            result.add_module(f"{stage['name']}-vector", nn.Flatten())  # where maps are 1 x 1
        result.add_module(stage["name"], module(stage, tensors))
        activation = stage.get("activation", "identity")
        result.add_module(f"{stage['name']}-{activation}", ACTIVATIONS[activation]())
    result.add_module("vector", nn.Flatten())
    counters = {name for name in result.state_dict() if name.endswith("num_batches_tracked")}
    missing, unexpected = result.load_state_dict(tensors, strict=False)
    if set(missing) - counters or unexpected:
        raise ValueError(f"missing {set(missing) - counters}, unexpected {unexpected}")
    return result.eval()


def prepared(images: torch.Tensor, preparation: Settings) -> torch.Tensor:
    """Bytes [n, maps, rows, columns] -> the network's input."""
    rows, columns = preparation["size"]
    values = images.float() / 255
    if preparation["resizeMode"] == "pad":
        down, right = rows - images.shape[2], columns - images.shape[3]
        values = functional.pad(
            values, (right // 2, right - right // 2, down // 2, down - down // 2)
        )
    elif preparation["resizeMode"] == "resize":
        values = functional.interpolate(
            values, (rows, columns), mode="bilinear", align_corners=False
        )
    mean, deviation = (
        torch.tensor(preparation[key], dtype=torch.float32).reshape(1, -1, 1, 1)
        for key in ("mean", "standardDeviation")
    )
    return (values - mean) / deviation


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, default=mnist.FOLDER, help="folder of the gzip files")
    parser.add_argument("--answers", type=Path, help="write class and gap of every image here")
    options = parser.parse_args()
    with safe_open(options.model, framework="pt") as file:
        metadata = {k: json.loads(v) for k, v in file.metadata().items()}
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    images, labels = mnist.load(options.data, "t10k")
    inputs = prepared(images.unsqueeze(1), metadata["preparation"])
    classify = network(metadata["architecture"], tensors)
    logits = torch.cat([classify(batch) for batch in inputs.split(500)])
    best = logits.topk(2).values
    gaps, answers = best[:, 0] - best[:, 1], logits.argmax(1)
    if options.answers:
        lines = [f"{a} {gap:.6g}\n" for a, gap in zip(answers.tolist(), gaps.tolist(), strict=True)]
        options.answers.write_text("".join(lines))
    text = "".join(f"{answer}\n" for answer in answers.tolist())
    result = {
        "answers_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "errors": int((answers != labels).sum()),
        "loss": functional.cross_entropy(logits, labels).item(),
        "near": torch.nonzero(gaps < 1e-4).flatten().tolist(),
        "total": len(labels),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
