"""Whole levels: blocks and single neurons made of each other, and a level more or less.

No function here changes a number: a weight keeps its bits wherever it moves to, and the units of a
level keep their order, so that compiled networks and their predictions are the same bit for bit.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np

from core.language import tr, translatable
from core.network.edge import Edge, EdgeKey
from core.network.edits import fitted_data, free_id, remove
from core.network.errors import NodewiseError
from core.network.layout import COLUMN, block_grid
from core.network.naming import Names
from core.network.network import Network
from core.network.node import MAX_UNITS, Array, Node, Role

Initial = Callable[[Network, Iterable[EdgeKey]], Network]
"""Gives edges their initial weights, as `core.network.initial.with_initial_weights` does."""


class LevelError(NodewiseError):
    """Nodes that cannot be made a block, or a level that cannot be changed; it says what to do."""

    template = translatable("{problem}")

    def __str__(self) -> str:
        values = {k: v for k, v in self.values.items() if k != "problem"}
        return tr(str(self.values["problem"])).format(**values)


# A block into single neurons


def expand(network: Network, node_ids: str | Iterable[str]) -> Network:
    """Draw every unit of these blocks as a neuron of its own, in the very place of its block.

    Only the edges that the blocks' edges hold become edges. Single neurons among ``node_ids``
    stay; `LevelError` if there is nothing else. What is drawn to the right of a block makes room.
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
    edges = {key: piece for old in network.edges.values() for key, piece in _pieces(old, parts)}
    return replace(network, nodes=nodes, edges=edges)


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
    return _shifted(node, sum(widths.values())) if widths else node


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
            label=_numbered(node.label, i + 1) if node.label is not None else None,
            bias=node.bias[i : i + 1],
            position=(x + dx, y + dy),
        )


def _numbered(label: str, *indices: int) -> str:
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
                label = _numbered(label, *_indices(i, j, rows, columns))
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


# Neurons into a block


def collapse(network: Network, node_ids: Iterable[str]) -> Network:
    """Make one block of these nodes of one level, single neurons and blocks in their order.

    Raises `LevelError` that says what to do where they have different roles, levels, activations
    or frozen flags, or where another node of the level stands between them.
    """
    chosen = _choice(network, set(node_ids))
    block_id = _block_id(network, chosen)
    ids = [n.id for n in chosen]
    block = replace(
        chosen[0],
        id=block_id,
        units=sum(n.units for n in chosen),
        label=_common_label(chosen),
        bias=np.concatenate([n.bias for n in chosen]),
        position=_place(chosen),
        extra=chosen[0].extra if all(n.extra == chosen[0].extra for n in chosen) else {},
    )
    gone = set(ids)
    edges = {k: e for k, e in network.edges.items() if not gone & {k.source, k.target}}
    for edge in (
        *_joined(network, chosen, block_id, into=True),
        *_joined(network, chosen, block_id, into=False),
    ):
        edges[edge.key] = edge
    nodes = {
        (block_id if n == ids[0] else n): (block if n == ids[0] else node)
        for n, node in network.nodes.items()
        if n == ids[0] or n not in gone
    }
    return _closed(replace(network, nodes=nodes, edges=edges), chosen, block_id)


def may_collapse(network: Network, node_ids: Iterable[str]) -> LevelError | None:
    """Return why these nodes cannot be made a block, None if they can."""
    try:
        _choice(network, set(node_ids))
    except LevelError as error:
        return error
    return None


def _choice(network: Network, ids: set[str]) -> list[Node]:
    """The nodes in their order; raise what keeps them from being one block."""
    chosen = [node for node_id, node in network.nodes.items() if node_id in ids]
    if len(chosen) < 2:
        raise LevelError(
            problem=translatable("Select two or more neurons of one level to make a block of them.")
        )
    levels = {network.levels[n.id] for n in chosen}
    if len(levels) > 1:
        raise LevelError(
            problem=translatable(
                "These neurons are of different levels: select neurons of one level only."
            )
        )
    units = sum(n.units for n in chosen)
    if units > MAX_UNITS:
        raise LevelError(
            problem=translatable("That would be {units} units; a block has at most 10000."),
            units=units,
        )
    _check_alike(network, chosen)
    _check_neighbours(network, chosen, levels.pop())
    return chosen


def _check_alike(network: Network, chosen: list[Node]) -> None:
    role = chosen[0].role
    if role is Role.HIDDEN and len({n.activation for n in chosen}) > 1:
        raise LevelError(
            problem=translatable(
                "These neurons have different activations: give them the same one first, "
                "or select those that share one."
            )
        )
    if role is not Role.INPUT and len({n.frozen_bias for n in chosen}) > 1:
        raise LevelError(
            problem=translatable(
                "Some of these biases are frozen and others are not: freeze all of them or none."
            )
        )


