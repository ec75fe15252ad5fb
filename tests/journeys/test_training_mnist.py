"""A student lays down 784–16–10, gives it MNIST, trains an epoch, and looks at what is mixed up."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from core.compiling.compiler import compile_network, parameter_vector
from core.network.data import Part
from core.network.network import Network
from core.network.node import Array
from core.numerics.passes import predict
from gui.data.choose_dialog import ChooseDialog
from gui.dialogs.layers_dialog import LayersDialog
from gui.digits.browser import DigitBrowser
from gui.main_window import MainWindow
from gui.plots.confusion_card import ConfusionCard
from gui.training.session import State
from tests.journeys.user import User, answering

Until = Callable[[Callable[[], bool]], None]


def test_a_student_draws_784_16_10_trains_an_epoch_of_mnist_and_looks_at_the_mistakes(
    window: MainWindow, user: User, until: Until
) -> None:
    user.open_lesson()
    lay_down(window, user, "784-16-10", "12\u202f730 parameters")
    choose_mnist(window, user, until)
    assert [node.units for node in window.document.network.nodes.values()] == [784, 16, 10]
    assert window.document.undo_stack.count() == 2

    train_one_epoch(window, user, until)
    network = window.document.network
    (run,) = network.runs
    right = np.trace(counted(network, Part.TEST)) / 10_000
    assert 0.85 < right < 0.97  # a tenth by chance; a linear model ends at 0.92
    assert run.metrics["test.accuracy"] == right
    assert "% right" in window.workshop.top_bar.status.text
    model = window.workshop.below.runs.model
    assert f"{100 * right:.2f} %" in [model.index(0, i).data() for i in range(model.columnCount())]

    user.press("Alt+0")
    card = window.workshop.below.plots.cards["confusion"]
    assert isinstance(card, ConfusionCard)
    counts = counted(network, Part.VALIDATION)  # what it was not trained on, nor will be judged by
    until(lambda: card.judgement is not None and (card.judgement.confusion == counts).all())
    wrong = np.where(np.eye(10, dtype=bool), 0, counts)
    true, taken_for = divmod(int(wrong.argmax()), 10)
    browser = click_cell(window, user, card, true, taken_for)
    n = int(counts[true, taken_for])
    assert browser.title.text() == f"{true}, taken for {taken_for}: {n} observations"
    assert_these_digits(network, browser.grid.rows, true, taken_for, n)
    until(lambda: not browser.judging.is_busy)
    row = browser.grid.current_row
    assert browser.grid.caption(row).text == f"{true} ✗ {taken_for}"
    browser.close()


def lay_down(window: MainWindow, user: User, sizes: str, preview: str) -> None:
    """Press L, type the sizes of all layers, press Enter."""

    def type_sizes(dialog: QWidget) -> None:
        assert isinstance(dialog, LayersDialog)
        user.type(sizes)
        assert preview in dialog.preview.text()
        user.press("Return")

    with answering(type_sizes) as dialogs:
        user.press("L")
    assert dialogs
    user.come_back()


def choose_mnist(window: MainWindow, user: User, until: Until) -> None:
    """Click the digits among the built-in data, and use them for what is drawn."""

    def click_digits(dialog: QWidget) -> None:
        assert isinstance(dialog, ChooseDialog)
        gallery = dialog.gallery
        row = next(i for i in range(gallery.count()) if "MNIST" in gallery.item(i).text())
        gallery.scrollToItem(gallery.item(row))
        user.click(gallery.viewport(), gallery.visualItemRect(gallery.item(row)).center())
        until(lambda: dialog.key == "mnist" and dialog.use.isEnabled())
        assert "70\u202f000" in dialog.status.text()
        user.click(dialog.use)

    with answering(click_digits) as dialogs:
        user.press("Ctrl+G")
    assert dialogs
    user.come_back()
    assert window.document.network.data.n_observations == 70_000


def train_one_epoch(window: MainWindow, user: User, until: Until) -> None:
    user.press("Ctrl+3")
    controls, session = window.workshop.controls, window.training
    assert (session.training.optimizer, session.training.batch_size) == ("adam", 128)
    user.write(controls.optimizer.rate, "0.003")
    user.write(controls.stop.epochs.lineEdit(), "1")
    user.click(window.workshop.top_bar.run_bar.buttons["toggle"])
    until(lambda: session.state is State.IDLE)
    until(lambda: "test.accuracy" in window.document.network.runs[0].metrics)


def click_cell(
    window: MainWindow, user: User, card: ConfusionCard, true: int, taken_for: int
) -> DigitBrowser:
    """Click a cell of the matrix; the window that opens."""
    grid = card.grid
    cell = grid.rectangle(grid.area(QRectF(grid.rect())), true, taken_for)
    user.click(grid, cell.center().toPoint())
    return next(w for w in window.children() if isinstance(w, DigitBrowser) and w.isVisible())


def counted(network: Network, part: Part) -> Array:
    """How often each class (row) is taken for each (column) on a part of the digits."""
    plan, rows = compile_network(network), network.data.rows(part)
    said = predict(plan, parameter_vector(plan, network), network.data.inputs[rows])
    counts = np.zeros((10, 10), int)
    np.add.at(counts, (network.data.targets[rows].argmax(axis=1), said.argmax(axis=1)), 1)
    return counts


def assert_these_digits(network: Network, rows: Array, true: int, taken_for: int, n: int) -> None:
    assert len(rows) == n
    assert set(rows) <= set(network.data.rows(Part.VALIDATION))
    assert (network.data.targets[rows].argmax(axis=1) == true).all()
    plan = compile_network(network)
    said = predict(plan, parameter_vector(plan, network), network.data.inputs[rows])
    assert (said.argmax(axis=1) == taken_for).all()
