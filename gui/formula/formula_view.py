"""Shows lines of formulas; every fragment with a quantity can be pointed at and clicked."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from core.stepping.fragment import Fragment
from core.stepping.quantity import Quantity
from gui.formula.keys import BY_KEYBOARD, ENTER, WALK, takes_key
from gui.formula.layout import Laid, Placed, lay_out
from gui.formula.paint import paint_focus, paint_placed, paint_tint
from gui.formula.speech import plain, plain_line
from gui.theme import theme

_MARGIN = 8


class FormulaView(QAbstractScrollArea):
    """Lines of fragments on common baselines, wrapped to the width; scrolls down, never sideways.

    ``hovered`` tells the quantity under the pointer or at the keyboard's place (None: nothing);
    ``clicked`` tells the one that was chosen.
    """

    hovered = Signal(object)
    clicked = Signal(object)

    def __init__(self, size: float = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._lines: list[list[Fragment]] = []
        self._laid = Laid((), 0, 0)
        self._layouts: dict[int, Laid] = {}
        self._under: Quantity | None = None
        self._lit: Quantity | None = None
        self._focus = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A click must not take the focus: the arrow keys belong to the steps.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        theme().changed.connect(self._refresh)

    def set_lines(self, lines: Sequence[Sequence[Fragment]], size: float | None = None) -> None:
        """Show other formulas, one a line; ``size`` is their em in pixels at 100 % text."""
        self._size = self._size if size is None else size
        self._lines = [list(line) for line in lines]
        self._focus, self._lit = -1, None
        self._set_under(None)
        self.verticalScrollBar().setValue(0)
        self._refresh()

    def highlight(self, quantity: Quantity | None) -> None:
        """Mark every fragment about ``quantity``, as when the canvas is pointed at."""
        if quantity != self._lit:
            self._lit = quantity
            self.viewport().update()

    def lines(self) -> list[list[Fragment]]:
        """What is shown."""
        return [list(line) for line in self._lines]

    def latex(self) -> str:
        """Everything that is shown, as LaTeX; several lines are aligned at their first =."""
        texts = [" ".join(f.latex for f in line) for line in self._lines]
        if len(texts) < 2:
            return "".join(texts)
        body = " \\\\\n".join(text.replace("=", "&=", 1) for text in texts)
        return f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}"

    def plain(self) -> str:
        """Everything that is shown, as one text a line."""
        return "\n".join(plain_line(line) for line in self._lines)

    def fragment_rect(self, quantity: Quantity) -> QRectF:
        """Where the first fragment about ``quantity`` is in the viewport, or an empty box."""
        for placed in self._laid.placed:
            if placed.fragment.quantity == quantity:
                return placed.rect.translated(self._origin())
        return QRectF()

    def fragment_at(self, point: QPointF) -> Fragment | None:
        """The fragment at a point of the viewport."""
        inside = point - self._origin()
        for placed in self._laid.placed:
            if placed.rect.adjusted(-2, -2, 2, 3).contains(inside):
                return placed.fragment
        return None

    # Geometry

    def _margin(self) -> int:
        return theme().px(_MARGIN)

    def _origin(self) -> QPointF:
        return QPointF(self._margin(), self._margin() - self.verticalScrollBar().value())

    def _laid_for(self, width: int) -> Laid:
        # Layouts ask for the height at a width several times for each showing.
        if width not in self._layouts:
            self._layouts[width] = self._lay_out_at(width)
        return self._layouts[width]

    def _lay_out_at(self, width: int) -> Laid:
        room = width - 2 * self._margin()
        return lay_out(self._lines, self._size * theme().scale, room)

    def _refresh(self) -> None:
        self._layouts.clear()
        self.setAccessibleName(self.plain())
        self._lay_out()
        self._ask_for_room()

    def _ask_for_room(self) -> None:
        self.updateGeometry()

    def _lay_out(self) -> None:
        self._laid = self._laid_for(self.viewport().width())
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._needed_height() - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(theme().px(24))
        self.viewport().update()

    def _needed_height(self) -> int:
        return round(self._laid.height) + 2 * self._margin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_for(width).height) + 2 * self._margin()

    def sizeHint(self) -> QSize:
        laid = self._laid_for(100_000)
        width = min(round(laid.width) + 2 * self._margin() + 2, theme().px(640))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(round(2 * self._size)))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._origin())
        self.paint_formula(painter, marks=True)
        painter.end()

    def paint_formula(self, painter: QPainter, *, marks: bool = False) -> None:
        """Paint the formulas from the origin; ``marks`` are what the pointer and keys add."""
        visible = painter.clipBoundingRect() if painter.hasClipping() else QRectF()
        for index, placed in enumerate(self._laid.placed):
            if visible.isEmpty() or visible.intersects(placed.rect):
                if marks:
                    self._paint_marks(painter, index, placed)
                paint_placed(painter, placed)

    def paint_plain(self, painter: QPainter) -> None:
        """Paint the formulas from the origin, as for a picture."""
        self.paint_formula(painter)

    def laid_size(self) -> QSize:
        """How large the formulas are, without margins."""
        return QSize(round(self._laid.width) + 1, round(self._laid.height) + 1)

    def _paint_marks(self, painter: QPainter, index: int, placed: Placed) -> None:
        quantity = placed.fragment.quantity
        if quantity is not None and quantity in (self._lit, self._under):
            paint_tint(painter, placed, "panel")
        if index == self._focus and self.hasFocus():
            paint_focus(painter, placed.rect.adjusted(-3, -2, 3, 5))

    # Pointer

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._set_under(None)
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_under(self._quantity_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # or the release would go to somebody else

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        quantity = self._quantity_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and quantity is not None:
            self.clicked.emit(quantity)

    def _quantity_at(self, point: QPointF) -> Quantity | None:
        fragment = self.fragment_at(point)
        return None if fragment is None else fragment.quantity

    def _set_under(self, quantity: Quantity | None) -> None:
        if quantity == self._under:
            return
        self._under = quantity
        shape = (
            Qt.CursorShape.ArrowCursor if quantity is None else Qt.CursorShape.PointingHandCursor
        )
        self.viewport().setCursor(shape)
        self.viewport().update()
        self.hovered.emit(quantity)

    # Keyboard

    def _stops(self) -> list[int]:
        return [i for i, p in enumerate(self._laid.placed) if p.fragment.quantity is not None]

    def event(self, event: QEvent) -> bool:
        if takes_key(event) and self._stops():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in WALK and self._stops():
            self._walk(WALK[Qt.Key(event.key())])
        elif event.key() in ENTER and self._focus >= 0:
            self.clicked.emit(self._laid.placed[self._focus].fragment.quantity)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self._walk(1 if forward else -1) or super().focusNextPrevChild(forward)

    def _walk(self, by: int) -> bool:
        """Go to the next fragment with a quantity; False at the end."""
        stops = self._stops()
        if not self.hasFocus() or not stops:
            return False
        at = stops.index(self._focus) if self._focus in stops else (-1 if by > 0 else len(stops))
        if not 0 <= at + by < len(stops):
            return False
        self._go_to(stops[at + by])
        return True

    def _go_to(self, index: int) -> None:
        self._focus = index
        placed = self._laid.placed[index]
        self.setAccessibleDescription(plain(placed.fragment.latex))
        self._make_visible(placed.rect)
        self._set_under(placed.fragment.quantity)
        self.viewport().update()

    def _make_visible(self, rect: QRectF) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if rect.bottom() + 2 * self._margin() > bar.value() + height:
            bar.setValue(round(rect.bottom()) + 2 * self._margin() - height)
        if rect.top() < bar.value():
            bar.setValue(round(rect.top()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        stops = self._stops()
        if stops and self._focus not in stops and event.reason() in BY_KEYBOARD:
            self._go_to(stops[BY_KEYBOARD[event.reason()]])
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._focus = -1
        self._set_under(None)
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
