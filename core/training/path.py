"""The way of a run through the space of its parameters: some of its θ, evenly apart in steps."""

import numpy as np

from core.network.node import Array

MOST_POINTS = 256
_MOST_NUMBERS = 50_000
_LEAST_POINTS = 16


def capacity(n_theta: int) -> int:
    """How many points are kept for so many parameters; 0 where there would be too few."""
    points = min(MOST_POINTS, _MOST_NUMBERS // max(n_theta, 1))
    return points if points >= _LEAST_POINTS else 0


class Path:
    """Points every ``stride`` steps; when there is no more room, every second goes."""

    def __init__(self, theta: Array) -> None:
        self._room = capacity(len(theta))
        self.stride = 1
        self.n = 0
        self.steps: Array = np.zeros(self._room)
        self.points: Array = np.zeros((self._room, len(theta)))
        self.visit(0, theta)

    def visit(self, step: int, theta: Array) -> None:
        """Note where the run is, if the step is one of those that are kept."""
        if not self._room or step % self.stride:
            return
        if self.n and self.steps[self.n - 1] == step:
            return
        if self.n == self._room:
            self._thin()
            if step % self.stride:
                return
        self.steps[self.n], self.points[self.n] = step, theta
        self.n += 1

    def next_step(self, step: int, last: int) -> int:
        """Where the next point is after ``step``, at most ``last``."""
        return min(last, (step // self.stride + 1) * self.stride) if self._room else last

    def _thin(self) -> None:
        self.stride *= 2
        kept = self.steps[: self.n] % self.stride == 0
        n = int(kept.sum())
        self.steps[:n] = self.steps[: self.n][kept]
        self.points[:n] = self.points[: self.n][kept]
        self.n = n
