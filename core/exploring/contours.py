"""The loss over two parameters, its levels, and the paths of runs seen from above."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.compiling.plan import Plan
from core.exploring.losses import losses_of, penalties_along
from core.exploring.slices import automatic_limits
from core.network.node import Array
from core.training.settings import TrainingSettings


@dataclass(frozen=True, eq=False)
class Surface:
    """L with the penalty (ny, nx) over ``xs`` (the first parameter) and ``ys`` (the second)."""

    xs: Array
    ys: Array
    losses: Array


def surface_of(
    plan: Plan,
    theta: Array,
    x: Array,
    y: Array,
    settings: TrainingSettings,
    pair: tuple[int, int],
    limits: tuple[tuple[float, float], tuple[float, float]],
    n: int = 49,
) -> Surface:
    """The loss over a grid of two parameters of θ; the others keep their values."""
    xs, ys = (np.linspace(*limit, n) for limit in limits)
    thetas = np.repeat(theta[None, :], n * n, axis=0)
    thetas[:, pair[0]] = np.tile(xs, n)
    thetas[:, pair[1]] = np.repeat(ys, n)
    losses = losses_of(plan, thetas, x, y).reshape(n, n)
    first = penalties_along(plan, theta, pair[0], xs, settings)
    second = penalties_along(plan, theta, pair[1], ys, settings)
    now = penalties_along(plan, theta, pair[0], theta[[pair[0]]], settings)[0]
    return Surface(xs, ys, losses + first[None, :] + second[:, None] - now)


def limits_of(
    plan: Plan,
    theta: Array,
    x: Array,
    y: Array,
    settings: TrainingSettings,
    pair: tuple[int, int],
    paths: Sequence[Array] = (),
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Ranges for two parameters: with the paths (steps, 2) inside, or as a slice would choose."""
    points = [path[np.isfinite(path).all(axis=1)] for path in paths]
    found = []
    for k, index in enumerate(pair):
        low, high = automatic_limits(plan, theta, x, y, settings, index, float(theta[index]))
        steps = [p[:, k] for p in points if len(p)]
        if steps:
            least = min(float(np.min(s)) for s in steps)
            most = max(float(np.max(s)) for s in steps)
            least, most = min(least, float(theta[index])), max(most, float(theta[index]))
            margin = 0.45 * max(most - least, 0.1 * (high - low))
            low, high = least - margin, most + margin
        found.append((low, high))
    return found[0], found[1]


def levels_of(losses: Array, n: int = 12) -> Array:
    """Heights for ``n`` lines, spaced by the logarithm of the height above the lowest point."""
    finite = losses[np.isfinite(losses)]
    if not finite.size or finite.max() <= finite.min():
        return np.empty(0)
    low, high = float(finite.min()), float(finite.max())
    # Where the loss falls to 0 the lowest lines would crowd: begin a thousandth above it.
    rise = max(float(np.quantile(finite, 0.02)) - low, 1e-3 * (high - low))
    return low + np.geomspace(rise, high - low, n + 1)[:-1]
