"""Long base64 texts: made and read in pieces, outside the JSON that they stand in.

A parser would walk through 60 MB of letters, and while it does nothing else of the program runs.
So they are cut out of the bytes of a file before it is parsed, and put in while it is written.
"""

import binascii
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from core.network.node import Array

LONG = 300_000
"""From how many characters on a text is handled apart."""
_PIECE = 3 << 18  # bytes that become base64 at once; a multiple of 3 and of 4


class Base64:
    """A base64 text that still stands in the bytes of its file."""

    def __init__(self, raw: memoryview) -> None:
        self.raw = raw

    def __str__(self) -> str:
        return str(self.raw, "utf-8", "replace")


class LargeArray:
    """An array whose base64 is made while the file is written."""

    def __init__(self, array: Array) -> None:
        self.array = array


def base64_of(array: Array) -> str | LargeArray:
    """What stands for the base64 of an array in a JSON value: a large one is written later."""
    if array.nbytes > LONG:
        return LargeArray(array)
    return b"".join(encoded(array)).decode("ascii")


def decoded(text: memoryview, size: int) -> Array | None:
    """Turn base64 into ``size`` bytes (uint8), piece by piece; None where it is not just those."""
    if len(text) != -(-size // 3) * 4:
        return None
    out = np.empty(size, np.uint8)
    step = _PIECE // 3 * 4
    try:
        for first, at in zip(range(0, len(text), step), range(0, size, _PIECE), strict=True):
            piece = binascii.a2b_base64(text[first : first + step], strict_mode=True)
            out[at : at + _PIECE] = np.frombuffer(piece, np.uint8)
    except (binascii.Error, ValueError):
        return None
    return out


def encoded(array: Array) -> Iterator[bytes]:
    """The base64 of an array's bytes, piece by piece."""
    raw = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
    for first in range(0, len(raw), _PIECE):
        yield binascii.b2a_base64(raw[first : first + _PIECE].data, newline=False)


class CutOffError(Exception):
    """The bytes end within a long text, which begins at ``position``."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class Lifted:
    """The bytes of a file without its long base64 texts, each of them replaced by a mark.

    Raises `CutOffError` where the bytes end within such a text.
    """

    def __init__(self, raw: bytes) -> None:
        self.texts: list[Base64] = []
        self.raw = raw
        if len(raw) < LONG:
            return
        view, done = memoryview(raw), 0
        pieces: list[bytes | memoryview] = []
        for first, last in _long_texts(raw):
            pieces += [view[done:first], _MARK + str(len(self.texts)).encode()]
            self.texts.append(Base64(view[first:last]))
            done = last
        if self.texts:
            self.raw = b"".join([*pieces, view[done:]])
            if self.raw.count(_MARK) > len(self.texts):  # the file has such a text itself
                self.raw, self.texts = raw, []

    def put_back(self, made: dict[str, Any]) -> None:
        """Replace a mark in an object that was parsed by its text."""
        mark = made.get("base64")
        if isinstance(mark, str) and mark.startswith(_SIGN):
            made["base64"] = self.texts[int(mark.removeprefix(_SIGN))]


_SIGN = "\ue0b6:"  # of the private use area: no keyboard makes it
_MARK = _SIGN.encode()


_KEY = b'"base64"'
_BEGINNING = re.compile(rb'[ \t\r\n]*:[ \t\r\n]*"')


def _long_texts(raw: bytes) -> Iterator[tuple[int, int]]:
    """Where long base64 texts stand: each from its first to behind its last character."""
    at = raw.find(_KEY)
    while at >= 0:
        begun = _BEGINNING.match(raw, at + len(_KEY))
        if begun is None or raw[at - 1 : at] == b"\\":  # no key, or a quotation within a text
            at = raw.find(_KEY, at + 1)
            continue
        first = begun.end()
        last = raw.find(b'"', first)
        if last < 0:
            if len(raw) - first > LONG:
                raise CutOffError(first)
            return
        if last - first > LONG and raw.find(b"\\", first, last) < 0:
            yield first, last
        at = raw.find(_KEY, last)
