"""The panel right of the canvas while training: data, optimizer, batch, penalties, stop, start."""

from collections import deque
from collections.abc import Iterator
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.language import tr
from core.network.network import Network
from gui.inspector.section import Page
from gui.theme import theme
from gui.training.batch_section import BatchSection
from gui.training.notes_section import NotesSection
from gui.training.optimizer_section import OptimizerSection
from gui.training.regularisation_section import RegularisationSection
from gui.training.session import TrainSession
from gui.training.start_section import StartSection
from gui.training.stop_section import StopSection

WIDTH = 300

Made = TypeVar("Made", bound=QWidget)


class ControlsPanel(QWidget):
    """Every choice that a run depends on. One that ``waits`` is empty until `fill`."""

    def __init__(
        self, session: TrainSession, parent: QWidget | None = None, *, waits: bool = False
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.page = Page()
        self._lay_out()  # from the outside in: whatever is moved is dressed again
        if not waits:
            deque(self.fill(), 0)

    def fill(self) -> Iterator[None]:
        """Make the sections, and stop between them."""
        session = self.session
        self.data = self._data_section()
        if self.data is not None:
            self.page.add(self.data)
        yield
        # Above what is long: a note that has to be scrolled to is not read.
        self.notes = self._added(NotesSection(session))
        self.optimizer = self._added(OptimizerSection(session))
        yield
        self.batch = self._added(BatchSection(session))
        self.regularisation = self._added(RegularisationSection(session))
        yield
        self.stop = self._added(StopSection(session))
        self.start = self._added(StartSection(session))
        yield
        self._settings = (
            self.optimizer, self.batch, self.regularisation, self.stop, self.start
        )  # fmt: skip
        session.document.network_changed.connect(self._follow)
        session.state_changed.connect(self.refresh)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.refresh()
        self.retranslate()

    def _added(self, section: Made) -> Made:
        self.page.add(section)
        return section

    def _data_section(self) -> Any:
        try:
            from gui.data.data_panel import DataSection
        except ImportError:
            return None
        session = self.session
        return DataSection(session, session.document, session.settings)

    def _lay_out(self) -> None:
        area = QScrollArea(self)
        area.setWidget(self.page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        self.page.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH), theme().px(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(168), theme().px(160))

    def _follow(self, before: Network, after: Network) -> None:
        """Show what an edit has changed of the settings and of what they are about."""
        same = before.training == after.training and before.data is after.data
        if not same or before.nodes.keys() != after.nodes.keys():
            self.refresh()

    def refresh(self) -> None:
        """Show the settings of the document."""
        for section in self._settings:
            section.refresh()

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.setAccessibleName(tr("Controls of the training"))
        for section in (*self._settings, self.notes):
            section.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.notes.refresh)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _restyle(self) -> None:
        self.setFont(theme().font(10))
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme().colour("panel"))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.updateGeometry()
