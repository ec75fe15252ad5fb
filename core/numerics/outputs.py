"""Output functions f, over all output units together: identity, logistic, softmax.

Arrays are (output units, observations), as everywhere in a pass.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.network.node import Array
from core.numerics.activations import sigmoid, sigmoid_slope, softplus


def softmax(z: Array) -> Array:
    """e^{z_k} / Σ_j e^{z_j} over the units of each observation."""
    e = np.exp(z - z.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


def _log_softmax(z: Array) -> Array:
    shifted = z - z.max(axis=0, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))


def _log_rest(z: Array) -> Array:
    """ln(1 − softmax_k) as the log of the other units' share."""
    if len(z) == 1:
        return np.full_like(z, -np.inf)
    others = np.stack([np.delete(z, k, axis=0) for k in range(len(z))])
    top = others.max(axis=1)
    log_others = top + np.log(np.exp(others - top[:, None]).sum(axis=1))
    return log_others - (z - _log_softmax(z))


def _log(p: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(p)


@dataclass(frozen=True)
class OutputFunction:
    """f with what the losses need of it.

    ``value``: ŷ of z. ``back``: ∂L/∂z of (z, ŷ, ∂L/∂ŷ). ``log`` and ``log_rest``: ln ŷ and
    ln(1 − ŷ) straight from z, accurate where ŷ rounds to 0 or 1.
    """

    name: str
    value: Callable[[Array], Array]
    back: Callable[[Array, Array, Array], Array]
    log: Callable[[Array], Array]
    log_rest: Callable[[Array], Array]


def _softmax_back(z: Array, y_hat: Array, g: Array) -> Array:
    """Jᵀg with J_kj = ŷ_k (δ_kj − ŷ_j)."""
    return y_hat * (g - (y_hat * g).sum(axis=0, keepdims=True))


_ALL = (
    OutputFunction(
        "identity",
        lambda z: np.array(z, copy=True),
        lambda z, y_hat, g: g,
        _log,
        lambda z: _log(1.0 - z),
    ),
    OutputFunction(
        "logistic",
        sigmoid,
        lambda z, y_hat, g: g * sigmoid_slope(z),
        lambda z: -softplus(-z),
        lambda z: -softplus(z),
    ),
    OutputFunction("softmax", softmax, _softmax_back, _log_softmax, _log_rest),
)
OUTPUT_FUNCTIONS = {function.name: function for function in _ALL}
