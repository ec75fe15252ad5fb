"""The loss for many parameter vectors at once: what slices and contours are made of."""

import numpy as np

from core.compiling.plan import Plan
from core.network.node import Array
from core.numerics import passes
from core.training.penalty import penalty
from core.training.settings import TrainingSettings

_VALUES = 400_000
"""How many numbers of neurons and weights are held at once."""

_quiet = np.errstate(over="ignore", invalid="ignore", under="ignore", divide="ignore")


def loss_at(plan: Plan, theta: Array, x: Array, y: Array) -> float:
    """The loss of the data, without penalty."""
    return passes.loss(plan, passes.forward(plan, theta, x), y)


@_quiet
def losses_of(plan: Plan, thetas: Array, x: Array, y: Array) -> Array:
    """The loss of the data (m,) for every row of ``thetas`` (m, n_theta).

    Where a slab is small, many θ go through one pass together; a large network goes one by one.
    """
    at_once = _VALUES // max(1, plan.n_units * len(x) + plan.n_theta)
    if at_once < 2:
        return np.array([loss_at(plan, theta, x, y) for theta in thetas])
    parts = [thetas[i : i + at_once] for i in range(0, len(thetas), at_once)]
    return np.concatenate([_together(plan, part, x, y) for part in parts] or [np.empty(0)])


def _together(plan: Plan, thetas: Array, x: Array, y: Array) -> Array:
    m, n = len(thetas), len(x)
    a = np.empty((m, plan.n_units, n))
    a[:, plan.inputs] = x.T
    z = a
    for level in plan.levels:
        weights = thetas[:, level.weight_range].reshape(m, *level.shape)
        z = weights @ a[:, level.sources] + thetas[:, level.bias_range][:, :, None]
        a[:, level.units] = z
        for run, activation in level.activations:
            a[:, level.units][:, run] = activation.value(z[:, run])
    # The outputs stand in the first axis, as in a pass; θ and rows side by side in the second.
    z_out = z.transpose(1, 0, 2).reshape(plan.n_outputs, m * n)
    y_hat = plan.output_function.value(z_out)
    shares = plan.loss.per_row(plan.output_function, z_out, y_hat, np.tile(y.T, m))
    return plan.loss.scale(n) * shares.reshape(m, n).sum(axis=1)


def penalties_along(
    plan: Plan, theta: Array, index: int, values: Array, settings: TrainingSettings
) -> Array:
    """What L1 and L2 add (m,) while one parameter takes ``values`` and the others stay."""
    now = penalty(plan, theta, settings)
    if not plan.is_weight[index]:
        return np.full(len(values), now)
    return now + _share(values, settings) - _share(theta[index], settings)


def _share(value: Array, settings: TrainingSettings) -> Array:
    return settings.l1 * np.abs(value) + settings.l2 * np.square(value)
