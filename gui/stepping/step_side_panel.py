"""The panel beside the canvas: the parameter, all gradients, the observation, note and update."""

from collections import deque
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.stepping.trace import Lesson
from gui.stepping.gradient_section import GradientSection
from gui.stepping.notes_section import NotesSection
from gui.stepping.observation_section import ObservationSection
from gui.stepping.parameter_section import ParameterSection
from gui.stepping.session import StepSession
from gui.stepping.training_section import TrainingSection
from gui.stepping.update_card import UpdateCard
from gui.theme import theme

_LOW = 720
_LEAST_ROWS = 3


class StepSidePanel(QScrollArea):
    """Sections that each look after themselves; scrolls down, never sideways.

    One that ``waits`` is empty until `fill`.
    """

    def __init__(
        self, session: StepSession, parent: QWidget | None = None, *, waits: bool = False
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not waits:
            deque(self.fill(), 0)

    def fill(self) -> Iterator[None]:
        """Make the sections, and stop between them."""
        session = self.session
        self.parameter = ParameterSection(session)
        self.gradients = GradientSection(session)
        self.observation = ObservationSection(session)
        yield
        self.training = TrainingSection(session)
        yield
        self.notes = NotesSection(session)
        self.update_card = UpdateCard(session)
        self._lay_out()
        yield
        session.trace_changed.connect(self.refresh)
        session.step_changed.connect(self.refresh_step)
        self.gradients.hiding_changed.connect(self._hide_gradient)
        session.settings.changed.connect(self._on_setting)
        session.settings.notation_changed.connect(self.refresh)
        session.document.network_changed.connect(lambda *_: self._on_names())
        theme().changed.connect(self._restyle)
        self._restyle()

    def _lay_out(self) -> None:
        inside = _Inside()
        self._column = QVBoxLayout(inside)
        for section in (self.parameter, self.gradients, self.observation, self.training):
            self._column.addWidget(section)
        self._column.addStretch(1)
        self._column.addWidget(self.notes)
        self._column.addWidget(self.update_card)
        self.setWidget(inside)

    def refresh(self, *_: object) -> None:
        """Another trace: everything is new."""
        for section in (self.parameter, self.gradients, self.training, self.observation):
            section.refresh()
        self._place_notes(self._is_low)
        self.notes.refresh()
        self.update_card.refresh()

    def refresh_step(self) -> None:
        """The cursor moved."""
        self.gradients.refresh_step()
        self.observation.refresh_step()
        if self.session.lesson is Lesson.TRAINING or self.session.by_hand:
            self.update_card.refresh()
        if self.parameter.hides_gradient or self.session.by_hand:
            self.parameter.refresh()
        self.notes.refresh()

    def _hide_gradient(self, hides: bool) -> None:
        self.parameter.hides_gradient = hides
        self.parameter.refresh()
        self.gradients.refresh()

    def _on_setting(self, key: str) -> None:
        if key == "slide_marks":
            self.notes.refresh()

    def _on_names(self) -> None:
        """A new label changes names without changing the trace."""
        if self.isVisible() and self.session.trace is not None:
            self.refresh()

    def _restyle(self) -> None:
        self._space()
        self.refresh()

    @property
    def _is_low(self) -> bool:
        return self.viewport().height() < theme().px(_LOW)

    def _space(self) -> None:
        """Draw everything together on a low screen: the update should be in sight."""
        low = self._is_low
        self._place_notes(low)
        self._column.setSpacing(theme().px(6 if low else 12))
        edge = 8 if low else 12
        self._column.setContentsMargins(16, edge, 16, edge)
        self.update_card.set_dense(low)
        self.observation.picture.set_low(low)
        self._fit_table()

    def _place_notes(self, low: bool) -> None:
        """Above the settings of a training where the note would have to be scrolled to."""
        column = self._column
        above = low and self.session.lesson is Lesson.TRAINING
        before = self.training if above else self.update_card
        if column.indexOf(self.notes) + 1 != column.indexOf(before):
            column.removeWidget(self.notes)
            column.insertWidget(column.indexOf(before), self.notes)

    def _fit_table(self) -> None:
        """Give the table of gradients the rows that everything else leaves room for."""
        table, column = self.gradients.table, self._column
        width = self.viewport().width()
        needed = column.totalHeightForWidth(width) if column.hasHeightForWidth() else 0
        needed = max(needed, column.totalMinimumSize().height()) - table.height()
        table.set_most_rows(max(_LEAST_ROWS, table.rows_in(self.viewport().height() - needed)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Before the area looks whether everything fits: else its bar comes and goes at once.
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._fit_table()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(296), theme().px(600))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(160))


class _Inside(QWidget):
    """As narrow as the panel: what is in it gives way."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())
