"""From the network to what items show: names in the notation, numbers, widths."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtGui import QImage

from core.network.edge import EdgeKey, Parameter
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array, Node, Role, Unit
from core.network.notation import Notation
from core.numbers import significant
from gui.canvas import words
from gui.canvas.drawn import Connection, Connections, is_one
from gui.canvas.edge_item import EdgeFace
from gui.canvas.fan import Ends, corners, fan_lines
from gui.canvas.live import LiveNumbers
from gui.canvas.loss_item import LossFace
from gui.canvas.node_item import NodeFace
from gui.canvas.outline import Outline, unit_places
from gui.canvas.overlay import Overlay
from gui.weights.picture import weight_image


@dataclass
class _UnitMarks:
    """What a step says of the units of one node, by their index."""

    values: dict[int, str] = field(default_factory=dict)
    lit: dict[int, str] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    path: list[int] = field(default_factory=list)
    """The ends of lit weights."""


class Faces:
    """Builds faces for one network in one notation; names are kept while they hold."""

    def __init__(self, network: Network, notation: Notation, with_ones: bool) -> None:
        self.network = network
        self.notation = notation
        self.with_ones = with_ones
        self.names = Names(network, notation)
        self._largest = 0.0
        self._latex: dict[Parameter, str] = {}
        self._node_latex: dict[str, str] = {}
        self._edges: dict[EdgeKey, tuple[Connection, EdgeFace]] = {}
        self.pictures: Mapping[str, QImage] = {}
        self.live: LiveNumbers | None = None
        self.outlines: Mapping[str, Outline] = {}
        self.overlay = Overlay()
        self.picked: Unit | None = None
        self._sorted: tuple[Overlay, dict[str, _UnitMarks]] | None = None

    def follow(self, network: Network, connections: Connections) -> None:
        """Take a network over; names are made anew only if something they depend on changed."""
        if names_differ(self.network, network):
            self.names = Names(network, self.notation)
            self._latex.clear()
            self._node_latex.clear()
            self._edges.clear()
        self.network = network
        largest = connections.largest
        if largest != self._largest:
            self._edges.clear()  # all widths are beside the largest
        self._largest = largest

    def take_numbers(self, network: Network, connections: Connections) -> None:
        """Take over a network that differs in weights and biases alone: the names hold."""
        self.network = network
        self._edges.clear()
        self._largest = connections.largest

    def node(
        self, node_id: str, outline: Outline, overlay: Overlay, room: float = math.inf
    ) -> NodeFace:
        """What a node shows, with the values that have arrived."""
        if is_one(node_id):
            return NodeFace(outline, None, 1, "1")
        node, marks = self.network.nodes[node_id], self._marks(node_id, overlay)
        return NodeFace(
            outline,
            node.role,
            node.units,
            self._node_name(node_id),
            self._below(node),
            node.frozen_bias and not self.with_ones and node.role is not Role.INPUT,
            marks.values,
            marks.lit,
            frozenset(marks.left_out),
            picture=self.pictures.get(node_id),
            room_below=room,
            chosen=self.chosen(node_id) if node.units > 1 else None,
            unit_pictures=self._pictures_of(node) if node.units > 1 else {},
            classes=self._classes_of(node) if node.role is Role.OUTPUT else {},
        )

    def _classes_of(self, node: Node) -> dict[int, str]:
        """What the data call the outputs that are drawn, where they are named."""
        shown = unit_places(node.units, self.chosen(node.id)) if node.units > 1 else [(0, 0.0)]
        named = {i: self.names.category(Unit(node.id, i)) for i, _ in shown}
        return {i: name for i, name in named.items() if name}

    def _pictures_of(self, node: Node) -> dict[int, QImage]:
        """Of a block that sees an image, the weights of its drawn units as small pictures."""
        image = self.network.data.image
        incoming = self.network.incoming[node.id]
        if (
            image is None
            or len(incoming) != 1
            or incoming[0].weight.shape[1] != image[0] * image[1]
        ):
            return {}
        source = self.network.nodes[incoming[0].source]
        if source.role is not Role.INPUT or self.with_ones:
            return {}
        weight, _ = self._weights_of(incoming[0].key)
        shown = unit_places(node.units, self.chosen(node.id))
        return {i: weight_image(weight[i].reshape(image)) for i, _ in shown}

    def _below(self, node: Node) -> str:
        if self.live is not None and node.units == 1:
            node = replace(node, bias=self.live.bias(node))
        return words.below(node, self.notation, self.with_ones)

    def _marks(self, node_id: str, overlay: Overlay) -> "_UnitMarks":
        """What a step says of the units of a node: sorted by node once for all of them."""
        if self._sorted is None or self._sorted[0] is not overlay:
            found: dict[str, _UnitMarks] = defaultdict(_UnitMarks)
            for unit, text in overlay.values.items():
                found[unit.node].values[unit.index] = text
            for unit, token in overlay.units.items():
                found[unit.node].lit[unit.index] = token
            for unit in overlay.left_out:
                found[unit.node].left_out.add(unit.index)
            for target, source in overlay.edges:
                for end in (target, source):
                    if end is not None:
                        found[end.node].path.append(end.index)
            for end in overlay.about or ():
                if end is not None and not found[end.node].path:
                    found[end.node].path.append(end.index)
            self._sorted = overlay, found
        return self._sorted[1].get(node_id) or _UnitMarks()

    def _node_name(self, node_id: str) -> str:
        if node_id not in self._node_latex:
            self._node_latex[node_id] = self.names.node(node_id).latex
        return self._node_latex[node_id]

    def edge(self, connection: Connection, line: tuple[float, float, float, float]) -> EdgeFace:
        """What an edge shows; the same object while nothing of it has changed."""
        if connection.is_band:
            return self._band(connection, line)
        kept = self._edges.get(connection.key)
        if kept is not None and kept[0] == connection and kept[1].line == line:
            return kept[1]
        face = self._edge(connection, line)
        self._edges[connection.key] = connection, face
        return face

    def _edge(self, connection: Connection, line: tuple[float, float, float, float]) -> EdgeFace:
        assert connection.parameter is not None
        return EdgeFace(
            line,
            connection.value < 0,
            self._width(connection.value),
            self._parameter_name(connection.parameter),
            connection.value,
            self.notation,
            frozen=connection.frozen,
        )

    def renumbered(self, face: EdgeFace, value: float) -> EdgeFace:
        """The face of a single weight as it is but for its number."""
        return EdgeFace(
            face.line, value < 0, self._width(value), face.name, value, self.notation,
            frozen=face.frozen,
        )  # fmt: skip

    def _band(self, connection: Connection, line: tuple[float, float, float, float]) -> EdgeFace:
        """Many weights: a fan between the units that their two ends show."""
        key, value = connection.key, connection.value
        text = words.band_text(connection)
        source, target = (self._ends(n) for n in key)
        if source is None or target is None:
            return EdgeFace(
                line, False, 0.0, "", value, self.notation, text, connection.frozen, band=True
            )
        weight, mask = self._weights_of(key)
        lit = {
            (p.source.index if p.source else 0, p.target.index): token
            for p, token in self.overlay.edges.items()
            if (p.edge or EdgeKey(key.source, p.target.node)) == key
            and (p.source is not None or is_one(key.source))
        }
        lines = fan_lines(source, target, weight, mask, abs(value), lit)
        area = corners(source.outline, target.outline)
        name = ""
        if len(lit) == 1:  # a step is about one of the weights: the pill names it
            ((j, i),) = lit
            begin = None if is_one(key.source) else Unit(key.source, j)
            name = self._parameter_name(Parameter(Unit(key.target, i), begin))
            text = significant(float(weight[i, j]), self.notation)
        return EdgeFace(
            line, value < 0, 0.0, name, value, self.notation, text, connection.frozen, band=True,
            fan=lines, area=area,
        )  # fmt: skip

    def _weights_of(self, key: EdgeKey) -> tuple[Array, Array | None]:
        """The weights (target units, source units) of an edge now, and its mask."""
        if is_one(key.source):
            node = self.network.nodes[key.target]
            return (self.live.bias(node) if self.live else node.bias)[:, None], None
        edge = self.network.edges[key]
        return (self.live.matrix(key) if self.live else edge.weight), edge.mask

    def _ends(self, node_id: str) -> Ends | None:
        outline = self.outlines.get(node_id)
        if outline is None:
            return None
        units = 1 if is_one(node_id) else self.network.nodes[node_id].units
        return Ends(outline, units, self.chosen(node_id))

    def chosen(self, node_id: str) -> int | None:
        """The unit of a block that a step is about, or that somebody picked."""
        marks = self._marks(node_id, self.overlay)
        units = 1 if is_one(node_id) else self.network.nodes[node_id].units
        if self.picked is not None and self.picked.node == node_id:
            wanted = [*marks.path, self.picked.index]
        else:
            front, lit = self.overlay.front, marks.lit
            one = [front.index] if front is not None and front.node == node_id else []
            # Where all of them are lit, that says nothing of one.
            wanted = [*marks.path, *(lit if len(lit) < units else ()), *one]
        hidden = [i for i in wanted if 3 <= i < units - 1]
        return hidden[0] if hidden else None

    def _width(self, value: float) -> float:
        if not self._largest:
            return 1.6
        return round(1.5 + 2.0 * math.sqrt(abs(value) / self._largest), 2)

    def _parameter_name(self, parameter: Parameter) -> str:
        if parameter not in self._latex:
            self._latex[parameter] = self.names.parameter(parameter).latex
        return self._latex[parameter]

    def loss(self, overlay: Overlay, outlines: Mapping[str, Outline]) -> LossFace | None:
        """The loss box, where a step has something to say about the loss."""
        outputs = tuple(outlines[node.id] for node in self.network.outputs)
        wanted = overlay.loss or overlay.loss_latex or overlay.loss_text
        if not outputs or not wanted:
            return None
        return LossFace(overlay.loss_latex or "L", overlay.loss_text, outputs)

    def marked(self, node_id: str) -> tuple[int | None, str | None]:
        """The unit of a block that a step or somebody points at, and its theme token."""
        marks = self._marks(node_id, self.overlay)
        if self.picked is not None and self.picked.node == node_id and not marks.path:
            return self.picked.index, None
        index = next(iter([*marks.path, *marks.lit]), None)
        if index is None:
            return None, None
        edges = self.overlay.edges
        own = (t for p, t in edges.items() if p.source == Unit(node_id, index))
        return index, marks.lit.get(index) or next(own, None)


def names_differ(before: Network, after: Network) -> bool:
    """Return whether a change can have changed a printed name."""
    if before is after:
        return False
    columns = before.data.target_columns, after.data.target_columns
    if columns[0] is not columns[1] and columns[0] != columns[1]:
        return True  # outputs are called by them, too
    changed = after.edges_changed(before)
    if changed is None:
        return True
    if [*before.nodes] != [*after.nodes]:
        return True
    for node_id, node in after.nodes.items():
        old = before.nodes[node_id]
        if old is not node and (old.label, old.role, old.units) != (
            node.label,
            node.role,
            node.units,
        ):
            return True
    return not after.same_flags(before)
