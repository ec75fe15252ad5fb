"""Small controls of the stepping panels that get along with the keys of the steps."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

_KEYS_OF_BUTTONS = (Qt.Key.Key_Space,)
_KEYS_OF_CHOICES = (Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End)


class _OwnKeys(QObject):
    """Lets a control with the focus have keys that would otherwise move along the steps."""

    def __init__(self, keys: Sequence[Qt.Key], parent: QObject) -> None:
        super().__init__(parent)
        self._keys = keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in self._keys
        ):
            event.accept()
            return True
        return False


def with_own_keys(widget: QWidget) -> None:
    """Let Space press a button, and Space, Home and End move in a list of choices."""
    keys = _KEYS_OF_CHOICES if isinstance(widget, QComboBox) else _KEYS_OF_BUTTONS
    widget.installEventFilter(_OwnKeys(keys, widget))


class Segments(QWidget):
    """A row of buttons of which one is chosen."""

    chosen = Signal(object)

    def __init__(self, keys: Sequence[object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = list(keys)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.buttons: list[QPushButton] = []
        for key in self._keys:
            button = QPushButton()
            button.setCheckable(True)
            with_own_keys(button)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self.buttons.append(button)
            row.addWidget(button)

    def set_texts(self, texts: Sequence[str], tips: Sequence[str]) -> None:
        """Write the buttons, in the order of the keys."""
        for button, text, tip in zip(self.buttons, texts, tips, strict=True):
            button.setText(text)
            button.setToolTip(tip)

    def show_key(self, key: object) -> None:
        """Mark what is chosen, without telling anybody."""
        self.buttons[self._keys.index(key)].setChecked(True)


class Choices(QComboBox):
    """A choice among keys with texts that follow the language; ``chosen`` is the user's."""

    chosen = Signal(object)

    def __init__(self, keys: Sequence[object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = list(keys)
        self.addItems([""] * len(self._keys))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        with_own_keys(self)
        self.activated.connect(lambda index: self.chosen.emit(self._keys[index]))

    def set_texts(self, name: str, texts: Sequence[str], tip: str) -> None:
        """Write the choices, in the order of the keys."""
        for index, text in enumerate(texts):
            self.setItemText(index, text)
        self.setAccessibleName(name)
        self.setToolTip(tip)

    def show_key(self, key: object) -> None:
        """Show a key; one that is not there leaves the choice blank."""
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else -1)
