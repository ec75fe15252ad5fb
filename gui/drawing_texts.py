"""What undo texts call things: one by its printed name, several by how many they are."""

from collections.abc import Iterable

from core.language import Counted, Message
from core.network.edge import EdgeKey, Parameter
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Unit
from core.numbers import format_number
from gui.document import Document
from gui.settings import Settings


def some_nodes(n: int) -> Counted:
    """Say how many nodes."""
    return Counted("{n} node", "{n} nodes", n)


def some_edges(n: int) -> Counted:
    """Say how many edges."""
    return Counted("{n} edge", "{n} edges", n)


def some_parameters(n: int) -> Counted:
    """Say how many parameters."""
    return Counted("{n} parameter", "{n} parameters", n)


class Called:
    """Names things in the notation in use; each takes another network than the document's."""

    def __init__(self, document: Document, settings: Settings) -> None:
        self._document = document
        self._settings = settings

    def names(self, network: Network | None = None) -> Names:
        """The names of the network in the user's notation."""
        return Names(network or self._document.network, self._settings.notation)

    def node(self, node_id: str, network: Network | None = None) -> str:
        """X₁, A₂, ŷ."""
        return self.names(network).node(node_id).plain

    def edge(self, key: EdgeKey, network: Network | None = None) -> str:
        """w₁₁ (of a bundle, its first weight)."""
        return self.parameter(Parameter(Unit(key.target), Unit(key.source)), network)

    def parameter(self, parameter: Parameter, network: Network | None = None) -> str:
        """w₁₁, w₁₀, β₁."""
        return self.names(network).parameter(parameter).plain

    def things(
        self,
        nodes: Iterable[str],
        edges: Iterable[EdgeKey] = (),
        network: Network | None = None,
    ) -> str | Counted:
        """One node or edge by its name, several by their number."""
        nodes, edges = tuple(nodes), tuple(edges)
        if len(nodes) == 1:
            return self.node(nodes[0], network)
        if not nodes and len(edges) == 1:
            return self.edge(edges[0], network)
        return some_nodes(len(nodes)) if nodes else some_edges(len(edges))

    def parameters(self, nodes: tuple[str, ...], edges: tuple[EdgeKey, ...]) -> str | Counted:
        """The biases of nodes and the weights of edges."""
        if len(nodes) + len(edges) != 1:
            return some_parameters(len(nodes) + len(edges))
        return self.edge(edges[0]) if edges else self.parameter(Parameter(Unit(nodes[0])))

    def value_set(self, parameter: Parameter, value: float) -> Message:
        """Set w₁₁ to 2.17."""
        number = format_number(value, self._settings.notation)
        return Message("Set {name} to {value}", name=self.parameter(parameter), value=number)
