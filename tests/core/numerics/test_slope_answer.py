"""The homeworks: the derivative of the logistic, of ReLU, and of every other activation."""

import numpy as np
import pytest

from core.network.notation import Notation
from core.numerics.activations import ACTIVATIONS
from core.numerics.slope_answer import KINKS, TEXTBOOK, check_slope

RIGHT = {
    "identity": ["1"],
    "sigmoid": ["s*(1-s)", "sigma(z)(1-sigma(z))", "e^-z/(1+e^-z)^2", "A - A^2", "σ(1−σ)"],
    "tanh": ["1 - tanh²z", "1 - A^2", "sech(z)^2"],
    "relu": ["1 if z>0", "z>0", "1 if z>0 else 0", "z>=0", "max(0,z)/z"],
    "leaky_relu": ["1 if z>0 else 0,01", "0.01 si z<=0, 1 si no"],
    "elu": ["1 if z>0 else e^z", "min(1, e^z)"],
    "softplus": ["s", "1/(1+e^-z)", "e^z/(1+e^z)"],
    "gelu": ["Φ(z) + zφ(z)"],
    "silu": ["s + z s(1-s)"],
    "hard_tanh": ["|z|<1", "-1<z<1", "z>-1 and z<1"],
    "gaussian": ["-2z e^(-z^2)", "-2zA"],
    "sine": ["cos z"],
    "square": ["2z", "z+z"],
    "step": ["0"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("activation", "text"),
    [(name, text) for name, texts in RIGHT.items() for text in texts],
)
def test_a_right_derivative_is_right(activation: str, text: str) -> None:
    verdict = check_slope(text, activation)
    assert verdict.right, str(verdict.said)
    assert verdict.counterexample is None


def test_every_activation_has_a_textbook_form_and_a_test() -> None:
    assert set(TEXTBOOK) == set(ACTIVATIONS) == set(RIGHT)


@pytest.mark.parametrize(
    ("activation", "text", "said", "hint"),
    [
        ("sigmoid", "s", "gives 0.7311, but the slope of g is 0.1966", "g(z) itself"),
        ("sigmoid", "-e^-z/(1+e^-z)^2", "gives −0.1966", "sign"),
        ("sigmoid", "1-s", "z = 1", "multiply it by A"),
        ("sigmoid", "1/(1+e^-z)^2", "z = 1", "inside"),
        ("sigmoid", "2s(1-s)", "z = 1", "constant factor"),
        ("relu", "z", "z = −1", None),
        ("relu", "z<0", "z = 1", "wrong side"),
        ("relu", "1", "z = −1", None),
        ("square", "z", "z = 1", "constant factor"),
        ("tanh", "1/z", "z = 1", None),
    ],
)
def test_a_wrong_derivative_is_shown_by_a_counterexample(
    activation: str, text: str, said: str, hint: str | None
) -> None:
    verdict = check_slope(text, activation)
    assert not verdict.right
    assert said in str(verdict.said)
    assert (hint in str(verdict.hint)) if hint else verdict.hint is None
    at = np.array([verdict.counterexample])
    slope = ACTIVATIONS[activation].slope(at)
    assert not np.isclose(verdict.typed(at), slope)[0]


def test_a_formula_without_a_value_somewhere_is_wrong_there() -> None:
    verdict = check_slope("sqrt(z)/sqrt(z)", "identity")
    assert not verdict.right
    assert "z = −1 your formula has no value" in str(verdict.said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("z>0", "agrees with the slope"),
        ("z>=0", "you take 1, here it is 0, by convention"),
        ("max(0,z)/z", "nor has your formula a value"),
    ],
)
def test_the_slope_of_relu_at_zero_is_a_convention(text: str, said: str) -> None:
    assert said in str(check_slope(text, "relu").said)


def test_nearly_right_is_wrong() -> None:
    assert not check_slope("1/4 - z²/16", "sigmoid").right  # its series
    assert not check_slope("0.999999 s(1-s) + 0.0000005", "sigmoid").right
    assert not check_slope("1 if z > 0.001", "relu").right


def test_numbers_are_written_in_the_notation() -> None:
    verdict = check_slope("s", "sigmoid", Notation(decimal_mark=","))
    assert "0,7311" in str(verdict.said)


def test_the_conventions_are_where_left_and_right_differ() -> None:
    for name, kinks in KINKS.items():
        g = ACTIVATIONS[name]
        for z in kinks:
            left = (g.value(np.array([z])) - g.value(np.array([z - 1e-6]))) / 1e-6
            right = (g.value(np.array([z + 1e-6])) - g.value(np.array([z]))) / 1e-6
            assert abs(left - right)[0] > 0.5
