"""Observations from a CSV file: columns by their names in the network, or else in order."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.datasets.errors import (
    CellError,
    ColumnCountError,
    DoubledColumnError,
    EmptyTableError,
    HeaderlessError,
    MissingColumnError,
    NotTableError,
    RowLengthError,
    UnknownColumnError,
)
from core.files.reader import bytes_of
from core.language import Counted
from core.network.data import Data
from core.network.naming import Names, spelling
from core.network.network import Network
from core.network.node import Array, Role, Unit
from core.numbers import NumberError, parse_number


@dataclass(frozen=True)
class Table:
    """A CSV as text: the names of its columns, and its rows with their line numbers."""

    file: str
    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_csv(path: str | Path, network: Network) -> Data:
    """Read observations for a network; an absent target is NaN. Raise a `DataError`.

    Columns are matched to the ids, labels and printed names of inputs and outputs. Where no column
    of the inputs (or of the outputs) is named so, the columns left over are taken in order. All
    outputs may be missing.
    """
    table = _table(path, network)
    columns = _matched(table, network)
    inputs = _numbers(table, [columns[u] for u in network.units(Role.INPUT)])
    outputs = network.units(Role.OUTPUT)
    if not all(unit in columns for unit in outputs):
        return Data(inputs, np.full((len(inputs), len(outputs)), np.nan))
    return Data(inputs, _numbers(table, [columns[u] for u in outputs]))


def _table(path: str | Path, network: Network) -> Table:
    name = Path(path).name
    text = _decoded(bytes_of(path), name)
    rows = list(_rows(text, name))
    if len(rows) < 2 and not (rows and _is_numbers(rows[0][1])):
        raise EmptyTableError(file=name)
    header = [cell.strip() for cell in rows[0][1]]
    if _is_numbers(header):
        raise HeaderlessError(file=name, names=_wanted(network))
    return Table(name, header, rows[1:])


def _decoded(raw: bytes, name: str) -> str:
    """UTF-8, or what spreadsheets write: UTF-16 with a mark, Windows' western code page."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    if b"\0" in raw:
        raise NotTableError(file=name)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with its line, from 1."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((mark for mark in ";\t" if mark in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error:
        raise NotTableError(file=name) from None


def _is_numbers(cells: list[str]) -> bool:
    try:
        return bool([parse_number(cell) for cell in cells])
    except NumberError:
        return False


def _matched(table: Table, network: Network) -> dict[Unit, int]:
    """The column of every input, and of every output that has one."""
    known = _known_names(network)
    columns: dict[Unit, int] = {}
    left = []
    for j, title in enumerate(table.header):
        unit = known.get(title) or known.get(spelling(title)) or known.get(spelling(title).lower())
        if unit is None:
            left.append(j)
        elif unit in columns:
            raise DoubledColumnError(file=table.file, name=_printed(network, unit))
        else:
            columns[unit] = j
    return _in_order(table, network, columns, left)


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
            raise MissingColumnError(file=table.file, name=_printed(network, absent))
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
    got = Counted("{n} column", "{n} columns", len(table.header))
    raise ColumnCountError(file=table.file, got=got, names=_wanted(network))


def _unknown(table: Table, network: Network, column: int) -> UnknownColumnError:
    return UnknownColumnError(column=table.header[column], names=_wanted(network))


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
    for name, unit in list(known.items()):
        known.setdefault(spelling(name).lower(), unit)
    return known


def _printed(network: Network, unit: Unit) -> str:
    return Names(network).activation(unit).plain


def _wanted(network: Network) -> str:
    units = [*network.units(Role.INPUT), *network.units(Role.OUTPUT)]
    shown = [_printed(network, unit) for unit in units[:12]]
    return ", ".join(shown) + (" …" if len(units) > len(shown) else "")


def _numbers(table: Table, columns: list[int]) -> Array:
    """The cells of some columns, NaN where one is empty."""
    values = np.full((len(table.rows), len(columns)), np.nan)
    for i, (line, row) in enumerate(table.rows):
        if len(row) != len(table.header):
            raise RowLengthError(
                row=i + 1, line=line, got=_cells(row), expected=_cells(table.header)
            )
        for k, j in enumerate(columns):
            if row[j].strip():
                values[i, k] = _cell(row[j], i + 1, line, table.header[j])
    return values


def _cells(row: list[str]) -> Counted:
    return Counted("{n} cell", "{n} cells", len(row))


def _cell(text: str, row: int, line: int, column: str) -> float:
    try:
        return parse_number(text)
    except NumberError:
        raise CellError(row=row, line=line, column=column, text=text.strip()) from None
