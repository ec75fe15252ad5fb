"""The words above a level."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas import lettering
from gui.canvas.outline import Outline
from gui.theme import theme

_HEIGHT = 24.0
_ABOVE = 58.0
_SIZE = 14.0


class HeaderItem(QGraphicsItem):
    """A faint line of text around its own position."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.setZValue(0)

    def show_text(self, text: str) -> None:
        """Say something else."""
        if text != self.text:
            self.prepareGeometryChange()
            self.text = text
            self.update()

    def boundingRect(self) -> QRectF:
        width = lettering.text_width(self.text, _SIZE) + 8
        return QRectF(-width / 2, -_HEIGHT / 2, width, _HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        lettering.paint_text(
            painter, self.text, self.boundingRect(), theme().colour("muted"), _SIZE
        )


def header_places(
    columns: Iterable[tuple[list[str], str]], outlines: Mapping[str, Outline]
) -> list[tuple[str, float, float]]:
    """Text, x and y of every header: all in one row, a row higher where two would collide."""
    if not outlines:
        return []
    row = min(o.y - o.half_height for o in outlines.values()) - _ABOVE
    placed: list[tuple[str, float, float]] = []
    taken: list[QRectF] = []
    for ids, text in columns:
        x = sum(outlines[n].x for n in ids) / len(ids)
        width = lettering.text_width(text, _SIZE) + 12
        box = QRectF(x - width / 2, row - _HEIGHT / 2, width, _HEIGHT)
        while any(box.intersects(other) for other in taken):
            box.translate(0, -_HEIGHT)
        taken.append(box)
        placed.append((text, x, box.center().y()))
    return placed
