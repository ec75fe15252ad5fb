"""Shows the nodes: an item each while they are few, a crowd of discs while they are many."""

from collections.abc import Callable, Iterable, Mapping

import numpy as np
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtWidgets import QGraphicsScene

from core.network.network import Network
from core.network.node import Array
from gui.canvas.caching import keep_picture
from gui.canvas.crowd_item import MOST_NODES, MOST_READABLE, READABLE, SHADES, CrowdItem, Look
from gui.canvas.drawn import is_one
from gui.canvas.geometry import Geometry
from gui.canvas.node_item import NodeFace, NodeItem
from gui.canvas.outline import Outline, rooms_below
from gui.canvas.overlay import Overlay

FaceOf = Callable[[str, Outline, float], NodeFace]
"""From a node's id, its outline and the room below it to what it shows."""
MOST_ATTENDED = 16


class NodeLayer:
    """The node items and the crowd of one scene.

    In a crowd, ``items`` holds the blocks, what stands out, and what can be read in the view.
    """

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self.items: dict[str, NodeItem] = {}
        self.crowd: CrowdItem | None = None
        self._geometry = Geometry({})
        self._is_crowded = False
        self._face_of: FaceOf | None = None
        self._rooms: Mapping[str, float] = {}
        self._readable: list[str] = []
        self._attended: list[str] = []
        self._known: tuple[object, ...] = ()
        self._shades: Array | None = None
        self._plain_of = (0, 0)
        self._plain_nodes: object = None
        self._plain: tuple[tuple[object, ...], dict[Look, Array]] | None = None

    @property
    def is_crowded(self) -> bool:
        """Return whether there are too many single neurons for an item each."""
        return self._is_crowded

    def show(self, geometry: Geometry, face_of: FaceOf, attended: Iterable[str]) -> None:
        """Make the items fit what is drawn now."""
        self._geometry, self._face_of = geometry, face_of
        self._is_crowded = int((geometry.table[:, 4] > 0).sum()) > MOST_NODES
        self._known = ()
        self._rooms = {} if self.is_crowded else rooms_below(geometry.outlines)
        if self.is_crowded and self.crowd is None:
            self.crowd = CrowdItem()
            self._scene.addItem(self.crowd)
        elif not self.is_crowded and self.crowd is not None:
            self._scene.removeItem(self.crowd)
            self.crowd = None
        self._readable = [n for n in self._readable if n in geometry.outlines]
        self._attended = [*attended]
        self._fit_items(refresh=True)

    def attend(self, attended: Iterable[str]) -> None:
        """In a crowd, give those that stand out an item of their own."""
        wanted = [*attended]
        if self.is_crowded and wanted != self._attended:
            self._attended = wanted
            self._fit_items()

    def look_at(self, rect: QRectF, zoom: float) -> bool:
        """In a crowd, let what is in view be read if it can; return whether items have changed."""
        readable: list[str] = []
        if self.is_crowded and zoom >= READABLE:
            rows = self._geometry.nodes_in(rect)
            if len(rows) <= MOST_READABLE:
                readable = [self._geometry.ids[i] for i in rows.tolist()]
        if readable == self._readable:
            return False
        self._readable = readable
        self._fit_items()
        return True

    def show_cached(self, view: QSizeF, zoom: float) -> None:
        """Keep a picture of the crowd between frames where it is not much larger than the view."""
        if self.crowd is not None:
            keep_picture(self.crowd, view, zoom)

    def refresh(self, node_ids: Iterable[str]) -> None:
        """Let some nodes show what they should now."""
        assert self._face_of is not None
        for node_id in node_ids:
            if node_id in self.items:
                self.items[node_id].show_face(self._face(node_id))

    def _wanted(self) -> list[str]:
        outlines = self._geometry.outlines
        if not self.is_crowded:
            return self._geometry.ids
        blocks = [n for n, outline in outlines.items() if not outline.round]
        attended = [n for n in self._attended[:MOST_ATTENDED] if n in outlines]
        return [*dict.fromkeys([*blocks, *attended, *self._readable])]

    def _fit_items(self, *, refresh: bool = False) -> None:
        wanted = self._wanted()
        for gone in self.items.keys() - set(wanted):
            self._scene.removeItem(self.items.pop(gone))
        for node_id in wanted:
            if node_id not in self.items:
                self.items[node_id] = NodeItem(self._face(node_id))
                self._scene.addItem(self.items[node_id])
            elif refresh:
                self.items[node_id].show_face(self._face(node_id))

    def _face(self, node_id: str) -> NodeFace:
        assert self._face_of is not None
        outline = self._geometry.outlines[node_id]
        room = self._rooms.get(node_id)
        return self._face_of(node_id, outline, self._room(outline) if room is None else room)

    def _room(self, outline: Outline) -> float:
        """How far it is from one node down to the next in its way, ∞ where there is none."""
        x, y, w, h = self._geometry.table[:, :4].T
        under = (y > outline.y) & (np.abs(x - outline.x) < w + outline.half_width)
        tops = np.where(under, y - h, np.inf)
        return float(tops.min()) - outline.y - outline.half_height

    # The crowd

    def show_shades(self, shades: Array | None) -> None:
        """Let input neurons in a crowd have the shades of pixels: 0 to 1 for every input unit."""
        self._shades = shades
        self._known = ()

    def show_crowd(self, network: Network, selected: frozenset[str], overlay: Overlay) -> None:
        """Let every disc look as it should now."""
        known = (network.nodes, selected, overlay)
        if self.crowd is None or _are_same(known, self._known):
            return
        self._known = known
        lit = {unit.node: token for unit, token in overlay.units.items()}
        left_out = {unit.node for unit in overlay.left_out}
        special = selected | lit.keys() | left_out
        at = {n: i for i, n in enumerate(self._geometry.ids)} if special else {}
        rows = {row for n in special if (row := at.get(n)) is not None}
        middles = self._geometry.table[:, :2]
        places: dict[Look, Array] = {}
        for base, found in self._plain_looks(network).items():
            apart = [row for row in found.tolist() if row in rows] if rows else []
            for row in apart:
                node_id = self._geometry.ids[row]
                look = base._replace(
                    selected=node_id in selected,
                    lit=lit.get(node_id),
                    dimmed=overlay.dim_others and node_id not in lit,
                    left_out=node_id in left_out,
                )
                places[look] = np.vstack(
                    [*([places[look]] if look in places else []), middles[[row]]]
                )
            rest = np.setdiff1d(found, apart, assume_unique=True) if apart else found
            places[base._replace(dimmed=overlay.dim_others)] = middles[rest]
        self.crowd.show_places(places)

    def _plain_looks(self, network: Network) -> dict[Look, Array]:
        """The rows of the single neurons by how they look when nothing stands out."""
        nodes = network.nodes
        if self._plain is not None and self._plain_of == (id(nodes), id(self._shades)):
            return self._plain[1]
        self._plain_of = id(nodes), id(self._shades)
        self._plain_nodes = nodes  # so that nothing else has its id
        kinds = [(n.role, n.units) if (n := nodes.get(i)) else None for i in self._geometry.ids]
        key = (kinds, self._geometry.ids, self._shades)
        if self._plain is None or not _are_same(key, self._plain[0]):
            shades = self._shades_of(network)
            rows: dict[Look, list[int]] = {}
            for row, node_id in enumerate(self._geometry.ids):
                node = network.nodes.get(node_id)
                if node is None or node.units == 1:
                    look = Look(node.role if node else None, shade=shades.get(node_id, -1))
                    rows.setdefault(look, []).append(row)
            self._plain = key, {k: np.array(v, dtype=np.intp) for k, v in rows.items()}
        return self._plain[1]

    def _shades_of(self, network: Network) -> dict[str, int]:
        if self._shades is None:
            return {}
        found, first = {}, 0
        for node in network.inputs:
            if node.units == 1 and first < len(self._shades) and not is_one(node.id):
                share = min(max(float(self._shades[first]), 0.0), 1.0)
                found[node.id] = round(share * (SHADES - 1))
            first += node.units
        return found

    def retheme(self) -> None:
        """Paint everything in other colours."""
        if self.crowd is not None:
            self.crowd.retheme()


def _are_same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Return whether all of some things are the same; arrays are if they are one object."""
    return len(one) == len(other) and all(
        a is b or (not isinstance(a, np.ndarray) and not isinstance(b, np.ndarray) and a == b)
        for a, b in zip(one, other, strict=True)
    )
