"""Where everything of a drawing lies, as arrays: for hit-testing, layout and speed."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from core.network.edge import EdgeKey
from core.network.network import Network
from core.network.node import Array
from gui.canvas.drawn import Connections
from gui.canvas.outline import SPREAD, Outline

MOST_CAUGHT = 2000
"""A rubber band catches edges one by one while there are no more than that."""
_NO_CONNECTIONS = Connections(Network(), {})


class Geometry:
    """The outlines of the nodes and the lines of the edges between them.

    Lines are worked out for the rows that somebody asks for: of 233,000 only a few are drawn.
    """

    def __init__(
        self,
        outlines: Mapping[str, Outline],
        connections: Connections | None = None,
        before: "Geometry | None" = None,
    ) -> None:
        self.outlines = outlines
        self.connections = connections if connections is not None else _NO_CONNECTIONS
        ids = list(outlines)
        self.ids: list[str] = before.ids if before is not None and before.ids == ids else ids
        self.table = np.array([*outlines.values()], dtype=np.float64).reshape(-1, 5)
        self.ends = self.connections.ends(self.ids)

    @property
    def keys(self) -> Sequence[EdgeKey]:
        """The edges, in the order of the lines."""
        return self.connections.order

    @cached_property
    def lines(self) -> Array:
        """Every line from outline to outline, shape (n, 4)."""
        return self.lines_of(slice(None))

    def lines_of(self, rows: Array | slice) -> Array:
        """Some lines, shape (rows, 4): x1, y1, x2, y2."""
        ends = self.ends[rows]
        if not len(ends):
            return np.zeros((0, 4))
        sources, targets = self.table[ends[:, 0]], self.table[ends[:, 1]]
        return np.hstack([_towards(sources, targets), _towards(targets, sources)])

    def line(self, key: EdgeKey) -> tuple[float, float, float, float]:
        """x1, y1, x2, y2 of an edge, from outline to outline."""
        one, other = self.outlines[key.source], self.outlines[key.target]
        return (*one.towards(other.x, other.y), *other.towards(one.x, one.y))

    def node_at(self, point: QPointF, margin: float = 0.0) -> str | None:
        """The node at a point; of two, the one drawn later."""
        dx = np.abs(self.table[:, 0] - point.x())
        dy = np.abs(self.table[:, 1] - point.y())
        w, h = self.table[:, 2] + margin, self.table[:, 3] + margin
        is_round = self.table[:, 4] > 0
        inside = np.where(is_round, dx * dx + dy * dy <= w * w, (dx <= w) & (dy <= h))
        found = np.flatnonzero(inside)
        return self.ids[found[-1]] if len(found) else None

    def nodes_in(self, rect: QRectF, margin: float = 0.0) -> Array:
        """The rows in ``ids`` of the nodes that may be seen in a rectangle."""
        x, y, w, h = self.table[:, 0], self.table[:, 1], self.table[:, 2], self.table[:, 3]
        seen = (
            (x + w + margin >= rect.left())
            & (x - w - margin <= rect.right())
            & (y + h + margin >= rect.top())
            & (y - h - margin <= rect.bottom())
        )
        return np.flatnonzero(seen)

    def edge_at(
        self, point: QPointF, tolerance: float, rows: Array | None = None
    ) -> EdgeKey | None:
        """The edge (of ``rows``) whose line is nearest to a point, within ``tolerance``."""
        lines = self.lines if rows is None else self.lines_of(rows)
        if not len(lines):
            return None
        distances = distances_to_lines(lines, point.x(), point.y())
        nearest = int(np.argmin(distances))
        row = nearest if rows is None else int(rows[nearest])
        return self.keys[row] if distances[nearest] <= tolerance else None

    def keys_in(self, rect: QRectF) -> list[EdgeKey]:
        """The edges that lie in a rectangle whole; of very many, none: their nodes say enough."""
        if not 0 < len(self.keys) <= MOST_CAUGHT:
            return []
        xs, ys = self.lines[:, ::2], self.lines[:, 1::2]
        inside = (
            (xs.min(axis=1) >= rect.left())
            & (xs.max(axis=1) <= rect.right())
            & (ys.min(axis=1) >= rect.top())
            & (ys.max(axis=1) <= rect.bottom())
        )
        return [self.keys[i] for i in np.flatnonzero(inside).tolist()]

    @property
    def rect(self) -> QRectF:
        """The rectangle around every node, empty without one."""
        if not len(self.table):
            return QRectF()
        low = (self.table[:, :2] - self.table[:, 2:4]).min(axis=0)
        high = (self.table[:, :2] + self.table[:, 2:4]).max(axis=0)
        return QRectF(QPointF(*low.tolist()), QPointF(*high.tolist()))


def count_in(lines: Array, rect: QRectF) -> int:
    """How many lines (n, 4) may be seen in a rectangle."""
    if not len(lines):
        return 0
    xs, ys = lines[:, ::2], lines[:, 1::2]
    seen = (
        (xs.max(axis=1) >= rect.left())
        & (xs.min(axis=1) <= rect.right())
        & (ys.max(axis=1) >= rect.top())
        & (ys.min(axis=1) <= rect.bottom())
    )
    return int(seen.sum())


def _towards(ends: Array, others: Array) -> Array:
    """`Outline.towards` for many: the point of each outline in the direction of another."""
    step = others[:, :2] - ends[:, :2]
    length = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
    sides = ends[:, 2:4] / np.maximum(np.abs(step), 1e-9)
    share = np.where(ends[:, 4] > 0, ends[:, 2] / length, sides.min(axis=1))
    found = ends[:, :2] + step * np.minimum(share, 1.0)[:, None]
    w, h, rise = ends[:, 2], ends[:, 3], step[:, 1]
    beside = (ends[:, 4] == 0) & (np.abs(step[:, 0]) > w)
    if beside.any():
        spread = SPREAD * h * rise / np.maximum(np.abs(rise) + h, 1e-9)
        sides_x = ends[:, 0] + np.copysign(w, step[:, 0])
        places = np.column_stack([sides_x, ends[:, 1] + spread])
        found = np.where(beside[:, None], places, found)
    return np.asarray(found)


def distances_to_lines(lines: Array, x: float, y: float) -> Array:
    """How far a point is from each segment."""
    start, step = lines[:, :2], lines[:, 2:] - lines[:, :2]
    square = np.maximum((step**2).sum(axis=1), 1e-9)
    along = (((x, y) - start) * step).sum(axis=1) / square
    nearest = start + step * np.clip(along, 0.0, 1.0)[:, None]
    return np.asarray(np.hypot(nearest[:, 0] - x, nearest[:, 1] - y))
