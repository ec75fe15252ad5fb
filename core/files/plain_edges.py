"""The edges between single neurons of a large drawing, read and written many at a time."""

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from core.files.arrays import tidy
from core.files.stepwise import PlainEdge
from core.network.edge import Edge, EdgeKey, single_edges
from core.network.network import Network
from core.network.node import Role


def plain_edges(network: Network, items: list[Any]) -> dict[EdgeKey, Edge] | None:
    """The edges of a file if every one is plain and sound, else None: then look at each."""
    sources = {n.id: n.id for n in network.nodes.values() if n.units == 1 and _has_way_out(n.role)}
    targets = {n.id: n.id for n in network.nodes.values() if n.units == 1 and _has_way_in(n.role)}
    edges: dict[EdgeKey, Edge] = {}
    for first in range(0, len(items), _AT_ONCE):
        piece = items[first : first + _AT_ONCE]
        try:
            from_ids, to_ids, texts = zip(*piece, strict=True)
            # The nodes' own texts: what the file repeats 200,000 times is kept once.
            ends = list(_both(sources, from_ids, targets, to_ids))
            weights = np.fromiter(map(float, texts), np.float64, len(texts))
        except (KeyError, ValueError, TypeError):
            return None
        if not np.isfinite(weights).all() or any(source is target for source, target in ends):
            return None
        edges |= single_edges(ends, weights)
    if len(edges) < len(items):
        return None
    for first in range(0, len(items), _AT_ONCE):  # else all of it would go in one long moment
        items[first : first + _AT_ONCE] = [None] * len(items[first : first + _AT_ONCE])
    return edges


_AT_ONCE = 8192
"""Edges in one piece: a thread that holds Python's lock for longer makes the window wait."""


def _both(
    sources: dict[str, str], from_ids: Iterable[str], targets: dict[str, str], to_ids: Iterable[str]
) -> Iterator[tuple[str, str]]:
    return zip(map(sources.__getitem__, from_ids), map(targets.__getitem__, to_ids), strict=True)


def _has_way_out(role: Role) -> bool:
    return role is not Role.OUTPUT


def _has_way_in(role: Role) -> bool:
    return role is not Role.INPUT


def as_object(item: PlainEdge) -> dict[str, Any]:
    """A plain edge as the object that it is in the file."""
    source, target, weight = item
    return {"source": source, "target": target, "weight": json.loads(weight)}


def edge_lines(edges: Iterable[Edge]) -> Iterator[str | None]:
    """The JSON text of each plain edge, None where an edge has more to say."""
    names: dict[str, str] = {}
    for edge in edges:
        weight = edge.weight
        if (
            weight.size != 1
            or edge.frozen
            or edge.label is not None
            or edge.extra
            or edge.mask is not None
        ):
            yield None
            continue
        number = weight.item()
        if not math.isfinite(number):
            yield None
            continue
        for name in (edge.source, edge.target):
            if name not in names:
                names[name] = json.dumps(name, ensure_ascii=False)
        source, target = names[edge.source], names[edge.target]
        yield f'{{"source": {source}, "target": {target}, "weight": {tidy(number)!r}}}'
