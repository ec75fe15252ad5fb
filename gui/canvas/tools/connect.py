"""Draws an edge from one node to another, and says where it may land and why not elsewhere."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from core.network.errors import NodewiseError
from gui.canvas.drawn import is_one
from gui.canvas.tools.gesture import Gesture, Pointer
from gui.theme import theme

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView


class ConnectNodes(Gesture):
    """From a node to the next one: by dragging, by two clicks, or by keys.

    ``target`` is the node that the edge would go to now, ``reason`` why it must not.
    """

    def __init__(self, view: "CanvasView", source: str) -> None:
        super().__init__(view)
        self.source = source
        self.target: str | None = None
        self.reason = ""
        self._left = False
        self._end = view.picture.geometry.outlines[source].centre
        view.picture.set_rings([(source, "accent")])

    def move(self, pointer: Pointer) -> None:
        node = pointer.target.node if pointer.target else None
        self._left = self._left or node != self.source
        self._end = pointer.scene
        self.aim_at(node if node and not is_one(node) else None)

    def aim_at(self, node: str | None) -> None:
        """Take a node as the target, and find out whether it may be."""
        at_start = node == self.source and not self._left
        self.target = None if at_start else node
        self.reason = self._refusal() if self.target else ""
        rings = [(self.source, "accent")]
        if self.target:
            rings.append((self.target, "bad" if self.reason else "accent"))
            self._end = self.view.picture.geometry.outlines[self.target].centre
        self.view.picture.set_rings(rings)
        self.view.show_reason(self.reason, self._end)
        self.view.viewport().update()

    def _refusal(self) -> str:
        assert self.target is not None
        try:
            self.view.drawing.check_connection(self.source, self.target)
        except NodewiseError as error:
            return str(error)
        return ""

    def release(self, pointer: Pointer) -> Gesture | None:
        if self.target is None and not self._left:
            return self  # a click: the next click says where to
        self.finish()
        return None

    def finish(self) -> bool:
        """Connect, or say why not; return whether there is a new edge."""
        source, target = self.source, self.target
        self.cancel()
        if target is None:
            return False
        try:
            self.view.drawing.connect(source, target)
        except NodewiseError as error:
            self.view.refuse(error, self._end)
            return False
        return True

    def cancel(self) -> None:
        self.view.picture.set_rings()
        self.view.show_reason("", QPointF())
        self.view.viewport().update()

    def paint(self, painter: QPainter) -> None:
        outline = self.view.picture.geometry.outlines[self.source]
        start = QPointF(*outline.towards(self._end.x(), self._end.y()))
        if outline.contains(self._end):
            return
        colour = theme().colour("bad" if self.reason else "accent")
        style = Qt.PenStyle.DashLine if self.reason else Qt.PenStyle.SolidLine
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 2.5, style, Qt.PenCapStyle.FlatCap))
        end = self._end
        if self.target:
            end = QPointF(
                *self.view.picture.geometry.outlines[self.target].towards(outline.x, outline.y)
            )
        painter.drawLine(start, end)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(end, 4.0, 4.0)
