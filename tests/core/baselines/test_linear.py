"""Least squares and the lasso against the lecture's numbers and the conditions of a minimum."""

import numpy as np
import pytest

from core.baselines import available, fit, lasso, linear_of, ols
from core.baselines.coordinate_descent import descend
from core.baselines.errors import TooFewRowsError, TooManyNumbersError
from core.baselines.fitting import Baselines
from core.files.reader import network_from_text, read_network
from core.files.writer import text_of
from core.network.data import Column, Data, Part

XOR = "resources/examples/xor.nodewise"


def random_data(n: int = 60, p: int = 5, seed: int = 1) -> Data:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, p)) * 10.0 ** np.arange(p) + 3.0
    y = x @ (np.array([2.0, 0, -1, 0, 0.5])[:p] / 10.0 ** np.arange(p)) + rng.normal(size=n)
    return Data(x, y[:, None])


def test_xor_by_a_linear_model_is_one_half_everywhere() -> None:
    fitted = ols(read_network(XOR).data)
    assert fitted.linear.intercept.tolist() == [0.5]
    assert fitted.linear.weights.tolist() == [[0.0, 0.0]]
    assert fitted.metrics["training.mse"] == 0.25
    # The slide's "MSE = 1" is the sum.
    assert fitted.loss("sse") == 1.0


def test_least_squares_leaves_errors_that_the_inputs_know_nothing_of() -> None:
    data = random_data()
    fitted = ols(data)
    errors = data.targets - fitted.predict(data.inputs)
    z = (data.inputs - data.inputs.mean(axis=0)) / data.inputs.std(axis=0)
    assert np.abs(z.T @ errors).max() < 1e-9
    assert fitted.n_parameters == 6


def test_columns_that_repeat_others_share_the_weight_and_are_told() -> None:
    data = random_data(p=2)
    x = np.column_stack([data.inputs, data.inputs[:, 0], np.full(60, 7.0)])
    fitted = ols(Data(x, data.targets))
    alone = ols(data)
    assert fitted.predict(x) == pytest.approx(alone.predict(data.inputs))
    assert fitted.linear.weights[0, 0] == pytest.approx(alone.linear.weights[0, 0] / 2)
    assert fitted.linear.weights[0, 3] == 0.0
    assert str(fitted.notes[0]).startswith("Only 2 of the 4 inputs tell something new")


def test_more_inputs_than_rows_are_fitted_exactly() -> None:
    rng = np.random.default_rng(0)
    data = Data(rng.normal(size=(3, 8)), rng.normal(size=(3, 2)))
    assert ols(data).predict(data.inputs) == pytest.approx(data.targets)


def test_only_training_rows_are_fitted_and_every_part_is_judged() -> None:
    x = np.array([[0.0], [1.0], [2.0], [3.0], [np.nan]])
    y = np.array([[1.0], [3.0], [6.0], [7.0], [0.0]])
    fitted = ols(Data(x, y, split=[0, 0, 1, 2, 0]))
    assert fitted.measured()[0][0] == pytest.approx(1.0)
    assert fitted.metrics["training.mae"] == pytest.approx(0.0, abs=1e-12)
    assert fitted.metrics["validation.mae"] == pytest.approx(1.0)
    assert fitted.metrics["test.mae"] == pytest.approx(0.0, abs=1e-12)
    assert fitted.loss("half_mse", Part.VALIDATION) == pytest.approx(0.5)
    with pytest.raises(TooFewRowsError, match="training observations"):
        ols(Data(x, y, split=[1, 1, 1, 1, 0]))


