"""The commands on data in a whole window, and a table that is dropped on it."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from core.network.node import Role
from gui.data.choose_dialog import ChooseDialog
from gui.data.import_dialog import ImportDialog
from gui.data.split_dialog import SplitDialog


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
    qtbot.waitUntil(lambda: window.document.undo_stack.count() == 1, timeout=8000)
    assert kept[0]
    assert window.document.network.output_function == "logistic"
    assert window.document.undo_stack.undoText() == "Use the data points.csv"


@pytest.mark.parametrize("name", ["data.split", "data.export"])
def test_without_data_there_is_nothing_to_split_or_export(window, name):
    action = window.actions_[name]
    assert not action.isEnabled()
    assert "no observations yet" in action.toolTip()
