"""g and g' of one neuron, and where its observations stand on them."""

from dataclasses import dataclass

import numpy as np

from core.compiling.plan import Plan
from core.network.node import Array
from core.numerics import passes
from core.numerics.activations import ACTIVATIONS, Activation

_REACH = 4.0
_OUTPUTS = {"identity": "identity", "logistic": "sigmoid"}


@dataclass(frozen=True, eq=False)
class ActivationView:
    """``g`` and ``slope`` over ``z``; ``z_now``, ``a_now`` and ``slope_now`` of every row."""

    name: str
    z: Array
    g: Array
    slope: Array
    z_now: Array
    a_now: Array
    slope_now: Array

    def n_flat(self, below: float = 0.01) -> int:
        """At how many rows next to no gradient passes."""
        return int((np.abs(self.slope_now) < below).sum())


def activation_of(plan: Plan, unit: int) -> Activation | None:
    """The function of one hidden or output unit; None for a softmax, which is over all together."""
    if unit >= plan.outputs.start:
        name = _OUTPUTS.get(plan.output_function.name)
        return ACTIVATIONS[name] if name else None
    level = plan.level_of(unit)
    row = unit - level.units.start
    return next(g for run, g in level.activations if run.start <= row < run.stop)


def activation_view(
    plan: Plan, theta: Array, x: Array, unit: int, n: int = 241
) -> ActivationView | None:
    """Look at a unit; the range of z holds −4 to 4 and the rows that are not far out."""
    activation = activation_of(plan, unit)
    if activation is None:
        return None
    z_now = passes.forward(plan, theta, x).z[unit] if len(x) else np.empty(0)
    known = z_now[np.isfinite(z_now)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 0.0)
    z = np.linspace(min(-_REACH, 1.08 * low), max(_REACH, 1.08 * high), n)
    return ActivationView(
        name=activation.name,
        z=z,
        g=activation.value(z),
        slope=activation.slope(z),
        z_now=known,
        a_now=activation.value(known),
        slope_now=activation.slope(known),
    )
