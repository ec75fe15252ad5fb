"""Logistic and multinomial regression by Newton's method.

The mean cross-entropy is convex and its Hessian is only ever multiplied by a vector, so conjugate
gradients find each step, also where inputs repeat each other or the data are wide.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.network.node import Array
from core.numerics.losses import LOSSES
from core.numerics.outputs import OUTPUT_FUNCTIONS

MAX_STEPS = 40
_SETTLED = 1e-7
"""A step that moves no z by more than this has reached the minimum."""


@dataclass(frozen=True, eq=False)
class Objective:
    """Mean cross-entropy of f(X B) for 0/1 targets, plus ½ridge‖B‖² without the intercepts.

    ``x`` is (n, 1 + inputs) with a first column of ones, B (1 + inputs, outputs).
    """

    x: Array
    y: Array
    function: str
    ridge: float = 0.0

    def value(self, b: Array) -> float:
        """What is minimised."""
        loss = LOSSES["cross_entropy" if self.function == "softmax" else "binary_cross_entropy"]
        f, z = OUTPUT_FUNCTIONS[self.function], (self.x @ b).T
        data = loss.value(f, z, f.value(z), self.y.T)
        return data + 0.5 * self.ridge * float(np.square(b[1:]).sum())

    def shares(self, b: Array) -> Array:
        """The probabilities (n, outputs)."""
        return OUTPUT_FUNCTIONS[self.function].value((self.x @ b).T).T

    def gradient(self, b: Array, p: Array) -> Array:
        """∂/∂B at B, whose probabilities are ``p``."""
        slope = self.x.T @ (p - self.y) / len(self.x) + self._shrunk(b)
        if self.function == "softmax":  # all classes together are free, but for rounding
            slope -= slope.mean(axis=1, keepdims=True)
        return slope

    def curvature(self, p: Array, v: Array) -> Array:
        """The Hessian times ``v``, where the probabilities are ``p``."""
        u = self.x @ v
        if self.function == "softmax":
            bent = p * (u - (p * u).sum(axis=1, keepdims=True))
        else:
            bent = p * (1.0 - p) * u
        return self.x.T @ bent / len(self.x) + self._shrunk(v)

    def _shrunk(self, b: Array) -> Array:
        shrunk = self.ridge * b
        shrunk[0] = 0.0
        return shrunk


def minimise(objective: Objective) -> Iterator[tuple[Array, bool]]:
    """Yield B after every step, and whether it is the minimum; ends there or at `MAX_STEPS`."""
    b = np.zeros((objective.x.shape[1], objective.y.shape[1]))
    value = objective.value(b)
    for _ in range(MAX_STEPS):
        p = objective.shares(b)
        step = _newton_step(objective, b, p)
        moved = float(np.abs(objective.x @ step).max())
        factor = 1.0
        while factor > 1e-6 and not objective.value(b - factor * step) <= value:
            factor *= 0.5
        if factor <= 1e-6:  # rounding is all that is left
            yield b, moved < 1e-3
            return
        b = b - factor * step
        value = objective.value(b)
        yield b, moved < _SETTLED
        if moved < _SETTLED:
            return


def _newton_step(objective: Objective, b: Array, p: Array) -> Array:
    """H⁻¹∇ by conjugate gradients."""
    residual = objective.gradient(b, p)
    step = np.zeros_like(b)
    direction, size = residual, float(np.square(residual).sum())
    goal = size * 1e-20
    for _ in range(2 * b.size + 20):
        if size <= goal or size == 0.0:
            break
        bent = objective.curvature(p, direction)
        along = float((direction * bent).sum())
        if along <= 1e-300:  # flat: nothing to gain this way
            break
        step = step + size / along * direction
        residual = residual - size / along * bent
        before, size = size, float(np.square(residual).sum())
        direction = residual + size / before * direction
    return step
