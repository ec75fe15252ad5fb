"""What the window shows first: the lessons by chapter, the recent files, how to draw your own."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from gui.lesson_card import LessonCard
from gui.lessons import CHAPTERS, LESSONS, Lesson
from gui.settings import Settings
from gui.theme import theme

GAP = 12
LEAST_WIDTH = 180
MOST_BESIDE = 6
MOST_RECENT = 5


class StartPage(QScrollArea):
    """Asks what to begin with; whoever listens opens it."""

    lesson_chosen = Signal(object)
    """A `Lesson`."""
    file_chosen = Signal(object)
    """The path of a recent file."""
    open_asked_for = Signal()
    left = Signal()
    """Escape: go back to the drawing."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setObjectName("start_page")
        # Asked for its own view, PySide first makes the classes of all widgets, for 40 ms.
        self._view = QWidget()
        self.setViewport(self._view)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        settings.changed.connect(self._on_setting)
        theme().changed.connect(self.restyle)
        self.restyle()

    def _lay_out(self) -> None:
        self._title, self._lead, self._hint, self._credit = (QLabel() for _ in range(4))
        self._recent_title = QLabel()
        self.cards = [self._card(lesson) for lesson in LESSONS]
        self._chapters = {key: QLabel() for key in CHAPTERS}
        self._grid = QGridLayout()
        self._grid.setSpacing(GAP)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self.open_button = QPushButton()
        self.open_button.clicked.connect(self.open_asked_for)
        inside = QWidget()
        inside.setObjectName("start_inside")
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(GAP)
        column.addStretch(1)
        for label in (self._title, self._lead):
            column.addWidget(label)
        column.addLayout(self._grid)
        column.addWidget(self._hint)
        column.addWidget(self._recent_title)
        column.addLayout(self._recent)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        column.addWidget(self._credit)
        for label in (self._title, self._lead, self._hint, self._credit):
            label.setWordWrap(True)
        self.setWidget(inside)

    def _card(self, lesson: Lesson) -> LessonCard:
        card = LessonCard(lesson)
        card.clicked.connect(lambda: self.lesson_chosen.emit(lesson))
        return card

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focus_first(self) -> None:
        """Let the keyboard begin at the first lesson."""
        self.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """Each chapter with as many cards side by side as fit; a row as tall as it needs."""
        margin = max(24, (self._view.width() - theme().px(1180)) // 2)
        self._column.setContentsMargins(margin, 20, margin, 16)
        room = self._view.width() - 2 * margin
        columns = max(1, min(MOST_BESIDE, (room + GAP) // (theme().px(LEAST_WIDTH) + GAP)))
        width = (room - (columns - 1) * GAP) // columns
        rows: dict[int, list[LessonCard]] = {}
        top, free = 0, 0
        for chapter, heading in self._chapters.items():
            cards = [card for card in self.cards if card.lesson.chapter == chapter]
            if len(cards) > free:  # chapters that fit whole stand side by side
                top, free = max(rows, default=-1) + 1, columns
            first = columns - free
            self._grid.addWidget(heading, top, first, 1, min(len(cards), columns - first))
            for i, card in enumerate(cards):
                row, place = top + 1 + (first + i) // columns, (first + i) % columns
                self._grid.addWidget(card, row, place)
                rows.setdefault(row, []).append(card)
            free = max(0, free - len(cards))
        for beside in rows.values():
            height = max(card.needed_height(width) for card in beside)
            for card in beside:
                card.setFixedHeight(height)
        for i in range(MOST_BESIDE):
            self._grid.setColumnStretch(i, int(i < columns))

    def _show_progress(self) -> None:
        opened = self._settings.get("lessons_opened")
        for card in self.cards:
            card.tick(card.lesson.id in opened)

    def mark_opened(self, lesson: Lesson) -> None:
        """Tick a lesson, now and in every later start."""
        opened = self._settings.get("lessons_opened")
        if lesson.file and lesson.id not in opened:
            self._settings.set("lessons_opened", [*opened, lesson.id])

    def _on_setting(self, key: str) -> None:
        if key == "recent_files":
            self.show_recent()
        elif key == "lessons_opened":
            self._show_progress()

    def show_recent(self) -> None:
        """List the recent files that still exist."""
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        paths = [Path(p) for p in self._settings.get("recent_files")]
        there = [path for path in paths if path.exists()][:MOST_RECENT]
        for path in there:
            self._recent.addWidget(self._recent_button(path), 0, Qt.AlignmentFlag.AlignLeft)
        self._recent_title.setVisible(bool(there))

    def _recent_button(self, path: Path) -> QPushButton:
        button = QPushButton(f"{path.stem}   —   {path.parent}")
        button.setObjectName("recent")
        button.setFlat(True)
        button.setFont(theme().font(10))
        button.setToolTip(str(path))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.file_chosen.emit(path))
        return button

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self._title.setText(tr("Draw a neural network. Step through every number."))
        self._lead.setText(tr("Begin with a lesson, or with a drawing of your own."))
        self._hint.setText(
            tr(
                "Your own in three steps:  1. Place inputs, neurons and an output.  "
                "2. Drag from one to the next to connect them.  "
                "3. Choose Step and press →."
            )
        )
        self._recent_title.setText(tr("Recent files"))
        self.open_button.setText(tr("Open a file…"))
        self._credit.setText(
            tr(
                "The lessons follow the lecture “Intro to Deep Learning” by "
                "Ignacio Sarmiento-Barbieri, Universidad de los Andes."
            )
        )
        for key, heading in self._chapters.items():
            heading.setText(tr(CHAPTERS[key]))
        for card in self.cards:
            card.retranslate()
        self._show_progress()
        self._arrange()

    def restyle(self) -> None:
        """Take colours and sizes from the theme."""
        t = theme()
        window, text, muted, accent = (
            t.colour(token).name() for token in ("window", "text", "muted", "accent")
        )
        self.setStyleSheet(
            f"#start_page, #start_inside {{ background: {window}; }}"
            f"QLabel {{ color: {muted}; }}"
            f"#recent {{ color: {accent}; border: none; background: transparent;"
            f" padding: 4px 0; text-align: left; }}"
            f"#recent:focus, #recent:hover {{ text-decoration: underline; }}"
        )
        self._title.setFont(t.font(20, bold=True))
        self._title.setStyleSheet(f"color: {text};")
        self._lead.setFont(t.font(12))
        for heading in self._chapters.values():
            heading.setFont(t.font(11.5, bold=True))
            heading.setIndent(0)
            heading.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
            heading.setWordWrap(True)
            heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            heading.setStyleSheet(f"color: {text}; padding-top: {t.px(6)}px;")
        self._hint.setFont(t.font(10.5))
        self._recent_title.setFont(t.font(9.5, bold=True))
        self.open_button.setFont(t.font(10.5))
        self._credit.setFont(t.font(9))
        self.show_recent()
        self.retranslate()
