"""Steps over more rows than are well kept at once: gradients and losses are added up over blocks.

60,000 digits would fill a gigabyte with activations, and leave the processor's cache with every
call. The blocks depend on the number of rows alone, so a run is the same however it is divided.
"""

from collections.abc import Callable

import numpy as np

from core.network.node import Array
from core.training.engine.protocol import Seen
from core.training.engine.rows import Rows
from core.training.engine.slab_program import SlabProgram
from core.watching import Watch

_MOST = 1 << 23
"""Activations of a step from which on it is divided."""
_WELL_KEPT = 1 << 20
"""Activations of a block, at most."""
_EVEN = 64


def rows_of_block(n: int, n_units: int) -> int | None:
    """How many rows a block has of a step of ``n``; None where the step is not divided."""
    if n * n_units <= _MOST:
        return None
    return max(_WELL_KEPT // n_units // _EVEN, 1) * _EVEN


class Blocks:
    """Steps of ``n`` rows, divided into blocks of ``size`` and what is left."""

    def __init__(
        self,
        make: Callable[[int], SlabProgram],
        n: int,
        size: int,
        x: Rows,
        y: Array,
        total: Array,
        watch: Watch,
    ) -> None:
        self._watch = watch
        self._pieces = [slice(first, min(first + size, n)) for first in range(0, n, size)]
        self._n, self._takes, self._total = n, (x.table.take, y.take), total
        self._programs = {rows: make(rows) for rows in {size, n % size or size}}
        self._gradients = {rows: program.gradient_of(x) for rows, program in self._programs.items()}
        self._losses = {
            rows: program.gradient_of(x, sees_loss=True) for rows, program in self._programs.items()
        }
        one = self._programs[size]
        self._of_block, self._scale = one.gradient, one.loss_scale
        self._update, self._penalty = one.update_of(slice(None), total), one.penalty_of()

    def step_whole(self, rate: float, t: int, seen: Seen) -> None:
        """Step ``t``, over all rows."""
        loss = self._add_up(rate, t, np.arange(self._n), None, self._losses)
        seen.losses.append(loss * self._scale(self._n))
        self._penalty(seen.penalties.append)
        self._update()

    def step(self, rate: float, t: int, rows: Array, mask: Array | None) -> None:
        """Step ``t``, over a batch of rows."""
        self._add_up(rate, t, rows, mask, self._gradients)
        self._update()

    def _add_up(
        self,
        rate: float,
        t: int,
        rows: Array,
        mask: Array | None,
        functions: dict[int, Callable[..., float | None]],
    ) -> float:
        """Leave the gradient of the last block where it is, and add up all others."""
        for program in self._programs.values():
            program.prepare(rate, t)
        loss = 0.0
        self._total.fill(0.0)
        for number, place in enumerate(self._pieces):
            self._watch(number / len(self._pieces))
            if number:
                np.add(self._total, self._of_block, self._total)
            n = place.stop - place.start
            part = None if mask is None else mask[:, place]
            found = functions[n](rows[place], part, *self._takes)
            loss += 0.0 if found is None else found / self._scale(n)
        return loss
