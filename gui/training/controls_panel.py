"""The panel right of the canvas while training: data, optimizer, batch, penalties, stop, start."""

from typing import Any

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


class ControlsPanel(QWidget):
    """Every choice that a run depends on."""

    def __init__(self, session: TrainSession) -> None:
        super().__init__()
        self.session = session
        self.page = Page()
        self.data = self._data_section()
        self.notes = NotesSection(session)
        self.optimizer = OptimizerSection(session)
        self.batch = BatchSection(session)
        self.regularisation = RegularisationSection(session)
        self.stop = StopSection(session)
        self.start = StartSection(session)
        self._settings = (
            self.optimizer, self.batch, self.regularisation, self.stop, self.start
        )  # fmt: skip
        if self.data is not None:
            self.page.add(self.data)
        # Above what is long: a note that has to be scrolled to is not read.
        for section in (self.notes, *self._settings):
            self.page.add(section)
        self._lay_out()
        session.document.network_changed.connect(self._follow)
        session.state_changed.connect(self.refresh)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def _data_section(self) -> Any:
        try:
            from gui.data.data_panel import DataSection
        except ImportError:
            return None
        session = self.session
        return DataSection(session, session.document, session.settings)

    def _lay_out(self) -> None:
        area = QScrollArea()
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
