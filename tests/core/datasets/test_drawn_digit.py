import numpy as np
import pytest

from core.datasets.drawn_digit import as_mnist, bounding_box, centre_of_mass, resized


def seven(size=200, shift=(0, 0), scale=1.0):
    """A thick bar on top and a leg at its right end."""
    ink = np.zeros((size, size))
    top, left = 40 + shift[0], 50 + shift[1]
    high, wide, pen = (round(n * scale) for n in (90, 60, 12))
    ink[top : top + pen, left : left + wide] = 1.0
    ink[top : top + high, left + wide - pen : left + wide] = 1.0
    return ink


def test_the_longer_side_fills_twenty_pixels_and_the_other_keeps_its_share():
    top, bottom, left, right = bounding_box(as_mnist(seven()))
    assert bottom - top == 20
    assert right - left == pytest.approx(20 * 60 / 90, abs=1)


def test_the_mass_is_in_the_middle_to_half_a_pixel():
    assert centre_of_mass(as_mnist(seven())) == pytest.approx((14, 14), abs=0.51)


def test_where_it_is_drawn_does_not_matter():
    assert np.array_equal(as_mnist(seven()), as_mnist(seven(shift=(37, -21))))


def test_how_large_it_is_drawn_hardly_matters():
    large = as_mnist(seven(size=400, scale=3.0))
    assert np.abs(large - as_mnist(seven())).max() < 0.15


def test_ink_keeps_its_share_of_the_area_and_edges_turn_grey():
    stroke = np.zeros((90, 90))
    stroke[5:85, 40:47] = 1.0
    picture = as_mnist(stroke)
    assert picture.sum() == pytest.approx(stroke.sum() * (20 / 80) ** 2, rel=0.15)
    assert picture.min() == 0.0
    assert picture.max() <= 1.0
    diagonal = np.clip(1.5 - np.abs(np.subtract.outer(np.arange(80), np.arange(80))) / 4, 0, 1)
    greys = as_mnist(diagonal)
    assert ((greys > 0.1) & (greys < 0.9)).any()


def test_no_ink_is_an_empty_picture_and_a_dot_is_no_error():
    assert as_mnist(np.zeros((50, 50))).tolist() == np.zeros((28, 28)).tolist()
    dot = np.zeros((50, 50))
    dot[10, 10] = 1.0
    assert as_mnist(dot).sum() > 0


def test_a_heavy_foot_at_the_edge_is_not_cut_off():
    ink = np.zeros((100, 100))
    ink[0:100, 48:50] = 0.3
    ink[90:100, 10:90] = 1.0
    top, bottom, *_ = bounding_box(as_mnist(ink))
    assert bottom - top >= 19


def test_resizing_takes_means():
    picture = np.arange(16.0).reshape(4, 4)
    assert resized(picture, 2, 2).tolist() == [[2.5, 4.5], [10.5, 12.5]]
    assert resized(picture, 4, 4).tolist() == picture.tolist()
    assert resized(np.ones((7, 5)), 3, 2) == pytest.approx(np.ones((3, 2)))


def test_another_shape_is_filled_in_the_same_proportion():
    assert as_mnist(seven(), (14, 14)).shape == (14, 14)
    top, bottom, *_ = bounding_box(as_mnist(seven(), (14, 14)))
    assert bottom - top == 10
