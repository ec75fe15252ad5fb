"""Shows the edges: one item each while they are few, bundles while they are many."""

import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsScene

from core.network.edge import EdgeKey
from core.network.network import Network
from gui.canvas.bundle_item import BundleItem
from gui.canvas.drawn import Connection, is_one, one_level
from gui.canvas.edge_item import PILL_HEIGHT, EdgeFace, EdgeItem, pill_width
from gui.canvas.geometry import Geometry
from gui.canvas.pill_layout import place_pills
from gui.canvas.state import State

MOST_ITEMS = 200
MOST_PILLS = 60
_BELOW = 28.0
FaceOf = Callable[[Connection, tuple[float, float, float, float]], EdgeFace]


class EdgeLayer:
    """The edge items and bundles of one scene."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self.items: dict[EdgeKey, EdgeItem] = {}
        self.bundles: dict[tuple[int, int], BundleItem] = {}
        self._connections: Mapping[EdgeKey, Connection] = {}
        self._geometry = Geometry({}, {})
        self._face_of: FaceOf | None = None
        self._laid_out: object = None
        self._crowded: set[EdgeKey] = set()

    @property
    def all_pills(self) -> bool:
        """Return whether there is room for every pill."""
        return len(self._connections) <= MOST_PILLS

    def show(
        self,
        network: Network,
        connections: Mapping[EdgeKey, Connection],
        geometry: Geometry,
        face_of: FaceOf,
        attended: Iterable[EdgeKey],
    ) -> None:
        """Make the items fit what is drawn now."""
        self._connections, self._geometry, self._face_of = connections, geometry, face_of
        self._show_bundles(network)
        self.attend(attended)
        self._lay_out_pills(network)

    def attend(self, attended: Iterable[EdgeKey]) -> None:
        """Where edges are bundled, give those that stand out an item of their own."""
        few = len(self._connections) <= MOST_ITEMS
        wanted = list(self._connections) if few else [k for k in attended if k in self._connections]
        for key in self.items.keys() - set(wanted):
            item = self.items.pop(key)
            self._scene.removeItem(item.pill)
            self._scene.removeItem(item)
        for key in wanted:
            self._show_item(key)

    def _show_item(self, key: EdgeKey) -> None:
        assert self._face_of is not None
        face = self._face_of(self._connections[key], self._geometry.line(key))
        if key in self.items:
            self.items[key].show_face(face)
            if not self.all_pills:
                self._centre_pill(self.items[key])
            return
        item = self.items[key] = EdgeItem(face)
        self._scene.addItem(item)
        self._scene.addItem(item.pill)
        self._centre_pill(item)

    def _centre_pill(self, item: EdgeItem) -> None:
        x1, y1, x2, y2 = item.face.line
        item.pill.setPos(QPointF(0.64 * x1 + 0.36 * x2, 0.64 * y1 + 0.36 * y2))

    def show_states(self, state_of: Callable[[Connection], State]) -> None:
        """Let every item stand out as it should now."""
        for key, item in self.items.items():
            state = state_of(self._connections[key])
            item.show_state(state)
            stands_out = state.lit or state.hovered or state.selected or state.focused
            has_room = self.all_pills and key not in self._crowded
            item.pill.setVisible(has_room or bool(stands_out))

    def show_dimmed(self, dimmed: bool) -> None:
        """Let the bundles step back."""
        for bundle in self.bundles.values():
            bundle.show_dimmed(dimmed)

    def retheme(self) -> None:
        """Paint everything again."""
        self._laid_out = None
        for bundle in self.bundles.values():
            bundle.update()

    def _show_bundles(self, network: Network) -> None:
        groups = self._grouped(network) if len(self._connections) > MOST_ITEMS else {}
        for pair in self.bundles.keys() - groups.keys():
            self._scene.removeItem(self.bundles.pop(pair))
        for pair, rows in groups.items():
            if pair not in self.bundles:
                self.bundles[pair] = BundleItem()
                self._scene.addItem(self.bundles[pair])
            values = np.array([self._connections[self._geometry.keys[i]].value for i in rows])
            self.bundles[pair].show_lines(self._geometry.lines[rows], values)

    def _grouped(self, network: Network) -> dict[tuple[int, int], list[int]]:
        """The rows of the edges by the levels of their two ends."""
        groups: dict[tuple[int, int], list[int]] = {}
        for i, key in enumerate(self._geometry.keys):
            groups.setdefault(_levels(network, key), []).append(i)
        return groups

    def _lay_out_pills(self, network: Network) -> None:
        if not self.all_pills or not self.items:
            return
        geometry = self._geometry
        widths = [pill_width(self.items[key].face) for key in geometry.keys]
        question = (geometry.lines.tobytes(), tuple(widths), tuple(geometry.outlines.items()))
        if question == self._laid_out:
            return
        self._laid_out = question
        pairs = [_levels(network, key) for key in geometry.keys]
        order = {pair: i for i, pair in enumerate(sorted(set(pairs)))}
        targets = {n: i for i, n in enumerate(_top_down(geometry))}
        middles = place_pills(
            geometry.lines,
            np.array(widths),
            PILL_HEIGHT,
            np.array([order[pair] for pair in pairs]),
            np.array([targets[key.target] for key in geometry.keys]),
            _node_boxes(geometry),
        )
        self._crowded = set()
        for key, (x, y) in zip(geometry.keys, middles.tolist(), strict=True):
            if math.isnan(x):
                self._crowded.add(key)
                self._centre_pill(self.items[key])
            else:
                self.items[key].pill.setPos(x, y)


def _levels(network: Network, key: EdgeKey) -> tuple[int, int]:
    source = one_level(key.source) - 1 if is_one(key.source) else network.levels[key.source]
    return source, network.levels[key.target]


def _top_down(geometry: Geometry) -> list[str]:
    return sorted(geometry.outlines, key=lambda n: (geometry.outlines[n].y, n))


def _node_boxes(geometry: Geometry) -> np.ndarray:
    rows = [
        (o.x - o.half_width, o.y - o.half_height, o.x + o.half_width, o.y + o.half_height)
        for o in geometry.outlines.values()
    ]
    below = [  # the biases stand there
        (o.x - 38, o.y + o.half_height, o.x + 38, o.y + o.half_height + _BELOW)
        for o in geometry.outlines.values()
    ]
    return np.array(rows + below)
