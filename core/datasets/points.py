"""Observations one by one, in measured numbers: a point is added, moved or taken away.

Everything else stays: the other rows bit for bit, the columns, and the part of each row.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from core.datasets.targets import are_classes
from core.network.data import Column, Data, Part
from core.network.errors import ShapeError
from core.network.node import Array, shape_text


def with_point(
    data: Data, inputs: Sequence[float], targets: Sequence[float], part: Part = Part.TRAINING
) -> Data:
    """Add an observation at the end."""
    x = _seen(inputs, data.input_columns, data.inputs.shape[1])
    y = _seen(targets, data.target_columns, data.targets.shape[1])
    split = data.split
    if split is not None or part is not Part.TRAINING:
        before = np.zeros(data.n_observations, np.int8) if split is None else split
        split = np.append(before, np.int8(part))
    return replace(
        data,
        inputs=np.vstack([data.inputs, x]),
        targets=np.vstack([data.targets, y]),
        split=split,
    )


def with_moved_point(data: Data, row: int, inputs: Sequence[float]) -> Data:
    """Give an observation other inputs; its targets and its part stay."""
    values = np.array(data.inputs)
    values[row] = _seen(inputs, data.input_columns, values.shape[1])
    return replace(data, inputs=values)


def with_targets(data: Data, row: int, targets: Sequence[float]) -> Data:
    """Give an observation other targets, as when its class is changed."""
    values = data.targets.copy()
    values[row] = _seen(targets, data.target_columns, values.shape[1])
    return replace(data, targets=values)


def without_points(data: Data, rows: Collection[int]) -> Data:
    """Take observations away."""
    gone = sorted(rows)
    return replace(
        data,
        inputs=np.delete(data.inputs, gone, axis=0),
        targets=np.delete(data.targets, gone, axis=0),
        split=None if data.split is None else np.delete(data.split, gone),
    )


def n_classes(data: Data) -> int:
    """How many classes a point can be of, 0 where the targets are no classes."""
    return max(2, data.targets.shape[1]) if are_classes(data) else 0


def class_targets(data: Data, number: int) -> list[float]:
    """The targets of a point of class ``number`` from 0: one 0/1 column, or a 1 in its column."""
    width = data.targets.shape[1]
    if width == 1:
        return [float(number)]
    return [float(k == number) for k in range(width)]


def _seen(measured: Sequence[float], columns: tuple[Column, ...], width: int) -> Array:
    """The numbers as the network sees them (width,)."""
    values = np.array(measured, dtype=np.float64)
    if values.shape != (width,):
        raise ShapeError(what="row", expected=shape_text((width,)), got=shape_text((values.size,)))
    if len(columns) == width:
        values = (values - [c.mean for c in columns]) / [c.sd for c in columns]
    return values
