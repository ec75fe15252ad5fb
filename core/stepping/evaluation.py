"""One observation, run through the one forward and the one backward, with its numbers by name."""

from dataclasses import dataclass
from functools import cached_property
from weakref import ReferenceType, ref

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.compiling.plan import Plan
from core.language import translatable
from core.network.data import Data
from core.network.edge import Parameter
from core.network.errors import UnfinishedError
from core.network.network import Network
from core.network.node import Array, Role, Unit
from core.numerics.passes import Backward, Forward, backward, forward, loss
from core.stepping.expression import Named
from core.stepping.quantity import Colour, Kind, Quantity


@dataclass(frozen=True, eq=False)
class Incoming:
    """What a neuron weighs: its bias, and ``weights`` times ``values`` of the units it reads.

    ``sources`` and ``theta`` say which units those are and where θ holds the weights.
    """

    unit: Unit
    bias: float
    weights: Array
    values: Array
    sources: Array
    theta: Array

    def __len__(self) -> int:
        """How many terms the weighted sum has, the bias among them."""
        return 1 + len(self.weights)

    @cached_property
    def terms(self) -> Array:
        """Every term of the weighted sum, the bias first."""
        return np.concatenate([[self.bias], self.weights * self.values])


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A finished network with the observations ``x`` and ``y``; most lessons are of one row.

    ``drawing`` tells the wiring; its numbers are those of ``theta`` only before an update.
    """

    drawing: Network
    plan: Plan
    theta: Array
    x: Array
    y: Array
    before: "Evaluation | None" = None  # what an update changed, to prime the names that moved

    @classmethod
    def of_row(cls, network: Network, row: int) -> "Evaluation":
        """Take observation ``row`` (from 0); raise `UnfinishedError` for what is missing."""
        plan, theta = compiled(network)
        n = network.data.n_observations
        if n == 0:
            raise UnfinishedError(
                translatable("There is no observation yet: add a row to the table of observations.")
            )
        if not 0 <= row < n:
            raise UnfinishedError(
                translatable("There is no observation {row}: the data have {n}."), row=row + 1, n=n
            )
        x, y = network.data.inputs[row : row + 1], network.data.targets[row : row + 1]
        return cls._checked(network, plan, theta, x, y, row)

    @classmethod
    def of_drawn(cls, network: Network, drawn: Data) -> "Evaluation":
        """Take an observation that is not among the data, as data of one row."""
        plan, theta = compiled(network)
        return cls._checked(network, plan, theta, drawn.inputs[:1], drawn.targets[:1], 0)

    @classmethod
    def of_all(cls, network: Network, most: int | None = None) -> "Evaluation":
        """Take every observation at once, or no more than the first ``most``."""
        first = cls.of_row(network, 0)
        x, y = network.data.inputs[:most], network.data.targets[:most]
        return cls._checked(network, first.plan, first.theta, x, y, 0)

    @classmethod
    def _checked(
        cls, network: Network, plan: Plan, theta: Array, x: Array, y: Array, row: int
    ) -> "Evaluation":
        if x.shape[1] != plan.n_inputs or np.isnan(x).any():
            i = (
                row + int(np.argmax(np.isnan(x).any(axis=1)))
                if x.shape[1] == plan.n_inputs
                else row
            )
            raise UnfinishedError(
                translatable("Observation {row} lacks an input: fill in its X."), row=i + 1
            )
        if y.shape[1] != plan.n_outputs:
            y = np.full((len(x), plan.n_outputs), np.nan)
        return cls(network, plan, theta, x, y)

    @cached_property
    def network(self) -> Network:
        """The network with these parameters, made when it is asked for."""
        if self.before is None:
            return self.drawing
        return with_parameters(self.plan, self.drawing, self.theta)

    @property
    def has_target(self) -> bool:
        """Return whether every y is known, so that there is a loss."""
        return not np.isnan(self.y).any()

    def require_target(self, row: int) -> None:
        """Raise `UnfinishedError` if y is missing."""
        if not self.has_target:
            raise UnfinishedError(
                translatable("Observation {row} has no target: fill in its y to get a loss."),
                row=row + 1,
            )

    @cached_property
    def forward(self) -> Forward:
        """The forward pass."""
        return forward(self.plan, self.theta, self.x)

    @cached_property
    def backward(self) -> Backward:
        """The backward pass."""
        return backward(self.plan, self.theta, self.forward, self.y)

    @cached_property
    def loss(self) -> float:
        """L of these observations."""
        return loss(self.plan, self.forward, self.y)

    def z(self, unit: Unit) -> float:
        """The weighted sum of a neuron."""
        return float(self.forward.z[self.plan.index(unit), 0])

    def a(self, unit: Unit) -> float:
        """What a neuron hands on."""
        return float(self.forward.a[self.plan.index(unit), 0])

    def slope(self, unit: Unit) -> float:
        """g'(z) of a hidden neuron."""
        return float(self._slopes[self.plan.index(unit)])

    @cached_property
    def _slopes(self) -> Array:
        """g'(z) of every hidden unit."""
        slopes = np.ones(self.plan.n_units)
        for level in self.plan.levels:
            for part, activation in level.activations:
                slopes[level.units][part] = activation.slope(self.forward.z[level.units][part, 0])
        return slopes

    def target(self, unit: Unit) -> float:
        """The observed y of an output."""
        return float(self.y[0, self._place_of_output[unit]])

    @cached_property
    def outputs(self) -> list[Unit]:
        """The output neurons in order."""
        return self.drawing.units(Role.OUTPUT)

    @cached_property
    def _place_of_output(self) -> dict[Unit, int]:
        return {unit: i for i, unit in enumerate(self.outputs)}

    def delta(self, unit: Unit) -> float:
        """∂L/∂z of a neuron."""
        return float(self.backward.delta[self.plan.index(unit), 0])

    def by_a(self, unit: Unit) -> float:
        """∂L/∂a of a neuron."""
        return float(self.backward.by_a[self.plan.index(unit), 0])

    def value(self, parameter: Parameter) -> float:
        """The value of a weight or bias."""
        return float(self.theta[self.plan.theta_index(parameter)])

    def gradient(self, parameter: Parameter) -> float:
        """∂L/∂w of a parameter."""
        return float(self.backward.gradient[self.plan.theta_index(parameter)])

    def with_theta(self, theta: Array) -> "Evaluation":
        """The same observations through the same drawing with other parameters."""
        return Evaluation(self.drawing, self.plan, theta, self.x, self.y, before=self)

    def incoming(self, unit: Unit) -> Incoming:
        """What a neuron weighs, in the order of the sources drawn."""
        sources = self._sources(unit)
        index = self.plan.index(unit)
        level = self.plan.level_of(index)
        row = index - level.units.start
        first = level.weight_range.start + row * level.shape[1] - level.sources.start
        at = first + sources
        bias = float(self.theta[level.bias_range.start + row])
        return Incoming(unit, bias, self.theta[at], self.forward.a[sources, 0], sources, at)

    def _sources(self, unit: Unit) -> Array:
        """The units that a neuron reads, as rows of the plan."""
        first, parts, single = self.plan.first_unit, [], []
        for edge in self.drawing.incoming[unit.node]:
            if edge.weight.shape[1] == 1 and edge.mask is None:
                single.append(first[edge.source])
                continue
            if single:
                parts.append(np.array(single, dtype=np.intp))
                single = []
            chosen = np.arange(edge.weight.shape[1])
            if edge.mask is not None:
                chosen = chosen[edge.mask[unit.index]]
            parts.append(first[edge.source] + chosen)
        if single:
            parts.append(np.array(single, dtype=np.intp))
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.intp)

    def outgoing(self, unit: Unit) -> tuple[Array, Array]:
        """The units that a neuron feeds, as rows of the plan, and the weights to them."""
        first, parts = self.plan.first_unit, []
        for edge in self.drawing.outgoing[unit.node]:
            chosen = np.arange(edge.weight.shape[0])
            if edge.mask is not None:
                chosen = chosen[edge.mask[:, unit.index]]
            parts.append(first[edge.target] + chosen)
        targets = np.concatenate(parts) if parts else np.zeros(0, dtype=np.intp)
        weights = [self._weight(int(target), self.plan.index(unit)) for target in targets]
        return targets, np.array(weights)

    def _weight(self, target: int, source: int) -> float:
        level = self.plan.level_of(target)
        row, column = target - level.units.start, source - level.sources.start
        return float(self.theta[level.weight_range.start + row * level.shape[1] + column])

    @cached_property
    def n_paths(self) -> Array:
        """How many paths lead from each unit to the outputs."""
        n = np.zeros(self.plan.n_units)
        n[self.plan.outputs] = 1
        for level in reversed(self.plan.levels):
            into = n[level.units]
            n[level.sources] += into.sum() if level.mask is None else into @ level.mask
        return n

    def reached_from(self, unit: Unit) -> Array:
        """Which units a neuron reaches, itself among them (n_units,)."""
        reached = np.zeros(self.plan.n_units, dtype=bool)
        reached[self.plan.index(unit)] = True
        for level in self.plan.levels:
            near = reached[level.sources]
            reached[level.units] |= near.any() if level.mask is None else level.mask @ near
        return reached

    def unit_at(self, index: int) -> Unit:
        """The neuron in a row of the plan."""
        starts, nodes = self._starts
        place = int(np.searchsorted(starts, index, side="right")) - 1
        return Unit(nodes[place], int(index - starts[place]))

    @cached_property
    def _starts(self) -> tuple[Array, list[str]]:
        nodes = sorted(self.plan.first_unit, key=self.plan.first_unit.__getitem__)
        return np.array([self.plan.first_unit[node] for node in nodes]), nodes

    # What formulas are made of: every number under its name.

    def named_z(self, unit: Unit, colour: Colour | None = None) -> Named:
        """z of a neuron as a formula."""
        value = self.z(unit)
        moved = self.before is not None and value != self.before.z(unit)
        return Named(Quantity(Kind.NEW_Z if moved else Kind.Z, unit), value, colour=colour)

    def named_a(self, unit: Unit, colour: Colour | None = None) -> Named:
        """X_j, A_k or ŷ as a formula."""
        value = self.a(unit)
        moved = self.before is not None and value != self.before.a(unit)
        kind = Kind.NEW_ACTIVATION if moved else Kind.ACTIVATION
        return Named(Quantity(kind, unit), value, colour=colour)

    def named_target(self, unit: Unit) -> Named:
        """The observed y of an output as a formula."""
        return Named(Quantity(Kind.TARGET, unit), self.target(unit))

    def named_parameter(self, parameter: Parameter, colour: Colour | None = None) -> Named:
        """A weight or bias as a formula."""
        value = self.network.value(parameter)
        moved = self.before is not None and value != self.before.value(parameter)
        kind = Kind.NEW_PARAMETER if moved else Kind.PARAMETER
        return Named(Quantity(kind, parameter=parameter), value, colour=colour)

    def named_delta(self, unit: Unit, colour: Colour | None = None) -> Named:
        """δ of a neuron as a formula."""
        return Named(Quantity(Kind.DELTA, unit), self.delta(unit), colour=colour)

    def named_rest(self, unit: Unit) -> Named:
        """1 − ŷ of a logistic output, or of one softmax unit, with all its digits."""
        out = self.plan.outputs
        log_rest = self.plan.output_function.log_rest(self.forward.z[out][:, :1])
        value = float(np.exp(log_rest[self._place_of_output[unit], 0]))
        return Named(Quantity(Kind.ACTIVATION, unit), value, complement=True)


_last: tuple[ReferenceType[Network], Plan, Array] | None = None
"""What was compiled last: one row after the other is stepped through the same network."""


def compiled(network: Network) -> tuple[Plan, Array]:
    """The plan and θ of a network, once for all its observations."""
    global _last
    known = _last
    if known is not None and known[0]() is network:
        return known[1:]
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    _last = ref(network), plan, theta
    return plan, theta
