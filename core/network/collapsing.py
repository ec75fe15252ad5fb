"""Neurons of one level drawn as one block.

No number changes, as in `core.network.expanding`; where not all are connected, a mask says so.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

import numpy as np

from core.language import translatable
from core.network.edge import Edge
from core.network.expanding import unit_label
from core.network.layout import COLUMN
from core.network.levels import LevelError
from core.network.naming import Names
from core.network.network import Network
from core.network.node import MAX_UNITS, Node, Role
from core.watching import Watch, unwatched


def collapse(network: Network, node_ids: Iterable[str], watch: Watch = unwatched) -> Network:
    """Make one block of these nodes of one level, single neurons and blocks in their order.

    Raises `LevelError` that says what to do where they have different roles, levels, activations
    or frozen flags, or where another node of the level stands between them. ``watch`` is told how
    far it is, and may give up.
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
    joined = chain(
        _joined(network, chosen, block_id, into=True),
        _joined(network, chosen, block_id, into=False),
    )
    others = {e.source for n in ids for e in network.incoming[n]}
    others |= {e.target for n in ids for e in network.outgoing[n]}
    for i, edge in enumerate(joined):
        edges[edge.key] = edge
        watch(i / len(others))
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
        node.units == 1 and node.label in (unit_label(stem, i), f"{stem}_{i}")
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