def _check_neighbours(network: Network, chosen: list[Node], level: int) -> None:
    """No other node of the level may stand between: units and columns would change places."""
    members = [n for n in network.nodes if network.levels[n] == level]
    first, ids = members.index(chosen[0].id), {n.id for n in chosen}
    between = next((n for n in members[first : first + len(chosen)] if n not in ids), None)
    if between is not None:
        names = Names(network)
        raise LevelError(
            problem=translatable(
                "{between} stands between {first} and {last}: select it as well, "
                "so that every number keeps its place."
            ),
            between=names.node(between).plain,
            first=names.node(chosen[0].id).plain,
            last=names.node(chosen[-1].id).plain,
        )


def _block_id(network: Network, chosen: list[Node]) -> str:
    """``h`` for ``h_1`` to ``h_256``, else the id of the first."""
    stem, mark, _ = chosen[0].id.rpartition("_")
    stem = stem.rstrip("_")
    ids = {n.id for n in chosen}
    if mark and stem and (stem not in network.nodes or stem in ids):
        return stem
    return chosen[0].id


def _common_label(chosen: list[Node]) -> str | None:
    """The label that gives the units theirs again, None where there is none."""
    first = chosen[0].label
    if first is None:
        return None
    for pattern, form in ((r"\\mathrm\{(.*)\}_\{1\}", r"\1"), (r"(.*)_(?:\{1\}|1)", r"\1")):
        match = re.fullmatch(pattern, first)
        if match and _labels_follow(chosen, match.expand(form)):
            return match.expand(form)
    nested = re.fullmatch(r"(.*)_\{(.+),1\}", first)
    if nested:
        stem = f"{nested[1]}_{{{nested[2]}}}"
        return stem if _labels_follow(chosen, stem) else None
    return None


def _labels_follow(chosen: list[Node], stem: str) -> bool:
    return all(
        node.units == 1 and node.label in (_numbered(stem, i), f"{stem}_{i}")
        for i, node in enumerate(chosen, 1)
    )


def _place(chosen: list[Node]) -> tuple[float, float]:
    """The middle of a column; where there are several, the height of it at the left edge."""
    xs, ys = [n.position[0] for n in chosen], [n.position[1] for n in chosen]
    x = min(xs) if _is_grid(xs) else (min(xs) + max(xs)) / 2
    return x, (min(ys) + max(ys)) / 2


def _is_grid(xs: list[float]) -> bool:
    return max(xs) - min(xs) > COLUMN / 4


def _closed(after: Network, chosen: list[Node], block_id: str) -> Network:
    """Take back the room that neurons in several columns had; `expand` gave it."""
    xs = [n.position[0] for n in chosen]
    if not _is_grid(xs):
        return after
    width, right = max(xs) - min(xs), max(xs)
    nodes = {
        n: replace(node, position=(node.position[0] - width, node.position[1]))
        if n != block_id and node.position[0] > right
        else node
        for n, node in after.nodes.items()
    }
    return replace(after, nodes=nodes)


def _joined(network: Network, chosen: list[Node], block_id: str, into: bool) -> Iterator[Edge]:
    """One edge between the block and each node that feeds it (``into``) or that it feeds."""
    by_other: dict[str, list[tuple[int, Edge]]] = {}
    start = 0
    for node in chosen:
        for edge in network.incoming[node.id] if into else network.outgoing[node.id]:
            by_other.setdefault(edge.source if into else edge.target, []).append((start, edge))
        start += node.units
    for other, found in by_other.items():
        edges = [edge for _, edge in found]
        if len({edge.frozen for edge in edges}) > 1:
            raise LevelError(
                problem=translatable(
                    "Some weights between these neurons and {other} are frozen and others are "
                    "not: freeze all of them or none."
                ),
                other=Names(network).node(other).plain,
            )
        yield _join(found, other, block_id, start, into)


def _join(found: list[tuple[int, Edge]], other: str, block_id: str, units: int, into: bool) -> Edge:
    first = found[0][1]
    extra = first.extra if all(edge.extra == first.extra for _, edge in found) else {}
    other_units = first.weight.shape[1 if into else 0]
    weight = np.zeros((units, other_units) if into else (other_units, units))
    there = np.zeros(weight.shape, dtype=bool)
    if all(edge.weight.size == 1 for _, edge in found):
        starts = [start for start, _ in found]
        weight.ravel()[starts] = [edge.weight.item() for _, edge in found]
        there.ravel()[starts] = True
        found = []
    for start, edge in found:
        cut = slice(start, start + edge.weight.shape[0 if into else 1])
        place = (cut, slice(None)) if into else (slice(None), cut)
        weight[place] = edge.weight
        there[place] = True if edge.mask is None else edge.mask
    ends = (other, block_id) if into else (block_id, other)
    return Edge(*ends, weight, frozen=first.frozen, extra=extra, mask=there)


# A level more, a level less


def level_nodes(network: Network, node_ids: Iterable[str]) -> tuple[str, ...]:
    """Every node of the one level that these nodes are of; raise `LevelError` for several."""
    levels = {network.levels[n] for n in node_ids if n in network.nodes}
    if len(levels) != 1:
        raise LevelError(problem=translatable("Select neurons of one level first."))
    (level,) = levels
    return tuple(n for n in network.nodes if network.levels[n] == level)


