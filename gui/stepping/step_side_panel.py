"""The panel beside the canvas: the parameter, all gradients, the observation, note and update."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.stepping.gradient_section import GradientSection
from gui.stepping.notes_section import NotesSection
from gui.stepping.observation_section import ObservationSection
from gui.stepping.parameter_section import ParameterSection
from gui.stepping.session import StepSession
from gui.stepping.update_card import UpdateCard
from gui.theme import theme


class StepSidePanel(QScrollArea):
    """Sections that each look after themselves; scrolls down, never sideways."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.parameter = ParameterSection(session)
        self.gradients = GradientSection(session)
        self.observation = ObservationSection(session)
        self.notes = NotesSection(session)
        self.update_card = UpdateCard(session)
        self._lay_out()
        session.trace_changed.connect(self.refresh)
        session.step_changed.connect(self.refresh_step)
        self.gradients.hiding_changed.connect(self._hide_gradient)
        session.settings.changed.connect(self._on_setting)
        session.settings.notation_changed.connect(lambda _notation: self.refresh())
        session.document.network_changed.connect(lambda *_: self._on_names())
        theme().changed.connect(self._restyle)
        self._restyle()

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = _Inside()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 12, 16, 12)
        for section in (self.parameter, self.gradients, self.observation):
            self._column.addWidget(section)
        self._column.addStretch(1)
        self._column.addWidget(self.notes)
        self._column.addWidget(self.update_card)
        self.setWidget(inside)

    def refresh(self) -> None:
        """Another trace: everything is new."""
        for section in (self.parameter, self.gradients, self.observation):
            section.refresh()
        self.notes.refresh()
        self.update_card.refresh()

    def refresh_step(self) -> None:
        """The cursor moved."""
        self.gradients.refresh_step()
        if self.parameter.hides_gradient:
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
        self._column.setSpacing(theme().px(12))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # On a low screen the update should not be far below.
        low = event.size().height() < theme().px(680)
        self.gradients.table.set_most_rows(6 if low else 10)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(296), theme().px(600))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(160))


class _Inside(QWidget):
    """As narrow as the panel: what is in it gives way."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())
