"""Very many single neurons as one item: discs, which get a `NodeItem` each where they can be read.

A disc is one small picture for each way it may look, so 1,178 of them are painted in two
milliseconds; as 1,178 items they would take a hundred times as long.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.network.node import Array, Role
from gui.canvas.outline import ONE_RADIUS, RADIUS
from gui.theme import theme

MOST_NODES = 48
"""More single neurons than that are drawn as a crowd."""
MOST_READABLE = 80
"""So many of them have names and numbers at most, when zoomed in."""
READABLE = 0.36
_MARGIN = 14.0
SHADES = 12


class Look(NamedTuple):
    """How a disc looks: its role (None for a "1"), and how it stands out beside others."""

    role: Role | None
    selected: bool = False
    dimmed: bool = False
    lit: str | None = None
    left_out: bool = False
    shade: int = -1
    """Of a pixel: how much ink it has, of `SHADES`; −1 for no pixel."""


class CrowdItem(QGraphicsItem):
    """All neurons of a drawing that have no item of their own, and those that have, under it."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[Look, Array] = {}
        self._rect = QRectF()
        self._pictures: dict[tuple[Look, float], QPixmap] = {}
        self.setZValue(2.5)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def show_places(self, places: Mapping[Look, Array]) -> None:
        """Take over the middles (n, 2) of the discs of every look."""
        self._places = dict(places)
        found = [xy for xy in self._places.values() if len(xy)]
        rect = QRectF()
        if found:
            low = np.min([xy.min(axis=0) for xy in found], axis=0) - RADIUS - _MARGIN
            high = np.max([xy.max(axis=0) for xy in found], axis=0) + RADIUS + _MARGIN
            rect = QRectF(QPointF(*low.tolist()), QPointF(*high.tolist()))
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self.update()

    def retheme(self) -> None:
        """Paint everything in other colours."""
        self._pictures.clear()
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        engine = painter.paintEngine()
        raster = engine is not None and engine.type() == QPaintEngine.Type.Raster
        seen = option.exposedRect.adjusted(-RADIUS, -RADIUS, RADIUS, RADIUS)
        for look, middles in self._places.items():
            x, y = middles[:, 0], middles[:, 1]
            inside = (x > seen.left()) & (x < seen.right())
            inside &= (y > seen.top()) & (y < seen.bottom())
            if raster:
                self._stamp(painter, look, middles[inside])
            else:
                _draw_discs(painter, look, middles[inside])

    def _stamp(self, painter: QPainter, look: Look, middles: Array) -> None:
        transform = painter.worldTransform()
        ratio = painter.device().devicePixelRatio()
        zoom = transform.m11()
        picture = self._picture(look, zoom, ratio)
        half = picture.width() / ratio / 2
        left = np.rint((middles[:, 0] * zoom + transform.dx() - half) * ratio) / ratio
        top = np.rint((middles[:, 1] * zoom + transform.dy() - half) * ratio) / ratio
        painter.save()
        painter.resetTransform()
        for x, y in zip(left.tolist(), top.tolist(), strict=True):
            painter.drawPixmap(QPointF(x, y), picture)
        painter.restore()

    def _picture(self, look: Look, zoom: float, ratio: float) -> QPixmap:
        key = look, zoom * ratio
        if key not in self._pictures:
            if len(self._pictures) > 64:
                self._pictures.clear()
            self._pictures[key] = _disc(look, zoom, ratio)
        return self._pictures[key]


def _disc(look: Look, zoom: float, ratio: float) -> QPixmap:
    """The picture of one disc at a zoom."""
    size = 2 * math.ceil((RADIUS + _MARGIN) * zoom * ratio + 1)
    picture = QPixmap(size, size)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.translate(size / ratio / 2, size / ratio / 2)
    painter.scale(zoom, zoom)
    _draw_discs(painter, look, np.zeros((1, 2)))
    painter.end()
    return picture


def _draw_discs(painter: QPainter, look: Look, middles: Array) -> None:
    zoom = max(painter.worldTransform().m11(), 1e-3)
    radius = RADIUS if look.role else ONE_RADIUS
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill, line = _colours(look)
    for x, y in middles.tolist():
        middle = QPointF(x, y)
        if look.selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().blended("accent", 0.45), 5.0))
            painter.drawEllipse(middle, radius + 5, radius + 5)
        painter.setBrush(fill)
        # A hair thinner than a pixel would grey the fill of small discs.
        width = 4.0 if look.lit else max(2.0, 0.8 / zoom)
        painter.setPen(QPen(line, width))
        painter.drawEllipse(middle, radius, radius)
        if look.left_out:
            painter.setPen(QPen(theme().colour("muted"), 2.5))
            half = 0.707 * radius
            painter.drawLine(middle - QPointF(half, half), middle + QPointF(half, half))
            painter.drawLine(middle - QPointF(half, -half), middle + QPointF(half, -half))


def _colours(look: Look) -> tuple[QColor, QColor]:
    """The fill and the outline of a disc."""
    fill, line = (f"{look.role}_fill", f"{look.role}_line") if look.role else ("panel", "muted")
    share = 0.55 if look.dimmed else 1.0
    inside = theme().blended(fill, share)
    if look.shade > 0:
        inside = theme().blended("text", share * look.shade / (SHADES - 1), fill)
    if look.lit:
        return inside, theme().colour(look.lit)
    return inside, theme().blended(line, share)
