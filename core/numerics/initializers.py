"""What new weights start with; every random choice comes from a generator with a known seed."""

from collections.abc import Callable
from math import sqrt

import numpy as np

from core.network.node import Array

Draw = Callable[[np.random.Generator, tuple[int, int], int, int], Array]
"""Draws weights of a shape (target, source) units, given fan-in and fan-out."""


def _normal(variance: Callable[[int, int], float]) -> Draw:
    return lambda rng, shape, fan_in, fan_out: rng.normal(
        0.0, sqrt(variance(fan_in, fan_out)), shape
    )


def _glorot(rng: np.random.Generator, shape: tuple[int, int], fan_in: int, fan_out: int) -> Array:
    """U(−r, r) with r = √(6 / (fan-in + fan-out)) (Glorot and Bengio, 2010)."""
    r = sqrt(6.0 / (fan_in + fan_out))
    return rng.uniform(-r, r, shape)


INITIALIZERS: dict[str, Draw] = {
    "zero": lambda rng, shape, fan_in, fan_out: np.zeros(shape),
    "one": lambda rng, shape, fan_in, fan_out: np.ones(shape),
    "uniform": lambda rng, shape, fan_in, fan_out: rng.uniform(-1.0, 1.0, shape),
    "glorot": _glorot,
    # Variance 2 / fan-in (He et al., 2015) and 1 / fan-in (LeCun et al., 1998).
    "he": _normal(lambda fan_in, fan_out: 2.0 / fan_in),
    "lecun": _normal(lambda fan_in, fan_out: 1.0 / fan_in),
}
