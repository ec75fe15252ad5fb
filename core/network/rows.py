"""The observations as a table in measured units: read without copying, changed cell by cell.

The numbers in `Data` may be standardised; people read and type measured ones. A change converts
only the cells it is about, so that every other number keeps its bits.
"""

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.network.byte_rows import ByteRows
from core.network.data import Column, Data, Inputs, Part
from core.network.network import Network
from core.network.node import Array, Role
from core.network.observations import EMPTY, CellError, PixelsError, Table, with_block

_FIGURES, _NOISE = 13, 1e-15
"""Significant figures of a measured number, and what is taken for 0 beside mean and deviation:
beyond them is the rounding of the standardisation."""


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of some data, with a column for each input unit, then for each output unit."""

    data: Data
    n_inputs: int
    n_outputs: int

    @classmethod
    def of(cls, network: Network) -> "Rows":
        """The observations with every column that the network asks for."""
        return cls(network.data, len(network.units(Role.INPUT)), len(network.units(Role.OUTPUT)))

    def __len__(self) -> int:
        return self.data.n_observations

    @property
    def width(self) -> int:
        """How many columns of numbers there are."""
        return self.n_inputs + self.n_outputs

    def column(self, j: int) -> Column:
        """What is known of a column."""
        known, k = self._columns(j)
        return known[k] if k < len(known) else Column()

    def _columns(self, j: int) -> tuple[tuple[Column, ...], int]:
        if j < self.n_inputs:
            return self.data.input_columns, j
        return self.data.target_columns, j - self.n_inputs

    def seen(self, row: int, j: int) -> float:
        """The number as the network sees it, NaN where it is missing."""
        array, k = self.data.inputs, j
        if j >= self.n_inputs:
            array, k = self.data.targets, j - self.n_inputs
        return float(array[row, k]) if row < len(array) and k < array.shape[1] else float("nan")

    def measured(self, row: int, j: int) -> float:
        """The number as it was measured, NaN where it is missing."""
        column = self.column(j)
        value = self.seen(row, j)
        if not column.is_standardised:
            return value
        raw = value * column.sd + column.mean
        noise = _NOISE * (abs(value * column.sd) + abs(column.mean))
        return 0.0 if abs(raw) <= noise else float(f"{raw:.{_FIGURES}g}")

    def part(self, row: int) -> Part:
        """What a row is for."""
        return Part.TRAINING if self.data.split is None else Part(int(self.data.split[row]))

    def first_missing(self, names: Sequence[str]) -> CellError | None:
        """Say which cell is still empty, None if all are filled in."""
        if not len(self) or not self.width:
            return None
        found = [
            (row, j)
            for array, first, width in self._arrays()
            if (place := _first_missing(array, len(self), width)) is not None
            for row, j in [(place[0], first + place[1])]
        ]
        if not found:
            return None
        row, j = min(found)
        return CellError(row=row + 1, column=names[j], problem=EMPTY)

    def _arrays(self) -> tuple[tuple[Inputs, int, int], ...]:
        return (
            (self.data.inputs, 0, self.n_inputs),
            (self.data.targets, self.n_inputs, self.n_outputs),
        )

    # Changes

    @property
    def has_pixels(self) -> bool:
        """Return whether the inputs are bytes: whole rows come and go, no number is typed."""
        return isinstance(self.data.inputs, ByteRows)

    def _refuse_pixels(self) -> None:
        if self.has_pixels:
            raise PixelsError

    def with_measured(self, row: int, j: int, value: float) -> Data:
        """The data with one cell set to a measured number; raise `PixelsError`."""
        self._refuse_pixels()
        column = self.column(j)
        inputs, targets = self._filled()  # one of them perhaps the data's own
        if j < self.n_inputs:
            array = inputs = inputs if inputs.flags.writeable else inputs.copy()
            k = j
        else:
            array = targets = targets if targets.flags.writeable else targets.copy()
            k = j - self.n_inputs
        array[row, k] = (value - column.mean) / column.sd
        return self._with(inputs, targets)

    def with_rows(self, at: int, n: int = 1) -> Data:
        """The data with ``n`` empty rows for training before row ``at``; raise `PixelsError`."""
        self._refuse_pixels()
        inputs, targets = (
            np.insert(array, [at] * n, np.nan, axis=0) if array.shape[1] else _taller(array, n)
            for array in self._filled()
        )
        split = self.data.split
        if split is not None:
            split = np.insert(split, [at] * n, Part.TRAINING)
        return self._with(inputs, targets, split)

    def without(self, rows: Collection[int]) -> Data:
        """The data without some rows."""
        gone = sorted(rows)
        if isinstance(self.data.inputs, ByteRows):
            return self._without_images(gone)
        inputs, targets = (np.delete(array, gone, axis=0) for array in self._filled())
        split = None if self.data.split is None else np.delete(self.data.split, gone)
        return self._with(inputs, targets, split)

    def _without_images(self, gone: list[int]) -> Data:
        inputs = self.data.inputs
        assert isinstance(inputs, ByteRows)
        # Stretch by stretch: row by row it takes five times as long.
        edges = [-1, *gone, len(self)]
        stretches = [slice(a + 1, b) for a, b in itertools.pairwise(edges) if b > a + 1]
        pixels = np.concatenate([inputs.bytes[s] for s in stretches] or [inputs.bytes[:0]])
        split = None if self.data.split is None else np.delete(self.data.split, gone)
        return replace(
            self.data,
            inputs=ByteRows(pixels, inputs.divisor),
            targets=np.delete(self.data.targets, gone, axis=0),
            split=split,
        )

    def with_part(self, rows: Collection[int], part: Part) -> Data:
        """The data with some rows used for another part."""
        split = np.zeros(len(self), np.int8) if self.data.split is None else self.data.split.copy()
        split[sorted(rows)] = part
        return replace(self.data, split=split)

    def with_block(
        self, cells: Sequence[Sequence[str]], names: Sequence[str], row: int, column: int
    ) -> Data:
        """The data with a pasted block of measured numbers; see `observations.with_block`."""
        self._refuse_pixels()
        before = self._all_measured()
        after = with_block(Table(before, self.n_inputs), cells, names, row, column).values
        grown = self
        if len(after) > len(before):
            grown = replace(self, data=self.with_rows(len(before), len(after) - len(before)))
        inputs, targets = grown._filled()
        values = np.hstack([inputs, targets])
        padded = np.full_like(after, np.nan)
        padded[: len(before)] = before
        changed = ~((after == padded) | (np.isnan(after) & np.isnan(padded)))
        mean, sd = self._scales()
        values[changed] = ((after - mean) / sd)[changed]
        return replace(
            grown.data, inputs=values[:, : self.n_inputs], targets=values[:, self.n_inputs :]
        )

    def _with(self, inputs: Array, targets: Array, split: Array | None = None) -> Data:
        """The data with other numbers that nobody else holds; they are not copied again."""
        for array in (inputs, targets):
            array.flags.writeable = False
        kept = self.data.split if split is None and len(inputs) == len(self) else split
        return replace(self.data, inputs=inputs, targets=targets, split=kept)

    def _filled(self) -> tuple[Array, Array]:
        """Inputs and targets with every column; what is missing is NaN."""
        inputs, targets = (
            array if array.shape == (len(self), width) else self._padded(array, width)
            for array, _first, width in ((_numbers(a), j, w) for a, j, w in self._arrays())
        )
        return inputs, targets

    def _padded(self, array: Array, width: int) -> Array:
        copy = np.full((len(self), width), np.nan)
        n, k = min(len(copy), len(array)), min(width, array.shape[1])
        copy[:n, :k] = array[:n, :k]
        return copy

    def _scales(self) -> tuple[Array, Array]:
        columns = [self.column(j) for j in range(self.width)]
        return np.array([c.mean for c in columns]), np.array([c.sd for c in columns])

    def _all_measured(self) -> Array:
        mean, sd = self._scales()
        return np.hstack(self._filled()) * sd + mean


def _numbers(array: Inputs) -> Array:
    return array[:] if isinstance(array, ByteRows) else array


def _taller(array: Array, n: int) -> Array:
    return np.zeros((len(array) + n, 0))


def _first_missing(array: Inputs, rows: int, width: int) -> tuple[int, int] | None:
    """The first row and column without a number."""
    if not width or not rows:
        return None
    if len(array) < rows or array.shape[1] < width:
        return (0, array.shape[1]) if len(array) else (0, 0)
    if isinstance(array, ByteRows):
        return None  # every byte is a number
    empty = np.isnan(array[:, :width])
    if not empty.any():
        return None
    row, column = divmod(int(np.argmax(empty)), width)
    return row, column
