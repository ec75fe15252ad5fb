"""What a linear model says over one input or over the plane of two, to lay beside the network."""

import numpy as np

from core.baselines.baseline import Linear
from core.exploring.planes import held_values, seen
from core.network.data import Data
from core.network.node import Array


def fits(linear: Linear, data: Data) -> bool:
    """Return whether a model has the columns of these data."""
    return linear.weights.shape == (data.targets.shape[1], data.inputs.shape[1])


def line_of(linear: Linear, data: Data, x: Array, column: int = 0) -> Array:
    """ŷ (outputs, n) over measured values of one input, in measured units.

    The other inputs are held at their means, as for the network's own curve.
    """
    return _over(linear, data, {column: x})


def surface_of(
    linear: Linear, data: Data, xs: Array, ys: Array, pair: tuple[int, int] = (0, 1)
) -> Array:
    """ŷ (outputs, ny, nx) over a measured grid of two inputs, in measured units."""
    places = {pair[0]: np.tile(xs, len(ys)), pair[1]: np.repeat(ys, len(xs))}
    return _over(linear, data, places).reshape(-1, len(ys), len(xs))


def _over(linear: Linear, data: Data, places: dict[int, Array]) -> Array:
    n = len(next(iter(places.values())))
    inputs = np.repeat(held_values(data, data.inputs.shape[1])[np.newaxis], n, axis=0)
    for column, values in places.items():
        inputs[:, column] = seen(data, column, values)
    return data.measured_targets(linear.predict(inputs)).T
