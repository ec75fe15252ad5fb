"""From a network to a file: one node and one edge a line, every number bit for bit."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from core.files.arrays import array_to, tidy
from core.files.atomic import write_bytes
from core.files.decoding import joined
from core.files.errors import NotFiniteError
from core.files.observations import data_to
from core.files.reader import FORMAT, VERSION
from core.files.runs import run_to
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role


def write_network(path: str | Path, network: Network) -> None:
    """Save at once and keep the version before as ``NAME~``; raise a `FileError`."""
    write_bytes(path, text_of(network).encode("utf-8", "replace"), backup=True)


def text_of(network: Network) -> str:
    """The text of a network's file; raise `NotFiniteError` for a number that has run away."""
    known: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "title": network.title or None,
        "notes": network.notes or None,
        "output_function": network.output_function,
        "loss": network.loss,
        "nodes": [_node(n, joined("nodes", i)) for i, n in enumerate(network.nodes.values())],
        "edges": [_edge(e, joined("edges", i)) for i, e in enumerate(network.edges.values())],
        "data": _with_extra(data_to(network.data), network.data.extra) or None,
        "training": dict(network.training) or None,
        "lesson": dict(network.lesson) or None,
        "runs": [run_to(run, joined("runs", i)) for i, run in enumerate(network.runs)] or None,
    }
    lines = [
        f"{_json(key)}: {_block(value) if key in _BLOCKS else _json(value, key)}"
        for key, value in _with_extra(known, network.extra).items()
    ]
    return "{" + ",\n ".join(lines) + "}\n"


_BLOCKS = ("nodes", "edges", "runs")
"""Keys whose items get a line each."""


def _block(items: Iterable[Any]) -> str:
    lines = ",\n  ".join(_json(item) for item in items)
    return f"[\n  {lines}]" if lines else "[]"


def _json(value: Any, where: str = "") -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:
        raise NotFiniteError(where=where) from None


def _with_extra(known: dict[str, Any], extra: Mapping[str, Any]) -> dict[str, Any]:
    """The keys we know, without the empty ones, then those that we only keep."""
    written = {key: value for key, value in known.items() if value is not None}
    return written | {key: value for key, value in extra.items() if key not in known}


def _node(node: Node, where: str) -> dict[str, Any]:
    has_bias = node.role is not Role.INPUT
    known = {
        "id": node.id,
        "role": str(node.role),
        "units": node.units if node.units > 1 else None,
        "label": node.label,
        "activation": node.activation if node.role is Role.HIDDEN else None,
        "bias": array_to(node.bias, joined(where, "bias")) if has_bias else None,
        "position": [tidy(float(x)) for x in node.position],
        "frozen_bias": node.frozen_bias or None,
    }
    return _with_extra(known, node.extra)


def _edge(edge: Edge, where: str) -> dict[str, Any]:
    known = {
        "source": edge.source,
        "target": edge.target,
        "weight": array_to(edge.weight, joined(where, "weight")),
        "frozen": edge.frozen or None,
        "label": edge.label,
    }
    return _with_extra(known, edge.extra)
