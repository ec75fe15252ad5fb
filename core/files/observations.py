"""The observations of a file, with what is known of their columns and of their split."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.files.arrays import (
    byte_rows_from,
    byte_rows_to,
    rows_text,
    table_from,
    table_to,
    tidy,
)
from core.files.decoding import joined
from core.files.errors import ExpectedError, SpotError
from core.files.fields import Fields, described, listed, number
from core.files.images import completed, image_from, reference_of, split_from, split_to
from core.files.shipped import shipped
from core.language import Counted, Message, translatable
from core.network.byte_rows import ByteRows
from core.network.data import Column, Data, Inputs
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Array, Role


def data_from(network: Network, value: Any) -> Data:
    """Read the observations; a side that is not given is missing (NaN) in every row."""
    fields = Fields({} if value is None else value, "data")
    of_set = _shipped(fields)
    inputs = _inputs(network, fields) if of_set is None else of_set.inputs
    targets = _targets(network, fields, of_set)
    n = max(len(inputs), len(targets))
    if 0 < len(targets) != n or 0 < len(inputs) != n:
        raise ExpectedError(
            where=fields.at("targets"),
            expected=rows_text(len(inputs)),
            got=rows_text(len(targets)),
        )
    width, has_split = inputs.shape[1], fields.has("split")
    read = Data(
        _filled(inputs, n),
        targets if len(targets) else np.full((n, targets.shape[1]), np.nan),
        input_columns=_columns(fields, "input_columns", width),
        target_columns=_columns(fields, "target_columns", targets.shape[1]),
        split=split_from(fields, n),
        source=fields.mapping("source"),
        image=image_from(fields, width),
        extra=fields.extra(),
    )
    return read if of_set is None else completed(read, of_set, has_split)


def _shipped(fields: Fields) -> Data | None:
    """The set that the file names, if it names one."""
    name, where = fields.text("set"), fields.at("set")
    if not name:
        return None
    if fields.take("inputs") is not None:
        problem = translatable("a data set has its own “inputs”: leave one of the two out.")
        raise SpotError(where=where, problem=Message(problem))
    try:
        return shipped(name)
    except NodewiseError as problem:
        raise SpotError(where=where, problem=problem) from None


def _inputs(network: Network, fields: Fields) -> Inputs:
    value, where = fields.take("inputs"), fields.at("inputs")
    width = len(network.units(Role.INPUT))
    if value is None:
        return np.zeros((0, width))
    if isinstance(value, dict) and value.get("dtype") == "uint8":
        return byte_rows_from(value, where)  # images, which stay whole whatever is drawn
    # Columns may be there before the first node that they belong to is drawn.
    return table_from(value, width or None, where)


def _targets(network: Network, fields: Fields, of_set: Data | None) -> Array:
    value, width = fields.take("targets"), len(network.units(Role.OUTPUT))
    if value is not None:
        return table_from(value, width or None, fields.at("targets"))
    return np.zeros((0, width)) if of_set is None else of_set.targets


def _filled(table: Inputs, n: int) -> Inputs:
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


def data_to(data: Data) -> dict[str, Any]:
    """The JSON value of the observations, None where a key has nothing to say."""
    reference = reference_of(data)
    known: dict[str, Any] = {
        "set": reference or None,
        "inputs": _inputs_to(data.inputs) if len(data.inputs) and not reference else None,
        "targets": table_to(data.targets, "data.targets") if len(data.targets) else None,
        "input_columns": _columns_to(data.input_columns),
        "target_columns": _columns_to(data.target_columns),
        "split": split_to(data),
        "image": None if data.image is None else list(data.image),
        "source": dict(data.source) or None,
    }
    if not reference:
        return known
    own = shipped(reference)
    kept = {
        "target_columns": _columns_to(own.target_columns),
        "source": dict(own.source),
        "image": None if own.image is None else list(own.image),
    }
    if np.array_equal(data.targets, own.targets):
        known["targets"] = None
    return known | {key: None for key, value in kept.items() if known[key] == value}


def _inputs_to(inputs: Inputs) -> Any:
    if isinstance(inputs, ByteRows):
        return byte_rows_to(inputs)
    return table_to(inputs, "data.inputs")


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
