"""A field for one number: typed as people write it, taken on Enter and on leaving."""

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from core.language import tr
from core.network.errors import NodewiseError
from core.network.notation import LECTURE, Notation
from core.numbers import NumberError, exact, format_number, parse_number
from gui.theme import theme


class NumberField(QLineEdit):
    """Shows a number in the user's notation, and every digit of it while it is edited.

    What is no number is outlined in red with a sentence and stays while the field has the focus;
    leaving the field, or Escape, brings the last number back. None is shown as "mixed".
    """

    value_committed = Signal(float)
    """A number was typed and taken."""
    refused = Signal(str)
    """Something was typed that is no number; the sentence says so."""

    def __init__(self, notation: Notation = LECTURE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: float | None = None
        self._notation = notation
        self._hint = ""
        self._select_on_release = False
        self._problem: NodewiseError | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textEdited.connect(lambda _text: self._show_problem(None))
        self.returnPressed.connect(self._take_on_enter)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._retranslate()

    @property
    def value(self) -> float | None:
        """The last number that was set or taken."""
        return self._value

    @property
    def is_edited(self) -> bool:
        """Return whether something was typed that is not taken yet."""
        return self.isModified()

    @property
    def problem(self) -> str:
        """Why the text is refused, blank if it is not."""
        return str(self._problem) if self._problem else ""

    def set_value(self, value: float | None) -> None:
        """Show another number; what is being typed is not disturbed."""
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self._show_value()

    def set_notation(self, notation: Notation) -> None:
        """Write numbers another way."""
        self._notation = notation
        self.set_value(self._value)

    def set_hint(self, text: str) -> None:
        """Say what the field is for, in the tooltip and to screen readers."""
        self._hint = text
        if self._problem is None:
            self.setToolTip(text)
            self.setAccessibleDescription(text)

    def check(self) -> bool:
        """Return whether what is typed is a number; say so if it is not."""
        if not self.isModified() or self._is_left_blank():
            return True
        try:
            parse_number(self.text())
        except NumberError as error:
            self._show_problem(error)
            self.refused.emit(str(error))
            return False
        return True

    def _is_left_blank(self) -> bool:
        return self._value is None and not self.text().strip()

    def take(self) -> bool:
        """Take what is typed, if anything; return whether the field is in order."""
        if not self.isModified() or self._is_left_blank():
            return True
        if not self.check():
            return False
        value = parse_number(self.text())
        same = value == self._value
        self._value = value
        self._show_value()
        if not same:
            self.value_committed.emit(value)
        return True

    def revert(self) -> None:
        """Give up what is typed."""
        self._show_value()

    def _take_on_enter(self) -> None:
        if self.take():
            self.selectAll()
        else:
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), self.problem, self)

    def _show_value(self) -> None:
        self._show_problem(None)
        if self._value is None:
            text = ""
        elif self.hasFocus():
            text = exact(self._value, self._notation)
        else:
            text = format_number(self._value, self._notation)
        if text != self.text() or self.isModified():
            self.setText(text)
            self.setCursorPosition(0)
        self.setModified(False)

    def _show_problem(self, problem: NodewiseError | None) -> None:
        if problem is self._problem:
            return
        self._problem = problem
        self.setToolTip(self.problem or self._hint)
        self.setAccessibleDescription(self.problem or self._hint)
        self.update()

    def _retranslate(self) -> None:
        self.setPlaceholderText(tr("mixed"))
        if self._problem:
            self.setToolTip(self.problem)

    def _restyle(self) -> None:
        self.setFont(theme().font(10))
        self.setMinimumHeight(theme().px(30))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def event(self, event: QEvent) -> bool:
        # An unedited field leaves Undo and Redo to the drawing.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self.isModified()
            and any(event.matches(k) for k in _LEFT_TO_THE_DRAWING)
        ):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.isModified():
            self._show_value()
        self.selectAll()
        self._select_on_release = event.reason() == Qt.FocusReason.MouseFocusReason

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        if not self.take():
            self.revert()
        self._show_value()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        # The click that gives the focus would undo the selection made there.
        if self._select_on_release and not self.hasSelectedText():
            self.selectAll()
        self._select_on_release = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.isModified() or self._problem:
                self.revert()
                self.selectAll()
            else:
                event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._problem is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("bad"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)
        painter.end()


_LEFT_TO_THE_DRAWING = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
