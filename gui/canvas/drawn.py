"""What is drawn for a network: outlines and connections, the biases' "1" nodes included."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.network.edge import EdgeKey, Parameter, strength
from core.network.network import Network
from core.network.node import Array, Node, Role, Unit
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
    n_weights: int = 1

    @property
    def is_band(self) -> bool:
        """Return whether it stands for a whole weight matrix."""
        return self.parameter is None


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


class Connections(Mapping[EdgeKey, Connection]):
    """Every line that is drawn, by its two ends.

    What is asked of all of them is in arrays, in the order of ``order``; a `Connection` is made
    when somebody asks for one, because a drawing may have 233,000 of them.
    """

    def __init__(
        self,
        network: Network,
        ones: Mapping[EdgeKey, Connection],
        before: "Connections | None" = None,
    ) -> None:
        self._edges, self._ones, self._network = network.edges, ones, network
        kept = before if before is not None and self._wired_like(before, network) else None
        self.order: list[EdgeKey] = kept.order if kept else [*network.edges, *ones]
        self._wiring: dict[str, Any] = kept._wiring if kept else {}
        self.weights: Array = network.strengths
        if ones:
            values = [one.value for one in ones.values()]
            self.weights = np.concatenate([network.strengths, values])

    def _wired_like(self, before: "Connections", network: Network) -> bool:
        if network.edges_changed(before._network) is None:
            return False
        return [*before._ones] == [*self._ones]

    def with_weights(self, weights: Array) -> "Connections":
        """The same lines with other single weights, shape (n,), as while a network trains."""
        made = object.__new__(Connections)
        made.__dict__.update(self.__dict__)
        made.weights = weights
        return made

    @property
    def row(self) -> Mapping[EdgeKey, int]:
        """The place of a key in ``order`` and in every array."""
        if "row" not in self._wiring:
            places = self._network.places
            first = len(places)
            ones = {key: first + i for i, key in enumerate(self._ones)}
            self._wiring["row"] = {**places, **ones} if ones else places
        found: Mapping[EdgeKey, int] = self._wiring["row"]
        return found

    def row_of(self, key: EdgeKey) -> int:
        """The place of one key, without a place for each of the others where that takes long."""
        return self._network.place(key) if key in self._edges else self.row[key]

    def ends(self, node_ids: Sequence[str]) -> Array:
        """The places among ``node_ids`` of every line's source and target, shape (n, 2).

        They begin with the nodes of the network, in their order.
        """
        if self._wiring.get("nodes") != node_ids:
            found = self._network.ends
            if self._ones:
                at = {node_id: i for i, node_id in enumerate(node_ids)}
                found = np.concatenate([found, [[at[end] for end in key] for key in self._ones]])
            self._wiring["nodes"], self._wiring["ends"] = node_ids, found
        ends: Array = self._wiring["ends"]
        return ends

    @property
    def largest(self) -> float:
        """The size of the largest weight, 0 without any."""
        return float(np.abs(self.weights).max()) if len(self.weights) else 0.0

    def __getitem__(self, key: EdgeKey) -> Connection:
        one = self._ones.get(key)
        if one is not None:
            return one
        edge = self._edges[key]
        single = edge.weight.size == 1
        parameter = Parameter(Unit(key.target), Unit(key.source)) if single else None
        value = float(self.weights[self.row_of(key)])
        shape = (edge.weight.shape[0], edge.weight.shape[1])
        return Connection(key, parameter, value, shape, edge.frozen, edge.n_weights)

    def __contains__(self, key: object) -> bool:
        return key in self._edges or key in self._ones

    def __iter__(self) -> Iterator[EdgeKey]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)


def connections(
    network: Network, with_ones: bool, before: Connections | None = None
) -> Connections:
    """Every line that is drawn, by its two ends; of ``before`` what has not changed is kept."""
    ones: dict[EdgeKey, Connection] = {}
    if with_ones:
        for node in network.nodes.values():
            if node.role is not Role.INPUT:
                ones.update([_bias_connection(node, network.levels[node.id])])
    return Connections(network, ones, before)


def _bias_connection(node: Node, level: int) -> tuple[EdgeKey, Connection]:
    key = EdgeKey(f"{_ONE}{level}", node.id)
    parameter = Parameter(Unit(node.id)) if node.units == 1 else None
    value = float(node.bias[0]) if parameter else strength(node.bias)
    return key, Connection(key, parameter, value, (node.units, 1), node.frozen_bias, node.units)
