"""A table as it was measured: named columns of numbers or of categories, before a network sees it.

A cell that is missing is NaN, whatever the kind of its column.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from core.datasets.errors import CellError, UnknownNameError
from core.network.node import Array
from core.numbers import NumberError, parse_number


class Kind(StrEnum):
    """What the cells of a column are."""

    NUMBER = "number"
    CATEGORY = "category"


@dataclass(frozen=True, eq=False)
class TableColumn:
    """One column: ``values`` (n,) are its numbers, or the places of its cells in ``levels``.

    ``bad`` are the texts of the cells of a column of numbers that are none, by row from 0; in
    ``values`` they are NaN.
    """

    name: str
    values: Array
    kind: Kind = Kind.NUMBER
    levels: tuple[str, ...] = ()
    unit: str = ""
    bad: Mapping[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=np.float64)
        values.flags.writeable = False
        object.__setattr__(self, "values", values)

    @property
    def missing(self) -> Array:
        """Which cells hold nothing, (n,) of bool; a bad cell does."""
        missing: Array = np.isnan(self.values)
        missing[list(self.bad)] = False
        return missing

    @property
    def n_missing(self) -> int:
        """How many cells hold nothing; a bad cell is not one of them."""
        return int(np.isnan(self.values).sum()) - len(self.bad)

    @property
    def distinct(self) -> Array:
        """The different values that there are, in order."""
        known = self.values[~np.isnan(self.values)]
        if self.kind is Kind.CATEGORY:
            return np.flatnonzero(np.bincount(known.astype(np.intp)))
        return np.unique(known)

    @property
    def is_constant(self) -> bool:
        """Return whether all cells that hold something hold the same, or none does."""
        known = self.values[~np.isnan(self.values)]
        return not known.size or bool((known == known[0]).all())

    def text(self, row: int) -> str:
        """A cell as text, empty where it is missing."""
        value = float(self.values[row])
        if np.isnan(value):
            return self.bad.get(row, "")
        return self.levels[int(value)] if self.kind is Kind.CATEGORY else number_text(value)


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of one length, each with a name of its own.

    ``lines`` (n,) are the lines of the rows in their file, None where there is no file.
    ``source`` is what `Data.source` keeps.
    """

    columns: tuple[TableColumn, ...]
    source: Mapping[str, object] = field(default_factory=dict)
    lines: Array | None = None

    @property
    def n_rows(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].values) if self.columns else 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def __getitem__(self, name: str) -> TableColumn:
        for column in self.columns:
            if column.name == name:
                return column
        raise UnknownNameError(name=name, names=", ".join(self.names))

    def with_column(self, column: TableColumn) -> "Table":
        """Put a column in place of the one of its name."""
        self[column.name]
        columns = tuple(column if c.name == column.name else c for c in self.columns)
        return replace(self, columns=columns)

    def with_kind(self, name: str, kind: Kind) -> "Table":
        """Read a column as numbers or as categories."""
        column = self[name]
        if column.kind is kind:
            return self
        return self.with_column(as_category(column) if kind is Kind.CATEGORY else as_number(column))

    def line(self, row: int) -> int:
        """The line of a row (from 0) in its file; in a table without a file, its number."""
        return row + 1 if self.lines is None else int(self.lines[row])

    def cell_error(self, column: TableColumn, row: int) -> CellError:
        """The error that names a bad cell."""
        text = column.bad[row]
        return CellError(row=row + 1, line=self.line(row), column=column.name, text=text)


def number_text(value: float) -> str:
    """Write a number as briefly as it can be read back: 1, 2.5, 1e-05."""
    return repr(float(value)).removesuffix(".0")


def as_category(column: TableColumn) -> TableColumn:
    """Take the different numbers of a column (and its bad cells) for categories."""
    distinct, codes = np.unique(column.values, return_inverse=True)
    values = np.where(np.isnan(column.values), np.nan, codes)
    levels = [number_text(v) for v in distinct.tolist() if not np.isnan(v)]
    place = {text: i for i, text in enumerate(dict.fromkeys([*levels, *column.bad.values()]))}
    for row, text in column.bad.items():
        values[row] = place[text]
    return replace(column, values=values, kind=Kind.CATEGORY, levels=tuple(place), bad={})


def as_number(column: TableColumn) -> TableColumn:
    """Read the levels of a column as numbers; a level that is none makes its cells bad."""
    numbers = np.array([_number(level) for level in column.levels] + [np.nan])
    codes = np.where(np.isnan(column.values), -1, column.values).astype(int)
    values = numbers[codes]
    rows = np.flatnonzero(np.isnan(values) & (codes >= 0))
    bad = {i: column.levels[codes[i]] for i in rows.tolist()}
    return replace(column, values=values, kind=Kind.NUMBER, levels=(), bad=bad)


def _number(text: str) -> float:
    try:
        return parse_number(text)
    except NumberError:
        return np.nan


def table_of(
    numbers: Mapping[str, Array],
    categories: Mapping[str, tuple[Array, Sequence[str]]] | None = None,
    source: Mapping[str, object] | None = None,
) -> Table:
    """Make a table of arrays of numbers and of (codes, levels)."""
    columns = [TableColumn(name, values) for name, values in numbers.items()]
    columns += [
        TableColumn(name, codes, Kind.CATEGORY, tuple(levels))
        for name, (codes, levels) in (categories or {}).items()
    ]
    return Table(tuple(columns), dict(source or {}))
