"""A training run made again step by step, with every number that a lesson shows of it.

The draws, the passes and the optimizers are those that train; nothing is computed another way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np

from core.compiling.compiler import parameter_vector
from core.compiling.plan import Plan
from core.language import translatable
from core.network.byte_rows import ByteRows
from core.network.data import Inputs, Part
from core.network.edge import Parameter
from core.network.errors import UnfinishedError
from core.network.network import Network
from core.network.node import Array
from core.numerics import passes
from core.numerics.optimizers import OPTIMIZERS, State, corrected
from core.stepping.evaluation import compiled
from core.training.batches import Masks, batch_size, epoch_batches, steps_per_epoch
from core.training.penalty import penalty, penalty_gradient
from core.training.schedules import rate_factor
from core.training.settings import TrainingSettings

MOST_STEPS = 20
MOST_DONE = 20_000
"""A run that has made more steps than that is not made again."""


MOST_IN_BATCH = 20_000_000
"""Numbers of neurons for all rows of a batch."""
MOST_OF_A_PASS, MOST_ROWS = 50_000_000, 20_000
"""Rows × parameters, and rows, up to which all the data are looked at beside the batch."""
MOST_AGAIN = 20_000_000_000
"""Steps × rows × parameters up to which a run is made again."""


def can_be_made_again(network: Network, n_done: int) -> bool:
    """Return whether the steps that a run has made can be made again in a few seconds."""
    rows = min(network.training.get("batch_size") or 0, network.data.n_observations)
    work = n_done * (rows or network.data.n_observations) * network.n_parameters
    return n_done <= MOST_DONE and work <= MOST_AGAIN


def _incomplete(values: Inputs) -> Array:
    """Which rows lack a number; bytes lack none."""
    if isinstance(values, ByteRows):
        return np.zeros(1, dtype=bool)
    return np.asarray(np.isnan(values).any(axis=1))


@dataclass(frozen=True, eq=False)
class Training:
    """What is trained: the training rows of a network, numbered as in its data."""

    network: Network
    plan: Plan
    settings: TrainingSettings
    rows: Array
    x: Inputs
    y: Array

    @classmethod
    def of(cls, network: Network) -> "Training":
        """Take the document's settings; raise `UnfinishedError` for what is missing."""
        plan, _theta = compiled(network)
        settings = TrainingSettings.of(network.training)
        data, rows = network.data.part(Part.TRAINING), network.data.rows(Part.TRAINING)
        if not len(rows):
            raise UnfinishedError(
                translatable("There is no observation to train on: add a row to the observations.")
            )
        for values, width in ((data.inputs, plan.n_inputs), (data.targets, plan.n_outputs)):
            bad: Array = np.ones(1, dtype=bool)
            if values.shape[1] == width:
                bad = _incomplete(values)
            if bad.any():
                raise UnfinishedError(
                    translatable("Observation {row} is not complete: fill in its X and y."),
                    row=int(rows[int(np.argmax(bad))]) + 1,
                )
        found = cls(network, plan, settings, rows, data.inputs, data.targets)
        if found.batch_size * plan.n_units > MOST_IN_BATCH:
            raise UnfinishedError(
                translatable(
                    "A step of {n} observations is too large to be explained: choose a smaller"
                    " batch."
                ),
                n=found.batch_size,
            )
        return found

    @property
    def n(self) -> int:
        """How many rows are trained on."""
        return len(self.rows)

    @property
    def batch_size(self) -> int:
        """How many rows a step uses."""
        return batch_size(self.n, self.settings)

    @property
    def steps_per_epoch(self) -> int:
        """⌈n/b⌉."""
        return steps_per_epoch(self.n, self.settings)

    @property
    def is_large(self) -> bool:
        """Return whether a pass of all the training data would take long."""
        return self.n * self.plan.n_theta > MOST_OF_A_PASS or self.n > MOST_ROWS

    def loss(self, theta: Array) -> float:
        """L of all the training data, without dropout and penalty; ask `is_large` before."""
        return passes.loss(self.plan, passes.forward(self.plan, theta, self.x[:]), self.y)


