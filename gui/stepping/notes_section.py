"""Teaching notes, one at a time, and the marks where a slide prints something else."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.language import tr
from core.stepping.marks import Mark, marks
from core.stepping.notes import Note, notes
from gui.stepping.controls import with_own_keys
from gui.stepping.session import StepSession
from gui.style import NoteCard
from gui.theme import theme


class NotesSection(QWidget):
    """What the numbers of the step teach; the user goes on to the next note."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._notes: list[Note] = []
        self._marks: list[Mark] = []
        self._index = 0
        self._open_mark: Mark | None = None
        self.card, self.more, self.count = NoteCard(), QPushButton(), QLabel()
        self.chips: list[QPushButton] = []
        self.more.setProperty("flat", True)
        self.count.setProperty("role", "muted")
        with_own_keys(self.more)
        self.more.clicked.connect(self._show_next)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.more)
        self._chip_column = QVBoxLayout()
        self._chip_column.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.card)
        column.addLayout(row)
        column.addLayout(self._chip_column)

    def refresh(self) -> None:
        """Take the notes and marks of the step."""
        session = self._session
        trace = session.trace
        kinds = [note.kind for note in self._notes]
        self._notes = notes(trace, session.cursor, session.writer) if trace else []
        if [note.kind for note in self._notes] != kinds:
            self._index = 0
        before = self._marks
        wanted = trace is not None and bool(session.settings.get("slide_marks"))
        self._marks = marks(trace, session.cursor) if trace and wanted else []
        if [m.slide for m in self._marks] != [m.slide for m in before]:
            self._open_mark = None
        elif self._open_mark is not None:
            self._open_mark = self._marks[before.index(self._open_mark)]
        self._make_chips()
        self._show()

    def _show(self) -> None:
        note = self._notes[self._index % len(self._notes)] if self._notes else None
        if self._open_mark is not None:
            self.card.set_note(tr("On the slide."), self._open_mark.text)
        else:
            self.card.set_note(note.title if note else "", note.text if note else "")
        n = len(self._notes)
        several = n > 1 and self._open_mark is None
        self.more.setVisible(several or (self._open_mark is not None and n > 0))
        self.count.setVisible(several)
        self.count.setText(tr("{i} of {n}").format(i=self._index % max(1, n) + 1, n=n))
        self.more.setText(tr("Next note") if several else tr("Back to the note"))
        self.setVisible(bool(n or self._marks))

    def _show_next(self) -> None:
        if self._open_mark is not None:
            self._open_mark = None
        else:
            self._index += 1
        self._show()

    def _make_chips(self) -> None:
        for chip in self.chips:
            self._chip_column.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for mark in self._marks:
            chip = QPushButton(tr("The slide prints {number}").format(number=mark.slide))
            chip.setProperty("chip", True)
            chip.setFont(theme().font(8.5))
            chip.setToolTip(mark.text)
            with_own_keys(chip)
            chip.clicked.connect(lambda _checked=False, mark=mark: self._open(mark))
            self._chip_column.addWidget(chip)
            self.chips.append(chip)

    def _open(self, mark: Mark) -> None:
        self._open_mark = None if mark is self._open_mark else mark
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
