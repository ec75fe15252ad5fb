"""Rows of numbers that are kept as bytes, as the pixels of images are: a byte a number."""

from typing import Any

import numpy as np

from core.network.node import Array


class ByteRows:
    """A read-only table (n, width) of the numbers byte ÷ ``divisor``, float64 when they are read.

    It is read as an array is, by rows or by rows and columns, and what comes out is an ordinary
    array. Whoever needs all of it goes in blocks of rows: 70,000 images of 784 pixels are 55 MB
    as they are kept and 440 MB as numbers. ``reference`` is the key of the shipped data set whose
    rows, all of them, these are; a file keeps that instead of the bytes.
    """

    ndim = 2
    dtype = np.dtype(np.float64)

    def __init__(self, values: Array, divisor: float = 255.0, reference: str = "") -> None:
        if values.ndim != 2 or values.dtype != np.uint8:
            raise TypeError(f"expected rows of bytes, got {values.dtype} {values.shape}")
        self.bytes = values.view()
        self.bytes.flags.writeable = False
        self.divisor = float(divisor)
        self.reference = reference
        self._numbers = np.arange(256) / self.divisor

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        n, width = self.bytes.shape
        return n, width

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return int(self.bytes.size)

    def __len__(self) -> int:
        return len(self.bytes)

    def __getitem__(self, place: Any) -> Array:
        numbers: Array = self._numbers[self.bytes[place]]
        return numbers

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.asarray(self[:], dtype)

    def take(self, rows: Array) -> "ByteRows":
        """Some of the rows, still as bytes."""
        return ByteRows(self.bytes[rows], self.divisor)

    def numbers(self, dtype: Any) -> Array:
        """The 256 numbers that a byte can stand for, to be looked up by it."""
        return self._numbers.astype(dtype)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, ByteRows) or self.divisor != other.divisor:
            return False
        return self._has_bytes_of(other)

    def _has_bytes_of(self, other: "ByteRows") -> bool:
        if self.reference and self.reference == other.reference:
            return True
        return self.shape == other.shape and bool((self.bytes == other.bytes).all())

    __hash__ = None  # type: ignore[assignment]
