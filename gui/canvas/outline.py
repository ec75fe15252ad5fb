"""Where a node's outline lies: a circle for a neuron, a column for a block of many."""

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from core.network.node import Node

RADIUS = 34.0
ONE_RADIUS = 21.0
"""The radius of the extra node that stands for the constant 1 of the biases."""
BLOCK_HALF_WIDTH = 44.0
UNIT_RADIUS = 19.0
UNIT_PITCH = 44.0
BLOCK_NAME_ROOM = 34.0
"""The height that a block keeps for its name, above its neurons."""
SPREAD = 0.8
"""The share of a block's height over which lines to single neurons leave it."""
SHOWN_UNITS = 4
"""A block draws this many neurons at most: the first three and the last."""


class Outline(NamedTuple):
    """A centre and half sizes; ``round`` outlines are circles of radius ``half_width``."""

    x: float
    y: float
    half_width: float
    half_height: float
    round: bool

    @property
    def centre(self) -> QPointF:
        """The middle."""
        return QPointF(self.x, self.y)

    @property
    def rect(self) -> QRectF:
        """The bounding rectangle."""
        return QRectF(
            self.x - self.half_width,
            self.y - self.half_height,
            2 * self.half_width,
            2 * self.half_height,
        )

    def contains(self, point: QPointF, margin: float = 0.0) -> bool:
        """Return whether a point is inside, or at most ``margin`` outside."""
        dx, dy = abs(point.x() - self.x), abs(point.y() - self.y)
        if self.round:
            return math.hypot(dx, dy) <= self.half_width + margin
        return dx <= self.half_width + margin and dy <= self.half_height + margin

    def towards(self, x: float, y: float) -> tuple[float, float]:
        """The point of the outline in the direction of another point."""
        dx, dy = x - self.x, y - self.y
        length = math.hypot(dx, dy)
        if length < 1e-9:
            return self.x + self.half_width, self.y
        if self.round:
            share = self.half_width / length
        elif abs(dx) > self.half_width:
            # At the side, spread over its height: many lines would meet in one point.
            rise = SPREAD * self.half_height * dy / (abs(dy) + self.half_height)
            return self.x + math.copysign(self.half_width, dx), self.y + rise
        else:
            share = min(
                self.half_width / abs(dx) if dx else math.inf,
                self.half_height / abs(dy) if dy else math.inf,
            )
        return self.x + dx * share, self.y + dy * share


def outline_of(node: Node) -> Outline:
    """The outline of a node at its position."""
    x, y = node.position
    if node.units == 1:
        return Outline(x, y, RADIUS, RADIUS, True)
    half_height = (block_rows(node.units) * UNIT_PITCH + BLOCK_NAME_ROOM) / 2 + 6
    return Outline(x, y, BLOCK_HALF_WIDTH, half_height, False)


def block_rows(units: int) -> int:
    """How many rows a block's column has, the row of dots included."""
    return units if units <= SHOWN_UNITS else SHOWN_UNITS + 1


def unit_places(units: int, chosen: int | None = None) -> list[tuple[int, float]]:
    """The drawn neurons of a block: the index of each and its y from the block's middle.

    A ``chosen`` one that is not among the first and the last stands alone between dots.
    """
    rows = block_rows(units)
    lower = BLOCK_NAME_ROOM / 2
    tops = [(row - (rows - 1) / 2) * UNIT_PITCH + lower for row in range(rows)]
    if units <= SHOWN_UNITS:
        return list(enumerate(tops))
    if chosen is not None and 3 <= chosen < units - 1:
        return [(0, tops[0]), (chosen, tops[2]), (units - 1, tops[4])]
    return [*enumerate(tops[:3]), (units - 1, tops[-1])]


def dots_places(units: int, chosen: int | None = None) -> list[float]:
    """The middles of the three dots for what a block leaves out, from the block's middle."""
    places = unit_places(units, chosen)
    return [(y + z) / 2 for (i, y), (j, z) in pairwise(places) if j > i + 1]


def rooms_below(drawn: Mapping[str, Outline]) -> dict[str, float]:
    """How far it is from each node down to the next one in its way, ∞ where there is none."""
    if not drawn:
        return {}
    x, y, w, h = np.array([outline[:4] for outline in drawn.values()]).T
    is_below = (y[None, :] > y[:, None]) & (abs(x[None, :] - x[:, None]) < w[:, None] + w[None, :])
    tops = np.where(is_below, (y - h)[None, :], math.inf).min(axis=1)
    return dict(zip(drawn, (tops - y - h).tolist(), strict=True))
