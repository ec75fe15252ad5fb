from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from gui.messages import MessageBar


def test_work_shows_its_share_and_escape_gives_it_up(qtbot):
    area, given_up = QWidget(), []
    qtbot.addWidget(area)
    area.resize(600, 300)
    area.show()
    bar = MessageBar(area)
    bar.show_progress("Working", 0.25, lambda: given_up.append(True))
    assert (bar.text, bar.progress.value(), bar.progress.isVisible()) == ("Working", 250, True)
    bar.clear()  # as any command does: the work goes on and says so again
    bar.show_progress("Working", 0.5, lambda: given_up.append(True))
    assert bar.text == "Working"
    qtbot.keyClick(area, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: given_up == [True])
    assert not bar.text
    bar.show_message("Another")
    bar.show_progress("Working", 0.7, lambda: None)
    bar.end_progress()
    assert (bar.text, bar.progress.isVisible()) == ("Another", False)


def test_a_button_does_only_what_the_last_message_offers(qtbot):
    area, done = QWidget(), []
    qtbot.addWidget(area)
    area.show()
    bar = MessageBar(area)
    bar.show_message("One", button="Do one", act=lambda: done.append(1))
    bar.show_message("Two", button="Do two", act=lambda: bar.show_message(f"{done} Three"))
    qtbot.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert bar.text == "[] Three"
