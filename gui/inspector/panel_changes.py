"""What changes of a network the inspector and the tables have nothing to show of."""

from dataclasses import replace

from core.network.network import Network


def only_moved(before: Network, after: Network) -> bool:
    """Return whether two networks differ in nothing but where their nodes are."""
    if before.nodes.keys() != after.nodes.keys() or after.edges_changed(before) != ():
        return False
    pairs = ((node, before.nodes[n]) for n, node in after.nodes.items())
    moved = all(a is b or a == b.at(a.position) for a, b in pairs)
    return moved and _same_rest(before, after)


def _same_rest(before: Network, after: Network) -> bool:
    """Everything but nodes and edges: the titles, the functions, the data (themselves: large)."""
    if before.data is not after.data:
        return False
    return replace(before, nodes={}, edges={}) == replace(after, nodes={}, edges={})
