"""What the window shows first: the lessons, the recent files, and how to draw your own."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from gui.lesson_card import LESSONS, Lesson, LessonCard
from gui.settings import Settings
from gui.theme import theme

GAP = 16
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
        """As many cards side by side as fit, all as tall as the tallest needs."""
        margin = max(24, (self.viewport().width() - theme().px(1120)) // 2)
        self._column.setContentsMargins(margin, 24, margin, 16)
        room = self.viewport().width() - 2 * margin
        columns = max(1, min(len(self.cards), (room + GAP) // (theme().px(204) + GAP)))
        width = (room - (columns - 1) * GAP) // columns
        height = max(card.needed_height(width) for card in self.cards)
        for i, card in enumerate(self.cards):
            self._grid.addWidget(card, i // columns, i % columns)
            card.setFixedHeight(height)
        for i in range(len(self.cards)):
            self._grid.setColumnStretch(i, int(i < columns))

    def _on_setting(self, key: str) -> None:
        if key == "recent_files":
            self.show_recent()

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
        for card in self.cards:
            card.retranslate()
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
        self._hint.setFont(t.font(10.5))
        self._recent_title.setFont(t.font(9.5, bold=True))
        self.open_button.setFont(t.font(10.5))
        self._credit.setFont(t.font(9))
        self.show_recent()
        self.retranslate()
