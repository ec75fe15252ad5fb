"""The loss to the right of the outputs: its formula, its number, and lines from the outputs."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas import lettering
from gui.canvas.outline import Outline
from gui.canvas.state import State
from gui.theme import theme

_BESIDE = 84.0
_HEIGHT, _LINE = 66.0, 21.0
_FORMULA_SIZE = 18.0


@dataclass(frozen=True)
class LossFace:
    """The formula, its number (None while unknown) and the outputs it comes from."""

    latex: str
    text: str | None
    outputs: tuple[Outline, ...]

    @cached_property
    def numbers(self) -> list[str]:
        """The lines of the number: after an update the loss before and the new one."""
        return self.text.split("\n") if self.text else []

    @cached_property
    def rect(self) -> QRectF:
        """The box, in canvas units."""
        formula = lettering.name_width(self.latex, _FORMULA_SIZE)
        sizes = [lettering.text_width(n, lettering.NUMBER_SIZE, True) for n in self.numbers]
        width = max(formula, *sizes, 84.0) + 36
        left = max(o.x + o.half_width for o in self.outputs) + _BESIDE
        middle = sum(o.y for o in self.outputs) / len(self.outputs)
        height = _HEIGHT + _LINE * max(0, len(self.numbers) - 1)
        return QRectF(left, middle - height / 2, width, height)

    @cached_property
    def lines(self) -> list[QLineF]:
        """A line from every output to the box."""
        end = QPointF(self.rect.left(), self.rect.center().y())
        starts = (QPointF(*o.towards(end.x(), end.y())) for o in self.outputs)
        return [QLineF(start, end) for start in starts]


class LossItem(QGraphicsItem):
    """Shows a `LossFace` in a `State`."""

    def __init__(self, face: LossFace) -> None:
        super().__init__()
        self.face = face
        self.state = State()
        self.arrival = 1.0
        self.setZValue(3)

    def show_face(self, face: LossFace) -> None:
        """Take over what has changed."""
        if face != self.face:
            self.prepareGeometryChange()
            self.face = face
            self.update()

    def show_state(self, state: State) -> None:
        """Stand out in another way."""
        if state != self.state:
            self.state = state
            self.update()

    def show_arrival(self, progress: float) -> None:
        """How far a new number has come in, 0 to 1."""
        if progress != self.arrival:
            self.arrival = progress
            self.update()

    def boundingRect(self) -> QRectF:
        rect = self.face.rect
        for line in self.face.lines:
            rect = rect.united(QRectF(line.p1(), line.p2()).normalized())
        return rect.adjusted(-6, -6, 6, 6)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = self.state.lit or ("off_path" if self.state.dimmed else "muted")
        width = (3.4 if self.state.lit else 1.6) + (1.0 if self.state.hovered else 0.0)
        pen = QPen(theme().colour(token), width, c=Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLines(self.face.lines)
        painter.setBrush(theme().colour("canvas"))
        painter.drawRoundedRect(self.face.rect, 8, 8)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        rect, numbers = self.face.rect, self.face.numbers
        ink = theme().colour("muted" if self.state.dimmed else "text")
        middle = QPointF(rect.center().x(), rect.top() + (20 if numbers else rect.height() / 2))
        lettering.paint_name_centred(
            painter, self.face.latex, middle, _FORMULA_SIZE, ink, rect.width() - 20
        )
        box = QRectF(rect.left() + 8, rect.top() + 35, rect.width() - 16, 24)
        size = lettering.NUMBER_SIZE * (0.7 + 0.3 * self.arrival)
        for number in numbers:
            lettering.paint_text(painter, number, box, ink, size, bold=bool(self.state.lit))
            box.translate(0, _LINE)
