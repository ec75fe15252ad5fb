"""From a plan and its parameters to reports: the one place where a network is trained.

Core knows no threads and no processes: a trainer is asked for steps or epochs and does them.
`train` is the plain form, a generator with one report an epoch.
"""

from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter

import numpy as np

from core.compiling.plan import Plan
from core.network.data import Data, Part
from core.network.node import Array
from core.numerics import passes
from core.numerics.optimizers import OPTIMIZERS
from core.training.batches import Masks, epoch_batches
from core.training.penalty import penalty, penalty_gradient
from core.training.report import Report, Stopped
from core.training.schedules import rate_factor
from core.training.settings import TrainingSettings


class Trainer:
    """A run in hand. ``theta`` is live: it changes with every step.

    ``learning_rate`` may be set between two calls; it is ε before the schedule's factor.
    """

    def __init__(self, plan: Plan, theta: Array, data: Data, settings: TrainingSettings) -> None:
        self.plan, self.settings = plan, settings
        self.theta = theta.copy()
        self.learning_rate = settings.learning_rate
        self.rng = np.random.default_rng(settings.seed)
        self.epoch = self.step = 0
        self.seconds = 0.0
        training, validation = data.part(Part.TRAINING), data.part(Part.VALIDATION)
        self._x, self._y = training.inputs, training.targets
        self._x_validation, self._y_validation = validation.inputs, validation.targets
        self._optimizer = OPTIMIZERS[settings.optimizer]
        self._state = self._optimizer.start(plan.n_theta)
        self._masks = Masks(plan, settings)
        self._left: list[Array] = []

    @property
    def rate(self) -> float:
        """The learning rate of the current epoch, after the schedule."""
        return self.learning_rate * rate_factor(self.settings, self.epoch)

    def run_steps(self, n: int) -> None:
        """Make ``n`` steps, over the ends of epochs."""
        begun = perf_counter()
        for _ in range(n):
            self._step(self._next_rows())
        self.seconds += perf_counter() - begun

    def run_epoch(self) -> None:
        """Make the steps that are left of this epoch."""
        epoch = self.epoch
        while self.epoch == epoch:
            self.run_steps(1)

    def report(self) -> Report:
        """Evaluate the parameters as they are now."""
        theta = self.theta.copy()
        return Report(
            epoch=self.epoch,
            step=self.step,
            loss=self._loss(self._x, self._y),
            penalty=penalty(self.plan, theta, self.settings),
            validation_loss=(
                self._loss(self._x_validation, self._y_validation)
                if len(self._x_validation)
                else None
            ),
            learning_rate=self.rate,
            theta=theta,
            seconds=self.seconds,
        )

    def _next_rows(self) -> Array:
        if not self._left:
            self._left = [*epoch_batches(len(self._x), self.settings, self.rng)]
        return self._left.pop(0)

    def _step(self, rows: Array) -> None:
        kept = self._masks.draw(self.rng, len(rows))
        run = passes.forward(self.plan, self.theta, self._x[rows], kept)
        gradient = passes.backward(self.plan, self.theta, run, self._y[rows]).gradient
        gradient += penalty_gradient(self.plan, self.theta, self.settings)
        self.step += 1
        change, self._state = self._optimizer.change(
            self.settings.constants, self.rate, gradient, self._state, self.step
        )
        self.theta[self.plan.trainable] += change[self.plan.trainable]
        if not self._left:
            self.epoch += 1

    def _loss(self, x: Array, y: Array) -> float:
        return passes.loss(self.plan, passes.forward(self.plan, self.theta, x), y)


def train(plan: Plan, theta: Array, data: Data, settings: TrainingSettings) -> Iterator[Report]:
    """Train for the epochs that are set; yield a report before the first and after each."""
    trainer = Trainer(plan, theta, data, settings)
    yield trainer.report()
    for epoch in range(settings.epochs):
        trainer.run_epoch()
        report = trainer.report()
        last = epoch + 1 == settings.epochs
        yield replace(report, stopped=Stopped.EPOCHS) if last else report
