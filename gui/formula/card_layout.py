"""Where the cards of a chain rule stand: in the order of the product, side by side, or in rows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from core.stepping.fragment import Fragment
from core.stepping.quantity import Quantity
from gui.formula.layout import Laid, Placed, lay_out
from gui.formula.shape import EM
from gui.formula.typeset import row_of
from gui.theme import theme

SYMBOL_SIZE, NUMBERS_SIZE = 27.0, 17.5
VALUE_POINTS, CAPTION_POINTS = 12.5, 8.5
_WIDEST_NUMBERS = 300.0
_FEW_CARDS, _FEW_WIDEST, _WIDE = 3, 0.4, 0.7
"""What share of the width a long sum may take beside few cards, and where the room is low."""
_PADDING, _BESIDE = 14.0, 14.0  # inside a card, and on each side of a dot
_TOP, _BOTTOM, _GAP, _ROW_GAP = 8.0, 10.0, 5.0, 12.0
_LEAST_WIDTH = 72.0
_TRIES = ((1.0, 1.0), (0.6, 1.0), (1.0, 0.88), (0.45, 0.88), (1.0, 0.78), (0.35, 0.78))
"""Shares of the room, and of the sizes."""
_LEAST_FOR_HEIGHT, _LEAST_TYPE = 0.6, 0.9
"""Smaller type only for the width: what is too high can scroll. The second is of normal type."""
_USUAL_HEIGHT = 135.0
_LOW_SHARE, _BESIDE_VALUE = 0.78, 8.0
"""Where even that is too high, captions stand beside the values."""
_LARGER = (2.0, 1.8, 1.6, 1.45, 1.3, 1.15)
_SMALLER = (0.68, 0.58, 0.5, 0.42)


@dataclass(frozen=True)
class CardContent:
    """One factor: its symbol, how it is computed, its value as text ('' while unknown), in words.

    ``about`` is what the factor lights on the canvas; ``colour`` a theme token.
    """

    symbol: list[Fragment]
    numbers: list[Fragment] = field(default_factory=list)
    value: str = ""
    caption: str = ""
    colour: str | None = None
    about: tuple[Quantity, ...] = ()


@dataclass(frozen=True)
class Box:
    """A card in its place. Index −1 is the result."""

    index: int
    content: CardContent
    rect: QRectF
    symbol: tuple[Placed, ...]
    numbers: tuple[Placed, ...]
    value: QRectF
    caption: QRectF


@dataclass(frozen=True)
class Sign:
    """An equals sign or a dot: its LaTeX, left end and baseline, and its em."""

    latex: str
    x: float
    baseline: float
    size: float


@dataclass(frozen=True)
class Cards:
    """A finished layout, in pixels; ``share`` is the size of its type, 1 where there is room."""

    boxes: tuple[Box, ...]
    signs: tuple[Sign, ...]
    width: float
    height: float
    share: float


@dataclass(frozen=True)
class _Measured:
    index: int
    content: CardContent
    symbol: Laid
    numbers: Laid
    width: float


def value_font(share: float = 1.0) -> QFont:
    """The bold, tabular font of values."""
    return theme().font(VALUE_POINTS * share, bold=True)


def caption_font(share: float = 1.0) -> QFont:
    """The small font of captions."""
    return theme().font(CAPTION_POINTS * share)


def lay_out_cards(
    cards: Sequence[CardContent],
    result: CardContent | None,
    width: float,
    height: float = math.inf,
    enlarged: float = 1.0,
) -> Cards:
    """Set the cards in one row, drawn together where it is tight; else in as few as it takes.

    The type is ``enlarged``, or smaller where the row would be higher than ``height``; what is too
    high even in the smallest type is left to scroll.
    """
    lowest: Cards | None = None
    least = min(_LEAST_FOR_HEIGHT, _LEAST_TYPE / theme().scale)
    for room, share in _tries(enlarged):
        if lowest is not None and share < least:
            break
        if share > 1 and _USUAL_HEIGHT * theme().scale * share > height:
            continue  # measuring it would only show that it is too high
        layout = _lower(room, share, width, height, cards, result)
        if layout is not None and layout.height <= height:
            return layout
        lowest = layout or lowest
    if lowest is not None:
        return _drawn_together(width, height, cards, result, lowest)
    layout = _Setting(0.45, 0.88, width, may_wrap=True).set(cards, result)
    assert layout is not None
    return layout


def _lower(
    room: float,
    share: float,
    width: float,
    height: float,
    cards: Sequence[CardContent],
    result: CardContent | None,
) -> Cards | None:
    """One try; where it is too high, a long sum may take more of the width and fewer lines."""
    layout = _Setting(room, share, width).set(cards, result)
    if layout is None or layout.height <= height or len(cards) > _FEW_CARDS:
        return layout
    wide = _Setting(room, share, width, few_widest=_WIDE).set(cards, result)
    return wide if wide is not None and wide.height < layout.height else layout


def _drawn_together(
    width: float,
    height: float,
    cards: Sequence[CardContent],
    result: CardContent | None,
    lowest: Cards,
) -> Cards:
    """With less space between the lines, then with the captions beside the values, if it helps."""
    for beside in (False, True):
        setting = _Setting(0.35, _LOW_SHARE, width, few_widest=_WIDE, tight=True, beside=beside)
        layout = setting.set(cards, result)
        if layout is not None and layout.height < lowest.height:
            lowest = layout
        if lowest.height <= height:
            break
    return lowest


def _tries(enlarged: float) -> list[tuple[float, float]]:
    """Shares of the room and of the sizes: large type gives way first, then the room."""
    # Large type may give way to keep the product in one row, but not below its normal size.
    smaller = [(0.35, share) for share in _SMALLER if share * theme().scale >= 1]
    larger = [(1.0, share) for share in _LARGER if 1 < share < enlarged]
    first = [(1.0, enlarged)] if enlarged > 1 else []
    return [*first, *larger, *_TRIES, *smaller]


class _Setting:
    """One try: how much room there is between things, and how large the type is."""

    def __init__(
        self,
        room: float,
        share: float,
        width: float,
        may_wrap: bool = False,
        few_widest: float = _FEW_WIDEST,
        tight: bool = False,
        beside: bool = False,
    ) -> None:
        unit = theme().scale
        self._caption_beside = beside
        self._few_widest = few_widest
        self._share, self._width, self._may_wrap = share, width, may_wrap
        self._padding, self._beside = room * _PADDING * unit, room * _BESIDE * unit
        self._top, self._bottom, self._gap = _TOP * unit, _BOTTOM * unit, _GAP * unit
        self._row_gap = _ROW_GAP * unit
        if tight:
            self._top, self._bottom, self._gap = self._top / 2, self._bottom / 2, self._gap / 2
        self._symbol, self._numbers = SYMBOL_SIZE * unit * share, NUMBERS_SIZE * unit * share
        self._widest = min(_WIDEST_NUMBERS * unit * share, width - 2 * self._padding)
        self._value = QFontMetricsF(value_font(share))
        self._caption = QFontMetricsF(caption_font(share))

    def set(self, cards: Sequence[CardContent], result: CardContent | None) -> Cards | None:
        """The layout, or None where it does not fit in one row and may not wrap."""
        if len(cards) <= _FEW_CARDS:  # a long sum may take the room that others do not need
            self._widest = max(self._widest, self._few_widest * self._width)
        measured = [self._measured(i, card) for i, card in enumerate(cards)]
        first = [] if result is None else [self._measured(-1, result)]
        rows = self._rows([*first, *measured])
        if len(rows) > 1 and not self._may_wrap:
            return None
        indent = self._indent(rows[0]) if first and len(rows) > 1 else 0.0
        boxes: list[Box] = []
        signs: list[Sign] = []
        y = 0.0
        for number, row in enumerate(rows):
            y += self._row_gap if number else 0.0
            y = self._set_row(row, indent if number else 0.0, y, boxes, signs)
        right = max((box.rect.right() for box in boxes), default=0.0)
        return Cards(tuple(boxes), tuple(signs), right, y, self._share)

    def _measured(self, index: int, content: CardContent) -> _Measured:
        symbol = lay_out([content.symbol], self._symbol, 1e6)
        numbers = lay_out([content.numbers] if content.numbers else [], self._numbers, self._widest)
        inner = max(
            symbol.width,
            numbers.width,
            *self._word_widths(content),
            _LEAST_WIDTH * theme().scale * self._share - 2 * self._padding,
        )
        return _Measured(index, content, symbol, numbers, inner + 2 * self._padding + 2)

    def _word_widths(self, content: CardContent) -> list[float]:
        """How wide value and caption are, one above the other or side by side."""
        value = self._value.horizontalAdvance(content.value)
        caption = self._caption.horizontalAdvance(content.caption)
        return (
            [value + caption + _BESIDE_VALUE * theme().scale]
            if self._caption_beside
            else [value, caption]
        )

    def _words(self, content: CardContent, rect: QRectF, top: float) -> tuple[QRectF, QRectF]:
        """Where the value stands and the caption below it; or beside it."""
        height = self._value.height()
        below = QRectF(rect.left(), top + height, rect.width(), self._caption.height())
        if not self._caption_beside:
            return QRectF(rect.left(), top, rect.width(), height), below
        value = self._value.horizontalAdvance(content.value) if content.value else 0.0
        caption = self._caption.horizontalAdvance(content.caption)
        gap = _BESIDE_VALUE * theme().scale if value else 0.0
        left = rect.center().x() - (value + gap + caption) / 2
        at = QRectF(left - 1, top, value + 2, height)
        return at, QRectF(left + value + gap - 1, top, caption + 2, height)

    def _sign_before(self, item: _Measured, is_first: bool) -> str:
        if item.index < 0 or (is_first and item.index == 0):
            return ""
        return r"\cdot" if item.index else "="

    def _sign_width(self, latex: str) -> float:
        if not latex:
            return 0.0
        return row_of(latex).shape.width * self._symbol / EM + 2 * self._beside

    def _rows(self, items: list[_Measured]) -> list[list[_Measured]]:
        rows: list[list[_Measured]] = [[]]
        x = indent = 0.0
        for i, item in enumerate(items):
            needed = self._sign_width(self._sign_before(item, i == 0)) + item.width
            if rows[-1] and x + needed > self._width:
                indent = indent if len(rows) > 1 else self._indent(rows[0])
                rows.append([])
                x = indent
            rows[-1].append(item)
            x += needed
        return rows

    def _indent(self, row: list[_Measured]) -> float:
        """Later rows begin under the equals sign, if that is not too far in."""
        first = row[0].width if row and row[0].index < 0 else 0.0
        return first if first < 0.35 * self._width else 0.0

    def _set_row(
        self, row: list[_Measured], x: float, top: float, boxes: list[Box], signs: list[Sign]
    ) -> float:
        """Place one row, with its symbols on one baseline and its values on another."""
        baseline = top + self._top + max((_ascent(m.symbol) for m in row), default=0.0)
        numbers_top = baseline + max((_descent(m.symbol) for m in row), default=0.0) + self._gap
        value_top = numbers_top + max((m.numbers.height for m in row), default=0.0) + self._gap
        below = 0.0 if self._caption_beside else self._caption.height()
        bottom = value_top + self._value.height() + below + self._bottom
        for item in row:
            sign = self._sign_before(item, not boxes)
            if sign:
                left = x + self._beside
                signs.append(Sign(sign, left, baseline, self._symbol))
                x += self._sign_width(sign)
            rect = QRectF(x, top, item.width, bottom - top)
            value, caption = self._words(item.content, rect, value_top)
            symbol = _centred(item.symbol, rect, baseline - _ascent(item.symbol))
            numbers = _centred(item.numbers, rect, numbers_top)
            boxes.append(Box(item.index, item.content, rect, symbol, numbers, value, caption))
            x += item.width
        return bottom


def _ascent(laid: Laid) -> float:
    return laid.placed[0].baseline if laid.placed else 0.0


def _descent(laid: Laid) -> float:
    return laid.height - _ascent(laid)


def _centred(laid: Laid, rect: QRectF, top: float) -> tuple[Placed, ...]:
    left = rect.center().x() - laid.width / 2
    move = QPointF(left, round(top))
    return tuple(replace(p, x=p.x + move.x(), baseline=p.baseline + move.y()) for p in laid.placed)
