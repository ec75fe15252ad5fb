"""What a new edge's weights are: one generator an edge, so that no edge's draw moves another's.

The generator of an edge is seeded with the seed, the name of the initialiser and the ids of both
ends. So a weight depends on what was chosen and on where the edge lies, and not on the order in
which edges were drawn, and drawing the same edge again gives the same number again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from zlib import crc32

import numpy as np

from core.network.edge import Edge, EdgeKey
from core.network.network import Network
from core.network.node import Array

Draw = Callable[[np.random.Generator, tuple[int, int], int, int], Array]
"""Draws weights of a shape (target, source) units, given fan-in and fan-out."""


def with_initial_weights(
    network: Network, keys: Iterable[EdgeKey], name: str, draw: Draw, seed: int
) -> Network:
    """Return the network with new weights on the edges ``keys``; every other number stays.

    ``name`` only enters the seed. Fan-in counts the units that feed the edge's target, fan-out the
    units that its source feeds, both in ``network`` as it is given.
    """
    changed = {}
    fan_in, fan_out = _Fans(network.incoming, 1), _Fans(network.outgoing, 0)
    for key in keys:
        edge = network.edges[key]
        weight = draw(
            np.random.default_rng([seed, *_seed_of(name, key)]),
            (edge.weight.shape[0], edge.weight.shape[1]),
            fan_in[key.target],
            fan_out[key.source],
        )
        changed[key] = replace(edge, weight=weight)
    return network.with_numbers({}, changed)


class _Fans(dict[str, int]):
    """How many units feed a node, or it feeds, counted once a node."""

    def __init__(self, edges: Mapping[str, tuple[Edge, ...]], axis: int) -> None:
        super().__init__()
        self._edges, self._axis = edges, axis

    def __missing__(self, node_id: str) -> int:
        self[node_id] = sum(e.weight.shape[self._axis] for e in self._edges[node_id])
        return self[node_id]


def _seed_of(name: str, key: EdgeKey) -> list[int]:
    return [crc32(text.encode()) for text in (name, key.source, key.target)]
