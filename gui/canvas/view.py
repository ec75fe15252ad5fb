"""The canvas: shows the drawing, and turns mouse, touch and keys into edits and questions."""

from collections.abc import Callable, Mapping
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmapCache,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from core.compiling.plan import Plan
from core.language import tr
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Array, Role, Unit
from core.stepping.quantity import Quantity
from gui.canvas import accessibility
from gui.canvas.asides import show_menu, show_tip
from gui.canvas.background import paint_paper
from gui.canvas.edge_item import EdgeItem
from gui.canvas.editing import Editing, part_rect
from gui.canvas.empty_hint import EmptyHint
from gui.canvas.focus import Focus
from gui.canvas.keyboard import Keyboard
from gui.canvas.navigator import Navigator
from gui.canvas.overlay import Overlay
from gui.canvas.placing import guessed_role, key_place, snapped_place
from gui.canvas.pointer_note import PointerNote
from gui.canvas.pointing import Pointing
from gui.canvas.scene import NetworkScene
from gui.canvas.target import Part, Target, quantity_of
from gui.canvas.tools.gesture import Gesture
from gui.canvas.tools.tool import Tool
from gui.document import Document
from gui.drawing import Drawing
from gui.formula.readiness import readiness
from gui.frames import frames
from gui.messages import announce
from gui.settings import Settings
from gui.theme import theme

MOST_SMOOTH = 300
"""With more edges than that in view, lines are drawn without antialiasing, for speed."""
FORMULAS_AFTER = 500
"""Milliseconds after which what typesets unusual formulas may take the thread's time."""
_MANY_NODES = 24
"""That come or go at once: more than anybody draws by hand."""
_CACHE = 96 * 1024
"""Kilobytes for the pictures of nodes, pills and bundles, which Qt keeps between frames."""


