import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from core.compiling.compiler import compile_network, parameter_vector
from core.exploring.tables import csv_text
from core.metrics import by_part, confusion, judge
from core.network.data import Column, Data, Part
from core.network.edge import EdgeKey
from core.network.edits import set_value
from core.network.network import Network
from core.numerics import passes
from gui.plots.plot_area import PlotArea
from gui.plots.saving import picture
from gui.theme import theme

FOR_CLASSES = ("accuracy", "confusion")


def settled(qtbot, card):
    qtbot.waitUntil(lambda: not card.pace.is_waiting and not card.answers.is_busy)


def shown(area, qtbot, kind, place=1):
    area.show_plot(kind, place)
    card = area.card(kind)
    settled(qtbot, card)
    return card


def theta_of(document):
    network = document.network
    plan = compile_network(network)
    return plan, parameter_vector(plan, network)


def test_the_plane_is_what_the_network_says(area, document, qtbot):
    card = shown(area, qtbot, "plane")
    plan, theta = theta_of(document)
    columns = card.columns()
    x = np.column_stack([columns["X₁"].ravel(), columns["X₂"].ravel()])
    expected = passes.forward(plan, theta, x).a[plan.outputs][0]
    np.testing.assert_allclose(columns["ŷ"].ravel(), expected)


def test_the_plane_is_blue_where_the_output_is_high_and_orange_where_it_is_low(
    area, session, qtbot
):
    session.start()
    session.epochs(150)
    card = shown(area, qtbot, "plane")
    values = card.plane.outputs[0]
    image = card.image.image.astype(int)
    high, low = (np.unravel_index(k, values.shape) for k in (values.argmax(), values.argmin()))
    assert image[high][2] > image[high][0]
    assert image[low][0] > image[low][2]
    assert card.bar.limits == (0.0, 1.0)


def test_the_boundary_of_the_plane_is_where_the_output_is_one_half(area, session, qtbot):
    session.start()
    session.epochs(150)
    card = shown(area, qtbot, "plane")
    x, y = card.boundary.getData()
    assert len(x) > 10
    subject = card.subject
    z = passes.forward(subject.plan, subject.theta, np.column_stack([x, y]))
    np.testing.assert_allclose(z.a[subject.plan.outputs][0], 0.5, atol=0.05)


def test_classes_differ_by_shape_and_parts_by_outline(area, document, qtbot):
    split = np.array([0, 0, 1, 2])
    document.edit(
        "Split", replace(document.network, data=replace(document.network.data, split=split))
    )
    card = shown(area, qtbot, "plane")
    marks = {p.data(): p for p in card.points.points()}
    assert marks[0].symbol() != marks[1].symbol()
    assert marks[0].symbol() == marks[3].symbol()
    assert marks[0].pen().color() != marks[2].pen().color()
    assert marks[2].pen().style() != marks[3].pen().style()
    assert [e.name for e in card.legend.entries] == ["0", "1", "training", "validation", "test"]


def test_a_plane_follows_a_weight_that_is_set_by_hand(area, document, qtbot):
    card = shown(area, qtbot, "plane")
    before = card.columns()["ŷ"]
    parameter = document.network.parameters()[-1]
    document.edit("Set", set_value(document.network, parameter, 5.0))
    settled(qtbot, card)
    assert not card.is_pending
    assert np.abs(card.columns()["ŷ"] - before).max() > 0.1


def test_axes_are_in_measured_units(area, document, qtbot):
    data = replace(
        document.network.data,
        input_columns=(Column("size", "m²", 100.0, 50.0), Column("rooms", "", 3.0, 2.0)),
    )
    document.edit("Columns", replace(document.network, data=data))
    card = shown(area, qtbot, "plane")
    assert card.chart.bottom.labelText == "size (m²)"
    assert card.plane.xs[0] < 100.0 < 150.0 < card.plane.xs[-1]
    card.chart.point_at(QPointF(120.0, 4.0))
    assert "size (m²) 120" in card.chart.readout.plain()


