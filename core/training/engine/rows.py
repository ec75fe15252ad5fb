"""Observations as the array engine keeps them: a row of inputs and a one, ready to be copied.

Numbers that come as bytes stay bytes, an eighth of the memory: they become numbers a batch at a
time, exactly those that float64 would be rounded to.
"""

from collections.abc import Iterable

import numpy as np

from core.network.byte_rows import ByteRows
from core.network.data import Inputs
from core.network.node import Array
from core.training.engine.activations import Calls, Constants
from core.training.engine.program import Program

_BLOCK = 2048


class Rows:
    """Inputs and a one, times ``scale``: `table` (n, inputs + 1), divided by ``divisor`` if set."""

    def __init__(self, x: Inputs, scale: float, dtype: np.dtype) -> None:
        self.divisor: float | None = None
        if isinstance(x, ByteRows):
            divisor = x.divisor
            if divisor == int(divisor) and 1 <= divisor <= 255:
                self.divisor = divisor / scale
                self.table: Array = np.empty((len(x), x.shape[1] + 1), np.uint8)
                self.table[:, :-1] = x.bytes
                self.table[:, -1] = int(divisor)
                return
        self.table = np.full((len(x), x.shape[1] + 1), scale, dtype)
        for block in _blocks(len(x)):
            np.multiply(x[block], scale, out=self.table[block, :-1], casting="same_kind")

    def __len__(self) -> int:
        return len(self.table)

    def some(self, rows: Array) -> "Rows":
        """Some of the rows, in this order."""
        other = object.__new__(Rows)
        other.divisor, other.table = self.divisor, self.table[rows]
        return other

    def fill(self, out: Array, rows: slice) -> None:
        """Write some of the rows, as numbers."""
        np.copyto(out, self.table[rows])
        if self.divisor is not None:
            np.divide(out, out.dtype.type(self.divisor), out)

    def largest(self) -> float:
        """The largest sum of squares of a row, or a little more."""
        most = 0.0
        for block in _blocks(len(self)):
            part = self.table[block]
            if self.divisor is not None:
                part = part.astype(np.float32)
            most = max(most, float(np.einsum("ij,ij->i", part, part).max(initial=0.0)))
        return most if self.divisor is None else 1.001 * most / self.divisor**2

    def taking(self, program: Program, c: Constants, out: Array) -> tuple[list[str], Calls]:
        """What copies the rows ``rows`` with ``take_x``, and makes numbers of them, to ``out``."""
        if self.divisor is None:
            return [f"take_x(rows, 0, {program.name(out)}, 'clip')"], []
        taken = np.empty(out.shape, np.uint8)
        calls: Calls = [(np.copyto, out, taken), (np.divide, out, c(self.divisor), out)]
        return [f"take_x(rows, 0, {program.name(taken)}, 'clip')"], calls


def _blocks(n: int) -> Iterable[slice]:
    return (slice(first, first + _BLOCK) for first in range(0, n, _BLOCK))
