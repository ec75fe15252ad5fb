"""The keys of a heat-map: moving, reading, copying, and typing a number."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from gui.weights.heat_view import HeatView

_Key = Qt.Key
_MOVES = {
    _Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1), _Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0),
}  # fmt: skip
_OWN = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)
_ZOOM = 1.3
_NUMBER = "0123456789-−.,"


def claims(event: QKeyEvent) -> bool:
    """Return whether a key is the heat-map's own, though the window knows it as a command."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return any(event.matches(key) for key in _OWN) or (
        plain
        and (
            (bool(event.text()) and event.text() in _NUMBER + "+=")
            or event.key() in (*_MOVES, _Key.Key_F2)
        )
    )


def press(view: "HeatView", event: QKeyEvent) -> bool:
    """Do what a key stands for; return whether it stands for anything."""
    if event.matches(QKeySequence.StandardKey.Copy):
        view.copy()
    elif event.matches(QKeySequence.StandardKey.Paste):
        view.paste()
    elif event.matches(QKeySequence.StandardKey.SelectAll):
        view.select_all()
    elif event.key() in (_Key.Key_Return, _Key.Key_Enter):
        view.open_current()
    elif event.key() == _Key.Key_F2:
        view.editor.open()
    else:
        return _move(view, event) or _write(view, event)
    return True


def _move(view: "HeatView", event: QKeyEvent) -> bool:
    rows, columns = view.sheet.shape
    row, column = view.current
    far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    page = max(1, int(view.area.height() // view.geometry_.cell_height))
    if event.key() in _MOVES:
        down, right = _MOVES[_Key(event.key())]
        step = max(rows, columns) if far else 1
        view.go_to(row + down * step, column + right * step, extend)
    elif event.key() == _Key.Key_Home:
        view.go_to(0 if far else row, 0, extend)
    elif event.key() == _Key.Key_End:
        view.go_to(rows - 1 if far else row, columns - 1, extend)
    elif event.key() in (_Key.Key_PageUp, _Key.Key_PageDown):
        sign = 1 if event.key() == _Key.Key_PageDown else -1
        view.go_to(row + sign * page, column, extend)
    else:
        return False
    return True


def _write(view: "HeatView", event: QKeyEvent) -> bool:
    text = event.text()
    if not text or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return False
    if text in "+=":
        view.zoom(_ZOOM)
    elif text == "_":
        view.zoom(1 / _ZOOM)
    elif text in "fF":
        view.fit()
    elif text in "rR":
        view.read()
    elif text in _NUMBER:
        view.editor.open(text)
    else:
        return False
    return True
