#!/usr/bin/env python3
"""PyTorch trains: forward, cross-entropy, backward, AdamW; variants eager and compiled, by layout.

AdamW is the fused one, the faster at batches of 1 and 256 and as fast as any at 64. Compiled are
network and loss together, with inductor's C++ wrapper, faster than its Python one. OpenMP's threads
wait spinning, as by default: asleep (OMP_WAIT_POLICY=passive) they reached about two thirds. But
where a third program wants a processor, spinning ones can fall to 200 images a second.
"""

import torch
from torch.nn import functional

import networks
import worker


def main() -> None:
    options = worker.options()
    mode, layout = options.variant.split(", ")
    memory_format = torch.channels_last if layout == "channels_last" else torch.contiguous_format
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    network = networks.NETWORKS[options.architecture]().to(memory_format=memory_format)
    images = torch.from_numpy(worker.load(options, "images")).contiguous(
        memory_format=memory_format
    )
    labels = torch.from_numpy(worker.numpy.load(options.folder / "labels.npy"))

    def loss_of(batch: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        return functional.cross_entropy(network(batch), targets)

    if mode == "compiled":
        loss_of = torch.compile(
            loss_of, dynamic=False, options={"cpp_wrapper": True, "compile_threads": 1}
        )

    def prepare(size: int) -> worker.Measurement:
        optimizer = torch.optim.AdamW(network.parameters(), lr=0.001, weight_decay=0.01, fused=True)
        whole = len(images) // size * size
        batches = list(zip(images[:whole].split(size), labels[:whole].split(size), strict=True))

        def step(number: int) -> torch.Tensor:
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(*batches[number])
            loss.backward()
            optimizer.step()
            return loss.detach()

        return worker.training(step, size, len(batches))

    worker.serve({"PyTorch": torch.__version__}, prepare)


if __name__ == "__main__":
    main()
