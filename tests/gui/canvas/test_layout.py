import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from gui.canvas.drawn import connections, outlines
from gui.canvas.geometry import Geometry, distances_to_lines
from gui.canvas.outline import Outline, rooms_below
from gui.canvas.pill_layout import place_pills
from gui.canvas.tools.snapping import snapped
from tests.gui.canvas.helpers import house_prices

PLACES = st.floats(-500, 500)


@given(PLACES, PLACES, st.booleans())
def test_an_outline_point_lies_on_the_outline(x: float, y: float, is_round: bool) -> None:
    outline = Outline(10, 20, 34, 34 if is_round else 80, is_round)
    px, py = outline.towards(x, y)
    assert outline.contains(QPointF(px, py), 1e-6)
    assert not outline.contains(QPointF(px, py), -1e-6)


def test_lines_of_arrays_are_those_of_outlines() -> None:
    network = house_prices()
    drawn = outlines(network, True)
    geometry = Geometry(drawn, connections(network, True))
    for key in geometry.keys:
        source, target = drawn[key.source], drawn[key.target]
        expected = (*source.towards(*target[:2]), *target.towards(*source[:2]))
        assert geometry.line(key) == pytest.approx(expected)


def test_distance_to_a_line_ends_at_its_ends() -> None:
    lines = np.array([[0.0, 0.0, 10.0, 0.0]])
    assert distances_to_lines(lines, 5, 3)[0] == 3
    assert distances_to_lines(lines, 13, 4)[0] == 5


def test_pills_between_two_levels_share_a_fraction_where_they_can() -> None:
    lines = np.array([[0.0, y, 300.0, y] for y in (0.0, 60.0, 120.0)])
    middles = place_pills(
        lines, np.full(3, 80.0), 28.0, np.zeros(3, int), np.arange(3), np.zeros((0, 4))
    )
    assert len(set(middles[:, 0])) == 1


def test_a_pill_without_room_is_left_out() -> None:
    line = np.array([[0.0, 0.0, 300.0, 0.0]])
    wall = np.array([[-10.0, -20.0, 310.0, 20.0]])
    middles = place_pills(line, np.array([80.0]), 28.0, np.zeros(1, int), np.zeros(1, int), wall)
    assert np.isnan(middles).all()


def test_snapping_takes_columns_and_even_distances() -> None:
    others = [(0.0, 0.0), (0.0, 100.0)]
    snap = snapped((5, 203), others, 8)
    assert snap.place == (0.0, 200.0)
    assert len(snap.guides) == 4
    assert snapped((40, 333.4), others, 8).place == (40, 333)
    assert snapped((-3, 52), others, 8).place == (0.0, 50.0)
    assert snapped((90, 97), others, 8).place == (90, 100.0)


def test_no_pill_hides_where_its_edge_crosses_another() -> None:
    lines = np.array([[0.0, 0.0, 300.0, 200.0], [0.0, 200.0, 300.0, 0.0]])
    middles = place_pills(
        lines, np.full(2, 80.0), 28.0, np.zeros(2, int), np.arange(2), np.zeros((0, 4))
    )
    away = np.abs(middles - (150.0, 100.0))
    assert ((away[:, 0] > 40) | (away[:, 1] > 14)).all()


def test_the_room_below_a_node_ends_at_the_next_one_in_its_way():
    drawn = {
        "above": Outline(0, 0, 34, 34, True),
        "below": Outline(10, 100, 34, 34, True),
        "beside": Outline(200, 60, 34, 34, True),
    }
    rooms = rooms_below(drawn)
    assert rooms["above"] == 100 - 34 - 34
    assert rooms["below"] == rooms["beside"] == math.inf
