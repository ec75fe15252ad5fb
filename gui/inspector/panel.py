"""The inspector: what is selected, and every choice about it."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.network.network import Network
from core.network.node import Unit
from gui.document import Document, Selection
from gui.drawing import Drawing
from gui.inspector.panel_changes import only_moved
from gui.settings import Settings
from gui.theme import theme

if TYPE_CHECKING:
    from gui.inspector.edge_page import EdgePage
    from gui.inspector.many_page import ManyPage
    from gui.inspector.network_page import NetworkPage
    from gui.inspector.node_page import NodePage

    Page = NetworkPage | NodePage | EdgePage | ManyPage

__all__ = ["InspectorPanel", "only_moved"]

WIDTH = 300


class InspectorPanel(QWidget):
    """Shows the network, one node, one edge or several things, whichever is selected.

    Each page is made when it is first wanted. A panel that ``waits`` stays empty until `furnish`.
    """

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
    unit_chosen = Signal(object)
    """The `Unit` of a block that is looked at, or None."""
    slope_requested = Signal(str)
    """The activation whose derivative somebody wants to work out."""
    let_go = Signal()
    """The keyboard was at a page that gives way to another: it belongs to the drawing again."""

    def __init__(
        self,
        document: Document,
        drawing: Drawing,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        waits: bool = False,
    ) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._settings = document, drawing, settings
        self._waits = waits
        self._front: Page | None = None
        self._places: dict[Page, int] = {}
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        document.selection_changed.connect(self._show)
        document.network_changed.connect(self._follow)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._retranslate()
        self._show(document.selection)

    # The pages

    @cached_property
    def network_page(self) -> "NetworkPage":
        """What is shown with nothing selected."""
        from gui.inspector.network_page import NetworkPage

        page = NetworkPage(self._document, self._drawing, self._settings)
        page.summary_requested.connect(self.summary_requested)
        self._add(page)
        return page

    @cached_property
    def node_page(self) -> "NodePage":
        """What is shown of one node."""
        from gui.inspector.node_page import NodePage

        page = NodePage(self._document, self._drawing, self._settings)
        page.explain_requested.connect(self.explain_requested)
        page.unit_requested.connect(self.unit_requested)
        page.pictures_requested.connect(self.pictures_requested)
        page.slope_requested.connect(self.slope_requested)
        page.block.unit.valueChanged.connect(lambda _: self.unit_chosen.emit(page.block.chosen))
        self._add(page)
        return page

    @cached_property
    def edge_page(self) -> "EdgePage":
        """What is shown of one edge."""
        from gui.inspector.edge_page import EdgePage

        page = EdgePage(self._document, self._drawing, self._settings)
        page.explain_requested.connect(self.explain_requested)
        page.matrix_requested.connect(self.matrix_requested)
        self._add(page)
        return page

    @cached_property
    def many_page(self) -> "ManyPage":
        """What is shown of several nodes and edges."""
        from gui.inspector.many_page import ManyPage

        page = ManyPage(self._document, self._drawing, self._settings)
        self._add(page)
        return page

    def _add(self, page: "Page") -> None:
        page.refused.connect(self.refused)
        self._places[page] = self._stack.addWidget(_scrolling(page))

    @property
    def page(self) -> QWidget | None:
        """The page that is shown, None while it waits for one."""
        return self._front

    def furnish(self) -> None:
        """Show from now on what is selected."""
        if self._waits:
            self._waits = False
            self._show(self._document.selection)

    def show_unit(self, unit: Unit) -> None:
        """Show this unit of the selected block."""
        self.node_page.show_unit(unit)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDTH), theme().px(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(168), theme().px(160))

    def _show(self, selection: Selection) -> None:
        if self._waits:
            return
        page: Page
        if len(selection.nodes) + len(selection.edges) > 1:
            page = self.many_page
            page.refresh()
        elif selection.edges:
            page = self.edge_page
            page.show_edge(next(iter(selection.edges)))
        elif selection.nodes:
            page = self.node_page
            page.show_node(next(iter(selection.nodes)))
        else:
            page = self.network_page
            page.refresh()
        shown = self._front
        self._front = page
        at = QApplication.focusWidget()
        if at is not None and shown is not None and shown is not page and shown.isAncestorOf(at):
            self.let_go.emit()  # else Qt would give the keyboard to the first field of the new page
        self._stack.setCurrentIndex(self._places[page])

    def _follow(self, before: Network, after: Network) -> None:
        """Let the page in front show a change; the others are told when they come to the front.

        A drag only moves neurons, which no page shows: there are sixty changes a second.
        """
        if self._front is not None and not only_moved(before, after):
            self._front.refresh()

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
