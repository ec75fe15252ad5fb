"""A network without bends is a linear model: its θ in closed form, and the proof row by row."""

from dataclasses import dataclass, replace

import numpy as np

from core.baselines.baseline import names_of
from core.baselines.errors import NotLinearError
from core.compiling.compiler import compile_network, parameter_vector
from core.compiling.plan import Plan
from core.metrics.task import complete
from core.network.byte_rows import ByteRows
from core.network.data import Data
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array, Role
from core.numerics import passes


@dataclass(frozen=True, eq=False)
class Collapsed:
    """ŷ = f(θ₀ + θ x): ``theta0`` is (outputs,), ``theta`` (outputs, inputs).

    ``network`` and ``linear`` are the predictions of both (n, outputs) on the complete rows of the
    data, of many images on the first; ``inputs`` and ``outputs`` are the columns' names;
    ``n_parameters`` counts the network's numbers, ``n_effective`` those that the linear model has.
    """

    theta0: Array
    theta: Array
    network: Array
    linear: Array
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    n_parameters: int

    @property
    def n_effective(self) -> int:
        """How many numbers the linear model has."""
        return self.theta0.size + self.theta.size

    @property
    def largest_difference(self) -> float:
        """How far the two predictions are apart at most; only rounding if all is well."""
        return float(np.abs(self.network - self.linear).max(initial=0.0))

    @property
    def agrees(self) -> bool:
        """Return whether the predictions are the same up to rounding."""
        return bool(np.allclose(self.network, self.linear, rtol=1e-9, atol=1e-9))


def with_identity(network: Network) -> Network:
    """The network with g(z) = z in every hidden neuron; nothing else changes."""
    nodes = {
        n.id: replace(n, activation="identity")
        if n.role is Role.HIDDEN and n.activation != "identity"
        else n
        for n in network.nodes.values()
    }
    return replace(network, nodes=nodes)


def collapse(network: Network) -> Collapsed:
    """Compose the linear maps of all levels, whatever the wiring.

    Raises `NotLinearError` for a hidden neuron that bends, `UnfinishedError` for what lacks.
    """
    for node in network.of_role(Role.HIDDEN):
        if node.activation != "identity":
            name = Names(network).node(node.id).plain
            raise NotLinearError(node=name, activation=node.activation)
    plan = compile_network(network)
    parameters = parameter_vector(plan, network)
    theta0, theta = _composed(plan, parameters)
    rows = _rows(network.data, plan)
    linear = plan.output_function.value(theta @ rows.T + theta0[:, None]).T
    own = passes.forward(plan, parameters, rows).a[plan.outputs].T
    inputs, outputs = _names(network)
    return Collapsed(theta0, theta, own, linear, inputs, outputs, network.n_parameters)


_MOST_ROWS = 2000


def _rows(data: Data, plan: Plan) -> Array:
    """Complete inputs to compare the two on; of images, enough to see that they agree."""
    if data.inputs.shape[1] != plan.n_inputs:
        return np.zeros((0, plan.n_inputs))
    inputs = data.inputs[:_MOST_ROWS] if isinstance(data.inputs, ByteRows) else data.inputs
    return inputs[complete(inputs)]


def _composed(plan: Plan, parameters: Array) -> tuple[Array, Array]:
    """θ₀ and θ of the outputs' z: every unit is c + A x, level by level from the ones before."""
    a = np.zeros((plan.n_units, plan.n_inputs))
    c = np.zeros((plan.n_units, 1))
    a[plan.inputs] = np.eye(plan.n_inputs)
    for level in plan.levels:
        weights = level.weights(parameters)
        a[level.units] = weights @ a[level.sources]
        c[level.units] = weights @ c[level.sources] + level.biases(parameters)
    return c[plan.outputs, 0], a[plan.outputs]


def _names(network: Network) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The data's names of the columns, else the printed names of the units."""
    names = Names(network)
    printed = [
        [names.activation(unit).plain for unit in network.units(role)]
        for role in (Role.INPUT, Role.OUTPUT)
    ]
    data = network.data
    given = [data.input_columns, data.target_columns]
    known = names_of(data)
    inputs, outputs = (
        tuple(k if len(c) == len(p) else p) for k, c, p in zip(known, given, printed, strict=True)
    )
    return inputs, outputs
