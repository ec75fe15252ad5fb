"""The loss as a function of one parameter, with the tangent and the step of gradient descent."""

from dataclasses import dataclass

import numpy as np

from core.compiling.plan import Plan
from core.exploring.losses import loss_at, losses_of, penalties_along
from core.network.node import Array
from core.numerics import passes
from core.training.penalty import penalty, penalty_gradient
from core.training.settings import TrainingSettings

_SCAN = np.concatenate([-(2.0 ** np.arange(8.0, -7.0, -0.25)), 2.0 ** np.arange(-6.5, 8.5, 0.25)])
"""Offsets that are tried, in units of the parameter's size, to find where the loss bends."""


@dataclass(frozen=True, eq=False)
class Slice:
    """L over one parameter. ``total`` is the data's loss with the penalty.

    ``value`` and ``loss`` are the point of now, ``slope`` is ∂L/∂θ_i there, with the penalty's
    share; ``next_value`` is θ_i − ε ∂L/∂θ_i and ``next_loss`` the loss there, the other parameters
    unchanged. A frozen parameter makes no step.
    """

    values: Array
    data_loss: Array
    penalty: Array
    value: float
    loss: float
    slope: float
    data_slope: float
    next_value: float
    next_loss: float

    @property
    def total(self) -> Array:
        """The loss with the penalty."""
        return self.data_loss + self.penalty

    def tangent(self, at: Array) -> Array:
        """The straight line with the slope of now."""
        return self.loss + self.slope * (np.asarray(at) - self.value)


def slope_at(
    plan: Plan, theta: Array, x: Array, y: Array, settings: TrainingSettings, index: int
) -> tuple[float, float]:
    """∂L/∂θ_i of the data alone, and with the penalty."""
    run = passes.forward(plan, theta, x)
    data = float(passes.backward(plan, theta, run, y).gradient[index])
    return data, data + float(penalty_gradient(plan, theta, settings)[index])


def steepest(plan: Plan, theta: Array, x: Array, y: Array) -> int:
    """The place in θ of the parameter along which the loss is steepest, weights before biases."""
    run = passes.forward(plan, theta, x)
    size = np.abs(passes.backward(plan, theta, run, y).gradient) * plan.trainable
    size = np.nan_to_num(np.where(plan.is_weight, size, 0.0), posinf=0.0)
    return int(size.argmax())


def slice_of(
    plan: Plan,
    theta: Array,
    x: Array,
    y: Array,
    settings: TrainingSettings,
    index: int,
    limits: tuple[float, float] | None = None,
    n: int = 161,
    learning_rate: float | None = None,
) -> Slice:
    """Cut the loss along the parameter at ``index`` of θ.

    Without ``limits`` the range shows the point of now, the step and where the loss bends.
    """
    rate = settings.learning_rate if learning_rate is None else learning_rate
    data_slope, slope = slope_at(plan, theta, x, y, settings, index)
    value = float(theta[index])
    step = value - rate * slope if plan.trainable[index] else value
    low, high = limits or automatic_limits(plan, theta, x, y, settings, index, step)
    # The point of now is one of the points, so that it lies on the curve whatever its bends.
    values = np.union1d(np.linspace(low, high, n), [value] if low <= value <= high else [])
    return Slice(
        values=values,
        data_loss=along(plan, theta, x, y, index, values),
        penalty=penalties_along(plan, theta, index, values, settings),
        value=value,
        loss=loss_at(plan, theta, x, y) + penalty(plan, theta, settings),
        slope=slope,
        data_slope=data_slope,
        next_value=step,
        next_loss=_total_at(plan, theta, x, y, settings, index, step),
    )


def along(plan: Plan, theta: Array, x: Array, y: Array, index: int, values: Array) -> Array:
    """The loss of the data (m,) while one parameter takes ``values``."""
    thetas = np.repeat(theta[None, :], len(values), axis=0)
    thetas[:, index] = values
    return losses_of(plan, thetas, x, y)


def _total_at(
    plan: Plan,
    theta: Array,
    x: Array,
    y: Array,
    settings: TrainingSettings,
    index: int,
    value: float,
) -> float:
    moved = theta.copy()
    moved[index] = value
    return loss_at(plan, moved, x, y) + penalty(plan, moved, settings)


def automatic_limits(
    plan: Plan,
    theta: Array,
    x: Array,
    y: Array,
    settings: TrainingSettings,
    index: int,
    step: float,
) -> tuple[float, float]:
    """A range with the point of now, the step and the nearest low point (or bend) of the loss."""
    value = float(theta[index])
    size = max(1.0, abs(value))
    values = np.concatenate([value + size * _SCAN, [value]])
    totals = along(plan, theta, x, y, index, values)
    totals = totals + penalties_along(plan, theta, index, values, settings)
    of_interest = [value, *_landmarks(values, totals)]
    share = 0.4 if len(of_interest) == 2 else 0.15
    reach = max(abs(of_interest[1] - value), 0.25 * size)
    if np.isfinite(step) and abs(step - value) <= 4 * reach:
        of_interest.append(step)
    low, high = min(of_interest), max(of_interest)
    margin = max(share * (high - low), 0.25 * size if high == low else 0.0, 1e-6 * size)
    return low - margin, high + margin


def _landmarks(values: Array, totals: Array) -> list[float]:
    """The nearest place that is (almost) as low as the loss gets; from there, both walls."""
    here, now = float(values[-1]), float(totals[-1])
    finite = np.isfinite(totals)
    if not finite.any() or not np.isfinite(now):
        return [here]
    near = np.argsort(np.abs(values - here), kind="stable")
    near = near[finite[near]]
    gain = now - float(totals[finite].min())
    spread = float(np.ptp(totals[near][: 2 * len(near) // 3]))
    if gain > 1e-3 * spread and gain > 0:
        good = near[totals[near] <= now - 0.97 * gain]
        return [float(values[good[0]])]
    bent = near[np.abs(totals[near] - now) >= 0.3 * spread] if spread > 0 else near[:0]
    wall = float(values[bent[0]]) if len(bent) else here
    return [wall, 2 * here - wall]
