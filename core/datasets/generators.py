"""Data sets made by a formula and a seed: the same seed gives the same rows."""

from collections.abc import Callable, Mapping

import numpy as np

from core.datasets.errors import ChoiceError
from core.datasets.table import Kind, Table, TableColumn
from core.language import translatable
from core.network.node import Array

CLASS = "class"
_LETTERS = "ABCDEFGHIJ"

CURVES: Mapping[str, Callable[[Array], Array]] = {
    "sine": lambda x: np.sin(2 * np.pi * x),
    "wave": lambda x: np.sin(6 * np.pi * x) * (1 - x / 2),
    "step": lambda x: (x > 0.5).astype(np.float64),
    "bump": lambda x: np.exp(-(((x - 0.5) / 0.12) ** 2)),
    "square": lambda x: (2 * x - 1) ** 2,
    "absolute": lambda x: np.abs(2 * x - 1),
    "line": lambda x: 2 * x - 1,
}
"""What a curve may follow, for x from 0 to 1."""


def moons(seed: int = 0, n: int = 200, noise: float = 0.15) -> Table:
    """Two half circles that interlock, one class each."""
    rng = _generator(seed, n, noise)
    counts = _shares(n, 2)
    angles = [np.pi * rng.random(count) for count in counts]
    upper = np.column_stack([np.cos(angles[0]), np.sin(angles[0])])
    lower = np.column_stack([1 - np.cos(angles[1]), 0.5 - np.sin(angles[1])])
    return _classes(rng, [upper, lower], noise)


def circles(seed: int = 0, n: int = 200, noise: float = 0.1) -> Table:
    """A ring around a ring, of half its radius."""
    rng = _generator(seed, n, noise)
    rings = []
    for radius, count in zip((1.0, 0.5), _shares(n, 2), strict=True):
        angle = 2 * np.pi * rng.random(count)
        rings.append(radius * np.column_stack([np.cos(angle), np.sin(angle)]))
    return _classes(rng, rings, noise)


def spiral(
    seed: int = 0, n: int = 200, noise: float = 0.05, classes: int = 2, turns: float = 1.5
) -> Table:
    """Arms that wind around the origin, one class each."""
    rng = _generator(seed, n, noise)
    arms = []
    for k, count in enumerate(_shares(n, _counted(classes))):
        t = np.sqrt(rng.random(count))  # rows as dense outside as inside
        angle = 2 * np.pi * (turns * t + k / classes)
        arms.append(t[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]))
    return _classes(rng, arms, noise)


def blobs(seed: int = 0, n: int = 200, noise: float = 0.35, classes: int = 3) -> Table:
    """Gaussian clouds around places on a circle of radius 1, ``noise`` their spread."""
    rng = _generator(seed, n, noise)
    angles = np.pi / 2 + 2 * np.pi * np.arange(_counted(classes)) / classes
    centres = np.column_stack([np.cos(angles), np.sin(angles)])
    clouds = [np.tile(c, (count, 1)) for c, count in zip(centres, _shares(n, classes), strict=True)]
    return _classes(rng, clouds, noise)


def curve(seed: int = 0, n: int = 100, noise: float = 0.1, function: str = "sine") -> Table:
    """A function of one input from 0 to 1, with Gaussian noise."""
    if function not in CURVES:
        problem = translatable("There is no function “{name}”: choose one of {names}.")
        raise ChoiceError(problem=problem, name=function, names=", ".join(CURVES))
    rng = _generator(seed, n, noise)
    x = np.sort(rng.random(n))
    y = CURVES[function](x) + noise * rng.standard_normal(n)
    return Table((TableColumn("x", x), TableColumn("y", y)))


def plane(seed: int = 0, n: int = 200, noise: float = 0.1) -> Table:
    """The plane y = 0.5 + x₁ − 0.7·x₂ over the square from −1 to 1, with Gaussian noise."""
    rng = _generator(seed, n, noise)
    x = rng.uniform(-1.0, 1.0, (n, 2))
    y = 0.5 + x[:, 0] - 0.7 * x[:, 1] + noise * rng.standard_normal(n)
    return Table((TableColumn("x1", x[:, 0]), TableColumn("x2", x[:, 1]), TableColumn("y", y)))


def _generator(seed: int, n: int, noise: float) -> np.random.Generator:
    if not 2 <= n <= 1_000_000:
        problem = translatable("The number of rows is from 2 to 1 000 000, not {n}.")
        raise ChoiceError(problem=problem, n=n)
    if not 0 <= noise <= 100:
        problem = translatable("The noise is a number from 0 to 100, not {noise}.")
        raise ChoiceError(problem=problem, noise=noise)
    if seed < 0:
        problem = translatable("A seed is a whole number from 0 on, not {seed}.")
        raise ChoiceError(problem=problem, seed=seed)
    return np.random.default_rng(seed)


def _counted(classes: int) -> int:
    if not 2 <= classes <= len(_LETTERS):
        problem = translatable("The number of classes is from 2 to {most}, not {n}.")
        raise ChoiceError(problem=problem, most=len(_LETTERS), n=classes)
    return classes


def _shares(n: int, k: int) -> list[int]:
    """Divide ``n`` rows among ``k`` classes, the first ones getting one more."""
    return [n // k + (i < n % k) for i in range(k)]


def _classes(rng: np.random.Generator, groups: list[Array], noise: float) -> Table:
    """Shake the rows of each class and shuffle all of them."""
    points = np.concatenate(groups)
    points = points + noise * rng.standard_normal(points.shape)
    codes = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    order = rng.permutation(len(points))
    points, codes = points[order], codes[order].astype(np.float64)
    return Table(
        (
            TableColumn("x1", points[:, 0]),
            TableColumn("x2", points[:, 1]),
            TableColumn(CLASS, codes, Kind.CATEGORY, tuple(_LETTERS[: len(groups)])),
        )
    )
