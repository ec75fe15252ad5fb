"""Every parameter of a network and its gradient, without making an object of each."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import overload
from weakref import WeakKeyDictionary

import numpy as np

from core.compiling.plan import Plan
from core.network.edge import Edge, Parameter
from core.network.network import Network
from core.network.node import Array, Node, Role, Unit
from core.stepping.evaluation import Evaluation
from core.stepping.quantity import Kind, Quantity


class _Block:
    """The parameters of one node: of each neuron its bias, then its weights."""

    def __init__(self, node: Node, edges: Sequence[Edge]) -> None:
        self.node = node.id
        self.sources = [edge.source for edge in edges]
        self._starts = list(accumulate((edge.weight.shape[1] for edge in edges), initial=1))
        self.width = self._starts[-1]
        self._present = _present(node, edges, self._starts)
        counts = [self.width] * node.units if self._present is None else self._present.sum(axis=1)
        self._firsts = np.concatenate([[0], np.cumsum(counts)])

    def parameter(self, offset: int) -> Parameter:
        unit = int(np.searchsorted(self._firsts, offset, side="right")) - 1
        column = offset - int(self._firsts[unit])
        if self._present is not None:
            column = int(np.flatnonzero(self._present[unit])[column])
        target = Unit(self.node, unit)
        if column == 0:
            return Parameter(target)
        place = bisect_right(self._starts, column) - 1
        return Parameter(target, Unit(self.sources[place], column - self._starts[place]))

    def offset(self, parameter: Parameter) -> int:
        unit, source = parameter.target.index, parameter.source
        column = 0 if source is None else self._starts[self._place[source.node]] + source.index
        if self._present is not None:
            column = int(np.count_nonzero(self._present[unit, :column]))
        return int(self._firsts[unit]) + column

    @cached_property
    def _place(self) -> dict[str, int]:
        return {source: i for i, source in enumerate(self.sources)}


def _present(node: Node, edges: Sequence[Edge], starts: list[int]) -> Array | None:
    """Which parameters there are (units, 1 + sources); None where no two units are unconnected."""
    if all(edge.mask is None for edge in edges):
        return None
    present = np.ones((node.units, starts[-1]), dtype=bool)
    for edge, start in zip(edges, starts, strict=False):
        if edge.mask is not None:
            present[:, start : start + edge.weight.shape[1]] = edge.mask
    return present


class ParameterList(Sequence[Parameter]):
    """The parameters of a network in the order of `Network.parameters`, by index."""

    def __init__(self, network: Network) -> None:
        self._network, self._nodes = network, _computed(network)
        self._blocks: dict[int, _Block] = {}  # made when a parameter of theirs is asked for
        sizes = (node.units + network.weights_into[node.id] for node in self._nodes)
        self._starts = [0, *accumulate(sizes)]
        self._number = {node.id: i for i, node in enumerate(self._nodes)}

    def _block(self, number: int) -> _Block:
        if number not in self._blocks:
            node = self._nodes[number]
            self._blocks[number] = _Block(node, self._network.incoming[node.id])
        return self._blocks[number]

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, index: int) -> Parameter: ...
    @overload
    def __getitem__(self, index: slice) -> list[Parameter]: ...
    def __getitem__(self, index: int | slice) -> Parameter | list[Parameter]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        i = bisect_right(self._starts, index) - 1
        return self._block(i).parameter(index - self._starts[i])

    def __iter__(self) -> Iterator[Parameter]:
        return (self[i] for i in range(len(self)))

    def index(self, parameter: Parameter, *_range: int) -> int:
        """Where a parameter stands; raise ValueError if it is not there."""
        number = self._number.get(parameter.target.node)
        if number is None:
            raise ValueError(parameter)
        return self._starts[number] + self._block(number).offset(parameter)


def first_weight(network: Network) -> Parameter | None:
    """The first weight, else the first bias, None in an empty drawing."""
    nodes = _computed(network)
    for node in nodes:
        for parameter in network.parameters_into(Unit(node.id))[1:]:
            return parameter
    return Parameter(Unit(nodes[0].id)) if nodes else None


class AllOf(Mapping[Quantity, float]):
    """A number of every parameter, by its quantity; nothing is made before it is asked for."""

    def __init__(
        self, kind: Kind, network: Network, of: ParameterList, value: Callable[[Parameter], float]
    ) -> None:
        self.kind = kind
        self._network, self._of, self._value = network, of, value

    def __getitem__(self, quantity: Quantity) -> float:
        parameter = quantity.parameter
        if quantity.kind is not self.kind or parameter is None or quantity.row is not None:
            raise KeyError(quantity)
        if not self._network.has(parameter):
            raise KeyError(quantity)
        return self._value(parameter)

    def __iter__(self) -> Iterator[Quantity]:
        return (Quantity(self.kind, parameter=p) for p in self._of)

    def __len__(self) -> int:
        return len(self._of)

    def rows(self, order: Array | None = None) -> "Rows":
        """The same as a table, in the order of the network or in another."""
        return Rows(self, self._of, order)


class Rows(Sequence[tuple[Quantity, float]]):
    """A table with a row for every parameter, in the ``order`` given."""

    def __init__(self, numbers: AllOf, of: ParameterList, order: Array | None) -> None:
        self._numbers, self._of, self._order = numbers, of, order

    def __len__(self) -> int:
        return len(self._of)

    @overload
    def __getitem__(self, index: int) -> tuple[Quantity, float]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[Quantity, float]]: ...
    def __getitem__(
        self, index: int | slice
    ) -> tuple[Quantity, float] | list[tuple[Quantity, float]]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = index if self._order is None else int(self._order[index])
        quantity = Quantity(self._numbers.kind, parameter=self._of[place])
        return quantity, self._numbers[quantity]


def gradients_in_order(evaluation: Evaluation) -> Array:
    """∂L/∂θ of every parameter in the order of `ParameterList`."""
    return evaluation.backward.gradient[theta_order(evaluation)]


_lists: "WeakKeyDictionary[Plan, ParameterList]" = WeakKeyDictionary()
_orders: "WeakKeyDictionary[Plan, Array]" = WeakKeyDictionary()


def parameters_of(evaluation: Evaluation) -> ParameterList:
    """The parameters of what is evaluated, listed once for all rows of its data."""
    known = _lists.get(evaluation.plan)
    if known is None:
        known = _lists[evaluation.plan] = ParameterList(evaluation.drawing)
    return known


def theta_order(evaluation: Evaluation) -> Array:
    """Where θ holds every parameter, in the order of `ParameterList`."""
    known = _orders.get(evaluation.plan)
    if known is None:
        parts = [_theta_of(evaluation, node) for node in _computed(evaluation.drawing)]
        known = np.concatenate(parts) if parts else np.zeros(0, dtype=np.intp)
        _orders[evaluation.plan] = known
    return known


def _theta_of(evaluation: Evaluation, node: Node) -> Array:
    """Where θ holds what one node has: of each neuron its bias, then its weights."""
    edges, plan = evaluation.drawing.incoming[node.id], evaluation.plan
    if any(edge.mask is not None for edge in edges):
        units = [Unit(node.id, i) for i in range(node.units)]
        return np.concatenate([_theta_of_unit(evaluation, unit) for unit in units])
    first = _theta_of_unit(evaluation, Unit(node.id))
    width = plan.level_of(plan.first_unit[node.id]).shape[1]
    steps = np.full(len(first), width)
    steps[0] = 1  # biases stand beside each other, weights in rows
    return (first + np.arange(node.units)[:, None] * steps).ravel()


def _theta_of_unit(evaluation: Evaluation, unit: Unit) -> Array:
    bias = evaluation.plan.theta_index(Parameter(unit))
    return np.concatenate([[bias], evaluation.incoming(unit).theta])


def _computed(network: Network) -> list[Node]:
    return [*network.of_role(Role.HIDDEN), *network.of_role(Role.OUTPUT)]
