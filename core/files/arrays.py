"""Arrays of numbers in a file: a bare number, nested lists, or base64 for large ones."""

import binascii
from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np

from core.files.decoding import joined
from core.files.errors import ExpectedError, NotFiniteError
from core.files.fields import Fields, described, listed, number
from core.files.packed import base64_of, decoded
from core.language import Counted, Message, translatable
from core.network.byte_rows import ByteRows
from core.network.node import Array, shape_text

LARGE = 10_000
"""How many numbers are written as base64 instead of as text."""

_DTYPES: dict[str, np.dtype[Any]] = {
    "float32": np.dtype("<f4"),
    "float64": np.dtype("<f8"),
    "uint8": np.dtype(np.uint8),
}
_USUAL = "float64"
_OF_PLACES: dict[str, np.dtype[Any]] = {"uint16": np.dtype("<u2"), "uint32": np.dtype("<u4")}


def array_from(value: Any, shape: tuple[int, ...], where: str) -> Array:
    """Return the float64 array of a shape that is known; a single number may stand bare."""
    if isinstance(value, dict):
        array = _unpacked(value, where)
        if array.shape != shape:
            raise _wrong_shape(shape, array.shape, where)
        return _finite(array, where)
    if not isinstance(value, list):
        if prod(shape) != 1:
            bare = number(value, where)  # first say that it is no number at all
            raise _wrong_shape(shape, np.shape(bare), where)
        return np.full(shape, number(value, where))
    if len(shape) == 1:
        return _row(value, shape[0], where)
    return _matrix(value, shape, where)


def _matrix(value: list[Any], shape: tuple[int, ...], where: str) -> Array:
    if value and not any(isinstance(row, list) for row in value):  # a vector, no matrix
        numbers = _row(value, len(value), where)
        if numbers.size != prod(shape) or numbers.size > 1:
            raise _wrong_shape(shape, numbers.shape, where)
        return numbers.reshape(shape)
    if len(value) != shape[0]:
        raise ExpectedError(where=where, expected=rows_text(shape[0]), got=rows_text(len(value)))
    rows = [_row(row, shape[1], joined(where, i)) for i, row in enumerate(value)]
    return np.array(rows, dtype=np.float64).reshape(shape)


def rows_text(n: int) -> Counted:
    """Say how many rows."""
    return Counted("{n} row", "{n} rows", n)


def _row(value: Any, n: int, where: str, gaps: bool = False) -> Array:
    """One list of ``n`` numbers; with ``gaps``, null is a missing number."""
    if len(listed(value, where)) != n:
        raise ExpectedError(where=where, expected=shape_text((n,)), got=shape_text((len(value),)))
    kinds = set(map(type, value))
    if gaps and type(None) in kinds:
        value = [np.nan if item is None else item for item in value]
        kinds.discard(type(None))
    try:
        if kinds <= {int, float}:
            row = np.array(value, dtype=np.float64)
            if not np.isinf(row).any():
                return row
    except OverflowError:
        pass
    # Slower, but it names the item.
    return np.array([number(item, joined(where, i)) for i, item in enumerate(value)])


def table_from(value: Any, width: int | None, where: str) -> Array:
    """Return rows of observations, NaN where a cell is null; None allows any one width."""
    if isinstance(value, dict):
        array = _unpacked(value, where)
        if array.ndim != 2 or (width is not None and array.shape[1] != width):
            raise _wrong_shape((len(array), width or 0), array.shape, where)
        if np.isinf(array).any():
            raise NotFiniteError(where=where)
        return array
    rows = listed(value, where)
    if width is None:
        width = len(listed(rows[0], joined(where, 0))) if rows else 0
    read = [_row(row, width, joined(where, i), gaps=True) for i, row in enumerate(rows)]
    return np.array(read, dtype=np.float64).reshape(len(rows), width)


def column_from(value: Any, where: str, places: bool = False) -> Array:
    """Return a row of numbers, however many there are; packed ones may be NaN or infinite.

    ``places`` says that they are whole numbers from 0, which are packed in their own way.
    """
    if not isinstance(value, dict):
        return _row(value, len(listed(value, where)), where)
    column = _unpacked(value, where, _OF_PLACES if places else _DTYPES)
    if column.ndim != 1:
        raise _wrong_shape((column.size,), column.shape, where)
    return column


def _unpacked(
    value: dict[str, Any], where: str, dtypes: Mapping[str, np.dtype[Any]] = _DTYPES
) -> Array:
    """The numbers of a packed array, float64."""
    fields = Fields(value, where)
    dtype = dtypes[fields.choice("dtype", list(dtypes), _USUAL)]
    if dtype == np.uint8:
        return byte_rows_from(value, where)[:]
    shape = _shape_of(fields)
    with np.errstate(invalid="ignore"):  # damaged bytes can be NaNs of every kind
        return _bytes_of(fields, shape, dtype).view(dtype).astype(np.float64).reshape(shape)


