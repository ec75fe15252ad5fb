"""Where the weights of every edge stand in the slabs of a plan, and so in θ.

A drawing of single neurons has an edge a weight, 200,000 of them for one of 1,000 neurons: those
are taken together as arrays, and only what joins blocks goes edge by edge.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core.compiling.plan import Level
from core.network.edge import Edge, EdgeKey
from core.network.network import Network
from core.network.node import Array, Node

Place = tuple[slice, slice]


@dataclass(frozen=True, eq=False)
class Places:
    """The edges of a network among the units that a plan counts from ``first_unit`` on."""

    network: Network
    first_unit: Mapping[str, int]

    @cached_property
    def _ends(self) -> tuple[Array, Array, Array]:
        """The first unit that each edge reads, the one behind its last, the first that it feeds."""
        nodes, ends = self.network.nodes, self.network.ends
        first = np.array([self.first_unit[n] for n in nodes], dtype=np.intp)
        units = np.array([node.units for node in nodes.values()], dtype=np.intp)
        sources = first[ends[:, 0]]
        return sources, sources + units[ends[:, 0]], first[ends[:, 1]]

    @cached_property
    def _is_single(self) -> Array:
        """Which edges join one unit to one, without a mask."""
        network = self.network
        units = np.array([node.units for node in network.nodes.values()], dtype=np.intp)[
            network.ends
        ]
        is_single = np.asarray((units == 1).all(axis=1))
        if units.prod(axis=1).sum() > sum(network.weights_into.values()):  # there are masks
            for i in np.flatnonzero(is_single).tolist():
                is_single[i] = network.edges[network.edge_keys[i]].mask is None
        return is_single

    @cached_property
    def _in_order(self) -> tuple[Array, Array]:
        """The units that edges feed, sorted, and the places of those edges."""
        order = np.argsort(self._ends[2], kind="stable")
        return self._ends[2][order], order

    def into(self, units: slice) -> Array:
        """The places of the edges that feed some units."""
        targets, order = self._in_order
        start, stop = np.searchsorted(targets, [units.start, units.stop])
        return order[start:stop]

    def reach(self, units: slice) -> slice:
        """From the first to the last unit that some units read."""
        into = self.into(units)
        return slice(int(self._ends[0][into].min()), int(self._ends[1][into].max()))

    def connected(self, level: Level) -> Array:
        """Which weights of a level's slab exist."""
        mask = np.zeros(level.shape, dtype=bool)
        places, index = self.singles(level)
        mask.reshape(-1)[index] = True
        for edge, place in self.blocks(level) if len(places) < len(self.into(level.units)) else ():
            mask[place] = True if edge.mask is None else edge.mask
        return mask

    def singles(self, level: Level) -> tuple[Array, Array]:
        """The places of the edges of one weight, and where the level's slab, flattened, has it."""
        places = self.into(level.units)
        places = places[self._is_single[places]]
        sources, _, targets = self._ends
        rows, columns = targets[places] - level.units.start, sources[places] - level.sources.start
        return places, rows * level.shape[1] + columns

    def blocks(self, level: Level) -> list[tuple[Edge, Place]]:
        """The edges of more weights, each with its rectangle in the level's slab."""
        found: list[tuple[Edge, Place]] = []
        places = self.into(level.units)
        for i in places[~self._is_single[places]].tolist():
            edge = self.network.edges[self.network.edge_keys[i]]
            row = self.first_unit[edge.target] - level.units.start
            column = self.first_unit[edge.source] - level.sources.start
            units, sources = edge.weight.shape
            found.append((edge, (slice(row, row + units), slice(column, column + sources))))
        return found

    def with_weights(
        self, nodes: Mapping[str, Node], levels: Iterable[Level], theta: Array
    ) -> Network:
        """The network with these nodes and with the weights of θ; an edge that keeps its weights
        is shared."""
        wide: dict[EdgeKey, Edge] = {}
        numbers = self.network.strengths.copy()
        for level in levels:
            places, index = self.singles(level)
            numbers[places] = theta[level.weight_range][index]
            for edge, place in self.blocks(level):
                weight = level.weights(theta)[place]
                if not np.array_equal(weight, edge.weight):
                    wide[edge.key] = replace(edge, weight=weight)
        old = self.network.strengths
        changed = np.flatnonzero((old != numbers) & ~(np.isnan(old) & np.isnan(numbers)))
        return self.network.with_weights(nodes, wide, changed, numbers[changed])
