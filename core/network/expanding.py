"""Blocks drawn as single neurons.

No number changes: a weight keeps its bits, and the units of a level keep their order, so that
compiled networks and their predictions are the same bit for bit.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from core.language import translatable
from core.network.edge import Edge, EdgeKey
from core.network.layout import block_grid
from core.network.levels import LevelError, shifted
from core.network.network import Network
from core.network.node import Array, Node, Role
from core.watching import Watch, unwatched

_OFTEN = 4096  # edges between two words to a watch


def expand(network: Network, node_ids: str | Iterable[str], watch: Watch = unwatched) -> Network:
    """Draw every unit of these blocks as a neuron of its own, in the very place of its block.

    Only the edges that the blocks' edges hold become edges. Single neurons among ``node_ids``
    stay; `LevelError` if there is nothing else. What is drawn to the right of a block makes room.
    ``watch`` is told how far it is, and may give up.
    """
    chosen = {node_ids} if isinstance(node_ids, str) else set(node_ids)
    parts = {n: _unit_ids(network, n) for n in chosen if network.nodes[n].units > 1}
    if not parts:
        raise LevelError(problem=translatable("Select a block first: this is one neuron already."))
    places = {n: _places(network, network.nodes[n]) for n in parts}
    nodes = {
        node.id: node
        for old in network.nodes.values()
        for node in _neurons(_with_room(old, network, places), parts, places)
    }
    return replace(network, nodes=nodes, edges=_all_pieces(network, parts, watch))


def n_pieces(network: Network, node_ids: Iterable[str]) -> int:
    """How many edges there will be where the edges of these blocks are now."""
    chosen = set(node_ids)
    edges = {e.key: e for n in chosen for e in chain(network.incoming[n], network.outgoing[n])}
    return sum(
        (edge.weight.shape[0] if key.target in chosen else 1)
        * (edge.weight.shape[1] if key.source in chosen else 1)
        for key, edge in edges.items()
    )


def _all_pieces(
    network: Network, parts: dict[str, tuple[str, ...]], watch: Watch
) -> dict[EdgeKey, Edge]:
    pieces = chain.from_iterable(_pieces(edge, parts) for edge in network.edges.values())
    edges: dict[EdgeKey, Edge] = {}
    total = n_pieces(network, parts) + len(network.edges)
    while some := dict(islice(pieces, _OFTEN)):
        edges.update(some)
        watch(len(edges) / total)
    return edges


def _unit_ids(network: Network, node_id: str) -> tuple[str, ...]:
    """``h_1`` to ``h_256`` for the block ``h``; more underscores where one of these is taken."""
    units, mark = range(1, network.nodes[node_id].units + 1), "_"
    while any(f"{node_id}{mark}{i}" in network.nodes for i in units):
        mark += "_"
    return tuple(f"{node_id}{mark}{i}" for i in units)


def _places(network: Network, block: Node) -> list[tuple[float, float]]:
    """Where the neurons of a block stand from its place: the left ones where it stood."""
    places = block_grid(block.units, network.data.image if block.role is Role.INPUT else None)
    left = min(dx for dx, _ in places)
    return [(dx - left, dy) for dx, dy in places]


def _with_room(node: Node, network: Network, places: dict[str, list[tuple[float, float]]]) -> Node:
    """A node moved as far right as the blocks to the left of it grow."""
    left = (n for n in places if network.nodes[n].position[0] < node.position[0])
    # Blocks below each other grow side by side, not one after the other.
    widths: dict[float, float] = {}
    for n in left:
        x, width = network.nodes[n].position[0], max(dx for dx, _ in places[n])
        widths[x] = max(widths.get(x, 0.0), width)
    return shifted(node, sum(widths.values())) if widths else node


def _neurons(
    node: Node,
    parts: dict[str, tuple[str, ...]],
    places: dict[str, list[tuple[float, float]]],
) -> Iterator[Node]:
    if node.id not in parts:
        yield node
        return
    x, y = node.position
    for i, (unit_id, (dx, dy)) in enumerate(zip(parts[node.id], places[node.id], strict=True)):
        yield replace(
            node,
            id=unit_id,
            units=1,
            label=unit_label(node.label, i + 1) if node.label is not None else None,
            bias=node.bias[i : i + 1],
            position=(x + dx, y + dy),
        )


def unit_label(label: str, *indices: int) -> str:
    """The label of one unit: ``h`` is h_{17}, ``pixels`` upright with its index."""
    text = ",".join(map(str, indices))
    own = re.fullmatch(r"(.*)_(?:\{(.*)\}|(.))", label)
    if own:
        return f"{own[1]}_{{{own[2] or own[3]},{text}}}"
    base = rf"\mathrm{{{label}}}" if re.fullmatch(r"[^\\_^{}]{2,}", label) else label
    return f"{base}_{{{text}}}"


def _pieces(edge: Edge, parts: dict[str, tuple[str, ...]]) -> Iterator[tuple[EdgeKey, Edge]]:
    """The edges between the units of an edge's ends; views of its weights, without a copy."""
    rows, columns = parts.get(edge.target), parts.get(edge.source)
    if rows is None and columns is None:
        yield edge.key, edge
        return
    targets, sources = rows or (edge.target,), columns or (edge.source,)
    weights = _cut(edge.weight, rows is not None, columns is not None)
    masks = None if edge.mask is None else _cut(edge.mask, rows is not None, columns is not None)
    for i, target in enumerate(targets):
        row = weights[i]
        for j, (source, weight) in enumerate(zip(sources, row, strict=True)):
            mask = None if masks is None else masks[i, j]
            if mask is not None and not mask.any():
                continue
            label = edge.label
            if label is not None:
                label = unit_label(label, *_indices(i, j, rows, columns))
            key = _new_key(EdgeKey, (source, target))
            yield key, _shared(edge, source, target, weight, label, mask)


def _cut(array: Array, rows: bool, columns: bool) -> Array:
    """A view (parts down, parts across, height, width): rows, columns, or single numbers."""
    n, m = array.shape
    view = array.reshape(n if rows else 1, 1 if rows else n, m if columns else 1, -1)
    return view.swapaxes(1, 2)


_new_key = tuple.__new__
_set = [Edge.__dict__[name].__set__ for name in Edge.__dataclass_fields__]


def _shared(
    edge: Edge, source: str, target: str, weight: Array, label: str | None, mask: Array | None
) -> Edge:
    """A part of an edge as an edge. Its numbers were checked when the block was made, and are not
    checked or copied again: 233,000 edges take a third of the time and of the room."""
    piece: Edge = object.__new__(Edge)
    set_source, set_target, set_weight, set_frozen, set_label, set_extra, set_mask = _set
    set_source(piece, source)
    set_target(piece, target)
    set_weight(piece, weight)
    set_frozen(piece, edge.frozen)
    set_label(piece, label)
    set_extra(piece, edge.extra)
    set_mask(piece, None if mask is None or mask.all() else mask)
    return piece


def _indices(i: int, j: int, rows: object, columns: object) -> tuple[int, ...]:
    return (*((i + 1,) if rows else ()), *((j + 1,) if columns else ()))
