"""Where the weights into a node stand in the slab of its level.

A drawing of single neurons has an edge a weight, 200,000 of them for one of 1,000 neurons: those
are taken together, a vector for every neuron, and only what joins blocks goes edge by edge.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.compiling.plan import Level
from core.network.edge import Edge, EdgeKey, reweighted
from core.network.network import Network
from core.network.node import Array, Node

Place = tuple[slice, slice]


@dataclass(frozen=True)
class Singles:
    """The edges of one weight into a neuron, and where the level's slab, flattened, has them."""

    edges: Sequence[Edge]
    index: Array

    def weights(self) -> Array:
        """The weights, one an edge."""
        return np.fromiter((edge.weight.item() for edge in self.edges), float, len(self.edges))

    def changed(self, weights: Array) -> dict[EdgeKey, Edge]:
        """The edges whose weight is another now, with it."""
        old = self.weights()
        differs = (old != weights) & ~(np.isnan(old) & np.isnan(weights))
        if not differs.any():
            return {}
        new = weights.astype(np.float64)[:, None, None]
        new.flags.writeable = False
        if differs.all():
            return reweighted(self.edges, new)
        chosen = np.flatnonzero(differs).tolist()
        some = new[chosen]
        some.flags.writeable = False
        return reweighted([self.edges[i] for i in chosen], some)


def places(
    network: Network, node: Node, first_unit: Mapping[str, int], level: Level
) -> tuple[Singles, list[tuple[Edge, Place]]]:
    """The edges into a node: those of one weight together, the others with their rectangle."""
    row = first_unit[node.id] - level.units.start
    column0, width = level.sources.start, level.shape[1]
    incoming = network.incoming[node.id]
    single: Sequence[Edge] = [e for e in incoming if e.weight.size == 1]
    columns = np.fromiter((first_unit[e.source] for e in single), np.intp, len(single))
    blocks: list[tuple[Edge, Place]] = []
    for edge in incoming if len(single) < len(incoming) else ():
        if edge.weight.size > 1:
            column = first_unit[edge.source] - column0
            units, sources = edge.weight.shape
            blocks.append((edge, (slice(row, row + units), slice(column, column + sources))))
    return Singles(single, row * width + columns - column0), blocks
