"""Selects with a rubber band."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.canvas.tools.gesture import Gesture, Pointer
from gui.theme import theme

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView


class RubberBand(Gesture):
    """Selects what lies in a rectangle whole; Shift or Ctrl adds to what is selected."""

    def __init__(self, view: "CanvasView", pointer: Pointer) -> None:
        super().__init__(view)
        self._start = pointer.scene
        self._rect = QRectF(pointer.scene, pointer.scene)
        self._before = view.document.selection
        self._kept = self._before if pointer.adds else None
        if not pointer.adds:
            view.document.select()

    def move(self, pointer: Pointer) -> None:
        self._rect = QRectF(self._start, pointer.scene).normalized()
        geometry, network = self.view.picture.geometry, self.view.document.network
        nodes = {n for n in network.nodes if self._rect.contains(geometry.outlines[n].rect)}
        edges = {key for key in geometry.keys_in(self._rect) if key in network.edges}
        if self._kept is not None:
            nodes |= self._kept.nodes
            edges |= self._kept.edges
        self.view.document.select(nodes, edges)
        self.view.viewport().update()

    def cancel(self) -> None:
        self.view.document.select(self._before.nodes, self._before.edges)

    def paint(self, painter: QPainter) -> None:
        pen = QPen(theme().colour("accent"), 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self._rect)
