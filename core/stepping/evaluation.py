"""One observation, run through the one forward and the one backward, with its numbers by name."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.compiling.plan import Plan
from core.language import translatable
from core.network.edge import Parameter
from core.network.errors import UnfinishedError
from core.network.network import Network
from core.network.node import Array, Role, Unit
from core.numerics.passes import Backward, Forward, backward, forward, loss
from core.stepping.expression import Named
from core.stepping.quantity import Colour, Kind, Quantity


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A finished network with the observations ``x`` and ``y``; most lessons are of one row."""

    network: Network
    plan: Plan
    theta: Array
    x: Array
    y: Array
    before: "Evaluation | None" = None  # what an update changed, to prime the names that moved

    @classmethod
    def of_row(cls, network: Network, row: int) -> "Evaluation":
        """Take observation ``row`` (from 0); raise `UnfinishedError` for what is missing."""
        plan = compile_network(network)
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
        return cls._checked(network, plan, x, y, row)

    @classmethod
    def of_all(cls, network: Network) -> "Evaluation":
        """Take every observation at once."""
        first = cls.of_row(network, 0)
        x, y = network.data.inputs[:], network.data.targets
        return cls._checked(network, first.plan, x, y, 0)

    @classmethod
    def _checked(cls, network: Network, plan: Plan, x: Array, y: Array, row: int) -> "Evaluation":
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
        return cls(network, plan, parameter_vector(plan, network), x, y)

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
        level = self.plan.level_of(self.plan.index(unit))
        row = self.plan.index(unit) - level.units.start
        run = next(g for part, g in level.activations if part.start <= row < part.stop)
        return float(run.slope(np.array([self.z(unit)]))[0])

    def target(self, unit: Unit) -> float:
        """The observed y of an output."""
        return float(self.y[0, self.outputs.index(unit)])

    @cached_property
    def outputs(self) -> list[Unit]:
        """The output neurons in order."""
        return self.network.units(Role.OUTPUT)

    def delta(self, unit: Unit) -> float:
        """∂L/∂z of a neuron."""
        return float(self.backward.delta[self.plan.index(unit), 0])

    def by_a(self, unit: Unit) -> float:
        """∂L/∂a of a neuron."""
        return float(self.backward.by_a[self.plan.index(unit), 0])

    def gradient(self, parameter: Parameter) -> float:
        """∂L/∂w of a parameter."""
        return float(self.backward.gradient[self.plan.theta_index(parameter)])

    def with_theta(self, theta: Array) -> "Evaluation":
        """The same observations through the same drawing with other parameters."""
        network = with_parameters(self.plan, self.network, theta)
        return Evaluation(network, self.plan, theta, self.x, self.y, before=self)

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
        moved = self.before is not None and value != self.before.network.value(parameter)
        kind = Kind.NEW_PARAMETER if moved else Kind.PARAMETER
        return Named(Quantity(kind, parameter=parameter), value, colour=colour)

    def named_delta(self, unit: Unit, colour: Colour | None = None) -> Named:
        """δ of a neuron as a formula."""
        return Named(Quantity(Kind.DELTA, unit), self.delta(unit), colour=colour)

    def named_rest(self, unit: Unit) -> Named:
        """1 − ŷ of a logistic output, or of one softmax unit, with all its digits."""
        out = self.plan.outputs
        log_rest = self.plan.output_function.log_rest(self.forward.z[out][:, :1])
        value = float(np.exp(log_rest[self.outputs.index(unit), 0]))
        return Named(Quantity(Kind.ACTIVATION, unit), value, complement=True)
