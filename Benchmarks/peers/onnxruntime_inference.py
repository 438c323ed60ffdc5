#!/usr/bin/env python3
"""ONNX Runtime answers, all optimizations of the graph on, the batch size fixed in the graph.

Variant "shared" splits each call over all threads; "parallel" has a call of its own under way on
each thread. One image is answered through bound arrays, into which its floats are copied.
"""

import argparse
import time
from concurrent.futures import ThreadPoolExecutor

import numpy
import onnxruntime

import worker


def session(
    options: argparse.Namespace, batch_size: int, threads: int
) -> onnxruntime.InferenceSession:
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.inter_op_num_threads = 1
    settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    settings.add_free_dimension_override_by_name("batch", batch_size)
    return onnxruntime.InferenceSession(
        options.folder / f"{options.architecture}.onnx", settings,
        providers=["CPUExecutionProvider"],
    )  # fmt: skip


def parallel(step: worker.Step, batch_size: int, batches: int, threads: int) -> worker.Measurement:
    """Each thread answers batch after batch by itself."""

    def steps_until(end: float) -> int:
        steps = 0
        while time.perf_counter() < end:
            step(steps % batches)
            steps += 1
        return steps

    def images_per_second(seconds: float) -> float:
        start = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            steps = sum(pool.map(steps_until, [start + seconds] * threads))
        return steps * batch_size / (time.perf_counter() - start)

    return images_per_second


def whole(network: onnxruntime.InferenceSession, batches: list[numpy.ndarray]) -> worker.Step:
    """A batch from its array to a new one."""
    return lambda number: network.run(["scores"], {"images": batches[number]})[0]


def single(network: onnxruntime.InferenceSession, batches: list[numpy.ndarray]) -> worker.Step:
    """One image through arrays that stay bound to the network's input and output."""
    image = onnxruntime.OrtValue.ortvalue_from_numpy(numpy.empty_like(batches[0]))
    scores = onnxruntime.OrtValue.ortvalue_from_numpy(numpy.empty((1, 10), numpy.float32))
    binding = network.io_binding()
    binding.bind_ortvalue_input("images", image)
    binding.bind_ortvalue_output("scores", scores)

    def step(number: int) -> numpy.ndarray:
        image.update_inplace(batches[number])
        network.run_with_iobinding(binding)
        return scores.numpy()

    return step


def main() -> None:
    options = worker.options()
    images = worker.load(options, "images")
    expected = worker.load(options, "scores")

    def prepare(size: int) -> worker.Measurement:
        alone = options.variant == "parallel"
        network = session(options, size, threads=1 if alone else options.threads)
        count = len(images) // size
        batches = [images[i * size : (i + 1) * size] for i in range(count)]
        step = single(network, batches) if options.single else whole(network, batches)
        worker.check([step(number).copy() for number in range(3)], expected)
        if options.single:
            return worker.latency(step, count)
        if alone:
            return parallel(step, size, count, options.threads)
        return worker.inference(step, size, count)

    worker.serve({"ONNX Runtime": onnxruntime.__version__}, prepare)


if __name__ == "__main__":
    main()