class CanvasView(QGraphicsView):
    """Shows a document's network; in mode "draw" it is edited, in mode "step" explained,
    in mode "train" only looked at.

    ``context_actions`` gives the actions of the menu for what was clicked (None: empty paper);
    without it `menu_wanted` asks for a menu.
    """

    tool_changed = Signal(object)
    hovered = Signal(object)
    """The `Quantity` under the pointer, or None."""
    quantity_clicked = Signal(object)
    """A `Quantity` to be explained."""
    message = Signal(str)
    """Why something was refused."""
    band_activated = Signal(object)
    """The key of an edge between blocks that was double-clicked: its matrix is wanted."""
    unit_picked = Signal(object)
    """The `Unit` of a block that was clicked, among its neurons or in the picture beside it."""
    menu_wanted = Signal(str, QPoint)
    """A right click on a "node", an "edge" or the "canvas", and where on the screen."""

    def __init__(
        self,
        document: Document,
        settings: Settings,
        parent: QWidget | None = None,
        drawing: Drawing | None = None,
    ) -> None:
        accessibility.install()
        super().__init__(parent)
        self.document, self.settings = document, settings
        self.drawing = drawing or Drawing(document, settings)
        self.mode = "draw"
        self.tool = Tool.SELECT
        self.paint_seconds = 0.0
        self.context_actions: Callable[[Target | None], list[QAction]] | None = None
        self.picture = NetworkScene(document, settings, self)
        self.pointing = Pointing(self)
        self.setScene(self.picture)
        self.navigator = Navigator(self)
        self._set_up()
        self.focus = Focus(self)
        self.keyboard = Keyboard(self)
        self.editing = Editing(self)
        self._hint = EmptyHint(self.viewport())
        self._note = PointerNote(self.viewport())
        document.network_changed.connect(self._network_changed)
        theme().changed.connect(self._rescale)
        self._scale = theme().scale
        self.retranslate()
        self._network_changed(Network(), document.network)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), _CACHE))
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    # What others ask for

    def set_mode(self, mode: str) -> None:
        """Draw, step or train: the drawing stays where it is."""
        self.pointing.cancel()
        self.editing.editor.close_editor()
        self.mode = mode
        self.picture.attention.handles = mode == "draw"
        self.picture.attention.shows_selection = mode == "draw"
        self.picture.refresh_states()
        self.pointing.show_cursor()

    def set_tool(self, tool: Tool) -> None:
        """Take another tool in hand."""
        self.pointing.cancel()
        if tool is not self.tool:
            self.tool = tool
            self.pointing.show_cursor()
            self.tool_changed.emit(tool)

    def set_overlay(self, overlay: Overlay | None) -> None:
        """Show what a step adds to the drawing; None takes it away."""
        self.picture.set_overlay(overlay)

    def show_live(self, network: Network | None) -> None:
        """Show other numbers than the document's, as while it trains; None for its own again."""
        self.picture.show_live(network)

    @property
    def is_large(self) -> bool:
        """Return whether live numbers should come by `show_parameters`, and not as a network."""
        return self.picture.is_large

    def show_parameters(self, plan: Plan, theta: Array) -> None:
        """Show the numbers of θ, as while a network trains; `show_live(None)` takes them away."""
        self.picture.show_parameters(plan, theta)

    def show_observation(self, values: Array | None) -> None:
        """Show pixels, 0 to 1, beside inputs that are an image; None for the first observation."""
        self.picture.show_observation(values)

    def show_unit(self, unit: Unit | None) -> None:
        """Let a block show one of its units between the dots; None for the usual ones."""
        self.picture.show_unit(unit)

    def set_pictures(self, pictures: Mapping[str, QImage] | None) -> None:
        """Paint small pictures inside of neurons, by their ids; None takes them away."""
        self.picture.show_pictures(pictures or {})

    def highlight(self, quantity: Quantity | None) -> None:
        """Light what a formula points at, None for nothing."""
        self.picture.highlight(quantity)

    @property
    def zoom(self) -> float:
        """Pixels of the screen for a canvas unit."""
        return self.navigator.zoom

    def fit(self) -> None:
        """Show the whole drawing."""
        self.navigator.fit()

    def zoom_in(self) -> None:
        """Show it larger."""
        self.navigator.step(1)

    def zoom_out(self) -> None:
        """Show it smaller."""
        self.navigator.step(-1)

    def add_node_by_key(self, role: Role) -> None:
        """Place a node at the pointer, or where the next one of its kind goes."""
        self.place(role, key_place(self), by_keys=True)

    # What gestures and keys do

    def place(
        self, role: Role, scene: QPointF | None, *, snap: bool = True, by_keys: bool = False
    ) -> None:
        """Place a node in line with others, without a place where the next one goes."""
        position = None if scene is None else (scene.x(), scene.y())
        if position is not None and snap:
            position = snapped_place(self, position)
        try:
            node_id = self.drawing.add_node(role, position)
        except NodewiseError as error:
            self.refuse(error, scene)
            return
        self.focus.go_to(Target(Part.BODY, node=node_id), by_keys=by_keys)

    def guessed_role(self, scene: QPointF) -> Role:
        """What a double-click on empty paper places there."""
        return guessed_role(self.document.network, scene.x())

    def explain(self, target: Target) -> None:
        """Ask for the explanation of the number that a target shows."""
        quantity = quantity_of(self.document.network, target)
        if quantity is not None and self.mode == "step":
            self.quantity_clicked.emit(quantity)

    def tell_hovered(self, target: Target | None) -> None:
        """Tell others what number the pointer is over."""
        self.hovered.emit(quantity_of(self.document.network, target))

    def refuse(self, error: NodewiseError, scene: QPointF | None = None) -> None:
        """Say why something was not done, in the message bar and where it was tried."""
        if scene is not None:
            self._note.show_text(str(error), self.mapFromScene(scene), fades=True)
        self.message.emit(str(error))

    def show_reason(self, text: str, scene: QPointF) -> None:
        """Show beside the pointer why an edge must not land there; blank for nothing."""
        self._note.show_text(text, self.mapFromScene(scene))

    @property
    def reason(self) -> str:
        """What is said beside the pointer."""
        return "" if self._note.isHidden() else self._note.text()

    def forget_note(self) -> None:
        """Take away what is said beside the pointer."""
        self._note.hide()

    @property
    def gesture(self) -> Gesture | None:
        """What the mouse or the keys are in the middle of."""
        return self.pointing.gesture

    # Places

    def to_scene(self, place: QPointF) -> QPointF:
        """A place of the viewport on the canvas, between the pixels too."""
        inverse, _ = self.viewportTransform().inverted()
        return inverse.map(place)

    def visible_rect(self) -> QRectF:
        """The part of the canvas that is seen."""
        rect = self.viewport().rect()
        return QRectF(
            self.to_scene(QPointF(rect.topLeft())), self.to_scene(QPointF(rect.bottomRight()))
        )

    def screen_rect(self, target: Target) -> QRect:
        """Where a target is on the screen."""
        rect = self.mapFromScene(part_rect(self, target)).boundingRect()
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    # Qt

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        paint_paper(painter, QRectF(rect), self.zoom)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self.gesture is not None:
            self.gesture.paint(painter)

    def paintEvent(self, event: Any) -> None:
        begun = perf_counter()
        seen = self.visible_rect()
        EdgeItem.smooth = self.picture.lines_in(seen) <= MOST_SMOOTH
        self.picture.look_at(seen, self.zoom)
        super().paintEvent(event)
        self.paint_seconds = perf_counter() - begun
        frames().painted(self.paint_seconds)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointing.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointing.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointing.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.pointing.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.pointing.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointing.place = None
        self.pointing.hover(None)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.pointing.cancel()
        show_menu(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.pointing.space_held = True
            self.pointing.show_cursor()
        elif not self.keyboard.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.pointing.space_held = False
            self.pointing.show_cursor()
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return self.keyboard.walk(next) or super().focusNextPrevChild(next)

    def event(self, event: QEvent) -> bool:
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and self.keyboard.wants(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            show_tip(self, event)
            return True
        return self.pointing.touch(event) or super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Write every text again in the language in use."""
        self.setAccessibleName(tr("Drawing of the network"))
        self.setAccessibleDescription(
            tr("Tab goes from node to node and edge to edge, Enter changes a number.")
        )
        self.picture.rebuild()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # After the first pictures: what was asked for is there sooner.
        QTimer.singleShot(FORMULAS_AFTER, self, readiness().begin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setGeometry(self.viewport().rect())
        if self.navigator.fitted:
            self.fit()

    def _network_changed(self, before: Network, after: Network) -> None:
        self._hint.setVisible(not after.nodes)
        if not before.nodes.keys() & after.nodes.keys() and len(after.nodes) > 1:
            self.fit()  # another drawing, not an edit of this one
        elif changed := len(before.nodes.keys() ^ after.nodes.keys()):
            was_fitted, self.navigator.fitted = self.navigator.fitted, False
            if was_fitted and changed > _MANY_NODES:
                self.navigator.fit_smoothly()  # a block became its neurons, or was that again

    def _rescale(self) -> None:
        """Larger text is a larger drawing."""
        self.resetCachedContent()
        factor, self._scale = theme().scale / self._scale, theme().scale
        if self.navigator.fitted:
            self.fit()
        elif factor != 1.0:
            self.navigator.zoom_at(QPointF(self.viewport().rect().center()), factor)
        self.viewport().update()

    def announce(self, target: Target) -> None:
        """Let screen readers say what has the focus now."""
        announce(self, self.picture.describe(target))
