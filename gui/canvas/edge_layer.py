"""Shows the edges: one item each while they are few, bundles while they are many."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QGraphicsScene

from core.network.edge import EdgeKey
from core.network.network import Network
from core.network.node import Array
from gui.canvas.areas_item import AreasItem, area_of
from gui.canvas.bundle_item import STRONGEST, BundleItem, strongest
from gui.canvas.caching import keep_picture
from gui.canvas.drawn import Connection, Connections, is_one, one_level
from gui.canvas.edge_item import EdgeFace, EdgeItem
from gui.canvas.geometry import Geometry
from gui.canvas.lines_item import LinesItem, line_of
from gui.canvas.pill_layer import PillLayer, centred
from gui.canvas.state import State

MOST_ITEMS = 120
MOST_PILLS = 60
MOST_BESIDE_BUNDLES = 16
"""Where others are bundled, so few edges between two levels still have an item each."""
MOST_ATTENDED = 16
_CHOSEN_ANEW = 15
"""While numbers move, the strongest edges are looked for at every such turn."""
FaceOf = Callable[[Connection, tuple[float, float, float, float]], EdgeFace]
Renumbered = Callable[[EdgeFace, float], EdgeFace]
Pair = tuple[int, int]


class EdgeLayer:
    """The edge items and bundles of one scene."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self.items: dict[EdgeKey, EdgeItem] = {}
        self.bundles: dict[Pair, BundleItem] = {}
        self._lit: dict[str, BundleItem] = {}
        self._spot: BundleItem | None = None
        self._lines: LinesItem | None = None
        self._areas: AreasItem | None = None
        self._rows_in: list[EdgeKey] | None = None
        self._row_of: dict[EdgeKey, int] = {}
        self._connections: Connections = Geometry({}).connections
        self._rows: dict[Pair, Array] = {}
        self._drawn: dict[Pair, Array] = {}
        self._levels: dict[Pair, tuple[Array, ...]] = {}
        self._alone: list[EdgeKey] = []
        self._spotted: Array = _NONE
        self._turns = 0
        self._chosen: tuple[object, object] = (None, None)
        self._spot_of: tuple[str | None, Geometry | None] = (None, None)
        self._grouping: tuple[object, ...] = ()
        self._geometry = Geometry({})
        self._face_of: FaceOf | None = None
        self.pills = PillLayer(scene)

    @property
    def is_bundled(self) -> bool:
        """Return whether there are too many edges for an item each."""
        return len(self._connections) > MOST_ITEMS

    @property
    def all_pills(self) -> bool:
        """Return whether there is room for every pill."""
        return len(self._connections) <= MOST_PILLS

    @property
    def drawn_rows(self) -> Array | None:
        """The rows of the lines that can be seen and pointed at; None where all can."""
        if not self.is_bundled:
            return None
        row_of = self._connections.row_of
        alone = np.array([row_of(key) for key in self.items], dtype=np.intp)
        return np.concatenate([*self._drawn.values(), self._spotted, alone])

    def show(
        self,
        network: Network,
        connections: Connections,
        geometry: Geometry,
        face_of: FaceOf,
        attended: Iterable[EdgeKey],
    ) -> None:
        """Make the items fit what is drawn now."""
        self._connections, self._geometry, self._face_of = connections, geometry, face_of
        self._group(network)
        self._show_bundles()
        self.attend(attended)
        if self.all_pills:
            self.pills.follow(network, geometry, self.items)
        else:
            self.pills.forget()

    def attend(self, attended: Iterable[EdgeKey]) -> None:
        """Where edges are bundled, give those that stand out an item of their own."""
        if self.is_bundled:
            wanted = [*self._alone]
            wanted += [k for k in attended if k in self._connections][:MOST_ATTENDED]
        else:
            wanted = self._connections.order
        for key in self.items.keys() - set(wanted):
            item = self.items.pop(key)
            self._scene.removeItem(item.pill)
            self._scene.removeItem(item)
        for key in wanted:
            self._show_item(key)
        # In the order they were drawn, so that undoing gives back the same picture.
        self.items = {key: self.items[key] for key in wanted}

    def show_numbers(self, connections: Connections, renumbered: Renumbered) -> None:
        """Show other weights of the same drawing; pills stay where they are."""
        assert self._face_of is not None
        self._connections = connections
        weights = connections.weights
        for key, item in self.items.items():
            if item.face.band:
                item.show_face(self._face_of(connections[key], item.face.line))
            else:
                item.show_face(renumbered(item.face, float(weights[self._row(key)])))
        self._show_lines()
        self._turns += 1
        self._show_bundles(anew=self._turns % _CHOSEN_ANEW == 0)
        if self._spot is not None:
            self._fill(self._spot, self._spotted, len(self._spotted))

    def _row(self, key: EdgeKey) -> int:
        """The row of an edge, looked up once for each wiring."""
        order = self._connections.order
        if self._rows_in is not order:
            self._rows_in, self._row_of = order, {}
        if key not in self._row_of:
            self._row_of[key] = self._connections.row_of(key)
        return self._row_of[key]

    def _show_lines(self) -> None:
        """Hand the lines that are as usual over to the item that paints them all, and the areas."""
        plain = [item for item in self.items.values() if item.is_plain]
        if self._lines is None and plain:
            self._lines = LinesItem()
            self._scene.addItem(self._lines)
        if self._lines is not None:
            self._lines.show_lines([line_of(item.face, item.state) for item in plain])
        areas = [area_of(item.face, item.state) for item in self.items.values() if item.face.fan]
        if self._areas is None and areas:
            self._areas = AreasItem()
            self._scene.addItem(self._areas)
        if self._areas is not None:
            self._areas.show_areas(areas)

    def refresh_bands(self) -> None:
        """Let the edges of blocks show the units that their ends show now."""
        for key, item in self.items.items():
            if item.face.band:
                self._show_item(key)

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
            has_room = item.face.band or (self.all_pills and key not in self.pills.crowded)
            item.pill.setVisible(has_room or bool(stands_out))
        self._show_lines()

    def show_dimmed(self, dimmed: bool) -> None:
        """Let the bundles step back, behind what is lit or what leads to one neuron."""
        for bundle in self.bundles.values():
            bundle.show_dimmed(dimmed or self._spot is not None)

    def show_spot(self, node_id: str | None) -> None:
        """Where edges are bundled, show the strongest of one node above all others."""
        if (node_id, self._geometry) == self._spot_of:
            return
        self._spot_of = node_id, self._geometry
        rows = _NONE
        if self.is_bundled and node_id is not None and node_id in self._geometry.outlines:
            at = self._geometry.ids.index(node_id)
            ends = self._geometry.ends
            rows = np.flatnonzero((ends[:, 0] == at) | (ends[:, 1] == at))
            weights = np.abs(self._connections.weights[rows])
            rows = rows[np.argsort(-weights)[:STRONGEST]] if len(rows) > STRONGEST else rows
        self._spotted = rows
        if not len(rows):
            if self._spot is not None:
                self._scene.removeItem(self._spot)
                self._spot = None
            return
        if self._spot is None:
            self._spot = BundleItem()
            self._spot.setZValue(0.4)
            self._scene.addItem(self._spot)
        self._fill(self._spot, rows, len(rows))

    def show_lit(self, lit: Mapping[EdgeKey, str]) -> None:
        """Where edges are bundled, show those that a step lights, beyond what has an item."""
        tokens: dict[str, list[int]] = {}
        for key, token in lit.items():
            if self.is_bundled and key not in self.items and key in self._connections:
                tokens.setdefault(token, []).append(self._connections.row_of(key))
        for token in self._lit.keys() - tokens.keys():
            self._scene.removeItem(self._lit.pop(token))
        for token, found in tokens.items():
            if token not in self._lit:
                self._lit[token] = BundleItem(token)
                self._lit[token].setZValue(0.5)
                self._scene.addItem(self._lit[token])
            self._fill(self._lit[token], np.array(found), len(found))

    def show_cached(self, view: QSizeF, zoom: float) -> None:
        """Keep pictures of the bundles between frames where they are not too large."""
        alone = [item for item in (self._spot, self._lines, self._areas) if item is not None]
        fans = [item for item in self.items.values() if item.face.fan]
        for item in (*self.bundles.values(), *self._lit.values(), *alone, *fans):
            keep_picture(item, view, zoom)

    def retheme(self) -> None:
        """Paint everything again."""
        self.pills.forget()
        for bundle in self.bundles.values():
            bundle.update()
        for item in (self._lines, self._areas):
            if item is not None:
                item.update()

    def _fill(self, bundle: BundleItem, rows: Array, total: int) -> None:
        lines, values = self._geometry.lines_of(rows), self._connections.weights[rows]
        bundle.show_lines(lines, values, total)

    def _show_bundles(self, *, anew: bool = True) -> None:
        for pair in self.bundles.keys() - self._rows.keys():
            self._scene.removeItem(self.bundles.pop(pair))
        weights = self._connections.weights
        if anew and not (self._chosen[0] is weights and self._chosen[1] is self._rows):
            self._chosen = weights, self._rows  # a drag leaves both as they are
            self._drawn = {p: strongest(r, weights) for p, r in self._rows.items()}
        for pair, rows in self._drawn.items():
            if pair not in self.bundles:
                self.bundles[pair] = BundleItem()
                self._scene.addItem(self.bundles[pair])
            self._fill(self.bundles[pair], rows, len(self._rows[pair]))
            if anew:
                self._place_note(pair)

    def _place_note(self, pair: Pair) -> None:
        """The note of a bundle stands below the nodes of both levels, where there is a gap."""
        source, target = (self._geometry.table[rows] for rows in self._levels[pair])
        gap = ((source[:, 0] + source[:, 2]).max() + (target[:, 0] - target[:, 2]).min()) / 2
        bottoms = [(end[:, 1] + end[:, 3]).max() for end in (source, target)]
        room = abs(float(np.mean(target[:, 0]) - np.mean(source[:, 0]))) - 24
        self.bundles[pair].show_note_at(float(gap), float(max(bottoms)), max(room, 60.0))

    def _group(self, network: Network) -> None:
        """The rows of the edges by the levels of their two ends; few of them stay alone."""
        if not self.is_bundled:
            self._rows, self._alone, self._grouping = {}, [], ()
            return
        ends = self._geometry.ends
        levels = [_level_of(network, node_id) for node_id in self._geometry.ids]
        if self._grouping and self._grouping[0] is ends and self._grouping[1] == levels:
            return
        self._grouping = ends, levels
        code = np.array(levels)[ends] @ np.array([len(levels) + 2, 1])
        found = {divmod(c, len(levels) + 2): np.flatnonzero(code == c) for c in _distinct(code)}
        few = {pair for pair, rows in found.items() if len(rows) <= MOST_BESIDE_BUNDLES}
        self._rows = {pair: rows for pair, rows in found.items() if pair not in few}
        self._levels = {
            pair: tuple(np.array(_distinct(ends[rows, side])) for side in (0, 1))
            for pair, rows in self._rows.items()
        }
        order = self._geometry.keys
        self._alone = [order[i] for pair in few for i in found[pair].tolist()]


_NONE = np.zeros(0, dtype=np.intp)


def _level_of(network: Network, node_id: str) -> int:
    return one_level(node_id) - 1 if is_one(node_id) else network.levels[node_id]


def _distinct(codes: Array) -> list[int]:
    """The distinct numbers of an array of small ones, without sorting all of it."""
    found: list[int] = np.flatnonzero(np.bincount(codes)).tolist()
    return found
