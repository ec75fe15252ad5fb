"""ŷ over one input, and what each neuron before the output adds to it."""

from dataclasses import dataclass

import numpy as np

from core.compiling.plan import Plan
from core.exploring.planes import held_values, seen
from core.network.data import Data
from core.network.node import Array
from core.numerics import passes


@dataclass(frozen=True, eq=False)
class FittedCurve:
    """One output over ``x`` (measured).

    ``y_hat`` is in measured units. ``parts`` (sources, n) are β_k A_k of every unit that leads to
    the output, ``constant`` is β_0, and their sum is ``sum``. With the identity as output function
    they are in measured units and ``sum`` is ``y_hat``; else they are parts of the output's z.
    """

    x: Array
    y_hat: Array
    sources: tuple[int, ...]
    parts: Array
    constant: float
    adds_to_y_hat: bool

    @property
    def sum(self) -> Array:
        """β_0 + Σ β_k A_k."""
        return self.constant + self.parts.sum(axis=0)


def curve_of(
    plan: Plan,
    theta: Array,
    data: Data,
    limits: tuple[float, float],
    n: int = 241,
    column: int = 0,
    output: int = 0,
) -> FittedCurve:
    """Run the network over a measured range of one input; others are held at their means."""
    x = np.linspace(*limits, n)
    inputs = np.repeat(held_values(data, plan.n_inputs)[None, :], n, axis=0)
    inputs[:, column] = seen(data, column, x)
    run = passes.forward(plan, theta, inputs)
    level = plan.levels[-1]
    weights, bias = level.weights(theta)[output], float(level.biases(theta)[output, 0])
    drawn = np.ones(len(weights), dtype=bool) if level.mask is None else level.mask[output]
    places = np.flatnonzero(drawn)
    parts = weights[places, None] * run.a[level.sources][places]
    is_identity = plan.output_function.name == "identity"
    if is_identity and output < len(data.target_columns):
        # ŷ·sd + mean: each share is stretched, and the mean belongs to the constant.
        described = data.target_columns[output]
        parts, bias = parts * described.sd, bias * described.sd + described.mean
    return FittedCurve(
        x=x,
        y_hat=data.measured_targets(run.a[plan.outputs].T)[:, output],
        sources=tuple(int(level.sources.start + k) for k in places),
        parts=parts,
        constant=bias,
        adds_to_y_hat=is_identity,
    )
