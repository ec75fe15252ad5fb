"""The lines of the edges that do not stand out, as one item: one each would take much longer."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas.edge_item import BAND_WIDTH, EdgeFace, EdgeItem, edge_colour, line_pen
from gui.canvas.state import State

_MARGIN = 12.0
_USUAL = State()
_DIMMED = State(dimmed=True)


class Line(NamedTuple):
    """What a line looks like, in whatever colours are in force."""

    ends: tuple[float, float, float, float]
    width: float
    negative: bool
    band: bool
    dimmed: bool


def line_of(face: EdgeFace, state: State) -> Line:
    """The line of an edge that does not stand out."""
    width = BAND_WIDTH if face.band else face.width
    return Line(face.line, width, face.negative, face.band, state.dimmed)


class LinesItem(QGraphicsItem):
    """Paints lines in their order, and is kept as a picture while none of them changes."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._rect = QRectF()
        self.setZValue(0.9)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Take over how all lines look now."""
        if lines == self._lines:
            return
        rect = _around(lines)
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect
        self._lines = [*lines]
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, EdgeItem.smooth)
        colours: dict[tuple[bool, bool, bool], QColor] = {}
        for line in self._lines:
            painter.setPen(_pen(line, colours))
            painter.drawLine(QLineF(*line.ends))


def _pen(line: Line, colours: dict[tuple[bool, bool, bool], QColor]) -> QPen:
    kind = line[2:]
    if kind not in colours:
        colours[kind] = edge_colour(
            negative=line.negative, band=line.band, state=_DIMMED if line.dimmed else _USUAL
        )
    return line_pen(colours[kind], line.width, dashed=line.negative and not line.band)


def _around(lines: Sequence[Line]) -> QRectF:
    if not lines:
        return QRectF()
    x1, y1, x2, y2 = zip(*(line.ends for line in lines), strict=True)
    left, top = min(*x1, *x2), min(*y1, *y2)
    whole = QRectF(left, top, max(*x1, *x2) - left, max(*y1, *y2) - top)
    return whole.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
