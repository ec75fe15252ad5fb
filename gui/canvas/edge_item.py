"""An edge on the canvas: a straight line with a pill that names its weight."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.network.notation import Notation
from core.numbers import significant
from gui.canvas import lettering
from gui.canvas.fan import FanLine
from gui.canvas.state import State
from gui.theme import theme

PILL_HEIGHT = 28.0
_PAD, _GAP, _LOCK = 12.0, 10.0, 14.0
_READABLE = 0.45
BAND_WIDTH = 14.0
_MARGIN = 12.0


@dataclass(frozen=True)
class EdgeFace:
    """What an edge shows: ``width`` says how large the weight is beside the others.

    The number of a single weight is written when it is read; a band has its ``text`` instead.
    """

    line: tuple[float, float, float, float]
    negative: bool
    width: float
    name: str
    number: float
    notation: Notation
    text: str = ""
    frozen: bool = False
    band: bool = False
    fan: tuple[FanLine, ...] = ()
    area: tuple[tuple[float, float], ...] = ()

    @cached_property
    def value(self) -> str:
        """What stands beside the name."""
        return self.text or significant(self.number, self.notation)


class EdgeItem(QGraphicsItem):
    """The line of an edge; its pill lies above all lines, as an item of its own.

    A line that does not stand out is painted with the others by a `LinesItem`.
    """

    smooth = True
    """Whether lines are antialiased: off while many are in view, for speed."""

    def __init__(self, face: EdgeFace) -> None:
        super().__init__()
        self.face = face
        self.state = State()
        self.pill = PillItem(face)
        self._rect = _around(face)
        self.setZValue(1)

    def show_face(self, face: EdgeFace) -> None:
        """Take over what has changed, and repaint only then."""
        if face is self.face or face == self.face:
            return
        before = self.face
        if (face.line, face.area) != (before.line, before.area):
            self.prepareGeometryChange()
            self._rect = _around(face)
        self.face = face
        self.pill.show_face(face)
        if not self.is_plain:
            self.update()

    def show_state(self, state: State) -> None:
        """Stand out in another way; what is lit lies above what is not."""
        if state == self.state:
            return
        if bool(state.lit) != bool(self.state.lit):
            self.setZValue(2 if state.lit else 1)
        self.state = state
        self.pill.show_state(state)
        self.update()

    @property
    def is_plain(self) -> bool:
        """Whether it is a line like most others."""
        state = self.state
        stands_out = state.selected or state.focused or state.hovered or state.lit
        return not (self.face.fan or stands_out)

    @property
    def shown_width(self) -> float:
        """How thick the line is now."""
        if self.face.band:
            return BAND_WIDTH + (4.0 if self.state.lit else 0.0)
        base = self.face.width + (1.0 if self.state.hovered or self.state.selected else 0.0)
        return max(base, 3.4) + 1.6 if self.state.lit else base

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self.is_plain:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, EdgeItem.smooth)
        if self.face.fan:
            self._paint_fan(painter)
            return
        line = QLineF(*self.face.line)
        if self.state.selected or self.state.focused:
            halo = theme().blended("accent", 0.35 if self.state.selected else 0.2)
            painter.setPen(_pen(halo, self.shown_width + 7))
            painter.drawLine(line)
        painter.setPen(self._pen())
        painter.drawLine(line)

    def _paint_fan(self, painter: QPainter) -> None:
        """A line for each weight between drawn units, above the area of an `AreasItem`."""
        for one in self.face.fan:
            painter.setPen(self._fan_pen(one))
            painter.drawLine(QLineF(*one.line))

    def _fan_pen(self, one: FanLine) -> QPen:
        state = self.state
        if one.lit:
            pen = _pen(theme().colour(one.lit), 4.0)
        elif state.dimmed or state.lit:
            pen = _pen(theme().blended("off_path", 0.5), 1.0)
        else:
            token = "negative" if one.negative else "positive"
            more = 0.7 if state.hovered or state.selected else 0.0
            pen = _pen(theme().blended(token, 0.25 + 0.7 * one.share), 0.9 + 1.9 * one.share + more)
        if one.negative:
            pen.setDashPattern([9.0 / pen.widthF(), 5.0 / pen.widthF()])
        return pen

    def _pen(self) -> QPen:
        face = self.face
        colour = edge_colour(negative=face.negative, band=face.band, state=self.state)
        return line_pen(colour, self.shown_width, dashed=face.negative and not face.band)


def line_pen(colour: QColor, width: float, *, dashed: bool) -> QPen:
    """The pen of an edge's line; negative weights have dashes."""
    pen = _pen(colour, width)
    if dashed:
        pen.setDashPattern([3.2, 2.0])
    return pen


