"""What files say of large data: a shipped set by its name, parts as runs, the size of images."""

from dataclasses import replace
from itertools import groupby
from math import prod
from typing import Any

import numpy as np

from core.files.arrays import MOST_ROWS, rows_text
from core.files.decoding import joined
from core.files.errors import ExpectedError
from core.files.fields import Fields, described, listed
from core.files.shipped import SETS
from core.language import Message, translatable
from core.network.byte_rows import ByteRows
from core.network.data import Data, Part
from core.network.node import Array

_CELLS_OF_A_RUN = 6
"""A run is written with about as many characters as six parts."""


def reference_of(data: Data) -> str:
    """The shipped set that a file may name instead of the inputs, "" if there is none."""
    inputs = data.inputs
    return inputs.reference if isinstance(inputs, ByteRows) and inputs.reference in SETS else ""


def completed(read: Data, of_set: Data, has_split: bool) -> Data:
    """What a file says of a shipped set, with the set's own words for all that it leaves out."""
    same_targets = read.targets.shape == of_set.targets.shape
    columns = of_set.target_columns if same_targets else ()
    return replace(
        read,
        target_columns=read.target_columns or columns,
        source=read.source or of_set.source,
        image=read.image or of_set.image,
        split=read.split if has_split else of_set.split,
    )


def split_from(fields: Fields, n: int) -> Array | None:
    """The part of every row: a list of all of them, or runs of equal ones."""
    value, where = fields.take("split"), fields.at("split")
    if value is None:
        return None
    parts = _of_runs(Fields(value, where)) if isinstance(value, dict) else _of_list(value, where)
    if len(parts) != n:
        raise ExpectedError(where=where, expected=rows_text(n), got=rows_text(len(parts)))
    return parts


def _of_list(value: Any, where: str) -> Array:
    parts = listed(value, where)
    for i, part in enumerate(parts):
        _check_part(part, joined(where, i))
    return np.array(parts, dtype=np.int8)


def _of_runs(fields: Fields) -> Array:
    runs, where = fields.items("runs"), fields.at("runs")
    for i, run in enumerate(runs):
        spot = joined(where, i)
        if len(listed(run, spot)) != 2 or not _is_count(run[0]):
            expected = translatable("a number of rows and their part, as in [48000, 0]")
            raise ExpectedError(where=spot, expected=expected, got=_described_sides(run))
        if run[0] > MOST_ROWS:
            raise _too_many(joined(spot, 0), described(run[0]))
        _check_part(run[1], joined(spot, 1))
    if not runs:
        return np.zeros(0, np.int8)
    counts, parts = zip(*runs, strict=True)
    if sum(counts) > MOST_ROWS:
        raise _too_many(where, rows_text(sum(counts)))
    return np.repeat(np.array(parts, np.int8), counts)


def _too_many(where: str, got: object) -> ExpectedError:
    most = Message(translatable("at most {n} rows"), n=MOST_ROWS)
    return ExpectedError(where=where, expected=most, got=got)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _check_part(part: Any, where: str) -> None:
    if isinstance(part, bool) or part not in list(Part):
        expected = translatable("0 for training, 1 for validation or 2 for test")
        raise ExpectedError(where=where, expected=expected, got=described(part))


def split_to(data: Data) -> Any:
    """The JSON value of the split: runs for images where that is shorter, else every part.

    The rows of a shipped set have the set's own split, and nothing is said of it.
    """
    reference = reference_of(data)
    if reference and _is_own(data, reference):
        return None
    if data.split is None:
        # A set whose every row is for training has to say so.
        return {"runs": [[len(data.inputs), int(Part.TRAINING)]]} if reference else None
    parts: list[int] = data.split.tolist()
    if isinstance(data.inputs, ByteRows):
        runs = [[sum(1 for _ in run), part] for part, run in groupby(parts)]
        if len(runs) * _CELLS_OF_A_RUN < len(parts):
            return {"runs": runs}
    return parts


def _is_own(data: Data, reference: str) -> bool:
    own = SETS[reference]().split
    if own is None or data.split is None:
        return own is data.split
    return data.split is own or np.array_equal(data.split, own)


def image_from(fields: Fields, width: int) -> tuple[int, int] | None:
    """The rows and columns of the images that the inputs are."""
    value, where = fields.take("image"), fields.at("image")
    if value is None:
        return None
    sides = listed(value, where)
    if len(sides) != 2 or not all(map(_is_count, sides)) or prod(sides) != width:
        expected = Message(translatable("rows and columns of images with {n} pixels"), n=width)
        raise ExpectedError(where=where, expected=expected, got=_described_sides(sides))
    return sides[0], sides[1]


def _described_sides(sides: list[Any]) -> str:
    """Say a list shortly by its items."""
    return f"[{', '.join(described(side) for side in sides[:4])}]"
