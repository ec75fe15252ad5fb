"""Pixels as pictures: 0 is the ground and 1 the ink, in the colours of the theme or in others."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from core.network.node import Array
from gui.theme import theme

_SMOOTH_UP_TO = 4.0
"""Device pixels to a pixel up to which a picture is smoothed; larger ones show their squares."""


def digit_image(values: Array, ink: QColor | None = None, paper: QColor | None = None) -> QImage:
    """A picture of its own of pixels (height, width), 0 to 1, or bytes of 0 to 255.

    What is beyond 0 and 1 has the colour of the end, what is missing that of the ground. Without
    colours it is the theme's text on its canvas.
    """
    found = np.ascontiguousarray(values if values.dtype == np.uint8 else as_bytes(values))
    height, width = found.shape
    wrapped = QImage(found.data, width, height, width, QImage.Format.Format_Indexed8)
    image = wrapped.copy()  # the wrapped one does not own its bytes
    ink = theme().colour("text") if ink is None else ink
    paper = theme().colour("canvas") if paper is None else paper
    image.setColorTable(_table(ink.rgb(), paper.rgb()))
    return image


def as_bytes(values: Array) -> Array:
    """The byte of every number: 0 for 0, 255 for 1."""
    scaled = np.nan_to_num(np.asarray(values, np.float64), nan=0.0, posinf=1.0, neginf=0.0)
    found: Array = (np.clip(scaled, 0.0, 1.0) * 255.0 + 0.5).astype(np.uint8)
    return found


def draw_digit(painter: QPainter, box: QRectF, image: QImage) -> None:
    """Draw a picture into a box, smoothly where it is small and in clear squares where large."""
    ratio = painter.device().devicePixelRatio()
    smooth = box.width() * ratio < _SMOOTH_UP_TO * image.width()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(box, image)


def fitted(box: QRectF, height: int, width: int) -> QRectF:
    """The largest place for a picture of that shape in the middle of a box."""
    scale = min(box.width() / max(1, width), box.height() / max(1, height))
    place = QRectF(0, 0, width * scale, height * scale)
    place.moveCenter(box.center())
    return place


@lru_cache(maxsize=32)
def _table(ink: int, paper: int) -> list[int]:
    """The 256 colours from paper to ink."""
    ends = [np.array([c.red(), c.green(), c.blue()]) for c in (QColor(paper), QColor(ink))]
    shares = np.linspace(0.0, 1.0, 256)[:, None]
    mixed = ((1.0 - shares) * ends[0] + shares * ends[1]).round().astype(int)
    return [QColor(*rgb).rgb() for rgb in mixed.tolist()]