def duplicate_level(network: Network, node_ids: Iterable[str], initial: Initial) -> Network:
    """Put a copy of a hidden level right behind it.

    What led out of the level leads out of the copy now, with the same numbers; every node of the
    level feeds every node of the copy with new weights from ``initial``. The copy has the
    activations and biases of the level.
    """
    level = level_nodes(network, node_ids)
    if network.nodes[level[0]].role is not Role.HIDDEN:
        raise LevelError(
            problem=translatable(
                "Only a hidden level can be duplicated: inputs and outputs follow the columns of "
                "the observations. Change how many units there are instead."
            )
        )
    copies: dict[str, str] = {}
    for node_id in level:
        copies[node_id] = free_id(network, Role.HIDDEN, copies.values())
    gap = _gap(network, level)
    nodes: dict[str, Node] = {}
    right = _right_edge(network, level)
    for node_id, node in network.nodes.items():
        moves = node_id not in copies and node.position[0] > right
        nodes[node_id] = _shifted(node, gap) if moves else node
        if node_id == level[-1]:
            nodes |= {
                copies[n]: replace(_shifted(network.nodes[n], gap), id=copies[n], label=None)
                for n in level
            }
    edges: dict[EdgeKey, Edge] = {}
    for edge in network.edges.values():
        moved = replace(edge, source=copies[edge.source]) if edge.source in copies else edge
        edges[moved.key] = moved
    new = [EdgeKey(s, copies[t]) for s in level for t in level]
    for key in new:
        shape = nodes[key.target].units, nodes[key.source].units
        edges[key] = Edge(*key, np.zeros(shape))
    return initial(replace(network, nodes=nodes, edges=edges), new)


def remove_level(network: Network, node_ids: Iterable[str]) -> Network:
    """Remove a level with every edge at it; what stood right of it moves up to its place."""
    level = level_nodes(network, node_ids)
    after = remove(network, level)
    right, gap = _right_edge(network, level), _gap(network, level)
    return replace(
        after,
        nodes={
            n: _shifted(node, -gap) if node.position[0] > right else node
            for n, node in after.nodes.items()
        },
    )


def cut_off(before: Network, after: Network) -> tuple[str, ...]:
    """The nodes that were fed before and are fed by nothing now: what a removed level leaves."""
    return tuple(n for n in after.nodes if before.incoming.get(n) and not after.incoming[n])


def _right_edge(network: Network, level: tuple[str, ...]) -> float:
    return max(network.nodes[n].position[0] for n in level)


def _gap(network: Network, level: tuple[str, ...]) -> float:
    """How far it is from a level to what is drawn right of it, in canvas units."""
    right = _right_edge(network, level)
    beyond = [n.position[0] for n in network.nodes.values() if n.position[0] > right]
    return (
        max(min(beyond) - min(network.nodes[n].position[0] for n in level), 0)
        if beyond
        else (COLUMN)
    )


def _shifted(node: Node, dx: float) -> Node:
    return replace(node, position=(node.position[0] + dx, node.position[1]))


# How many units a node has


def set_units(
    network: Network, node_id: str, units: int, initial: Initial | None = None
) -> Network:
    """Give a node ``units`` units: the first ones keep every number, the last ones come and go.

    New weights are those that ``initial`` gives an edge of the new size at their place (0 without
    one), new biases are 0. The columns of the data follow: a new one is empty.
    """
    node = network.nodes[node_id]
    if units == node.units:
        return network
    resized = replace(node, units=units, bias=_fitted(node.bias[:, np.newaxis], (units, 1))[:, 0])
    touched = [e.key for e in (*network.incoming[node_id], *network.outgoing[node_id])]
    edges = dict(network.edges)
    for key in touched:
        edges[key] = _resized(network.edges[key], _shape(network, key, resized))
    after = replace(network, nodes={**network.nodes, node_id: resized}, edges=edges)
    if initial is not None and units > node.units:
        after = _with_old_numbers(network, initial(after, touched), touched)
    return replace(after, data=fitted_data(network, after))


def _shape(network: Network, key: EdgeKey, resized: Node) -> tuple[int, int]:
    nodes = {**network.nodes, resized.id: resized}
    return nodes[key.target].units, nodes[key.source].units


def _fitted(array: Array, shape: tuple[int, int]) -> Array:
    """The array cut or filled up with 0 (False) to a shape."""
    fitted = np.zeros(shape, dtype=array.dtype)
    rows, columns = min(shape[0], array.shape[0]), min(shape[1], array.shape[1])
    fitted[:rows, :columns] = array[:rows, :columns]
    return fitted


def _resized(edge: Edge, shape: tuple[int, int]) -> Edge:
    # What is new is connected.
    mask = None if edge.mask is None else ~_fitted(~edge.mask, shape)
    return replace(edge, weight=_fitted(edge.weight, shape), mask=mask)


def _with_old_numbers(before: Network, after: Network, keys: Iterable[EdgeKey]) -> Network:
    """Put the weights that were there before over those that were drawn for the whole edge."""
    edges = dict(after.edges)
    for key in keys:
        weight, old = edges[key].weight.copy(), before.edges[key].weight
        weight[: old.shape[0], : old.shape[1]] = old
        edges[key] = replace(edges[key], weight=weight)
    return replace(after, edges=edges)
