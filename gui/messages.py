"""The one door to the user: a quiet bar at the lower edge of the canvas, and questions."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from core.language import Message, tr
from gui.theme import theme


class Kind(StrEnum):
    """How much a message matters."""

    INFO = "info"
    REFUSAL = "refusal"


class MessageBar(QFrame):
    """Shows one sentence over the lower edge of its parent until the next action or Escape."""

    MARGIN = 12

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._area = parent
        self.setObjectName("message_bar")
        self._text: object = ""
        self._kind = Kind.INFO
        self._button_text: object = None
        self._act: Callable[[], None] | None = None
        self._give_up: Callable[[], None] | None = None
        self._lay_out()
        self.hide()
        parent.installEventFilter(self)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _lay_out(self) -> None:
        self._mark = QLabel()
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.hide()
        self._button.clicked.connect(self._do)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.hide()
        self._close = QToolButton()
        self._close.setText("✕")
        self._close.setAutoRaise(True)
        self._close.clicked.connect(self.clear)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        for widget in (self._mark, self._label, self.progress, self._button):
            row.addWidget(widget, 1 if widget is self._label else 0)
        row.addWidget(self._close)

    @property
    def text(self) -> str:
        """The sentence that is shown, empty if none is."""
        return str(self._text) if self.isVisibleTo(self._area) else ""

    def show_message(
        self,
        text: object,
        kind: Kind = Kind.INFO,
        button: object = None,
        act: Callable[[], None] | None = None,
    ) -> None:
        """Show ``text`` (its ``str`` is taken anew in each language), perhaps with one button."""
        self._text, self._kind, self._button_text = text, kind, button
        self._button.setVisible(button is not None)
        self._act, self._give_up = act, None
        self.progress.hide()
        self._close.show()
        self._retranslate()
        self._restyle()
        self.show()
        self.raise_()
        self._place()
        _application().installEventFilter(self)
        announce(self._area, str(text))

    def show_progress(self, text: object, share: float, give_up: Callable[[], None]) -> None:
        """Say what is being worked on and how far it is; its button, or Escape, gives it up.

        Another message that is being read is left alone.
        """
        if self._give_up is None or self.isHidden():
            if not self.isHidden():
                return
            self.show_message(text, button=Message("Cancel"), act=give_up)
            self._give_up = give_up
            self._close.hide()
            self.progress.show()
            self._place()
        self.progress.setValue(round(1000 * share))
        self.progress.setAccessibleName(str(text))

    def end_progress(self) -> None:
        """Take the message away, if it is one about work."""
        if self._give_up is not None:
            self.clear()

    def _get_out(self) -> None:
        give_up, self._give_up = self._give_up, None
        self.clear()
        if give_up is not None:
            give_up()

    def _do(self) -> None:
        """Do what the button offers; that may have a message of its own."""
        act = self._act
        self.clear()
        if act is not None:
            act()

    def clear(self, *_: object) -> None:
        """Take the message away."""
        self.hide()
        _application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._area and event.type() == QEvent.Type.Resize:
            self._place()
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            # Whoever has the focus gets it too: Escape always gets out.
            QTimer.singleShot(0, self, self._get_out)
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._label.setText(str(self._text))
        self._button.setText("" if self._button_text is None else str(self._button_text))
        self._close.setToolTip(tr("Close this message (Escape)"))
        self._close.setAccessibleName(tr("Close this message"))
        self.setAccessibleName(str(self._text))
        self._place()

    def _restyle(self) -> None:
        line = "bad" if self._kind is Kind.REFUSAL else "accent"
        fill = theme().blended(line, 0.08, "panel").name()
        self._mark.setText("!" if self._kind is Kind.REFUSAL else "i")
        self.setStyleSheet(
            f"#message_bar {{ background: {fill}; border: 1px solid {theme().colour(line).name()};"
            f" border-radius: 8px; }} QLabel {{ color: {theme().colour('text').name()}; }}"
        )
        for label in (self._mark, self._label):
            label.setFont(theme().font(10.5, bold=label is self._mark))
        self.progress.setFixedWidth(theme().px(140))
        self._place()

    def _place(self) -> None:
        area = self._area.rect()
        width = min(area.width() - 2 * self.MARGIN, theme().px(720))
        width = max(width, 0)
        # The hint alone would be of a label that is broken into many lines.
        row = self._row
        height = row.heightForWidth(width) if row.hasHeightForWidth() else row.sizeHint().height()
        x = (area.width() - width) // 2
        self.setGeometry(x, area.height() - height - self.MARGIN, width, height)


def _application() -> QCoreApplication:
    application = QApplication.instance()
    assert application is not None
    return application


def announce(widget: QWidget, text: str) -> None:
    """Let screen readers say ``text``."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def ask(
    parent: QWidget, question: str, detail: str, answers: Sequence[str], escape: int = -1
) -> int:
    """Ask in a dialog; return the index of the answer. ``escape`` is what Escape means.

    The first answer is the one that Enter gives.
    """
    box = QMessageBox(parent)
    box.setWindowTitle("Nodewise")
    box.setText(question)
    box.setInformativeText(detail)
    box.setIcon(QMessageBox.Icon.Question)
    role = QMessageBox.ButtonRole.AcceptRole
    buttons = [QPushButton(text) for text in answers]
    for button in buttons:
        box.addButton(button, role)
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(buttons[escape])
    box.exec()
    clicked = box.clickedButton()
    return next((i for i, b in enumerate(buttons) if b is clicked), escape % len(buttons))