def test_clicks_add_move_and_remove_points_only_in_their_mode(area, qtbot):
    card = shown(area, qtbot, "plane")
    said = []
    card.point_added.connect(lambda x, y, button: said.append(("added", round(x, 3), button)))
    card.point_moved.connect(lambda row, x, y: said.append(("moved", row)))
    card.point_dropped.connect(lambda row, x, y: said.append(("dropped", row, round(x, 3))))
    card.point_removed.connect(lambda row: said.append(("removed", row)))
    left, right = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
    assert not card.editing.press(QPointF(0.5, 0.5), left)
    card.set_editing(True)
    assert card.editing.press(QPointF(0.5, 0.5), left)
    card.editing.release(QPointF(0.5, 0.5))
    card.editing.press(QPointF(1.0, 1.0), left)
    card.editing.move(QPointF(0.8, 0.9))
    card.editing.release(QPointF(0.7, 0.9))
    card.editing.press(QPointF(1.0, 0.0), right)
    assert said == [("added", 0.5, left), ("moved", 3), ("dropped", 3, 0.7), ("removed", 2)]


def test_each_neuron_has_its_picture(area, session, document, qtbot):
    handed = []
    area.pictures_changed.connect(handed.append)
    session.start()
    session.epochs(1)
    qtbot.waitUntil(lambda: bool(handed))
    assert handed[-1].keys() == {"a1", "a2", "a3", "y"}
    plan, theta = session.trainer.plan, session.trainer.theta
    picture = handed[-1]["a1"]
    assert (picture.width(), picture.height()) == (40, 40)
    corner = np.array([[-0.18, -0.18]])
    a = passes.forward(plan, theta, corner).a[plan.first_unit["a1"], 0]
    colour = picture.pixelColor(0, 39)
    assert (colour.blue() > colour.red()) == (a > 0)
    area.hide()
    assert handed[-1] == {}


def test_one_input_gets_a_curve_whose_parts_add_up(qtbot, session, document, settings):
    network = document.network
    one = Network.build(
        [n for n in network.nodes.values() if n.id != "x2"],
        [e for e in network.edges.values() if e.source != "x2"],
        data=Data(np.linspace(0, 1, 5)[:, None], np.linspace(0, 2, 5)[:, None]),
    )
    document.load(one, None)
    area = PlotArea(session, document, settings)
    qtbot.addWidget(area)
    area.resize(900, 280)
    area.show()
    card = area.card("curve")
    settled(qtbot, card)
    assert card in area.shown
    columns = dict(card.columns())
    total = sum(values for name, values in columns.items() if name not in ("X₁", "ŷ"))
    np.testing.assert_allclose(total, columns["ŷ"])
    assert [e.name for e in card.legend.entries][:2] == ["ŷ", "β₁ A₁"]


def test_the_slice_follows_the_selected_edge(area, document, qtbot):
    card = shown(area, qtbot, "slice")
    document.select(edges=[EdgeKey("a2", "y")])
    settled(qtbot, card)
    plan, theta = theta_of(document)
    weight = document.network.edges[EdgeKey("a2", "y")].weight[0, 0]
    assert card.slice.value == pytest.approx(weight)
    assert card.chart.bottom.labelText == "β₂"
    data = document.network.data
    run = passes.forward(plan, theta, data.inputs)
    gradient = passes.backward(plan, theta, run, data.targets).gradient
    assert card.slice.slope == pytest.approx(gradient[theta == weight][0])


def test_the_slice_keeps_its_range_while_the_point_is_well_inside(area, session, qtbot):
    session.start()
    card = shown(area, qtbot, "slice")
    before = card.slice.values[[0, -1]]
    session.epochs(1)
    settled(qtbot, card)
    np.testing.assert_array_equal(card.slice.values[[0, -1]], before)


def test_a_contour_shows_the_paths_of_runs_from_start_to_end(area, session, document, qtbot):
    session.start()
    session.epochs(30)
    session.finish("adam", 3)
    card = shown(area, qtbot, "contour")
    qtbot.waitUntil(lambda: bool(card.routes))
    (route,) = card.routes
    assert route.path.is_whole
    assert len(route.path.steps) == 31
    np.testing.assert_allclose(route.path.thetas[-1], session.trainer.theta, rtol=1e-9)
    settled(qtbot, card)
    x, y = card._paths[0].getData()
    pair = list(card.pair(card.subject))
    np.testing.assert_allclose(np.column_stack([x, y]), route.path.thetas[:, pair])


