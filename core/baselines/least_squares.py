"""Ordinary least squares: the θ with the smallest sum of squared errors on the training rows."""

from time import perf_counter

import numpy as np

from core.baselines.baseline import Baseline, Linear, standardised, training_rows
from core.language import Message, translatable
from core.metrics.task import Task
from core.network.data import Data
from core.network.node import Array


def ols(data: Data, task: Task = Task.REGRESSION) -> Baseline:
    """Fit by least squares, one equation an output.

    Where columns repeat each other the solution is not unique; the one with the smallest weights
    (of standardised inputs) is taken and a note says so. Raises `TooFewRowsError`.
    """
    begun = perf_counter()
    x, y = training_rows(data)
    linear, rank = least_squares(x, y)
    notes = []
    if rank < x.shape[1]:
        template = translatable(
            "Only {rank} of the {n} inputs tell something new, so many weights fit equally well: "
            "these are the smallest."
        )
        notes.append(Message(template, rank=rank, n=x.shape[1]))
    seconds = perf_counter() - begun
    n_free = (rank + 1) * y.shape[1]  # a column that repeats others adds nothing
    return Baseline("ols", linear, data, task, seconds=seconds, notes=tuple(notes), n_free=n_free)


def least_squares(x: Array, y: Array) -> tuple[Linear, int]:
    """The linear model, and how many of the inputs are independent of the others."""
    # Columns of one size keep the rank a question of the data and not of their units.
    scaled, means, sds = standardised(x)
    centre = y.mean(axis=0)
    solution, _, rank, _ = np.linalg.lstsq(scaled, y - centre, rcond=1e-10)
    solution[np.abs(solution) < 1e-14 * np.abs(y).max(initial=0.0)] = 0.0  # rounding
    weights = (solution / sds[:, None]).T
    return Linear("identity", centre - weights @ means, weights), int(rank)
