"""The house-price network of the lecture: its weights, and the figures that follow from them."""

import pytest

from core.network.node import Role
from core.stepping.quantity import Kind, Quantity
from gui.stepping.session import StepSession

INPUTS, TARGET = ("1", "3"), "215"
EDGES = {
    ("x1", "a1"): "2.17", ("x2", "a1"): "2.57", ("x1", "a2"): "2.89", ("x2", "a2"): "4.34",
    ("a1", "y1"): "28.33", ("a2", "y1"): "60.17",
}  # fmt: skip
BIASES = {"a1": "1.87", "a2": "2.09", "y1": "59"}

PREDICTION = 147.49977558080306
LOSS = 4556.28029664195
GRADIENTS = {
    ("a1", "x1"): -0.030172741498307,
    ("a1", "x2"): -0.090518224494920,
    ("a1", None): -0.030172741498307,
    ("a2", "x1"): -0.000123712771509,
    ("a2", "x2"): -0.000371138314527,
    ("a2", None): -0.000123712771509,
    ("y1", None): -135.00044883839387,
    ("y1", "a1"): -134.99938378440372,
    ("y1", "a2"): -135.00044678233980,
}
"""∂L/∂w by the id of the neuron and of where the edge comes from (None: its bias)."""
PRINTED_GRADIENTS = {
    "w₁₁": "−0.03017", "w₁₂": "−0.09052", "w₁₀": "−0.03017",
    "w₂₁": "−0.0001237", "w₂₂": "−0.0003711", "w₂₀": "−0.0001237",
    "β₀": "−135.0004", "β₁": "−134.9994", "β₂": "−135.0004",
}  # fmt: skip
"""As the window prints them: four decimals, of small numbers four digits."""


def check_figures(session: StepSession) -> None:
    """Hold the numbers that a window steps through against the lecture's."""
    assert session.trace is not None
    known = session.trace.known(len(session.steps))
    (output,) = session.document.network.units(Role.OUTPUT)
    prediction = known[Quantity(Kind.ACTIVATION, unit=output)]
    assert prediction == pytest.approx(PREDICTION, rel=1e-15)
    assert known[Quantity(Kind.LOSS)] == pytest.approx(LOSS, rel=1e-14)
    parameters, values = session.derived.gradients() or ([], [])
    found = {}
    for parameter, value in zip(parameters, values, strict=True):
        target = "y1" if parameter.target == output else parameter.target.node
        found[target, parameter.source.node if parameter.source else None] = value
    assert found == pytest.approx(GRADIENTS, rel=1e-11)
