"""One column of a CSV while it is read: numbers as long as that goes, else texts by their codes."""

from collections.abc import Sequence

import numpy as np

from core.datasets.csv_format import MISSING, number_of
from core.datasets.table import Kind, TableColumn, number_text
from core.network.node import Array

_GAP = -1
_GAPS = dict.fromkeys(MISSING, "nan")


class _Codes(dict[str, int]):
    """The place of each text, as it stands in its cell, among those met so far."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: dict[str, int] = {}

    def __missing__(self, cell: str) -> int:
        text = cell.strip()
        code = _GAP if text in MISSING else self.levels.setdefault(text, len(self.levels))
        self[cell] = code
        return code


class Gathering:
    """Takes the cells of a column piece by piece; ``decimal`` is its decimal mark."""

    def __init__(self, decimal: str) -> None:
        self._decimal = decimal
        self._pieces: list[Array] = []
        self._is_coded: list[bool] = []
        self._codes = _Codes()

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
        return np.fromiter(map(self._codes.__getitem__, cells), np.intp, len(cells))

    def column(self, name: str) -> TableColumn:
        """The column: of numbers if at least two in three cells are, else of categories.

        A cell is judged by its text, so "1" counts the same wherever it stands.
        """
        if not any(self._is_coded):
            return TableColumn(name, self._joined(self._pieces))
        levels = list(self._codes.levels)
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
        codes, known = codes.astype(np.float64), dict(self._codes.levels)
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
    if decimal == ",":
        joined = "\n".join(cells)
        if "." in joined:
            return None
        cells = joined.replace(",", ".").split("\n")
    try:
        numbers = np.fromiter(map(float, map(_GAPS.get, cells, cells)), np.float64, len(cells))
    except ValueError:
        return None
    # float() reads inf and 1_000, too: they are looked at closely.
    is_sure = not np.isinf(numbers).any() and "_" not in "".join(cells)
    return numbers if is_sure else None


def _number(text: str, decimal: str) -> float:
    try:
        return number_of(text, decimal)
    except ValueError:
        return np.nan
