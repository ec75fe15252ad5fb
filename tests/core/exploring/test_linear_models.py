import numpy as np
import pytest

from core.baselines import ols
from core.exploring.linear_models import fits, line_of, surface_of
from core.network.data import Column, Data

X = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 2.0], [3.0, 5.0]])
DATA = Data(
    (X - [1.5, 2.0]) / [2.0, 4.0],
    (5 + 3 * X[:, :1] - X[:, 1:]) / 10,
    input_columns=(Column("a", mean=1.5, sd=2.0), Column("b", mean=2.0, sd=4.0)),
    target_columns=(Column("y", mean=0.0, sd=10.0),),
)


def test_a_line_and_a_surface_are_in_measured_units():
    linear = ols(DATA).linear
    assert fits(linear, DATA)
    held = X[:, 1].mean()
    x = np.array([0.0, 4.0])
    assert line_of(linear, DATA, x)[0] == pytest.approx(5 + 3 * x - held)
    surface = surface_of(linear, DATA, np.array([0.0, 1.0, 2.0]), np.array([0.0, 10.0]))
    assert surface.shape == (1, 2, 3)
    assert surface[0] == pytest.approx(np.array([[5.0, 8.0, 11.0], [-5.0, -2.0, 1.0]]))


def test_a_model_of_other_columns_does_not_fit():
    assert not fits(ols(DATA).linear, Data(np.ones((2, 1)), np.ones((2, 1))))
