"""The compiled network: one flat parameter vector and one dense slab of weights a level.

Units stand in one order, inputs first, then level by level, outputs last. A level reads one
contiguous range of the units before it, from its first source to its last; where an edge is
missing inside that range, the slab holds a 0 that ``mask`` keeps at 0.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.network.edge import Parameter
from core.network.node import Array, Unit
from core.numerics.activations import Activation
from core.numerics.losses import Loss
from core.numerics.outputs import OutputFunction


@dataclass(frozen=True, eq=False)
class Level:
    """One matrix product: the units it computes, the range it reads and where θ holds its slab.

    ``activations`` gives, for each run of units with the same activation, its slice within the
    level. It is empty for the outputs. ``mask`` is None where no edge is missing.
    """

    units: slice
    sources: slice
    weight_range: slice
    bias_range: slice
    mask: Array | None
    activations: tuple[tuple[slice, Activation], ...]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows (units) and columns (sources) of the slab."""
        return self.units.stop - self.units.start, self.sources.stop - self.sources.start

    def weights(self, parameters: Array) -> Array:
        """The slab (units, sources), a view of ``parameters``."""
        return parameters[self.weight_range].reshape(self.shape)

    def biases(self, parameters: Array) -> Array:
        """The biases (units, 1), a view of ``parameters``."""
        return parameters[self.bias_range].reshape(-1, 1)


@dataclass(frozen=True, eq=False)
class Plan:
    """What a pass needs of a network. ``first_unit`` is where each node's units begin."""

    first_unit: dict[str, int]
    n_units: int
    n_inputs: int
    n_outputs: int
    n_theta: int
    levels: tuple[Level, ...]
    output_function: OutputFunction
    loss: Loss
    trainable: Array

    @property
    def inputs(self) -> slice:
        """The input units."""
        return slice(0, self.n_inputs)

    @property
    def outputs(self) -> slice:
        """The output units."""
        return slice(self.n_units - self.n_outputs, self.n_units)

    def units_of(self, node: str) -> slice:
        """The rows of a node's neurons in z, a and the deltas."""
        first = self.first_unit[node]
        return slice(first, min((f for f in self._starts if f > first), default=self.n_units))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(self.first_unit.values())

    @cached_property
    def is_weight(self) -> Array:
        """True for every θ that is a weight and not a bias: what penalties are about."""
        flags = np.zeros(self.n_theta, dtype=bool)
        for level in self.levels:
            flags[level.weight_range] = True if level.mask is None else level.mask.ravel()
        return flags

    def index(self, unit: Unit) -> int:
        """The row of a neuron in z, a and the deltas."""
        return self.first_unit[unit.node] + unit.index

    def level_of(self, unit_index: int) -> Level:
        """The level that computes a unit."""
        return next(v for v in self.levels if v.units.start <= unit_index < v.units.stop)

    def theta_index(self, parameter: Parameter) -> int:
        """Where θ, the gradient and an optimizer's state hold a parameter."""
        target = self.index(parameter.target)
        level = self.level_of(target)
        row = target - level.units.start
        if parameter.source is None:
            return level.bias_range.start + row
        column = self.index(parameter.source) - level.sources.start
        return int(level.weight_range.start + row * level.shape[1] + column)


def update_vector(plan: Plan, parameters: Array, gradient: Array, learning_rate: float) -> Array:
    """θ' = θ − ε∇, with frozen parameters and absent edges left alone."""
    return np.where(plan.trainable, parameters - learning_rate * gradient, parameters)
