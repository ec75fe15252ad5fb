"""A field over the drawing in which a number or a name is changed where it stands."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from core.network.errors import NodewiseError
from gui.canvas.pointer_note import PointerNote
from gui.theme import theme

_ESCAPE = Qt.Key.Key_Escape


class InlineEditor(QLineEdit):
    """Takes its text on Enter and on leaving, gives up on Escape.

    A text that is refused stays, with the reason below it.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._commit: Callable[[str], None] | None = None
        self._start = ""
        self._note = PointerNote(parent)
        self.returnPressed.connect(self._take)
        self.textEdited.connect(lambda _text: self._complain(""))
        self.hide()

    @property
    def is_open(self) -> bool:
        """Return whether something is being edited."""
        return self._commit is not None

    @property
    def problem(self) -> str:
        """Why the text was refused, blank if it was not."""
        return self._note.text() if not self._note.isHidden() else ""

    def open(self, place: QRect, text: str, name: str, commit: Callable[[str], None]) -> None:
        """Edit ``text`` at a place; ``commit`` takes it or raises a `NodewiseError`."""
        self.close_editor()
        self._commit, self._start = commit, text
        self.setText(text)
        self.setAccessibleName(name)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(theme().font(11))
        self._restyle("accent")
        width = max(place.width(), theme().px(96))
        height = max(place.height(), self.sizeHint().height())
        self.setGeometry(QRect(0, 0, width, height))
        self.move(place.center() - self.rect().center())
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_editor(self) -> None:
        """Give up."""
        if self._commit is None:
            return
        self._commit = None
        self._complain("")
        parent = self.parentWidget()
        view = parent.parentWidget() if parent is not None else None
        if self.hasFocus() and view is not None:
            # Before hiding: a widget that hides with the focus sends it on as Tab would.
            view.setFocus()
        self.hide()

    def _take(self) -> None:
        commit = self._commit
        if commit is None:
            return
        if self.text() != self._start:
            try:
                commit(self.text())
            except NodewiseError as error:
                self._complain(str(error))
                return
        self.close_editor()

    def _complain(self, text: str) -> None:
        self._restyle("bad" if text else "accent")
        self._note.show_text(text, self.geometry().bottomLeft())

    def _restyle(self, token: str) -> None:
        line, ink, paper = (theme().colour(t).name() for t in (token, "text", "canvas"))
        self.setStyleSheet(
            f"QLineEdit {{ background: {paper}; color: {ink}; border: 2px solid {line};"
            " border-radius: 8px; padding: 1px 6px; }"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _ESCAPE:
            self.close_editor()
            return
        super().keyPressEvent(event)
        event.accept()  # nothing typed here is a command of the canvas

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self._take()