def edge_colour(*, negative: bool, band: bool, state: State) -> QColor:
    """The opaque colour of an edge's line."""
    if state.lit:
        return theme().colour(state.lit)
    if state.dimmed:
        return theme().colour("off_path")
    if band:
        return theme().blended("positive", 0.35)
    return theme().colour("negative" if negative else "positive")


def outline_of(face: EdgeFace) -> QPolygonF:
    """The area of a fan, empty for a line."""
    return QPolygonF([QPointF(x, y) for x, y in face.area])


def _around(face: EdgeFace) -> QRectF:
    x1, y1, x2, y2 = face.line
    rect = QRectF(QPointF(x1, y1), QPointF(x2, y2)).normalized()
    if face.area:
        rect = rect.united(outline_of(face).boundingRect())
    return rect.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, c=Qt.PenCapStyle.FlatCap)


class PillItem(QGraphicsItem):
    """The name and the value of a weight on a rounded background."""

    def __init__(self, face: EdgeFace) -> None:
        super().__init__()
        self.face = face
        self.state = State()
        self.setZValue(4)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_face(self, face: EdgeFace) -> None:
        """Take over another name or value; the kept picture lasts while they are the same."""
        if not self.isVisible():  # what nobody sees need not be written
            self.prepareGeometryChange()
            self.face = face
            return
        before, self.face = self.face, face
        if (face.name, face.value, face.frozen) != (before.name, before.value, before.frozen):
            self.prepareGeometryChange()
            self.update()

    def show_state(self, state: State) -> None:
        """Stand out in another way; under the pointer it comes to the front."""
        if state == self.state:
            return
        self.state = state
        self.setZValue(6 if state.hovered else 5 if state.lit or state.selected else 4)
        self.update()

    @property
    def rect(self) -> QRectF:
        """The pill around its own middle."""
        width = pill_width(self.face)
        return QRectF(-width / 2, -PILL_HEIGHT / 2, width, PILL_HEIGHT)

    def boundingRect(self) -> QRectF:
        return self.rect.adjusted(-7, -5, 7, 5)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if option.levelOfDetailFromTransform(painter.worldTransform()) < _READABLE:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_back(painter)
        self._paint_words(painter)

    def _paint_back(self, painter: QPainter) -> None:
        state, rect, round_ = self.state, self.rect, PILL_HEIGHT / 2
        if state.focused:
            painter.setPen(QPen(theme().colour("accent"), 2.0, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), round_ + 4, round_ + 4)
        token, width = "line", 1.0
        if state.hovered:
            token, width = "muted", 1.5
        if state.selected:
            token, width = "accent", 2.0
        if state.lit:
            token, width = state.lit, 2.0 + (1.0 if state.hovered else 0.0)
        painter.setPen(QPen(theme().colour(token), width))
        painter.setBrush(theme().colour("canvas"))
        painter.drawRoundedRect(rect, round_, round_)

    def _paint_words(self, painter: QPainter) -> None:
        state, face = self.state, self.face
        left, size = self.rect.left() + _PAD, lettering.PILL_NAME_SIZE
        ink = theme().colour(state.lit or ("muted" if state.dimmed else "text"))
        if face.name:
            lettering.paint_name(painter, face.name, left, 0.0, size, ink)
            left += lettering.name_width(face.name, size) + _GAP
        right = self.rect.right() - _PAD
        if face.frozen:
            lettering.paint_lock(painter, QPointF(right - 4, 0.5), theme().colour("muted"))
            right -= _LOCK
        number = theme().colour("muted" if state.dimmed else "text")
        box = QRectF(left, -PILL_HEIGHT / 2, right - left + 1, PILL_HEIGHT)
        lettering.paint_text(painter, face.value, box, number, bold=bool(state.lit))


def pill_width(face: EdgeFace) -> float:
    """How wide a pill is: as if its number were bold, so that it does not jump when lit."""
    name = lettering.name_width(face.name, lettering.PILL_NAME_SIZE) + _GAP if face.name else 0.0
    lock = _LOCK if face.frozen else 0.0
    number = lettering.text_width(face.value, lettering.NUMBER_SIZE, True)
    return max(48.0, 2 * _PAD + name + number + lock)
