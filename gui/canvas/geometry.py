"""Where everything of a drawing lies, as arrays: for hit-testing, layout and speed."""

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from core.network.edge import EdgeKey
from core.network.node import Array
from gui.canvas.drawn import Connection
from gui.canvas.outline import Outline


class Geometry:
    """The outlines of the nodes and the lines of the edges between them."""

    def __init__(
        self, outlines: Mapping[str, Outline], connections: Mapping[EdgeKey, Connection]
    ) -> None:
        self.outlines = outlines
        self.keys: Sequence[EdgeKey] = list(connections)
        self.row = {key: i for i, key in enumerate(self.keys)}
        self.lines = lines_between(outlines, self.keys)

    def line(self, key: EdgeKey) -> tuple[float, float, float, float]:
        """x1, y1, x2, y2 of an edge, from outline to outline."""
        x1, y1, x2, y2 = self.lines[self.row[key]].tolist()
        return x1, y1, x2, y2

    def node_at(self, point: QPointF, margin: float = 0.0) -> str | None:
        """The node at a point; of two, the one drawn later."""
        for node_id in reversed(list(self.outlines)):
            if self.outlines[node_id].contains(point, margin):
                return node_id
        return None

    def edge_at(self, point: QPointF, tolerance: float) -> EdgeKey | None:
        """The edge whose line is nearest to a point, within ``tolerance``."""
        if not len(self.lines):
            return None
        distances = distances_to_lines(self.lines, point.x(), point.y())
        nearest = int(np.argmin(distances))
        return self.keys[nearest] if distances[nearest] <= tolerance else None

    def keys_in(self, rect: QRectF) -> list[EdgeKey]:
        """The edges that lie in a rectangle whole."""
        if not len(self.lines):
            return []
        xs, ys = self.lines[:, ::2], self.lines[:, 1::2]
        inside = (
            (xs.min(axis=1) >= rect.left())
            & (xs.max(axis=1) <= rect.right())
            & (ys.min(axis=1) >= rect.top())
            & (ys.max(axis=1) <= rect.bottom())
        )
        return [self.keys[i] for i in np.flatnonzero(inside).tolist()]

    def count_in(self, rect: QRectF) -> int:
        """How many edges may be seen in a rectangle."""
        if not len(self.lines):
            return 0
        xs, ys = self.lines[:, ::2], self.lines[:, 1::2]
        seen = (
            (xs.max(axis=1) >= rect.left())
            & (xs.min(axis=1) <= rect.right())
            & (ys.max(axis=1) >= rect.top())
            & (ys.min(axis=1) <= rect.bottom())
        )
        return int(seen.sum())

    @property
    def rect(self) -> QRectF:
        """The rectangle around every node, empty without one."""
        whole = QRectF()
        for outline in self.outlines.values():
            whole = whole.united(outline.rect)
        return whole


def lines_between(outlines: Mapping[str, Outline], keys: Sequence[EdgeKey]) -> Array:
    """The straight lines from outline to outline, shape (n, 4)."""
    if not keys:
        return np.zeros((0, 4))
    sources = np.array([outlines[k.source] for k in keys])
    targets = np.array([outlines[k.target] for k in keys])
    return np.hstack([_towards(sources, targets), _towards(targets, sources)])


def _towards(ends: Array, others: Array) -> Array:
    """`Outline.towards` for many: the point of each outline in the direction of another."""
    step = others[:, :2] - ends[:, :2]
    length = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
    sides = ends[:, 2:4] / np.maximum(np.abs(step), 1e-9)
    share = np.where(ends[:, 4] > 0, ends[:, 2] / length, sides.min(axis=1))
    return np.asarray(ends[:, :2] + step * np.minimum(share, 1.0)[:, None])


def distances_to_lines(lines: Array, x: float, y: float) -> Array:
    """How far a point is from each segment."""
    start, step = lines[:, :2], lines[:, 2:] - lines[:, :2]
    square = np.maximum((step**2).sum(axis=1), 1e-9)
    along = (((x, y) - start) * step).sum(axis=1) / square
    nearest = start + step * np.clip(along, 0.0, 1.0)[:, None]
    return np.asarray(np.hypot(nearest[:, 0] - x, nearest[:, 1] - y))
