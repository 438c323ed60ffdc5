"""The trainings that Documentation/Reproduction.md rests on, one Row each."""

from dataclasses import dataclass

FASHION, CIFAR10 = "FASHION", "CIFAR10"  # stand for the folders of these data sets
BORDER, GREY = "BORDER", "GREY"  # stand for data that made.py makes
JSON = "Documentation/Reproduction/"


@dataclass(frozen=True)
class Row:
    """A training: what follows `lenet train`; `start` names the row whose models it starts from."""

    name: str
    options: tuple[str, ...]
    start: str | None = None

    @property
    def needs(self) -> list[str]:
        """The data sets that the program does not have itself."""
        return [name for name in (FASHION, CIFAR10, GREY) if name in self.options]


def row(name: str, options: str, start: str | None = None) -> Row:
    return Row(name, tuple(options.split()), start)


LOGISTIC = "--architecture lenet5-1998-logistic"
FLAT = f"--architecture {JSON}full.json"
POOLED = f"--architecture {JSON}pooled.json"

ROWS = [
    # A: the networks of the note.
    row("a-pytorch", "--recipe pytorch"),
    row("a-logistic", f"--recipe pytorch {LOGISTIC}"),
    row("a-paper", "--recipe paper"),
    row("a-paper-logistic", f"--recipe paper {LOGISTIC}"),
    # B: "Dive into Deep Learning".
    row("b-padded", "--recipe d2l"),
    row("b-resized", f"--recipe d2l --architecture {JSON}lenet5-d2l-32x32.json --resize-mode resize"),
    row("b-normalized", "--recipe d2l --batch-normalization C1,S2"),
    row(
        "b-fashion",
        f"--recipe d2l --batch-size 256 --mean 0 --std 1 --data {FASHION}",
    ),
    # C: Keras, and why 32 x 32.
    row("c-keras", "--recipe keras"),
    row("c-28", "--recipe keras --epochs 2"),
    row("c-32", f"--recipe keras --architecture {JSON}lenet5-keras-32x32.json --resize-mode pad --epochs 2"),
    row("c-mean-28", "--recipe keras --mean 0.1307 --std 0.3081 --epochs 2"),
    row(
        "c-mean-32",
        f"--recipe keras --architecture {JSON}lenet5-keras-32x32.json --resize-mode pad --mean 0.1307 --std 0.3081 "
        "--epochs 2",
    ),
    row("c-unpadded", f"--recipe pytorch --architecture {JSON}lenet5-pytorch-28x28.json --resize-mode none"),
    row("c-resized", "--recipe pytorch --resize-mode resize"),
    row("c-border-padded", f"--recipe pytorch --data {BORDER}"),
    row(
        "c-border-unpadded",
        f"--recipe pytorch --architecture {JSON}lenet5-pytorch-28x28.json --resize-mode none --data {BORDER}",
    ),
    row("c-border-resized", f"--recipe pytorch --resize-mode resize --data {BORDER}"),
    row("c-links-all", "--recipe paper --links all"),
    row("c-links-table1", "--recipe pytorch --links table1"),
    row("c-without-penalty", "--recipe paper --loss maximum-likelihood"),
    # D: LeNet-5 as that note has it, and Caffe's LeNet.
    row("d-described", f"--recipe pytorch --architecture {JSON}lenet5-note-d.json"),
    row("d-caffe", "--recipe caffe"),
    row("d-relu", "--recipe caffe-relu"),
    # E: activations, pooling, full connections.
    row("e-identity", "--recipe pytorch --activation identity"),
    row("e-linear", "--recipe pytorch --activation identity --pooling average"),
    row("e-sigmoid", "--recipe pytorch --activation sigmoid"),
    row("e-tanh", "--recipe pytorch --activation tanh"),
    row("e-scaled-tanh", "--recipe pytorch --activation scaled-tanh"),
    row("e-average", "--recipe pytorch --pooling average"),
    row("e-subsampling", "--recipe pytorch --pooling subsampling"),
    row("e-stride", "--recipe pytorch --pooling stride"),
    row("e-no-pooling", "--recipe pytorch --pooling none"),
    row("e-gap", f"--recipe pytorch {POOLED} --resize-mode none"),
    row("e-flat", f"--recipe pytorch {FLAT} --resize-mode none"),
    row("e-flat-same-time", f"--recipe pytorch {FLAT} --resize-mode none --epochs 10"),
    row("e-mnist", "--recipe cifar10 --architecture lenet5-pytorch --resize-mode pad --mean 0.5 --std 0.5"),
    row("e-cifar10", f"--recipe cifar10 --data {CIFAR10}"),
    row("e-cifar10-best", f"--recipe cifar10-best --data {CIFAR10}"),
]  # fmt: skip

# Fine-tuning from one set to another, with full connections (lenet5-pytorch) and without (pooled.json).
# Both begin with the same few steps, so that only the starting values differ.
SHORT = "--epochs 2 --learning-rate 0.001"
NETWORKS = {"full": "--recipe pytorch", "pooled": f"--recipe pytorch {POOLED} --resize-mode none"}
TARGETS = {"mnist": "", "fashion": f"--data {FASHION}", "grey": f"--data {GREY}"}
# The trainings that fine-tuning starts from, by network and data.
STARTS = {
    ("full", "mnist"): "a-pytorch", ("pooled", "mnist"): "e-gap",
    ("full", "fashion"): "e-full-on-fashion", ("pooled", "fashion"): "e-pooled-on-fashion",
}  # fmt: skip
PAIRS = [("mnist", "fashion"), ("fashion", "mnist"), ("mnist", "grey")]

for network, options in NETWORKS.items():
    ROWS.append(row(f"e-{network}-on-fashion", f"{options} --data {FASHION}"))
    for source, target in PAIRS:
        tuned, start = f"e-{network}-{source}-to-{target}", STARTS[network, source]
        tuning = f"{options} {TARGETS[target]} --new-head {SHORT}"
        ROWS.append(row(tuned, tuning, start))
        ROWS.append(row(f"{tuned}-frozen", f"{tuning} --freeze C1,C3", start))
    for target, data in TARGETS.items():
        ROWS.append(row(f"e-{network}-scratch-{target}", f"{options} {data} {SHORT}"))

# The table of Documentation/FineTuning.md: where a training starts, what is frozen, and how long it is.
TUNINGS = [
    ("drawn", "none"), ("drawn", "C1,C3"), ("model", "none"), ("model", "C1"), ("model", "C1,C3"),
    ("model", "all-but-last"),
]  # fmt: skip
LENGTHS = {"long": "--epochs 3", "short": "--steps 50"}
for begin, frozen in TUNINGS:
    for length, option in LENGTHS.items():
        ROWS.append(
            row(
                f"f-{begin}-{frozen}-{length}", f"--recipe pytorch --data {FASHION} --freeze {frozen} {option}",
                "a-pytorch" if begin == "model" else None,
            )
        )  # fmt: skip

BY_NAME = {row.name: row for row in ROWS}
# Rows whose models others start from, or the page's commands measure.
KEPT = {row.start for row in ROWS if row.start} | {"b-padded", "c-keras"}
