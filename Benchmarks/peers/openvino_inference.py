#!/usr/bin/env python3
"""OpenVINO answers in 32-bit floats, the batch size fixed in the graph.

Its own choice where a processor has them would be 16-bit floats, which is other arithmetic than
everybody else's here. Batches are answered through its queue of requests, hint "throughput"; one
image through a bound array, into which its floats are copied, hint "latency".
"""

import numpy
import openvino

import worker


def single(network: openvino.CompiledModel, batches: list[numpy.ndarray]) -> worker.Step:
    """One image through arrays that stay bound to the network's input and output."""
    request = network.create_infer_request()
    image = openvino.Tensor(numpy.empty_like(batches[0]), shared_memory=True)
    request.set_input_tensor(image)
    floats, scores = image.data, request.get_output_tensor().data

    def step(number: int) -> numpy.ndarray:
        floats[...] = batches[number]
        request.infer()
        return scores

    return step


def main() -> None:
    options = worker.options()
    images = worker.load(options, "images")
    expected = worker.load(options, "scores")
    core = openvino.Core()

    def prepare(size: int) -> worker.Measurement:
        model = core.read_model(options.folder / f"{options.architecture}.onnx")
        model.reshape([size, *images.shape[1:]])
        network = core.compile_model(model, "CPU", {
            "INFERENCE_NUM_THREADS": options.threads, "INFERENCE_PRECISION_HINT": "f32",
            "PERFORMANCE_HINT": "LATENCY" if options.single else "THROUGHPUT",
        })  # fmt: skip
        count = len(images) // size
        batches = [images[i * size : (i + 1) * size] for i in range(count)]
        answer = single(network, batches) if options.single else lambda i: network(batches[i])[0]
        worker.check([answer(number).copy() for number in range(3)], expected)
        if options.single:
            return worker.latency(answer, count)
        queue = openvino.AsyncInferQueue(network)

        def step(number: int) -> None:
            queue.start_async({0: batches[number]}, share_inputs=True)

        return worker.inference(step, size, count, finish=queue.wait_all)

    worker.serve({"OpenVINO": openvino.__version__}, prepare)


if __name__ == "__main__":
    main()
