"""What a network is made of, level by level: how many units, parameters, and what is frozen."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.network.naming import Names
from core.network.network import Network
from core.network.node import Role, Unit
from core.network.notation import LECTURE, Notation


@dataclass(frozen=True)
class LevelSummary:
    """One level: its nodes, their activations in the order drawn, and its parameters.

    ``weights`` are those into the level; ``frozen`` is how many of weights and biases no update
    changes. Inputs have no parameters; outputs have no activation.
    """

    level: int
    role: Role
    name: str
    nodes: tuple[str, ...]
    blocks: int
    units: int
    activations: tuple[str, ...]
    weights: int
    biases: int
    frozen: int

    @property
    def parameters(self) -> int:
        """Weights into the level and its biases."""
        return self.weights + self.biases

    @property
    def trainable(self) -> int:
        """What updates may change."""
        return self.parameters - self.frozen


def summary(network: Network, notation: Notation = LECTURE) -> list[LevelSummary]:
    """One row a level, inputs first; 784–256–128–10 has 0, 200 960, 32 896 and 1 290 parameters."""
    known: tuple[Notation, list[LevelSummary]] | None = vars(network).get("_summary")
    if known is None or known[0] != notation:
        known = notation, _summary(network, notation)
        vars(network)["_summary"] = known
    return known[1]


def _summary(network: Network, notation: Notation) -> list[LevelSummary]:
    by_level: dict[int, list[str]] = {}
    for node_id in network.nodes:
        by_level.setdefault(network.levels[node_id], []).append(node_id)
    names = Names(network, notation)
    return [_of_level(network, names, n, by_level[n]) for n in sorted(by_level)]


def _of_level(network: Network, names: Names, level: int, ids: list[str]) -> LevelSummary:
    nodes = [network.nodes[n] for n in ids]
    role = nodes[0].role
    has_biases = role is not Role.INPUT
    frozen = sum(network.frozen_into.get(n, 0) for n in ids)
    frozen += sum(n.units for n in nodes if n.frozen_bias and has_biases)
    activations = dict.fromkeys(n.activation for n in nodes) if role is Role.HIDDEN else ()
    return LevelSummary(
        level=level,
        role=role,
        name=_name(names, network, ids),
        nodes=tuple(ids),
        blocks=sum(n.units > 1 for n in nodes),
        units=sum(n.units for n in nodes),
        activations=tuple(activations),
        weights=sum(network.weights_into[n] for n in ids),
        biases=sum(n.units for n in nodes) if has_biases else 0,
        frozen=frozen,
    )


def _name(names: Names, network: Network, ids: list[str]) -> str:
    """X₁…₇₈₄ of a block; the first and the last of several nodes."""
    if len(ids) == 1:
        return names.node(ids[0]).plain
    first, last = ids[0], ids[-1]
    last_unit = Unit(last, network.nodes[last].units - 1)
    separator = ", " if len(ids) == 2 and len(ids) == sum(_units(network, ids)) else " … "
    return separator.join([names.activation(Unit(first)).plain, names.activation(last_unit).plain])


def _units(network: Network, ids: Iterable[str]) -> list[int]:
    return [network.nodes[n].units for n in ids]


@dataclass(frozen=True)
class ArraySummary:
    """Numbers at a glance; ``zeros`` is the share of them that are exactly 0."""

    count: int
    least: float
    mean: float
    most: float
    zeros: float


def array_summary(values: np.ndarray) -> ArraySummary:
    """Sum up weights or biases; of none, everything is 0."""
    if not values.size:
        return ArraySummary(0, 0.0, 0.0, 0.0, 0.0)
    return ArraySummary(
        int(values.size),
        float(values.min()),
        float(values.mean()),
        float(values.max()),
        float(np.mean(values == 0.0)),
    )