def test_the_history_shows_value_and_gradient(area, session, qtbot):
    session.start()
    session.epochs(10)
    session.finish("adam", 3)
    card = shown(area, qtbot, "history")
    qtbot.waitUntil(lambda: bool(card.gradients))
    path = card.routes[0].path
    index = card.index(card.subject)
    x, y = card.subject.training
    run = passes.forward(card.subject.plan, path.thetas[4], x)
    expected = passes.backward(card.subject.plan, path.thetas[4], run, y).gradient[index]
    assert card.gradients[0][1][4] == pytest.approx(expected)


def test_the_activation_marks_the_z_of_every_observation(area, document, qtbot):
    card = shown(area, qtbot, "activation")
    document.select(nodes=["a2"])
    settled(qtbot, card)
    plan, theta = theta_of(document)
    z = passes.forward(plan, theta, document.network.data.inputs).z[plan.first_unit["a2"]]
    np.testing.assert_allclose(card.view.z_now, z)
    np.testing.assert_allclose(card.view.a_now, np.tanh(z))


def test_metrics_are_those_of_the_core(area, document, qtbot):
    card = shown(area, qtbot, "metrics")
    plan, theta = theta_of(document)
    assert card.values == by_part(plan, theta, document.network.data)
    classes = replace(document.network, output_function="logistic", loss="binary_cross_entropy")
    document.edit("Classes", classes)
    settled(qtbot, card)
    plan, theta = theta_of(document)
    np.testing.assert_array_equal(card.counts, confusion(plan, theta, classes.data))
    assert "accuracy" in csv_text(card.columns())
    losses = {p: judge(plan, theta, classes.data, p).loss for p in card.losses}
    assert card.losses == losses
    assert Part.TRAINING in losses
    card.resize(160, card.height())  # too narrow for the matrix, which is named instead
    assert "Confusion matrix" in card.table.text()


def test_a_network_that_is_not_finished_says_what_is_missing(area, document, qtbot):
    card = shown(area, qtbot, "plane")
    document.load(Network(), None)
    settled(qtbot, card)
    assert card.is_empty
    assert "empty" in card.note.text()


@pytest.mark.parametrize("kind", [k for k in PlotArea.kinds() if k not in FOR_CLASSES])
def test_every_plot_is_saved_in_the_light_colours_and_looks_right_in_the_dark(
    area, session, qtbot, kind
):
    theme().set(dark=True, scale=1.5)
    session.start()
    session.epochs(5)
    session.finish("adam", 3)
    card = shown(area, qtbot, kind, 0)
    qtbot.waitUntil(lambda: not card.is_empty)
    root = ElementTree.fromstring(picture(card, "svg"))
    assert len(list(root.iter())) > 15
    assert theme().is_dark
    settled(qtbot, card)
    ground = card.grab().toImage().pixelColor(2, card.height() - 3)
    assert ground == theme().colour("panel")
    assert card.columns()


def test_a_card_takes_the_place_of_another_and_both_are_never_the_same(area, qtbot):
    area.show_plot("slice", 0)
    area.show_plot("plane", 0)
    assert [c.kind for c in area.shown] == ["plane", "slice"]
    area.resize(400, 280)
    assert [c.kind for c in area.shown] == ["plane"]


def test_plots_touch_neither_data_nor_weights(area, document, qtbot):
    before = document.network
    for kind in PlotArea.kinds():
        shown(area, qtbot, kind, 0)
    assert document.network is before
    assert not document.is_modified


def test_an_outdated_answer_is_dropped(area, document, qtbot):
    card = shown(area, qtbot, "plane")
    found = []
    answers = card.answers
    answers.ask("old", lambda: "old", found.append, cost=1e9)
    answers.ask("new", lambda: "new", found.append, cost=1e9)
    qtbot.waitUntil(lambda: not answers.is_busy)
    assert found == ["new"]


def test_the_window_does_not_wait_for_the_library_of_plots():
    code = (
        "import sys, os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from gui.document import Document; from gui.settings import Settings\n"
        "from gui.plots.plot_area import PlotArea\n"
        "from tests.gui.plots.stand_in import StandIn\n"
        "document = Document(); area = PlotArea(StandIn(document), document, Settings())\n"
        "assert 'pyqtgraph' not in sys.modules\n"
        "area.show()\n"
        "assert not area.cards\n"
        "while not area.cards: app.processEvents()\n"
        "assert [card.kind for card in area.shown] == ['loss', 'plane']\n"
        "area.shut_down(); print('fine')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.stdout == "fine\n", done.stderr
