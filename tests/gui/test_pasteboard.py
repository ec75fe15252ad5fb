"""What was copied does not crash the program when it ends."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QGuiApplication, QImage

from gui.pasteboard import leave_to_qt, put

PROGRAM = """
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QApplication
from gui.pasteboard import leave_to_qt, put
application = QApplication([])
application.aboutToQuit.connect(leave_to_qt)
mime = QMimeData()
mime.setText("copied")
put(mime)
QTimer.singleShot(0, application.quit)
application.exec()
"""


def test_a_program_that_copied_ends_well() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=root, capture_output=True, timeout=300
    )
    assert done.returncode == 0, done.stderr


def test_the_picture_or_the_text_stays(qapp: object) -> None:
    clipboard = QGuiApplication.clipboard()
    mime = QMimeData()
    mime.setText("w11")
    put(mime)
    leave_to_qt()
    assert clipboard.text() == "w11"
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    mime = QMimeData()
    mime.setImageData(picture)
    put(mime)
    leave_to_qt()
    assert clipboard.image().pixelColor(1, 1) == QColor("red")


def test_what_somebody_else_copied_is_left_alone(qapp: object) -> None:
    ours, theirs = QMimeData(), QMimeData()
    ours.setText("ours")
    theirs.setText("theirs")
    theirs.setData("text/html", b"<b>theirs</b>")
    put(ours)
    QGuiApplication.clipboard().setMimeData(theirs)
    leave_to_qt()
    assert QGuiApplication.clipboard().mimeData().hasHtml()
    QGuiApplication.clipboard().clear()
