"""The one forward and the one backward that lessons, training, command line and plots share."""

from dataclasses import dataclass

import numpy as np

from core.compiling.plan import Plan
from core.network.data import Inputs
from core.network.errors import ShapeError
from core.network.node import Array

# A network whose numbers run away is a lesson, not a programming error: ∞ and NaN are the result.
_quiet = np.errstate(over="ignore", invalid="ignore", under="ignore")


@dataclass(frozen=True, eq=False)
class Forward:
    """``z`` and ``a`` of every unit, both (n_units, n_observations); z of an input is its value.

    ``kept`` is the dropout mask of the pass, 0 or 1/(1 − p), which ``a`` is multiplied by.
    """

    z: Array
    a: Array
    kept: Array | None = None


@dataclass(frozen=True, eq=False)
class Backward:
    """What the chain rule leaves on its way back.

    ``by_a`` and ``delta`` are ∂L/∂a and δ = ∂L/∂z of every unit, both (n_units, n_observations);
    ``gradient`` is ∂L/∂θ, of the shape of θ and 0 where an edge is missing.
    """

    by_a: Array
    delta: Array
    gradient: Array


@_quiet
def forward(plan: Plan, parameters: Array, x: Array, kept: Array | None = None) -> Forward:
    """Run the network on ``x`` (n_observations, n_inputs); raise `ShapeError` for other widths.

    ``kept`` (n_units, n_observations) is a dropout mask, in training only.
    """
    if x.ndim != 2 or x.shape[1] != plan.n_inputs:
        raise ShapeError(
            what="inputs", expected=f"{plan.n_inputs} columns", got=f"{x.shape[-1]} columns"
        )
    z = np.empty((plan.n_units, len(x)))
    a = np.empty_like(z)
    z[plan.inputs] = a[plan.inputs] = x.T
    for level in plan.levels:
        z[level.units] = level.weights(parameters) @ a[level.sources] + level.biases(parameters)
        for run, activation in level.activations:
            a[level.units][run] = activation.value(z[level.units][run])
        if kept is not None:
            a[level.units] *= kept[level.units]
    a[plan.outputs] = plan.output_function.value(z[plan.outputs])
    return Forward(z, a, kept)


_BLOCK = 256  # observations of a pass that keeps nothing but the outputs: they stay in the cache


def predict(plan: Plan, parameters: Array, x: Inputs) -> Array:
    """ŷ (n_observations, n_outputs) of any number of observations, `forward` by blocks of them."""
    predictions = np.empty((len(x), plan.n_outputs))
    for first in range(0, len(x), _BLOCK):
        rows = slice(first, first + _BLOCK)
        predictions[rows] = forward(plan, parameters, x[rows]).a[plan.outputs].T
    return predictions


@_quiet
def loss(plan: Plan, run: Forward, y: Array) -> float:
    """L for the targets ``y`` (n_observations, n_outputs)."""
    _check_targets(plan, run, y)
    out = plan.outputs
    return plan.loss.value(plan.output_function, run.z[out], run.a[out], y.T)


@_quiet
def backward(plan: Plan, parameters: Array, run: Forward, y: Array) -> Backward:
    """Run the chain rule back from the loss for the targets ``y`` (n_observations, n_outputs)."""
    _check_targets(plan, run, y)
    by_a = np.zeros_like(run.a)
    delta = np.zeros_like(run.z)
    gradient = np.zeros_like(parameters)
    out = plan.outputs
    by_a[out] = plan.loss.by_output(run.a[out], y.T)
    delta[out] = plan.loss.by_z(plan.output_function, run.z[out], run.a[out], y.T)
    for level in reversed(plan.levels):
        for part, activation in level.activations:
            slope = activation.slope(run.z[level.units][part])
            if run.kept is not None:
                slope = slope * run.kept[level.units][part]
            delta[level.units][part] = by_a[level.units][part] * slope
        by_weight = delta[level.units] @ run.a[level.sources].T
        level.weights(gradient)[:] = by_weight if level.mask is None else by_weight * level.mask
        level.biases(gradient)[:, 0] = delta[level.units].sum(axis=1)
        by_a[level.sources] += level.weights(parameters).T @ delta[level.units]
    delta[plan.inputs] = by_a[plan.inputs]
    return Backward(by_a, delta, gradient)


def _check_targets(plan: Plan, run: Forward, y: Array) -> None:
    if y.shape != (run.z.shape[1], plan.n_outputs):
        raise ShapeError(
            what="targets",
            expected=f"{run.z.shape[1]} × {plan.n_outputs} numbers",
            got=" × ".join(map(str, y.shape)) + " numbers",
        )
