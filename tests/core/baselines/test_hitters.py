"""The lecture's comparison: salaries of baseball players, on exactly its 87 test rows."""

import numpy as np
import pytest

from core.baselines import lasso, ols
from core.datasets.catalogue import load
from core.network.data import Part

PUBLISHED_OLS = 254.6686528837516


def test_least_squares_reproduces_the_published_error() -> None:
    fitted = ols(load("hitters"))
    assert fitted.data.count(Part.TEST) == 87
    assert fitted.n_parameters == 20
    assert fitted.metrics["test.mae"] == pytest.approx(PUBLISHED_OLS, abs=1e-9)


def test_lasso_is_near_the_published_error() -> None:
    data = load("hitters")
    given = lasso(data, penalty=6.25)
    assert given.metrics["test.mae"] == pytest.approx(252.25, abs=0.01)
    assert np.count_nonzero(given.linear.weights) == 12
    chosen = lasso(data, seed=0)
    assert chosen.metrics["test.mae"] == pytest.approx(252.3, abs=1.0)
    assert 3 < chosen.settings["lambda"] < 12
