"""Reads the numbers of a drawing out of θ, without a new network: for very many edges."""

import numpy as np

from core.compiling.plan import Plan
from core.network.edge import EdgeKey, strength
from core.network.network import Network
from core.network.node import Array, Node, Role
from gui.canvas.drawn import Connections
from gui.canvas.geometry import Geometry


class LiveNumbers:
    """Where the weights and biases of one drawing stand in the θ of one plan."""

    def __init__(self, plan: Plan, network: Network, geometry: Geometry) -> None:
        self._network, self.plan = network, plan
        self.theta: Array = np.zeros(0)
        self._order = geometry.connections.order
        ids = [n for n in geometry.ids if n in network.nodes]
        first = np.array([plan.first_unit[n] for n in ids] + [-1], dtype=np.intp)
        single = np.array([network.nodes[n].units == 1 for n in ids] + [False])
        ends = np.minimum(geometry.ends, len(ids))  # a "1" has no place in θ
        sources, targets = first[ends[:, 0]], first[ends[:, 1]]
        self._plain = np.flatnonzero(single[ends].all(axis=1))
        self._places = self._places_of(sources[self._plain], targets[self._plain])
        others = np.flatnonzero(~single[ends].all(axis=1) & (sources >= 0)).tolist()
        self._bands = [(row, self._order[row]) for row in others]
        self._ones = [
            (row, plan.first_unit[self._order[row].target])
            for row in np.flatnonzero(sources < 0).tolist()
        ]

    def fits(self, plan: Plan, geometry: Geometry) -> bool:
        """Return whether these are the places of a drawing in a plan."""
        return plan is self.plan and geometry.connections.order is self._order

    def _places_of(self, sources: Array, targets: Array) -> Array:
        places = np.zeros(len(sources), dtype=np.intp)
        for level in self.plan.levels:
            here = (targets >= level.units.start) & (targets < level.units.stop)
            row, column = targets - level.units.start, sources - level.sources.start
            found = level.weight_range.start + row * level.shape[1] + column
            places[here] = found[here]
        return places

    def weights(self, before: Connections) -> Array:
        """The weight of every line, as `Connections.weights` holds them."""
        found = before.weights.copy()
        found[self._plain] = self.theta[self._places]
        for row, key in self._bands:
            found[row] = strength(self.matrix(key))
        for row, unit in self._ones:
            level = self.plan.level_of(unit)
            key = self._order[row]
            size = self._network.nodes[key.target].units
            start = unit - level.units.start
            bias = level.biases(self.theta)[start : start + size, 0]
            found[row] = float(bias[0]) if size == 1 else strength(bias)
        return found

    def matrix(self, key: EdgeKey) -> Array:
        """The weights (target units, source units) of an edge, a view of θ."""
        target, source = self.plan.first_unit[key.target], self.plan.first_unit[key.source]
        level = self.plan.level_of(target)
        row, column = target - level.units.start, source - level.sources.start
        nodes = self._network.nodes
        found: Array = level.weights(self.theta)[
            row : row + nodes[key.target].units, column : column + nodes[key.source].units
        ]
        return found

    def bias(self, node: Node) -> Array:
        """The biases of a node, shape (units,)."""
        if node.role is Role.INPUT:
            return node.bias
        first = self.plan.first_unit[node.id]
        level = self.plan.level_of(first)
        row = first - level.units.start
        found: Array = level.biases(self.theta)[row : row + node.units, 0]
        return found
