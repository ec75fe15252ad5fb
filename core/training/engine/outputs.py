"""The outputs in place: ŷ, the loss, and δ of the outputs, for every output function and loss."""

from dataclasses import dataclass, field

import numpy as np

from core.compiling.plan import Plan
from core.network.node import Array
from core.training.engine.activations import Calls, Constants, in_place, maximum
from core.training.engine.program import Program


@dataclass
class OutputCalls:
    """``forward`` makes ŷ of z; ``loss`` is an expression for L after it; ``backward`` makes δ.

    δ still lacks ``factor`` and the loss's own factor in front of its sum. Targets are expected
    times ``target_scale``.
    """

    forward: Calls = field(default_factory=list)
    before_loss: Calls = field(default_factory=list)
    loss: str = ""
    backward: Calls = field(default_factory=list)
    factor: float = 1.0


def target_scale(plan: Plan, scale: float) -> float:
    """The factor of targets where z of the outputs has the factor ``scale``."""
    return scale if _is_squared(plan) and plan.output_function.name == "identity" else 1.0


def _is_squared(plan: Plan) -> bool:
    return plan.loss.name not in ("binary_cross_entropy", "cross_entropy")


def output_calls(
    program: Program, plan: Plan, c: Constants, scale: float, z: Array, d: Array, y: Array
) -> OutputCalls:
    """For outputs whose z, times ``scale``, stand in ``z`` and whose δ go to ``d``.

    All are (outputs, n).
    """
    if scale == 1.0 or target_scale(plan, scale) != 1.0:
        return _calls(program, plan, c, scale, z, d, y)
    calls = _calls(program, plan, c, 1.0, z, d, y)
    calls.forward.insert(0, (np.multiply, z, c(1.0 / scale), z))
    return calls


def _calls(
    program: Program, plan: Plan, c: Constants, scale: float, z: Array, d: Array, y: Array
) -> OutputCalls:
    f, loss = plan.output_function.name, plan.loss.name
    if _is_squared(plan) and f in ("identity", "logistic"):
        return _squared(program, plan, c, scale, z, d, y)
    if f == "logistic" and loss == "binary_cross_entropy":
        return _binary(program, plan, c, z, d, y)
    if f == "softmax" and loss == "cross_entropy":
        return _multi(program, plan, c, z, d, y)
    return _plainly(program, plan, z, d, y)


def _scale(plan: Plan, y: Array, factor: float = 1.0) -> str:
    return repr(plan.loss.scale(y.shape[1]) * factor)


def _squared(
    program: Program, plan: Plan, c: Constants, scale: float, z: Array, d: Array, y: Array
) -> OutputCalls:
    calls = OutputCalls(factor=2.0 / scale)
    s = np.empty_like(z)
    if plan.output_function.name == "logistic":
        calls.forward = in_place("sigmoid", c, z, s)
        calls.backward = [(np.multiply, d, s, d)]
    calls.forward.append((np.subtract, z, y, d))
    flat = d.reshape(-1)
    dot = f"{program.name(flat.dot)}({program.name(flat)})"
    calls.loss = f"{_scale(plan, y, scale**-2)} * float({dot})"
    return calls


def _binary(
    program: Program, plan: Plan, c: Constants, z: Array, d: Array, y: Array
) -> OutputCalls:
    """L = Σ y ln(1 + e^{-z}) + (1 − y) ln(1 + e^z)."""
    calls = OutputCalls()
    kept, minus, one, two, rest = (np.empty_like(z) for _ in range(5))
    calls.before_loss = [
        (np.negative, kept, minus),
        (np.logaddexp, minus, c(0.0), one),
        (np.logaddexp, kept, c(0.0), two),
        (np.multiply, one, y, one),
        (np.subtract, c(1.0), y, rest),
        (np.multiply, two, rest, two),
        (np.add, one, two, one),
    ]
    flat = one.reshape(-1)
    dot = f"{program.name(flat.dot)}({program.name(np.ones_like(flat))})"
    calls.loss = f"{_scale(plan, y)} * float({dot})"
    calls.forward = [(np.positive, z, kept), *in_place("sigmoid", c, z, np.empty_like(z))]
    calls.backward = [(np.subtract, z, y, d)]
    return calls


def _multi(program: Program, plan: Plan, c: Constants, z: Array, d: Array, y: Array) -> OutputCalls:
    """L = Σ_i (Σ_k y) ln Σ e^{z − max} − Σ y (z − max)."""
    calls = OutputCalls()
    n = z.shape[1]
    most, total, log, weight = (np.empty((1, n), z.dtype) for _ in range(4))
    shifted, e = np.empty_like(z), np.empty_like(z)
    row = np.ones((1, len(z)), z.dtype)
    calls.forward = [
        *_highest(z, most),
        (np.subtract, z, most, shifted),
        (np.exp, shifted, e),
        (row.dot, e, total),
        (np.divide, e, total, z),
        (row.dot, y, weight),
    ]
    calls.before_loss = [
        (np.log, total, log),
        (np.multiply, log, weight, log),
        (np.multiply, shifted, y, shifted),
    ]
    first = f"{program.name(log.sum)}()"
    calls.loss = f"{_scale(plan, y)} * float({first} - {program.name(shifted.sum)}())"
    calls.backward = [(np.multiply, z, weight, d), (np.subtract, d, y, d)]
    return calls


def _highest(z: Array, out: Array) -> Calls:
    """The largest of each column, by halves: many times faster than a reduction over few rows."""
    calls: Calls = []
    rows = z
    while len(rows) > 1:
        half = len(rows) // 2
        rest = rows[2 * half :]
        found = out if len(rows) == 2 else np.empty((half + len(rest), z.shape[1]), z.dtype)
        calls.append((maximum, rows[:half], rows[half : 2 * half], found[:half]))
        if len(rest):
            calls.append((np.positive, rest, found[half:]))
        rows = found
    return calls or [(np.positive, z, out)]


def _plainly(program: Program, plan: Plan, z: Array, d: Array, y: Array) -> OutputCalls:
    """By the readable functions; for pairs that hardly anybody uses."""
    kept = np.empty_like(z)
    f, loss = plan.output_function, plan.loss

    def forward(out: Array) -> None:
        kept[:] = out
        out[:] = f.value(kept)

    def backward(out: Array) -> None:
        out[:] = loss.slope_z(f, kept, z, y)

    def value() -> float:
        return loss.value(f, kept, z, y)

    return OutputCalls([(forward, z)], [], f"{program.name(value)}()", [(backward, d)])
