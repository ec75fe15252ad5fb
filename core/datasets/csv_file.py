"""Observations from a CSV file: columns by their names in the network, or else in order."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.datasets.csv_format import begins_with_numbers, decoded, guess
from core.datasets.csv_reading import reading_text
from core.datasets.errors import (
    ColumnCountError,
    DoubledColumnError,
    HeaderlessError,
    MissingColumnError,
    UnknownColumnError,
)
from core.datasets.part_column import is_part_column, part_codes
from core.datasets.table import Kind, Table
from core.files.reader import bytes_of
from core.language import Counted
from core.network.data import Column, Data
from core.network.naming import Names, spelling
from core.network.network import Network
from core.network.node import Array, Role, Unit


def read_csv(path: str | Path, network: Network) -> Data:
    """Read observations for a network; an absent target is NaN. Raise a `DataError`.

    Columns are matched to the ids, labels and printed names of inputs and outputs. Where no column
    of the inputs (or of the outputs) is named so, the columns left over are taken in order. All
    outputs may be missing. A column that says in words what rows are for makes the split. The
    numbers are measured ones: they are standardised as the network's own observations are.
    """
    table, split = _parted(_table(path, network))
    columns = _matched(table, network)
    inputs = _numbers(table, [columns[u] for u in network.units(Role.INPUT)])
    outputs = network.units(Role.OUTPUT)
    targets = np.full((len(inputs), len(outputs)), np.nan)
    if all(unit in columns for unit in outputs):
        targets = _numbers(table, [columns[u] for u in outputs])
    return replace(network.data.with_measured(inputs, targets), split=split)


def _table(path: str | Path, network: Network) -> Table:
    """The table of a file that has a header: without one, an observation would be lost."""
    name = Path(path).name
    text = decoded(bytes_of(path), name)
    how = replace(guess(text), header=True)
    if begins_with_numbers(text, how):
        raise HeaderlessError(file=name, names=_wanted(network))
    *_, (_share, table) = reading_text(text, name, how)
    assert table is not None
    return table


def _parted(table: Table) -> tuple[Table, Array | None]:
    """The table without the column that says what rows are for, and the split that it makes."""
    said = next((column for column in table.columns if is_part_column(column)), None)
    if said is None:
        return table, None
    others = tuple(column for column in table.columns if column is not said)
    return replace(table, columns=others), part_codes(said)


def _matched(table: Table, network: Network) -> dict[Unit, int]:
    """The column of every input, and of every output that has one."""
    known = _known_names(network)
    columns: dict[Unit, int] = {}
    left = []
    for j, name in enumerate(table.names):
        title = _as_written(name, table)
        unit = known.get(title) or known.get(spelling(title)) or known.get(spelling(title).lower())
        if unit is None:
            left.append(j)
        elif unit in columns:
            raise DoubledColumnError(file=_file(table), name=_printed(network, unit))
        else:
            columns[unit] = j
    return _in_order(table, network, columns, left)


def _as_written(name: str, table: Table) -> str:
    """The title of a column in the file, where a second of its kind was given a number."""
    title = re.sub(r" \(\d+\)$", "", name)
    return title if title in table.names else name


def _in_order(
    table: Table, network: Network, columns: dict[Unit, int], left: list[int]
) -> dict[Unit, int]:
    """Give the columns left over to inputs, outputs or both, where none of these is named."""
    nameless: list[list[Unit]] = []
    for role in (Role.INPUT, Role.OUTPUT):
        units = network.units(role)
        if not any(unit in columns for unit in units):
            nameless.append(units)
            continue
        absent = next((unit for unit in units if unit not in columns), None)
        if absent is not None:
            if left:
                raise _unknown(table, network, left[0])
            raise MissingColumnError(file=_file(table), name=_printed(network, absent))
    inputs_named = any(unit in columns for unit in network.units(Role.INPUT))
    everything = [unit for units in nameless for unit in units]
    if len(left) == len(everything):
        return columns | dict(zip(everything, left, strict=True))
    if inputs_named and not left:
        return columns
    if not inputs_named and len(left) == len(nameless[0]):
        return columns | dict(zip(nameless[0], left, strict=True))
    if columns and left:
        raise _unknown(table, network, left[0])
    got = Counted("{n} column", "{n} columns", len(table.names))
    raise ColumnCountError(file=_file(table), got=got, names=_wanted(network))


def _unknown(table: Table, network: Network, column: int) -> UnknownColumnError:
    return UnknownColumnError(column=table.names[column], names=_wanted(network))


def _known_names(network: Network) -> dict[str, Unit]:
    """Every way to write the name of an input or output, the surest ways first."""
    names = Names(network)
    units = [*network.units(Role.INPUT), *network.units(Role.OUTPUT)]
    known: dict[str, Unit] = {}
    for unit in units:
        single = network.nodes[unit.node].units == 1
        known.setdefault(unit.node if single else f"{unit.node}[{unit.index + 1}]", unit)
    for unit in units:
        known.setdefault(spelling(names.activation(unit).plain), unit)
    for unit in network.units(Role.OUTPUT):
        known.setdefault(spelling(names.target(unit).plain), unit)
    for role, columns in _described(network):
        for unit, column in zip(network.units(role), columns, strict=False):
            if column.name:
                known.setdefault(spelling(column.name), unit)
    for name, unit in list(known.items()):
        known.setdefault(spelling(name).lower(), unit)
    return known


def _described(network: Network) -> tuple[tuple[Role, tuple[Column, ...]], ...]:
    return (
        (Role.INPUT, network.data.input_columns),
        (Role.OUTPUT, network.data.target_columns),
    )


def _printed(network: Network, unit: Unit) -> str:
    return Names(network).activation(unit).plain


def _wanted(network: Network) -> str:
    units = [*network.units(Role.INPUT), *network.units(Role.OUTPUT)]
    shown = [_printed(network, unit) for unit in units[:12]]
    return ", ".join(shown) + (" …" if len(units) > len(shown) else "")


def _file(table: Table) -> str:
    return str(table.source["name"])


def _numbers(table: Table, columns: list[int]) -> Array:
    """The cells of some columns, NaN where one is empty; raise a `CellError`."""
    chosen = [table.with_kind(table.names[j], Kind.NUMBER).columns[j] for j in columns]
    bad = [(min(column.bad), k) for k, column in enumerate(chosen) if column.bad]
    if bad:
        row, k = min(bad)
        raise table.cell_error(chosen[k], row)
    values = [column.values for column in chosen]
    return np.column_stack(values) if values else np.zeros((table.n_rows, 0))
