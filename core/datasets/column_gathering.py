"""One column of a CSV while it is read: numbers as long as that goes, else texts by their codes."""

from collections.abc import Sequence

import numpy as np

from core.datasets.csv_format import MISSING, number_of
from core.datasets.table import Kind, TableColumn, number_text
from core.network.node import Array

_GAP = -1


class Gathering:
    """Takes the cells of a column piece by piece; ``decimal`` is its decimal mark."""

    def __init__(self, decimal: str) -> None:
        self._decimal = decimal
        self._pieces: list[Array] = []
        self._is_coded: list[bool] = []
        self._codes: dict[str, int] = {}

    def add(self, cells: Sequence[str]) -> None:
        """Take in the next cells."""
        numbers = _all_numbers(cells, self._decimal)
        self._is_coded.append(numbers is None)
        self._pieces.append(self._coded(cells) if numbers is None else numbers)

    def add_numbers(self, numbers: Array) -> None:
        """Take in cells that are numbers already."""
        self._is_coded.append(False)
        self._pieces.append(numbers)

    def _coded(self, cells: Sequence[str]) -> Array:
        """The place of each text among those met so far."""
        codes = self._codes
        stripped = [cell.strip() for cell in cells]
        return np.array(
            [_GAP if c in MISSING else codes.setdefault(c, len(codes)) for c in stripped]
        )

    def column(self, name: str) -> TableColumn:
        """The column: of numbers if at least two in three cells are, else of categories.

        A cell is judged by its text, so "1" counts the same wherever it stands.
        """
        if not any(self._is_coded):
            return TableColumn(name, self._joined(self._pieces))
        levels = list(self._codes)
        numbers = np.array([_number(text, self._decimal) for text in levels] + [np.nan])
        pieces = [
            numbers[piece] if coded else piece
            for piece, coded in zip(self._pieces, self._is_coded, strict=True)
        ]
        values = self._joined(pieces)
        codes = self._joined(
            [
                piece if coded else np.full(len(piece), _GAP)
                for piece, coded in zip(self._pieces, self._is_coded, strict=True)
            ]
        )
        bad = np.flatnonzero(np.isnan(values) & (codes != _GAP))
        if 2 * len(bad) <= np.count_nonzero(~np.isnan(values)) or not len(bad):
            texts = {i: levels[codes[i]] for i in bad.tolist()}
            return TableColumn(name, values, bad=texts)
        return self._category(name, values, codes)

    def _category(self, name: str, values: Array, codes: Array) -> TableColumn:
        """The column as categories, also where a piece of it was all numbers."""
        codes, known = codes.astype(np.float64), dict(self._codes)
        bare = (codes == _GAP) & ~np.isnan(values)
        for value in np.unique(values[bare]).tolist():
            code = known.setdefault(number_text(value), len(known))
            codes[bare & (values == value)] = code
        codes[codes == _GAP] = np.nan
        return TableColumn(name, codes, Kind.CATEGORY, tuple(known))

    @staticmethod
    def _joined(pieces: list[Array]) -> Array:
        return np.concatenate(pieces) if pieces else np.zeros(0)


def _all_numbers(cells: Sequence[str], decimal: str) -> Array | None:
    """The cells as numbers, NaN where one is missing; None if one needs a closer look."""
    try:
        if decimal == ",":
            joined = "\n".join(cells)
            if "." in joined:
                return None
            cells = joined.replace(",", ".").split("\n")
        numbers = np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return _with_gaps(cells)
    # float() reads inf and 1_000, too, and nan is a gap: all of them are looked at closely.
    return None if not np.isfinite(numbers).all() or any("_" in c for c in cells) else numbers


def _with_gaps(cells: Sequence[str]) -> Array | None:
    try:
        gaps = [cell.strip() in MISSING for cell in cells]
        numbers = np.array([np.nan if g else float(c) for c, g in zip(cells, gaps, strict=True)])
    except ValueError:
        return None
    is_sure = np.array_equal(np.isfinite(numbers), ~np.array(gaps))
    return numbers if is_sure and not any("_" in cell for cell in cells) else None


def _number(text: str, decimal: str) -> float:
    try:
        return number_of(text, decimal)
    except ValueError:
        return np.nan
