"""The arguments of `train`."""

import argparse

from core.commandline.typed import count, number
from core.language import tr, translatable

_OPTIMIZERS = ("gd", "momentum", "rmsprop", "adam")
INITIALIZERS = ("zero", "one", "uniform", "glorot", "he", "lecun")


NUMBERS = {
    "learning_rate": ("E", translatable("the learning rate ε")),
    "momentum": ("G", translatable("momentum's share γ of the last change")),
    "rho": ("R", translatable("RMSProp's decay ρ")),
    "beta1": ("B", translatable("Adam β₁")),
    "beta2": ("B", translatable("Adam β₂")),
    "eta": ("H", translatable("the stabiliser η")),
    "l1": ("L", translatable("the L1 penalty λ₁")),
    "l2": ("L", translatable("the L2 penalty λ₂")),
    "dropout": ("P", translatable("the dropout rate of every hidden neuron")),
}
COUNTS = {
    "batch_size": ("N", translatable("observations a step; all of them if nothing is said")),
    "epochs": ("N", translatable("how often to go through the data")),
    "seed": ("N", translatable("the seed of every random choice")),
    "cores": ("N", translatable("2 gives each half of a batch a processor core of its own")),
}


def add_arguments(train: argparse.ArgumentParser) -> None:
    """Add every option of `train`; what is not given is as the file says."""
    train.add_argument(
        "--data", metavar="CSV", help=tr("a CSV file, or the name of a built-in data set")
    )
    train.add_argument("--optimizer", choices=_OPTIMIZERS, help=tr("how to make a step"))
    for name, (letter, text) in NUMBERS.items():
        train.add_argument(option(name), type=number, metavar=letter, help=tr(text))
    train.add_argument(
        "--eta-outside",
        action="store_true",
        default=None,
        help=tr("put η outside the root, as the frameworks do"),
    )
    for name, (letter, text) in COUNTS.items():
        train.add_argument(option(name), type=count, metavar=letter, help=tr(text))
    train.add_argument(
        "--validation-fraction",
        type=number,
        metavar="F",
        help=tr("the share of observations that only judge, drawn with the seed"),
    )
    train.add_argument(
        "--initial",
        choices=INITIALIZERS,
        help=tr("draw new weights with the seed first, as “New weights” in the window does"),
    )
    train.add_argument("--dtype", choices=("float32", "float64"), help=tr("the numbers' size"))
    train.add_argument("--output", metavar="FILE", help=tr("write the trained network here"))
    train.add_argument("--history", metavar="CSV", help=tr("write the losses of every epoch here"))
    train.add_argument("--json", action="store_true", help=tr("print JSON"))


def option(name: str) -> str:
    """How a setting is written on the command line."""
    return "--" + name.replace("_", "-")
