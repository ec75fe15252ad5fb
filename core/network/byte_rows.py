"""Rows of numbers that are kept as bytes, as the pixels of images are: a byte a number."""

from collections.abc import Callable
from threading import Lock
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
        self._prepare((len(values), values.shape[1]), divisor, reference)
        self._keep(values)

    @classmethod
    def later(
        cls, shape: tuple[int, int], divisor: float, reference: str, load: Callable[[], Array]
    ) -> "ByteRows":
        """Rows of a shipped set whose bytes are read from the disk when they are first needed."""
        rows = cls.__new__(cls)
        rows._prepare(shape, divisor, reference)
        rows._load = load
        return rows

    def _prepare(self, shape: tuple[int, int], divisor: float, reference: str) -> None:
        self.shape = shape
        self.divisor = float(divisor)
        self.reference = reference
        self._numbers = np.arange(256) / self.divisor
        self._load: Callable[[], Array] | None = None
        self._bytes: Array | None = None
        self._lock = Lock()

    def _keep(self, values: Array) -> None:
        view = values.view()
        view.flags.writeable = False
        self._bytes = view

    @property
    def bytes(self) -> Array:
        """The bytes (n, width), read-only; the first look at a shipped set reads its file."""
        if self._bytes is None:
            with self._lock:  # the thread that opens a file, and perhaps the window
                if self._bytes is None:
                    assert self._load is not None
                    self._keep(self._load())
        assert self._bytes is not None
        return self._bytes

    @property
    def is_loaded(self) -> bool:
        """Return whether the bytes are in memory already."""
        return self._bytes is not None

    def __reduce__(self) -> tuple[Any, ...]:
        """A shipped set goes by its name: whoever reads that reads its file."""
        if self.reference:
            return _shipped_rows, (self.reference,)
        return self.with_bytes()

    def with_bytes(self) -> tuple[Any, ...]:
        """How to make these rows again from their bytes, of a shipped set, too."""
        return ByteRows, (self.bytes, self.divisor, self.reference)

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return self.shape[0] * self.shape[1]

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, place: Any) -> Array:
        numbers: Array = self._numbers[self.bytes[place]]
        return numbers

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.asarray(self[:], dtype)

    def take(self, rows: Array) -> "ByteRows":
        """Some of the rows, still as bytes."""
        return ByteRows(self.bytes.take(rows, axis=0), self.divisor)  # four times as fast as [rows]

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


def _shipped_rows(reference: str) -> ByteRows:
    from core.files.shipped import shipped

    rows = shipped(reference).inputs
    assert isinstance(rows, ByteRows)
    return rows
