"""The losses of a training as a CSV."""

from math import isnan

import numpy as np

from core.files.atomic import write_bytes
from core.training.schedules import rate_factor
from core.training.trainer import Trainer

COLUMNS = ("epoch", "step", "loss", "penalty", "validation_loss", "learning_rate")
SHARES = ("accuracy", "validation_accuracy")
"""Further columns, of a classification that the training judged after its epochs."""


def write_history(path: str, trainer: Trainer) -> None:
    """Write a row for the start and for each epoch (thinned in a very long run).

    Numbers have all their digits, a missing one is an empty cell. ``learning_rate`` is the one
    that led to the row; in the row of the start, the first. Raises `UnwritableError`.
    """
    curves = trainer.history.arrays()
    nothing = np.full(len(curves["epoch"]), np.nan)
    shares = [name for name in SHARES if name in curves]
    columns = [curves.get(name, nothing).tolist() for name in (*COLUMNS[:-1], *shares)]
    lines = [",".join((*COLUMNS, *shares))]
    n = len(COLUMNS) - 3
    for epoch, step, *rest in zip(*columns, strict=True):
        rate = trainer.learning_rate * rate_factor(trainer.settings, max(0, int(epoch) - 1))
        found = [*rest[:n], rate, *rest[n:]]
        cells = [str(int(epoch)), str(int(step)), *map(_cell, found)]
        lines.append(",".join(cells))
    write_bytes(path, ("\n".join(lines) + "\n").encode())


def _cell(value: float) -> str:
    return "" if isnan(value) else repr(value)
