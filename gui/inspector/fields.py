"""Fields for text and whole numbers that are taken on leaving, and never by the wheel."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox

from gui.theme import theme


class TextField(QLineEdit):
    """One line, taken on Enter and on leaving; Escape gives up."""

    committed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._taken = ""
        self.editingFinished.connect(self.take)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_text(self, text: str) -> None:
        """Show another text; what is being typed is not disturbed."""
        self._taken = text
        if not (self.hasFocus() and self.isModified()) and text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def take(self) -> None:
        """Take what is typed, if it is new."""
        if self.text() != self._taken:
            self._taken = self.text()
            self.setModified(False)
            self.committed.emit(self._taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._taken:
            self.setText(self._taken)
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setFont(theme().font(10))
        self.setMinimumHeight(theme().px(30))


class NotesField(QPlainTextEdit):
    """Several lines, taken on leaving; Tab moves on."""

    committed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._taken = ""
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_text(self, text: str) -> None:
        """Show another text; what is being typed is not disturbed."""
        edited = self.hasFocus() and self.toPlainText() != self._taken
        self._taken = text
        if not edited and text != self.toPlainText():
            self.setPlainText(text)

    def take(self) -> None:
        """Take what is typed, if it is new."""
        if self.toPlainText() != self._taken:
            self._taken = self.toPlainText()
            self.committed.emit(self._taken)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._taken:
            self.setPlainText(self._taken)
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setFont(theme().font(10))
        self.setFixedHeight(theme().px(76))


class WholeField(QSpinBox):
    """A whole number that the wheel leaves alone."""

    def __init__(self, low: int, high: int) -> None:
        super().__init__()
        self.setRange(low, high)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setKeyboardTracking(False)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_value(self, value: int) -> None:
        """Show a number without telling anybody."""
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _restyle(self) -> None:
        self.setFont(theme().font(10))
        self.setMinimumHeight(theme().px(30))
