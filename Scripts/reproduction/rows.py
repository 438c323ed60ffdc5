"""The trainings that Documentation/Reproduction.md rests on, one Row each."""

from dataclasses import dataclass, field

FASHION, CIFAR10 = "FASHION", "CIFAR10"  # stand for the folders of these data sets
BORDER, GREY = "BORDER", "GREY"  # stand for data that made.py makes
JSON = "Documentation/Reproduction/"


@dataclass(frozen=True)
class Row:
    """A training: what follows `lenet train`; `start` names the row whose models it starts from."""

    name: str
    note: str
    options: tuple[str, ...]
    start: str | None = None
    needs: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        needs = [name for name in (FASHION, CIFAR10, GREY) if name in self.options]
        object.__setattr__(self, "needs", tuple(needs))


def row(name: str, options: str, start: str | None = None) -> Row:
    return Row(name, name[0].upper(), tuple(options.split()), start)


# The paper trains twenty passes; three of them tell networks apart.
PASSES = "--epochs 3"
LOGISTIC = "--architecture lenet5-1998-logistic"
FLAT = f"--architecture {JSON}full.json"
POOLED = f"--architecture {JSON}pooled.json"

ROWS = [
    # A: the networks of the note.
    row("a-pytorch", "--recipe pytorch"),
    row("a-logistic", f"--recipe pytorch {LOGISTIC}"),
    row("a-paper", f"--recipe paper {PASSES}"),
    row("a-paper-logistic", f"--recipe paper {LOGISTIC} {PASSES}"),
    # B: "Dive into Deep Learning".
    row("b-padded", "--recipe d2l"),
    row("b-resized", f"--recipe d2l --architecture {JSON}lenet5-d2l-32x32.json --fit resize"),
    row("b-normalized", "--recipe d2l --batch-normalization C1,S2"),
    row(
        "b-fashion",
        f"--recipe d2l --batch-size 256 --mean 0 --deviation 1 --data {FASHION}",
    ),
    # C: Keras, and why 32 x 32.
    row("c-keras", "--recipe keras"),
    row("c-28", "--recipe keras --epochs 2"),
    row("c-32", f"--recipe keras --architecture {JSON}lenet5-keras-32x32.json --fit pad --epochs 2"),
    row("c-mean-28", "--recipe keras --mean 0.1307 --deviation 0.3081 --epochs 2"),
    row(
        "c-mean-32",
        f"--recipe keras --architecture {JSON}lenet5-keras-32x32.json --fit pad --mean 0.1307 --deviation 0.3081 "
        "--epochs 2",
    ),
    row("c-unpadded", f"--recipe pytorch --architecture {JSON}lenet5-pytorch-28x28.json --fit none"),
    row("c-resized", "--recipe pytorch --fit resize"),
    row("c-border-padded", f"--recipe pytorch --data {BORDER}"),
    row(
        "c-border-unpadded",
        f"--recipe pytorch --architecture {JSON}lenet5-pytorch-28x28.json --fit none --data {BORDER}",
    ),
    row("c-border-resized", f"--recipe pytorch --fit resize --data {BORDER}"),
    row("c-links-all", f"--recipe paper --links all {PASSES}"),
    row("c-links-table1", "--recipe pytorch --links table1"),
    row("c-without-penalty", f"--recipe paper --loss maximum-likelihood {PASSES}"),
    # D: Caffe's LeNet.
    row("d-caffe", "--recipe caffe"),
    row("d-relu", "--recipe caffe-relu"),
    # E: activations, pooling, full connections.
    row("e-identity", "--recipe pytorch --activation identity"),
    row("e-sigmoid", "--recipe pytorch --activation sigmoid"),
    row("e-tanh", "--recipe pytorch --activation tanh"),
    row("e-scaled-tanh", "--recipe pytorch --activation scaled-tanh"),
    row("e-average", "--recipe pytorch --pooling average --epochs 2"),
    row("e-subsampling", "--recipe pytorch --pooling subsampling --epochs 2"),
    row("e-stride", "--recipe pytorch --pooling stride --epochs 2"),
    row("e-no-pooling", "--recipe pytorch --pooling none --epochs 2"),
    row("e-gap", f"--recipe pytorch {POOLED} --fit none"),
    row("e-full", f"--recipe pytorch {FLAT} --fit none"),
    row("e-full-same-time", f"--recipe pytorch {FLAT} --fit none --epochs 10"),
    row("e-mnist", "--recipe cifar10 --architecture lenet5-pytorch --fit pad --mean 0.5 --deviation 0.5"),
    row("e-cifar10", f"--recipe cifar10 --data {CIFAR10}"),
]  # fmt: skip

# Fine-tuning from one set to another, with full connections (lenet5-pytorch) and without (pooled.json).
TUNING = "--new-head --epochs 2 --learning-rate 0.001"
NETWORKS = {"full": "--recipe pytorch", "pooled": f"--recipe pytorch {POOLED} --fit none"}
TARGETS = {"mnist": "", "fashion": f"--data {FASHION}", "grey": f"--data {GREY}"}
# The trainings that are gone on with, by network and data.
STARTS = {
    ("full", "mnist"): "a-pytorch", ("pooled", "mnist"): "e-gap",
    ("full", "fashion"): "e-full-on-fashion", ("pooled", "fashion"): "e-pooled-on-fashion",
}  # fmt: skip
PAIRS = [("mnist", "fashion"), ("fashion", "mnist"), ("mnist", "grey")]

for network, options in NETWORKS.items():
    ROWS.append(row(f"e-{network}-on-fashion", f"{options} --data {FASHION}"))
    for source, target in PAIRS:
        tuned, start = f"e-{network}-{source}-to-{target}", STARTS[network, source]
        tuning = f"{options} {TARGETS[target]} {TUNING}"
        ROWS.append(row(tuned, tuning, start))
        ROWS.append(row(f"{tuned}-frozen", f"{tuning} --freeze C1,C3", start))
    for target, data in TARGETS.items():
        ROWS.append(row(f"e-{network}-scratch-{target}", f"{options} {data} --epochs 2"))

BY_NAME = {row.name: row for row in ROWS}
