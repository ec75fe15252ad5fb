"""LaTeX as a picture that can be painted at any size, in any colour, on any device.

The outlines are found once for each formula; painting fills them. So pictures stay sharp on every
screen and are vectors in an SVG or a PDF.
"""

import logging
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from gui.formula import glyphs
from gui.formula.compose import Row, compose
from gui.formula.shape import EM, Shape, outlined
from gui.formula.shipped import mathml_of
from gui.formula.spacing import Atom

_log = logging.getLogger(__name__)
_SMOOTH = QPainter.RenderHint.Antialiasing


@dataclass(frozen=True)
class Formula:
    """A typeset formula of a given size: lengths are in pixels, the baseline is at y = 0."""

    row: Row
    size: float
    colour: QColor

    @property
    def width(self) -> float:
        """From the left edge to where the next piece may start."""
        return self.row.shape.width * self.size / EM

    @property
    def ascent(self) -> float:
        """The height above the baseline."""
        return self.row.shape.ascent * self.size / EM

    @property
    def descent(self) -> float:
        """The depth below the baseline."""
        return self.row.shape.descent * self.size / EM

    @property
    def height(self) -> float:
        """From the highest to the lowest point."""
        return self.ascent + self.descent

    def rect(self, x: float = 0.0, baseline: float = 0.0) -> QRectF:
        """The box that the formula fills when painted there."""
        return QRectF(x, baseline - self.ascent, self.width, self.height)

    def paint(
        self, painter: QPainter, x: float, baseline: float, colour: QColor | None = None
    ) -> None:
        """Fill the outlines with the left end of the baseline at (x, baseline)."""
        before = painter.worldTransform()
        smooth = painter.testRenderHint(_SMOOTH)
        painter.translate(x, baseline)
        painter.scale(self.size / EM, self.size / EM)
        if not smooth:
            painter.setRenderHint(_SMOOTH)
        brush = QBrush(self.colour if colour is None else colour)
        for path in self.row.shape.paths:
            painter.fillPath(path, brush)
        if not smooth:
            painter.setRenderHint(_SMOOTH, False)
        painter.setWorldTransform(before)

    def paint_in(self, painter: QPainter, box: QRectF, colour: QColor | None = None) -> None:
        """Paint in the middle of a box."""
        left = box.center().x() - self.width / 2
        self.paint(painter, left, box.center().y() + (self.ascent - self.descent) / 2, colour)


def typeset(latex: str, size: float, colour: QColor) -> Formula:
    """Typeset ``latex`` with an em of ``size`` pixels; what cannot be read is shown as written."""
    return Formula(row_of(latex), size, colour)


def is_at_hand(latex: str) -> bool:
    """Return whether a formula can be typeset without loading anything first."""
    return glyphs.is_loaded() or mathml_of(latex) is not None


@lru_cache(maxsize=8192)
def row_of(latex: str) -> Row:
    """The outlines of a formula, kept; a text that is no LaTeX gives its own letters."""
    try:
        return compose(latex)
    except ImportError:
        raise  # an incomplete installation must not look like a wrong formula
    except Exception as error:  # two libraries with many kinds of errors, and a user's own label
        _log.debug("cannot typeset %r: %s", latex, error)
        return Row(_as_written(latex), Atom.ORDINARY, Atom.ORDINARY)


def _as_written(text: str) -> Shape:
    font = QFont("monospace")
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(round(0.8 * EM))
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, text)
    return outlined([path], QFontMetricsF(font).horizontalAdvance(text))
