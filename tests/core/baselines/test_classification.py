"""Logistic and multinomial regression: at the minimum, unique, and held where there is none."""

import numpy as np
import pytest

from core.baselines import logistic, multinomial
from core.baselines.errors import NotClassesError, TooFewRowsError
from core.network.data import Column, Data


def rows(n: int = 300, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Inputs, 0/1 targets and one-hot targets of three classes, none of them separable."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 3)) * [1.0, 50.0, 0.01] + [0.0, 300.0, 1.0]
    z = (x - [0.0, 300.0, 1.0]) / [1.0, 50.0, 0.01]
    y = rng.random(n) < 1 / (1 + np.exp(-(z @ [1.0, -2.0, 0.5] + 0.5)))
    winner = (z @ rng.normal(size=(3, 3)) + rng.gumbel(size=(n, 3))).argmax(axis=1)
    return x, y.astype(float)[:, None], np.eye(3)[winner]


def test_logistic_regression_is_where_the_slopes_are_zero() -> None:
    x, y, _ = rows()
    fitted = logistic(Data(x, y))
    miss = fitted.predict(x) - y
    assert abs(miss.mean()) < 1e-12
    assert np.abs((miss * (x - x.mean(axis=0)) / x.std(axis=0)).mean(axis=0)).max() < 1e-10
    assert fitted.notes == ()
    assert fitted.metrics["training.accuracy"] > 0.8


def test_multinomial_regression_is_where_the_slopes_are_zero() -> None:
    x, _, y = rows()
    fitted = multinomial(Data(x, y))
    p = fitted.predict(x)
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    assert np.abs(z.T @ (p - y)).max() / len(x) < 1e-10
    assert p.sum(axis=1) == pytest.approx(1.0)
    # Of all that predict the same, the weights that sum to nothing.
    assert np.abs(fitted.linear.weights.sum(axis=0)).max() < 1e-9


def test_two_classes_are_the_same_either_way() -> None:
    x, y, _ = rows()
    one = logistic(Data(x, y))
    two = multinomial(Data(x, np.hstack([1 - y, y])))
    assert two.predict(x)[:, 1:] == pytest.approx(one.predict(x), abs=1e-9)


def test_nobody_needs_logistic_regression_for_xor() -> None:
    fitted = logistic(Data([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]))
    assert fitted.linear.weights.tolist() == [[0.0, 0.0]]
    assert fitted.predict(np.ones((1, 2))) == pytest.approx(0.5)
    assert fitted.loss("binary_cross_entropy") == pytest.approx(np.log(2))
    assert fitted.notes == ()


@pytest.mark.parametrize(
    "x",
    [[[0.0], [1.0], [2.0], [3.0]], [[0.0], [1.0], [1.0], [2.0]]],
    ids=["separable", "separable but for a tie"],
)
def test_separable_classes_are_held_and_it_is_said(x: list) -> None:
    fitted = logistic(Data(x, [[0.0], [0.0], [1.0], [1.0]]))
    assert np.isfinite(fitted.linear.weights).all()
    assert fitted.linear.weights[0, 0] > 3
    assert "tiny L2 penalty (0.0001)" in str(fitted.notes[0])
    assert fitted.run().settings["l2"] == 1e-4


def test_a_repeated_column_shares_its_weight_and_separates_nothing() -> None:
    x, y, _ = rows()
    once = logistic(Data(x, y))
    twice = logistic(Data(np.column_stack([x, x[:, 0]]), y))
    assert twice.notes == ()
    assert twice.linear.weights[0, 0] == pytest.approx(once.linear.weights[0, 0] / 2)
    assert twice.linear.weights[0, 3] == pytest.approx(once.linear.weights[0, 0] / 2)


def test_measured_weights_give_the_same_shares() -> None:
    x, y, _ = rows()
    columns = tuple(Column(f"v{j}", "", 5.0 + j, 2.0) for j in range(3))
    fitted = logistic(Data(x, y, input_columns=columns))
    intercept, weights = fitted.measured()
    measured = fitted.data.measured_inputs(x)
    z = measured @ weights[0] + intercept[0]
    assert 1 / (1 + np.exp(-z)) == pytest.approx(fitted.predict(x)[:, 0])


def test_targets_that_are_no_classes_are_refused() -> None:
    with pytest.raises(NotClassesError, match="0 or 1"):
        logistic(Data([[0.0], [1.0]], [[0.5], [1.0]]))
    with pytest.raises(NotClassesError):
        multinomial(Data([[0.0], [1.0]], [[1.0, 1.0], [1.0, 0.0]]))
    with pytest.raises(NotClassesError):
        multinomial(Data([[0.0], [1.0]], [[0.0], [1.0]]))
    with pytest.raises(TooFewRowsError, match="at least 2"):
        logistic(Data([[0.0], [np.nan]], [[0.0], [1.0]]))
