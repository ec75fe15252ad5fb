"""The lasso ½βᵀGβ − cᵀβ + λ‖β‖₁ by coordinate descent, made exact once the support is known.

G and c are XᵀX/n and Xᵀy/n of standardised inputs, so that this is glmnet's
(1/2n)‖y − Xβ‖² + λ‖β‖₁ (Friedman, Hastie and Tibshirani, 2010).
"""

from collections.abc import Iterable

import numpy as np

from core.network.node import Array

MAX_SWEEPS = 1000
_TOLERANCE = 1e-9
_SWEEPS_BETWEEN = 4


def path(gram: Array, c: Array, lambdas: Iterable[float]) -> Array:
    """β for every λ (λs, inputs), each starting from the one before."""
    beta = np.zeros(len(c))
    found = []
    for penalty in lambdas:
        beta = descend(gram, c, penalty, beta)
        found.append(beta)
    return np.array(found)


def descend(gram: Array, c: Array, penalty: float, start: Array) -> Array:
    """The minimum for one λ, from a starting point."""
    beta = start.copy()
    # Along a path, the inputs in use seldom change from one λ to the next.
    exact = _polished(gram, c, penalty, beta)
    if exact is not None:
        return exact
    for sweep in range(1, MAX_SWEEPS + 1):
        change = _sweep(gram, c, penalty, beta)
        if change == 0.0 or sweep % _SWEEPS_BETWEEN == 0:
            exact = _polished(gram, c, penalty, beta)
            if exact is not None:
                return exact
        if change <= _TOLERANCE * max(1e-300, float(np.abs(beta).max())):
            break
    return beta


def _sweep(gram: Array, c: Array, penalty: float, beta: Array) -> float:
    """Minimise over each β_j in turn, in place; return the largest change."""
    diagonal = gram.diagonal().tolist()
    slope = c - gram @ beta
    largest = 0.0
    for j, size in enumerate(diagonal):
        if size == 0.0:
            continue
        old = float(beta[j])
        z = float(slope[j]) + size * old
        new = (z - penalty if z > penalty else z + penalty if z < -penalty else 0.0) / size
        if new != old:
            beta[j] = new
            slope -= gram[j] * (new - old)
            largest = max(largest, abs(new - old))
    return largest


def _polished(gram: Array, c: Array, penalty: float, beta: Array) -> Array | None:
    """The minimum in closed form if its signs are those of ``beta``, else None."""
    support = np.flatnonzero(beta)
    signs = np.sign(beta[support])
    exact = np.zeros_like(beta)
    if len(support):
        square = gram[np.ix_(support, support)]
        exact[support] = np.linalg.lstsq(square, c[support] - penalty * signs, rcond=1e-12)[0]
        if (np.sign(exact[support]) != signs).any():
            return None
    slack = 1e-9 * max(penalty, float(np.abs(c).max(initial=0.0)))
    return exact if (np.abs(c - gram @ exact) <= penalty + slack).all() else None
