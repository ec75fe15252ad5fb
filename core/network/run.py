"""A run: one training from a start to a stop, as a record that travels with the network."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from core.language import translatable
from core.network.data import Data
from core.network.edge import EdgeKey
from core.network.errors import NodewiseError
from core.network.node import Array, Node, Role, same_fields

if TYPE_CHECKING:
    from core.network.network import Network

MOST_WEIGHTS = 100_000
"""With more parameters than that, a run keeps the weights of its end alone, and no others."""
MOST_LARGE, MOST_HEAVY = 2_000_000, 3
"""Parameters up to which the end is kept, and of how many such runs: of the newest."""


class OtherNetworkError(NodewiseError):
    """Weights that belong to a network drawn in another way."""

    template = translatable(
        "These weights belong to a network with other neurons or edges: undo what was drawn since."
    )


class WeightsOf(Mapping[EdgeKey, Array]):
    """The weights of a network's edges; of 233,000 none is touched before it is asked for."""

    def __init__(self, network: "Network") -> None:
        self._network = replace(network, data=Data(), runs=())  # which nobody asks a run for
        vars(self._network).update(
            {name: vars(network)[name] for name in _KNOWN if name in vars(network)}
        )

    @property
    def size(self) -> int:
        """How many numbers these are, where every edge joins every unit of its ends."""
        return sum(self._network.weights_into.values())

    def is_wired_as(self, network: "Network") -> bool:
        """Return whether a network has single edges between the very same neurons."""
        if not _is_of_neurons(self._network) or not _is_of_neurons(network):
            return False
        mine, theirs = self._network.edge_keys, network.edge_keys
        return mine is theirs or mine == theirs

    def into(self, network: "Network", nodes: Mapping[str, Node]) -> "Network":
        """The network, wired alike, with these weights and with these nodes."""
        new = self._network.strengths
        changed = np.flatnonzero(new != network.strengths)
        return network.with_weights(nodes, {}, changed, new[changed])

    @property
    def singles(self) -> tuple[list[str], Array, Array] | None:
        """The ids of the nodes, the places in them of all ends, and the weights, as arrays.

        None where a weight is of several neurons.
        """
        network = self._network
        if not _is_of_neurons(network):
            return None
        return [*network.nodes], network.ends, network.strengths

    def __getitem__(self, key: EdgeKey) -> Array:
        return self._network.edges[key].weight

    def __iter__(self) -> Iterator[EdgeKey]:
        return iter(self._network.edges)

    def __len__(self) -> int:
        return len(self._network.edges)

    def __reduce__(self) -> Any:
        return dict, (dict(self),)


_KNOWN = ("edge_keys", "ends", "strengths", "weights_into")


def _is_of_neurons(network: "Network") -> bool:
    """Return whether every node is a single neuron, and so every edge one weight."""
    return all(node.units == 1 for node in network.nodes.values())


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
            WeightsOf(network),
        )

    @property
    def size(self) -> int:
        """How many numbers these are."""
        weights = self.weights
        n: int | None = getattr(weights, "size", None)  # where it is known of all together
        if n is None:
            n = sum(array.size for array in weights.values())
        return n + sum(bias.size for bias in self.biases.values())

    def fits(self, network: "Network") -> bool:
        """Return whether the network is still drawn as it was."""
        now = Weights.of(network)
        if _shapes(self.biases) != _shapes(now.biases):
            return False
        if isinstance(self.weights, WeightsOf) and self.weights.is_wired_as(network):
            return True
        return _shapes(self.weights) == _shapes(now.weights)

    def into(self, network: "Network") -> "Network":
        """The network with these numbers; raise `OtherNetworkError` if it is drawn otherwise."""
        if not self.fits(network):
            raise OtherNetworkError()
        nodes = dict(network.nodes)
        for node_id, bias in self.biases.items():
            if not np.array_equal(bias, nodes[node_id].bias):
                nodes[node_id] = replace(nodes[node_id], bias=bias)
        if isinstance(self.weights, WeightsOf) and self.weights.is_wired_as(network):
            return self.weights.into(network, nodes)
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
    ``rates`` are the changes of ε by hand: after which step, and to what.
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
    rates: tuple[tuple[int, float], ...] = ()
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
