"""Losses by name: their value, and their derivatives with respect to ŷ and to the outputs' z.

Arrays are (output units, observations); n is the number of observations. Squared errors sum over
outputs; `mse` and the cross-entropies take the mean over rows. The cross-entropies are computed
from z, so that ŷ may round to 0 or 1 without an infinite loss.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.network.node import Array
from core.numerics.outputs import OutputFunction


@dataclass(frozen=True)
class Loss:
    """One loss; each function takes (output function, z, ŷ, y).

    ``per_row`` gives each observation's share (n,), before ``scale(n)`` multiplies their sum;
    ``slope`` is ∂/∂ŷ and ``slope_z`` is ∂/∂z of that share.
    """

    name: str
    per_row: Callable[[OutputFunction, Array, Array, Array], Array]
    slope: Callable[[Array, Array], Array]
    slope_z: Callable[[OutputFunction, Array, Array, Array], Array]
    mean: bool
    half: bool = False

    def scale(self, n: int) -> float:
        """The factor in front of the sum over rows: 1, ½, 1/n or ½/n."""
        return (0.5 if self.half else 1.0) / (n if self.mean else 1)

    def value(self, f: OutputFunction, z: Array, y_hat: Array, y: Array) -> float:
        """L over all observations."""
        return float(self.scale(y.shape[1]) * self.per_row(f, z, y_hat, y).sum())

    def by_output(self, y_hat: Array, y: Array) -> Array:
        """∂L/∂ŷ, of the shape of ŷ."""
        return self.scale(y.shape[1]) * self.slope(y_hat, y)

    def by_z(self, f: OutputFunction, z: Array, y_hat: Array, y: Array) -> Array:
        """∂L/∂z of the outputs, of the shape of z."""
        return self.scale(y.shape[1]) * self.slope_z(f, z, y_hat, y)


def _times_log(y: Array, log: Array) -> Array:
    """Y ln p with 0 · ln 0 = 0."""
    return np.where(y == 0, 0.0, y * np.where(y == 0, 0.0, log))


def _squared(f: OutputFunction, z: Array, y_hat: Array, y: Array) -> Array:
    return np.square(y - y_hat).sum(axis=0)


def _squared_slope(y_hat: Array, y: Array) -> Array:
    return -2.0 * (y - y_hat)


def _binary(f: OutputFunction, z: Array, y_hat: Array, y: Array) -> Array:
    terms = _times_log(y, f.log(z)) + _times_log(1.0 - y, f.log_rest(z))
    return -terms.sum(axis=0)


def _binary_slope(y_hat: Array, y: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(y == 0, 0.0, -y / y_hat) + np.where(y == 1, 0.0, (1.0 - y) / (1.0 - y_hat))


def _multi(f: OutputFunction, z: Array, y_hat: Array, y: Array) -> Array:
    return -_times_log(y, f.log(z)).sum(axis=0)


def _multi_slope(y_hat: Array, y: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(y == 0, 0.0, -y / y_hat)


def _through(
    slope: Callable[[Array, Array], Array],
) -> Callable[[OutputFunction, Array, Array, Array], Array]:
    """∂/∂z by the chain rule through the output function."""
    return lambda f, z, y_hat, y: f.back(z, y_hat, slope(y_hat, y))


def _binary_slope_z(f: OutputFunction, z: Array, y_hat: Array, y: Array) -> Array:
    if f.name == "logistic":
        return y_hat - y
    return _through(_binary_slope)(f, z, y_hat, y)


def _multi_slope_z(f: OutputFunction, z: Array, y_hat: Array, y: Array) -> Array:
    if f.name == "softmax":
        return y_hat * y.sum(axis=0, keepdims=True) - y
    if f.name == "logistic":
        return -y * np.exp(f.log_rest(z))
    return _through(_multi_slope)(f, z, y_hat, y)


def _squared_loss(name: str, mean: bool, half: bool) -> Loss:
    return Loss(name, _squared, _squared_slope, _through(_squared_slope), mean, half)


_ALL = (
    _squared_loss("mse", mean=True, half=False),
    _squared_loss("sse", mean=False, half=False),
    _squared_loss("half_mse", mean=True, half=True),
    _squared_loss("half_sse", mean=False, half=True),
    Loss("binary_cross_entropy", _binary, _binary_slope, _binary_slope_z, mean=True),
    Loss("cross_entropy", _multi, _multi_slope, _multi_slope_z, mean=True),
)
LOSSES = {loss.name: loss for loss in _ALL}
