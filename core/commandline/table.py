"""Aligned columns of text."""

import unicodedata
from collections.abc import Sequence


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return lines whose columns are flush right, as numbers are read."""
    lines = [list(header), *map(list, rows)]
    widths = [max(_width(line[j]) for line in lines) for j in range(len(header))]
    return "\n".join(
        "  ".join(" " * (w - _width(c)) + c for c, w in zip(line, widths, strict=True))
        for line in lines
    )


def _width(text: str) -> int:
    return sum(not unicodedata.combining(character) for character in text)
