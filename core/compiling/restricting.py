"""A plan without some of its input units: for those that are 0 in every row that is read.

Such an input adds nothing to any sum, and the slope of its weights is exactly 0. Of the pixels of
MNIST every twelfth is one. Inputs stand first in the order of units and every level reads one
range of it, so that without them all ranges are as before, only shorter or shifted.
"""

from dataclasses import replace

import numpy as np

from core.compiling.plan import Level, Plan
from core.network.node import Array


def without_inputs(plan: Plan, dead: Array) -> tuple[Plan, Array] | None:
    """The plan without the inputs that are ``dead``, bool (n_inputs,), and where θ has its own.

    θ of the new plan is θ[index] of the old. None if a level would have nothing left to read.
    """
    kept = np.ones(plan.n_units, dtype=bool)
    kept[plan.inputs] = ~dead
    place = np.concatenate([[0], np.cumsum(kept)])  # of a unit, or the end, in the new order
    levels: list[Level] = []
    indices: list[Array] = []
    theta = 0
    for level in plan.levels:
        columns = np.flatnonzero(kept[level.sources])
        if not len(columns):
            return None
        levels.append(_without(level, columns, place, theta))
        theta = levels[-1].bias_range.stop
        of_old = np.arange(level.weight_range.start, level.weight_range.stop).reshape(level.shape)
        indices += [of_old[:, columns].ravel()]
        indices += [np.arange(level.bias_range.start, level.bias_range.stop)]
    index = np.concatenate(indices)
    smaller = replace(
        plan,
        first_unit={node: int(place[first]) for node, first in plan.first_unit.items()},
        n_units=int(place[-1]),
        n_inputs=int(place[plan.n_inputs]),
        n_theta=theta,
        levels=tuple(levels),
        trainable=plan.trainable[index],
    )
    return smaller, index


def _without(level: Level, columns: Array, place: Array, theta: int) -> Level:
    mask = None if level.mask is None else level.mask[:, columns]
    n_units = level.units.stop - level.units.start
    stop = theta + n_units * len(columns)
    return replace(
        level,
        units=_moved(level.units, place),
        sources=_moved(level.sources, place),
        weight_range=slice(theta, stop),
        bias_range=slice(stop, stop + n_units),
        mask=None if mask is None or mask.all() else mask,
    )


def _moved(units: slice, place: Array) -> slice:
    return slice(int(place[units.start]), int(place[units.stop]))
