"""Moves nodes: one undo step a drag, on release."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.canvas.target import Target
from gui.canvas.tools.gesture import Gesture, Pointer
from gui.canvas.tools.snapping import Guide, snapped
from gui.theme import theme

if TYPE_CHECKING:
    from gui.canvas.view import CanvasView

_START = 4.0
"""The mouse must move that far on the screen before a click becomes a drag."""
_REACH = 9.0


class MoveNodes(Gesture):
    """Drags the selected nodes; a click without a drag selects the one node alone."""

    def __init__(self, view: "CanvasView", pointer: Pointer, target: Target) -> None:
        super().__init__(view)
        network, selection = view.document.network, view.document.selection
        assert target.node is not None
        self._node = target.node
        self._press = pointer
        self._before = {n: network.nodes[n].position for n in selection.nodes}
        self._others = [
            node.position for node in network.nodes.values() if node.id not in self._before
        ]
        self._guides: tuple[Guide, ...] = ()
        self._moving = False

    def move(self, pointer: Pointer) -> None:
        way = pointer.viewport - self._press.viewport
        self._moving = self._moving or way.manhattanLength() >= _START
        if self._moving and self._node in self._before:
            dx, dy = self._offset(pointer)
            places = {n: (x + dx, y + dy) for n, (x, y) in self._before.items()}
            self.view.drawing.preview_move(places)
            self.view.viewport().update()

    def _offset(self, pointer: Pointer) -> tuple[float, float]:
        """How far to move, so that the node under the pointer snaps."""
        way = pointer.scene - self._press.scene
        x, y = self._before[self._node]
        wanted = (x + way.x(), y + way.y())
        if pointer.has(Qt.KeyboardModifier.AltModifier):
            self._guides = ()
            place = wanted
        else:
            snap = snapped(wanted, self._others, _REACH / self.view.zoom)
            place, self._guides = snap.place, snap.guides
        return place[0] - x, place[1] - y

    def release(self, pointer: Pointer) -> None:
        if self._moving:
            self.view.drawing.finish_move(self._before)
        elif not pointer.adds:
            self.view.document.select([self._node])

    def cancel(self) -> None:
        self.view.drawing.cancel_preview()

    def paint(self, painter: QPainter) -> None:
        pen = QPen(theme().colour("accent"), 1.0, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for x1, y1, x2, y2 in self._guides:
            painter.drawLine(QLineF(QPointF(x1, y1), QPointF(x2, y2)))
