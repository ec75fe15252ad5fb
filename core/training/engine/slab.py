"""The array engine: one matrix product a level, no allocation within a step, one flat θ.

The settings' `dtype` is that of every array here. Programs are made for a number of rows and kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from math import nan

import numpy as np

from core.compiling.plan import Plan
from core.network.data import Inputs
from core.network.node import Array
from core.training.engine.activations import Constants, scale_of
from core.training.engine.blocks import Blocks, rows_of_block
from core.training.engine.layout import Layout
from core.training.engine.optimizers import Rate, Vectors
from core.training.engine.outputs import target_scale
from core.training.engine.protocol import Evaluation, Evaluator, Seen
from core.training.engine.reference import share_right
from core.training.engine.rows import Rows
from core.training.engine.slab_program import SlabProgram
from core.training.engine.two_cores import LEAST, Partner, TwoCores
from core.training.settings import TrainingSettings
from core.watching import Watch, unwatched

_BLOCK = 1024  # rows of an evaluation at a time

_quiet = np.errstate(all="ignore")


class SlabEngine:
    """Steps by NumPy calls that are bound to their buffers once."""

    def __init__(
        self,
        plan: Plan,
        x: Inputs,
        y: Array,
        settings: TrainingSettings,
        watch: Watch = unwatched,
    ) -> None:
        self._watch = watch
        dtype = np.dtype(settings.dtype)
        self.n_theta = plan.n_theta
        self._plan, self._settings = plan, settings
        self._layout = Layout(plan)
        self._constants = Constants(dtype)
        size = self._layout.size
        # One number more, always 0, is where absent weights are read from.
        vectors = [np.zeros(size + 1, dtype)[:-1], *(np.zeros(size, dtype) for _ in range(4))]
        self._vectors = Vectors(*vectors)
        self._rate = Rate(settings, dtype)
        self.t = 0
        self._scale = scale_of(plan)
        self._x = Rows(x, self._scale, dtype)
        # One bound for all rows, however they are divided, so that that changes nothing.
        self._largest = self._x.largest() if self._scale != 1.0 else 0.0
        self._y = self._targets(y)
        self._programs: dict[int, SlabProgram] = {}
        self._pairs: dict[int, TwoCores] = {}
        self._blocks: dict[int, Blocks] = {}
        self._whole: SlabProgram | None = None
        self._evaluate: Evaluator | None = None

    def load(self, theta: Array) -> None:
        """Take over θ."""
        self._layout.spread(theta, self._vectors.theta)

    def store(self, theta: Array) -> None:
        """Write θ."""
        self._layout.gather(self._vectors.theta, theta)

    def forget(self) -> None:
        """Start the optimizer anew."""
        self._vectors.first.fill(0.0)
        self._vectors.second.fill(0.0)
        self.t = 0

    def _targets(self, y: Array) -> Array:
        return np.multiply(y, target_scale(self._plan, self._scale), dtype=self._constants.dtype)

    def _program(
        self, n: int, stays: bool = False, of: int | None = None, vectors: Vectors | None = None
    ) -> SlabProgram:
        return SlabProgram(
            self._plan, self._layout, self._settings, self._constants, self._rate,
            vectors or self._vectors, n, self._largest, stays, of,
        )  # fmt: skip

    def _for_whole(self) -> SlabProgram:
        if self._whole is None:
            self._whole = self._program(len(self._x), stays=True)
            self._whole.fill(self._x, self._y, slice(None))
        return self._whole

    @_quiet
    def run(self, rates: Iterable[float], seen: Seen) -> None:
        """Steps over the whole data."""
        blocks = self._in_blocks(len(self._x))
        if blocks is not None:
            for rate in rates:
                blocks.step_whole(rate, self.t + 1, seen)
                self.t += 1
            return
        self.t = self._for_whole().run_whole(rates, self.t, seen.losses, seen.penalties)

    @_quiet
    def run_batches(
        self, rate: float, batches: Iterable[Array], draw: Callable[[int], Array | None]
    ) -> None:
        """Steps over batches."""
        for n, same in groupby(batches, key=len):
            blocks = self._in_blocks(n)
            if blocks is not None:
                for rows in same:
                    blocks.step(rate, self.t + 1, rows, draw(n))
                    self.t += 1
                continue
            if self._settings.cores == 2 and n >= LEAST:
                self.t = self._divided(n).run_batches(self._partner, rate, self.t, same, draw)
                continue
            program = self._programs.get(n) or self._programs.setdefault(n, self._program(n))
            self.t = program.run_batches(rate, self.t, same, draw, self._x, self._y)

    def _in_blocks(self, n: int) -> Blocks | None:
        """What makes steps of so many rows that they are divided, None for fewer."""
        size = rows_of_block(n, self._layout.n_rows)
        if size is None:
            return None
        if n not in self._blocks:
            total = np.zeros_like(self._vectors.gradient)
            self._blocks[n] = Blocks(
                lambda rows: self._program(rows, of=n), n, size, self._x, self._y, total,
                self._watch,
            )  # fmt: skip
        return self._blocks[n]

    @cached_property
    def _partner(self) -> Partner:
        return Partner()

    def _divided(self, n: int) -> TwoCores:
        if n not in self._pairs:
            half = n // 2
            other = np.zeros_like(self._vectors.gradient)
            apart = replace(self._vectors, gradient=other)
            self._pairs[n] = TwoCores(
                self._program(half, of=n), self._program(n - half, of=n, vectors=apart), other,
                self._x, self._y,
            )  # fmt: skip
        return self._pairs[n]

    def loss(self) -> float:
        """The loss of all training observations."""
        if self._evaluate is None:
            self._evaluate = self.of_training()
        return self._evaluate().loss

    def of_training(self, rows: Array | None = None, classes: bool = False) -> Evaluator:
        """The loss of training observations, in blocks of rows."""
        if rows is not None:
            return self._evaluator(self._x.some(rows), self._y[rows], classes)
        if self._settings.batch_size is None and self._in_blocks(len(self._x)) is None:
            return self._at_once(self._for_whole(), self._y, classes)
        return self._evaluator(self._x, self._y, classes)

    def evaluator(self, x: Inputs, y: Array, classes: bool = False) -> Evaluator:
        """The loss of other observations, in blocks of rows."""
        rows = Rows(x, self._scale, self._constants.dtype)
        return self._evaluator(rows, self._targets(y), classes)

    def _evaluator(self, x: Rows, y: Array, classes: bool) -> Evaluator:
        if len(x) <= _BLOCK:
            program = self._program(len(x), stays=True)
            program.fill(x, y, slice(None))
            return self._at_once(program, y, classes)
        block, rest = self._program(_BLOCK), self._program(len(x) % _BLOCK or _BLOCK)
        scale = self._plan.loss.scale

        @_quiet
        def evaluate() -> Evaluation:
            total = right = 0.0
            for first in range(0, len(x), _BLOCK):
                self._watch(first / len(x))
                rows = slice(first, min(first + _BLOCK, len(x)))
                n = rows.stop - first
                program = block if n == _BLOCK else rest
                program.fill(x, y, rows)
                total += program.loss() / scale(n)
                right += n * share_right(program.outputs, y[rows].T) if classes else nan
            return Evaluation(total * scale(len(x)), right / len(x))

        return evaluate

    def _at_once(self, program: SlabProgram, y: Array, classes: bool) -> Evaluator:
        @_quiet
        def evaluate() -> Evaluation:
            loss = program.loss()
            return Evaluation(loss, share_right(program.outputs, y.T) if classes else nan)

        return evaluate
