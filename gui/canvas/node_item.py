"""A node on the canvas: a circle for a neuron, a column for a block of many."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.network.node import Role
from gui.canvas import lettering
from gui.canvas.outline import (
    BLOCK_HALF_WIDTH,
    BLOCK_NAME_ROOM,
    ONE_RADIUS,
    UNIT_RADIUS,
    Outline,
    dots_places,
    unit_places,
)
from gui.canvas.round_picture import paint_round
from gui.canvas.state import State
from gui.theme import theme

_MARGIN = 16.0
_BELOW, _BELOW_PICTURE = 28.0, 46.0
HANDLE_RADIUS = 7.0
_CORNER = 12.0  # of a neuron that shows a picture
_TALL = 34.0  # of a unit of a block that shows its value
_NAME_BELOW, _LARGEST_BELOW = 17.0, 28.0
_BIAS_ROOM, _BELOW_ROOM = 44.0, 20.0
_NAME_PIXELS, _BIAS_PIXELS = 11.0, 8.0
"""What a name below a picture grows to in a small drawing; below the second, biases are dust."""
_CLASS, _CLASS_PIXELS, _LARGEST_CLASS = 16.0, 13.0, 28.0
CLASS_GAP, CLASS_ROOM = 8.0, 62.0
_LEAST_CLASSES = 0.25
_BELOW_PIXELS, _LARGEST_BELOW_BLOCK = 12.0, 17.0
_READABLE = 0.35
"""Below this zoom words are left out: they would be grey dust."""


@dataclass(frozen=True)
class NodeFace:
    """Everything a node shows. ``values`` and ``lit_units`` are by the index of the unit."""

    outline: Outline
    role: Role | None  # None for the "1" of the biases
    units: int
    name: str
    below: str = ""
    frozen: bool = False
    values: Mapping[int, str] = field(default_factory=dict)
    lit_units: Mapping[int, str] = field(default_factory=dict)
    picture: QImage | None = field(default=None, compare=False, kw_only=True)
    left_out: frozenset[int] = frozenset()  # by dropout, by the index of the unit
    room_below: float = math.inf  # to the next node, for the words below a picture
    chosen: int | None = None  # the unit of a block that stands between the dots
    unit_pictures: Mapping[int, QImage] = field(default_factory=dict, compare=False)
    classes: Mapping[int, str] = field(default_factory=dict)
    """Of outputs: what the data call them, by the index of the unit."""

    __hash__ = None  # type: ignore[assignment]


class NodeItem(QGraphicsItem):
    """Shows a `NodeFace` in a `State`."""

    def __init__(self, face: NodeFace) -> None:
        super().__init__()
        self.face = face
        self.state = State()
        self.arrival = 1.0
        self._reads_below = True
        self.setZValue(3)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.setPos(face.outline.centre)

    def show_face(self, face: NodeFace) -> None:
        """Take over what has changed, and repaint only then."""
        same_pictures = face.picture is self.face.picture and not (
            face.unit_pictures or self.face.unit_pictures
        )
        if same_pictures:
            unread = face if self._reads_below else replace(face, below=self.face.below)
            if unread == self.face:
                self.face = face
                return
        before, had = self.face.outline, self._has_picture
        if had != (face.picture is not None and not face.values):
            self.prepareGeometryChange()
        had_classes, self.face = self.face.classes, face
        sizes = before.half_height, before.half_width, bool(had_classes)
        if sizes != (*face.outline[2:4], bool(face.classes)):
            self.prepareGeometryChange()
        self.setPos(face.outline.centre)
        self.update()

    def show_state(self, state: State) -> None:
        """Stand out in another way."""
        if state != self.state:
            self.state = state
            self.update()

    def show_arrival(self, progress: float) -> None:
        """How far new values have come in, 0 to 1."""
        if progress != self.arrival:
            self.arrival = progress
            self.update()

    def boundingRect(self) -> QRectF:
        w, h = self.face.outline.half_width, self.face.outline.half_height
        wide = max(w, 70.0) + _MARGIN
        below = _BELOW_PICTURE if self._has_picture else _BELOW
        right = max(wide, w + CLASS_GAP + CLASS_ROOM) if self.face.classes else wide
        return QRectF(-wide, -h - _MARGIN, wide + right, 2 * h + 2 * _MARGIN + below)

    @property
    def bias_rect(self) -> QRectF:
        """Where the bias stands, around the node's middle."""
        h, half = self.face.outline.half_height, 60.0 if self.face.units == 1 else 84.0
        return QRectF(-half, h + 7, 2 * half, 20)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        readable = zoom > _READABLE
        self._reads_below = False
        if self._has_picture:
            self._paint_name_below(painter, zoom)
        elif readable and self.face.below and self._has_room_below:
            self._paint_below(painter, zoom)
        self._paint_rings(painter)
        if not self._has_picture or self.state.lit or self.state.hovered:
            self._paint_outline(painter)
        if self.face.units > 1:
            self._paint_units(painter, readable)
        elif self._has_picture:
            self._paint_picture(painter)
        elif readable:
            self._paint_inside(painter)
        if self.face.left_out:
            self._paint_left_out(painter)
        if self.face.classes and zoom > _LEAST_CLASSES:
            self._paint_classes(painter, zoom)
        if self.state.handle and self.face.role is not Role.OUTPUT:
            self._paint_handle(painter)

    @property
    def _tokens(self) -> tuple[str, str]:
        role = self.face.role
        return (f"{role}_fill", f"{role}_line") if role else ("panel", "muted")

    def _line_colour(self, *, lit_block: bool = True) -> QColor:
        token = self._tokens[1]
        if self.state.lit and lit_block:
            return theme().colour(self.state.lit)
        return theme().blended(token, 0.55) if self.state.dimmed else theme().colour(token)

    @property
    def _has_room_below(self) -> bool:
        """What a step is about is shown where it does not fit, too."""
        return self.face.room_below >= _BELOW_ROOM or bool(self.state.bias_lit)

    def _ink(self, token: str = "text") -> QColor:
        return theme().colour("muted" if self.state.dimmed else token)

    def _paint_rings(self, painter: QPainter) -> None:
        state = self.state
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state.ring:
            painter.setPen(QPen(theme().colour(state.ring), 4.0))
            self._draw_shape(painter, 8.0)
        elif state.selected:
            painter.setPen(QPen(theme().blended("accent", 0.45), 5.0))
            self._draw_shape(painter, 5.0)
        if state.focused:
            painter.setPen(QPen(theme().colour("accent"), 2.0, Qt.PenStyle.DotLine))
            self._draw_shape(painter, 11.0)

    def _paint_outline(self, painter: QPainter) -> None:
        fill = self._tokens[0]
        share = 0.55 if self.state.dimmed else 1.0
        width = 4.0 if self.state.lit else 2.0
        width += 1.0 if self.state.hovered else 0.0
        painter.setBrush(theme().blended(fill, share))
        painter.setPen(QPen(self._line_colour(), width))
        self._draw_shape(painter, 0.0)

    def _draw_shape(self, painter: QPainter, grown: float) -> None:
        outline = self.face.outline
        w, h = outline.half_width + grown, outline.half_height + grown
        rect = QRectF(-w, -h, 2 * w, 2 * h)
        if outline.round and self._has_picture:
            painter.drawRoundedRect(rect, _CORNER + grown, _CORNER + grown)
        elif outline.round:
            painter.drawEllipse(rect)
        else:
            painter.drawRoundedRect(rect, 16 + grown, 16 + grown)

    @property
    def _has_picture(self) -> bool:
        """A picture stands inside, unless values of a step have their place there."""
        return self.face.picture is not None and not self.face.values

    def _paint_picture(self, painter: QPainter) -> None:
        """What the neuron answers over the plane, with its frame on top."""
        picture, outline = self.face.picture, self.face.outline
        assert picture is not None
        w, h = outline.half_width, outline.half_height
        brush = QBrush(picture)  # filled at once with its frame: a clip takes twice as long
        sides = 2 * w / picture.width(), 2 * h / picture.height()
        brush.setTransform(QTransform.fromTranslate(-w, -h).scale(*sides))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setBrush(brush)
        painter.setPen(QPen(self._line_colour(), 2.0))
        self._draw_shape(painter, 0.0)

    def _paint_inside(self, painter: QPainter) -> None:
        radius = self.face.outline.half_width
        value = self.face.values.get(0, "")
        size = lettering.NAME_SIZE * (0.8 if radius == ONE_RADIUS else 1.0)
        middle = QPointF(0, -9.0 if value else 0.0)
        lettering.paint_name_centred(
            painter, self.face.name, middle, size, self._ink(), 1.6 * radius
        )
        if value:
            self._paint_value(painter, value, QRectF(-27, 4, 54, 20), 15.0)

    def _paint_value(self, painter: QPainter, text: str, rect: QRectF, size: float) -> None:
        """The value, which grows into its place when it has just arrived."""
        share = self.arrival
        fill = theme().colour(self._tokens[0])
        ink, size = self._ink(), size * (0.7 + 0.3 * share)
        if share < 1.0:
            mix = [
                round(share * a + (1 - share) * b)
                for a, b in zip(_rgb(ink), _rgb(fill), strict=True)
            ]
            ink = QColor(*mix)
        lettering.paint_text(painter, text, rect, ink, size)

    def _paint_units(self, painter: QPainter, readable: bool) -> None:
        if readable:
            top = QPointF(0, -self.face.outline.half_height + BLOCK_NAME_ROOM * 0.6)
            lettering.paint_name_centred(
                painter, self.face.name, top, 19.0, self._ink(), 2 * BLOCK_HALF_WIDTH - 12
            )
        for index, y in unit_places(self.face.units, self.face.chosen):
            self._paint_unit(painter, index, y, readable)
        for middle in dots_places(self.face.units, self.face.chosen):
            self._paint_dots(painter, middle)

    def _paint_unit(self, painter: QPainter, index: int, y: float, readable: bool) -> None:
        lit, value = self.face.lit_units.get(index), self.face.values.get(index)
        colour = theme().colour(lit) if lit else self._line_colour(lit_block=False)
        painter.setBrush(theme().colour("canvas"))
        picture = None if value else self.face.unit_pictures.get(index)
        if picture is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            paint_round(painter, picture, QPointF(0, y), UNIT_RADIUS)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 3.0 if lit else 1.5))
        if not value:
            painter.drawEllipse(QPointF(0, y), UNIT_RADIUS, UNIT_RADIUS)
        else:  # a number wants more room than the circle has
            box = QRectF(-UNIT_RADIUS, y - _TALL / 2, UNIT_RADIUS + BLOCK_HALF_WIDTH - 4, _TALL)
            painter.drawRoundedRect(box, _TALL / 2, _TALL / 2)
            if readable:
                self._paint_value(painter, value, box.adjusted(4, 0, -4, 0), 18.0)
        if not readable:
            return
        chosen = index == self.face.chosen
        room = QRectF(-BLOCK_HALF_WIDTH + 2, y - 8, BLOCK_HALF_WIDTH - UNIT_RADIUS - 4, 16)
        ink = theme().colour(lit) if lit else self._ink("text" if chosen else "muted")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        lettering.paint_text(
            painter, str(index + 1), room, ink, 12.5, bold=chosen or bool(lit), align=right
        )

    def _paint_classes(self, painter: QPainter, zoom: float) -> None:
        """What the outputs stand for, beside them; larger in a small drawing."""
        size = min(max(_CLASS, _CLASS_PIXELS / zoom), _LARGEST_CLASS)
        left, height = self.face.outline.half_width + CLASS_GAP, 1.2 * size
        end = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        shown = unit_places(self.face.units, self.face.chosen)
        for index, y in shown if self.face.units > 1 else [(0, 0.0)]:
            name = lettering.elided(self.face.classes.get(index, ""), size, CLASS_ROOM)
            lit = self.face.lit_units.get(index)
            width = lettering.text_width(name, size, bold=True)
            box = QRectF(left, y - height / 2, width, height)
            painter.fillRect(box.adjusted(-2, 0, 2, 0), theme().colour("canvas"))
            ink = theme().colour(lit) if lit else self._ink(self._tokens[1])
            lettering.paint_text(painter, name, box, ink, size, bold=True, align=end)

    def _paint_left_out(self, painter: QPainter) -> None:
        """Cross out what dropout leaves out, and dash its outline: colour alone is no sign."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.face.units == 1:
            radius = self.face.outline.half_width
            painter.setPen(QPen(theme().colour("canvas"), 3.0, Qt.PenStyle.DotLine))
            self._draw_shape(painter, 0.0)
            self._paint_cross(painter, QPointF(0, 0), 0.707 * radius)
            return
        for index, y in unit_places(self.face.units, self.face.chosen):
            if index in self.face.left_out:
                self._paint_cross(painter, QPointF(0, y), 0.707 * UNIT_RADIUS)

    def _paint_cross(self, painter: QPainter, at: QPointF, half: float) -> None:
        painter.setPen(QPen(theme().colour("muted"), 2.5))
        painter.drawLine(at - QPointF(half, half), at + QPointF(half, half))
        painter.drawLine(at - QPointF(half, -half), at + QPointF(half, -half))

    def _paint_dots(self, painter: QPainter, middle: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._line_colour(lit_block=False))
        for dy in (-9, 0, 9):
            painter.drawEllipse(QPointF(0, middle + dy), 2.2, 2.2)

    def _paint_below(self, painter: QPainter, zoom: float) -> None:
        self._reads_below = True
        lit, text = self.state.bias_lit, self.face.below
        colour = theme().colour(lit) if lit else self._ink("muted")
        rect, size = self.bias_rect, lettering.SMALL_SIZE
        if self.face.units > 1:
            size = min(max(size, _BELOW_PIXELS / zoom), _LARGEST_BELOW_BLOCK)
        width = min(lettering.text_width(text, size, bool(lit)), rect.width())
        # Paper behind the words, where an edge runs under them.
        behind = QRectF(-width / 2 - 2, rect.top() + 2, width + 4, rect.height() - 3)
        painter.fillRect(behind, theme().colour("canvas"))
        lettering.paint_text(painter, text, rect, colour, size, bold=bool(lit))
        if lit:
            lettering.paint_underline(painter, rect, width, colour)
        if self.face.frozen:
            place = QPointF(-width / 2 - 11, rect.center().y())
            lettering.paint_lock(painter, place, self._ink("muted"))

    def _paint_name_below(self, painter: QPainter, zoom: float) -> None:
        """The name, which has no room inside beside a picture, and the bias under it.

        A small drawing has larger names instead of biases, as far as the next node leaves room.
        """
        name, bias, size = self.face.name, self.face.below, lettering.SMALL_SIZE
        room, top = self.face.room_below, self.face.outline.half_height + 5
        largest = min(_LARGEST_BELOW, (room - 8) / 1.2)
        name_size = min(max(_NAME_BELOW, _NAME_PIXELS / zoom), largest)
        if name_size * zoom < _BIAS_PIXELS:
            return
        name_width, height = lettering.name_width(name, name_size), 1.18 * name_size
        bias_width = lettering.text_width(bias, size) if bias else 0.0
        paper, ink = theme().colour("canvas"), self._ink("muted")
        painter.fillRect(QRectF(-name_width / 2 - 2, top + 2, name_width + 4, height), paper)
        middle = top + 2 + height / 2
        lettering.paint_name(painter, name, -name_width / 2, middle, name_size, ink)
        self._reads_below = size * zoom >= _BIAS_PIXELS and room >= _BIAS_ROOM
        if bias and self._reads_below:
            below = QRectF(-bias_width / 2 - 2, top + 23, bias_width + 4, 17)
            painter.fillRect(below, paper)
            lettering.paint_text(painter, bias, below, ink, size)

    def _paint_handle(self, painter: QPainter) -> None:
        place = QPointF(self.face.outline.half_width + 3, 0)
        painter.setPen(QPen(theme().colour("canvas"), 2.0))
        painter.setBrush(theme().colour("accent"))
        painter.drawEllipse(place, HANDLE_RADIUS, HANDLE_RADIUS)
        painter.setPen(QPen(theme().colour("on_accent"), 1.6))
        painter.drawLine(place - QPointF(3, 0), place + QPointF(3, 0))
        painter.drawLine(place - QPointF(0, 3), place + QPointF(0, 3))


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()
