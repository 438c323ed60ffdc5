#!/usr/bin/env python3
"""PyTorch answers: variants eager and compiled, by layout.

Compiled is with frozen weights and inductor's C++ wrapper: several times as fast as without
freezing on two threads.
"""

import numpy
import torch

import networks
import worker


def main() -> None:
    options = worker.options()
    mode, layout = options.variant.split(", ")
    memory_format = torch.channels_last if layout == "channels_last" else torch.contiguous_format
    torch.set_num_threads(options.threads)
    network = networks.NETWORKS[options.architecture]().eval()
    network.load_state_dict(torch.load(options.folder / f"{options.architecture}.pt"))
    network = network.requires_grad_(False).to(memory_format=memory_format)
    if mode == "compiled":
        network = torch.compile(
            network, dynamic=False,
            options={"freezing": True, "cpp_wrapper": True, "compile_threads": 1},
        )  # fmt: skip
    images = torch.from_numpy(worker.load(options, "images")).contiguous(
        memory_format=memory_format
    )
    expected = worker.load(options, "scores")

    def prepare(size: int) -> worker.Measurement:
        batches = images[: len(images) // size * size].split(size)
        worker.check([network(batch).numpy() for batch in batches[:3]], expected)
        if options.single:
            arrays = [batch.numpy() for batch in batches]
            return worker.latency(single(network, arrays), len(arrays))
        return worker.inference(lambda number: network(batches[number]), size, len(batches))

    with torch.inference_mode():
        worker.serve({"PyTorch": torch.__version__}, prepare)


def single(network: torch.nn.Module, arrays: list[numpy.ndarray]) -> worker.Step:
    """From a NumPy array to a NumPy array, neither of them copied."""
    return lambda number: network(torch.from_numpy(arrays[number])).numpy()


if __name__ == "__main__":
    main()
