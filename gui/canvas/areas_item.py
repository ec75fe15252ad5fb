"""The faint areas of the edges between blocks, as one item below every line.

They are opaque, and so would hide the lines that cross them.
"""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.edge_item import EdgeFace, EdgeItem
from gui.canvas.state import State
from gui.theme import theme


class Area(NamedTuple):
    """What an area looks like, in whatever colours are in force."""

    corners: tuple[tuple[float, float], ...]
    token: str
    share: float


def area_of(face: EdgeFace, state: State) -> Area:
    """The area around the lines of an edge between blocks."""
    if state.dimmed:
        return Area(face.area, "off_path", 0.08)
    if state.selected or state.focused:
        return Area(face.area, "accent", 0.14)
    return Area(face.area, "negative" if face.negative else "positive", _share(state))


def _share(state: State) -> float:
    return 0.1 if state.hovered else 0.05


class AreasItem(QGraphicsItem):
    """Paints areas, what stands out above what does not, and is kept as a picture."""

    def __init__(self) -> None:
        super().__init__()
        self._areas: list[Area] = []
        self._rect = QRectF()
        self.setZValue(-1)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_areas(self, areas: Iterable[Area]) -> None:
        """Take over how all areas look now."""
        areas = sorted(areas, key=lambda area: area.share)
        if areas == self._areas:
            return
        rect = QPolygonF([QPointF(*corner) for a in areas for corner in a.corners]).boundingRect()
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self._areas = areas
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect.adjusted(-1, -1, 1, 1)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, EdgeItem.smooth)
        painter.setPen(Qt.PenStyle.NoPen)
        for area in self._areas:
            painter.setBrush(_colour(area))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in area.corners]))


def _colour(area: Area) -> QColor:
    return theme().blended(area.token, area.share)
