"""JSON texts in which large arrays stand as base64, made piece by piece."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

from core.files.errors import NotFiniteError
from core.files.packed import LargeArray, encoded


def json_text(value: Any, where: str = "") -> str:
    """The JSON text of a value; raise `NotFiniteError`."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        raise NotFiniteError(where=where) from None


def long_json(value: Any, where: str = "") -> Iterator[bytes]:
    """The bytes of the JSON text of a value that may hold a `LargeArray`."""
    large: list[LargeArray] = []
    mark = ""

    def name(array: Any) -> str:
        nonlocal mark
        if not isinstance(array, LargeArray):
            raise TypeError(f"{type(array).__name__} is nothing that JSON knows")
        mark = mark or uuid.uuid4().hex
        large.append(array)
        return mark

    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=name)
    except ValueError:
        raise NotFiniteError(where=where) from None
    parts = iter(text.split(mark)) if large else iter([text])
    yield next(parts).encode("utf-8", "replace")
    for array, part in zip(large, parts, strict=True):
        yield from encoded(array.array)
        yield part.encode("utf-8", "replace")
