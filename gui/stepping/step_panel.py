"""The panel below the canvas: the transport, what the step does, and its formulas."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from gui.formula.formula_view import FormulaView
from gui.stepping.answer_row import AnswerRow
from gui.stepping.lesson_row import LessonRow
from gui.stepping.session import State, StepSession
from gui.stepping.step_content import StepContent
from gui.stepping.texts import spoken, step_sentence, step_title
from gui.stepping.transport import Transport
from gui.stepping.words import Words
from gui.theme import theme

_PRESENTED = 1.7
_LOW = 250
"""Below this height, at 100 % text, everything that moves along the steps stands in one row."""
_LEAST_TRANSPORT, _USUAL_TRANSPORT = 320, 860
_LEAST_FORMULA = 150


class StepPanel(QWidget):
    """Shows a `StepSession` and moves it: →, ←, Home, End, Space."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.transport, self.lesson_row = Transport(session), LessonRow(session)
        self.content = StepContent(session)
        self.words = Words()
        self.answer = AnswerRow(session)
        self._keys = {
            Qt.Key.Key_Right: session.next,
            Qt.Key.Key_Left: session.back,
            Qt.Key.Key_Home: session.first,
            Qt.Key.Key_End: session.last,
            Qt.Key.Key_Space: session.toggle_play,
        }
        self._presenting = self._in_one_row = False
        self._said = ""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        session.step_changed.connect(self.refresh)
        session.by_hand_changed.connect(self._space_words)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.setSpacing(16)
        self._top.addWidget(self.lesson_row, 1)
        self._top.addWidget(self.lesson_row.pace)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._top)
        self._gap = QSpacerItem(0, 8)
        self._column.addItem(self._gap)
        self._column.addWidget(self.transport)
        self._above_words, self._below_words = QSpacerItem(0, 8), QSpacerItem(0, 4)
        self._column.addItem(self._above_words)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.words, 3)
        line.addWidget(self.answer, 5)
        self._column.addLayout(line)
        self._column.addItem(self._below_words)
        self._column.addWidget(self.content, 1)
        self._set_margins()

    def _set_margins(self) -> None:
        if self._presenting:
            self._column.setContentsMargins(48, 20, 48, 12)
        else:
            self._column.setContentsMargins(16, 10, 16, 4)

    @property
    def formula(self) -> FormulaView:
        """The view of plain formula lines."""
        return self.content.formula

    def set_presenting(self, on: bool) -> None:
        """Leave out what is for the hand, and write larger, for the back of a classroom."""
        self._presenting = on
        for part in (self.lesson_row, self.lesson_row.pace, self.transport):
            part.setVisible(not on)
        self._set_margins()
        self._restyle()
        self.content.set_enlarged(_PRESENTED if on else 1.0)

    def _space_words(self, by_hand: bool) -> None:
        """The field for a result is higher than the words: the formulas should not pay for it."""
        low = self._visible_height < theme().px(_LOW)
        self._above_words.changeSize(0, (0 if low else 4) if by_hand else 8)
        self._below_words.changeSize(0, 0 if by_hand else 4)
        self._column.invalidate()

    def refresh(self) -> None:
        """Show the step."""
        self._write_words()
        self.content.refresh()
        self._announce()

    def _write_words(self) -> None:
        session = self.session
        title, sentence = "", _escaped(step_sentence(session))
        tip = sentence
        if session.state is State.READY:
            title = f"<b>{_escaped(step_title(session, session.cursor))}.</b>"
            muted = theme().colour("muted").name()
            sentence = f'{title} <span style="color: {muted}">{sentence}</span>'
            if self._is_cramped or self.session.by_hand:
                sentence = title
        self.words.set_text(sentence, tip)
        if title and self.words.is_wrapped and self.height() < theme().px(_LOW):
            self.words.set_text(title, tip)
        self._said = spoken(session)
        self.setAccessibleDescription(self._said)

    @property
    def _is_cramped(self) -> bool:
        """Return whether the formulas need the room of the sentence."""
        row = self.transport.sizeHint().height() + 8
        rows = 0 if self._presenting else row * (1 if self._in_one_row else 2)
        return self.height() - rows < theme().px(_LEAST_FORMULA)

    def _announce(self) -> None:
        if self.isVisible() and QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self, self._said)
            QAccessible.updateAccessibility(event)

    def _restyle(self) -> None:
        self.words.set_font(theme().font(15 if self._presenting else 10))
        self._arrange_rows()
        self.refresh()

    # One row or two above the formulas

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_rows()
        self._write_words()

    @property
    def _visible_height(self) -> int:
        """The height that is seen: in a scroll area the panel may be higher."""
        around = self.parentWidget()
        return min(self.height(), around.height()) if around is not None else self.height()

    def _arrange_rows(self) -> None:
        """Put the transport beside the lessons where that leaves it room to be used."""
        margins = 2 * 16 + 2 * self._top.spacing()
        lessons = self.lesson_row
        lessons.speeds.setVisible(self.width() >= theme().px(420))
        room = self.width() - margins - lessons.pace.sizeHint().width()
        least = theme().px(_LEAST_TRANSPORT)
        wide = room - lessons.width_with_buttons >= theme().px(_USUAL_TRANSPORT)
        low = self._visible_height < theme().px(_LOW)
        in_one_row = wide or (low and room - lessons.width_with_list >= least)
        lessons.show_list(not wide and (in_one_row or lessons.width_with_buttons > room))
        lessons.set_tight(lessons.width_with_list > room)
        if in_one_row == self._in_one_row:
            return
        self._in_one_row = in_one_row
        lessons.set_short(in_one_row and low)
        if in_one_row:
            self._top.insertWidget(1, self.transport, 1)
        else:
            self._column.insertWidget(2, self.transport)
        self._top.setStretch(0, 0 if in_one_row else 1)
        self._gap.changeSize(0, 0 if in_one_row else 8)
        self._column.invalidate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(Qt.Key(event.key()))
        if act is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            act()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._arrange_rows()
            self.refresh()

    def heightForWidth(self, width: int) -> int:
        # What does not fit scrolls inside the content; the panel scrolls only where nothing fits.
        rows = [
            self.words.height(),
            self.content.minimumSizeHint().height(),
        ]
        if self.session.by_hand:
            rows[0] = max(rows[0], self.answer.sizeHint().height())
        if not self._presenting:
            row = self.transport.sizeHint().height()
            rows += [row] if self._in_one_row else [row, 8 + row]
        return sum(rows) + 26

    def minimumSizeHint(self) -> QSize:
        width = theme().px(320)
        return QSize(width, self.heightForWidth(max(self.width(), width)))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
