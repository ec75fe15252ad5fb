"""Our complementary error function of arrays against the one of the language."""

from math import erfc as exact

import numpy as np

from core.numerics.error_function import erfc


def test_it_is_right_to_the_last_digits_also_in_the_tail() -> None:
    edges = [0.46875, np.nextafter(0.46875, 1), 4.0, np.nextafter(4.0, 5), 26.0, 0.0, 300.0]
    x = np.concatenate([np.linspace(-7, 26.5, 4001), edges, [-300.0]])
    np.testing.assert_allclose(erfc(x), [exact(v) for v in x], rtol=4e-15, atol=1e-300)


def test_nan_stays_nan_and_no_numbers_are_none() -> None:
    assert np.isnan(erfc(np.array([np.nan]))).all()
    assert erfc(np.zeros((0, 3))).shape == (0, 3)
