"""Which observations every step uses, and which neurons dropout leaves out of it.

All draws of a run come from one generator, in this order: at the start of an epoch the order of
the rows (where batches are smaller than the data), then for each step its mask.
"""

from collections.abc import Iterator
from math import ceil

import numpy as np

from core.compiling.plan import Plan
from core.network.node import Array
from core.training.settings import TrainingSettings

MOST_EVALUATED = 5000
"""Training observations that an epoch's loss is of, where a step uses only a batch: evenly spread
over all, and the same ones every time. To evaluate 60,000 takes a third as long as to train them.
"""


def batch_size(n: int, settings: TrainingSettings) -> int:
    """How many rows a step uses of ``n``."""
    return n if settings.batch_size is None else min(settings.batch_size, n)


def steps_per_epoch(n: int, settings: TrainingSettings) -> int:
    """An epoch is ⌈n/b⌉ steps; the last may be of fewer rows."""
    return ceil(n / batch_size(n, settings))


def loss_is_of(n: int, settings: TrainingSettings) -> int:
    """Of how many rows, evenly spread, the training loss after an epoch is: all, or so many.

    An epoch in one step is judged by all its rows. At the end of a run the loss is of all rows.
    """
    return n if steps_per_epoch(n, settings) == 1 else min(n, MOST_EVALUATED)


def is_whole(n: int, settings: TrainingSettings) -> bool:
    """Return whether every step uses all rows as they stand, so that nothing is drawn."""
    return batch_size(n, settings) == n and not settings.replacement


def epoch_batches(
    n: int, settings: TrainingSettings, rng: "np.random.Generator"
) -> Iterator[Array]:
    """The rows of each step of one epoch; shuffled first, or drawn with replacement."""
    size = batch_size(n, settings)
    if is_whole(n, settings):
        yield np.arange(n)
        return
    order = rng.integers(0, n, size=n) if settings.replacement else rng.permutation(n)
    for first in range(0, n, size):
        yield order[first : first + size]


_AT_ONCE = 1 << 20  # random numbers


class Masks:
    """Draws inverted dropout masks: 0 with probability p, else 1/(1 − p); 1 where p is 0."""

    def __init__(self, plan: Plan, settings: TrainingSettings) -> None:
        self._latest: dict[int, tuple[Array, Array]] = {}
        self._n_units, self._n_inputs = plan.n_units, plan.n_inputs
        rates = np.zeros(plan.n_units)
        hidden = slice(plan.n_inputs, plan.n_units - plan.n_outputs)
        rates[hidden] = settings.dropout
        for node, rate in settings.dropout_by_node.items():
            if node in plan.first_unit:
                rates[plan.units_of(node)] = rate
        rates[plan.inputs] = rates[plan.outputs] = 0.0
        self.rates = rates
        self.dropped = np.flatnonzero(rates)

    @property
    def any(self) -> bool:
        """Return whether there is anything to leave out."""
        return len(self.dropped) > 0

    def draw(self, rng: "np.random.Generator", n: int) -> Array | None:
        """The mask (n_units, n) of one step; None, and no draw, without dropout."""
        if not self.any:
            return None
        return self._drawn(rng, np.ones((self._n_units, n)), self._numbers(n))

    def draw_anew(self, rng: "np.random.Generator", n: int) -> Array | None:
        """As `draw`, in place of the last mask for as many rows, and with 0 for the inputs."""
        if not self.any:
            return None
        if n not in self._latest:
            kept = np.zeros((self._n_units, n))  # what is never written to takes no memory
            kept[self._n_inputs :] = 1.0
            self._latest[n] = kept, self._numbers(n)
        return self._drawn(rng, *self._latest[n])

    def _numbers(self, n: int) -> Array:
        return np.empty((min(len(self.dropped), max(1, _AT_ONCE // n)), n))

    def _drawn(self, rng: "np.random.Generator", kept: Array, numbers: Array) -> Array:
        for begin in range(0, len(self.dropped), len(numbers)):
            units = self.dropped[begin : begin + len(numbers)]
            drawn = numbers[: len(units)]
            rng.random(out=drawn)
            rates = self.rates[units, None]
            first, last = int(units[0]), int(units[-1]) + 1
            if last - first == len(units):
                np.divide(drawn >= rates, 1.0 - rates, out=kept[first:last])
            else:
                kept[units] = (drawn >= rates) / (1.0 - rates)
        return kept
