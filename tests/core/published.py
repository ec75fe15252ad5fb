"""The published worked examples as networks, and their numbers in the same shape."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role

FILE = Path(__file__).parent.parent / "data" / "published.json"
LOSSES = {"bce": "binary_cross_entropy"}


@cache
def cases() -> dict[str, Any]:
    return {case["id"]: case for case in json.loads(FILE.read_text(encoding="utf-8"))["cases"]}


def node_id(level: int, k: int, n_levels: int) -> str:
    return f"{'x' if level == 0 else 'y' if level == n_levels else f'h{level}_'}{k + 1}"


def network_of(case: dict[str, Any]) -> Network:
    """The case as a network, neuron by neuron."""
    layers = case["network"]["layers"]
    n = len(layers)
    nodes = [Node(node_id(0, j, n), Role.INPUT) for j in range(case["network"]["n_inputs"])]
    edges = []
    for number, layer in enumerate(layers, start=1):
        last = number == n
        kind: dict[str, Any] = {} if last else {"activation": layer["activation"]}
        frozen = "biases" in ((case.get("optimizer") or {}).get("frozen") or [])
        for k, row in enumerate(layer["W"]):
            target = node_id(number, k, n)
            role = Role.OUTPUT if last else Role.HIDDEN
            bias = np.array([layer["b"][k]], dtype=float)
            nodes.append(Node(target, role, bias=bias, frozen_bias=frozen, **kind))
            edges += [
                Edge(node_id(number - 1, j, n), target, np.array([[w]])) for j, w in enumerate(row)
            ]
    data = Data(
        np.array([row["x"] for row in case["data"]], dtype=float),
        np.array([row["y"] for row in case["data"]], dtype=float),
    )
    name = case["loss"]["name"]
    return Network.build(
        nodes,
        edges,
        title=case["title"],
        output_function=case["network"]["output_function"],
        loss=LOSSES.get(name, name),
        data=data,
    )


def layers_of(network: Network) -> list[dict[str, Any]]:
    """W and b of every level, as the published numbers stand."""
    by_level: dict[int, list[str]] = {}
    for node, level in network.levels.items():
        by_level.setdefault(level, []).append(node)
    found = []
    for level in range(1, len(by_level)):
        targets, sources = by_level[level], by_level[level - 1]
        weights = [
            [float(network.edges[(s, t)].weight[0, 0]) for s in sources]  # type: ignore[index]
            for t in targets
        ]
        found.append({"W": weights, "b": [float(network.nodes[t].bias[0]) for t in targets]})
    return found
