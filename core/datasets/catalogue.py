"""The built-in data sets: real ones, the lecture's, and those made by a formula and a seed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from core.datasets import generators, mnist, real
from core.datasets.errors import ChoiceError, UnknownDatasetError
from core.datasets.preparing import Choice, Prepared, prepare
from core.datasets.split import Rows
from core.datasets.table import Kind, Table
from core.language import translatable
from core.network.data import Data


@dataclass(frozen=True)
class Option:
    """What can be chosen of a generated data set: a number within bounds, or one of ``texts``.

    ``whole`` numbers have no decimals; ``texts`` are pairs of a value and its translatable name.
    ``proposed`` is what a form begins with, where that is not the ``default``.
    """

    name: str
    title: str
    default: Any
    least: float = 0.0
    most: float = 0.0
    whole: bool = False
    texts: tuple[tuple[str, str], ...] = ()
    proposed: Any = None

    @property
    def first(self) -> Any:
        """What a form begins with."""
        return self.default if self.proposed is None else self.proposed


@dataclass(frozen=True)
class Dataset:
    """One data set. ``title`` and ``about`` are translatable.

    ``source`` says where it is from: ``name``, ``origin``, ``licence``. ``choice`` is what is
    made of it unless the user chooses otherwise, and ``task`` the one that its targets alone do
    not tell (see `core.training.proposal.propose`). Images are no table: ``images`` makes their
    observations of the options.
    """

    key: str
    title: str
    about: str
    source: Mapping[str, str]
    maker: Callable[..., Table]
    choice: Choice
    options: tuple[Option, ...] = ()
    task: str | None = None
    images: Callable[..., Data] | None = None

    @property
    def is_generated(self) -> bool:
        """Return whether rows are drawn with a seed."""
        return bool(self.options) and not self.has_images

    @property
    def has_images(self) -> bool:
        """Return whether the observations are pictures."""
        return self.images is not None

    def make(self, seed: int = 0, **options: Any) -> Table:
        """The rows; ``options`` are those of `options`, each at its default if not given."""
        chosen = self._chosen(options)
        source: dict[str, object] = {"dataset": self.key, **self.source}
        if not self.is_generated:
            return replace(self.maker(), source=source)
        return replace(
            self.maker(seed=seed, **chosen), source={**source, "seed": seed, "options": chosen}
        )

    def _chosen(self, options: Mapping[str, Any]) -> dict[str, Any]:
        unknown = options.keys() - {option.name for option in self.options}
        if unknown:
            problem = translatable("“{name}” is no option of the data set “{dataset}”.")
            raise ChoiceError(problem=problem, name=min(unknown), dataset=self.key)
        return {option.name: option.default for option in self.options} | dict(options)

    def prepared(self, seed: int = 0, choice: Choice | None = None, **options: Any) -> Prepared:
        """The rows as observations, by a choice or the one that is made by default.

        Nothing is chosen of images but their options.
        """
        if self.images is not None:
            data = self.images(**self._chosen(options))
            return Prepared(data, np.arange(data.n_observations))
        return prepare(self.make(seed, **options), choice or self.choice)


def load(key: str, seed: int = 0, **options: Any) -> Data:
    """The observations of a built-in data set; raise `UnknownDatasetError`."""
    if key not in CATALOGUE:
        raise UnknownDatasetError(name=key, names=", ".join(CATALOGUE))
    return CATALOGUE[key].prepared(seed, **options).data


_N = Option("n", translatable("Rows"), 200, 2, 100_000, whole=True)
_CLASSES = Option("classes", translatable("Classes"), 3, 2, 10, whole=True)


def _noise(default: float) -> Option:
    return Option("noise", translatable("Noise"), default, 0, 10)


_FUNCTIONS = (
    ("sine", translatable("one wave")),
    ("wave", translatable("three waves that fade")),
    ("step", translatable("a step")),
    ("bump", translatable("a bump")),
    ("square", translatable("a parabola")),
    ("absolute", translatable("a corner")),
    ("line", translatable("a straight line")),
)
_CURVE = Option("function", translatable("Function"), "sine", texts=_FUNCTIONS)
_GENERATED = {
    "origin": translatable("made by Nodewise from a formula and a seed"),
    "licence": "CC0-1.0",
}
_PLANE = Choice(("x1", "x2"), (generators.CLASS,))
_LECTURE = translatable(
    "lecture “Intro to Deep Learning”, Big Data y Machine Learning para Economía Aplicada, "
    "Ignacio Sarmiento-Barbieri, Universidad de los Andes"
)


def _generated(
    key: str,
    title: str,
    about: str,
    maker: Callable[..., Table],
    choice: Choice,
    *options: Option,
) -> Dataset:
    return Dataset(key, title, about, {"name": title, **_GENERATED}, maker, choice, options)


def _no_table() -> Table:
    return Table(())


_HELD_OUT = (
    ("none", translatable("no digits")),
    ("last", translatable("the last 12,000, as in the lecture")),
)
_MNIST = Dataset(
    mnist.KEY,
    translatable("Handwritten digits (MNIST)"),
    translatable(
        "70,000 digits of 28 × 28 pixels: 60,000 to train with and 10,000 for test. One input a "
        "pixel, from 0 for paper to 1 for ink; one output a digit."
    ),
    mnist.SOURCE,
    _no_table,
    Choice(),
    (
        Option(
            "validation", translatable("For validation"), "none", texts=_HELD_OUT, proposed="last"
        ),
    ),
    images=mnist.with_validation,
)
_ALL = (
    Dataset(
        "xor",
        translatable("XOR"),
        translatable("The truth table of the exclusive or: q, p and whether just one is true."),
        {
            "name": "XOR",
            "origin": translatable("a truth table, as in the lecture"),
            "licence": translatable("free of rights"),
        },
        real.xor,
        Choice(("q", "p"), ("q xor p",), kinds={"q xor p": Kind.NUMBER}),
        task="regression",
    ),
    Dataset(
        "house-prices",
        translatable("House prices (the slide's row)"),
        translatable("The one observation that the lecture works through: X = (1, 3), y = 215."),
        {
            "name": translatable("House prices"),
            "origin": _LECTURE,
            "licence": translatable("quoted from the lecture"),
        },
        real.house_prices,
        Choice(("X1", "X2"), ("y",)),
        task="regression",
    ),
    Dataset(
        "windsor",
        translatable("Windsor house prices"),
        translatable(
            "The prices of 546 houses sold in Windsor, Ontario, in 1987, with lot size, rooms and "
            "what else the house has."
        ),
        real.WINDSOR_SOURCE,
        real.windsor,
        Choice(real.WINDSOR_INPUTS, ("price",), standardise_inputs=True, standardise_targets=True),
    ),
    Dataset(
        "hitters",
        translatable("Hitters"),
        translatable(
            "The salaries of 263 baseball players in 1987 and what they did in 1986 and before, "
            "with the lecture's 87 test rows."
        ),
        real.HITTERS_SOURCE,
        real.hitters,
        Choice(
            real.HITTERS_INPUTS,
            ("Salary",),
            standardise_inputs=True,
            standardise_targets=True,
            split=Rows(test=real.hitters_test_rows()),
        ),
    ),
    _MNIST,
    _generated(
        "moons",
        translatable("Two moons"),
        translatable("Two half circles that interlock: no line separates them."),
        generators.moons,
        _PLANE,
        _N,
        _noise(0.15),
    ),
    _generated(
        "circles",
        translatable("Circles"),
        translatable("A ring around a ring: no line separates them."),
        generators.circles,
        _PLANE,
        _N,
        _noise(0.1),
    ),
    _generated(
        "spiral",
        translatable("Spiral"),
        translatable("Arms that wind around each other: hard for a small network."),
        generators.spiral,
        _PLANE,
        _N,
        _noise(0.05),
        replace(_CLASSES, default=2),
        Option("turns", translatable("Turns"), 1.5, 0.25, 4),
    ),
    _generated(
        "blobs",
        translatable("Clouds"),
        translatable("Gaussian clouds, one a class: lines separate them nearly."),
        generators.blobs,
        _PLANE,
        _N,
        _noise(0.35),
        _CLASSES,
    ),
    _generated(
        "curve",
        translatable("A curve"),
        translatable(
            "One input and a curve with noise: what a network can bend to, and when too much."
        ),
        generators.curve,
        Choice(("x",), ("y",)),
        replace(_N, default=100),
        _noise(0.1),
        _CURVE,
    ),
    _generated(
        "plane",
        translatable("A plane"),
        translatable("Two inputs and a plane with noise: a linear model is right here."),
        generators.plane,
        Choice(("x1", "x2"), ("y",)),
        _N,
        _noise(0.1),
    ),
)
CATALOGUE: Mapping[str, Dataset] = MappingProxyType({dataset.key: dataset for dataset in _ALL})
