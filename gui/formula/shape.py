"""The outline of a piece of mathematics: a path to fill, and how it sits on its baseline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QTransform

# Outlines are kept at this many units an em; any size is reached by scaling.
EM = 100.0
AXIS = 0.258 * EM  # the height of fraction bars, minus signs and the middle of brackets

Outline = str | list[float]
"""Commands as in an SVG path, or the x, y, width and height of a box."""

_POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}
_TOKEN = re.compile(r"[MLQCZ]|-?[\d.]+(?:e-?\d+)?")


@dataclass(frozen=True)
class Shape:
    """Filled outlines with the baseline at y = 0, in units of 1/100 em; y grows downward.

    One path a glyph: filling a path takes more than twice as long when it is twice as long.
    """

    paths: tuple[QPainterPath, ...]
    width: float
    ascent: float
    descent: float


def outlined(paths: Sequence[QPainterPath], width: float) -> Shape:
    """Measure paths that start at x = 0 and together take ``width``."""
    for path in paths:
        path.setFillRule(Qt.FillRule.WindingFill)
    boxes = [path.boundingRect() for path in paths]
    ascent = max((-box.top() for box in boxes), default=0.0)
    descent = max((box.bottom() for box in boxes), default=0.0)
    return Shape(tuple(paths), width, max(0.0, ascent), max(0.0, descent))


def blank(width: float) -> Shape:
    """Room without ink."""
    return Shape((), width, 0.0, 0.0)


def joined(parts: list[tuple[float, float, Shape]], width: float) -> Shape:
    """One shape of several, each at its (x, y)."""
    paths = tuple(path.translated(x, y) for x, y, shape in parts for path in shape.paths)
    ascent = max((s.ascent - y for _, y, s in parts), default=0.0)
    descent = max((s.descent + y for _, y, s in parts), default=0.0)
    return Shape(paths, width, max(0.0, ascent), max(0.0, descent))


def scaled(shape: Shape, factor: float) -> Shape:
    """The same outline, larger or smaller."""
    size = QTransform.fromScale(factor, factor)
    paths = tuple(size.map(path) for path in shape.paths)
    return Shape(paths, *(factor * v for v in (shape.width, shape.ascent, shape.descent)))


def bar(width: float, thickness: float) -> Shape:
    """A horizontal bar standing on the baseline."""
    path = QPainterPath()
    path.addRect(QRectF(0, -thickness, width, thickness))
    return Shape((path,), width, thickness, 0.0)


def outlines_in(svg: ElementTree.Element) -> list[Outline]:
    """The glyphs and bars of a drawing that uses only absolute path commands and boxes."""
    outlines: list[Outline] = []
    for element in svg.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "path" and element.get("d"):
            outlines.append(element.get("d", ""))
        elif tag == "rect":
            outlines.append([float(element.get(k, 0)) for k in ("x", "y", "width", "height")])
    return outlines


def path_along(outline: Outline) -> QPainterPath:
    """What an outline surrounds."""
    path = QPainterPath()
    if isinstance(outline, str):
        _add_outline(path, outline)
    else:
        path.addRect(QRectF(*outline))
    return path


def _add_outline(path: QPainterPath, commands: str) -> None:
    tokens = iter(_TOKEN.findall(commands))
    for command in tokens:
        points = [
            QPointF(float(next(tokens)), float(next(tokens))) for _ in range(_POINTS[command])
        ]
        if command == "M":
            path.moveTo(points[0])
        elif command == "L":
            path.lineTo(points[0])
        elif command == "Q":
            path.quadTo(*points)
        elif command == "C":
            path.cubicTo(*points)
        else:
            path.closeSubpath()
