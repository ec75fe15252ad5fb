"""Looking through observations: which rows to show, by what they are and are taken for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.compiling.plan import Plan
from core.metrics.classes import classes_of
from core.metrics.judging import judged_rows
from core.network.byte_rows import ByteRows
from core.network.data import Data, Part
from core.network.node import Array

_BLOCK = 2048
"""Rows that are judged at a time: a few hundredths of a second for 784–256–128–10."""


@dataclass(frozen=True, eq=False)
class Predictions:
    """What a network makes of the rows of some data, NaN and −1 for rows it was not asked for.

    ``y_hat`` (n, outputs) as the network sees them, ``predicted`` (n,) the class from 0, ``loss``
    (n,) each row's share of the loss.
    """

    y_hat: Array
    predicted: Array
    loss: Array

    @classmethod
    def none(cls, n: int, n_outputs: int) -> "Predictions":
        """Nothing is known of ``n`` rows."""
        y_hat = np.full((n, n_outputs), np.nan, np.float32)
        return cls(y_hat, np.full(n, -1, np.int16), np.full(n, np.nan))


def predicting(
    plan: Plan, theta: Array, data: Data, rows: Array
) -> Iterator[tuple[float, Predictions]]:
    """Yield the share of ``rows`` that is judged, with what is known by then (the same object)."""
    found = Predictions.none(data.n_observations, data.targets.shape[1])
    yield (0.0 if len(rows) else 1.0), found
    for first in range(0, len(rows), _BLOCK):
        some = rows[first : first + _BLOCK]
        judged = judged_rows(plan, theta, data, some)
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            f, y = plan.output_function, data.targets[some]
            found.loss[some] = plan.loss.per_row(f, judged.z.T, judged.y_hat.T, y.T)
        found.y_hat[some] = judged.y_hat
        found.predicted[some] = judged.predicted
        yield min(1.0, (first + _BLOCK) / len(rows)), found


@dataclass(frozen=True)
class RowFilter:
    """Which rows, and in which order; None means any.

    ``true`` and ``predicted`` are classes from 0. ``worst_first`` orders by the loss, what has none
    last.
    """

    part: Part | None = None
    true: int | None = None
    predicted: int | None = None
    right: bool | None = None
    worst_first: bool = False

    @property
    def needs_predictions(self) -> bool:
        """Return whether the network has to be asked."""
        return self.predicted is not None or self.right is not None or self.worst_first


def chosen_rows(
    data: Data, how: RowFilter, found: Predictions | None = None, among: Array | None = None
) -> Array:
    """The rows that a filter lets through, of all or ``among`` some.

    Without predictions only part and true class are looked at.
    """
    rows = np.arange(data.n_observations) if among is None else np.asarray(among, np.intp)
    if how.part is not None:
        of_part = np.full(len(rows), how.part is Part.TRAINING)
        rows = rows[of_part if data.split is None else data.split[rows] == how.part]
    true = classes_of(data.targets[rows]) if how.needs_predictions or how.true is not None else rows
    keep = np.ones(len(rows), bool)
    if how.true is not None:
        keep &= true == how.true
    if found is None:
        return rows[keep]
    predicted = found.predicted[rows]
    if how.predicted is not None:
        keep &= predicted == how.predicted
    if how.right is not None:
        keep &= (predicted >= 0) & ((predicted == true) == how.right)
    rows = rows[keep]
    if how.worst_first:
        rows = rows[np.argsort(-found.loss[rows], kind="stable")]
    return rows


def count_right(data: Data, found: Predictions, rows: Array) -> tuple[int, int]:
    """How many of ``rows`` are taken for what they are, and of how many that is known."""
    predicted = found.predicted[rows]
    known = predicted >= 0
    right = known & (predicted == classes_of(data.targets[rows]))
    return int(right.sum()), int(known.sum())


def pixel_bytes(data: Data, rows: Array | slice) -> Array:
    """The pixels of some images, (rows, height, width) of bytes: 0 for 0, 255 for 1."""
    assert data.image is not None
    height, width = data.image
    if isinstance(data.inputs, ByteRows) and data.inputs.divisor == 255.0:
        return data.inputs.bytes[rows].reshape(-1, height, width)
    values = np.nan_to_num(data.measured_inputs(data.inputs[rows]))
    found: Array = (np.clip(values, 0.0, 1.0) * 255.0 + 0.5).astype(np.uint8)
    return found.reshape(-1, height, width)
