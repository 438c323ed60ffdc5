"""The network in other programs, where they are installed."""
from __future__ import annotations

import numpy as np
import pytest


def test_to_torch_answers_alike(model, mnist):
    torch = pytest.importorskip("torch")
    images = torch.from_numpy(mnist.test_images[:200].copy())
    network = model.to_torch()
    with torch.no_grad():
        outputs = network(network.prepare(images))
    np.testing.assert_allclose(
        outputs.softmax(1).numpy(), model.predict_proba(mnist.test_images[:200]), atol=1e-5)
    # Tensors go in without a copy, those with a gradient too.
    np.testing.assert_array_equal(model.predict(images), model.predict(mnist.test_images[:200]))
    numbers = (images.float() / 255).requires_grad_()
    np.testing.assert_array_equal(model.predict(numbers), model.predict(images))


def test_to_onnx_answers_alike(model, mnist):
    onnxruntime = pytest.importorskip("onnxruntime")
    session = onnxruntime.InferenceSession(model.to_onnx(bytes=True))
    images = mnist.test_images[:200, None]
    (outputs,) = session.run(None, {session.get_inputs()[0].name: images})
    np.testing.assert_array_equal(outputs.argmax(1), model.predict(images))