def byte_rows_from(value: dict[str, Any], where: str) -> ByteRows:
    """Rows of bytes, each of them a number ÷ ``divisor`` (1 if nothing is said)."""
    fields = Fields(value, where)
    fields.take("dtype")
    divisor, shape = fields.take("divisor"), _shape_of(fields)
    by = 1.0 if divisor is None else number(divisor, fields.at("divisor"))
    if by < _LEAST_DIVISOR:  # with less, a byte would stand for no finite number
        expected = translatable("a number above 0")
        raise ExpectedError(where=fields.at("divisor"), expected=expected, got=described(divisor))
    if len(shape) != 2:
        expected = translatable("rows and columns")
        raise ExpectedError(where=fields.at("shape"), expected=expected, got=shape_text(shape))
    return ByteRows(_bytes_of(fields, shape, np.dtype(np.uint8)).reshape(shape), by)


_LEAST_DIVISOR = 1e-300


def byte_rows_to(rows: ByteRows) -> dict[str, Any]:
    """The JSON value of rows of bytes."""
    return {
        "dtype": "uint8",
        "divisor": tidy(rows.divisor),
        "shape": list(rows.shape),
        "base64": base64_of(rows.bytes),
    }


def _shape_of(fields: Fields) -> tuple[int, ...]:
    """The shape of a packed array: of numbers in a row, or in rows and columns."""
    items, at = fields.items("shape"), fields.at("shape")
    shape = tuple(_size(n, joined(at, i)) for i, n in enumerate(items))
    if not 1 <= len(shape) <= 2:
        expected = translatable("rows and columns")
        raise ExpectedError(where=at, expected=expected, got=shape_text(shape[:_SHOWN]))
    return shape


_SHOWN = 4
"""Sides of a wrong shape that are told."""


def _bytes_of(fields: Fields, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
    """The bytes (uint8) of as many numbers as the shape says."""
    size = prod(shape) * dtype.itemsize
    text = fields.long_text("base64")
    letters = memoryview(text.encode("ascii", "replace")) if isinstance(text, str) else text.raw
    found = decoded(letters, size)
    if found is None:
        raise _not_those_bytes(letters, size, fields.at("base64"))
    return found


def _not_those_bytes(letters: memoryview, size: int, where: str) -> ExpectedError:
    try:
        got = len(binascii.a2b_base64(letters, strict_mode=True))
    except (binascii.Error, ValueError):
        return ExpectedError(
            where=where,
            expected=translatable("base64"),
            got=translatable("other characters"),
        )
    return ExpectedError(
        where=where,
        expected=Counted("{n} byte", "{n} bytes", size),
        got=Counted("{n} byte", "{n} bytes", got),
    )


def _size(value: Any, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        expected = translatable("a whole number")
        raise ExpectedError(where=where, expected=expected, got=described(value))
    if value > MOST_ROWS:
        most = Message(translatable("at most {n}"), n=MOST_ROWS)
        raise ExpectedError(where=where, expected=most, got=described(value))
    return value


MOST_ROWS = 100_000_000
"""A file that speaks of more rows is not believed: they would not fit into memory."""


def _wrong_shape(expected: tuple[int, ...], got: tuple[int, ...], where: str) -> ExpectedError:
    return ExpectedError(where=where, expected=shape_text(expected), got=shape_text(got))


def _finite(array: Array, where: str) -> Array:
    if not np.isfinite(array).all():
        raise NotFiniteError(where=where)
    return array


def array_to(array: Array, where: str) -> Any:
    """Return the JSON value of finite numbers, bare where there is only one; raise `SpotError`."""
    if not np.isfinite(array).all():
        raise NotFiniteError(where=where)
    if array.size == 1:
        return tidy(float(array.flat[0]))
    if array.size >= LARGE:
        return _packed(array)
    if array.ndim == 1:
        return [tidy(v) for v in array.tolist()]
    return [[tidy(v) for v in row] for row in array.tolist()]


def table_to(array: Array, where: str) -> Any:
    """Return the JSON value of observations, null where a cell is missing."""
    if np.isinf(array).any():
        raise NotFiniteError(where=where)
    if array.size >= LARGE:
        return _packed(array)
    return [[None if v != v else tidy(v) for v in row] for row in array.tolist()]


def _packed(array: Array) -> dict[str, Any]:
    """Base64, in float32 where that holds the very same numbers."""
    with np.errstate(over="ignore"):
        narrow = array.astype("<f4")
    same = np.array_equal(narrow.astype(np.float64), array, equal_nan=True)
    raw = narrow if same else array.astype("<f8")
    return {
        "dtype": "float32" if same else "float64",
        "shape": list(array.shape),
        "base64": base64_of(raw),
    }


def packed_places(places: Array, n: int) -> Any:
    """The JSON value of places among ``n`` things."""
    if len(places) < LARGE:
        return places.tolist()
    name = "uint16" if n <= 1 << 16 else "uint32"
    raw = places.astype(_OF_PLACES[name])
    return {"dtype": name, "shape": list(raw.shape), "base64": base64_of(raw)}


def tidy(value: float) -> float | int:
    """``3`` rather than ``3.0``, where that reads back as the same bits."""
    whole = value.is_integer() and abs(value) < 2**53 and str(value) != "-0.0"
    return int(value) if whole else value
