import numpy as np
import pytest

from core.numerics.activations import ACTIVATIONS, Activation

EPS = 1e-6
ALL = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda a: a.name)


@ALL
def test_slope_is_the_derivative(activation: Activation) -> None:
    z = np.linspace(-3.05, 3.05, 24)  # steps around the kinks at −1, 0 and 1
    numeric = (activation.value(z + EPS) - activation.value(z - EPS)) / (2 * EPS)
    np.testing.assert_allclose(activation.slope(z), numeric, atol=2e-9)


@ALL
def test_value_and_slope_stay_finite_and_in_range_far_out(activation: Activation) -> None:
    z = np.array([[-800.0, -40.0, 0.0], [40.0, 800.0, 1e-300]])
    value, slope = activation.value(z), activation.slope(z)
    assert value.shape == slope.shape == z.shape
    assert np.isfinite(value).all()
    assert np.isfinite(slope).all()
    assert (value >= activation.range[0] - 1e-3).all()
    assert (value <= activation.range[1]).all()


def test_kinks_follow_the_convention() -> None:
    zero = np.zeros(1)
    assert ACTIVATIONS["relu"].slope(zero) == 0
    assert ACTIVATIONS["leaky_relu"].slope(zero) == 0.01
    assert ACTIVATIONS["hard_tanh"].slope(np.array([1.0])) == 0
    assert ACTIVATIONS["step"].value(zero) == 0


def test_the_table_holds_exactly_what_a_file_may_say() -> None:
    assert " ".join(ACTIVATIONS) == (
        "identity sigmoid tanh relu leaky_relu elu softplus gelu silu hard_tanh gaussian sine "
        "square step"
    )
    assert [a.name for a in ACTIVATIONS.values() if not a.trains] == ["step"]


@pytest.mark.parametrize(
    ("name", "z", "value"),
    [
        ("sigmoid", 1.0, 0.7310585786300049),
        ("gelu", 1.0, 0.8413447460685429),
        ("silu", -2.0, -0.2384058440442351),
        ("elu", -1.0, -0.6321205588285577),
        ("softplus", 0.0, 0.6931471805599453),
        ("gaussian", 2.0, 0.01831563888873418),
    ],
)
def test_known_values(name: str, z: float, value: float) -> None:
    assert ACTIVATIONS[name].value(np.array(z)) == pytest.approx(value, rel=1e-15)
