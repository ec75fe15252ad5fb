"""Rows of observations: complete, add, delete, and take in a pasted block, cell by cell checked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from core.language import translatable
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Array, Role
from core.numbers import NumberError, parse_number


class CellError(NodewiseError):
    """A cell that holds no number; the sentence names it."""

    template = translatable("Row {row}, {column}: {problem}")


class ColumnsError(NodewiseError):
    """A pasted block with another number of columns than the table."""

    template = translatable(
        "The block has {got} columns, but the table has {expected}: {columns}. Nothing was pasted."
    )


class PixelsError(NodewiseError):
    """Numbers that are typed into images."""

    template = translatable(
        "The pixels of images cannot be typed or pasted; rows can be deleted, or used for another "
        "part."
    )


class NoColumnsError(NodewiseError):
    """Observations without an input or output to belong to."""

    template = translatable("Place an input or an output first: observations are their values.")


EMPTY = translatable("the cell is empty.")


@dataclass(frozen=True)
class Table:
    """All observations as one array: a column for each input unit, then for each output unit."""

    values: Array
    n_inputs: int

    @property
    def inputs(self) -> Array:
        """The columns of the inputs."""
        return self.values[:, : self.n_inputs]

    @property
    def targets(self) -> Array:
        """The columns of the outputs."""
        return self.values[:, self.n_inputs :]


def table_of(network: Network) -> Table:
    """The observations with every column that the network asks for; what is missing is NaN."""
    n_inputs, n_outputs = len(network.units(Role.INPUT)), len(network.units(Role.OUTPUT))
    data = network.data
    values = np.full((data.n_observations, n_inputs + n_outputs), np.nan)
    _fill(values[:, :n_inputs], data.inputs[:])
    _fill(values[:, n_inputs:], data.targets)
    return Table(values, n_inputs)


def _fill(columns: Array, known: Array) -> None:
    rows, width = min(len(columns), len(known)), min(columns.shape[1], known.shape[1])
    columns[:rows, :width] = known[:rows, :width]


def with_row(table: Table, at: int) -> Table:
    """Return the table with an empty row before row ``at``."""
    return Table(np.insert(table.values, at, np.nan, axis=0), table.n_inputs)


def without_rows(table: Table, rows: Collection[int]) -> Table:
    """Return the table without some rows."""
    return Table(np.delete(table.values, sorted(rows), axis=0), table.n_inputs)


def with_block(
    table: Table, cells: Sequence[Sequence[str]], columns: Sequence[str], row: int, column: int
) -> Table:
    """Take in a pasted block, all of it or (raising `CellError`, `ColumnsError`) nothing.

    A block as wide as the table fills whole rows from ``row`` on and adds those that are lacking.
    A narrower one fills cells from (``row``, ``column``) on where the table has them already. A
    first line without any number is taken for the headings and left out.
    """
    if not columns:
        raise NoColumnsError()
    if len(cells) > 1 and not any(map(_is_number, cells[0])):
        cells = cells[1:]
    width = max((len(line) for line in cells), default=0)
    whole = width == len(columns)
    fits = column + width <= len(columns) and row + len(cells) <= len(table.values)
    if not whole and not fits:
        raise ColumnsError(got=width, expected=len(columns), columns=", ".join(columns))
    left = 0 if whole else column
    block = [
        [_number(line, j, i + 1, columns[left + j]) for j in range(width)]
        for i, line in enumerate(cells)
    ]
    grown = max(len(table.values), row + len(block))
    values = np.full((grown, len(columns)), np.nan)
    values[: len(table.values)] = table.values
    values[row : row + len(block), left : left + width] = np.reshape(block, (len(block), width))
    return Table(values, table.n_inputs)


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except NumberError:
        return False
    return True


def _number(line: Sequence[str], j: int, row: int, column: str) -> float:
    """Read a cell; rows count from the top of the pasted block."""
    if j >= len(line) or not line[j]:
        raise CellError(row=row, column=column, problem=EMPTY)
    try:
        return parse_number(line[j])
    except NumberError as error:
        raise CellError(row=row, column=column, problem=str(error)) from None


def first_missing(table: Table, columns: Sequence[str]) -> CellError | None:
    """Return which cell is still empty, None if all are filled in."""
    for i, j in np.argwhere(np.isnan(table.values)).tolist():
        return CellError(row=i + 1, column=columns[j], problem=EMPTY)
    return None
