"""A step divided between two cores: half of the rows, then half of θ, in a thread each.

Products and other calls on large arrays leave the interpreter's lock free. Which half goes where
depends on the batch alone, so a run is the same every time; it differs from a run on one core by
rounding, because gradients are added up in another order.
"""

from collections.abc import Callable, Iterable
from queue import SimpleQueue
from threading import Thread
from typing import Any

import numpy as np

from core.network.node import Array
from core.training.engine.rows import Rows
from core.training.engine.slab_program import SlabProgram

LEAST = 256
"""Rows of a step from which on it is worth while: a step of 784-256-128-10 then takes 0.85 of the
time, 0.7 with 512 rows; with 128 the threads lose by waiting for each other what they gain.
"""

Work = tuple[Callable[..., Any], tuple[Any, ...]]


class Partner:
    """A thread that does one thing at a time for another, and ends with it."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[Work | None] = SimpleQueue()
        self._done: SimpleQueue[BaseException | None] = SimpleQueue()
        Thread(target=_serve, args=(self._asked, self._done), daemon=True).start()

    def ask(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Begin something; `wait` for it before anything else."""
        self._asked.put((function, arguments))

    def wait(self) -> None:
        """Return when it is done; raise what it raised."""
        mistake = self._done.get()
        if mistake is not None:
            raise mistake

    def __del__(self) -> None:
        self._asked.put(None)


def _serve(asked: "SimpleQueue[Work | None]", done: "SimpleQueue[BaseException | None]") -> None:
    with np.errstate(all="ignore"):  # of this thread alone
        while (work := asked.get()) is not None:
            function, arguments = work
            try:
                function(*arguments)
            except BaseException as mistake:
                done.put(mistake)
            else:
                done.put(None)


class TwoCores:
    """Steps of batches of one size by two programs, each with its own buffers and gradient."""

    def __init__(
        self, first: SlabProgram, second: SlabProgram, other: Array, x: Rows, y: Array
    ) -> None:
        self._programs = first, second
        self._gradients = first.gradient_of(x), second.gradient_of(x)
        half = len(other) // 2
        places = slice(0, half), slice(half, None)
        self._updates = [first.update_of(place, other) for place in places]
        self._takes = x.table.take, y.take
        self._half = first.n_rows

    def run_batches(
        self,
        partner: Partner,
        rate: float,
        t: int,
        batches: Iterable[Array],
        draw: Callable[[int], Array | None],
    ) -> int:
        """A step for each batch of rows; return the new ``t``."""
        half = self._half
        for rows in batches:
            t += 1
            for program in self._programs:
                program.prepare(rate, t)
            mask = draw(len(rows))
            left, right = (None, None) if mask is None else (mask[:, :half], mask[:, half:])
            partner.ask(self._gradients[1], rows[half:], right, *self._takes)
            self._gradients[0](rows[:half], left, *self._takes)
            partner.wait()
            partner.ask(self._updates[1])
            self._updates[0]()
            partner.wait()
        return t
