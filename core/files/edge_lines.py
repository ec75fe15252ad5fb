"""The edges of a network as they are written: a line for each, or one for very many in a row."""

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from core.files.arrays import array_to, tidy
from core.files.columns import Columns, columns_to, in_rows
from core.files.decoding import joined
from core.files.errors import NotFiniteError
from core.files.fields import with_extra
from core.files.long_json import long_json
from core.network.edge import Edge
from core.network.edges_at import EdgesWith
from core.network.network import Network
from core.network.node import Array
from core.watching import Watch


def edge_lines(network: Network, watch: Watch) -> Iterator[Iterable[bytes]]:
    """The bytes of each item of the list of edges; raise `NotFiniteError`."""
    n, edges, drawn = len(network.edges), network.edges, _as_drawn(network)
    for kind, first, last in in_rows(_kinds(drawn, watch)):
        if kind is None:
            singly = (edges[key] for key in network.edge_keys[first:last])
            for i, line in enumerate(_lines(singly, first)):
                yield line
                if i % _OFTEN == 0:
                    watch((first + i) / n)
        else:
            weights = _weights(network, drawn, first, last)
            ends = network.ends[first:last]
            value = columns_to(Columns([*network.nodes], ends, weights).shortened(), "edges")
            yield long_json(value | ({"frozen": True} if kind else {}), "edges")
            watch(last / n)


_OFTEN = 2048
"""Edges between two words to a watch."""
_AT_ONCE = 8192
"""Edges that are looked at before other threads have their turn."""


def _kinds(drawn: list[Edge], watch: Watch) -> list[bool | None]:
    """Of each edge whether it is frozen, None where there is more to say of it than its weight."""
    kinds: list[bool | None] = []
    for first in range(0, len(drawn), _AT_ONCE):
        some = drawn[first : first + _AT_ONCE]
        kinds += [edge.frozen if _is_plain(edge) else None for edge in some]
        watch(0)
    return kinds


def _is_plain(edge: Edge) -> bool:
    return edge.label is None and edge.mask is None and not edge.extra and edge.weight.size == 1


def _as_drawn(network: Network) -> list[Edge]:
    """The edges, of which only the numbers may be others."""
    edges = network.edges
    return [*(edges.as_drawn() if isinstance(edges, EdgesWith) else edges.values())]


def _weights(network: Network, drawn: list[Edge], first: int, last: int) -> Array:
    if isinstance(network.edges, EdgesWith):
        weights = network.strengths[first:last]  # of an edge with one weight, that very number
    else:
        numbers = (edge.weight.item() for edge in drawn[first:last])
        weights = np.fromiter(numbers, np.float64, last - first)
    wrong = np.flatnonzero(~np.isfinite(weights))
    if wrong.size:
        raise NotFiniteError(where=joined(joined("edges", first + int(wrong[0])), "weight"))
    return weights


def _lines(edges: Iterable[Edge], first: int) -> Iterator[Iterable[bytes]]:
    names: dict[str, str] = {}
    for i, edge in enumerate(edges, start=first):
        weight = edge.weight.item() if _is_plain(edge) and not edge.frozen else math.nan
        if not math.isfinite(weight):
            yield long_json(_edge(edge, joined("edges", i)), "edges")
            continue
        for name in (edge.source, edge.target):
            if name not in names:
                names[name] = json.dumps(name, ensure_ascii=False)
        source, target = names[edge.source], names[edge.target]
        line = f'{{"source": {source}, "target": {target}, "weight": {tidy(weight)!r}}}'
        yield (line.encode("utf-8", "replace"),)


def _edge(edge: Edge, where: str) -> dict[str, Any]:
    known = {
        "source": edge.source,
        "target": edge.target,
        "weight": array_to(edge.weight, joined(where, "weight")),
        "mask": None if edge.mask is None else edge.mask.astype(int).tolist(),
        "frozen": edge.frozen or None,
        "label": edge.label,
    }
    return with_extra(known, edge.extra)
