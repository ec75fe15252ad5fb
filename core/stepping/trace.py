"""A trace: the recorded steps of one lesson. Back and forth is moving a cursor, nothing more."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from core.network.data import Data
from core.network.edge import Parameter
from core.network.errors import UnknownParameterError
from core.network.network import Network
from core.network.node import Array
from core.network.notation import LECTURE, Notation
from core.stepping.backward_steps import backward_steps
from core.stepping.chain_rule import chain_steps
from core.stepping.evaluation import Evaluation
from core.stepping.forward_steps import forward_steps, input_values, loss_step
from core.stepping.matrix_steps import matrix_steps
from core.stepping.quantity import Quantity
from core.stepping.replay import Move, Training, replay
from core.stepping.step import Step, StepSize
from core.stepping.training_steps import training_steps
from core.stepping.update_steps import outcome_step, update_all_step, update_step, updated

MOST_IN_MATRICES, LEAST_ROWS = 4_000_000, 100
"""Numbers of neurons for all observations of a lesson in matrices."""


class Lesson(StrEnum):
    """What a trace explains."""

    FORWARD = "forward"
    MATRICES = "matrices"
    PARAMETER = "parameter"
    BACKWARD = "backward"
    TRAINING = "training"


@dataclass(frozen=True)
class Request:
    """What to explain: of which observation (from 0), which parameter, in how large steps."""

    lesson: Lesson = Lesson.FORWARD
    row: int = 0
    parameter: Parameter | None = None
    step_size: StepSize = StepSize.NEURON
    learning_rate: float = 0.01
    n_moves: int = 3  # training steps
    n_done: int = 0  # steps that the run has made before
    drawn: Data | None = None  # an observation that is not among the data, in place of the row


@dataclass(frozen=True, eq=False)
class Trace:
    """The steps that answer a request about a network; ``before`` and ``after`` an update.

    A training has its ``moves``, and parameters of its own at each step.
    """

    request: Request
    steps: tuple[Step, ...]
    before: Evaluation
    after: Evaluation | None = None
    moves: tuple[Move, ...] = ()

    def theta_at(self, cursor: int) -> Array:
        """The parameters that are in force from a step on."""
        for step in reversed(self.steps[: cursor + 1]):
            if step.theta is not None:
                return step.theta
        return self.moves[0].theta if self.request.n_done else self.before.theta

    def known(self, cursor: int) -> Mapping[Quantity, float]:
        """Every value that has arrived by a step; ``cursor`` −1 is before the first."""
        known = dict(self._known_at_start)
        for step in self.steps[: cursor + 1]:
            if step.begins:
                known.clear()
            known.update(step.arrives)
        return known

    @cached_property
    def _known_at_start(self) -> Mapping[Quantity, float]:
        given = self.request.lesson not in (Lesson.MATRICES, Lesson.TRAINING)
        return input_values(self.before) if given else {}

    def find(self, key: tuple) -> int | None:
        """Where the step with this key is, None if there is none any more."""
        return next((i for i, step in enumerate(self.steps) if step.key == key), None)

    def arrival(self, quantity: Quantity) -> int | None:
        """The step that explains a number: where it arrives, or that is about it."""
        for i, step in enumerate(self.steps):
            if quantity in step.arrives:
                return i
        return next((i for i, step in enumerate(self.steps) if step.about == quantity), None)


def rows_in_matrices(network: Network) -> int:
    """How many observations are multiplied at once: all, or the first of very many."""
    units = sum(node.units for node in network.nodes.values())
    return min(network.data.n_observations, max(LEAST_ROWS, MOST_IN_MATRICES // max(1, units)))


def record(network: Network, request: Request, notation: Notation = LECTURE) -> Trace:
    """Calculate and explain; raise `UnfinishedError` that says what is missing and where."""
    if request.lesson is Lesson.MATRICES:
        every = Evaluation.of_all(network, rows_in_matrices(network))
        return Trace(request, tuple(matrix_steps(every, notation)), every)
    if request.lesson is Lesson.TRAINING:
        return _training(network, request)
    evaluation = _observed(network, request)
    asked = request.parameter
    if asked is not None and not network.has(asked):
        asked = None
    forward = forward_steps(evaluation, request.step_size, asked)
    if request.lesson is Lesson.FORWARD:
        steps = [*forward, loss_step(evaluation)] if evaluation.has_target else forward
        return Trace(request, tuple(steps), evaluation)
    evaluation.require_target(request.row)
    forward.append(loss_step(evaluation))
    if request.lesson is Lesson.BACKWARD:
        return _backward(evaluation, request, forward)
    return _parameter(evaluation, request, forward)


def _observed(network: Network, request: Request) -> Evaluation:
    if request.drawn is not None:
        return Evaluation.of_drawn(network, request.drawn)
    return Evaluation.of_row(network, request.row)


def _backward(evaluation: Evaluation, request: Request, forward: list[Step]) -> Trace:
    after = updated(evaluation, request.learning_rate)
    last = [
        update_all_step(evaluation, after, request.learning_rate),
        outcome_step(evaluation, after),
    ]
    return Trace(request, (*forward, *backward_steps(evaluation), *last), evaluation, after)


def _training(network: Network, request: Request) -> Trace:
    parameter = _wanted(network, request)
    training = Training.of(network)
    moves = replay(training, request.n_moves, request.n_done)
    steps = [s for move in moves for s in training_steps(move, parameter, request.row)]
    before = Evaluation.of_row(network, int(training.rows[0]))
    return Trace(request, tuple(steps), before, None, tuple(moves))


def _wanted(network: Network, request: Request) -> Parameter:
    if request.parameter is None or not network.has(request.parameter):
        raise UnknownParameterError(name="", known="")
    return request.parameter


def _parameter(evaluation: Evaluation, request: Request, forward: list[Step]) -> Trace:
    parameter = _wanted(evaluation.drawing, request)
    after = updated(evaluation, request.learning_rate, parameter)
    steps = (
        *forward,
        *chain_steps(evaluation, parameter),
        update_step(evaluation, after, parameter, request.learning_rate),
        outcome_step(evaluation, after),
    )
    return Trace(request, steps, evaluation, after)
