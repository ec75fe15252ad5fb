"""How a CSV is written: encoding, separator, decimal mark and header, guessed from its start."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from core.datasets.errors import NotTableError
from core.numbers import NumberError, parse_number

BLANKS = " "
SEPARATORS = ("\t", ";", "|", ",", BLANKS)
"""What can stand between cells, the surest sign first; `BLANKS` are any number of blanks."""
MISSING = frozenset(
    ("", "NA", "N/A", "n/a", "#N/A", "nan", "NaN", "NAN", "null", "NULL", "?", ".", "—")
)
"""Cells that say that there is nothing: those of R, pandas, Stata and spreadsheets."""

_SAMPLE_ROWS = 100
_SAMPLE_CHARACTERS = 200_000
_SEP_LINE = re.compile(r"\s*sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True)
class Format:
    """How a CSV is written. ``decimal`` is ``.`` or ``,``; ``header`` names the columns."""

    separator: str = ","
    decimal: str = "."
    header: bool = True


def decoded(raw: bytes, name: str) -> str:
    """UTF-8, or what spreadsheets write: UTF-16 with a mark, Windows' western code page."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    if b"\0" in raw:
        raise NotTableError(file=name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def guess(text: str, separator: str | None = None) -> Format:
    """Guess how a CSV is written from its first rows; ``separator`` may be known already."""
    told = _SEP_LINE.match(text)
    body = text[told.end() :] if told else text
    sample = body[:_SAMPLE_CHARACTERS]
    separator = separator or (told[1] if told else _separator(sample))
    rows = list(islice(_rows(sample, separator), _SAMPLE_ROWS))
    if len(body) > len(sample) and len(rows) > 1:
        rows = rows[:-1]  # the last one may be cut off
    decimal = _decimal(rows, separator)
    return Format(separator, decimal, is_header(rows, decimal))


def body_of(text: str) -> tuple[str, int]:
    """The text without a first line ``sep=;``, and the line that it begins at."""
    told = _SEP_LINE.match(text)
    return (text[told.end() :], 2) if told else (text, 1)


def _rows(sample: str, separator: str) -> Iterator[list[str]]:
    """Yield the rows of a sample that are not blank, as far as they can be read."""
    lines: Iterable[str] = io.StringIO(sample, newline="")
    if separator == BLANKS:
        lines = (" ".join(line.split()) for line in lines)
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield row
    except csv.Error:
        return


def _separator(sample: str) -> str:
    """The first separator that divides (nearly) all rows into equally many cells."""
    best, best_share = ",", 0.0
    for separator in SEPARATORS:
        rows = list(islice(_rows(sample, separator), _SAMPLE_ROWS))
        widths = [len(row) for row in rows[:-1] or rows]
        width = max(set(widths), key=widths.count, default=1)
        share = widths.count(width) / len(widths) if width > 1 else 0.0
        if separator == BLANKS and share < 1.0:
            continue  # texts with blanks in them
        if share > best_share + 0.1:
            best, best_share = separator, share
    return best


_WITH_COMMA = re.compile(r"[-+−]?(\d{1,3}(\.\d{3})+|\d*),\d+([eE][-+]?\d+)?")
_WITH_POINT = re.compile(r"[-+−]?(\d{1,3}(,\d{3})+|\d*)\.\d+([eE][-+]?\d+)?")


def _decimal(rows: Sequence[Sequence[str]], separator: str) -> str:
    """The decimal mark that more cells are written with."""
    cells = [cell.strip() for row in rows for cell in row]
    commas = sum(_WITH_COMMA.fullmatch(cell) is not None for cell in cells)
    points = sum(_WITH_POINT.fullmatch(cell) is not None for cell in cells)
    return "," if commas > points and separator != "," else "."


def is_header(rows: Sequence[Sequence[str]], decimal: str = ".") -> bool:
    """Return whether the first row names the columns.

    It does if none of its cells is a number, or if one is a text above a column of numbers.
    """
    if not rows:
        return False
    texts = [cell.strip() not in MISSING and not is_number(cell, decimal) for cell in rows[0]]
    if not any(texts):
        return False
    if not any(is_number(cell, decimal) for cell in rows[0]):
        return True
    for j, is_text in enumerate(texts):
        below = [row[j] for row in rows[1:] if j < len(row) and row[j].strip() not in MISSING]
        if is_text and below and all(is_number(cell, decimal) for cell in below):
            return True
    return False


def begins_with_numbers(text: str, how: Format) -> bool:
    """Return whether every cell of the first row is a number."""
    first = next(_rows(body_of(text)[0][:_SAMPLE_CHARACTERS], how.separator), [])
    return bool(first) and all(is_number(cell, how.decimal) for cell in first)


def is_number(text: str, decimal: str = ".") -> bool:
    """Return whether a cell can be read as a number."""
    try:
        number_of(text, decimal)
    except ValueError:
        return False
    return True


_GROUPED = {
    ".": re.compile(r"[-+−]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?"),
    ",": re.compile(r"[-+−]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?"),
}


def number_of(text: str, decimal: str = ".") -> float:
    """Read a cell, with or without thousands in groups of three; raise `ValueError`."""
    plain = text.strip()
    other = "," if decimal == "." else "."
    if other in plain and _GROUPED[decimal].fullmatch(plain):
        plain = plain.replace(other, "")
    try:
        return parse_number(plain)
    except NumberError:
        raise ValueError(text) from None
