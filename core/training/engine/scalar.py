"""The scalar engine: for networks so small that a NumPy call costs more than its numbers."""

from collections.abc import Callable, Iterable
from itertools import groupby
from math import nan

import numpy as np

from core.compiling.plan import Plan
from core.network.data import Inputs
from core.network.node import Array
from core.training.batches import batch_size
from core.training.engine.protocol import Evaluation, Evaluator, Seen
from core.training.engine.scalar_functions import outputs_of
from core.training.engine.scalar_program import ScalarProgram, numbers, variables
from core.training.engine.slab import SlabEngine
from core.training.settings import TrainingSettings

MOST_PRODUCTS = 100  # edges × observations of a step up to which it is faster than arrays
_MOST_EVALUATED = 400  # of an evaluation, which is no longer than a step of this size
_LEAST_ETA = 1e-30
_MISTAKES = (OverflowError, ValueError, ZeroDivisionError)  # what floats raise for ∞ and NaN


def n_edges(plan: Plan) -> int:
    """How many weights there are."""
    return int(plan.is_weight.sum())


def is_for(plan: Plan, x: Inputs, y: Array, settings: TrainingSettings) -> bool:
    """Return whether this engine does what is asked for, and fastest."""
    if settings.dtype != "float64" or settings.dropout or any(settings.dropout_by_node.values()):
        return False
    products = n_edges(plan) * batch_size(len(x), settings)
    return (
        0 < products <= MOST_PRODUCTS
        and outputs_of(plan) is not None
        and settings.eta >= _LEAST_ETA
        and bool(np.isfinite(x[:]).all() and np.isfinite(y).all())
    )


class ScalarEngine:
    """Steps by generated Python over local variables."""

    def __init__(self, plan: Plan, x: Inputs, y: Array, settings: TrainingSettings) -> None:
        self._plan, self._x, self._y, self._settings = plan, x[:], y, settings
        self.n_theta = plan.n_theta
        self._theta = [0.0] * plan.n_theta
        self._data = [(*a, *b) for a, b in zip(self._x.tolist(), y.tolist(), strict=True)]
        self._run: Callable[..., int] | None = None
        self._steps: dict[int, Callable[..., int]] = {}
        self._evaluate: Evaluator | None = None
        self._slab: SlabEngine | None = None
        self.forget()

    def load(self, theta: Array) -> None:
        """Take over θ."""
        self._theta = theta.tolist()

    def store(self, theta: Array) -> None:
        """Write θ."""
        theta[:] = self._theta

    def forget(self) -> None:
        """Start the optimizer anew."""
        n = int(self._plan.trainable.sum())
        self._first, self._second = [0.0] * n, [0.0] * n
        self.t = 0

    def run(self, rates: Iterable[float], seen: Seen) -> None:
        """Steps over the whole data."""
        if self._run is None:
            rows = numbers(self._x, self._y)
            self._run = ScalarProgram(self._plan, self._settings, rows).whole()
        try:
            self.t = self._run(
                rates, self.t, self._theta, self._first, self._second,
                seen.losses.append, seen.penalties.append,
            )  # fmt: skip
        except _MISTAKES:
            self._theta = [nan] * self.n_theta
            seen.losses.append(nan)

    def run_batches(
        self, rate: float, batches: Iterable[Array], draw: Callable[[int], Array | None]
    ) -> None:
        """Steps over batches."""
        for n, same in groupby(batches, key=len):
            step = self._steps.get(n) or self._steps.setdefault(n, self._step(n))
            rows = [batch.tolist() for batch in same]
            try:
                self.t = step(
                    rate, self.t, self._theta, self._first, self._second, rows, self._data
                )
            except _MISTAKES:
                self._theta = [nan] * self.n_theta

    def _step(self, n: int) -> Callable[..., int]:
        rows = variables(n, self._plan.n_inputs, self._plan.n_outputs)
        return ScalarProgram(self._plan, self._settings, rows).batches()

    def loss(self) -> float:
        """The loss of all training observations."""
        if self._evaluate is None:
            self._evaluate = self.of_training()
        return self._evaluate().loss

    def of_training(self, rows: Array | None = None, classes: bool = False) -> Evaluator:
        """The loss of training observations."""
        if rows is None:
            return self.evaluator(self._x, self._y, classes)
        return self.evaluator(self._x[rows], self._y[rows], classes)

    def evaluator(self, x: Inputs, y: Array, classes: bool = False) -> Evaluator:
        """The loss of other observations; of many, and of classes, by the array engine."""
        x = x[:]
        if classes or n_edges(self._plan) * len(x) > _MOST_EVALUATED or not np.isfinite(x).all():
            return self._by_arrays(x, y, classes)
        loss = ScalarProgram(self._plan, self._settings, numbers(x, y)).loss()

        def evaluate() -> Evaluation:
            try:
                return Evaluation(loss(self._theta))
            except _MISTAKES:
                return Evaluation(nan)

        return evaluate

    def _by_arrays(self, x: Array, y: Array, classes: bool) -> Evaluator:
        if self._slab is None:
            self._slab = SlabEngine(self._plan, self._x, self._y, self._settings)
        slab, theta = self._slab, np.empty(self.n_theta)
        evaluate = slab.evaluator(x, y, classes)

        def by_arrays() -> Evaluation:
            self.store(theta)
            slab.load(theta)
            return evaluate()

        return by_arrays
