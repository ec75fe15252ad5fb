r"""Activation functions g with their slopes g', by name.

Both are functions of z alone and stay accurate where g saturates: σ'(z) is computed as
e^{-|z|} / (1 + e^{-|z|})², because A(1 − A) loses every digit where A rounds to 1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np

from core.network.node import Array
from core.numerics.error_function import erfc

LEAK = 0.01
_Function = Callable[[Array], Array]


@dataclass(frozen=True)
class Activation:
    """``value`` and ``slope`` map an array of z of any shape to one of the same shape.

    ``range`` is where the values lie, for the notes; ``trains`` is False where the slope is 0
    everywhere, so that no gradient passes.
    """

    name: str
    value: _Function
    slope: _Function
    range: tuple[float, float] = (-np.inf, np.inf)
    trains: bool = True


def sigmoid(z: Array) -> Array:
    """1 / (1 + e^{-z}), without overflow."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def sigmoid_slope(z: Array) -> Array:
    """σ'(z) = σ(z) σ(−z)."""
    e = np.exp(-np.abs(z))
    return e / (1.0 + e) ** 2


def _tanh_slope(z: Array) -> Array:
    """1 − tanh² z = 4 σ'(2z)."""
    return 4.0 * sigmoid_slope(2.0 * np.asarray(z))


def _elu(z: Array) -> Array:
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))


def _elu_slope(z: Array) -> Array:
    return np.where(z > 0, 1.0, np.exp(np.minimum(z, 0.0)))


def softplus(z: Array) -> Array:
    """ln(1 + e^z), without overflow."""
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))


def _normal_cdf(z: Array) -> Array:
    """Φ(z) by the complementary error function, which keeps its digits in the lower tail."""
    return 0.5 * erfc(-np.asarray(z) / sqrt(2.0))


def _gelu_slope(z: Array) -> Array:
    return _normal_cdf(z) + z * np.exp(-0.5 * np.square(z)) / sqrt(2.0 * pi)


def _silu_slope(z: Array) -> Array:
    return sigmoid(z) + z * sigmoid_slope(z)


_ALL = (
    Activation("identity", lambda z: np.array(z, copy=True), np.ones_like),
    Activation("sigmoid", sigmoid, sigmoid_slope, (0.0, 1.0)),
    Activation("tanh", np.tanh, _tanh_slope, (-1.0, 1.0)),
    # relu'(0) = 0 by convention, as in the lecture's XOR, where three z are exactly 0.
    Activation("relu", lambda z: np.maximum(z, 0.0), lambda z: (z > 0) * 1.0, (0.0, np.inf)),
    Activation(
        "leaky_relu", lambda z: np.where(z > 0, z, LEAK * z), lambda z: np.where(z > 0, 1.0, LEAK)
    ),
    Activation("elu", _elu, _elu_slope, (-1.0, np.inf)),
    Activation("softplus", softplus, sigmoid, (0.0, np.inf)),
    Activation("gelu", lambda z: z * _normal_cdf(z), _gelu_slope, (-0.17, np.inf)),
    Activation("silu", lambda z: z * sigmoid(z), _silu_slope, (-0.279, np.inf)),
    Activation(
        "hard_tanh", lambda z: np.clip(z, -1.0, 1.0), lambda z: (np.abs(z) < 1) * 1.0, (-1.0, 1.0)
    ),
    Activation(
        "gaussian",
        lambda z: np.exp(-np.square(z)),
        lambda z: -2.0 * z * np.exp(-np.square(z)),
        (0.0, 1.0),
    ),
    Activation("sine", np.sin, np.cos, (-1.0, 1.0)),
    Activation("square", np.square, lambda z: 2.0 * z, (0.0, np.inf)),
    Activation("step", lambda z: (z > 0) * 1.0, np.zeros_like, (0.0, 1.0), trains=False),
)
ACTIVATIONS = {activation.name: activation for activation in _ALL}
