"""The observations of a file, with what is known of their columns and of their split."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.files.arrays import rows_text, table_from, table_to, tidy
from core.files.decoding import joined
from core.files.errors import ExpectedError
from core.files.fields import Fields, described, listed, number
from core.language import Counted, translatable
from core.network.data import Column, Data, Part
from core.network.network import Network
from core.network.node import Array, Role


def data_from(network: Network, value: Any) -> Data:
    """Read the observations; a side that is not given is missing (NaN) in every row."""
    fields = Fields({} if value is None else value, "data")
    inputs = _table(network, Role.INPUT, fields, "inputs")
    targets = _table(network, Role.OUTPUT, fields, "targets")
    n = max(len(inputs), len(targets))
    if 0 < len(targets) != n or 0 < len(inputs) != n:
        raise ExpectedError(
            where=fields.at("targets"),
            expected=rows_text(len(inputs)),
            got=rows_text(len(targets)),
        )
    return Data(
        _filled(inputs, n),
        _filled(targets, n),
        input_columns=_columns(fields, "input_columns", inputs.shape[1]),
        target_columns=_columns(fields, "target_columns", targets.shape[1]),
        split=_split(fields, n),
        source=fields.mapping("source"),
        extra=fields.extra(),
    )


def _table(network: Network, role: Role, fields: Fields, key: str) -> Array:
    width = len(network.units(role))
    value = fields.take(key)
    if value is None:
        return np.zeros((0, width))
    # Columns may be there before the first node that they belong to is drawn.
    return table_from(value, width or None, fields.at(key))


def _filled(table: Array, n: int) -> Array:
    return table if len(table) else np.full((n, table.shape[1]), np.nan)


def _columns(fields: Fields, key: str, width: int) -> tuple[Column, ...]:
    value, where = fields.take(key), fields.at(key)
    if value is None:
        return ()
    items = listed(value, where)
    if len(items) != width:
        raise ExpectedError(
            where=where, expected=_columns_text(width), got=_columns_text(len(items))
        )
    return tuple(_column(Fields(item, joined(where, i))) for i, item in enumerate(items))


def _columns_text(n: int) -> Counted:
    return Counted("{n} column", "{n} columns", n)


def _column(fields: Fields) -> Column:
    mean, sd = fields.take("mean"), fields.take("sd")
    column = Column(
        name=fields.text("name"),
        unit=fields.text("unit"),
        mean=0.0 if mean is None else number(mean, fields.at("mean")),
        sd=1.0 if sd is None else number(sd, fields.at("sd")),
        category=fields.text("category"),
        level=fields.text("level"),
        reference=fields.text("reference"),
    )
    if column.sd <= 0:
        expected = translatable("a number above 0")
        raise ExpectedError(where=fields.at("sd"), expected=expected, got=described(sd))
    return column


def _split(fields: Fields, n: int) -> Array | None:
    value, where = fields.take("split"), fields.at("split")
    if value is None:
        return None
    parts = listed(value, where)
    if len(parts) != n:
        raise ExpectedError(where=where, expected=rows_text(n), got=rows_text(len(parts)))
    for i, part in enumerate(parts):
        if isinstance(part, bool) or part not in list(Part):
            expected = translatable("0 for training, 1 for validation or 2 for test")
            raise ExpectedError(where=joined(where, i), expected=expected, got=described(part))
    return np.array(parts, dtype=np.int8)


def data_to(data: Data) -> dict[str, Any]:
    """The JSON value of the observations, None where a key has nothing to say."""
    return {
        "inputs": table_to(data.inputs[:], "data.inputs") if len(data.inputs) else None,
        "targets": table_to(data.targets, "data.targets") if len(data.targets) else None,
        "input_columns": _columns_to(data.input_columns),
        "target_columns": _columns_to(data.target_columns),
        "split": None if data.split is None else data.split.tolist(),
        "source": dict(data.source) or None,
    }


def _columns_to(columns: Sequence[Column]) -> list[dict[str, Any]] | None:
    return [_column_to(column) for column in columns] or None


def _column_to(column: Column) -> dict[str, Any]:
    written: dict[str, Any] = {"name": column.name}
    if column.unit:
        written["unit"] = column.unit
    if column.is_standardised:
        written |= {"mean": tidy(column.mean), "sd": tidy(column.sd)}
    for key in ("category", "level", "reference"):
        if getattr(column, key):
            written[key] = getattr(column, key)
    return written
