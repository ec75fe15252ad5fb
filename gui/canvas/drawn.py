"""What is drawn for a network: outlines and connections, the biases' "1" nodes included."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.network.edge import Edge, EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Node, Role, Unit
from gui.canvas.outline import ONE_RADIUS, Outline, outline_of

_ONE = "\x00one"  # no id of a file can begin like this
_ABOVE = 100.0


@dataclass(frozen=True)
class Connection:
    """A drawn line: a single weight (``parameter`` and ``value``) or a band of ``shape``."""

    key: EdgeKey
    parameter: Parameter | None
    value: float
    shape: tuple[int, int]
    frozen: bool

    @property
    def is_band(self) -> bool:
        """Return whether it stands for a whole weight matrix."""
        return self.parameter is None


Drawn = tuple[Mapping[EdgeKey, Edge], Mapping[EdgeKey, Connection]]
"""The edges of a network and what was drawn for them."""


def is_one(node_id: str) -> bool:
    """Return whether an id is that of a "1" node, which is drawn but not in the network."""
    return node_id.startswith(_ONE)


def one_level(node_id: str) -> int:
    """The level whose biases a "1" node feeds."""
    return int(node_id[len(_ONE) :])


def outlines(network: Network, with_ones: bool) -> dict[str, Outline]:
    """The outline of everything that is drawn as a node, by id."""
    drawn = {node.id: outline_of(node) for node in network.nodes.values()}
    if with_ones:
        drawn.update(_ones(network, drawn))
    return drawn


def _ones(network: Network, drawn: dict[str, Outline]) -> dict[str, Outline]:
    """One "1" node above the column that feeds each level with biases."""
    columns = level_columns(network)
    ones = {}
    for level in sorted(columns):
        if all(network.nodes[n].role is Role.INPUT for n in columns[level]):
            continue
        before = max((other for other in columns if other < level), default=None)
        members = [drawn[n] for n in columns[level if before is None else before]]
        x = sum(o.x for o in members) / len(members) - (240.0 if before is None else 0.0)
        y = min(o.y - o.half_height for o in members) - _ABOVE + 34
        ones[f"{_ONE}{level}"] = Outline(x, y, ONE_RADIUS, ONE_RADIUS, True)
    return ones


def level_columns(network: Network) -> dict[int, list[str]]:
    """The ids of every level, from the top of the drawing to its bottom."""
    columns: dict[int, list[str]] = {}
    for node in sorted(network.nodes.values(), key=lambda n: (n.position[1], n.position[0])):
        columns.setdefault(network.levels[node.id], []).append(node.id)
    return dict(sorted(columns.items()))


def connections(
    network: Network, with_ones: bool, before: "Drawn | None" = None
) -> dict[EdgeKey, Connection]:
    """Every line that is drawn, by its two ends; of ``before`` what has not changed is kept."""
    drawn = {}
    old_edges, old = before or ({}, {})
    for key, edge in network.edges.items():
        if old_edges.get(key) is edge:
            drawn[key] = old[key]
            continue
        single = edge.weight.shape == (1, 1)
        parameter = Parameter(Unit(key.target), Unit(key.source)) if single else None
        value = float(edge.weight[0, 0]) if single else 0.0
        shape = (edge.weight.shape[0], edge.weight.shape[1])
        drawn[key] = Connection(key, parameter, value, shape, edge.frozen)
    if with_ones:
        for node in network.nodes.values():
            if node.role is not Role.INPUT:
                drawn.update([_bias_connection(node, network.levels[node.id])])
    return drawn


def _bias_connection(node: Node, level: int) -> tuple[EdgeKey, Connection]:
    key = EdgeKey(f"{_ONE}{level}", node.id)
    parameter = Parameter(Unit(node.id)) if node.units == 1 else None
    value = float(node.bias[0]) if parameter else 0.0
    return key, Connection(key, parameter, value, (node.units, 1), node.frozen_bias)
