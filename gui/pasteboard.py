"""Putting things on the clipboard so that they, and the program, end well."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

_ours: QMimeData | None = None


def put(mime: QMimeData) -> None:
    """Put something in several forms on the clipboard."""
    global _ours
    _ours = mime
    QGuiApplication.clipboard().setMimeData(mime)


def leave_to_qt() -> None:
    """Put what we copied on the clipboard anew, so that Qt and not Python owns it.

    Qt frees the clipboard after Python has ended, and freeing an object that Python made crashes
    then. Only the plainest form survives: the picture or the text. What somebody else copied since
    is left alone.
    """
    global _ours
    clipboard = QGuiApplication.clipboard()
    ours, _ours = _ours, None
    if ours is None or clipboard.mimeData() is not ours:
        return
    if ours.hasImage():
        clipboard.setImage(QImage(ours.imageData()))
    else:
        clipboard.setText(ours.text())
