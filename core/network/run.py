"""A run: one training from a start to a stop, as a record that travels with the network."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from core.language import translatable
from core.network.edge import EdgeKey
from core.network.errors import NodewiseError
from core.network.node import Array, Role, same_fields

if TYPE_CHECKING:
    from core.network.network import Network


class OtherNetworkError(NodewiseError):
    """Weights that belong to a network drawn in another way."""

    template = translatable(
        "These weights belong to a network with other neurons or edges: undo what was drawn since."
    )


@dataclass(frozen=True, eq=False)
class Weights:
    """Every number of a network by where it belongs: biases (units,), weights (target, source)."""

    biases: Mapping[str, Array] = field(default_factory=dict)
    weights: Mapping[EdgeKey, Array] = field(default_factory=dict)

    @classmethod
    def of(cls, network: "Network") -> "Weights":
        """The numbers that a network has now."""
        return cls(
            {n.id: n.bias for n in network.nodes.values() if n.role is not Role.INPUT},
            {key: edge.weight for key, edge in network.edges.items()},
        )

    @property
    def size(self) -> int:
        """How many numbers these are."""
        return sum(array.size for array in (*self.biases.values(), *self.weights.values()))

    def fits(self, network: "Network") -> bool:
        """Return whether the network is still drawn as it was."""
        now = Weights.of(network)
        return _shapes(self.biases) == _shapes(now.biases) and _shapes(self.weights) == _shapes(
            now.weights
        )

    def into(self, network: "Network") -> "Network":
        """The network with these numbers; raise `OtherNetworkError` if it is drawn otherwise."""
        if not self.fits(network):
            raise OtherNetworkError()
        nodes = dict(network.nodes)
        for node_id, bias in self.biases.items():
            if not np.array_equal(bias, nodes[node_id].bias):
                nodes[node_id] = replace(nodes[node_id], bias=bias)
        edges = dict(network.edges)
        for key, weight in self.weights.items():
            if not np.array_equal(weight, edges[key].weight):
                edges[key] = replace(edges[key], weight=weight)
        return replace(network, nodes=nodes, edges=edges)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Weights)
            and _same(self.biases, other.biases)
            and _same(self.weights, other.weights)
        )

    __hash__ = None  # type: ignore[assignment]


def _shapes(arrays: Mapping[Any, Array]) -> dict[Any, tuple[int, ...]]:
    return {key: array.shape for key, array in arrays.items()}


def _same(mine: Mapping[Any, Array], theirs: Mapping[Any, Array]) -> bool:
    return mine.keys() == theirs.keys() and all(
        np.array_equal(mine[key], theirs[key], equal_nan=True) for key in mine
    )


@dataclass(frozen=True, eq=False)
class Run:
    """What a training was and what came of it.

    ``settings`` are those of ``training``. ``curves`` holds equally long columns: ``epoch``,
    ``step``, ``loss`` (training data, without penalty and dropout), ``penalty`` and, where there
    are validation rows, ``validation_loss``. ``metrics`` are by part and name
    (``validation.accuracy``). ``stopped`` is the reason: ``epochs``, ``patience``, ``diverged``,
    ``user`` or ``interrupted`` (by a crash). ``start`` and ``end`` are left out (None) where they
    would be too large to keep.
    ``settings["optimizer"]`` of a baseline is its name (``ols``, ``lasso`` …), with no curves.
    """

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    colour: int = 0
    epochs: int = 0
    steps: int = 0
    seconds: float = 0.0
    loss: float = float("nan")
    validation_loss: float | None = None
    metrics: Mapping[str, float] = field(default_factory=dict)
    stopped: str = "epochs"
    curves: Mapping[str, Array] = field(default_factory=dict)
    start: Weights | None = None
    end: Weights | None = None
    shown: bool = True
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def seed(self) -> int:
        """The seed of its random choices."""
        return int(self.settings.get("seed", 0))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Run):
            return False
        if self is other:
            return True
        mine, theirs = replace(self, curves={}), replace(other, curves={})
        return same_fields(mine, theirs) and _same(self.curves, other.curves)

    __hash__ = None  # type: ignore[assignment]
