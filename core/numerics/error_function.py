"""The complementary error function of arrays, with the digits of its tail.

Rational approximations of W. J. Cody, "Rational Chebyshev approximation for the error function",
Mathematics of Computation 23 (1969), as in his CALERF: right to about the last digit.
"""

from math import pi, sqrt

import numpy as np

from core.network.node import Array

_NEAR = (
    (1.85777706184603153e-1, 3.16112374387056560e00, 1.13864154151050156e02,
     3.77485237685302021e02, 3.20937758913846947e03),
    (1.0, 2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03,
     2.84423683343917062e03),
)  # fmt: skip
_MIDDLE = (
    (2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0,
     6.61191906371416295e01, 2.98635138197400131e02, 8.81952221241769090e02,
     1.71204761263407058e03, 2.05107837782607147e03, 1.23033935479799725e03),
    (1.0, 1.57449261107098347e01, 1.17693950891312499e02, 5.37181101862009858e02,
     1.62138957456669019e03, 3.29079923573345963e03, 4.36261909014324716e03,
     3.43936767414372164e03, 1.23033935480374942e03),
)  # fmt: skip
_FAR = (
    (1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1,
     1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4),
    (1.0, 2.56852019228982242e00, 1.87295284992346725e00, 5.27905102951428412e-1,
     6.05183413124413191e-2, 2.33520497626869185e-3),
)  # fmt: skip


def erfc(x: Array) -> Array:
    """2/√π ∫ₓ^∞ e^{-t²} dt."""
    y = np.abs(x)
    near = 1.0 - y * _ratio(_NEAR, np.minimum(y, 1.0) ** 2)
    tail = np.where(y <= 4.0, _ratio(_MIDDLE, np.minimum(y, 4.0)), _far(np.maximum(y, 4.0)))
    found = np.where(y <= 0.46875, near, tail * _gauss(y))
    return np.where(x < 0, 2.0 - found, found)


def _ratio(coefficients: tuple[tuple[float, ...], tuple[float, ...]], t: Array) -> Array:
    top, bottom = coefficients
    return _polynomial(top, t) / _polynomial(bottom, t)


def _polynomial(coefficients: tuple[float, ...], t: Array) -> Array:
    value = coefficients[0] * t + coefficients[1]
    for coefficient in coefficients[2:]:
        value = value * t + coefficient
    return value


def _far(y: Array) -> Array:
    t = 1.0 / (y * y)
    return (1.0 / sqrt(pi) - t * _ratio(_FAR, t)) / y


def _gauss(y: Array) -> Array:
    """e^{-y²}, with y² in two parts, the first without rounding."""
    y = np.minimum(y, 30.0)
    rough = np.trunc(16.0 * y) / 16.0
    return np.exp(-rough * rough) * np.exp(-(y - rough) * (y + rough))
