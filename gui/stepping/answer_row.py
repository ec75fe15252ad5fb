"""Where a result that was worked out by hand is typed, and what is said about it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from core.language import tr
from core.network.errors import NodewiseError
from core.stepping.expression import Partial, Product
from core.stepping.rendering import latex_of
from core.stepping.step import Line
from gui.formula.label import FormulaLabel
from gui.stepping.session import State, StepSession
from gui.style import primary, restyled
from gui.theme import theme

_HEIGHT = 28


class AnswerRow(QWidget):
    """Name, field, Check and Show me; shown while steps are worked out by hand."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.name, self.field, self.said = FormulaLabel(size=17), QLineEdit(), QLabel()
        self.check, self.show_me = primary(QPushButton()), QPushButton()
        for button in (self.check, self.show_me):
            button.setAutoDefault(True)  # Enter presses the one that has the focus
        self._asked: Line | None = None
        self._lay_out()
        self.field.returnPressed.connect(self._enter)
        self.field.textEdited.connect(lambda _text: self._say("", ""))
        self.check.clicked.connect(self._enter)
        self.show_me.clicked.connect(self._show_result)
        session.step_changed.connect(self.refresh)
        session.by_hand_changed.connect(self.refresh)
        theme().changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.name, self.field, self.check, self.show_me):
            row.addWidget(widget)
        row.addWidget(self.said, 1)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.said.setMinimumWidth(1)

    def refresh(self, *_: object) -> None:
        """Ask for what is pending, or say that the step is done."""
        session = self._session
        shown = session.by_hand and session.state is State.READY
        self.setVisible(shown)
        if not shown:
            self._asked = None
            return
        self._retranslate()
        asked = session.pending
        if asked is not None and asked is not self._asked:
            self.field.clear()
            self._say("", "")
        self._asked = asked
        line = asked or session.last_answered
        self.name.set_latex(f"{self._name_of(line)} =" if line is not None else "")
        for widget in (self.field, self.show_me):
            widget.setEnabled(asked is not None)
        self.field.setVisible(line is not None)
        self.show_me.setVisible(asked is not None)
        self.check.setText(tr("Check") if asked is not None else tr("Next"))
        self.field.setAccessibleName(tr("Your result"))
        if self.isVisible() and asked is not None:
            self.field.setFocus()

    def _name_of(self, line: Line) -> str:
        """What is asked for; a derivative in one line, as the row is low."""
        writer, left = self._session.writer, line.left
        if isinstance(left, Partial):
            top, bottom = writer.name(left.top), writer.name(left.bottom)
            return rf"\partial {top} / \partial {bottom}"
        if isinstance(left, Product):  # of a path
            return "P"
        return latex_of(writer.symbols(left))

    def _enter(self) -> None:
        session = self._session
        if session.pending is None:
            session.next()
            return
        if not self.field.text().strip():
            self._say(tr("Type your result first, or let it be shown."), "")
            return
        try:
            verdict = session.answer(self.field.text())
        except NodewiseError as problem:
            self._say(str(problem), "error")
            return
        if verdict.right:
            self._say(tr("✓ Right."), "good")
            self._focus_on_next()
        else:
            self._say(f"✗ {verdict.hint}", "error")
            self.field.selectAll()

    def _show_result(self) -> None:
        self._session.show_result()
        self._focus_on_next()

    def _focus_on_next(self) -> None:
        """With the step done, Enter goes on to the next."""
        if self._session.pending is None:
            self.check.setFocus()

    def _say(self, text: str, role: str) -> None:
        self.said.setText(text)
        self.said.setToolTip(text)
        self.said.setAccessibleDescription(text)
        restyled(self.said, "role", role)

    def _retranslate(self) -> None:
        self.setFont(theme().font(10))
        self.said.setFont(theme().font(9))
        self.said.setMaximumHeight(self._two_lines)
        self.field.setFixedWidth(theme().px(120))
        self.field.setPlaceholderText(tr("your result"))
        self.field.setToolTip(
            tr("Type the result, rounded as you like, and press Enter: 2.17, 2,17, -1/3 or 1e-3")
        )
        self.check.setToolTip(tr("Check what is typed, or go on (Enter)"))
        self.show_me.setText(tr("Show me"))
        self.show_me.setToolTip(tr("Give up on this result and show it"))

    @property
    def _row_height(self) -> int:
        """What is said may take two lines, and no step is moved by it: there is room for them."""
        return max(theme().px(_HEIGHT), self._two_lines)

    @property
    def _two_lines(self) -> int:
        return 2 * self.said.fontMetrics().lineSpacing() + 2

    def hasHeightForWidth(self) -> bool:
        return False  # or the second line would make the row higher when it comes

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._row_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._row_height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
