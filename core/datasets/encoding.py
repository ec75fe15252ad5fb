"""Categories as 0/1 columns, and what is worth saying about columns."""

from collections.abc import Iterator, Sequence

import numpy as np

from core.datasets.errors import ChoiceError
from core.datasets.table import Kind, TableColumn
from core.language import Message, translatable
from core.network.data import Column
from core.network.node import Array

_YES = frozenset(("yes", "y", "true", "1", "sí", "si", "s", "x"))
"""A second level that adds nothing to the name of its column: driveway, no or yes."""

MANY_LEVELS, MOST_LEVELS = 20, 1000


def encoded(columns: Sequence[TableColumn], is_target: bool) -> tuple[Array, tuple[Column, ...]]:
    """Turn columns without gaps into numbers (n, k): a category becomes 0/1 columns.

    An input of L levels becomes L − 1 columns, because the first level, the reference, is what
    all of them at 0 mean. A target of two levels becomes one column that is 1 for the second;
    a target of more becomes a column a level, named like the level. A column of no and yes keeps
    its name. Raises `ChoiceError` where
    there are more than `MOST_LEVELS`.
    """
    values: list[Array] = []
    described: list[Column] = []
    for column in columns:
        if column.kind is Kind.NUMBER:
            values.append(column.values)
            described.append(Column(column.name, column.unit))
        else:
            for code, about in _columns(column, is_target):
                values.append((column.values == code).astype(np.float64))
                described.append(about)
    n = len(columns[0].values) if columns else 0
    return (np.column_stack(values) if values else np.zeros((n, 0))), tuple(described)


def _columns(column: TableColumn, is_target: bool) -> Iterator[tuple[int, Column]]:
    """The levels that get a column, by their order, with what the column says."""
    levels = used_levels(column)
    if is_target and len(levels) < 2:
        raise ChoiceError(problem=_ONE_CLASS, name=column.name, level=column.levels[levels[0]])
    if len(levels) > MOST_LEVELS:
        raise ChoiceError(problem=_TOO_MANY, name=column.name, n=len(levels))
    reference = "" if is_target and len(levels) > 2 else column.levels[levels[0]]
    for code in levels[1:] if reference else levels:
        level = column.levels[code]
        says_yes = bool(reference) and len(levels) == 2 and level.casefold() in _YES
        name = column.name if says_yes else level if is_target else f"{column.name}={level}"
        yield code, Column(name, category=column.name, level=level, reference=reference)


def used_levels(column: TableColumn) -> list[int]:
    """The levels that some row has, sorted as numbers or else as texts."""
    codes = [int(code) for code in column.distinct]
    try:
        return sorted(codes, key=lambda code: float(column.levels[code]))
    except ValueError:
        return sorted(codes, key=lambda code: (column.levels[code].casefold(), column.levels[code]))


def column_notes(columns: Sequence[TableColumn], training: Array) -> Iterator[Message]:
    """Say what a user should know of the columns: references, many levels, constants."""
    for column in columns:
        known = column.values[training] if len(training) < len(column.values) else column.values
        known = known[~np.isnan(known)]
        if len(known) and (known == known[0]).all():
            yield Message(_CONSTANT, name=column.name, value=_shown(column, float(known[0])))
        elif column.kind is Kind.CATEGORY and len(column.distinct) > MANY_LEVELS:
            yield Message(_MANY, name=column.name, n=len(column.distinct))


def _shown(column: TableColumn, value: float) -> str:
    return column.text(int(np.flatnonzero(column.values == value)[0]))


_CONSTANT = translatable(
    "“{name}” is {value} in every training row: nothing can be learned from it."
)
_ONE_CLASS = translatable(
    "The target “{name}” is {level} in every row that is left: there is nothing to tell apart."
)
_TOO_MANY = translatable(
    "“{name}” has {n} different values, too many for a column each: leave it out, or read it as "
    "numbers."
)
_MANY = translatable("“{name}” has {n} different values, each with a column of its own.")
