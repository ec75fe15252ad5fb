"""Standardisation: what is subtracted and divided by comes from the training rows alone."""

from dataclasses import replace

import numpy as np

from core.network.byte_rows import ByteRows
from core.network.data import Column, Data, Inputs, Part
from core.network.node import Array

FIGURES = 12
"""A measured number that was standardised is given back to as many significant figures."""


def scale(values: Array) -> tuple[float, float]:
    """Mean and standard deviation (divided by n − 1, as R's ``scale``) of what is not NaN.

    The standard deviation of a constant, or of one number, is given as 1, so that a column can
    always be divided by it.
    """
    known = values[~np.isnan(values)]
    if not known.size:
        return 0.0, 1.0
    mean = float(known.mean())
    sd = float(known.std(ddof=1)) if known.size > 1 else 0.0
    if not np.isfinite(sd) or sd <= 1e-14 * abs(mean):
        sd = 1.0
    return mean, sd


def standardised(
    values: Array, columns: tuple[Column, ...], rows: Array
) -> tuple[Array, tuple[Column, ...]]:
    """Standardise measured columns of numbers by ``rows``; 0/1 columns of categories stay."""
    values, columns = values.copy(), tuple(columns)
    described = []
    for j, column in enumerate(columns):
        if not column.category:
            mean, sd = scale(values[rows, j])
            column = replace(column, mean=mean, sd=sd)
            values[:, j] = (values[:, j] - mean) / sd
        described.append(column)
    return values, tuple(described)


def measured(values: Array, columns: tuple[Column, ...]) -> Array:
    """Undo the standardisation, and with it the rounding that it left in the last digits."""
    if len(columns) != values.shape[1] or not any(c.is_standardised for c in columns):
        return values
    values = values.copy()
    for j, column in enumerate(columns):
        if column.is_standardised:
            raw = values[:, j] * column.sd + column.mean
            noise = 8 * np.finfo(float).eps * (np.abs(values[:, j] * column.sd) + abs(column.mean))
            values[:, j] = _shortened(raw, noise)
    return values


def _shortened(values: Array, noise: Array) -> Array:
    """Round to `FIGURES` significant figures where that is within the noise of each number."""
    size = np.where((values == 0) | ~np.isfinite(values), 1.0, np.abs(values))
    places = np.clip(FIGURES - 1 - np.floor(np.log10(size)), 0, 22)
    short = np.round(values * 10.0**places) / 10.0**places
    return np.where(np.abs(short - values) <= noise, short, values)


def standardise(data: Data, *, targets: bool = True) -> Data:
    """Standardise inputs (and ``targets``) by the training rows; categories stay 0 and 1.

    So do the pixels of images, which are bytes from 0 to 1.
    """
    rows = data.rows(Part.TRAINING)
    x: Inputs = data.inputs
    input_columns = data.input_columns
    if not isinstance(x, ByteRows):
        described = _described(input_columns, x)
        x, input_columns = standardised(measured(x, described), described, rows)
    y, target_columns = data.targets, data.target_columns
    if targets:
        described = _described(data.target_columns, data.targets)
        y, target_columns = standardised(measured(data.targets, described), described, rows)
    return replace(
        data, inputs=x, targets=y, input_columns=input_columns, target_columns=target_columns
    )


def _described(columns: tuple[Column, ...], values: Array) -> tuple[Column, ...]:
    return columns if len(columns) == values.shape[1] else (Column(),) * values.shape[1]


def restandardised(data: Data) -> Data:
    """Standardise anew, by the training rows of now, what is standardised already."""
    rows = data.rows(Part.TRAINING)
    inputs: Inputs = data.inputs
    input_columns = data.input_columns
    if not isinstance(inputs, ByteRows):
        inputs, input_columns = _again(inputs, input_columns, rows)
    targets, target_columns = _again(data.targets, data.target_columns, rows)
    return replace(
        data,
        inputs=inputs,
        targets=targets,
        input_columns=input_columns,
        target_columns=target_columns,
    )


def _again(
    values: Array, columns: tuple[Column, ...], rows: Array
) -> tuple[Array, tuple[Column, ...]]:
    if len(columns) != values.shape[1] or not any(c.is_standardised for c in columns):
        return values, columns
    raw, described = measured(values, columns).copy(), []
    for j, column in enumerate(columns):
        if column.is_standardised:
            mean, sd = scale(raw[rows, j])
            column = replace(column, mean=mean, sd=sd)
            raw[:, j] = (raw[:, j] - mean) / sd
        described.append(column)
    return raw, tuple(described)
