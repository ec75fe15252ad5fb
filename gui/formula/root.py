"""The square root: drawn around what stands in it, so that new numbers need no typesetting."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from gui.formula.shape import EM, Shape, bar, joined

_RULE, _GAP = 0.06 * EM, 0.12 * EM
_BELOW = 0.08 * EM
_SIGN = 0.56 * EM
_TICK = 0.52 * EM  # how far above its foot the sign begins
_OVERHANG = 0.06 * EM


def root(inside: Shape) -> Shape:
    """√ of a shape, as high as it needs."""
    top = -max(inside.ascent, 0.7 * EM) - _GAP - _RULE
    foot = max(inside.descent, 0.1 * EM) + _BELOW
    rule = bar(inside.width + _OVERHANG, _RULE)
    width = _SIGN + rule.width
    sign = _sign(top, foot)
    return joined(
        [(0.0, 0.0, sign), (_SIGN, top + _RULE, rule), (_SIGN, 0.0, inside)], width + _OVERHANG
    )


def _sign(top: float, foot: float) -> Shape:
    """A short rise, a thick stroke down and a thin one up to the rule."""
    begin = foot - _TICK
    corners = (
        (0.02, begin + 4), (0.15, begin - 6), (0.32, foot - 21), (0.52, top), (0.56, top),
        (0.56, top + _RULE), (0.33, foot), (0.28, foot), (0.09, begin + 4), (0.035, begin + 8),
    )  # fmt: skip
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x * EM, y) for x, y in corners]))
    path.closeSubpath()
    return Shape((path,), _SIGN, -top, foot)
