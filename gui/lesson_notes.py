"""The notes of a lesson beside the drawing: they can be read while working, and folded away."""

from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.network.network import Network
from gui.action_table import BY_NAME
from gui.actions import tooltip
from gui.document import Document
from gui.lessons import HOMEWORK, in_language, neighbour
from gui.settings import Settings
from gui.style import SectionHeading
from gui.theme import theme

WIDTH, SLIM = 244, 30
ENOUGH = 2200
"""In a window narrower than this the notes begin folded, in Train, too: the drawing comes first."""


class LessonNotes(QFrame):
    """A column with the notes of the open lesson; hidden where there are none.

    Folded it is a slim strip with the button that brings the notes back; in Train, where the
    notes say what to do, their beginning stands in a line above the drawing instead.
    """

    lesson_chosen = Signal(object)
    """The `Lesson` that comes next."""
    command_wanted = Signal(str)
    """The name of the command that a homework is done by."""
    folded = Signal()
    """It was folded or unfolded, or came or went."""

    def __init__(self, document: Document, settings: Settings) -> None:
        super().__init__()
        self._document, self._settings = document, settings
        self._suppressed = False
        self._workspace = "draw"
        self._chosen: dict[str, bool] = {}
        self.setObjectName("lesson_notes")
        self._build()
        document.network_changed.connect(self._on_change)
        theme().changed.connect(self._restyle)
        self._restyle()

    def _build(self) -> None:
        self.chapter, self.title, self.text = SectionHeading(), QLabel(), QLabel()
        self.toggle, self.next, self.homework = QToolButton(), _Link(), _Link()
        for label in (self.title, self.text):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.toggle.clicked.connect(lambda: self.fold(self.is_unfolded))
        self.next.setProperty("flat", True)
        self.next.clicked.connect(self._go_on)
        self.homework.setProperty("flat", True)
        self.homework.clicked.connect(self._do_homework)
        inside = QWidget()
        self._words = QVBoxLayout(inside)
        for widget in (self.title, self.text, self.homework, self.next):
            widget.setMinimumWidth(1)  # the column decides, and not a long word or title
            self._words.addWidget(widget)
        self._words.addStretch(1)
        self.area = _Area()
        self.area.setWidget(inside)
        self._head = QHBoxLayout()
        self._head.addWidget(self.chapter, 1)
        self._head.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.area, 1)
        self.line = _Line()
        self.line.clicked.connect(lambda: self.fold(False))
        self.strip = _Strip()
        self.strip.clicked.connect(lambda: self.fold(False))
        self._column.addWidget(self.strip, 1)

    # What is shown

    @property
    def notes(self) -> str:
        """The notes of the open lesson in the language in use, blank if there are none."""
        return in_language(_part(self._document.network, "notes"))

    @property
    def is_unfolded(self) -> bool:
        """Return whether the notes can be read, as far as there are any."""
        if self._workspace in self._chosen:
            return self._chosen[self._workspace]
        # Elsewhere the drawing wants the room, and the steps have notes of their own.
        usual = self._is_training and self._has_room()
        return usual and bool(self._settings.get("lesson_notes"))

    def set_workspace(self, name: str) -> None:
        """Unfold or fold as it was left in this workspace."""
        self._workspace = name
        self.refresh()

    def fold(self, folded: bool) -> None:
        """Fold the notes away, or bring them back; in Train it is remembered for other starts."""
        self._chosen[self._workspace] = not folded
        if self._is_training:
            self._settings.set("lesson_notes", not folded)
        self.refresh()

    def suppress(self, suppressed: bool) -> None:
        """Leave the whole column out, as in a presentation."""
        self._suppressed = suppressed
        self.refresh()

    @property
    def _is_training(self) -> bool:
        return self._workspace == "train"

    def _has_room(self) -> bool:
        return self.window().width() >= theme().px(ENOUGH)

    def _on_change(self, before: Network, after: Network) -> None:
        if before.lesson is not after.lesson:
            self.area.verticalScrollBar().setValue(0)
            self.refresh()

    def refresh(self) -> None:
        """Show the notes of the lesson that is open."""
        notes = self.notes
        wide = self.is_unfolded
        shown, as_line = bool(notes) and not self._suppressed, not wide and self._is_training
        self.setVisible(shown and not as_line)
        self.line.setVisible(shown and as_line)
        self.title.setText(in_language(_part(self._document.network, "title")))
        self.text.setText(_paragraphs(notes))
        follows = neighbour(str(_part(self._document.network, "id")), 1)
        self.next.setVisible(follows is not None)
        if follows is not None:
            self.next.set_words(tr("Next: {title} →").format(title=follows.title))
            self.next.setToolTip(follows.text)
        homework = HOMEWORK.get(str(_part(self._document.network, "id")))
        self.homework.setVisible(homework is not None)
        if homework is not None:
            spec = BY_NAME[homework]
            self.homework.set_words(tr("Homework: {command}").format(command=tr(spec.text)))
            self.homework.setToolTip(tooltip(spec))
        for widget in (self.area, self.chapter):
            widget.setVisible(wide)
        self.strip.setVisible(not wide)
        self.strip.setText(self.title.text())
        self.line.set_words(self.title.text(), notes)
        self.setFixedWidth(theme().px(WIDTH if wide else SLIM))
        self.toggle.setText("«" if wide else "»")
        words = tr("Fold the notes away") if wide else tr("Show the notes of the lesson")
        self.toggle.setToolTip(words)
        self.toggle.setAccessibleName(words)
        self.line.setToolTip(words)
        self.folded.emit()

    def _go_on(self) -> None:
        follows = neighbour(str(_part(self._document.network, "id")), 1)
        if follows is not None:
            self.lesson_chosen.emit(follows)

    def _do_homework(self) -> None:
        command = HOMEWORK.get(str(_part(self._document.network, "id")))
        if command is not None:
            self.command_wanted.emit(command)

    # Look

    def _restyle(self) -> None:
        t, px = theme(), theme().px
        line, panel = t.colour("note_line").name(), t.blended("note_fill", 0.5, "panel").name()
        accent = t.blended("accent", 0.85, "text").name()
        self.setStyleSheet(
            f"#lesson_notes {{ background: {panel}; border: none;"
            f" border-right: 1px solid {t.colour('line').name()}; border-left: 3px solid {line}; }}"
            "QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }"
        )
        for button in (self.next, self.homework):
            button.setStyleSheet(f"color: {accent}; text-align: left; padding: {px(4)}px 0;")
            button.setFont(t.font(10))
        self.title.setFont(t.font(11.5, bold=True))
        self.text.setFont(t.font(10))
        self.toggle.setFont(t.font(11, bold=True))
        self._column.setContentsMargins(px(6), px(8), px(2), px(8))
        self._words.setContentsMargins(px(2), 0, px(8), 0)
        self._words.setSpacing(px(8))
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.chapter.setText(tr("Lesson"))
        self.setAccessibleName(tr("Notes of the lesson"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class _Link(QPushButton):
    """A line to click on that ends in "…" where there is no room for all of it."""

    def set_words(self, words: str) -> None:
        """Say something else."""
        self.setAccessibleName(words)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - theme().px(4)
        words, end = self.accessibleName(), Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(words, end, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(1, super().sizeHint().height())


class _Strip(QAbstractButton):
    """The lesson's title from top to bottom; a click unfolds the notes."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the button above does the same
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme().font(9.5))
        painter.setPen(theme().colour("muted"))
        painter.rotate(90)
        room = QRectF(theme().px(4), -self.width(), self.height() - theme().px(8), self.width())
        metrics = QFontMetricsF(painter.font())
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()


class _Line(QAbstractButton):
    """The lesson's title and how its notes begin, as far as there is room; a click unfolds them."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.updateGeometry)

    def set_words(self, title: str, notes: str) -> None:
        """Show another lesson."""
        self._words = " ".join(notes.split())
        self.setText(title)
        self.setAccessibleName(f"{title}. {self._words}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(1, round(QFontMetricsF(theme().font(10)).height()) + theme().px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, px = theme(), theme().px
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.blended("note_fill", 0.5, "panel"))
        painter.fillRect(0, 0, 3, self.height(), t.colour("note_line"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, t.colour("line"))
        room = QRectF(self.rect()).adjusted(px(12), 0, -px(12), 0)
        left, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        painter.setPen(t.colour("accent" if self.hasFocus() or self.underMouse() else "text"))
        painter.setFont(t.font(10, bold=True))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | middle, "»")
        room.setRight(room.right() - px(18))
        end = Qt.TextElideMode.ElideRight
        title = QFontMetricsF(painter.font()).elidedText(self.text(), end, room.width())
        painter.drawText(room, left | middle, title)
        room.setLeft(room.left() + QFontMetricsF(painter.font()).horizontalAdvance(title) + px(10))
        painter.setFont(t.font(10))
        if room.width() > px(60):
            words = QFontMetricsF(painter.font()).elidedText(self._words, end, room.width())
            painter.drawText(room, left | middle, words)
        painter.end()


class _Area(QScrollArea):
    """Scrolls down, by the keys too, and never sideways."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _part(network: Network, key: str) -> Any:
    return network.lesson.get(key, "")


def _paragraphs(text: str) -> str:
    """Plain paragraphs as rich text, with some air between the lines."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    style = "line-height: 130%; margin-top: 0; margin-bottom: 8px"
    paragraphs = [p.strip().replace("\n", "<br>") for p in escaped.split("\n\n") if p.strip()]
    return "".join(f'<p style="{style}">{p}</p>' for p in paragraphs)
