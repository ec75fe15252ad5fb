"""A plot in the theme's colours with a read-out, for mouse and keyboard."""

from collections.abc import Callable
from time import perf_counter
from typing import Any, Protocol

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from core.numbers import format_number, significant
from gui.frames import frames
from gui.plots.axis import NumberAxis
from gui.plots.palette import thin_pen
from gui.settings import Settings
from gui.theme import theme

Reading = Callable[[float, float], str]
"""What to say (rich text) of a place in the plot's own coordinates; empty for nothing."""
_KEY_STEPS = 40
_ZOOM = 0.8


class Pointer(Protocol):
    """Whoever takes the mouse over the plot; places are in the plot's coordinates."""

    def press(self, where: QPointF, button: Qt.MouseButton) -> bool:
        """Take a press, or leave it to the plot."""

    def move(self, where: QPointF) -> bool:
        """Take a move with a button held down."""

    def release(self, where: QPointF) -> bool:
        """Take the release."""

    def key(self, key: Qt.Key, where: QPointF | None) -> bool:
        """Take a key; ``where`` is the place of the read-out."""


class Box(pg.ViewBox):
    """Finds its range once for what is shown.

    Lines are thinned out for the range that was found, which must not ask for another one.
    """

    _is_finding = False

    def updateAutoRange(self) -> None:
        self._is_finding = True
        try:
            super().updateAutoRange()
        finally:
            self._is_finding = False

    def itemBoundsChanged(self, item: Any) -> None:
        if not self._is_finding:
            super().itemBoundsChanged(item)


