"""The window arranges: workspaces, panels, presentation, languages, colours, small screens."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from core.language import language
from core.network.edge import Edge, EdgeKey
from core.network.network import Network
from core.network.node import Node, Role
from gui.appearance import Appearance, post_language_change
from gui.commands.export_commands import ExportCommands
from gui.inspector.observation_table import ObservationTable
from gui.lessons import lesson
from gui.theme import theme


@pytest.fixture
def house(window):
    """The window with the house prices drawn, in the workspace Draw."""
    window.open_lesson(lesson("house-prices"))
    window.workshop.show_workspace("draw")
    QApplication.processEvents()
    return window


def share_of(widget, window):
    return widget.width() * widget.height() / (window.width() * window.height())


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (2560, 1440)])
def test_the_canvas_keeps_most_of_the_window(house, size):
    house.resize(*size)
    QApplication.processEvents()
    assert house.size().toTuple() == size
    assert share_of(house.workshop.canvas, house) >= 0.55


def test_nothing_makes_the_window_wider_than_a_small_screen_even_with_large_text(house):
    theme().set(scale=2.5)
    house.actions_["view.step"].trigger()
    house.resize(1280, 720)
    QApplication.processEvents()
    assert house.width() <= 1280
    assert house.height() <= 720


def test_workspaces_change_what_is_around_the_one_canvas(house):
    desk = house.workshop
    canvas = desk.canvas
    assert house.actions_["view.draw"].isChecked()
    assert not desk.bottom.isVisible()
    house.actions_["view.step"].trigger()
    assert desk.canvas is canvas
    assert canvas.mode == "step"
    assert desk.bottom.isVisible()
    assert desk.step_panel.isVisible()
    assert not desk.tables.isVisible()
    assert desk.side.currentWidget() is desk.side_panel
    house.actions_["view.draw"].trigger()
    assert canvas.mode == "draw"
    assert desk.side.currentWidget() is desk.inspector


def test_training_has_its_own_bar_controls_and_plots_around_the_one_canvas(house):
    desk = house.workshop
    house.actions_["view.train"].trigger()
    assert desk.canvas.mode == "train"
    assert desk.side.currentWidget() is desk.controls
    assert desk.bottom.currentWidget() is desk.below
    assert desk.top_bar.run_bar.isVisible()
    assert not desk.top_bar.undo.isVisible()
    house.actions_["view.draw"].trigger()
    assert not desk.top_bar.run_bar.isVisible()
    assert desk.top_bar.undo.isVisible()


@pytest.mark.parametrize("name", ["parameters", "matrices", "observations"])
def test_tables_open_below_when_wanted_and_fold_away_again(house, name):
    action = house.actions_[f"view.{name}"]
    action.trigger()
    assert house.workshop.tables.isVisible()
    assert house.workshop.tables.current == name
    assert action.isChecked()
    action.trigger()
    assert not house.workshop.tables.isVisible()
    assert not action.isChecked()


@pytest.mark.parametrize("panel", ["side_panel", "bottom_panel", "tool_rail"])
def test_panels_fold_by_key_and_come_back(house, panel):
    desk = house.workshop
    widget = {"side_panel": desk.side, "bottom_panel": desk.bottom, "tool_rail": desk.rail}[panel]
    before = widget.isVisible()
    house.actions_[f"view.{panel}"].trigger()
    assert widget.isVisible() is not before
    house.actions_[f"view.{panel}"].trigger()
    assert widget.isVisible() is before


def test_presenting_leaves_canvas_and_formula_and_escape_ends_it(house, qtbot):
    house.actions_["view.step"].trigger()
    house.resize(1440, 900)
    QApplication.processEvents()
    house.actions_["view.present"].trigger()
    desk = house.workshop
    hidden = (house.menuBar(), desk.top_bar, desk.rail, desk.side, desk.step_panel.transport)
    assert not any(widget.isVisible() for widget in hidden)
    assert desk.canvas.isVisible()
    assert desk.step_panel.isVisible()
    house.presentation._escape.activated.emit()
    house.resize(1440, 900)
    QApplication.processEvents()
    assert all(widget.isVisible() for widget in hidden)


def test_a_tool_chosen_by_key_is_in_hand_and_marked(house, qtbot):
    house.workshop.canvas.setFocus()
    house.actions_["tool.connect"].trigger()
    assert house.workshop.canvas.tool == "connect"
    assert house.actions_["tool.connect"].isChecked()
    assert not house.actions_["tool.select"].isChecked()


def test_explaining_the_selected_edge_goes_to_its_chain_rule(house):
    house.document.select(edges=[EdgeKey("x1", "a1")])
    house.actions_["explain.selection"].trigger()
    assert house.workspace == "step"
    assert house.session.request.parameter.edge == EdgeKey("x1", "a1")


def test_keys_step_while_the_canvas_has_the_focus(house, qtbot):
    house.actions_["view.step"].trigger()
    house.workshop.canvas.setFocus()
    start = house.session.cursor
    house.actions_["step.next"].trigger()
    assert house.session.cursor == start + 1
    house.actions_["step.back"].trigger()
    assert house.session.cursor == start


def test_step_keys_do_nothing_while_drawing(house):
    assert not house.actions_["step.next"].isEnabled()


def test_the_language_changes_everywhere_at_once(house, settings, qapp):
    appearance = Appearance(qapp, settings)
    house.corner_tools.language.click()
    assert language() == "es"
    assert house.actions_["view.draw"].text() == "Dibujar"
    assert house.menuBar().actions()[0].text() == "&Archivo"
    assert house.workshop.tables.tabText(0) == "Parámetros"
    house.corner_tools.language.click()
    assert language() == "en"
    assert house.actions_["view.draw"].text() == "Draw"
    appearance.deleteLater()
    post_language_change(qapp)


def test_colours_change_with_a_click(house, settings, qapp):
    appearance = Appearance(qapp, settings)
    settings.set("theme", "light")
    house.corner_tools.theme.click()
    assert settings.get("theme") == "dark"
    assert theme().is_dark
    pixel = house.workshop.top_bar.grab().toImage().pixelColor(2, 2)
    assert pixel == theme().colour("panel")
    appearance.deleteLater()


def test_text_grows_by_steps_up_to_two_and_a_half(house):
    for _ in range(9):
        house.actions_["view.larger_text"].trigger()
    assert house.settings.get("text_scale") == 250
    house.actions_["view.smaller_text"].trigger()
    assert house.settings.get("text_scale") == 225


def test_a_message_is_shown_at_the_lower_edge_and_escape_closes_it(house, qtbot):
    house.tell("Something to know.")
    bar = house.workshop.messages
    assert bar.text == "Something to know."
    canvas = house.workshop.canvas
    assert canvas.rect().contains(bar.geometry())
    assert bar.geometry().bottom() > canvas.height() * 0.8
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bar.text == "")


def test_the_size_of_the_window_is_remembered(house, settings, qtbot):
    from gui.main_window import MainWindow

    house.resize(1000, 717)
    house.close()
    again = MainWindow(settings, furnish=False)
    qtbot.addWidget(again)
    assert again.height() == 717  # the width is more than the screen of the tests has


def test_the_matrix_of_a_band_is_opened_where_the_band_is(window):
    nodes = [Node("x", Role.INPUT, units=3), Node("h", Role.HIDDEN, units=2, bias=np.zeros(2))]
    edge = Edge("x", "h", np.ones((2, 3)))
    window.document.load(Network.build(nodes, [edge]), None)
    window.show_drawing()
    window.workshop.canvas.band_activated.emit(edge.key)
    assert not window.workshop.is_folded("bottom")
    assert window.workshop.tables.current == "matrices"
    assert window.focusWidget().model().matrix.cells[0][0].edge == edge.key


def place_of_drawing(window):
    canvas = window.workshop.canvas
    middle = canvas.viewportTransform().map(QPointF())
    return canvas.zoom, canvas.viewport().mapToGlobal(middle.toPoint())


def test_the_drawing_stays_where_it_is_when_the_workspace_changes(house, settings):
    settings.set("reduced_motion", True)
    house.resize(1440, 900)
    house.actions_["view.step"].trigger()
    QApplication.processEvents()
    zoom, place = place_of_drawing(house)
    for name in ("draw", "step", "draw"):
        house.actions_[f"view.{name}"].trigger()
        QApplication.processEvents()
        now, moved = place_of_drawing(house)
        assert now == zoom
        assert (moved - place).manhattanLength() <= 2


def test_a_drawing_that_does_not_fit_while_stepping_is_fitted_with_its_loss(house, settings):
    settings.set("reduced_motion", True)
    house.resize(1280, 720)
    QApplication.processEvents()
    canvas = house.workshop.canvas
    canvas.fit()
    house.actions_["view.step"].trigger()
    QApplication.processEvents()
    assert canvas.picture.loss is not None
    assert canvas.visible_rect().contains(canvas.picture.content_rect())
    house.session.last()
    assert canvas.visible_rect().contains(canvas.picture.loss.sceneBoundingRect())


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1920, 1080)])
def test_the_canvas_keeps_its_share_while_stepping(house, size):
    house.actions_["view.step"].trigger()
    house.resize(*size)
    QApplication.processEvents()
    assert share_of(house.workshop.canvas, house) >= 0.42


def test_the_selection_is_shown_only_while_drawing(house):
    key = EdgeKey("x1", "a1")
    house.document.select(edges=[key])
    pill = house.workshop.canvas.picture.edges.items[key]
    assert pill.state.selected
    house.actions_["view.step"].trigger()
    assert not pill.state.selected
    house.actions_["view.draw"].trigger()
    assert pill.state.selected


def test_presenting_goes_on_when_the_workspace_changes(house):
    house.actions_["view.present"].trigger()
    desk = house.workshop
    assert not desk.bottom.isVisible()
    house.actions_["view.step"].trigger()
    assert desk.step_panel.isVisible()
    assert not desk.step_panel.transport.isVisible()
    house.actions_["view.present"].trigger()
    assert desk.step_panel.transport.isVisible()


def test_the_row_chosen_in_the_table_is_the_one_stepped_through(window):
    window.open_lesson(lesson("xor"))
    window.workshop.show_table("observations")
    table = window.workshop.tables.currentWidget().findChild(ObservationTable)
    table.set_current_row(2)
    window.workshop.show_workspace("step")
    assert window.session.request.row == 2
    table.set_current_row(1)
    assert window.session.request.row == 1


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_the_drawing_is_saved_as_a_picture(window, tmp_path, suffix):
    window.open_lesson(lesson("house-prices"))
    target = tmp_path / f"drawing.{suffix}"
    ExportCommands(window).save_picture(target)
    assert target.stat().st_size > 1000


def test_the_drawing_and_the_formula_are_copied_from_the_menu(window, qtbot):
    window.open_lesson(lesson("house-prices"))
    window.workshop.show_workspace("step")
    window.session.next()
    for name in ("copy_picture", "copy_formula", "copy_latex"):
        commands = ExportCommands(window)
        getattr(commands, name)()
    assert r"\hat" in QApplication.clipboard().text() or "z_{1}" in QApplication.clipboard().text()


def test_f6_takes_the_keyboard_from_panel_to_panel_and_keeps_the_selection(window, qtbot):
    window.open_lesson(lesson("house-prices"))
    window.workshop.show_workspace("draw")
    window.document.select(nodes=["a1"])
    window.workshop.show_table("parameters")
    window.activateWindow()
    window.workshop.canvas.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.workshop.canvas)
    panels = [window.workshop.side, window.workshop.bottom, window.workshop.canvas]
    for panel in panels:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert panel is focused or panel.isAncestorOf(focused)
    assert window.document.selection.nodes == {"a1"}
