"""Teaching notes, one at a time, and the marks where a slide prints something else."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from core.language import language, tr
from core.stepping.marks import Mark, marks
from core.stepping.notes import Note, notes
from core.stepping.rendering import Writer
from core.stepping.trace import Trace
from gui.stepping.background import Background
from gui.stepping.controls import with_own_keys
from gui.stepping.recording import LARGE
from gui.stepping.session import StepSession
from gui.style import NoteCard
from gui.theme import theme

_GAP = _CHIP_GAP = 4
Found = tuple[list[Note], list[Mark]]


class NotesSection(QWidget):
    """What the numbers of the step teach; the user goes on to the next note.

    Nearly every step has other words. So the parts are placed here and not by layouts, which would
    measure everything again for each of them that changes.
    """

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = Background(self)
        self._notes: list[Note] = []
        self._marks: list[Mark] = []
        self._index = 0
        self._shown: tuple[str, str] | None = None
        self._kept: dict[int, Found] = {}
        self._kept_of: tuple[object, ...] = ()
        self._keeps_alive: tuple[object, ...] = ()
        self._open_mark: Mark | None = None
        self._chipped: list[tuple[str, str]] | None = None
        self.card, self.more, self.count = NoteCard(is_placed=True), QPushButton(), QLabel()
        self.chips: list[QToolButton] = []
        self.slide = QLabel()
        self.slide.setProperty("role", "muted")
        self.more.setProperty("flat", True)
        self.count.setProperty("role", "muted")
        with_own_keys(self.more)
        self.more.clicked.connect(self._show_next)
        self._lay_out()
        theme().changed.connect(self._restyle)

    def _lay_out(self) -> None:
        self._chip_box = _ChipBox()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for part in (self.card, self.count, self.more, self.slide, self._chip_box):
            part.setParent(self)

    def _place(self) -> None:
        """Put what is there one below the other, and be as high as that."""
        width, y = self.width(), 0
        if not self.card.isHidden():
            y = _put(self.card, y, width, self.card.heightForWidth(width))
        y = self._place_row(y, width)
        if not self.slide.isHidden():
            y = _put(self.slide, y, width, self.slide.sizeHint().height())
        if not self._chip_box.isHidden():
            y = _put(self._chip_box, y, width, self._chip_box.place(width))
        height = max(0, y - _GAP)
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _place_row(self, y: int, width: int) -> int:
        """Which note of how many on the left, and the way to the next one on the right."""
        row = [part for part in (self.count, self.more) if not part.isHidden()]
        height = max((part.sizeHint().height() for part in row), default=0)
        for part in row:
            size = part.sizeHint()
            x, high = (0, height) if part is self.count else (width - size.width(), size.height())
            part.setGeometry(max(0, x), y + (height - high) // 2, size.width(), high)
        return y + height + _GAP if row else y

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a part wants another size
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def refresh(self) -> None:
        """Take the notes and marks of the step; those of a large network come a little later."""
        trace, cursor, writer = self._session.trace, self._session.cursor, self._session.writer
        if trace is None or self._session.pending is not None:
            self._take(([], []), None)  # a note may tell the result that is asked for
        else:
            self._take_kept(trace, cursor, writer)

    def _take_kept(self, trace: Trace, cursor: int, writer: Writer) -> None:
        """What was found before, at once; else the old note stays until the new one is found.

        To take it away in between would lay out the panel twice for every step.
        """
        is_large = trace.before.network.n_parameters >= LARGE
        if self._kept_of != (id(trace), id(writer), language()):
            self._kept_of = id(trace), id(writer), language()
            self._kept, self._keeps_alive = {}, (trace, writer)
            if is_large:
                self._take(([], []), None)
        if not is_large and cursor not in self._kept:
            self._kept[cursor] = notes(trace, cursor, writer), marks(trace, cursor)
        if cursor in self._kept:
            self._take(self._kept[cursor], None)
            return
        kept = self._kept

        def take(found: Found, error: Exception | None) -> None:
            if error is None:
                kept[cursor] = found
            self._take(found, error)

        self._background.run(lambda: (notes(trace, cursor, writer), marks(trace, cursor)), take)

    def _take(self, found: Found, error: Exception | None) -> None:
        if error is not None:
            raise error
        self._background.cancel()
        before_kinds, before = [note.kind for note in self._notes], self._marks
        self._notes = found[0]
        self._marks = found[1] if self._session.settings.get("slide_marks") else []
        if [note.kind for note in self._notes] != before_kinds:
            self._index = 0
        if [m.slide for m in self._marks] != [m.slide for m in before]:
            self._open_mark = None
        elif self._open_mark is not None:
            self._open_mark = self._marks[before.index(self._open_mark)]
        if [(m.slide, m.text) for m in self._marks] != self._chipped:
            self._make_chips()
        self._show()

    def _show(self) -> None:
        note = self._notes[self._index % len(self._notes)] if self._notes else None
        title, text = (note.title, note.text) if note else ("", "")
        if self._open_mark is not None:
            title, text = tr("On the slide."), self._open_mark.text
        if (title, text) != self._shown:
            self._shown = title, text
            self.card.set_note(title, text)
        n = len(self._notes)
        several = n > 1 and self._open_mark is None
        self.more.setVisible(several or (self._open_mark is not None and n > 0))
        self.count.setVisible(several)
        self.count.setText(tr("{i} of {n}").format(i=self._index % max(1, n) + 1, n=n))
        self.more.setText(tr("Next note") if several else tr("Back to the note"))
        self._place()
        self.setVisible(bool(n or self._marks))

    def _show_next(self) -> None:
        if self._open_mark is not None:
            self._open_mark = None
        else:
            self._index += 1
        self._show()

    def _make_chips(self) -> None:
        """One chip a mark; chips are kept, because making and styling them takes long."""
        self._chipped = [(m.slide, m.text) for m in self._marks]
        while len(self.chips) < len(self._marks):
            self._add_chip(len(self.chips))
        for i, chip in enumerate(self.chips):
            mark = self._marks[i] if i < len(self._marks) else None
            if chip.isHidden() == (mark is not None):
                chip.setVisible(mark is not None)
            if mark is not None:
                chip.setText(mark.slide)
                chip.setAccessibleName(tr("The slide prints {number}").format(number=mark.slide))
                chip.setToolTip(mark.text)
        self._chip_box.show_chips(self.chips[: len(self._marks)])
        self.slide.setText(tr("The slide prints"))
        self.slide.setVisible(bool(self._marks))

    def _add_chip(self, index: int) -> None:
        chip = QToolButton()
        chip.setProperty("chip", True)
        with_own_keys(chip)
        chip.clicked.connect(lambda: self._open(self._marks[index]))
        chip.setParent(self._chip_box)
        self.chips.append(chip)
        self._restyle()

    def _restyle(self) -> None:
        for chip in self.chips:
            chip.setFont(theme().font(8.5))
            chip.setStyleSheet(_chip_style())

    def _open(self, mark: Mark) -> None:
        self._open_mark = None if mark is self._open_mark else mark
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._chipped = None
            self.refresh()


class _ChipBox(QWidget):
    """Chips side by side, in as many rows as they need."""

    def __init__(self) -> None:
        super().__init__()
        self._chips: list[QToolButton] = []

    def show_chips(self, chips: list[QToolButton]) -> None:
        """Show these chips and no others."""
        self._chips = list(chips)
        self.setVisible(bool(chips))

    def place(self, width: int) -> int:
        """Put the chips into rows so wide; return how high they are together."""
        x = y = bottom = 0
        for chip in self._chips:
            size = chip.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, bottom + _CHIP_GAP
            chip.setGeometry(x, y, size.width(), size.height())
            x, bottom = x + size.width() + _CHIP_GAP, y + size.height()
        return bottom


def _put(part: QWidget, y: int, width: int, height: int) -> int:
    """Place a part over the whole width; return where the next one begins."""
    part.setGeometry(0, y, width, height)
    return y + height + _GAP


def _chip_style() -> str:
    line = theme().colour("note_line").name()
    return (
        f"QToolButton {{ border: 1px solid {line}; border-radius: 6px; padding: 1px 5px; }}"
        f"QToolButton:focus {{ border: 2px solid {theme().colour('accent').name()}; }}"
    )
