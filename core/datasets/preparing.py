"""From a table to observations: columns chosen, rows cleaned and split, categories as 0/1."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from core.datasets.encoding import column_notes, encoded
from core.datasets.errors import ChoiceError, NoRowsError
from core.datasets.part_column import is_part_column, part_codes
from core.datasets.scaling import standardised
from core.datasets.split import Fractions, Rows, parts
from core.datasets.table import Kind, Table, TableColumn
from core.language import Message, translatable
from core.network.data import Data
from core.network.node import Array


class Missing(StrEnum):
    """What becomes of rows with missing cells."""

    DROP = "drop"
    FILL = "fill"


@dataclass(frozen=True)
class PartColumn:
    """The split is written in a column, in the words training, validation and test."""

    name: str


Split = Fractions | Rows | PartColumn | None


@dataclass(frozen=True)
class Choice:
    """What to make of a table: ``inputs`` and ``targets`` are names of columns.

    ``kinds`` reads columns as another kind than the table says; a target of the numbers 0 and 1
    is a category unless it is named there. Missing inputs are filled with the mean (numbers) or
    the most frequent level (categories) of the training rows; a row without its target is always
    dropped. ``bad_as_missing`` takes cells that are no numbers for missing ones.
    """

    inputs: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    standardise_inputs: bool = False
    standardise_targets: bool = False
    missing: Missing = Missing.DROP
    bad_as_missing: bool = False
    split: Split = None


@dataclass(frozen=True, eq=False)
class Prepared:
    """Observations, and what was done to get them.

    ``rows`` (n,) are the rows of the table that were kept, from 0; ``dropped`` counts the others,
    ``filled`` the cells that were filled in. ``notes`` say what a user should know, ``references``
    give the level without a column for each category among the inputs.
    """

    data: Data
    rows: Array
    dropped: int = 0
    filled: int = 0
    references: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()


def default_choice(table: Table) -> Choice:
    """The last column as target, every other as input; a column that says the part splits.

    Columns of categories with a level a row (names, dates) are left out.
    """
    part = next((c.name for c in table.columns if is_part_column(c)), None)
    useful = [c.name for c in table.columns if c.name != part and _is_useful(c)]
    if len(useful) < 2:
        useful = [c.name for c in table.columns if c.name != part]
    how = PartColumn(part) if part is not None else None
    return Choice(tuple(useful[:-1]), tuple(useful[-1:]), split=how)


def _is_useful(column: TableColumn) -> bool:
    known = len(column.values) - int(np.isnan(column.values).sum())
    if column.kind is Kind.CATEGORY:
        return len(column.levels) > 1 and (
            len(column.levels) <= 20 or len(column.levels) < known / 2
        )
    return not column.is_constant


def prepare(table: Table, choice: Choice) -> Prepared:
    """Make observations of a table; raise a `DataError` that names the spot."""
    table = typed(table, choice)
    inputs = [table[name] for name in choice.inputs]
    targets = [table[name] for name in choice.targets]
    if not choice.bad_as_missing:
        _refuse_bad(table, [*inputs, *targets])
    kept = _kept_rows(inputs, targets, choice.missing)
    part = _parts(table, kept, targets, choice.split)
    training = np.flatnonzero(part == 0) if part is not None else np.arange(len(kept))
    cut = [_cut(column, kept) for column in inputs]
    whole = [_filled(column, training) for column in cut]
    x, x_columns = encoded(whole, is_target=False)
    if not x_columns:
        raise ChoiceError(problem=translatable("Every input is the same in all rows."))
    y, y_columns = encoded([_cut(column, kept) for column in targets], is_target=True)
    if choice.standardise_inputs:
        x, x_columns = standardised(x, x_columns, training)
    if choice.standardise_targets:
        y, y_columns = standardised(y, y_columns, training)
    return Prepared(
        Data(x, y, {}, x_columns, y_columns, part, table.source),
        rows=kept,
        dropped=table.n_rows - len(kept),
        filled=sum(int(np.isnan(column.values).sum()) for column in cut),
        references={c.category: c.reference for c in x_columns if c.reference},
        notes=tuple(column_notes([*whole, *targets], training)),
    )


def typed(table: Table, choice: Choice) -> Table:
    """The table with every chosen column in the kind it is to be read as; raise `ChoiceError`."""
    _check(table, choice)
    for name, kind in choice.kinds.items():
        if name in table.names:
            table = table.with_kind(name, kind)
    for name in choice.targets:
        if name not in choice.kinds and is_binary(table[name]):
            table = table.with_kind(name, Kind.CATEGORY)
    return table


def is_binary(column: TableColumn) -> bool:
    """Return whether a column of numbers holds just 0 and 1."""
    known = column.values[~np.isnan(column.values)]
    return (
        column.kind is Kind.NUMBER
        and not column.bad
        and bool(np.isin(known, (0.0, 1.0)).all())
        and not column.is_constant
    )


def _check(table: Table, choice: Choice) -> None:
    if not choice.inputs or not choice.targets:
        raise ChoiceError(problem=translatable("Choose at least one input and one target."))
    both = set(choice.inputs) & set(choice.targets)
    if both:
        problem = translatable("“{name}” cannot be an input and a target.")
        raise ChoiceError(problem=problem, name=min(both))
    for name in (*choice.inputs, *choice.targets):
        if np.isnan(table[name].values).all() and not table[name].bad:
            problem = translatable("The column “{name}” is empty: leave it out.")
            raise ChoiceError(problem=problem, name=name)


def _refuse_bad(table: Table, columns: Sequence[TableColumn]) -> None:
    """Raise the `CellError` of the first bad cell, by rows."""
    found = [(min(column.bad), j) for j, column in enumerate(columns) if column.bad]
    if found:
        row, j = min(found)
        raise table.cell_error(columns[j], row)


def _kept_rows(
    inputs: Sequence[TableColumn], targets: Sequence[TableColumn], missing: Missing
) -> Array:
    """The rows that are whole; with `Missing.FILL`, those that have their targets."""
    needed = [*targets, *(inputs if missing is Missing.DROP else ())]
    kept = np.flatnonzero(~np.any([np.isnan(c.values) for c in needed], axis=0))
    if not kept.size:
        worst = max(needed, key=lambda c: int(np.isnan(c.values).sum()))
        n = int(np.isnan(worst.values).sum())
        raise NoRowsError(column=worst.name, n=n, all=len(worst.values))
    return kept


def _parts(table: Table, kept: Array, targets: Sequence[TableColumn], how: Split) -> Array | None:
    if isinstance(how, PartColumn):
        return part_codes(table[how.name])[kept]
    return parts(len(kept), how, np.column_stack([c.values[kept] for c in targets]))


def _cut(column: TableColumn, rows: Array) -> TableColumn:
    return replace(column, values=column.values[rows], bad={})


def _filled(column: TableColumn, training: Array) -> TableColumn:
    """Fill what is missing with the mean or the most frequent level of the training rows."""
    gaps = np.isnan(column.values)
    if not gaps.any():
        return column
    known = column.values[training]
    known = known[~np.isnan(known)]
    if not known.size:
        problem = translatable("The column “{name}” has no value in the training rows.")
        raise ChoiceError(problem=problem, name=column.name)
    if column.kind is Kind.CATEGORY:
        fill = float(np.bincount(known.astype(int)).argmax())
    else:
        fill = float(known.mean())
    return replace(column, values=np.where(gaps, fill, column.values))
