"""Below the canvas while training: plots left, the runs right."""

import contextlib
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from gui.actions import Actions
from gui.theme import theme
from gui.training.session import TrainSession

RUNS = 300
"""The usual width of the table of runs, at normal size of text."""
_RUNS_SHARE = 0.18
"""Of a wide window."""
_RACE_FROM = 700
"""Below this width, at normal size of text, the heading of the runs leaves room to the plots."""
_RUNS_FROM = 760
"""Below this width the runs take a third."""


class BottomPanel(QWidget):
    """Hosts the plots and the table of runs."""

    pictures_changed = Signal(object)
    """Small pictures for the neurons on the canvas: a dict of node id → QImage."""
    told = Signal(object, object)
    """A sentence for the user and its kind."""
    enlarged = Signal(bool)
    """A plot takes the whole window, or its place again."""

    def __init__(
        self, session: TrainSession, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        self._is_arranged = False
        self.is_large = False
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.setEnabled(False)
        self._escape.activated.connect(lambda: self.enlarge(False))
        self.plots: Any = self._made_plots()
        self.runs: Any = self._made_runs()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.plots)
        self.splitter.addWidget(self.runs)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.splitterMoved.connect(self._on_moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self.setAutoFillBackground(True)

    def _made_plots(self) -> QWidget:
        from gui.plots.plot_area import PlotArea

        session = self._session
        plots: Any = PlotArea(session, session.document, session.settings)
        plots.pictures_changed.connect(self.pictures_changed)
        plots.enlarging_wanted.connect(lambda kind: self.enlarge(not self.is_large, kind))
        if hasattr(plots, "told"):
            plots.told.connect(self.told.emit)
        return plots

    def _made_runs(self) -> QWidget:
        from gui.runs.runs_panel import RunsPanel

        session = self._session
        runs: Any = RunsPanel(session, session.document, session.settings)
        if hasattr(runs, "told"):
            runs.told.connect(self.told.emit)
        return runs

    def close_panels(self) -> None:
        """The window closes: let whoever works in the background stop."""
        for panel in (self.plots, self.runs):
            close: Any = getattr(panel, "shut_down", None)
            if close is not None:
                with contextlib.suppress(RuntimeError):
                    close()

    def enlarge(self, on: bool, kind: str = "") -> None:
        """Leave one plot alone, of a kind or the one in use, or bring back what was beside it."""
        if on == self.is_large:
            return
        self.is_large = on
        self._escape.setEnabled(on)
        self.runs.setHidden(on)
        self.plots.leave_alone((kind or self.plots.in_use) if on else "")
        self.enlarged.emit(on)

    def _on_moved(self, *_: int) -> None:
        self._is_arranged = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        self.runs.show_race(width >= theme().px(_RACE_FROM))
        if not self._is_arranged:
            most = round(width * (0.4 if width < _RUNS_FROM else 0.33))
            runs = min(max(theme().px(RUNS), round(width * _RUNS_SHARE)), most)
            self.splitter.setSizes([width - runs, runs])
