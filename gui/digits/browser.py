"""Looking through the images of the document, and at what the network takes them for."""

from collections.abc import Callable
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.datasets.browsing import Predictions, RowFilter, chosen_rows
from core.datasets.targets import are_classes
from core.language import tr
from core.metrics.classes import class_names
from core.network.data import Part
from core.network.network import Network
from core.network.node import Array
from gui.digits.details import DigitDetails
from gui.digits.filter_bar import FilterBar
from gui.digits.grid import Caption, DigitGrid
from gui.digits.judging import Judging
from gui.digits.words import caption_of, status_text, tip_of, why_unknown
from gui.document import Document
from gui.inspector.section import Text
from gui.panes import scrolling, take_size
from gui.settings import Settings
from gui.theme import theme

WIDTH, HEIGHT, SIDE = 1080, 700, 290


class DigitBrowser(QDialog):
    """A window of its own beside the drawing: training goes on, and what is shown follows it."""

    step_wanted = Signal(int)
    """The observation that somebody wants to step through, from 0."""
    data_wanted = Signal()
    """Somebody wants to choose data that are images."""

    def __init__(
        self,
        document: Document,
        settings: Settings,
        session: Callable[[], Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._document, self._settings = document, settings
        self._among: Array | None = None
        self._title: object = ""
        self.judging = Judging(document, session, self)
        self.filter, self.grid, self.details = FilterBar(), DigitGrid(), DigitDetails(settings)
        self.title, self.all_rows = Text("text", 11), QPushButton()
        self.status, self.progress = Text("muted", 10), QProgressBar()
        self.empty, self.choose = Text("muted", 11), QPushButton()
        self.grid.caption, self.grid.tip = self._caption, self._tip
        self._known: Predictions | None = None
        self._fresh = True
        self._build()
        self._connect()
        take_size(self, WIDTH, HEIGHT)
        self._restyle()
        self.retranslate()

    def _build(self) -> None:
        for button in (self.all_rows, self.choose):
            button.setAutoDefault(False)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self._chosen = QWidget()
        line = QHBoxLayout(self._chosen)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.title, 1)
        line.addWidget(self.all_rows)
        self._side = scrolling(self.details)
        middle = QHBoxLayout()
        middle.addWidget(self.grid, 1)
        middle.addWidget(self._side)
        foot = QHBoxLayout()
        foot.addWidget(self.status, 1)
        foot.addWidget(self.progress)
        browsing, lesson = QWidget(), QWidget()
        self._column = QVBoxLayout(browsing)
        self._column.addWidget(self._chosen)
        self._column.addWidget(self.filter)
        self._column.addLayout(middle, 1)
        self._column.addLayout(foot)
        self._teaching = QVBoxLayout(lesson)
        self._teaching.addStretch(1)
        self._teaching.addWidget(self.empty)
        self._teaching.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        self._teaching.addStretch(2)
        self.pages = QStackedWidget()
        self.pages.addWidget(browsing)
        self.pages.addWidget(lesson)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def _connect(self) -> None:
        self.filter.changed.connect(self._on_filter)
        self.grid.current_changed.connect(lambda _row: self._show_details())
        self.grid.activated.connect(self.step_wanted)
        self.details.step_wanted.connect(self.step_wanted)
        self.all_rows.clicked.connect(self.show_all)
        self.choose.clicked.connect(self.data_wanted)
        self.judging.changed.connect(self._on_judged)
        self._document.network_changed.connect(self._on_network)
        theme().changed.connect(self._restyle)

    # What is asked for

    def show_all(self) -> None:
        """Look through all images again."""
        self._among, self._title = None, ""
        self.refresh()

    def show_rows(self, rows: Array, title: object) -> None:
        """Look through some rows of the data, as those behind a cell of a confusion matrix."""
        self._among, self._title, self._fresh = np.asarray(rows, np.intp), title, False
        self.filter.show_filter(RowFilter())
        self.refresh()
        self.grid.go_to(0)

    @property
    def has_images(self) -> bool:
        """Return whether there is something to look through."""
        data = self._document.network.data
        return data.image is not None and data.n_observations > 0 and are_classes(data)

    def refresh(self) -> None:
        """Show the images as they are now."""
        data, has_images = self._document.network.data, self.has_images
        self.pages.setCurrentIndex(0 if has_images else 1)
        self._chosen.setVisible(self._among is not None)
        self.title.setText(str(self._title))
        if not has_images:
            return
        parts = [part for part in Part if data.count(part)] if data.split is not None else []
        self.filter.set_choices(parts, class_names(data))
        if self._fresh and Part.TEST in parts:  # fewer, and they tell honestly
            self.filter.show_filter(RowFilter(Part.TEST))
        self._fresh = False
        self._ask()
        self._choose_rows()

    def _ask(self) -> None:
        """Let the rows be judged that the filter is about."""
        how = self.filter.filter
        data = self._document.network.data
        self.judging.ask(chosen_rows(data, RowFilter(how.part), among=self._among))

    def _on_filter(self) -> None:
        self._ask()
        self._choose_rows()
        self.grid.go_to(0)

    def _choose_rows(self) -> None:
        data, found = self._document.network.data, self.judging.found
        rows = chosen_rows(data, self.filter.filter, found, self._among)
        self.grid.set_rows(data, rows)
        self._show_details()
        self._write_status()

    def _on_network(self, before: Network, after: Network) -> None:
        if before.data is not after.data:
            self._among, self._title, self._fresh = None, "", True
            if self.isVisible():
                self.refresh()

    def _on_judged(self) -> None:
        """The weights changed, or something more is known."""
        if not self.isVisible() or not self.has_images:
            return
        found = self.judging.found
        can_be = found is not None or self.judging.is_busy
        self.filter.enable_predictions(can_be, "" if can_be else why_unknown(self.judging))
        if found is not self._known:
            self._known = found
            self.grid.redraw()
            self._choose_rows()
        self._write_status()

    def _show_details(self) -> None:
        data = self._document.network.data
        row, found = self.grid.current_row, self.judging.found
        self.details.show_row(data, row, found, "" if found else why_unknown(self.judging))
        self.grid.setAccessibleDescription(tip_of(data, row, found) if row >= 0 else "")

    def _caption(self, row: int) -> Caption:
        return caption_of(self._document.network.data, row, self.judging.found)

    def _tip(self, row: int) -> str:
        return tip_of(self._document.network.data, row, self.judging.found)

    # Words

    def _write_status(self) -> None:
        data = self._document.network.data
        is_open = self.filter.filter.right is None
        rows, settings = self.grid.rows, self._settings
        self.status.setText(status_text(data, self.judging, rows, settings, is_open))
        self.progress.setVisible(self.judging.is_busy)
        self.progress.setValue(round(1000 * self.judging.share))

    # Looks

    def _restyle(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(14), px(12), px(14), px(12))
        self._column.setSpacing(px(10))
        self._teaching.setContentsMargins(px(60), px(20), px(60), px(20))
        self._teaching.setSpacing(px(14))
        self._side.setFixedWidth(min(px(SIDE), round(self.width() * 0.45)))
        self.progress.setFixedWidth(px(120))
        for button in (self.all_rows, self.choose):
            button.setFont(theme().font(10))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setWindowTitle(tr("Images"))
        self.grid.setAccessibleName(tr("Images of the data"))
        self.grid.viewport().setToolTip("")
        self.all_rows.setText(tr("Show all images"))
        self.progress.setAccessibleName(tr("Share of the images that is looked at"))
        self.empty.setText(
            tr(
                "There are no images here yet. Choose the handwritten digits (MNIST), 70,000 images"
                " of 28 × 28 pixels, or import a folder of pictures. Then you can look through them"
                " here: by class, by what your network takes them for, the worst mistakes first."
            )
        )
        self.choose.setText(tr("Choose data…"))
        self.refresh()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(min(theme().px(SIDE), round(self.width() * 0.45)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self.judging.set_active(True)
        self.grid.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.judging.set_active(False)
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.judging.set_active(False)
        super().closeEvent(event)
