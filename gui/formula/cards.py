"""The chain rule as a row of cards: the result, an equals sign, and the factors with dots."""

import math
from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.stepping.fragment import Fragment
from core.stepping.quantity import Quantity
from gui.formula.card_layout import Box, CardContent, Cards, lay_out_cards
from gui.formula.card_paint import RADIUS, paint_content, paint_ground
from gui.formula.keys import BY_KEYBOARD, ENTER, WALK, takes_key
from gui.formula.layout import Placed
from gui.formula.paint import paint_focus, paint_tint
from gui.formula.speech import plain_line
from gui.formula.typeset import typeset
from gui.theme import theme

__all__ = ["CardContent", "CardRow"]

_MARGIN = 8

_MOST_KEPT = 32


class CardRow(QWidget):
    """Shows factors as cards, the current one filled; the rest wait.

    ``hovered`` tells a quantity (None: nothing), ``clicked`` the index of a card (−1: the result),
    ``quantity_clicked`` the quantity of a number in a card's formula.
    """

    hovered = Signal(object)
    clicked = Signal(int)
    quantity_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[CardContent] = []
        self._result: CardContent | None = None
        self._current: int | None = None
        self._most_height, self._enlarged = math.inf, 1.0
        self._layouts: dict[int, Cards] = {}
        self._kept: deque[tuple[tuple[object, ...], Cards]] = deque(maxlen=_MOST_KEPT)
        self._under: Quantity | None = None
        self._under_card: int | None = None
        self._lit: Quantity | None = None
        self._focus: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._refresh)

    def set_cards(
        self,
        cards: Sequence[CardContent],
        current: int | None = None,
        result: CardContent | None = None,
    ) -> None:
        """Show other factors; ``current`` is the one in hand, None if all are done."""
        before = (self.sizeHint(), self._looks()) if self.isVisible() else None
        self._cards, self._current, self._result = list(cards), current, result
        self._focus, self._lit = None, None
        self._set_under(None, None)
        if before is None:
            self._refresh()
            return
        self._layouts.clear()
        self.setAccessibleName(self.plain())
        if self.sizeHint() != before[0]:
            self.updateGeometry()
        self._repaint_from(before[1])

    def set_room(self, height: float, enlarged: float = 1.0) -> None:
        """Write larger, but smaller again where the row would be higher than ``height``."""
        if (height, enlarged) != (self._most_height, self._enlarged):
            self._most_height, self._enlarged = height, enlarged
            self._refresh()

    def highlight(self, quantity: Quantity | None) -> None:
        """Mark what is about ``quantity``, as when the canvas is pointed at."""
        if quantity != self._lit:
            self._lit = quantity
            self.update()

    def card_rect(self, index: int) -> QRectF:
        """Where a card is; −1 is the result."""
        for box in self._laid.boxes:
            if box.index == index:
                return box.rect.translated(self._margin(), self._margin())
        return QRectF()

    def latex(self) -> str:
        """The product of the factors' symbols, and of their values, as LaTeX."""
        symbols = [_latex(card.symbol) for card in self._cards]
        left = [] if self._result is None else [_latex(self._result.symbol)]
        return " = ".join([*left, r" \cdot ".join(symbols)])

    def plain(self) -> str:
        """The row as a text, each factor with its value and its words."""
        every = [*([] if self._result is None else [self._result]), *self._cards]
        return "; ".join(_spoken(card) for card in every)

    # Geometry

    def _margin(self) -> int:
        return theme().px(_MARGIN)

    def _laid_for(self, width: int) -> Cards:
        # Layouts ask for the height at a width several times for each showing.
        if width not in self._layouts:
            room = max(1, width - 2 * self._margin())
            self._layouts[width] = self._fitting(width, room) or self._laid_in(room)
        return self._layouts[width]

    def _laid_in(self, room: int) -> Cards:
        """Lay out the cards, or find them as they were: steps are gone through to and fro."""
        height = self._most_height - 2 * self._margin()
        key = (self._cards, self._result, room, height, self._enlarged, theme().scale)
        for known, laid in self._kept:
            if known == key:
                return laid
        laid = lay_out_cards(self._cards, self._result, room, height, self._enlarged)
        self._kept.appendleft((key, laid))
        return laid

    def _fitting(self, width: int, room: int) -> Cards | None:
        """What was laid out for more width, if it fits here, too: scroll bars come and go."""
        wider = (laid for known, laid in self._layouts.items() if known > width)
        return next((laid for laid in wider if laid.width <= room), None)

    @property
    def _laid(self) -> Cards:
        return self._laid_for(self.width())

    def _refresh(self) -> None:
        self._layouts.clear()
        self.setAccessibleName(self.plain())
        self.updateGeometry()
        self.update()

    def _looks(self) -> tuple[object, dict[int, object]]:
        """What is painted: of all cards together, and of each by its index."""
        laid, now = self._laid, self._current
        cards: dict[int, object] = {
            box.index: (box, box.index == now, now is not None and box.index > now)
            for box in laid.boxes
        }
        return (laid.signs, laid.share, self._marks()), cards

    def _marks(self) -> tuple[object, ...]:
        return self._under, self._under_card, self._lit, self._focus

    def _repaint_from(self, before: tuple[object, dict[int, object]]) -> None:
        """Paint the cards that look otherwise now; mostly one is done and the next in hand."""
        whole, cards = self._looks()
        if whole != before[0] or cards.keys() != before[1].keys():
            self.update()
            return
        for index, look in cards.items():
            if look != before[1][index]:
                self.update(self.card_rect(index).adjusted(-2, -2, 2, 2).toAlignedRect())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_for(width).height) + 2 * self._margin()

    def sizeHint(self) -> QSize:
        laid = self._laid_for(theme().px(900))
        return QSize(round(laid.width), round(laid.height)) + QSize(1, 1) * 2 * self._margin()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), self.heightForWidth(max(self.width(), theme().px(160))))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.translate(self._margin(), self._margin())
        self.paint_cards(painter, marks=True, seen=event.region().translated(-self._corner()))
        painter.end()

    def _corner(self) -> QPoint:
        return QPoint(self._margin(), self._margin())

    def paint_plain(self, painter: QPainter) -> None:
        """Paint the row from the origin, as for a picture."""
        self.paint_cards(painter)

    def laid_size(self) -> QSize:
        """How large the cards are together, without margins."""
        return QSize(round(self._laid.width) + 1, round(self._laid.height) + 1)

    def paint_cards(
        self, painter: QPainter, *, marks: bool = False, seen: QRegion | None = None
    ) -> None:
        """Paint the row from the origin; ``marks`` are what the pointer and keys add.

        Only the cards that are ``seen`` are painted.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for sign in self._laid.signs:
            colour = theme().colour("muted")
            typeset(sign.latex, sign.size, colour).paint(painter, sign.x, sign.baseline)
        for box in self._laid.boxes:
            if seen is None or seen.intersects(box.rect.adjusted(-4, -4, 4, 4).toAlignedRect()):
                self._paint_card(painter, box, marks)

    def _paint_card(self, painter: QPainter, box: Box, marks: bool) -> None:
        colour = theme().colour(box.content.colour or "text")
        self._paint_ground(painter, box, colour, marks)
        for placed in (*box.symbol, *box.numbers):
            if marks and self._is_marked(placed.fragment):
                paint_tint(painter, placed, "panel")
        waits = self._current is not None and box.index > self._current
        is_current = box.index == self._current
        paint_content(painter, box, colour, self._laid.share, current=is_current, waits=waits)

    def _paint_ground(self, painter: QPainter, box: Box, colour: QColor, marks: bool) -> None:
        is_current = box.index == self._current
        is_under = marks and (box.index == self._under_card or self._lit in box.content.about)
        paint_ground(painter, box, colour, current=is_current, under=is_under)
        if marks and self.hasFocus() and box.index == self._focus:
            paint_focus(painter, box.rect.adjusted(-1.5, -1.5, 1.5, 1.5), RADIUS + 2)

    def _is_marked(self, fragment: Fragment) -> bool:
        q = fragment.quantity
        return q is not None and q in (self._under, self._lit)

    # Pointer

    def _box_at(self, point: QPointF) -> Box | None:
        inside = point - QPointF(self._margin(), self._margin())
        return next((b for b in self._laid.boxes if b.rect.contains(inside)), None)

    def _number_at(self, point: QPointF) -> Placed | None:
        """The number or name with a quantity at a point, in any card's formula."""
        inside = point - QPointF(self._margin(), self._margin())
        for box in self._laid.boxes:
            for placed in box.numbers:
                if placed.fragment.quantity is not None and placed.rect.contains(inside):
                    return placed
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        box, number = self._box_at(event.position()), self._number_at(event.position())
        quantity = None if number is None else number.fragment.quantity
        if quantity is None and box is not None and box.content.about:
            quantity = box.content.about[0]
        self._set_under(quantity, None if box is None else box.index)

    def leaveEvent(self, event: QEvent) -> None:
        self._set_under(None, None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # or the release would go to somebody else

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        box, number = self._box_at(event.position()), self._number_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or box is None:
            return
        if number is not None:
            self.quantity_clicked.emit(number.fragment.quantity)
        else:
            self.clicked.emit(box.index)

    def _set_under(self, quantity: Quantity | None, card: int | None) -> None:
        changed = quantity != self._under
        if not changed and card == self._under_card:
            return
        self._under, self._under_card = quantity, card
        hand = Qt.CursorShape.ArrowCursor if card is None else Qt.CursorShape.PointingHandCursor
        self.setCursor(hand)
        self.update()
        if changed:
            self.hovered.emit(quantity)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            box = self._box_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if box is None else _spoken(box.content), self)
            return True
        if takes_key(event) and self._laid.boxes:
            event.accept()
            return True
        return super().event(event)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in WALK:
            self._walk(WALK[Qt.Key(event.key())])
        elif event.key() in ENTER and self._focus is not None:
            self.clicked.emit(self._focus)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self._walk(1 if forward else -1) or super().focusNextPrevChild(forward)

    def _walk(self, by: int) -> bool:
        """Go to the next card; False at the end."""
        stops = [box.index for box in self._laid.boxes]
        if not self.hasFocus() or not stops:
            return False
        before = -1 if by > 0 else len(stops)
        at = by + (stops.index(self._focus) if self._focus in stops else before)
        if not 0 <= at < len(stops):
            return False
        self._go_to(stops[at])
        return True

    def _go_to(self, index: int) -> None:
        self._focus = index
        content = next(box.content for box in self._laid.boxes if box.index == index)
        self.setAccessibleDescription(_spoken(content))
        self._set_under(content.about[0] if content.about else None, index)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        stops = [box.index for box in self._laid.boxes]
        if stops and self._focus not in stops and event.reason() in BY_KEYBOARD:
            self._go_to(stops[BY_KEYBOARD[event.reason()]])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus = None
        self._set_under(None, None)
        self.update()


def _latex(fragments: Sequence[Fragment]) -> str:
    return " ".join(fragment.latex for fragment in fragments)


def _spoken(card: CardContent) -> str:
    """A card in words: ∂A₁/∂z₁ = σ(z₁)(1 − σ(z₁)) = 0.0000078892, through the sigmoid."""
    parts = [plain_line(card.symbol), plain_line(card.numbers), card.value]
    told = " = ".join(part for part in parts if part)
    return f"{told}, {card.caption}" if card.caption else told
