"""Keeps the pills on their edges, and lays them out anew when the drawing has come to rest."""

import math
from collections.abc import Callable, Mapping

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from core.network.edge import EdgeKey
from core.network.network import Network
from core.network.node import Array, Role
from gui.canvas.drawn import is_one, one_level
from gui.canvas.edge_item import PILL_HEIGHT, EdgeItem, pill_width
from gui.canvas.geometry import Geometry
from gui.canvas.outline import Outline
from gui.canvas.pill_layout import place_pills

_USUAL = 0.36
_BELOW = 28.0
_REST = 140  # milliseconds without a change
_WIDTH_STEP = 12.0
"""Widths count in such steps, so that a number that grows a digit does not move its pill."""

Items = Mapping[EdgeKey, EdgeItem]


class PillLayer(QObject):
    """While nodes are dragged, pills stay at their share of the edge; then they are laid out."""

    laid_out = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.crowded: set[EdgeKey] = set()
        """The edges for whose pills there is no room."""
        self._shares: dict[EdgeKey, float] = {}
        self._answered: object = None
        self._lay_out: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self.settle)

    def follow(self, network: Network, geometry: Geometry, items: Items) -> None:
        """Move the pills with their edges; a new wiring is laid out at once."""
        widths = _stepped([pill_width(items[key].face) for key in geometry.keys])
        question = (geometry.lines.tobytes(), widths.tobytes(), tuple(geometry.keys))
        if question == self._answered:
            return
        self._answered = question
        self._lay_out = lambda: self._place(network, geometry, items, widths)
        if self._shares.keys() != set(geometry.keys):
            self.settle()
            return
        for key in geometry.keys:
            _put(items[key], self._shares[key])
        self._timer.start()

    def settle(self) -> None:
        """Lay out what waits for it."""
        self._timer.stop()
        lay_out, self._lay_out = self._lay_out, None
        if lay_out is not None:
            lay_out()
            self.laid_out.emit()

    def forget(self) -> None:
        """Lay everything out anew the next time, as with other fonts."""
        self._answered = None
        self._shares = {}

    def _place(self, network: Network, geometry: Geometry, items: Items, widths: Array) -> None:
        pairs = [levels_of(network, key) for key in geometry.keys]
        order = {pair: i for i, pair in enumerate(sorted(set(pairs)))}
        targets = {n: i for i, n in enumerate(_top_down(geometry))}
        middles = place_pills(
            geometry.lines,
            widths,
            PILL_HEIGHT,
            np.array([order[pair] for pair in pairs], dtype=int),
            np.array([targets[key.target] for key in geometry.keys], dtype=int),
            _node_boxes(network, geometry),
        )
        self.crowded = set()
        self._shares = {}
        for key, (x, y) in zip(geometry.keys, middles.tolist(), strict=True):
            self._shares[key] = _share(geometry.line(key), x, y)
            if math.isnan(x):
                self.crowded.add(key)
            if key in items:
                _put(items[key], self._shares[key])


def centred(item: EdgeItem) -> None:
    """Put a pill that stands alone at its usual place."""
    _put(item, _USUAL)


def _put(item: EdgeItem, share: float) -> None:
    x1, y1, x2, y2 = item.face.line
    item.pill.setPos(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share)


def _share(line: tuple[float, float, float, float], x: float, y: float) -> float:
    """How far along its line a point of it is; the usual share for no point."""
    x1, y1, x2, y2 = line
    square = (x2 - x1) ** 2 + (y2 - y1) ** 2
    if math.isnan(x) or not square:
        return _USUAL
    return ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / square


def levels_of(network: Network, key: EdgeKey) -> tuple[int, int]:
    """The levels of an edge's two ends."""
    source = one_level(key.source) - 1 if is_one(key.source) else network.levels[key.source]
    return source, network.levels[key.target]


def _stepped(widths: list[float]) -> Array:
    return np.asarray(np.ceil(np.array(widths) / _WIDTH_STEP) * _WIDTH_STEP)


def _top_down(geometry: Geometry) -> list[str]:
    return sorted(geometry.outlines, key=lambda n: (geometry.outlines[n].y, n))


def _node_boxes(network: Network, geometry: Geometry) -> Array:
    outlines = geometry.outlines.values()
    with_words = [
        o
        for n, o in geometry.outlines.items()
        if n in network.nodes and (not o.round or network.nodes[n].role is not Role.INPUT)
    ]
    rows = [box for o in outlines for box in _boxes_of(o)]
    below = [  # the biases stand there
        (o.x - 38, o.y + o.half_height, o.x + 38, o.y + o.half_height + _BELOW) for o in with_words
    ]
    return np.array(rows + below)


def _boxes_of(outline: Outline) -> list[tuple[float, float, float, float]]:
    """A few boxes that fill an outline: a circle leaves its corners free."""
    x, y, w, h, is_round = outline
    sizes = [(w, 0.4 * h), (0.71 * w, 0.71 * h), (0.4 * w, h)] if is_round else [(w, h)]
    return [(x - a, y - b, x + a, y + b) for a, b in sizes]