def test_coefficients_have_names_and_measured_units() -> None:
    # price = 100 + 7·size in measured units; what the network sees is standardised.
    data = Data(
        [[-1.0], [0.0], [1.0]],
        [[-7 * 2 / 5], [0.0], [7 * 2 / 5]],
        input_columns=(Column("size", "m²", mean=50.0, sd=2.0),),
        target_columns=(Column("price", "EUR", mean=450.0, sd=5.0),),
    )
    intercept, size = ols(data).coefficients()
    assert (intercept.output, intercept.name, size.name) == ("price", "", "size")
    assert (intercept.value, intercept.measured) == (0.0, pytest.approx(100.0))
    assert (size.value, size.measured) == (pytest.approx(2.8), pytest.approx(7.0))


def test_descent_meets_the_conditions_of_a_minimum() -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(size=(40, 12))
    x[:, 1] = x[:, 0] + 0.01 * x[:, 1]  # nearly the same
    gram, c = x.T @ x / 40, x.T @ rng.normal(size=40) / 40
    for penalty in (1.0, 0.1, 0.01, 1e-4):
        beta = descend(gram, c, penalty, np.zeros(12))
        slope = c - gram @ beta
        used = beta != 0
        assert slope[used] == pytest.approx(penalty * np.sign(beta[used]), abs=1e-9)
        assert (np.abs(slope[~used]) <= penalty + 1e-9).all()


def test_lasso_without_a_penalty_is_least_squares_and_with_a_large_one_the_mean() -> None:
    data = random_data()
    assert lasso(data, penalty=1e-9).predict(data.inputs) == pytest.approx(
        ols(data).predict(data.inputs), abs=1e-5
    )
    empty = lasso(data, penalty=1e6)
    assert empty.n_parameters == 1
    assert empty.predict(data.inputs) == pytest.approx(data.targets.mean())


def test_lasso_drops_what_says_nothing_and_its_folds_are_seeded() -> None:
    data = random_data()
    first, again, other = (lasso(data, seed=seed) for seed in (4, 4, 5))
    assert first.settings == again.settings
    assert (first.linear.weights == again.linear.weights).all()
    assert not np.array_equal(first.details[0].errors, other.details[0].errors)
    found = first.details[0]
    assert found.n_nonzero[0] == 0
    assert (np.diff(found.lambdas) < 0).all()
    assert found.simplest <= found.best == found.errors.argmin()
    assert {0, 2, 4} <= set(np.flatnonzero(first.linear.weights[0]))


def test_lambda_is_in_measured_units() -> None:
    data = random_data()
    scaled = Data(
        data.inputs, (data.targets - 9) / 4, target_columns=(Column("y", "", mean=9.0, sd=4.0),)
    )
    one, other = lasso(data, penalty=0.3), lasso(scaled, penalty=0.3)
    assert other.measured()[1] == pytest.approx(one.measured()[1])
    assert other.settings["lambda"] == 0.3


def test_a_run_keeps_the_model_through_a_file() -> None:
    network = read_network(XOR)
    run = fit("ols", network).run(network, colour=3)
    assert (run.settings["optimizer"], run.loss, run.validation_loss) == ("ols", 0.25, None)
    assert run.metrics["training.mse"] == 0.25
    kept = network_from_text(text_of(type(network)(runs=(run,)))).runs[0]
    assert kept == run
    linear = linear_of(kept)
    assert linear is not None
    assert linear.predict(network.data.inputs).tolist() == [[0.5]] * 4
    assert linear_of(type(run)("a training")) is None
    assert linear_of(type(run)("x", extra={"linear": {"output_function": "identity"}})) is None


def test_baselines_are_those_of_the_task_and_come_one_by_one() -> None:
    network = read_network(XOR)
    assert available(network) == ("ols", "lasso")
    steps = [*Baselines(network, ("ols", "lasso")).run()]
    shares = [share for share, _ in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [b.name for b in steps[-1][1]] == ["ols", "lasso"]
    assert len(steps[0][1]) == 1


def test_data_that_would_take_minutes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.baselines.baseline.MOST_NUMBERS", 7)
    with pytest.raises(TooManyNumbersError, match="at most 7 numbers, and 4 observations of 2"):
        fit("ols", read_network(XOR))
