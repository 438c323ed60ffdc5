"""What is measured: each row compares our program with others at the same work."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from contestants import PEERS, Contestant, Ours, Peer, WholeRun

NETWORK = "lenet5-pytorch"
INFERENCE_SIZES = (64, 256, 1000)
PYTORCH_VARIANTS = (
    "eager, default", "eager, channels_last", "compiled, default", "compiled, channels_last",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One comparison; more is better where its figure is "images/s", less where "µs" or "s"."""

    title: str
    figure: str
    ours: Ours | WholeRun
    others: list[Contestant]

    @property
    def contestants(self) -> list[Contestant]:
        return [self.ours, *self.others]

    def ratio(self, ours: float, others: list[float]) -> float:
        """How many times as fast as the fastest of the others; below 1, it is faster."""
        return ours / max(others) if self.figure == "images/s" else min(others) / ours


def training(program: Path, threads: int, architecture: str, size: int) -> Row:
    arguments = ("--architecture", architecture, "--threads", str(threads))
    peers = [
        Peer("PyTorch", "pytorch_training.py", variant, (size,), *arguments)
        for variant in PYTORCH_VARIANTS
    ]
    peers.append(Peer("Keras", "keras_training.py", "", (size,), *arguments))
    ours = Ours("LeNet", program, "training", architecture, threads, (size,))
    return Row(
        f"training {architecture}, batch {size}, threads: {threads}", "images/s", ours, peers
    )


def inference(program: Path, threads: int) -> Row:
    return Row(
        f"inference {NETWORK}, each at its best batch size, threads: {threads}", "images/s",
        Ours("LeNet", program, "inference", NETWORK, threads, INFERENCE_SIZES),
        answering(threads, ("shared", "parallel"), INFERENCE_SIZES),
    )  # fmt: skip


def latency(program: Path, threads: int) -> Row:
    """Of one thread, whatever the others have."""
    return Row(
        f"one image, {NETWORK}, median time of a call, threads: 1",
        "µs", Ours("LeNet", program, "latency", NETWORK, 1, (1,)),
        answering(1, ("shared",), (1,), "--single"),
    )  # fmt: skip


def answering(
    threads: int, calls: tuple[str, ...], sizes: tuple[int, ...], *options: str
) -> list[Peer]:
    """The peers that answer; `calls` are ONNX Runtime's ways to share its threads."""
    arguments = ("--architecture", NETWORK, "--threads", str(threads), *options)
    programs = [("PyTorch", "pytorch_inference.py", variant) for variant in PYTORCH_VARIANTS]
    programs += [("ONNX Runtime", "onnxruntime_inference.py", call) for call in calls]
    programs.append(("OpenVINO", "openvino_inference.py", ""))
    return [Peer(*program, sizes, *arguments) for program in programs]


def more_threads(program: Path, threads: int) -> Row:
    size = 256
    return Row(
        f"training {NETWORK}, batch {size}, threads: {threads} against 1",
        "images/s", Ours("LeNet", program, "training", NETWORK, threads, (size,)),
        [Ours("LeNet, 1 thread", program, "training", NETWORK, 1, (size,))],
    )  # fmt: skip


def distorting(program: Path, threads: int) -> Row:
    size = 64
    return Row(
        f"training {NETWORK}, batch {size}, threads: {threads}, distorted against not",
        "images/s",
        Ours("LeNet", program, "training", NETWORK, threads, (size,), ("--distortion",)),
        [Ours("LeNet, undistorted", program, "training", NETWORK, threads, (size,))],
    )  # fmt: skip


def time_to_99(program: Path, threads: int) -> Row:
    """Whole processes: start, data, training, model file, one look at the test set."""
    ours = (str(program), "train", "--recipe", "fast", "--threads", str(threads), "--json")
    theirs = (sys.executable, str(PEERS / "pytorch_fast.py"), "--threads", str(threads))
    return Row(
        f"99 % by recipe fast, from the start of the process to its end, threads: {threads}", "s",
        WholeRun("LeNet", "", ours),
        [
            WholeRun("PyTorch", variant, (*theirs, "--variant", variant))
            for variant in PYTORCH_VARIANTS
        ],
    )  # fmt: skip


# By the names of --rows.
ROWS: dict[str, Callable[[Path, int], Row]] = {
    "training-64": lambda *machine: training(*machine, NETWORK, 64),
    "training-256": lambda *machine: training(*machine, NETWORK, 256),
    "training-1": lambda *machine: training(*machine, NETWORK, 1),
    "training-caffe-64": lambda *machine: training(*machine, "lenet-caffe", 64),
    "inference": inference,
    "latency": latency,
    "threads": more_threads,
    "distortion": distorting,
    "time-to-99": time_to_99,
}
