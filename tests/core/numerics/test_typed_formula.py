"""Formulas as students type them: what they mean, and that nothing else gets in."""

import numpy as np
import pytest

from core.numerics.activations import ACTIVATIONS, sigmoid
from core.numerics.formula_words import (
    AnswerItselfError,
    StrangeSignError,
    TooLongError,
    UnknownNameError,
)
from core.numerics.typed_formula import (
    EndsEarlyError,
    FormulaError,
    UnexpectedError,
    read_formula,
)

Z = np.array([-2.0, -0.5, 0.0, 0.5, 2.0])


def values(text: str, activation: str = "sigmoid") -> np.ndarray:
    return read_formula(text, ACTIVATIONS[activation].value)(Z)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2z", 2 * Z),
        ("-z^2", -(Z**2)),
        ("(-z)^2", Z**2),
        ("2^3^2", np.full(5, 512.0)),
        ("e^-z", np.exp(-Z)),
        ("e^-z^2", np.exp(-(Z**2))),
        ("exp(-z²)", np.exp(-(Z**2))),
        ("1/2z", Z / 2),
        ("6/2/3", np.ones(5)),
        ("1 - 2 - 3", np.full(5, -4.0)),
        ("1,5z", 1.5 * Z),
        ("0.5 · z", 0.5 * Z),
        ("½ z", 0.5 * Z),
        ("|z| + 1", np.abs(Z) + 1),
        ("max(0,1)", np.ones(5)),
        ("max(0; 0,5z)", np.maximum(0, 0.5 * Z)),
        ("min(1, max(-1, z))", np.clip(Z, -1, 1)),
        ("tanh²z", np.tanh(Z) ** 2),
        ("tanh^2(z)", np.tanh(Z) ** 2),
        ("tanh(z)^2", np.tanh(Z) ** 2),
        ("cos z", np.cos(Z)),
        ("sen(z)", np.sin(Z)),
        ("√(4)", np.full(5, 2.0)),
        ("σ(-z)", sigmoid(-Z)),
        ("zσ", Z * sigmoid(Z)),
        ("π", np.full(5, np.pi)),
        ("1e-3", np.full(5, 0.001)),
        ("Φ(z)", ACTIVATIONS["gelu"].value(Z) / np.where(Z == 0, 1, Z) + 0.5 * (Z == 0)),
    ],
)
def test_a_formula_means_what_a_book_means(text: str, meant: np.ndarray) -> None:
    np.testing.assert_allclose(values(text), meant, rtol=1e-14)


@pytest.mark.parametrize(
    "text",
    [
        "s*(1-s)",
        "σ(1−σ)",
        "sigma(1-sigma)",
        "sigma(z)(1-sigma(z))",
        "A(1-A)",
        "A - A²",
        "g(z) (1 - g(z))",
        "σ(z)·σ(−z)",
        "e^-z/(1+e^-z)^2",
        "exp(-z)/(1+exp(-z))²",
        "1/4 sech²(z/2)",
    ],
)
def test_every_way_to_write_the_slope_of_the_sigmoid_is_understood(text: str) -> None:
    np.testing.assert_allclose(values(text), sigmoid(Z) * (1 - sigmoid(Z)), rtol=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "z>0",
        "[z > 0]",
        "1*(z>0)",
        "1 if z>0",
        "1 if z>0 else 0",
        "0 if z ≤ 0 else 1",
        "1 if z > 0, 0 otherwise",
        "{1 if z>0; 0 if z<=0}",
        "1 si z>0, 0 si no",
        "1 si z>0; 0 en otro caso",
        "0<z<9 or z>=9",
        "z>0 and z≠0",
    ],
)
def test_conditions_are_one_where_they_hold(text: str) -> None:
    np.testing.assert_array_equal(values(text), (Z > 0) * 1.0)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EndsEarlyError),
        ("z +", EndsEarlyError),
        ("(z", EndsEarlyError),
        ("z)", UnexpectedError),
        ("z * / 2", UnexpectedError),
        ("max(z, 1", EndsEarlyError),
        ("exp(1, z)", UnexpectedError),
        ("foo(z)", UnknownNameError),
        ("z.real", StrangeSignError),
        ("__import__(z)", StrangeSignError),
        ("σ'(z)", AnswerItselfError),
        ("g′(z)", AnswerItselfError),
        ("(" * 90, TooLongError),
        ("-" * 90 + "z", TooLongError),
        ("z" + "+z" * 200, TooLongError),
        ("2^" * 60 + "2", TooLongError),
    ],
)
def test_what_cannot_be_read_is_named(text: str, error: type[FormulaError]) -> None:
    with pytest.raises(error) as raised:
        values(text)
    assert str(raised.value)


def test_an_unknown_name_is_quoted() -> None:
    with pytest.raises(UnknownNameError, match="lambda"):
        values("lambda z")


def test_values_that_do_not_exist_are_no_warning() -> None:
    assert np.isnan(read_formula("max(0, z)/z")(np.zeros(1)))[0]
    assert np.isinf(values("9^9^9^9")).all()


def test_it_is_shown_how_a_formula_was_read() -> None:
    sigma = read_formula("sigma(1-sigma)")
    assert sigma.latex == r"\sigma(z)\,\left(1 - \sigma(z)\right)"
    assert read_formula("e^-z/(1+e^-z)^2").latex == (r"\frac{e^{-z}}{\left(1 + e^{-z}\right)^{2}}")
    assert read_formula("1 if z>0 else 0").latex == r"1\ (z > 0),\ 0"
