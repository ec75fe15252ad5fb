"""What is drawn: strokes of a pen or an eraser, and the ink that they leave."""

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from core.network.node import Array

SIDE = 280
"""Ink has so many pixels a side, however large it is shown: ten for each that a network sees."""
USUAL_WIDTH = 22


@dataclass
class Stroke:
    """Points in pixels of the ink, drawn with a round pen of some width."""

    width: float
    erases: bool
    points: list[QPointF] = field(default_factory=list)


class Strokes:
    """The strokes in their order; the last can be taken back."""

    def __init__(self) -> None:
        self._strokes: list[Stroke] = []
        self._image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
        self._image.fill(0)

    @property
    def count(self) -> int:
        """How many strokes there are."""
        return len(self._strokes)

    @property
    def ink(self) -> Array:
        """The ink as bytes (rows, columns), 255 where it is full."""
        bits = np.frombuffer(self._image.constBits(), np.uint8)
        found: Array = bits.reshape(SIDE, self._image.bytesPerLine())[:, :SIDE]
        return found

    def begin(self, at: QPointF, width: float, erases: bool) -> None:
        """Put the pen down."""
        self._strokes.append(Stroke(width, erases, [at]))
        self._draw(self._strokes[-1], 0)

    def extend(self, at: QPointF) -> None:
        """Move the pen on."""
        stroke = self._strokes[-1]
        if at != stroke.points[-1]:
            stroke.points.append(at)
            self._draw(stroke, len(stroke.points) - 2)

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self._strokes.pop()
            self._image.fill(0)
            for stroke in self._strokes:
                self._draw(stroke, 0)

    def clear(self) -> None:
        """Begin with an empty sheet."""
        self._strokes.clear()
        self._image.fill(0)

    def _draw(self, stroke: Stroke, first: int) -> None:
        """Draw a stroke from one of its points on."""
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(0, 0, 0) if stroke.erases else QColor(255, 255, 255), stroke.width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        points = stroke.points[first:]
        if len(points) == 1:
            painter.drawPoint(points[0])
        else:
            painter.drawPolyline(points)
        painter.end()
