"""Part of a network as text, and text as part of another network, numbers bit for bit.

The text is a network file of the part alone (nodes and the edges among them), so that a file's
text can be pasted too.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.language import translatable
from core.network.edge import Edge, EdgeKey
from core.network.edits import fitted_data, free_id
from core.network.errors import NodewiseError
from core.network.layout import Position
from core.network.network import Network
from core.network.node import Array, Node, Role


class ClipboardError(NodewiseError):
    """A text that holds no part of a network."""

    template = translatable("The clipboard holds no part of a network.")


@dataclass(frozen=True)
class Part:
    """Nodes with the edges among them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def part_of(network: Network, node_ids: Collection[str]) -> Part:
    """Cut out nodes with the edges among them, in the order they were drawn."""
    nodes = tuple(node for n, node in network.nodes.items() if n in node_ids)
    edges = tuple(
        e for e in network.edges.values() if e.source in node_ids and e.target in node_ids
    )
    return Part(nodes, edges)


def to_text(network: Network, node_ids: Collection[str]) -> str:
    """Write a part of a network as JSON; `float` prints every digit that counts."""
    part = part_of(network, node_ids)
    document = {
        "format": "nodewise",
        "version": 1,
        "nodes": [_node_json(node) for node in part.nodes],
        "edges": [_edge_json(edge) for edge in part.edges],
    }
    return json.dumps(document, ensure_ascii=False)


def _node_json(node: Node) -> dict[str, Any]:
    entry = {
        **node.extra,
        "id": node.id,
        "role": str(node.role),
        "units": node.units,
        "label": node.label,
        "activation": node.activation,
        "bias": node.bias.tolist(),
        "position": list(node.position),
        "frozen_bias": node.frozen_bias,
    }
    return {key: value for key, value in entry.items() if value is not None}


def _edge_json(edge: Edge) -> dict[str, Any]:
    entry = {
        **edge.extra,
        "source": edge.source,
        "target": edge.target,
        "weight": edge.weight.tolist(),
        "frozen": edge.frozen,
        "label": edge.label,
    }
    return {key: value for key, value in entry.items() if value is not None}


def from_text(text: str) -> Part:
    """Read what `to_text` wrote, or a small network file; raise `ClipboardError`."""
    try:
        document = json.loads(text)
        nodes = [_node(entry) for entry in document["nodes"]]
        units = {node.id: node.units for node in nodes}
        edges = [_edge(entry, units) for entry in document["edges"]]
        checked = Network.build(nodes, edges)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, NodewiseError):
        raise ClipboardError() from None
    if not checked.nodes:
        raise ClipboardError()
    return Part(tuple(checked.nodes.values()), tuple(checked.edges.values()))


_NODE_KEYS = ("id", "role", "units", "label", "activation", "bias", "position", "frozen_bias")
_EDGE_KEYS = ("source", "target", "weight", "frozen", "label")


def _node(entry: Mapping[str, Any]) -> Node:
    units = int(entry.get("units", 1))
    x, y = entry.get("position", (0.0, 0.0))
    return Node(
        id=str(entry["id"]),
        role=Role(entry["role"]),
        units=units,
        label=_text(entry.get("label")),
        activation=str(entry.get("activation", "sigmoid")),
        bias=_numbers(entry.get("bias", 0.0), (units,)),
        position=(float(x), float(y)),
        frozen_bias=bool(entry.get("frozen_bias", False)),
        extra=_extra(entry, _NODE_KEYS),
    )


def _edge(entry: Mapping[str, Any], units: Mapping[str, int]) -> Edge:
    source, target = str(entry["source"]), str(entry["target"])
    return Edge(
        source=source,
        target=target,
        weight=_numbers(entry.get("weight", 0.0), (units[target], units[source])),
        frozen=bool(entry.get("frozen", False)),
        label=_text(entry.get("label")),
        extra=_extra(entry, _EDGE_KEYS),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _numbers(value: object, shape: tuple[int, ...]) -> Array:
    """Numbers of a shape; one number alone stands for all."""
    array = np.asarray(value, dtype=np.float64)
    array = np.full(shape, array) if array.ndim == 0 else array.reshape(shape)
    if not np.isfinite(array).all():
        raise ClipboardError()
    return array


def _extra(entry: Mapping[str, Any], known: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in known}


def offset_to(part: Part, centre: Position) -> Position:
    """How far to move a part so that its middle comes to ``centre``."""
    xs, ys = zip(*(node.position for node in part.nodes), strict=True)
    return centre[0] - (min(xs) + max(xs)) / 2, centre[1] - (min(ys) + max(ys)) / 2


def with_part(network: Network, part: Part, offset: Position) -> tuple[Network, list[str]]:
    """Add a part under new ids, moved by ``offset``; nothing that was there changes.

    Returns the network and the new ids in the order of the part's nodes.
    """
    new_id = _new_ids(network, part.nodes)
    nodes = dict(network.nodes)
    for node in part.nodes:
        place = node.position[0] + offset[0], node.position[1] + offset[1]
        nodes[new_id[node.id]] = replace(node, id=new_id[node.id], position=place)
    edges = dict(network.edges)
    for edge in part.edges:
        key = EdgeKey(new_id[edge.source], new_id[edge.target])
        edges[key] = replace(edge, source=key.source, target=key.target)
    after = replace(network, nodes=nodes, edges=edges)
    return replace(after, data=fitted_data(network, after)), list(new_id.values())


def _new_ids(network: Network, nodes: Iterable[Node]) -> dict[str, str]:
    """The part's ids by the new ones: kept where they are free."""
    new: dict[str, str] = {}
    for node in nodes:
        taken = {*network.nodes, *new.values()}
        new[node.id] = (
            node.id if node.id not in taken else free_id(network, node.role, new.values())
        )
    return new
