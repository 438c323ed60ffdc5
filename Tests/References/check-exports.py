#!/usr/bin/env python3
"""Runs exported networks in the programs that they are for, and compares their scores with the model's.

  check-exports.py FOLDER

FOLDER has net.onnx (prepared numbers in), pictures.onnx (bytes in), net.npz, net.pt, net.py, kerasnet.weights.h5 and
kerasnet.py of one model, and pixels.npy and scores.npy: the bytes of images, and the scores that lenet gives them. Each
program writes a line: its name, the labels that differ, and the greatest difference as a share of the range of the
scores. A program that is not installed writes nothing. Scripts/check-exports installs them.
"""
import importlib.util
import os
import sys
from pathlib import Path

import numpy as np


def main(folder: Path) -> None:
    pixels = np.load(folder / "pixels.npy")
    expected = np.load(folder / "scores.npy")
    span = expected.max() - expected.min()

    def report(name: str, scores: np.ndarray) -> None:
        changed = int((scores.argmax(1) != expected.argmax(1)).sum())
        print(name, changed, float(np.abs(scores - expected).max() / span), flush=True)

    def has(module: str) -> bool:
        return importlib.util.find_spec(module) is not None

    if not has("torch"):
        sys.exit("PyTorch is missing: its module prepares the images")
    import torch

    sys.path.insert(0, str(folder))
    import net

    network = net.load().eval()
    with torch.no_grad():
        inputs = net.prepare(torch.from_numpy(pixels))
        report("torch", network(inputs).numpy())
    inputs = inputs.numpy()

    arrays = np.load(folder / "net.npz")
    state = torch.load(folder / "net.pt", weights_only=True)
    same = set(arrays.files) == set(state) and all(
        arrays[name].tobytes() == state[name].numpy().tobytes() for name in state)
    print("numpy", 0 if same else 1, 0.0, flush=True)

    files = [("net.onnx", "input", inputs), ("pictures.onnx", "pixels", pixels)]
    if has("keras"):
        os.environ.setdefault("KERAS_BACKEND", "torch")
        import kerasnet

        keras_network = kerasnet.load()
        outputs = keras_network.predict(
            kerasnet.prepare(pixels.transpose(0, 2, 3, 1)), batch_size=1000, verbose=0)
        report("keras", np.asarray(outputs))

    if has("onnx"):
        import onnx
        from onnx import numpy_helper

        for file, _, _ in files:
            model = onnx.load(folder / file)
            onnx.checker.check_model(model, full_check=True)
            values = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
            same = all(values[name].tobytes() == state[name].numpy().tobytes() for name in state)
            texts = {p.key for p in model.metadata_props}
            print("onnx", file, 0 if same and {"architecture", "preparation", "classes"} <= texts else 1, flush=True)
    if has("onnxruntime"):
        import onnxruntime

        for file, name, values in files:
            session = onnxruntime.InferenceSession(folder / file, providers=["CPUExecutionProvider"])
            report(f"onnxruntime:{name}", session.run(["scores"], {name: values})[0])
    if has("openvino"):
        import openvino

        for file, name, values in files:
            compiled = openvino.Core().compile_model(
                folder / file, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
            results = [compiled(values[first:first + 1000])[0] for first in range(0, len(values), 1000)]
            report(f"openvino:{name}", np.concatenate(results))


main(Path(sys.argv[1]))
