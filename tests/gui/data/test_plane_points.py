from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt

from core.datasets.catalogue import load
from core.network.data import Column, Data
from core.network.layers import lay_down
from core.network.network import Network
from core.training.proposal import propose_network
from gui.data.plane_points import PlanePoints, TargetSwitch


@pytest.fixture
def points(qtbot, document, settings):
    switch = TargetSwitch(document, settings)
    qtbot.addWidget(switch)
    parent = QObject()
    points = PlanePoints(document, switch, parent)
    points.keep = parent
    return points


def test_a_click_adds_a_point_of_the_chosen_class(points, moons):
    n = moons.network.data.n_observations
    points.add(0.5, -0.25)
    assert moons.network.data.inputs[-1].tolist() == [0.5, -0.25]
    assert moons.network.data.targets[-1].tolist() == [0.0]
    assert moons.undo_stack.undoText() == "Add the point (0.5, −0.25)"
    points.switch.classes.show_key("1")
    points.add(1.0, 1.0)
    points.add(2.0, 1.0, Qt.MouseButton.RightButton)
    assert moons.network.data.targets[-2:, 0].tolist() == [1.0, 0.0]
    assert moons.undo_stack.count() == 3
    for _ in range(3):
        moons.undo_stack.undo()
    assert moons.network.data.n_observations == n


def test_a_drag_is_shown_at_once_and_is_one_change(points, moons):
    before = moons.network.data
    for x in (0.1, 0.2, 0.3):
        points.move(4, x, 0.7)
        assert moons.network.data.inputs[4].tolist() == [x, 0.7]
    assert moons.undo_stack.count() == 0
    points.finish()
    assert moons.undo_stack.undoText() == "Move the point of row 5"
    assert moons.undo_stack.count() == 1
    others = [i for i in range(40) if i != 4]
    assert np.array_equal(moons.network.data.inputs[others], before.inputs[others])
    moons.undo_stack.undo()
    assert moons.network.data == before


def test_a_drag_can_be_given_up(points, moons):
    before = moons.network.data
    points.move(4, 9.0, 9.0)
    points.cancel()
    assert moons.network.data == before
    assert moons.undo_stack.count() == 0


def test_a_point_is_taken_away_with_its_part(points, moons):
    points.remove(0)
    assert moons.network.data.n_observations == 39
    assert moons.undo_stack.undoText() == "Delete the point of row 1"


def test_places_are_measured_where_the_network_sees_standardised_numbers(points, document):
    data = Data(
        np.zeros((2, 2)),
        np.zeros((2, 1)),
        input_columns=(Column("a", "", 10.0, 2.0), Column("b", "", 0.0, 4.0)),
        target_columns=(Column("y", "", 100.0, 50.0),),
    )
    network = lay_down(Network(), [2, 2, 1], "sigmoid", "identity", "mse")
    document.load(replace(network, data=data), None)
    points.switch.number.set_value(200.0)
    points.add(14.0, -4.0)
    assert document.network.data.inputs[-1].tolist() == [2.0, -1.0]
    assert document.network.data.targets[-1].tolist() == [2.0]
    assert points.switch.classes is None


def test_the_first_point_of_a_network_without_data(points, small):
    points.add(1.0, 2.0)
    assert small.network.data.inputs.tolist() == [[1.0, 2.0]]
    assert small.network.data.targets.tolist() == [[1.0]]


def test_classes_are_offered_by_their_names(points, document):
    document.load(propose_network(Network(), load("blobs", n=30)), None)
    names = [points.switch.classes.itemText(i) for i in range(points.switch.classes.count())]
    assert names == ["A", "B", "C"]
    points.switch.classes.show_key("2")
    points.add(0.0, 0.0)
    assert document.network.data.targets[-1].tolist() == [0.0, 0.0, 1.0]


def test_without_a_plane_nothing_is_added(qtbot, points, document):
    document.load(lay_down(Network(), [3, 2, 1], "sigmoid", "identity", "mse"), None)
    with qtbot.waitSignal(points.refused) as refused:
        points.add(0.0, 0.0)
    assert "two inputs" in str(refused.args[0])
    assert document.network.data.n_observations == 0


def test_the_mode_for_points_is_switched_on_in_the_heading_of_the_plane(qtbot, moons, settings):
    from gui.data.plane_tools import PlaneTools
    from gui.plots.plot_area import PlotArea
    from gui.training.session import TrainSession

    session = TrainSession(moons, settings)
    area = PlotArea(session, moons, settings)
    qtbot.addWidget(area)
    card = area.card("plane")
    tools = card.findChild(PlaneTools)
    assert tools.isHidden()
    tools.button.click()
    assert card.editing.is_on
    assert not tools.isHidden()
    n = moons.network.data.n_observations
    card.point_added.emit(0.0, 0.5, Qt.MouseButton.LeftButton)
    assert moons.network.data.n_observations == n + 1
    card.point_moved.emit(0, 0.25, 0.5)
    card.point_moved.emit(0, 0.5, 0.5)
    card.point_dropped.emit(0, 0.5, 0.5)
    assert moons.network.data.inputs[0].tolist() == [0.5, 0.5]
    assert moons.undo_stack.count() == 2
    card.point_removed.emit(0)
    assert moons.network.data.n_observations == n
