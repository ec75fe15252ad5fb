"""What a network makes of one picture: its answer, and what every hidden neuron hands on."""

from dataclasses import dataclass

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector
from core.compiling.plan import Plan
from core.network.network import Network
from core.network.node import Array, Role
from core.network.weight_table import image_shape
from core.numerics.passes import forward


@dataclass(frozen=True, eq=False)
class Look:
    """``answer`` (outputs,), and the activations (units,) of every hidden level by its number."""

    answer: Array
    hidden: tuple[tuple[int, Array], ...]

    @property
    def winner(self) -> int:
        """The class with the largest answer, from 0."""
        return int(np.argmax(self.answer))


@dataclass(frozen=True, eq=False)
class Looker:
    """A network that looks at pictures of ``shape``, compiled once for all of them."""

    network: Network
    shape: tuple[int, int]
    plan: Plan
    theta: Array

    @classmethod
    def of(cls, network: Network) -> "Looker | None":
        """None where the inputs are no image, or where there are not two classes at least."""
        shape = image_shape(network)
        if shape is None or len(network.units(Role.OUTPUT)) < 2 or not network.edges:
            return None
        plan = compile_network(network)
        return cls(network, shape, plan, parameter_vector(plan, network))

    def with_numbers(self, network: Network) -> "Looker":
        """The same drawing with other weights, as a run in hand has them."""
        return Looker(network, self.shape, self.plan, parameter_vector(self.plan, network))

    def look(self, picture: Array) -> Look:
        """Run one picture (rows, columns) through the network."""
        run = forward(self.plan, self.theta, picture.reshape(1, -1))
        levels = self.plan.levels[:-1]
        hidden = tuple((i, run.a[level.units, 0]) for i, level in enumerate(levels, 1))
        return Look(run.a[self.plan.outputs, 0], hidden)


def class_names(network: Network) -> tuple[str, ...]:
    """What the classes are called in the data; empty where the data do not say."""
    columns = network.data.target_columns
    names = tuple(column.name for column in columns)
    n = sum(node.units for node in network.outputs)
    return names if len(names) == n and all(names) else ()
