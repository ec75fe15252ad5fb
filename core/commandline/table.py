"""Aligned columns of text."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

from core.language import translatable

PARTS = {
    "training": translatable("Training"),
    "validation": translatable("Validation"),
    "test": translatable("Test"),
}
"""The parts of the data, as a table calls them."""


def table(lines: Sequence[Sequence[str]], widths: Sequence[int] | None = None) -> str:
    """Return lines whose columns are flush right, as numbers are read."""
    if widths is None:
        widths = column_widths(lines)
    return "\n".join(
        "  ".join(" " * (w - _width(c)) + c for c, w in zip(line, widths, strict=True))
        for line in lines
    )


def column_widths(lines: Sequence[Sequence[str]]) -> list[int]:
    """How wide the columns of these lines are; a line may have only the first of them."""
    widths = [0] * max(map(len, lines))
    for line in lines:
        for j, cell in enumerate(line):
            widths[j] = max(widths[j], _width(cell))
    return widths


def streamed(header: Sequence[str], rows: Iterator[Sequence[str]], last: str) -> Iterator[str]:
    """The lines of a table, many at a time, so that whoever reads them sees the first at once.

    ``last`` is what the first column may come to.
    """
    lines = [header, *islice(rows, _AT_ONCE)]
    widths = column_widths([*lines, [last]])
    while lines:
        yield table(lines, widths)
        lines = list(islice(rows, _AT_ONCE))


_AT_ONCE = 1000


def _width(text: str) -> int:
    if _HAT.search(text) is None:
        return len(text)
    return sum(not unicodedata.combining(character) for character in text)


_HAT = re.compile("[\u0300-\u036f\u0483-\u0489\u0591-\u1dff\u20d0-\u20ff]")
"""Perhaps a mark above a letter; most texts have none, and need no look at every character."""
