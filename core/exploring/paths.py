"""Where a run went: its parameters after every few steps, found by doing it again.

A run is deterministic, so its record need not keep the path: start, settings and data give it.
"""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from core.compiling.plan import Plan
from core.network.data import Data
from core.network.node import Array
from core.numerics import passes
from core.training.penalty import penalty_gradient
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer

MOST_POINTS = 400


@dataclass(frozen=True, eq=False)
class Path:
    """``thetas`` (points, n_theta) after ``steps`` (points,) steps of ``epochs`` epochs.

    ``is_whole`` is False where only the start and the end are known.
    """

    steps: Array
    epochs: Array
    thetas: Array
    is_whole: bool = True


def path_of(
    plan: Plan,
    start: Array,
    end: Array | None,
    data: Data,
    settings: TrainingSettings,
    n_steps: int,
    most_seconds: float = 2.0,
) -> Path:
    """Repeat a run of ``n_steps`` steps and note where it was.

    The path is whole only if it ends where the run did: data or ε may have been others. A run
    that takes longer than ``most_seconds`` has its two ends only.
    """
    trainer = Trainer(plan, start, data, settings)
    every = max(1, -(-n_steps // MOST_POINTS))
    steps, epochs, thetas = [0], [0], [start.copy()]
    begun = perf_counter()
    while trainer.step < n_steps:
        trainer.run_steps(min(every, n_steps - trainer.step))
        steps.append(trainer.step)
        epochs.append(trainer.epoch)
        thetas.append(trainer.theta.copy())
        if perf_counter() - begun > most_seconds:
            return _two_ends(start, end, n_steps)
    if end is not None and not np.allclose(thetas[-1], end, rtol=1e-6, atol=1e-9):
        return _two_ends(start, end, n_steps)
    return Path(np.array(steps), np.array(epochs), np.array(thetas))


def _two_ends(start: Array, end: Array | None, n_steps: int) -> Path:
    ends = [start] if end is None else [start, end]
    steps = np.array([0, n_steps][: len(ends)])
    return Path(steps, steps, np.array(ends), is_whole=False)


def gradients_along(
    plan: Plan, thetas: Array, x: Array, y: Array, settings: TrainingSettings, index: int
) -> Array:
    """∂L/∂θ_i (points,) on the given observations, with the penalty, at every point of a path."""
    found = np.empty(len(thetas))
    for i, theta in enumerate(thetas):
        gradient = passes.backward(plan, theta, passes.forward(plan, theta, x), y).gradient
        found[i] = gradient[index] + penalty_gradient(plan, theta, settings)[index]
    return found
