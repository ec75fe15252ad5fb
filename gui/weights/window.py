"""The weights of the network in a window beside it: as heat-maps, and as pictures of the input."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.network.edge import EdgeKey
from core.network.naming import plain_text
from core.network.node import Unit
from core.network.weight_table import WeightTable, image_shape, weight_tables
from gui.document import Document
from gui.drawing import Drawing
from gui.inspector.section import Text
from gui.messages import Kind, MessageBar
from gui.panes import scrolling, take_size
from gui.plots.colour_bar import ColourBar
from gui.settings import Settings
from gui.theme import theme
from gui.weights.gallery import Gallery
from gui.weights.heat_panel import BAR_HEIGHT, HeatPanel, at_top
from gui.weights.live import LiveNumbers
from gui.weights.picture import signed_colours
from gui.weights.sheet import Sheet

HEAT, PICTURES = 0, 1


class WeightsWindow(QDialog):
    """Follows the document, and a run in hand; it stays open while one works in the drawing."""

    explain_requested = Signal(object)
    """The `Parameter` whose chain rule is asked for."""
    unit_requested = Signal(object)
    """The `Unit` that is to be selected."""
    unit_opened = Signal(object)
    """The `Unit` that is to be stepped."""

    def __init__(
        self,
        document: Document,
        drawing: Drawing,
        settings: Settings,
        desk: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._document, self._settings = document, settings
        self.live = LiveNumbers(document, desk, self)
        self.sheet = Sheet(document, drawing, settings, self.live, self)
        self.panel = HeatPanel(self.sheet)
        self.gallery = Gallery(document, settings, self.live)
        self.which = QComboBox()
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._which_label = QLabel()
        self.each_own = QCheckBox()
        self.bar = ColourBar(settings)
        self.into, self.out = QPushButton("+"), QPushButton("−")
        self.no_weights, self.no_pictures = Text("muted", 11), Text("muted", 11)
        self._state = Text("muted", 9.5)
        self.tabs = QTabWidget()
        self.messages = MessageBar(self)
        self._tables: list[WeightTable] = []
        self._is_due = True
        self._lay_out()
        self._connect()
        self._restyle()
        self.retranslate()
        take_size(self, 1000, 680)

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        heat, pictures = QWidget(), QWidget()
        self._heat_page, self._picture_page = QVBoxLayout(heat), QVBoxLayout(pictures)
        top, self._below = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self._which_label)
        top.addWidget(self.which)
        top.addStretch(1)
        self._heat_page.addLayout(top)
        self._heat_page.addWidget(self.panel, 1)
        self._heat_page.addWidget(self.no_weights, 1)
        self._pictures_row = QHBoxLayout()
        self._pictures_row.addWidget(self.gallery, 1)
        self._pictures_row.addLayout(at_top(self.bar))
        for widget in (self.each_own, self.out, self.into):
            self._below.addWidget(widget)
        self._below.insertStretch(1, 1)
        self._picture_page.addLayout(self._below)
        self._picture_page.addLayout(self._pictures_row, 1)
        self._picture_page.addWidget(self.no_pictures, 1)
        for text in (self.no_weights, self.no_pictures):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tabs.addTab(scrolling(heat), "")
        self.tabs.addTab(pictures, "")
        column = QVBoxLayout(self)
        column.addWidget(self.tabs, 1)
        column.addWidget(self._state)

    def _connect(self) -> None:
        self.which.activated.connect(self._choose)
        self.tabs.currentChanged.connect(self._take_numbers)
        self.live.changed.connect(self._follow)
        self._settings.notation_changed.connect(lambda _notation: self._follow(True))
        self.panel.refused.connect(lambda text: self.messages.show_message(text, Kind.REFUSAL))
        self.panel.explain_requested.connect(self.explain_requested)
        self.panel.unit_requested.connect(self.unit_requested)
        self.gallery.chosen.connect(self.unit_requested)
        self.gallery.opened.connect(self.unit_opened)
        self.gallery.range_changed.connect(self._show_range)
        self.each_own.toggled.connect(self._share_range)
        self.into.clicked.connect(lambda: self.gallery.zoom(1.25))
        self.out.clicked.connect(lambda: self.gallery.zoom(1 / 1.25))
        for button in (self.into, self.out):
            button.setAutoDefault(False)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        for key, act in (
            (QKeySequence.StandardKey.Undo, self._document.undo),
            (QKeySequence.StandardKey.Redo, self._document.redo),
            (QKeySequence.StandardKey.Close, self.close),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        theme().changed.connect(self._restyle)

    # What is shown

    def show_heat(self, key: EdgeKey | None = None) -> None:
        """Bring the heat-map to the front, of the table that holds an edge."""
        self._appear(HEAT)
        if key is not None:
            found = (i for i, table in enumerate(self._tables) if table.holds(key))
            self._choose(next(found, max(self.which.currentIndex(), 0)))
        self.panel.view.setFocus()

    def show_pictures(self, unit: Unit | None = None) -> None:
        """Bring the pictures to the front, with a unit in view."""
        self._appear(PICTURES)
        if unit is not None:
            self.gallery.show_unit(unit)
        self.gallery.setFocus()

    def _appear(self, page: int) -> None:
        self.tabs.setCurrentIndex(page)
        self.show()
        self.raise_()
        self.activateWindow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.live.set_seen(True)
        if self._is_due or self.live.is_training:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.live.set_seen(False)
        self._is_due = True

    def refresh(self) -> None:
        """Show the weights of the drawing as it is."""
        self._is_due = False
        kept = max(self.which.currentIndex(), 0)
        self._tables = weight_tables(self._document.network, self._settings.notation)
        self.which.clear()
        for table in self._tables:
            rows, columns = table.shape
            self.which.addItem(f"{plain_text(table.latex)}   {rows} × {columns}")
        for widget in (self.panel, self.which, self._which_label):
            widget.setVisible(bool(self._tables))
        self.no_weights.setVisible(not self._tables)
        self._choose(min(kept, len(self._tables) - 1))
        self._show_what_there_is()
        self._say_state()

    def _choose(self, index: int) -> None:
        there = 0 <= index < len(self._tables)
        self.which.setCurrentIndex(index)
        self.sheet.show(self._tables[index] if there else None)

    def _follow(self, drawing: bool) -> None:
        if not self.isVisible():
            self._is_due = True
        elif drawing:
            self.refresh()
        else:
            self._take_numbers()
            self._say_state()

    def _take_numbers(self, *_page: int) -> None:
        """Show the numbers of now in the heat-map, if somebody looks at it."""
        if self.panel.isVisible():
            self.sheet.refresh()

    def _show_what_there_is(self) -> None:
        there = image_shape(self._document.network) is not None
        for widget in (self.gallery, self.bar, self.each_own, self.into, self.out):
            widget.setVisible(there)
        self.no_pictures.setVisible(not there)

    def _show_range(self, limit: float) -> None:
        self.bar.show_range(-limit, limit, signed_colours(), tr("Weight"))

    def _share_range(self, own: bool) -> None:
        self.gallery.set_each_own(own)
        self.bar.setVisible(not own and image_shape(self._document.network) is not None)

    def _say_state(self) -> None:
        text = tr("A run is in hand: these are its numbers, thirty times a second at most.")
        self._state.setText(text if self.live.is_training else "")
        self._state.setVisible(self.live.is_training)

    # Words and looks

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setWindowTitle(tr("Weights"))
        self.tabs.setTabText(HEAT, tr("Heat-map"))
        self.tabs.setTabText(PICTURES, tr("Pictures"))
        self._which_label.setText(tr("Weights"))
        self.which.setAccessibleName(tr("Which weights"))
        self.which.setToolTip(tr("The weights into one level, by the name of their matrix"))
        self.each_own.setText(tr("Each picture in its own range"))
        self.each_own.setToolTip(
            tr("Full colour is the largest weight of each picture, not of all of them.")
        )
        for button, tip in ((self.into, tr("Larger pictures (+)")),
                            (self.out, tr("Smaller pictures (-)"))):  # fmt: skip
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.no_weights.setText(tr("There are no weights yet: connect two neurons first."))
        self.no_pictures.setText(
            tr(
                "Weights are shown as pictures where the inputs are the pixels of an image: choose"
                " the MNIST digits as data, or draw a network with 784 inputs."
            )
        )
        if self.isVisible():
            self.refresh()
        self._say_state()

    def _restyle(self) -> None:
        px = theme().px
        self.setFont(theme().font(10))
        self.tabs.setFont(theme().font(10))
        for widget in (self.which, self._which_label, self.each_own, self.into, self.out):
            widget.setFont(theme().font(10))
        for page in (self._heat_page, self._picture_page):
            page.setContentsMargins(px(12), px(10), px(12), px(10))
            page.setSpacing(px(8))
        self._below.setSpacing(px(8))
        self.panel.view.setMinimumHeight(px(170))
        self.bar.setMaximumHeight(px(BAR_HEIGHT))
        self.bar.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
