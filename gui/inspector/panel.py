"""The inspector: what is selected, and every choice about it."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from core.language import tr
from core.network.network import Network
from gui.document import Document, Selection
from gui.drawing import Drawing
from gui.inspector.edge_page import EdgePage
from gui.inspector.many_page import ManyPage
from gui.inspector.network_page import NetworkPage
from gui.inspector.node_page import NodePage
from gui.inspector.panel_changes import only_moved
from gui.settings import Settings
from gui.theme import theme

__all__ = ["InspectorPanel", "only_moved"]

WIDTH = 300


class InspectorPanel(QWidget):
    """Shows the network, one node, one edge or several things, whichever is selected."""

    refused = Signal(str)
    """A sentence that says why something was not done."""
    explain_requested = Signal(object)
    """The `Parameter` whose chain rule is asked for."""

    pictures_requested = Signal(object)
    """The `Unit` whose weights are to be seen as a picture of the image."""
    unit_requested = Signal(object)
    """The `Unit` that somebody wants to step through."""
    matrix_requested = Signal(object)
    """The `EdgeKey` whose weights somebody wants to see as a heat-map."""
    summary_requested = Signal()
    slope_requested = Signal(str)
    """The activation whose derivative somebody wants to work out."""

    def __init__(
        self,
        document: Document,
        drawing: Drawing,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.network_page = NetworkPage(document, drawing, settings)
        self.node_page = NodePage(document, drawing, settings)
        self.edge_page = EdgePage(document, drawing, settings)
        self.many_page = ManyPage(document, drawing, settings)
        self._stack = QStackedWidget()
        self._pages = (self.network_page, self.node_page, self.edge_page, self.many_page)
        for page in self._pages:
            page.refused.connect(self.refused)
            self._stack.addWidget(_scrolling(page))
        for asking in (self.node_page, self.edge_page):
            asking.explain_requested.connect(self.explain_requested)
        self.node_page.unit_requested.connect(self.unit_requested)
        self.node_page.pictures_requested.connect(self.pictures_requested)
        self.edge_page.matrix_requested.connect(self.matrix_requested)
        self.network_page.summary_requested.connect(self.summary_requested)
        self.node_page.slope_requested.connect(self.slope_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        document.selection_changed.connect(self._show)
        document.network_changed.connect(self._follow)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._retranslate()
        self._show(document.selection)

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._pages[self._stack.currentIndex()]

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH), theme().px(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(168), theme().px(160))

    def _show(self, selection: Selection) -> None:
        n = len(selection.nodes) + len(selection.edges)
        if n > 1:
            self.many_page.refresh()
            self._stack.setCurrentIndex(3)
        elif selection.edges:
            self.edge_page.show_edge(next(iter(selection.edges)))
            self._stack.setCurrentIndex(2)
        elif selection.nodes:
            self.node_page.show_node(next(iter(selection.nodes)))
            self._stack.setCurrentIndex(1)
        else:
            self.network_page.refresh()
            self._stack.setCurrentIndex(0)

    def _follow(self, before: Network, after: Network) -> None:
        """Let the page in front show a change; the others are told when they come to the front.

        A drag only moves neurons, which no page shows: there are sixty changes a second.
        """
        if not only_moved(before, after):
            self._pages[self._stack.currentIndex()].refresh()

    def _restyle(self) -> None:
        self.setFont(theme().font(10))
        palette = self.palette()
        palette.setColor(self.backgroundRole(), theme().colour("panel"))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.updateGeometry()

    def _retranslate(self) -> None:
        self.setAccessibleName(tr("Inspector"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _scrolling(page: QWidget) -> QScrollArea:
    """A page that scrolls down, never sideways."""
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)
    return area
