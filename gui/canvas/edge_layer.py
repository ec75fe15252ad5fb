"""Shows the edges: one item each while they are few, bundles while they are many."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from PySide6.QtWidgets import QGraphicsScene

from core.network.edge import EdgeKey
from core.network.network import Network
from gui.canvas.bundle_item import BundleItem
from gui.canvas.drawn import Connection
from gui.canvas.edge_item import EdgeFace, EdgeItem
from gui.canvas.geometry import Geometry
from gui.canvas.pill_layer import PillLayer, centred, levels_of
from gui.canvas.state import State

MOST_ITEMS = 120
MOST_PILLS = 60
FaceOf = Callable[[Connection, tuple[float, float, float, float]], EdgeFace]


class EdgeLayer:
    """The edge items and bundles of one scene."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self.items: dict[EdgeKey, EdgeItem] = {}
        self.bundles: dict[tuple[int, int], BundleItem] = {}
        self._connections: Mapping[EdgeKey, Connection] = {}
        self._rows: dict[tuple[int, int], list[int]] = {}
        self._geometry = Geometry({}, {})
        self._face_of: FaceOf | None = None
        self.pills = PillLayer(scene)

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
        if self.all_pills:
            self.pills.follow(network, geometry, self.items)

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

    def show_numbers(self, connections: Mapping[EdgeKey, Connection]) -> None:
        """Show other weights of the same drawing; pills stay where they are."""
        assert self._face_of is not None
        self._connections = connections
        for key, item in self.items.items():
            item.show_face(self._face_of(connections[key], item.face.line))
        for pair, bundle in self.bundles.items():
            rows = self._rows[pair]
            values = np.array([connections[self._geometry.keys[i]].value for i in rows])
            bundle.show_lines(self._geometry.lines[rows], values)

    def _show_item(self, key: EdgeKey) -> None:
        assert self._face_of is not None
        face = self._face_of(self._connections[key], self._geometry.line(key))
        if key in self.items:
            self.items[key].show_face(face)
            if not self.all_pills:
                centred(self.items[key])
            return
        item = self.items[key] = EdgeItem(face)
        self._scene.addItem(item)
        self._scene.addItem(item.pill)
        centred(item)

    def show_states(self, state_of: Callable[[Connection], State]) -> None:
        """Let every item stand out as it should now."""
        for key, item in self.items.items():
            state = state_of(self._connections[key])
            item.show_state(state)
            stands_out = state.lit or state.hovered or state.selected or state.focused
            has_room = self.all_pills and key not in self.pills.crowded
            item.pill.setVisible(has_room or bool(stands_out))

    def show_dimmed(self, dimmed: bool) -> None:
        """Let the bundles step back."""
        for bundle in self.bundles.values():
            bundle.show_dimmed(dimmed)

    def retheme(self) -> None:
        """Paint everything again."""
        self.pills.forget()
        for bundle in self.bundles.values():
            bundle.update()

    def _show_bundles(self, network: Network) -> None:
        groups = self._grouped(network) if len(self._connections) > MOST_ITEMS else {}
        self._rows = groups
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
            groups.setdefault(levels_of(network, key), []).append(i)
        return groups
