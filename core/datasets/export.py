"""Observations as a CSV of measured values, with a column that says what each row is for."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from core.datasets.part_column import PART_COLUMN, PART_TEXTS
from core.datasets.scaling import measured
from core.files.atomic import write_bytes
from core.network.byte_rows import ByteRows
from core.network.data import Column, Data, Inputs, Part
from core.network.node import Array

_CELLS = 10_000
_Column = tuple[str, Callable[[slice], list[str]]]


@dataclass(frozen=True)
class WriteCsv:
    """Writing a file, as a task that another process can do."""

    data: Data
    path: str

    def run(self) -> Iterator[tuple[float, None]]:
        """Yield the share that is written; the file is replaced at the very end."""
        pieces = []
        for share, piece in _pieces(self.data):
            pieces.append(piece)
            yield 0.98 * share, None
        write_bytes(self.path, "".join(pieces).encode())
        yield 1.0, None


def write_csv(data: Data, path: str | Path) -> None:
    """Write the observations at once, the old file staying if that fails (`UnwritableError`)."""
    write_bytes(path, csv_text(data).encode())


def csv_text(data: Data) -> str:
    """The CSV: measured numbers and categories as they came, NaN as an empty cell."""
    return "".join(piece for _share, piece in _pieces(data))


def _pieces(data: Data) -> Iterator[tuple[float, str]]:
    """Yield the text in pieces of some 10 ms, with the share of the rows they reach to."""
    columns = _columns(data)
    yield 0.0, _written([list(_names(columns))])
    n, size = data.n_observations, max(1, _CELLS // len(columns))
    for at in range(0, n, size):
        rows = slice(at, at + size)
        cells = [texts(rows) for _title, texts in columns]
        yield min(1.0, (at + size) / n), _written(zip(*cells, strict=True))


def _written(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _columns(data: Data) -> list[_Column]:
    """The title of every column of the file, with what gives the cells of some rows."""
    split = np.zeros(data.n_observations, np.int8) if data.split is None else data.split
    return [
        *_side(data.inputs, data.input_columns, "x"),
        *_side(data.targets, data.target_columns, "y"),
        (PART_COLUMN, lambda rows: [PART_TEXTS[Part(k)] for k in split[rows].tolist()]),
    ]


def _names(columns: Sequence[_Column]) -> Iterator[str]:
    """The titles, each made different from those before it."""
    taken: set[str] = set()
    for title, _texts in columns:
        name, k = title, 2
        while name in taken:
            name, k = f"{title} ({k})", k + 1
        taken.add(name)
        yield name


def _side(values: Inputs, columns: tuple[Column, ...], letter: str) -> Iterator[_Column]:
    """Inputs or targets; the 0/1 columns of a category become one column again."""
    if isinstance(values, ByteRows):  # pixels: read when they are written
        for j in range(values.shape[1]):
            name = columns[j].name if j < len(columns) else ""
            yield name or f"{letter}{j + 1}", partial(_pixels, values, j)
        return
    described = columns if len(columns) == values.shape[1] else (Column(),) * values.shape[1]
    values = measured(values, described)
    for j, group in _groups(described):
        about = described[j]
        if about.category:
            yield about.category, partial(_levels, values[:, group], described[group])
        else:
            yield about.name or f"{letter}{j + 1}", partial(_numbers, values[:, j])


def _groups(columns: Sequence[Column]) -> Iterator[tuple[int, slice]]:
    """Yield the first and all places of columns that belong to one category."""
    j = 0
    while j < len(columns):
        end = j + 1
        category = columns[j].category
        while category and end < len(columns) and columns[end].category == category:
            end += 1
        yield j, slice(j, end)
        j = end


def _levels(values: Array, columns: Sequence[Column], rows: slice) -> list[str]:
    """The level of each row; where the numbers are no longer 0 and 1, what is nearest."""
    values = values[rows]
    reference = columns[0].reference
    rest = 1.0 - values.sum(axis=1, keepdims=True) if reference else np.zeros((len(values), 0))
    nearest = np.nan_to_num(np.hstack([values, rest])).argmax(axis=1)
    levels = [*(column.level for column in columns), reference]
    gaps = np.isnan(values.sum(axis=1))
    return [
        "" if gap else levels[k] for k, gap in zip(nearest.tolist(), gaps.tolist(), strict=True)
    ]


def _pixels(values: ByteRows, j: int, rows: slice) -> list[str]:
    return _numbers(values[rows, j], slice(None))


def _numbers(values: Array, rows: slice) -> list[str]:
    texts = map(repr, values[rows].tolist())
    return ["" if text == "nan" else text.removesuffix(".0") for text in texts]
