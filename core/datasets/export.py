"""Observations as a CSV of measured values, with a column that says what each row is for."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from core.datasets.part_column import PART_COLUMN, PART_TEXTS
from core.datasets.scaling import measured
from core.datasets.table import number_text
from core.files.atomic import write_bytes
from core.network.data import Column, Data, Part
from core.network.node import Array


def write_csv(data: Data, path: str | Path) -> None:
    """Write the observations at once, the old file staying if that fails (`UnwritableError`)."""
    write_bytes(path, csv_text(data).encode())


def csv_text(data: Data) -> str:
    """The CSV: measured numbers and categories as they came, NaN as an empty cell."""
    taken: set[str] = set()
    titles, columns = [], []
    sides = (
        (data.inputs, data.input_columns, "x"),
        (data.targets, data.target_columns, "y"),
    )
    for values, described, letter in sides:
        for title, cells in _cells(values, described, letter):
            titles.append(_free(title, taken))
            columns.append(cells)
    split = np.zeros(data.n_observations, np.int8) if data.split is None else data.split
    titles.append(_free(PART_COLUMN, taken))
    columns.append([PART_TEXTS[Part(int(part))] for part in split])
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(titles)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue()


def _free(title: str, taken: set[str]) -> str:
    name, k = title, 2
    while name in taken:
        name, k = f"{title} ({k})", k + 1
    taken.add(name)
    return name


def _cells(
    values: Array, columns: tuple[Column, ...], letter: str
) -> Iterator[tuple[str, list[str]]]:
    """Yield titles and texts; the 0/1 columns of a category become one column again."""
    width = values.shape[1]
    described = columns if len(columns) == width else (Column(),) * width
    values = measured(values, described)
    j = 0
    while j < width:
        group = [j]
        while described[j].category and group[-1] + 1 < width:
            if described[group[-1] + 1].category != described[j].category:
                break
            group.append(group[-1] + 1)
        if described[j].category:
            yield described[j].category, _levels(values[:, group], [described[g] for g in group])
        else:
            yield described[j].name or f"{letter}{j + 1}", list(map(_text, values[:, j].tolist()))
        j = group[-1] + 1


def _levels(values: Array, columns: Sequence[Column]) -> list[str]:
    """The level of each row; where the numbers are no longer 0 and 1, what is nearest."""
    reference = columns[0].reference
    rest = 1.0 - values.sum(axis=1, keepdims=True) if reference else np.zeros((len(values), 0))
    nearest = np.nan_to_num(np.hstack([values, rest])).argmax(axis=1)
    levels = [*(column.level for column in columns), reference]
    gaps: Array = np.isnan(values).any(axis=1)
    return [
        "" if gap else levels[k] for k, gap in zip(nearest.tolist(), gaps.tolist(), strict=True)
    ]


def _text(value: float) -> str:
    return "" if np.isnan(value) else number_text(value)
