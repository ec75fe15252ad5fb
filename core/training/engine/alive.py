"""The array engine for data with many inputs that are always 0, as the edges of images are.

It trains the network without them. What the formulas do to the weights of such an input, whatever
the optimizer, is nothing: their slope is 0 in every step. Penalties do act on them.
"""

from collections.abc import Callable, Iterable

import numpy as np

from core.compiling.plan import Plan
from core.compiling.restricting import without_inputs
from core.network.byte_rows import ByteRows
from core.network.data import Inputs
from core.network.node import Array
from core.training.engine.protocol import Engine, Evaluator, Seen
from core.training.engine.slab import SlabEngine
from core.training.settings import TrainingSettings
from core.watching import Watch, unwatched

_LEAST_INPUTS = 64
_LEAST_SHARE = 0.03
_BLOCK = 4096


class AliveEngine:
    """Steps of a smaller network, within the θ of the whole one."""

    def __init__(
        self,
        plan: Plan,
        smaller: tuple[Plan, Array],
        dead: Array,
        x: Inputs,
        y: Array,
        settings: TrainingSettings,
        watch: Watch = unwatched,
    ) -> None:
        self.n_theta = plan.n_theta
        self._alive, self._n_dead = np.flatnonzero(~dead), int(dead.sum())
        own, self._index = smaller
        self._engine = SlabEngine(own, self._of(x), y, settings, watch)
        self._theta: Array = np.zeros(plan.n_theta)
        self._own: Array = np.empty(own.n_theta)

    def _of(self, x: Inputs) -> Inputs:
        if isinstance(x, ByteRows):
            return ByteRows(x.bytes.take(self._alive, axis=1), x.divisor)
        return x[:, self._alive]

    @property
    def t(self) -> int:
        """How many steps it has finished."""
        return self._engine.t

    def load(self, theta: Array) -> None:
        """Take over θ; the weights that nothing comes through are kept as they are."""
        self._theta[:] = theta
        self._engine.load(theta[self._index])

    def store(self, theta: Array) -> None:
        """Write θ, all of it."""
        self._engine.store(self._own)
        theta[:] = self._theta
        theta[self._index] = self._own

    def forget(self) -> None:
        """Set the optimizer's state back to 0."""
        self._engine.forget()

    def run(self, rates: Iterable[float], seen: Seen) -> None:
        """Steps over the whole data."""
        self._engine.run(rates, seen)

    def run_batches(
        self, rate: float, batches: Iterable[Array], draw: Callable[[int], Array | None]
    ) -> None:
        """Steps over batches; masks come for all units."""

        def drawn(n: int) -> Array | None:
            mask = draw(n)
            return None if mask is None else mask[self._n_dead :]

        self._engine.run_batches(rate, batches, drawn)

    def evaluator(self, x: Inputs, y: Array, classes: bool = False) -> Evaluator:
        """The loss of other observations, in which the same inputs are 0."""
        return self._engine.evaluator(self._of(x), y, classes)

    def of_training(self, rows: Array | None = None, classes: bool = False) -> Evaluator:
        """The loss of training observations."""
        return self._engine.of_training(rows, classes)

    def loss(self) -> float:
        """The loss of all training observations."""
        return self._engine.loss()


def slab_engine(
    plan: Plan, x: Inputs, y: Array, settings: TrainingSettings, also: Inputs, watch: Watch
) -> Engine:
    """The array engine, without the inputs that are 0 in ``x`` and ``also`` where it pays."""
    if plan.n_inputs >= _LEAST_INPUTS and not settings.l1 and not settings.l2:
        dead = ~(_used(x) | _used(also))
        smaller = without_inputs(plan, dead) if dead.mean() >= _LEAST_SHARE else None
        if smaller is not None:
            return AliveEngine(plan, smaller, dead, x, y, settings, watch)
    return SlabEngine(plan, x, y, settings, watch)


def _used(x: Inputs) -> Array:
    """Which inputs are not 0 in some row."""
    found = np.zeros(x.shape[1], dtype=bool)
    numbers = x.bytes if isinstance(x, ByteRows) else x
    for first in range(0, len(x), _BLOCK):
        found |= numbers[first : first + _BLOCK].any(axis=0)
        if found.all():
            break
    return found
