"""What a network makes of the rows of one part: worked out once, by blocks of rows."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core.compiling.compiler import compile_network
from core.compiling.plan import Plan
from core.metrics.classes import classes_of, counted
from core.metrics.scores import scores
from core.metrics.task import Task, complete_rows, task_of
from core.network.data import Data, Part
from core.network.network import Network
from core.network.node import Array
from core.numerics import passes
from core.watching import Watch, unwatched

_BLOCK = 256
"""Rows of one pass: 784-256-128-10 holds 5 MB for them, and takes two thirds of the time that it
takes with four times as many, which are in no cache.
"""


@dataclass(frozen=True, eq=False)
class Judgement:
    """The predictions for ``rows`` of some data, and everything that they are judged by.

    ``rows`` are the rows of the part without a missing number, in order; ``z`` and ``y_hat`` are
    the outputs for them (n, outputs), as the network sees them.
    """

    plan: Plan
    data: Data
    task: Task
    rows: Array
    z: Array
    y_hat: Array

    @property
    def targets(self) -> Array:
        """What the rows should be (n, outputs)."""
        return self.data.targets[self.rows]

    @cached_property
    def metrics(self) -> dict[str, float]:
        """The metrics of the task in measured units; none without rows."""
        measured = self.data.measured_targets
        return scores(self.task, measured(self.y_hat), measured(self.targets))

    @cached_property
    def loss(self) -> float:
        """The network's loss over the rows, without any penalty; NaN without rows."""
        if not len(self.rows):
            return float("nan")
        with np.errstate(over="ignore", invalid="ignore", under="ignore"):
            f, y = self.plan.output_function, self.targets
            return self.plan.loss.value(f, self.z.T, self.y_hat.T, y.T)

    @cached_property
    def true(self) -> Array:
        """The class of every row (n,), from 0."""
        return classes_of(self.targets)

    @cached_property
    def predicted(self) -> Array:
        """The class that the network takes every row for (n,), from 0."""
        return classes_of(self.y_hat)

    @cached_property
    def confusion(self) -> Array:
        """Count rows by true class (row) and predicted class (column): whole numbers, (m, m)."""
        return counted(self.y_hat, self.targets)

    @property
    def recall(self) -> Array:
        """Of the rows of each class, the share that is found (m,); NaN where there is none."""
        return _share(self.confusion.diagonal(), self.confusion.sum(axis=1))

    @property
    def precision(self) -> Array:
        """Of the rows taken for each class, the share that is (m,); NaN where there is none."""
        return _share(self.confusion.diagonal(), self.confusion.sum(axis=0))

    def at(self, chosen: Array) -> "Judgement":
        """What is said of some of the rows, chosen as by indexing ``rows``."""
        return replace(self, rows=self.rows[chosen], z=self.z[chosen], y_hat=self.y_hat[chosen])

    def right_rows(self) -> Array:
        """The rows of the data that are taken for what they are."""
        right: Array = self.rows[self.true == self.predicted]
        return right

    def wrong_rows(self) -> Array:
        """The rows of the data that are taken for another class."""
        wrong: Array = self.rows[self.true != self.predicted]
        return wrong

    def rows_of_cell(self, true: int, predicted: int) -> Array:
        """The rows of the data that one cell of the confusion matrix counts."""
        of_cell: Array = self.rows[(self.true == true) & (self.predicted == predicted)]
        return of_cell


def judge(
    network: Network | Plan,
    theta: Array,
    data: Data,
    part: Part = Part.TRAINING,
    watch: Watch = unwatched,
) -> Judgement:
    """Run the network with the parameters ``theta`` on one part of the data.

    Rows with a missing number are left out. In float64 and through `passes`, as every number.
    """
    plan = network if isinstance(network, Plan) else compile_network(network)
    return judged_rows(plan, theta, data, complete_rows(data, data.rows(part)), watch)


def judged_rows(
    plan: Plan, theta: Array, data: Data, rows: Array, watch: Watch = unwatched
) -> Judgement:
    """Run the network on some complete rows."""
    z, y_hat = np.empty((2, len(rows), plan.n_outputs))
    for first in range(0, len(rows), _BLOCK):
        watch(first / len(rows))
        block = slice(first, first + _BLOCK)
        run = passes.forward(plan, theta, data.inputs[rows[block]])
        z[block], y_hat[block] = run.z[plan.outputs].T, run.a[plan.outputs].T
    return Judgement(plan, data, task_of(plan, data), rows, z, y_hat)


def metrics(
    network: Network | Plan, theta: Array, data: Data, part: Part = Part.TRAINING
) -> dict[str, float]:
    """Judge the network with the parameters ``theta`` on one part of the data, in measured units.

    Rows with a missing number are left out; without rows there are no metrics.
    """
    return judge(network, theta, data, part).metrics


def by_part(network: Network | Plan, theta: Array, data: Data) -> dict[str, float]:
    """The metrics of every part that has rows: `training.mae`, `validation.mae` …"""
    plan = network if isinstance(network, Plan) else compile_network(network)
    return {
        f"{part.name.lower()}.{name}": value
        for part in Part
        for name, value in judge(plan, theta, data, part).metrics.items()
    }


def confusion(
    network: Network | Plan, theta: Array, data: Data, part: Part = Part.TRAINING
) -> Array:
    """Count rows by true class (row) and predicted class (column): whole numbers, (m, m)."""
    return judge(network, theta, data, part).confusion


def wrong_rows(plan: Plan, theta: Array, data: Data, part: Part) -> Array:
    """The rows of the data that are taken for another class than theirs."""
    return judge(plan, theta, data, part).wrong_rows()


def rows_of_cell(
    plan: Plan, theta: Array, data: Data, part: Part, true: int, predicted: int
) -> Array:
    """The rows of the data that one cell of the confusion matrix counts."""
    return judge(plan, theta, data, part).rows_of_cell(true, predicted)


def _share(found: Array, of: Array) -> Array:
    shares = np.full(len(found), np.nan)
    np.divide(found, of, out=shares, where=of > 0)
    return shares