@dataclass(frozen=True, eq=False)
class Move:
    """One training step with everything in between; vectors are of the shape of θ.

    ``number`` counts the steps from 1 and ``epoch`` the epochs from 0; ``of_epoch`` is the step
    within it, from 1. ``rows`` are places in the training data.
    """

    training: Training
    number: int
    epoch: int
    of_epoch: int
    rows: Array
    kept: Array | None
    rate: float
    theta: Array
    new_theta: Array
    data_gradient: Array
    penalty_gradient: Array
    state: State
    new_state: State
    run: passes.Forward
    back: passes.Backward

    @property
    def gradient(self) -> Array:
        """∇: the gradient of the data's loss and that of the penalty."""
        return self.data_gradient + self.penalty_gradient

    @property
    def size(self) -> int:
        """How many rows the batch has."""
        return len(self.rows)

    @property
    def observations(self) -> list[int]:
        """The rows of the batch as they are numbered in the data, from 0."""
        rows: list[int] = self.training.rows[self.rows].tolist()
        return rows

    @property
    def scale(self) -> float:
        """What a row's own loss is multiplied by where the loss is a mean: the batch's share."""
        return float(self.size) if self.training.plan.loss.mean else 1.0

    def delta(self, unit: int, place: int) -> float:
        """∂L_i/∂z of a unit for the row at a place of the batch, alone."""
        return float(self.back.delta[unit, place] * self.scale)

    def row_gradients(self, parameter: Parameter) -> list[float]:
        """∂L_i/∂w of every row of the batch, alone."""
        plan = self.training.plan
        gradients: Array = self.back.delta[plan.index(parameter.target)] * self.scale
        if parameter.source is not None:
            gradients = gradients * self.run.a[plan.index(parameter.source)]
        own: list[float] = gradients.tolist()
        return own

    def row_losses(self, theta: Array) -> list[float]:
        """L_i of every row of the batch alone, with the step's dropout mask."""
        plan, y = self.training.plan, self.training.y[self.rows]
        run = self._forward(theta)
        out = plan.outputs
        shares = plan.loss.per_row(plan.output_function, run.z[out], run.a[out], y.T)
        own: list[float] = (shares * plan.loss.scale(1)).tolist()
        return own

    def batch_loss(self, theta: Array) -> float:
        """L of the batch, with the step's dropout mask."""
        return passes.loss(self.training.plan, self._forward(theta), self.training.y[self.rows])

    def _forward(self, theta: Array) -> passes.Forward:
        if theta is self.theta:
            return self.run
        return passes.forward(self.training.plan, theta, self.training.x[self.rows], self.kept)

    def penalty(self, theta: Array) -> float:
        """What L1 and L2 add to the loss."""
        return penalty(self.training.plan, theta, self.training.settings)

    @cached_property
    def corrected(self) -> tuple[Array, Array]:
        """m̂ and v̂ of Adam."""
        m, v = self.new_state["m"], self.new_state["v"]
        return corrected(self.training.settings.constants, m, v, self.number)


def replay(training: Training, n_steps: int, n_done: int = 0) -> list[Move]:
    """Make the first ``n_steps`` steps of the run, with its seed and from its parameters.

    With ``n_done`` the run has made so many steps already, and those after them are returned.
    """
    n_steps = min(max(n_steps, 1), MOST_STEPS)
    return list(islice(_moves(training), n_done, n_done + n_steps))


def _moves(training: Training) -> Iterator[Move]:
    plan, settings = training.plan, training.settings
    optimizer = OPTIMIZERS[settings.optimizer]
    rng = np.random.default_rng(settings.seed)
    masks = Masks(plan, settings)
    theta = parameter_vector(plan, training.network)
    state: State = optimizer.start(plan.n_theta)
    number = epoch = 0
    while True:
        rate = settings.learning_rate * rate_factor(settings, epoch)
        # All the rows of an epoch are drawn before its first mask, as in a run.
        for i, rows in enumerate([*epoch_batches(training.n, settings, rng)]):
            kept = masks.draw(rng, len(rows))
            run = passes.forward(plan, theta, training.x[rows], kept)
            back = passes.backward(plan, theta, run, training.y[rows])
            by_penalty = penalty_gradient(plan, theta, settings)
            number += 1
            change, new_state = optimizer.change(
                settings.constants, rate, back.gradient + by_penalty, state, number
            )
            new = theta.copy()
            new[plan.trainable] += change[plan.trainable]
            yield Move(
                training, number, epoch, i + 1, rows, kept, rate, theta, new,
                back.gradient, by_penalty, state, new_state, run, back,
            )  # fmt: skip
            theta, state = new, new_state
        epoch += 1
