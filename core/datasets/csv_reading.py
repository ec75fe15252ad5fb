"""CSV files as tables, read piece by piece so that a large one can be watched and stopped."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.datasets.csv_format import Format, body_of, decoded, guess
from core.datasets.csv_pieces import Rows, pieces_of
from core.datasets.csv_sheet import Sheet
from core.datasets.errors import EmptyTableError
from core.datasets.table import Table, TableColumn
from core.files.reader import bytes_of

_READ, _DIVIDED = 0.04, 0.92


@dataclass(frozen=True)
class ReadTable:
    """Reading a file, as a task that another process can do."""

    path: str
    format: Format | None = None

    def run(self) -> Iterator[tuple[float, Table | None]]:
        """Yield the share that is read, at last with the table; raise a `DataError`."""
        return reading(self.path, self.format)


def read_table(path: str | Path, how: Format | None = None) -> Table:
    """Read a CSV; None guesses how it is written. Raise a `DataError` or a `FileError`."""
    return _last(reading(path, how))


def guess_format(path: str | Path, separator: str | None = None) -> Format:
    """Guess how a file is written; ``separator`` may be known already."""
    return guess(decoded(bytes_of(path), Path(path).name), separator)


def preview(path: str | Path, how: Format | None = None, rows: int = 50) -> Table:
    """The first rows of a file, read at once; what is wrong further down is not noticed."""
    return _last(reading(path, how, rows))


def _last(pieces: Iterator[tuple[float, Table | None]]) -> Table:
    *_, (_share, table) = pieces
    assert table is not None
    return table


def reading(
    path: str | Path, how: Format | None = None, most: int | None = None
) -> Iterator[tuple[float, Table | None]]:
    """Read a CSV (its first ``most`` rows), yielding the share done and at last the table."""
    yield 0.0, None
    raw = bytes_of(path)
    yield _READ / 4, None
    text = decoded(raw, Path(path).name)
    yield _READ / 2, None
    yield from reading_text(text, Path(path).name, how, most)


def reading_text(
    text: str, name: str, how: Format | None = None, most: int | None = None
) -> Iterator[tuple[float, Table | None]]:
    """As `reading`, from the text of the file ``name``."""
    how = how or guess(text)
    body, first_line = body_of(text)
    yield _READ, None
    sheet: Sheet | None = None
    for piece, at in pieces_of(body, how, first_line, name):
        if sheet is None and isinstance(piece, Rows) and piece.rows:
            sheet, piece = Sheet.begun(piece, how, name)
        if sheet is not None:
            sheet.take(piece, most)
            if most is not None and sheet.n_rows >= most:
                break
        yield _READ + (_DIVIDED - _READ) * at / len(body), None
    if sheet is None or not sheet.n_rows:
        raise EmptyTableError(file=name)
    yield from _finished(sheet)


def _finished(sheet: Sheet) -> Iterator[tuple[float, Table | None]]:
    columns: list[TableColumn] = []
    for column in sheet.columns():
        columns.append(column)
        yield _DIVIDED + (1 - _DIVIDED) * len(columns) / (sheet.width + 1), None
    yield 1.0, sheet.table(columns)
