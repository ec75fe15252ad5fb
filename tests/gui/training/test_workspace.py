"""The workspace Train in the window: bar, keys, live numbers on the canvas, closing, opening."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from core.network.edge import Parameter
from core.network.node import Unit
from gui import questions
from gui.training.host import host
from gui.training.session import State
from tests.gui.training.conftest import xor_network

ENDLESS = 1_000_000_000


@pytest.fixture
def training(window):
    """The window in the workspace Train with XOR, ready for an endless run."""
    window.document.load(xor_network(epochs=ENDLESS, learning_rate=0.01), None)
    window.show_drawing()
    window.actions_["view.train"].trigger()
    window.activateWindow()
    return window


def until_moving(qtbot, window):
    session = window.workshop.training
    qtbot.waitUntil(lambda: session.report is not None and session.report.step > 0)
    return session


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key over the drawing, once the window has the keyboard."""
    canvas = window.workshop.canvas
    window.activateWindow()
    canvas.setFocus()
    qtbot.waitUntil(lambda: window.isActiveWindow() and canvas.hasFocus())
    qtbot.keyClick(canvas, key, modifier)


def test_space_runs_and_pauses_and_the_bar_follows(qtbot, training):
    bar = training.workshop.top_bar.run_bar
    press(qtbot, training, Qt.Key.Key_Space)
    session = until_moving(qtbot, training)
    assert session.state is State.RUNNING
    assert bar.buttons["toggle"].text().strip() == "Pause"
    assert not training.actions_["train.one_batch"].isEnabled()
    press(qtbot, training, Qt.Key.Key_Space)
    assert session.state is State.PAUSED
    assert bar.buttons["toggle"].text().strip() == "Run"
    assert training.actions_["train.one_batch"].isEnabled()


def test_one_batch_and_one_epoch_by_key(qtbot, training):
    session = training.workshop.training
    press(qtbot, training, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: session.state is State.PAUSED)
    assert session.report.step == 1
    press(qtbot, training, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: session.report.epoch == 2)


def test_the_canvas_shows_the_live_numbers_and_the_document_stays(qtbot, training):
    picture = training.workshop.canvas.picture
    first = Parameter(Unit("a1"), Unit("x1"))
    training.actions_["train.toggle"].trigger()
    session = until_moving(qtbot, training)
    qtbot.waitUntil(lambda: session.network.value(first) != 0.7)
    session.pause()
    qtbot.waitUntil(lambda: picture.shown is session.network)
    assert training.document.network.value(first) == 0.7
    assert picture.connections[first.edge].value == session.network.value(first)
    training.actions_["view.draw"].trigger()
    assert picture.shown is training.document.network
    assert picture.connections[first.edge].value == 0.7
    training.actions_["view.train"].trigger()
    assert picture.connections[first.edge].value == session.network.value(first)
    session.stop()
    assert picture.shown is training.document.network
    assert picture.connections[first.edge].value != 0.7


def test_pictures_stand_inside_neurons_in_train_alone(training):
    canvas = training.workshop.canvas
    training.workshop.below.plots.pictures.set_on(False)  # whose own would come in between
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff0000"))
    training.workshop._show_pictures({"a1": image})
    QApplication.processEvents()

    def middle():
        place = canvas.mapFromScene(canvas.picture.nodes["a1"].pos())
        return canvas.viewport().grab().toImage().pixelColor(place).name()

    assert middle() == "#ff0000"
    training.actions_["view.draw"].trigger()
    assert middle() != "#ff0000"


def test_the_status_names_epoch_speed_and_loss(qtbot, training):
    training.actions_["train.toggle"].trigger()
    session = until_moving(qtbot, training)
    qtbot.waitUntil(lambda: session.speed > 0)
    status = training.workshop.top_bar.status
    qtbot.waitUntil(lambda: "steps/s" in status.text)
    assert status.text.startswith("epoch ")
    assert "loss " in status.text
    session.stop()
    assert "epochs" in status.accessibleName()


def test_closing_in_the_middle_of_a_run_asks_with_the_result_in_the_document(
    qtbot, training, monkeypatch
):
    asked = []

    def about_unsaved(*_):
        asked.append(len(training.document.network.runs))
        return questions.Unsaved.DISCARD

    monkeypatch.setattr(questions, "about_unsaved", about_unsaved)
    training.actions_["train.toggle"].trigger()
    session = until_moving(qtbot, training)
    assert training.close()
    assert asked == [1]
    assert session.state is State.IDLE


def test_a_cancelled_close_leaves_an_ended_run_and_a_window_that_trains_on(
    qtbot, training, monkeypatch
):
    monkeypatch.setattr(questions, "about_unsaved", lambda *_: questions.Unsaved.CANCEL)
    training.actions_["train.toggle"].trigger()
    session = until_moving(qtbot, training)
    assert not training.close()
    assert session.state is State.IDLE
    training.actions_["train.one_batch"].trigger()
    qtbot.waitUntil(lambda: session.state is State.PAUSED)


