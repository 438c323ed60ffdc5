"""A model as a module of PyTorch."""
from __future__ import annotations

import importlib.util
import os
import tempfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .model import LeNet


def module(model: LeNet) -> Any:
    """The network as a ``torch.nn.Module``, made from the library's own export."""
    with tempfile.TemporaryDirectory() as folder:
        _, source = model.export(os.path.join(folder, "network"), "pytorch")
        spec = importlib.util.spec_from_file_location("lenet_network", source)
        assert spec is not None and spec.loader is not None
        namespace = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(namespace)
        network = namespace.load().eval()

    def prepare(images: Any) -> Any:
        """Images of bytes as the network's input; grey ones may lack the size of their one map."""
        import torch

        pixels = torch.as_tensor(images)
        return namespace.prepare(pixels[:, None] if pixels.ndim == 3 else pixels)

    network.prepare = prepare
    return network
