"""Activations in place: calls that turn z into a, and leave g'(z) beside it.

Held against `core.numerics.activations`, and as accurate: no slope is formed as A(1 − A).
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from core.compiling.plan import Plan
from core.network.node import Array
from core.numerics.activations import ACTIVATIONS, LEAK

Calls = list[tuple[Any, ...]]
"""Functions with their arguments; the last is where the result goes."""


class Constants:
    """Numbers as 0-d arrays of a type: with a Python number every call takes half as long again."""

    def __init__(self, dtype: np.dtype) -> None:
        self.dtype = dtype
        self._known: dict[float, Array] = {}
        # e^x stays finite up to here.
        self.most = 708.0 if dtype == np.float64 else 87.0

    def __call__(self, value: float) -> Array:
        """The 0-d array of a number, always the same one."""
        return self._known.setdefault(value, np.array(value, self.dtype))


def _sigmoid(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    """With t = e^{-z}: 1/(1 + t), and the slope t/(1 + t) · 1/(1 + t)."""
    return [
        (np.negative, a, s),
        (minimum, s, c(c.most), s),
        (np.exp, s, s),
        (np.add, s, c(1.0), a),
        (np.reciprocal, a, a),
        (np.multiply, s, a, s),
        (np.multiply, s, a, s),
    ]


def _tanh(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    """With t = e^{-2z}: (1 − t)/(1 + t), and the slope 4t/(1 + t)².

    One exponential instead of two slower functions; the value is right to the last digit of 1.
    """
    return [
        (np.multiply, a, c(-2.0), s),
        (minimum, s, c(c.most), s),
        (np.exp, s, s),
        (np.add, s, c(1.0), u),
        (np.reciprocal, u, u),
        (np.multiply, s, u, s),
        (np.subtract, u, s, a),
        (np.multiply, s, u, s),
        (np.multiply, s, c(4.0), s),
    ]


def _scaled_sigmoid(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    """Of −z, leaving −σ(z): nothing has to be negated."""
    return [
        (np.exp, a, s),
        (np.add, s, c(1.0), a),
        (np.divide, c(-1.0), a, a),
        (np.multiply, s, a, s),
        (np.multiply, s, a, s),
    ]


def _scaled_tanh(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    """Of −2z, leaving −2 tanh z: with 2/(1 + t) the slope needs no factor either."""
    return [
        (np.exp, a, s),
        (np.add, s, c(1.0), u),
        (np.divide, c(2.0), u, u),
        (np.multiply, s, u, s),
        (np.subtract, s, u, a),
        (np.multiply, s, u, s),
    ]


_LARGE = 1024
"""Numbers from which on a call that NumPy has no vector instructions for costs more than two."""


def _is_above_zero(c: Constants, a: Array, s: Array) -> Calls:
    """1 where a is above 0, in ``s``; nothing below it where there are many numbers."""
    if a.size < _LARGE:
        return [(np.sign, a, s)]
    above = np.empty(a.shape, bool)
    return [(np.greater, a, c(0.0), above), (np.copyto, s, above)]


def _relu(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    if a.size < _LARGE:
        return [(maximum, a, c(0.0), a), *_is_above_zero(c, a, s)]
    return [*_is_above_zero(c, a, s), (np.multiply, a, s, a)]


def _leaky(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    return [
        *_is_above_zero(c, a, s),
        (maximum, s, c(LEAK), s),
        (np.multiply, a, s, a),
    ]


def _elu(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    return [
        (minimum, a, c(0.0), s),
        (maximum, a, c(0.0), a),
        (np.expm1, s, u),
        (np.add, a, u, a),
        (np.exp, s, s),
    ]


def _softplus(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    """The slope σ(z) is e^{z − softplus(z)}."""
    return [
        (np.logaddexp, a, c(0.0), u),
        (np.subtract, a, u, s),
        (np.exp, s, s),
        (np.positive, u, a),
    ]


def _silu(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    """The slope is σ(z) (1 + z (1 − σ(z)))."""
    return [
        (np.negative, a, s),
        (minimum, s, c(c.most), s),
        (np.exp, s, s),
        (np.add, s, c(1.0), u),
        (np.reciprocal, u, u),
        (np.multiply, s, u, s),
        (np.multiply, s, a, s),
        (np.add, s, c(1.0), s),
        (np.multiply, s, u, s),
        (np.multiply, a, u, a),
    ]


def _hard_tanh(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    return [
        (np.absolute, a, s),
        (np.subtract, c(1.0), s, s),
        (np.sign, s, s),
        (maximum, s, c(0.0), s),
        (maximum, a, c(-1.0), a),
        (minimum, a, c(1.0), a),
    ]


def _gaussian(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    return [
        (np.multiply, a, a, u),
        (np.negative, u, u),
        (np.exp, u, u),
        (np.multiply, a, u, s),
        (np.multiply, s, c(-2.0), s),
        (np.positive, u, a),
    ]


def _sine(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    return [(np.cos, a, s), (np.sin, a, a)]


def _square(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    return [(np.add, a, a, s), (np.multiply, a, a, a)]


def _step(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    return [(np.sign, a, a), (maximum, a, c(0.0), a)]


def _identity(c: Constants, a: Array, s: Array, u: Array) -> Calls:
    return []


def maximum(a: Array, b: Array, out: Array) -> None:
    """Stands for ``np.maximum(a, b, out=out)``, which takes its result by name only."""
    np.maximum(a, b, out=out)


def minimum(a: Array, b: Array, out: Array) -> None:
    """Stands for ``np.minimum(a, b, out=out)``."""
    np.minimum(a, b, out=out)


BY_NAME: dict[Callable[..., Any], Callable[..., Any]] = {
    maximum: np.maximum,
    minimum: np.minimum,
}
"""Functions whose result is given by name; all others take it last."""

_IN_PLACE: dict[str, Callable[[Constants, Array, Array, Array], Calls]] = {
    "identity": _identity,
    "sigmoid": _sigmoid,
    "tanh": _tanh,
    "relu": _relu,
    "leaky_relu": _leaky,
    "elu": _elu,
    "softplus": _softplus,
    "silu": _silu,
    "hard_tanh": _hard_tanh,
    "gaussian": _gaussian,
    "sine": _sine,
    "square": _square,
    "step": _step,
}


_SCALED: dict[str, tuple[float, Callable[[Constants, Array, Array, Array], Calls]]] = {
    "sigmoid": (-1.0, _scaled_sigmoid),
    "tanh": (-2.0, _scaled_tanh),
}


def scale_of(plan: Plan) -> float:
    """The factor that all activations of a plan are kept with, the inputs and ones included.

    Where all hidden neurons are sigmoid, or all are tanh, z comes out with the factor that its
    exponential needs, and passes over the whole batch are saved. Powers of 2 round nothing.
    """
    names = {activation.name for level in plan.levels for _part, activation in level.activations}
    return _SCALED[names.pop()][0] if len(names) == 1 and names <= set(_SCALED) else 1.0


def scaled_in_place(
    name: str, scale: float, c: Constants, a: Array, s: Array, is_small: bool
) -> Calls:
    """As `in_place`, of z times ``scale`` and leaving g(z) times ``scale``; g'(z) is itself.

    ``is_small`` tells that z times ``scale`` is below ``c.most``, so that e^z stays finite.
    """
    if scale == 1.0:
        return in_place(name, c, a, s)
    bound = [] if is_small else [(minimum, a, c(c.most), a)]
    return [*bound, *_SCALED[name][1](c, a, s, np.empty_like(a))]


def in_place(name: str, c: Constants, a: Array, s: Array) -> Calls:
    """The calls for an activation; ``s`` is filled here where the slope is always the same."""
    s.fill(1.0 if name == "identity" else 0.0)
    if name in _IN_PLACE:
        return _IN_PLACE[name](c, a, s, np.empty_like(a))
    activation = ACTIVATIONS[name]

    def plainly(z: Array, slope: Array) -> None:
        slope[:] = activation.slope(z)
        z[:] = activation.value(z)

    return [(plainly, a, s)]
