"""The readable engine: the passes and the optimizers' formulas as they stand.

The fast engines are held against it, and it serves what they do not.
"""

from collections.abc import Callable, Iterable
from math import nan

import numpy as np

from core.compiling.plan import Plan
from core.network.data import Inputs
from core.network.node import Array
from core.numerics import passes
from core.numerics.optimizers import OPTIMIZERS
from core.training.engine.protocol import Evaluation, Evaluator, Seen
from core.training.penalty import penalty, penalty_gradient
from core.training.settings import TrainingSettings


class ReferenceEngine:
    """Steps by `passes.forward`, `passes.backward` and `OPTIMIZERS`, in float64."""

    def __init__(self, plan: Plan, x: Inputs, y: Array, settings: TrainingSettings) -> None:
        self._plan, self._x, self._y, self._settings = plan, x, y, settings
        self._optimizer = OPTIMIZERS[settings.optimizer]
        self.n_theta = plan.n_theta
        self._theta = np.zeros(plan.n_theta)
        self.forget()

    def load(self, theta: Array) -> None:
        """Take over θ."""
        self._theta[:] = theta

    def store(self, theta: Array) -> None:
        """Write θ."""
        theta[:] = self._theta

    def forget(self) -> None:
        """Start the optimizer anew."""
        self._state = self._optimizer.start(self._plan.n_theta)
        self.t = 0

    def run(self, rates: Iterable[float], seen: Seen) -> None:
        """Steps over the whole data."""
        for rate in rates:
            seen.penalties.append(penalty(self._plan, self._theta, self._settings))
            seen.losses.append(self._step(rate, self._x[:], self._y, None))

    def run_batches(
        self, rate: float, batches: Iterable[Array], draw: Callable[[int], Array | None]
    ) -> None:
        """Steps over batches."""
        for rows in batches:
            self._step(rate, self._x[rows], self._y[rows], draw(len(rows)))

    def _step(self, rate: float, x: Array, y: Array, kept: Array | None) -> float:
        plan, theta = self._plan, self._theta
        run = passes.forward(plan, theta, x, kept)
        loss = passes.loss(plan, run, y)
        gradient = passes.backward(plan, theta, run, y).gradient
        gradient += penalty_gradient(plan, theta, self._settings)
        self.t += 1
        with np.errstate(all="ignore"):
            change, self._state = self._optimizer.change(
                self._settings.constants, rate, gradient, self._state, self.t
            )
            theta[plan.trainable] += change[plan.trainable]
        return loss

    def evaluator(self, x: Inputs, y: Array, classes: bool = False) -> Evaluator:
        """The loss by `passes.loss`."""
        plan = self._plan

        def evaluate() -> Evaluation:
            run = passes.forward(plan, self._theta, x[:])
            loss = passes.loss(plan, run, y)
            return Evaluation(loss, share_right(run.a[plan.outputs], y.T) if classes else nan)

        return evaluate

    def of_training(self, rows: Array | None = None, classes: bool = False) -> Evaluator:
        """The loss by `passes.loss`."""
        if rows is None:
            return self.evaluator(self._x, self._y, classes)
        return self.evaluator(self._x[rows], self._y[rows], classes)

    def loss(self) -> float:
        """The loss of all training observations."""
        return self.of_training()().loss


def share_right(outputs: Array, y: Array) -> float:
    """How many of the columns of outputs and targets (outputs, n) name the same class."""
    if not y.shape[1]:
        return nan
    if len(y) == 1:
        return float(((outputs >= 0.5) == (y >= 0.5)).mean())
    return float((outputs.argmax(axis=0) == y.argmax(axis=0)).mean())
