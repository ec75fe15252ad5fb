"""Many edges between two levels as one item: sixteen pens instead of a thousand items."""

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from core.network.node import Array
from gui.canvas import lettering
from gui.canvas.edge_item import EdgeItem
from gui.canvas.words import shown_note
from gui.theme import theme

MOST_LINES = 1000
STRONGEST = 400
_BUCKETS = 8  # of each sign
_NOTE_PIXELS = 10.0
_DASH_PIXELS = 14.0
_PHASES = 4
"""Dashes that all begin at once would leave stripes of gaps across a fan of lines."""
_LARGEST_NOTE = 120.0
_FEW = 100
"""More lines than that are thinner and paler each."""


@dataclass(frozen=True)
class Bucket:
    """Lines of about the same weight."""

    negative: bool
    share: float  # 0 for the weakest bucket, 1 for the strongest
    lines: list[QLineF]


class BundleItem(QGraphicsItem):
    """All edges between two levels; the one under the pointer is drawn on top by its own item."""

    def __init__(self, token: str | None = None) -> None:
        super().__init__()
        self._buckets: list[Bucket] = []
        self._rect = QRectF()
        self._total = self._shown = 0
        self._dimmed = False
        self._note_at = (0.0, 0.0, 0.0)
        self._token = token  # the colour of lines that a step lights, whatever their weights
        self._key: tuple[bytes, bytes, int] = (b"", b"", 0)
        self.setZValue(0)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def show_note_at(self, middle: float, top: float, room: float) -> None:
        """Where the note stands: the middle of its upper edge, and how wide it may be."""
        if (middle, top, room) != self._note_at:
            self.prepareGeometryChange()
            self._note_at = middle, top, room

    def show_lines(self, lines: Array, values: Array, total: int) -> None:
        """Take over lines (n, 4) and their weights (n,), the strongest of ``total``."""
        key = (lines.tobytes(), values.tobytes(), total)
        if key == self._key:
            return
        if (total, len(values)) != (self._total, self._shown):
            self.prepareGeometryChange()
        if key[0] != self._key[0]:
            self.prepareGeometryChange()
            self._rect = _bounds(lines)
        self._key, self._total, self._shown = key, total, len(values)
        self._buckets = buckets(lines, values)
        self.update()

    def show_dimmed(self, dimmed: bool) -> None:
        """Step back behind what is lit."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.update()

    @property
    def note(self) -> str:
        """How many edges are shown, blank if all are."""
        return "" if self._shown == self._total else shown_note(self._shown, self._total)

    def boundingRect(self) -> QRectF:
        rect = self._rect.adjusted(-4, -4, 4, 4)
        return rect.united(self._note_box(self._largest_note)) if self.note else rect

    @property
    def plain_rect(self) -> QRectF:
        """What a fit has to show: the lines, and the note at its usual size."""
        box = self._note_box(lettering.NUMBER_SIZE) if self.note else QRectF()
        return self._rect.adjusted(-4, -4, 4, 4).united(box)

    @property
    def _largest_note(self) -> float:
        """The height that the note may have in a small drawing: as wide as there is room."""
        size = lettering.NUMBER_SIZE
        natural = lettering.text_width(self.note, size)
        return max(size, min(_LARGEST_NOTE, size * self._note_at[2] / max(natural, 1.0)))

    def _note_box(self, size: float) -> QRectF:
        middle, top, _ = self._note_at
        width = (
            lettering.text_width(self.note, lettering.NUMBER_SIZE) * size / lettering.NUMBER_SIZE
        )
        return QRectF(middle - width / 2 - 4, top + 0.4 * size, width + 8, 1.4 * size)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, EdgeItem.smooth)
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        for bucket in self._buckets:
            pen = self._pen(bucket, zoom)
            period = sum(pen.dashPattern()) if bucket.negative else 0.0
            phases = _PHASES if bucket.negative else 1
            for phase in range(min(phases, len(bucket.lines))):
                pen.setDashOffset(phase * period / phases)
                painter.setPen(pen)
                painter.drawLines(bucket.lines[phase::phases])
        if self.note:
            size = min(max(lettering.NUMBER_SIZE, _NOTE_PIXELS / zoom), self._largest_note)
            box = self._note_box(size)
            lettering.paint_text(painter, self.note, box, theme().colour("muted"), size)

    def _pen(self, bucket: Bucket, zoom: float) -> QPen:
        width = 0.6 + 1.8 * bucket.share * self._strength + (1.0 if self._token else 0.0)
        pen = QPen(self._colour(bucket), width, c=Qt.PenCapStyle.FlatCap)
        if bucket.negative:
            # Shorter dashes than that on the screen are dust, and a thousand lines of them slow.
            longer = max(1.0, _DASH_PIXELS / (9.0 * width * zoom))
            pen.setDashPattern([9.0 * longer, 4.0 * longer])
        return pen

    def _colour(self, bucket: Bucket) -> QColor:
        if self._token:
            return theme().colour(self._token)
        if self._dimmed:
            return theme().blended("off_path", 0.6)
        token = "negative" if bucket.negative else "positive"
        return theme().blended(token, 0.25 + (0.15 + 0.55 * self._strength) * bucket.share)

    @property
    def _strength(self) -> float:
        return min(1.0, math.sqrt(_FEW / max(1, self._shown)))


def strongest(rows: Array, values: Array) -> Array:
    """The rows to draw of a bundle: all, or of very many those with the largest weights."""
    if len(rows) <= MOST_LINES:
        return rows
    found: Array = np.sort(rows[np.argpartition(-np.abs(values[rows]), STRONGEST)[:STRONGEST]])
    return found


def buckets(lines: Array, values: Array) -> list[Bucket]:
    """Sort lines into buckets by sign and size, the weakest first so that the strong lie on top."""
    largest = float(np.abs(values).max()) if len(values) else 0.0
    size = np.abs(values) / largest if largest else np.zeros(len(values))
    bucket_of = np.minimum((size * _BUCKETS).astype(int), _BUCKETS - 1)
    made = []
    for number in range(_BUCKETS):
        for negative in (False, True):
            rows = np.flatnonzero((bucket_of == number) & ((values < 0) == negative))
            if len(rows):
                drawn = [QLineF(*line) for line in lines[rows].tolist()]
                made.append(Bucket(negative, number / (_BUCKETS - 1), drawn))
    return made


def _bounds(lines: Array) -> QRectF:
    if not len(lines):
        return QRectF()
    low = QPointF(lines[:, ::2].min(), lines[:, 1::2].min())
    return QRectF(low, QPointF(lines[:, ::2].max(), lines[:, 1::2].max()))
