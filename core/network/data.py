"""The observations of a document: numbers as the network sees them, with what is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from math import prod
from typing import Any

import numpy as np

from core.network.byte_rows import ByteRows
from core.network.errors import ShapeError
from core.network.node import Array, same_fields, shape_text

Inputs = Array | ByteRows
"""Numbers as the network sees them, (n, inputs): an array, or bytes that are read as one."""


class Part(IntEnum):
    """What an observation is for."""

    TRAINING = 0
    VALIDATION = 1
    TEST = 2


@dataclass(frozen=True)
class Column:
    """One column: its name, its unit, and the standardisation that was applied to it.

    The number in the data is (measured − ``mean``) / ``sd``; with 0 and 1 it is the measured one.
    A column that says by 0 or 1 whether an observation belongs to a category keeps the name of
    the measured column in ``category`` and the level that 1 stands for in ``level``;
    ``reference`` is the level without a column of its own, empty if every level has one.
    """

    name: str = ""
    unit: str = ""
    mean: float = 0.0
    sd: float = 1.0
    category: str = ""
    level: str = ""
    reference: str = ""

    @property
    def is_standardised(self) -> bool:
        """Return whether the data hold other numbers than were measured."""
        return (self.mean, self.sd) != (0.0, 1.0)


@dataclass(frozen=True, eq=False)
class Data:
    """The observations: ``inputs`` (n, inputs) and ``targets`` (n, outputs).

    A width of 0 means that the columns are not there yet; NaN marks a cell that is not filled in.
    ``input_columns`` and ``target_columns`` describe the columns, or are empty. ``split`` holds
    the `Part` of every row, None where all are for training. ``source`` says in words where the
    data are from: its keys are ``name``, ``origin``, ``licence`` and, for generated data, how.
    Where the inputs are the pixels of images, row by row, ``image`` is their height and width.
    """

    inputs: Inputs = field(default_factory=lambda: np.zeros((0, 0)))
    targets: Array = field(default_factory=lambda: np.zeros((0, 0)))
    extra: Mapping[str, Any] = field(default_factory=dict)
    input_columns: tuple[Column, ...] = ()
    target_columns: tuple[Column, ...] = ()
    split: Array | None = None
    source: Mapping[str, Any] = field(default_factory=dict)
    image: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        for name in ("inputs", "targets"):
            if _is_kept(getattr(self, name)):
                continue  # another `Data` holds it already: 200,000 rows are not copied again
            array = np.array(getattr(self, name), dtype=np.float64, ndmin=2)
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        if self.split is not None:
            self._check_split()
        if self.image is not None and prod(self.image) != self.inputs.shape[1]:
            object.__setattr__(self, "image", None)  # with a column more or less they are none

    def _check_split(self) -> None:
        split = np.array(self.split, dtype=np.int8)
        if split.shape != (len(self.inputs),):
            raise ShapeError(
                what="split", expected=shape_text((len(self.inputs),)), got=shape_text(split.shape)
            )
        split.flags.writeable = False
        object.__setattr__(self, "split", split if split.any() else None)

    @property
    def n_observations(self) -> int:
        """How many rows there are."""
        return len(self.inputs)

    def rows(self, part: Part) -> Array:
        """The indices of the rows of one part."""
        if self.split is None:
            return np.arange(len(self.inputs) if part is Part.TRAINING else 0)
        return np.flatnonzero(self.split == part)

    def part(self, part: Part) -> "Data":
        """The observations of one part alone, in their order."""
        if self.split is None and part is Part.TRAINING:
            return self
        rows = self.rows(part)
        targets = self.targets[rows]
        targets.flags.writeable = False  # ours alone: not copied again
        inputs: Inputs
        if isinstance(self.inputs, ByteRows):
            inputs = self.inputs.take(rows)
        else:
            inputs = self.inputs[rows]
            inputs.flags.writeable = False
        return replace(self, inputs=inputs, targets=targets, split=None)

    def count(self, part: Part) -> int:
        """How many observations one part has."""
        if self.split is None:
            return len(self.inputs) if part is Part.TRAINING else 0
        return int(np.count_nonzero(self.split == part))

    @cached_property
    def is_whole(self) -> bool:
        """Whether no cell of a training row is empty."""
        gaps = np.isnan(self.targets).any(axis=1)
        if not isinstance(self.inputs, ByteRows):
            gaps |= np.isnan(self.inputs).any(axis=1)
        if self.split is not None:
            gaps &= self.split == Part.TRAINING
        return not gaps.any()

    @cached_property
    def largest_inputs(self) -> Array:
        """How far from 0 each column of the inputs goes (inputs,); 0 where it is empty."""
        if not self.inputs.size:
            return np.zeros(self.inputs.shape[1])
        if isinstance(self.inputs, ByteRows):
            return self.inputs.bytes.max(axis=0) / self.inputs.divisor
        sizes: Array = np.fmax(self.inputs.max(axis=0), -self.inputs.min(axis=0))
        if np.isnan(sizes).any():
            sizes = np.nan_to_num(np.abs(self.inputs)).max(axis=0)
        return sizes

    @cached_property
    def mean_inputs(self) -> Array:
        """The mean of each column of the inputs over the rows that have it (inputs,), else 0."""
        if isinstance(self.inputs, ByteRows):
            sums: Array = self.inputs.bytes.sum(axis=0, dtype=np.float64)
            return sums / (max(1, len(self.inputs)) * self.inputs.divisor)
        known = np.isfinite(self.inputs)
        counts = np.maximum(known.sum(axis=0), 1)
        means: Array = np.where(known, self.inputs, 0.0).sum(axis=0) / counts
        return means

    def measured_input(self, column: int) -> Array:
        """One column of the inputs in measured units (n,)."""
        values = self.inputs[:, column]
        if len(self.input_columns) != self.inputs.shape[1]:
            return values
        about = self.input_columns[column]
        return values * about.sd + about.mean if about.is_standardised else values

    def measured_targets(self, targets: Array) -> Array:
        """Undo the standardisation of targets or predictions (n, outputs)."""
        return _measured(targets, self.target_columns)

    def measured_inputs(self, inputs: Array) -> Array:
        """Undo the standardisation of inputs (n, inputs)."""
        return _measured(inputs, self.input_columns)

    def with_measured(self, inputs: Array, targets: Array) -> "Data":
        """Other observations, given in measured numbers, standardised as these are."""
        return Data(
            _standardised(inputs, self.input_columns),
            _standardised(targets, self.target_columns),
            input_columns=self.input_columns,
            target_columns=self.target_columns,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Data) and same_fields(self, other)

    __hash__ = None  # type: ignore[assignment]


def _is_kept(array: object) -> bool:
    """Return whether an array is one that nobody can write to any more."""
    if isinstance(array, ByteRows):
        return True
    return (
        isinstance(array, np.ndarray)
        and (array.dtype, array.ndim) == (np.float64, 2)
        and array.base is None
        and not array.flags.writeable
    )


def _measured(values: Array, columns: tuple[Column, ...]) -> Array:
    if len(columns) != values.shape[1] or not any(c.is_standardised for c in columns):
        return values
    return values * np.array([c.sd for c in columns]) + np.array([c.mean for c in columns])


def _standardised(values: Array, columns: tuple[Column, ...]) -> Array:
    if len(columns) != values.shape[1] or not any(c.is_standardised for c in columns):
        return values
    return (values - np.array([c.mean for c in columns])) / np.array([c.sd for c in columns])
