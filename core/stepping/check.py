"""Holding a derivative against finite differences, and one row's gradient beside all rows'."""

from dataclasses import dataclass
from math import floor, inf, log10, nan

import numpy as np

from core.network.edge import Parameter
from core.network.network import Network
from core.network.node import Array
from core.numerics.passes import backward, forward, loss
from core.stepping.evaluation import Evaluation


@dataclass(frozen=True)
class Check:
    """The chain rule's number and the finite difference's, and how many digits they share."""

    gradient: float
    difference: float
    step: float

    @property
    def digits(self) -> int:
        """Digits in which the two agree, at most 15."""
        if self.gradient == self.difference:
            return 15
        size = max(abs(self.gradient), abs(self.difference))
        return max(0, min(15, floor(-log10(abs(self.gradient - self.difference) / size))))


_SHRINK = 1.4
_COLUMNS = 12


def check_gradient(evaluation: Evaluation, parameter: Parameter) -> Check:
    """Compare ∂L/∂w with central differences extrapolated to step 0 (Ridders, 1982).

    Central differences of shrinking steps h are combined so that the errors in h², h⁴ … cancel;
    the entry of the table whose neighbours differ least is taken.
    """
    index = evaluation.plan.theta_index(parameter)
    step = 0.5 * max(1.0, abs(float(evaluation.theta[index])))
    best, error, best_step = nan, inf, step
    above: list[float] = []
    for _ in range(_COLUMNS):
        row = [_difference(evaluation, index, step)]
        for j, entry in enumerate(above):
            factor = _SHRINK ** (2 * (j + 1))
            row.append((factor * row[j] - entry) / (factor - 1))
            apart = max(abs(row[j + 1] - row[j]), abs(row[j + 1] - entry))
            if apart <= error:
                best, error, best_step = row[j + 1], apart, step
        above, step = row, step / _SHRINK
    return Check(evaluation.gradient(parameter), best, best_step)


def _difference(evaluation: Evaluation, index: int, h: float) -> float:
    up, down = evaluation.theta.copy(), evaluation.theta.copy()
    up[index] += h
    down[index] -= h
    difference = _loss_at(evaluation, up) - _loss_at(evaluation, down)
    return difference / float(up[index] - down[index])


def _loss_at(evaluation: Evaluation, theta: Array) -> float:
    run = forward(evaluation.plan, theta, evaluation.x)
    return loss(evaluation.plan, run, evaluation.y)


@dataclass(frozen=True, eq=False)
class RowGradients:
    """Every observation's own gradient (rows, parameters), and the gradient over all of them.

    ``combined`` is the gradient of the network's loss: the rows' mean where the loss is a mean,
    their sum for `sse` and `half_sse`.
    """

    parameters: list[Parameter]
    rows: Array
    combined: Array
    is_mean: bool


def row_gradients(network: Network) -> RowGradients:
    """Take the gradient of each observation alone and of all together."""
    every = Evaluation.of_all(network)
    every.require_target(0)
    parameters = network.parameters()
    at = [every.plan.theta_index(p) for p in parameters]
    rows = [
        _gradient(every, every.x[i : i + 1], every.y[i : i + 1])[at] for i in range(len(every.x))
    ]
    combined = _gradient(every, every.x, every.y)[at]
    return RowGradients(parameters, np.array(rows), combined, every.plan.loss.mean)


def _gradient(evaluation: Evaluation, x: Array, y: Array) -> Array:
    run = forward(evaluation.plan, evaluation.theta, x)
    return backward(evaluation.plan, evaluation.theta, run, y).gradient