def test_opening_another_file_gives_it_nothing_of_the_run(qtbot, training, tmp_path, monkeypatch):
    from core.files.writer import write_network

    other = replace(xor_network(), title="Other")
    write_network(tmp_path / "other.nodewise", other)
    monkeypatch.setattr(questions, "about_unsaved", lambda *_: questions.Unsaved.DISCARD)
    training.actions_["train.toggle"].trigger()
    until_moving(qtbot, training)
    assert training.keeper.open(tmp_path / "other.nodewise")
    assert training.document.network.title == "Other"
    assert training.document.network.edges == other.edges
    assert training.document.network.runs == ()
    assert training.document.undo_stack.count() == 0


def test_saving_keeps_what_the_run_has_reached(qtbot, training, tmp_path):
    from core.files.reader import read_network

    path = tmp_path / "mine.nodewise"
    training.document.set_path(path)
    training.actions_["train.toggle"].trigger()
    session = until_moving(qtbot, training)
    assert training.keeper.save()
    saved = read_network(path)
    assert saved.edges == training.document.network.edges
    assert len(saved.runs) == 1
    assert (
        saved.value(Parameter(Unit("a1"), Unit("x1")))
        == session._last.theta[session.plan.theta_index(Parameter(Unit("a1"), Unit("x1")))]
    )


@pytest.mark.parametrize("size", [(1280, 720), (2560, 1440)])
def test_the_bar_fits_the_window(training, size):
    training.resize(*size)
    QApplication.processEvents()
    bar = training.workshop.top_bar
    assert training.width() == size[0]
    assert bar.run_bar.geometry().right() < bar.switch.geometry().left()
    assert bar.switch.geometry().right() < bar.status.geometry().left() + 1


def test_the_worker_is_shared_and_started_once(training):
    assert host() is host()
    before = host().pid
    host().start()
    assert host().pid == before


def test_plots_are_brought_by_key_and_take_the_keyboard(window, qtbot):
    window.document.load(xor_network(), None)
    window.show_drawing()
    actions = window.actions_
    actions["view.plot_slice"].trigger()
    assert window.workspace == "train"
    plots = window.workshop.below.plots
    qtbot.waitUntil(lambda: [c.kind for c in plots.shown] == ["loss", "slice"])
    window.workshop.fold("bottom", True)
    actions["view.plot_contour"].trigger()
    assert not window.workshop.is_folded("bottom")
    assert [c.kind for c in plots.shown] == ["loss", "contour"]
    actions["view.plot_loss"].trigger()
    assert [c.kind for c in plots.shown] == ["loss", "contour"]
    loss = plots.card("loss")
    qtbot.waitUntil(lambda: window.focusWidget() is not None)
    assert loss.isAncestorOf(window.focusWidget())
    enlarge_and_leave(qtbot, window, plots)


def enlarge_and_leave(qtbot, window, plots):
    """The plot with the keyboard gets the whole window, and Escape gives the rest back."""
    desk, actions = window.workshop, window.actions_
    height = desk.below.height()
    actions["view.enlarge_plot"].trigger()
    assert [c.kind for c in plots.shown] == ["loss"]
    assert not desk.canvas.isVisible()
    assert not desk.below.runs.isVisible()
    assert actions["view.enlarge_plot"].isChecked()
    assert plots.width() >= desk.width() - 4
    assert desk.below.height() > 1.5 * height
    actions["view.plot_slice"].trigger()
    assert [c.kind for c in plots.shown] == ["slice"]
    actions["view.draw"].trigger()
    assert desk.canvas.isVisible()
    assert desk.side.isVisible()
    actions["view.train"].trigger()
    assert not desk.canvas.isVisible()
    plots.card("slice").take_focus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.canvas.isVisible())
    assert desk.below.runs.isVisible()
    assert not actions["view.enlarge_plot"].isChecked()
    assert desk.below.height() == height


class Requests(QObject):
    """Counts the widgets that are asked to lay out what is in them."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, widget, event):
        if event.type() is QEvent.Type.LayoutRequest and isinstance(widget, QWidget):
            self.seen.append(widget)
        return False


def test_a_training_does_not_lay_the_window_out_again_and_again(qtbot, training):
    session = training.workshop.training
    training.actions_["train.toggle"].trigger()
    qtbot.waitUntil(lambda: session.n_done > 0)
    qtbot.waitUntil(lambda: len(training.workshop.below.plots.shown) == 2)
    reports = []
    session.reported.connect(reports.append)
    qtbot.waitUntil(lambda: len(reports) > 20)
    requests = Requests()
    QApplication.instance().installEventFilter(requests)
    try:
        del reports[:]
        qtbot.waitUntil(lambda: len(reports) > 20)
    finally:
        QApplication.instance().removeEventFilter(requests)
    assert len(requests.seen) < 60  # some number becomes wider now and then
