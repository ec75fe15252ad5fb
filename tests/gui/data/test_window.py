"""The commands on data in a whole window, and a table that is dropped on it."""

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication

from core.network.node import Role
from gui.data.choose_dialog import ChooseDialog
from gui.data.image_dialog import ImageDialog
from gui.data.import_dialog import ImportDialog
from gui.data.split_dialog import SplitDialog
from gui.digits.browser import DigitBrowser
from gui.stepping.session import State


def answer(qtbot, kind, act):
    """Do ``act`` with the dialog of some kind as soon as it is there and ready."""
    seen = []

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind) and dialog.use.isEnabled():
            timer.stop()
            seen.append(dialog)
            act(dialog)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    return seen, timer


def drop(window, path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(event)


def test_built_in_data_are_chosen_and_split_from_the_menu(qtbot, window):
    def use(dialog):
        dialog.show_set("circles")
        qtbot.waitUntil(lambda: dialog.use.isEnabled() and not dialog._background.is_busy)
        dialog.accept()

    kept = answer(qtbot, ChooseDialog, use)
    window.actions_["data.choose"].trigger()
    assert kept[0]
    network = window.document.network
    assert len(network.units(Role.HIDDEN)) == 4
    assert network.data.source["dataset"] == "circles"
    assert window.is_drawing_shown
    assert window.actions_["data.split"].isEnabled()
    kept = answer(qtbot, SplitDialog, lambda dialog: dialog.accept())
    window.actions_["data.split"].trigger()
    assert kept[0]
    assert window.document.network.data.split is not None
    assert window.document.undo_stack.count() == 2


def test_a_table_that_is_dropped_is_imported(qtbot, window, tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("a;b;class\n1,5;2;yes\n2;1;no\n3;4;yes\n", "utf-8")
    kept = answer(qtbot, ImportDialog, lambda dialog: dialog.accept())
    drop(window, path)
    qtbot.waitUntil(lambda: window.document.undo_stack.count() == 1)
    assert kept[0]
    assert window.document.network.output_function == "logistic"
    assert window.document.undo_stack.undoText() == "Use the data points.csv"


@pytest.mark.parametrize("name", ["data.split", "data.export"])
def test_without_data_there_is_nothing_to_split_or_export(window, name):
    action = window.actions_[name]
    assert not action.isEnabled()
    assert "no observations yet" in action.toolTip()


def test_a_folder_of_images_that_is_dropped_is_imported_browsed_and_stepped(
    qtbot, window, tmp_path
):
    root = tmp_path / "digits"
    root.mkdir()
    for i in range(6):
        image = QImage(7, 7, QImage.Format.Format_Grayscale8)
        image.fill(255)
        image.setPixelColor(i, 3, "black")
        image.save(str(root / f"{i % 2}_{i}.png"))
    kept = answer(qtbot, ImageDialog, lambda dialog: dialog.accept())
    drop(window, root)
    qtbot.waitUntil(lambda: window.document.undo_stack.count() == 1)
    assert kept[0]
    assert window.document.network.data.image == (7, 7)

    window.actions_.run("data.browse")
    browser = next(w for w in QApplication.topLevelWidgets() if isinstance(w, DigitBrowser))
    qtbot.waitUntil(lambda: not browser.judging.is_busy)
    assert len(browser.grid.rows) == 6
    window.workshop.show_digits(np.array([4, 1]), "two of them")
    assert browser.grid.rows.tolist() == [4, 1]
    browser.grid.activated.emit(4)
    assert window.workspace == "step"
    assert window.session.request.row == 4
    qtbot.waitUntil(lambda: window.session.state is State.READY)
    browser.close()