class Chart(pg.PlotWidget):
    """A plot area with two axes.

    The wheel zooms, dragging pans, a double click or 0 shows everything; the arrow keys move the
    read-out. ``reading`` gives its text.
    """

    zoomed = Signal()
    """The user has chosen another section."""

    def __init__(self, settings: Settings) -> None:
        self.left = NumberAxis("left", settings)
        self.bottom = NumberAxis("bottom", settings)
        super().__init__(viewBox=Box(), axisItems={"left": self.left, "bottom": self.bottom})
        self.settings = settings
        self.reading: Reading | None = None
        self.pointer: Pointer | None = None
        self._at: QPointF | None = None
        self.paint_seconds = 0.0
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(theme().px(80), theme().px(64))
        self.plotItem.setContentsMargins(0, 2, 8, 0)
        self.left.setGrid(255)
        self.box = self.plotItem.getViewBox()
        self.box.setDefaultPadding(0.03)
        self.cursor_line = pg.InfiniteLine(angle=90, movable=False)
        self.cursor_line.setZValue(50)
        self.cursor_line.hide()
        self.addItem(self.cursor_line, ignoreBounds=True)
        self.readout = Readout(self)
        self.box.sigRangeChangedManually.connect(lambda *_: self.zoomed.emit())
        settings.notation_changed.connect(self._renumber)
        self.restyle()

    def restyle(self) -> None:
        """Take colours and fonts from the theme again."""
        self.setBackground(theme().colour("panel"))
        self.left.restyle()
        self.bottom.restyle()
        self.cursor_line.setPen(thin_pen(theme().colour("muted")))
        self.readout.restyle()

    def _renumber(self, *_: object) -> None:
        for axis in (self.left, self.bottom):
            axis.picture = None
            axis.update()

    def number(self, value: float, digits: int = 4) -> str:
        """A number as the axes and read-outs print it."""
        return significant(value, self.settings.notation, digits)

    def whole(self, value: float) -> str:
        """A count as it is."""
        return format_number(round(value), self.settings.notation, 0)

    def settle(self) -> None:
        """Find the ranges and write the axes for what is shown now.

        Left to the painting, that would be done in the same frame, and the plot painted twice.
        """
        if self.isVisible():
            self.plotItem.scene().prepareForPaint()
            self.left.write()
            self.bottom.write()
            self.plotItem.layout.activate()  # wider numbers leave the plot less room

    # What is seen

    def show_all(self) -> None:
        """Show everything, and follow what comes."""
        self.box.enableAutoRange()
        self.box.updateAutoRange()

    def set_range(self, x: tuple[float, float], y: tuple[float, float] | None) -> None:
        """Show just this section; with ``y`` None, the height follows what is in it."""
        self.box.setXRange(*x, padding=0)
        if y is None:
            self.box.enableAutoRange(axis=pg.ViewBox.YAxis)
        else:
            self.box.setYRange(*y, padding=0)

    def paint(self, painter: Any, target: Any) -> None:
        """Draw the whole plot into a rectangle of any painter."""
        self.plotItem.scene().prepareForPaint()
        painter.save()
        self.scene().render(painter, target, self.sceneRect())
        painter.restore()

    # The read-out

    def place(self) -> QPointF | None:
        """Where the read-out is, in the plot's coordinates."""
        return self._at

    def point_at(self, where: QPointF | None) -> None:
        """Show the read-out at a place, or take it away."""
        self._at = where
        self.refresh_reading()

    def refresh_reading(self) -> None:
        """Say anew what is at the place of the read-out: the numbers may have changed."""
        where = self._at
        text = self.reading(where.x(), where.y()) if self.reading and where is not None else ""
        self.cursor_line.setVisible(bool(text))
        if not text or where is None:
            self.readout.hide()
            return
        self.cursor_line.setPos(where.x())
        spot = self.mapFromScene(self.box.mapViewToScene(where))
        self.readout.say(text, spot)
        self.setAccessibleDescription(self.readout.plain())

    def _place(self, event: QMouseEvent) -> QPointF:
        return self.box.mapSceneToView(self.mapToScene(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.pointer and self.pointer.press(self._place(event), event.button()):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not (self.pointer and self.pointer.release(self._place(event))):
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() and self.pointer and self.pointer.move(self._place(event)):
            return
        super().mouseMoveEvent(event)
        scene = self.mapToScene(event.position().toPoint())
        inside = self.box.sceneBoundingRect().contains(scene)
        self.point_at(self.box.mapSceneToView(scene) if inside else None)

    def paintEvent(self, event: QPaintEvent) -> None:
        begun = perf_counter()
        super().paintEvent(event)
        self.paint_seconds = perf_counter() - begun
        frames().painted(self.paint_seconds)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.point_at(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.show_all()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, fast = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if self.pointer and self.pointer.key(key, self._at):
            return
        if not self._key(key, bool(fast)):
            super(pg.GraphicsView, self).keyPressEvent(event)

    def _key(self, key: Qt.Key, fast: bool) -> bool:
        moves = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
        }  # fmt: skip
        if key in moves:
            self._move(*moves[key], 5 if fast else 1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._scale(_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self._scale(1 / _ZOOM)
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self.point_at(None)
        else:
            return False
        return True

    def _move(self, right: int, up: int, steps: int) -> None:
        view = self.box.viewRect()
        where = self._at or view.center()
        dx, dy = view.width() / _KEY_STEPS * steps, view.height() / _KEY_STEPS * steps
        x = min(max(where.x() + right * dx, view.left()), view.right())
        y = min(max(where.y() + up * dy, view.top()), view.bottom())
        self.point_at(QPointF(x, y))

    def _scale(self, by: float) -> None:
        self.box.scaleBy((by, by))
        self.zoomed.emit()


class Readout(QFrame):
    """A small box beside the pointer; it lets the mouse through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._area = parent
        self.setObjectName("readout")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.RichText)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 5, 8, 5)
        box.addWidget(self._label)
        self.hide()

    def restyle(self) -> None:
        """Take colours and fonts from the theme again."""
        self._label.setFont(theme().font(9))
        ground, line = theme().colour("canvas").name(), theme().colour("line").name()
        self.setStyleSheet(
            f"#readout {{ background: {ground}; border: 1px solid {line}; border-radius: 6px; }}"
            f" QLabel {{ color: {theme().colour('text').name()}; background: transparent; }}"
        )

    def plain(self) -> str:
        """The text without its markup."""
        return QTextDocumentFragment.fromHtml(self._label.text()).toPlainText()

    def say(self, text: str, spot: Any) -> None:
        """Show a text beside a spot of the parent, inside it."""
        if text != self._label.text():
            self._label.setText(text)
        self.adjustSize()
        area, gap = self._area.rect(), 12
        x = spot.x() + gap
        if x + self.width() > area.right():
            x = spot.x() - gap - self.width()
        y = min(max(spot.y() - self.height() - gap, 2), area.bottom() - self.height() - 2)
        self.move(max(2, int(x)), max(2, int(y)))
        self.raise_()
        self.show()
