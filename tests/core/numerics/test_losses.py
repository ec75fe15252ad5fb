import numpy as np
import pytest

from core.numerics.losses import LOSSES
from core.numerics.outputs import OUTPUT_FUNCTIONS
from tests.core.networks import FITTING

EPS = 1e-6
Z = np.array([[0.3, -1.2, 2.0], [-0.4, 0.9, 0.1], [1.1, 0.2, -0.7]])
Y = np.array([[0.2, 1.0, 0.0], [0.7, 0.0, 0.0], [0.1, 0.0, 1.0]])


@pytest.mark.parametrize(("f_name", "loss_name"), FITTING)
def test_gradient_by_z_is_the_derivative(f_name: str, loss_name: str) -> None:
    f, loss = OUTPUT_FUNCTIONS[f_name], LOSSES[loss_name]
    numeric = np.empty_like(Z)
    for place in np.ndindex(Z.shape):
        up, down = Z.copy(), Z.copy()
        up[place] += EPS
        down[place] -= EPS
        values = [loss.value(f, z, f.value(z), Y) for z in (up, down)]
        numeric[place] = (values[0] - values[1]) / (2 * EPS)
    np.testing.assert_allclose(loss.by_z(f, Z, f.value(Z), Y), numeric, atol=2e-9)


@pytest.mark.parametrize(("f_name", "loss_name"), FITTING)
def test_the_shortcut_equals_the_chain_through_y_hat(f_name: str, loss_name: str) -> None:
    f, loss = OUTPUT_FUNCTIONS[f_name], LOSSES[loss_name]
    y_hat = f.value(Z)
    chain = f.back(Z, y_hat, loss.by_output(y_hat, Y))
    np.testing.assert_allclose(loss.by_z(f, Z, y_hat, Y), chain, atol=1e-14)


@pytest.mark.parametrize(
    ("name", "value"), [("sse", 30.0), ("mse", 15.0), ("half_sse", 15.0), ("half_mse", 7.5)]
)
def test_squared_errors_sum_over_outputs_and_mean_over_rows(name: str, value: float) -> None:
    y_hat, y = np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros((2, 2))
    identity = OUTPUT_FUNCTIONS["identity"]
    assert LOSSES[name].value(identity, y_hat, y_hat, y) == value


def test_cross_entropies_by_hand() -> None:
    z, y = np.array([[0.0, 1.0], [0.0, 3.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    softmax, logistic = OUTPUT_FUNCTIONS["softmax"], OUTPUT_FUNCTIONS["logistic"]
    expected = (np.log(2) + np.log1p(np.exp(-2.0))) / 2
    assert LOSSES["cross_entropy"].value(softmax, z, softmax.value(z), y) == pytest.approx(expected)
    p = 1 / (1 + np.exp(-z))
    binary = -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum() / 2
    got = LOSSES["binary_cross_entropy"].value(logistic, z, logistic.value(z), y)
    assert got == pytest.approx(binary)


def test_cross_entropies_survive_saturation() -> None:
    z, y = np.array([[800.0], [-800.0]]), np.array([[0.0], [1.0]])
    for f_name, loss_name, value in [
        ("logistic", "binary_cross_entropy", 1600.0),
        ("softmax", "cross_entropy", 1600.0),
    ]:
        f, loss = OUTPUT_FUNCTIONS[f_name], LOSSES[loss_name]
        assert loss.value(f, z, f.value(z), y) == pytest.approx(value)
        np.testing.assert_allclose(loss.by_z(f, z, f.value(z), y), [[1.0], [-1.0]])


def test_softmax_of_the_lecture() -> None:
    z = np.array([[1.3, 7.3, 2.2, 0.7, 1.1, 2.5, 3.1, 4.5, 1.3, 1.8]]).T
    y_hat = OUTPUT_FUNCTIONS["softmax"].value(z)
    assert y_hat[1, 0] == pytest.approx(0.906975013, abs=5e-10)
    assert y_hat.sum() == pytest.approx(1.0)
