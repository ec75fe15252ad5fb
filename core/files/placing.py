"""Where nodes stand whose file does not say it: level by level, centred."""

from collections import defaultdict
from collections.abc import Iterable

from core.network.network import Network

ACROSS, DOWN = 220.0, 160.0
"""The distance of two levels, and of two nodes of a level, in canvas units."""


def placed(network: Network, unplaced: Iterable[str]) -> Network:
    """Return the network with a position for each of ``unplaced``; the others stay."""
    wanted = set(unplaced)
    by_level: dict[int, list[str]] = defaultdict(list)
    for node_id in network.nodes:
        if node_id in wanted:
            by_level[network.levels[node_id]].append(node_id)
    positions = {}
    for level, nodes in by_level.items():
        top = -DOWN * (len(nodes) - 1) / 2
        for i, node_id in enumerate(nodes):
            positions[node_id] = (ACROSS * level, top + DOWN * i)
    if not positions:
        return network
    from core.network.edits import move  # most files say where everything stands

    return move(network, positions)
