"""The keys that walk about in a formula while it has the focus."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

WALK = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
}  # fmt: skip
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

# Where walking begins, as an index, for each way in which the keyboard brings the focus.
BY_KEYBOARD = {Qt.FocusReason.TabFocusReason: 0, Qt.FocusReason.BacktabFocusReason: -1}


def takes_key(event: QEvent) -> bool:
    """Whether a formula with the focus wants a key before the shortcuts, as the arrow keys."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and (event.key() in WALK or event.key() in ENTER)
    )
