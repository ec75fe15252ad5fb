"""The words above a level."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from gui.canvas import lettering
from gui.canvas.outline import Outline
from gui.theme import theme

_HEIGHT = 24.0
_ABOVE, _ALONE = 58.0, 150.0
_SIZE, _LARGEST = 14.0, 140.0
_PIXELS, _LEAST = 13.0, 5.0
"""The height that words have in a small drawing, as far as there is room; less is left out."""


class HeaderItem(QGraphicsItem):
    """A faint line of text around its own position; in a small drawing it grows into its room."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.room = "", 0.0
        self.setZValue(0)

    def show_text(self, text: str, room: float = 0.0) -> None:
        """Say something else; ``room`` is the width that there is for it."""
        if (text, room) != (self.text, self.room):
            self.prepareGeometryChange()
            self.text, self.room = text, room
            self.update()

    @property
    def text_rect(self) -> QRectF:
        """Where the words stand in a drawing that is not small."""
        width = lettering.text_width(self.text, _SIZE) + 8
        return QRectF(-width / 2, -_HEIGHT / 2, width, _HEIGHT)

    @property
    def _largest(self) -> float:
        """The height that the words may have: as wide as there is room."""
        return max(_SIZE, min(_LARGEST, _SIZE * self.room / self.text_rect.width()))

    def boundingRect(self) -> QRectF:
        return self._box(self._largest)

    def _box(self, size: float) -> QRectF:
        """Around words of a height, which grow upward from their line."""
        width = max(lettering.text_width(self.text, _SIZE) * size / _SIZE, 0.0) + 8
        return QRectF(-width / 2, _HEIGHT / 2 - 1.4 * size, width, 1.4 * size + 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        size = min(max(_SIZE, _PIXELS / zoom), self._largest)
        if size * zoom >= _LEAST:
            box = self._box(size)
            lettering.paint_text(painter, self.text, box, theme().colour("muted"), size)


def rooms(places: Sequence[tuple[str, float, float]]) -> list[float]:
    """The width that each header has beside its neighbours."""
    found = []
    for _, x, _y in places:
        others = [abs(x - other) for _, other, _ in places if other != x]
        found.append(min(others, default=2 * _ALONE) - 12)
    return found


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
