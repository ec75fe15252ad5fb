"""The text of a CSV in pieces of about 10 ms: as text where no cell is quoted, else as cells.

The lines of a text without quotes can be divided anywhere between two of them, and one of numbers
alone becomes an array in one call.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from core.datasets.csv_format import BLANKS, Format
from core.datasets.errors import NotTableError
from core.network.node import Array

_FIRST, _CELLS, _CHARACTERS = 4, 15_000, 150_000


class Rows(NamedTuple):
    """Rows that are not blank, each with the line that it begins at."""

    rows: list[list[str]]
    lines: list[int]


class Text(NamedTuple):
    """Whole lines without quotes, and the number of the first."""

    text: str
    line: int

    def numbers(self, how: Format) -> Array | None:
        """All cells as numbers (rows, columns), None where a line or a cell is anything else."""
        text = self.text
        if how.decimal == ",":
            if "." in text:
                return None
            text = text.replace(",", ".")
        n = text.count("\n") + (not text.endswith("\n"))
        if not text.strip():
            return None
        try:
            numbers = np.loadtxt(io.StringIO(text), delimiter=how.separator, comments=None, ndmin=2)
        except ValueError:
            return None
        return numbers if len(numbers) == n and np.isfinite(numbers).all() else None

    def rows(self, how: Format, name: str) -> Rows:
        """The cells; raise `NotTableError`."""
        return _Reader(io.StringIO(self.text, newline=""), how, self.line, name).take(None)


class _Reader:
    """Takes rows off lines of a CSV."""

    def __init__(self, lines: Iterable[str], how: Format, first_line: int, name: str) -> None:
        if how.separator == BLANKS:
            lines = (" ".join(line.split()) for line in lines)
        self._reader = csv.reader(lines, delimiter=how.separator, skipinitialspace=True)
        self._offset, self._name = first_line, name

    def take(self, most: int | None) -> Rows:
        """The next rows, fewer than ``most`` only at the end."""
        rows: list[list[str]] = []
        lines: list[int] = []
        reader, offset = self._reader, self._offset
        begin = reader.line_num
        try:
            for row in reader:
                if row and (row[0] or any(cell.strip() for cell in row)):
                    rows.append(row)
                    lines.append(begin + offset)
                    if len(rows) == most:
                        break
                begin = reader.line_num
        except csv.Error:
            raise NotTableError(file=self._name) from None
        return Rows(rows, lines)


def pieces_of(
    body: str, how: Format, first_line: int, name: str
) -> Iterator[tuple[Rows | Text, int]]:
    """Yield the pieces of a CSV with the character that each reaches to; the first are `Rows`."""
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    if '"' in body or how.separator == BLANKS:
        return _quoted(body, how, first_line, name)
    return _plain(body, how, first_line, name)


class _Lines:
    """The lines of a text one by one; ``at`` is how far they have been taken."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0

    def __iter__(self) -> Iterator[str]:
        while self.at < len(self._text):
            begin, self.at = self.at, self._text.find("\n", self.at) + 1 or len(self._text)
            yield self._text[begin : self.at]


def _quoted(body: str, how: Format, first_line: int, name: str) -> Iterator[tuple[Rows, int]]:
    lines = _Lines(body)
    reader = _Reader(lines, how, first_line, name)
    piece = reader.take(_FIRST)
    while piece.rows:
        yield piece, lines.at
        piece = reader.take(max(1, _CELLS // len(piece.rows[0])))


def _plain(body: str, how: Format, first_line: int, name: str) -> Iterator[tuple[Rows | Text, int]]:
    at, line, begun = 0, first_line, False
    while at < len(body):
        end = body.find("\n", at + (_CHARACTERS if begun else 0)) + 1 or len(body)
        piece = Text(body[at:end], line)
        line += piece.text.count("\n")
        at = end
        if begun:
            yield piece, at
        elif (rows := piece.rows(how, name)).rows:
            begun = True
            yield rows, at
