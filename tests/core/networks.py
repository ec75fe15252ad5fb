"""Random networks: any acyclic wiring, skip edges, blocks, several outputs, mixed activations."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from core.numerics.activations import ACTIVATIONS

FITTING = [
    ("identity", "mse"),
    ("identity", "sse"),
    ("identity", "half_mse"),
    ("identity", "half_sse"),
    ("logistic", "mse"),
    ("logistic", "half_sse"),
    ("logistic", "binary_cross_entropy"),
    ("logistic", "cross_entropy"),
    ("softmax", "mse"),
    ("softmax", "sse"),
    ("softmax", "binary_cross_entropy"),
    ("softmax", "cross_entropy"),
]
SMOOTH = [
    name
    for name in ACTIVATIONS
    if name not in {"relu", "leaky_relu", "elu", "hard_tanh", "step", "square"}
]


@st.composite
def networks(
    draw: st.DrawFn,
    activations: list[str] = SMOOTH,
    max_units: int = 3,
    complete: bool = True,
    finite: st.SearchStrategy[float] | None = None,
    pairs: list[tuple[str, str]] = FITTING,
) -> Network:
    """Draw a network; ``complete`` ones can be evaluated and have fitting observations."""
    f, loss = draw(st.sampled_from(pairs))
    units = st.integers(1, max_units)
    counts = [draw(st.integers(1, 3)), draw(st.integers(0, 5)), draw(st.integers(1, 2))]
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))

    def numbers(*shape: int) -> Any:
        if finite is None:
            return rng.uniform(-1, 1, shape)
        flat = draw(st.lists(finite, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
        return np.array(flat, dtype=float).reshape(shape)

    nodes: list[Node] = []
    for role, letter, count in zip(Role, "xay", counts, strict=True):
        for i in range(count):
            n = 2 if role is Role.OUTPUT and count == 1 and f == "softmax" else draw(units)
            nodes.append(
                Node(
                    f"{letter}{i + 1}",
                    role,
                    units=n,
                    activation=draw(st.sampled_from(activations))
                    if role is Role.HIDDEN
                    else "sigmoid",
                    bias=np.zeros(n) if role is Role.INPUT else numbers(n),
                    position=(float(rng.integers(-9, 9)), float(rng.integers(-9, 9))),
                    frozen_bias=role is not Role.INPUT and draw(st.booleans()),
                )
            )
    edges = []
    for k, target in enumerate(nodes):
        if target.role is Role.INPUT:
            continue
        earlier = [n for n in nodes[:k] if n.role is not Role.OUTPUT]
        chosen = draw(
            st.lists(st.sampled_from(earlier), unique_by=lambda n: n.id, min_size=int(complete))
        )
        edges += [
            Edge(s.id, target.id, numbers(target.units, s.units), frozen=draw(st.booleans()))
            for s in chosen
        ]
    if draw(st.booleans()):
        nodes = [nodes[i] for i in rng.permutation(len(nodes))]
    n_inputs = sum(n.units for n in nodes if n.role is Role.INPUT)
    n_outputs = sum(n.units for n in nodes if n.role is Role.OUTPUT)
    rows = draw(st.integers(1, 3))
    targets = numbers(rows, n_outputs)
    if f != "identity" and finite is None:
        targets = rng.uniform(0.05, 0.95, (rows, n_outputs))
        if f == "softmax":
            targets /= targets.sum(axis=1, keepdims=True)
    data = Data(numbers(rows, n_inputs), targets)
    return Network.build(nodes, edges, output_function=f, loss=loss, data=data)
