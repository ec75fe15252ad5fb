"""The sheet to draw on, with the mouse or with the keyboard."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.language import tr
from gui.digit_pad.strokes import SIDE, USUAL_WIDTH, Strokes
from gui.digits.picture import digit_image
from gui.theme import theme

_STEP, _SMALL_STEP = 10.0, 2.0
_KEYS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class DrawingSheet(QWidget):
    """A square of paper. Arrows move the pen, space puts it down and lifts it."""

    changed = Signal()
    """There is other ink."""

    def __init__(self) -> None:
        super().__init__()
        self.strokes = Strokes()
        self.width_ = float(USUAL_WIDTH)
        self.erases = False
        self.hint = ""
        self._most = 10_000
        self._cursor = QPointF(SIDE / 2, SIDE / 2)
        self._is_down = False
        self._by_keys = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.update)

    # Drawing

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is drawn yet."""
        return self.strokes.count == 0

    def undo(self) -> None:
        """Take the last stroke back."""
        self._is_down = False
        self.strokes.undo()
        self._tell()

    def clear(self) -> None:
        """Begin with an empty sheet."""
        self._is_down = False
        self.strokes.clear()
        self._tell()

    def draw(self, points: list[tuple[float, float]]) -> None:
        """Draw one stroke through points in shares of the side, 0 to 1."""
        places = [QPointF(x * SIDE, y * SIDE) for x, y in points]
        self.strokes.begin(places[0], self.width_, self.erases)
        for place in places[1:]:
            self.strokes.extend(place)
        self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._by_keys, self._is_down = False, True
            self._cursor = self._place(event.position())
            self.strokes.begin(self._cursor, self.width_, self.erases)
            self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_down and not self._by_keys:
            self._cursor = self._place(event.position())
            self.strokes.extend(self._cursor)
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._by_keys:
            self._is_down = False

    def _place(self, at: QPointF) -> QPointF:
        box = self.paper
        return QPointF(
            (at.x() - box.left()) / box.width() * SIDE, (at.y() - box.top()) / box.height() * SIDE
        )

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _KEYS:
            self._move(event)
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._put_down(not (self._is_down and self._by_keys))
        elif key == Qt.Key.Key_Escape and self._is_down:
            self._put_down(False)
        else:
            super().keyPressEvent(event)

    def _move(self, event: QKeyEvent) -> None:
        self._by_keys = True
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        step = _SMALL_STEP if fine else _STEP
        right, down = _KEYS[Qt.Key(event.key())]
        x = min(max(self._cursor.x() + right * step, 0.0), float(SIDE))
        y = min(max(self._cursor.y() + down * step, 0.0), float(SIDE))
        self._cursor = QPointF(x, y)
        if self._is_down:
            self.strokes.extend(self._cursor)
            self._tell()
        self.update()

    def _put_down(self, down: bool) -> None:
        self._by_keys, self._is_down = True, down
        if down:
            self.strokes.begin(self._cursor, self.width_, self.erases)
            self._tell()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._is_down = False
        self.update()

    # Looks

    @property
    def paper(self) -> QRectF:
        """Where the square of paper is."""
        side = min(self.width(), self.height()) - 4
        box = QRectF(0, 0, side, side)
        box.moveTopLeft(QPointF((self.width() - side) / 2, 2))
        return box

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(min(width, self._most), self.minimumSizeHint().height())

    def set_most(self, side: int) -> None:
        """Be no higher than that, so that it can be seen whole."""
        if side != self._most:
            self._most = side
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(300), theme().px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(180), theme().px(180))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self.paper
        painter.drawImage(box, digit_image(self.strokes.ink))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        focused = self.hasFocus()
        token = "accent" if focused else "muted"
        painter.setPen(QPen(theme().colour(token), 2 if focused else 1))
        painter.drawRect(box)
        if self.is_empty and self.hint:
            self._paint_hint(painter, box)
        if focused and self._by_keys:
            self._paint_cursor(painter, box)
        painter.end()

    def _paint_hint(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(theme().font(10.5))
        painter.setPen(theme().colour("muted"))
        room = box.adjusted(*(theme().px(n) for n in (16, 16, -16, -16)))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self.hint)

    def _paint_cursor(self, painter: QPainter, box: QRectF) -> None:
        """Where the pen is: a ring of its size, filled while it is down."""
        scale = box.width() / SIDE
        centre = box.topLeft() + self._cursor * scale
        radius = max(self.width_ * scale / 2, 5.0)
        painter.setPen(QPen(theme().colour("accent"), 2))
        if self._is_down:
            painter.setBrush(theme().colour("accent"))
            radius = max(radius / 2, 4.0)
        painter.drawEllipse(centre, radius, radius)

    def words(self) -> str:
        """What a screen reader says of the sheet."""
        return tr("Sheet to draw on: arrows move the pen, space puts it down and lifts it")
