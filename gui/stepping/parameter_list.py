"""Every parameter of a network and its gradient, without making an object of each."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.compiling.compiler import with_parameters
from core.network.edge import Parameter
from core.network.network import Network
from core.network.node import Array, Node, Role, Unit
from core.stepping.evaluation import Evaluation


@dataclass(frozen=True)
class _Block:
    """The parameters of one node: of each neuron its bias, then its weights."""

    node: str
    sources: tuple[tuple[str, int], ...]

    @property
    def width(self) -> int:
        return 1 + sum(units for _, units in self.sources)

    def parameter(self, offset: int) -> Parameter:
        unit, column = divmod(offset, self.width)
        target = Unit(self.node, unit)
        if column == 0:
            return Parameter(target)
        column -= 1
        for source, units in self.sources:
            if column < units:
                return Parameter(target, Unit(source, column))
            column -= units
        raise IndexError(offset)

    def offset(self, parameter: Parameter) -> int:
        start = parameter.target.index * self.width
        if parameter.source is None:
            return start
        column = 1
        for source, units in self.sources:
            if source == parameter.source.node:
                return start + column + parameter.source.index
            column += units
        raise ValueError(parameter)


class ParameterList:
    """The parameters of a network in the order of `Network.parameters`, by index."""

    def __init__(self, network: Network) -> None:
        self._blocks: list[_Block] = []
        self._starts: list[int] = []
        self._size = 0
        for node in _computed(network):
            edges = network.incoming[node.id]
            block = _Block(node.id, tuple((e.source, e.weight.shape[1]) for e in edges))
            self._blocks.append(block)
            self._starts.append(self._size)
            self._size += node.units * block.width

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, index: int) -> Parameter:
        if not 0 <= index < self._size:
            raise IndexError(index)
        i = bisect_right(self._starts, index) - 1
        return self._blocks[i].parameter(index - self._starts[i])

    def __iter__(self) -> Iterator[Parameter]:
        return (self[i] for i in range(self._size))

    def index(self, parameter: Parameter) -> int:
        """Where a parameter stands; raise ValueError if it is not there."""
        for start, block in zip(self._starts, self._blocks, strict=True):
            if block.node == parameter.target.node:
                return start + block.offset(parameter)
        raise ValueError(parameter)

    def first_weight(self) -> Parameter | None:
        """The first weight, else the first bias, None in an empty drawing."""
        for block in self._blocks:
            if block.sources:
                return block.parameter(1)
        return self[0] if self._size else None


def gradients_in_order(evaluation: Evaluation) -> Array:
    """∂L/∂θ of every parameter in the order of `ParameterList`."""
    # A network whose "parameters" are the gradient: read out by the same code that writes θ back.
    slopes = with_parameters(evaluation.plan, evaluation.network, evaluation.backward.gradient)
    parts = [
        np.hstack([node.bias[:, None], *(e.weight for e in slopes.incoming[node.id])]).ravel()
        for node in _computed(slopes)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def _computed(network: Network) -> list[Node]:
    return [*network.of_role(Role.HIDDEN), *network.of_role(Role.OUTPUT)]
