"""The columns of a CSV while its pieces come in."""

from collections.abc import Iterator, Sequence

import numpy as np

from core.datasets.column_gathering import Gathering
from core.datasets.csv_format import Format
from core.datasets.csv_pieces import Rows, Text
from core.datasets.errors import RowLengthError
from core.datasets.table import Table, TableColumn
from core.language import Counted
from core.network.node import Array

_TRIES = 3
"""After so many pieces that are not numbers alone, no other is tried."""


class Sheet:
    """Gathers rows under a header; ``file`` is the name that errors and the table say."""

    def __init__(self, header: Sequence[str], how: Format, file: str) -> None:
        self._header = list(header)
        self._how, self._file = how, file
        self._columns = [Gathering(how.decimal) for _ in header]
        self._lines: list[Array] = []
        self._failed = 0
        self.n_rows = 0

    @classmethod
    def begun(cls, piece: Rows, how: Format, file: str) -> tuple["Sheet", Rows]:
        """A sheet with the header of the first rows, and these rows without it."""
        first = piece.rows[0]
        if not how.header:
            return cls([""] * len(first), how, file), piece
        header = [cell.strip() for cell in first]
        return cls(header, how, file), Rows(piece.rows[1:], piece.lines[1:])

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self._header)

    def take(self, piece: Rows | Text, most: int | None = None) -> None:
        """Take in rows, as long as there are fewer than ``most``; raise `RowLengthError`."""
        if isinstance(piece, Text):
            numbers = piece.numbers(self._how) if self._failed < _TRIES else None
            if numbers is not None and numbers.shape[1] == self.width:
                self._take_numbers(numbers, piece.line, most)
                return
            self._failed += 1
            piece = piece.rows(self._how, self._file)
        if not piece.rows:
            return
        rows, lines = piece
        if most is not None:
            rows, lines = rows[: most - self.n_rows], lines[: most - self.n_rows]
        if not self.n_rows:
            self._name_row_names(rows[0])
        width = self.width
        for i, row in enumerate(rows):
            if len(row) != width:
                rows[i] = self._fitted(row, self.n_rows + i, lines[i])
        for column, cells in zip(self._columns, zip(*rows, strict=True), strict=True):
            column.add(cells)
        self._lines.append(np.array(lines))
        self.n_rows += len(rows)

    def _take_numbers(self, numbers: Array, line: int, most: int | None) -> None:
        if most is not None:
            numbers = numbers[: most - self.n_rows]
        for column, values in zip(self._columns, numbers.T, strict=True):
            column.add_numbers(values)
        self._lines.append(np.arange(line, line + len(numbers)))
        self.n_rows += len(numbers)

    def _name_row_names(self, row: Sequence[str]) -> None:
        """R writes no name above the names of the rows: the header is one cell short."""
        if self._how.header and len(row) == self.width + 1 and row[-1].strip():
            self._header.insert(0, "")
            self._columns.append(Gathering(self._how.decimal))

    def _fitted(self, row: list[str], number: int, line: int) -> list[str]:
        """Forgive separators that are lacking or too many at the end; raise `RowLengthError`."""
        extra, lacking = row[self.width :], self._header[len(row) :]
        named = any(lacking) if self._how.header else bool(lacking)
        if named or any(cell.strip() for cell in extra):
            raise RowLengthError(
                row=number + 1, line=line, got=_cells(len(row)), expected=_cells(self.width)
            )
        return [*row[: self.width], *("" for _ in lacking)]

    def columns(self) -> Iterator[TableColumn]:
        """Yield the columns, without those that have neither a name nor a value."""
        names = unique_names(self._header)
        for title, name, gathering in zip(self._header, names, self._columns, strict=True):
            column = gathering.column(name)
            if title or column.bad or not np.isnan(column.values).all():
                yield column

    def table(self, columns: Sequence[TableColumn]) -> Table:
        """The table of these columns."""
        source = {"name": self._file, "origin": self._file, "licence": ""}
        return Table(tuple(columns), source, np.concatenate(self._lines))


def unique_names(header: Sequence[str]) -> list[str]:
    """Give every column a name of its own: V3 for a nameless third, “price (2)” for a second."""
    names: list[str] = []
    for j, title in enumerate(header):
        base = name = title or f"V{j + 1}"
        k = 2
        while name in names or (name in header and (not title or name != base)):
            name = f"{base} ({k})"
            k += 1
        names.append(name)
    return names


def _cells(n: int) -> Counted:
    return Counted("{n} cell", "{n} cells", n)
