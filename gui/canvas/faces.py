"""From the network to what items show: names in the notation, numbers, widths."""

import math
from collections.abc import Mapping

from PySide6.QtGui import QImage

from core.network.edge import EdgeKey, Parameter
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Role, Unit
from core.network.notation import Notation
from core.numbers import significant
from gui.canvas import words
from gui.canvas.drawn import Connection, is_one
from gui.canvas.edge_item import EdgeFace
from gui.canvas.loss_item import LossFace
from gui.canvas.node_item import NodeFace
from gui.canvas.outline import Outline
from gui.canvas.overlay import Overlay


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
        self.rooms: Mapping[str, float] = {}

    def follow(self, network: Network, connections: Mapping[EdgeKey, Connection]) -> None:
        """Take a network over; names are made anew only if something they depend on changed."""
        if names_differ(self.network, network):
            self.names = Names(network, self.notation)
            self._latex.clear()
            self._node_latex.clear()
            self._edges.clear()
        self.network = network
        largest = max((abs(c.value) for c in connections.values()), default=0.0)
        if largest != self._largest:
            self._edges.clear()  # all widths are beside the largest
        self._largest = largest

    def take_numbers(self, network: Network, connections: Mapping[EdgeKey, Connection]) -> None:
        """Take over a network that differs in weights and biases alone: the names hold."""
        self.network = network
        self._edges.clear()
        self._largest = max((abs(c.value) for c in connections.values()), default=0.0)

    def node(self, node_id: str, outline: Outline, overlay: Overlay) -> NodeFace:
        """What a node shows, with the values that have arrived."""
        if is_one(node_id):
            return NodeFace(outline, None, 1, "1")
        node = self.network.nodes[node_id]
        return NodeFace(
            outline,
            node.role,
            node.units,
            self._node_name(node_id),
            words.below(node, self.notation, self.with_ones),
            node.frozen_bias and not self.with_ones and node.role is not Role.INPUT,
            {u.index: text for u, text in overlay.values.items() if u.node == node_id},
            {u.index: token for u, token in overlay.units.items() if u.node == node_id},
            frozenset(u.index for u in overlay.left_out if u.node == node_id),
            picture=self.pictures.get(node_id),
            room_below=self.rooms.get(node_id, math.inf),
        )

    def _node_name(self, node_id: str) -> str:
        if node_id not in self._node_latex:
            self._node_latex[node_id] = self.names.node(node_id).latex
        return self._node_latex[node_id]

    def edge(self, connection: Connection, line: tuple[float, float, float, float]) -> EdgeFace:
        """What an edge shows; the same object while nothing of it has changed."""
        kept = self._edges.get(connection.key)
        if kept is not None and kept[0] is connection and kept[1].line == line:
            return kept[1]
        face = self._edge(connection, line)
        self._edges[connection.key] = connection, face
        return face

    def _edge(self, connection: Connection, line: tuple[float, float, float, float]) -> EdgeFace:
        if connection.parameter is None:
            shape = "{} × {}".format(*connection.shape)
            return EdgeFace(line, False, 0.0, "", shape, connection.frozen, band=True)
        return EdgeFace(
            line,
            connection.value < 0,
            self._width(connection.value),
            self._parameter_name(connection.parameter),
            significant(connection.value, self.notation),
            connection.frozen,
        )

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

    def unit_name(self, unit: Unit) -> str:
        """The plain name of a neuron's activation."""
        return self.names.activation(unit).plain


def names_differ(before: Network, after: Network) -> bool:
    """Return whether a change can have changed a printed name."""
    if before is after:
        return False
    if [*before.nodes] != [*after.nodes] or before.edges.keys() != after.edges.keys():
        return True
    for node_id, node in after.nodes.items():
        old = before.nodes[node_id]
        if old is not node and (old.label, old.role, old.units) != (
            node.label,
            node.role,
            node.units,
        ):
            return True
    return any(
        edge is not before.edges[key] and edge.label != before.edges[key].label
        for key, edge in after.edges.items()
    )
