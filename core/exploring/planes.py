"""What every neuron says over the plane of two inputs."""

from dataclasses import dataclass

import numpy as np

from core.compiling.plan import Plan
from core.exploring.ranges import padded
from core.network.data import Data
from core.network.node import Array
from core.numerics import passes


@dataclass(frozen=True, eq=False)
class Plane:
    """Activations ``a`` (n_units, ny, nx) over ``xs`` and ``ys``, in measured units.

    The rows of ``outputs`` (n_outputs, ny, nx) are ŷ in measured units; ``a`` is what the network
    itself calculates with.
    """

    xs: Array
    ys: Array
    a: Array
    outputs: Array


def plane_limits(
    data: Data, pair: tuple[int, int] = (0, 1), share: float = 0.18
) -> tuple[tuple[float, float], tuple[float, float]]:
    """The measured ranges of two inputs with a margin; −1 to 1 without data."""
    n, width = data.inputs.shape
    first, second = (
        padded(data.measured_input(k), share) if k < width and n else (-1.0, 1.0) for k in pair
    )
    return first, second


def held_values(data: Data, n_inputs: int) -> Array:
    """Where inputs stand that are not on an axis: their means, as the network sees them."""
    if data.inputs.shape[1] != n_inputs or not len(data.inputs):
        return np.zeros(n_inputs)
    return data.mean_inputs


def plane_of(
    plan: Plan,
    theta: Array,
    data: Data,
    limits: tuple[tuple[float, float], tuple[float, float]],
    n: int = 60,
    pair: tuple[int, int] = (0, 1),
) -> Plane:
    """Run the network over a grid of two inputs; further ones are held at their means.

    ``limits`` are in measured units.
    """
    xs, ys = (np.linspace(*limit, n) for limit in limits)
    inputs = np.repeat(held_values(data, plan.n_inputs)[None, :], n * n, axis=0)
    inputs[:, pair[0]] = seen(data, pair[0], np.tile(xs, n))
    inputs[:, pair[1]] = seen(data, pair[1], np.repeat(ys, n))
    a = passes.forward(plan, theta, inputs).a
    outputs = data.measured_targets(a[plan.outputs].T).T
    return Plane(xs, ys, a.reshape(-1, n, n), outputs.reshape(-1, n, n))


def seen(data: Data, column: int, values: Array) -> Array:
    """Measured values of an input as the network sees them."""
    if column >= len(data.input_columns):
        return np.asarray(values)
    described = data.input_columns[column]
    return (np.asarray(values) - described.mean) / described.sd
