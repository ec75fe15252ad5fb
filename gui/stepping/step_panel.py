"""The panel below the canvas: the transport, what the step does, and its formulas."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.formula.formula_view import FormulaView
from gui.stepping.lesson_row import LessonRow
from gui.stepping.session import State, StepSession
from gui.stepping.step_content import StepContent
from gui.stepping.texts import spoken, step_sentence, step_title
from gui.stepping.transport import Transport
from gui.theme import theme

_FORMULA_SIZE, _PRESENTED_SIZE = 22.0, 32.0


class StepPanel(QWidget):
    """Shows a `StepSession` and moves it: →, ←, Home, End, Space."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.transport, self.lesson_row = Transport(session), LessonRow(session)
        self.content = StepContent(session)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._keys = {
            Qt.Key.Key_Right: session.next,
            Qt.Key.Key_Left: session.back,
            Qt.Key.Key_Home: session.first,
            Qt.Key.Key_End: session.last,
            Qt.Key.Key_Space: session.toggle_play,
        }
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.content.formula.set_size(_FORMULA_SIZE)
        self._lay_out()
        session.step_changed.connect(self.refresh)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 0)
        column.setSpacing(2)
        for widget in (self.lesson_row, self.transport, self.words):
            column.addWidget(widget)
        column.addWidget(self.content, 1)

    @property
    def formula(self) -> FormulaView:
        """The view of plain formula lines."""
        return self.content.formula

    def set_presenting(self, on: bool) -> None:
        """Leave out the choices and write larger, for the back of a classroom."""
        self.lesson_row.setVisible(not on)
        self.content.formula.set_size(_PRESENTED_SIZE if on else _FORMULA_SIZE)

    def refresh(self) -> None:
        """Show the step."""
        self._write_words()
        self.content.refresh()
        self._announce()

    def _write_words(self) -> None:
        session = self.session
        sentence = _escaped(step_sentence(session))
        if session.state is State.READY:
            title = _escaped(step_title(session, session.cursor))
            muted = theme().colour("muted").name()
            sentence = f'<b>{title}.</b> <span style="color: {muted}">{sentence}</span>'
        self.words.setText(sentence)
        self.setAccessibleDescription(spoken(session))

    def _announce(self) -> None:
        if self.isVisible():
            event = QAccessibleAnnouncementEvent(self, spoken(self.session))
            QAccessible.updateAccessibility(event)

    def _restyle(self) -> None:
        self.words.setFont(theme().font(10))
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(Qt.Key(event.key()))
        if act is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            act()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(190))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
