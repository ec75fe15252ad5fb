"""A table of weights as a heat-map: seen whole, read and changed cell by cell."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from core.language import tr
from gui.theme import theme
from gui.weights.editing import CellEditor, copy_region, paste_region
from gui.weights.geometry import READ_HEIGHT, READ_WIDTH, Geometry
from gui.weights.heat_paint import (
    heading_sizes,
    paint_cells,
    paint_frame,
    paint_frozen,
    paint_grid,
    paint_headings,
    paint_numbers,
)
from gui.weights.keys import claims, press
from gui.weights.picture import image_of_bytes, weight_bytes
from gui.weights.region import Region
from gui.weights.sheet import Sheet

ZOOM = 1.3
Cell = tuple[int, int]


class HeatView(QAbstractScrollArea):
    """The picture of a `Sheet`; arrows move from cell to cell, typing changes the one in hand."""

    pointed = Signal(object)
    """The cell (row, column) under the pointer, None when there is none."""
    moved = Signal()
    """Another cell or region is chosen."""
    opened = Signal(object)
    """The `Parameter` that is to be explained."""
    refused = Signal(str)
    menu_wanted = Signal(QPoint)

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.geometry_ = Geometry(0, 0)
        self.region = Region()
        self._is_fitted = True
        self._image: QImage | None = None
        self._hover: Cell | None = None
        self.editor = CellEditor(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_bars)
        sheet.changed.connect(self._on_numbers)
        sheet.replaced.connect(self._on_table)
        theme().changed.connect(self._on_table)
        self._on_table()

    # What is shown

    @property
    def current(self) -> Cell:
        """The cell in hand."""
        return self.region.current

    @property
    def area(self) -> QRectF:
        """The room for cells, within the headings."""
        left, top = heading_sizes(self.sheet)
        return QRectF(self.viewport().rect()).adjusted(left, top, 0, 0)

    def _on_table(self) -> None:
        rows, columns = self.sheet.shape
        self._image = None
        self.editor.close_unchanged()
        self.region = self.region.within(rows, columns)
        scale = theme().scale
        self.geometry_ = replace(self.geometry_, rows=rows, columns=columns, scale=scale)
        if rows and columns:
            self.fit()
        self.setAccessibleName(tr("Heat-map of the weights"))
        self.moved.emit()
        self.viewport().update()

    def _on_numbers(self) -> None:
        self._image = None
        self.viewport().update()

    def _picture(self) -> QImage:
        if self._image is None:
            self._image = image_of_bytes(weight_bytes(self.sheet.values, self.sheet.limit))
        return self._image

    # Zoom and scrolling

    def fit(self) -> None:
        """Show the whole table."""
        self._is_fitted = True
        self._take(self._fitted())

    def _fitted(self) -> Geometry:
        return self.geometry_.fitted(max(self.area.width(), 1), max(self.area.height(), 1))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Enlarge at a point of the view, else at the cell in hand."""
        if not self.geometry_.rows:
            return
        least = self._fitted()
        at = at or self.geometry_.box(*self.current).center()
        g = self.geometry_.zoomed(factor, at, least)
        self._is_fitted = factor < 1 and g.cell_width <= least.cell_width * 1.001
        self._take(least if self._is_fitted else g)

    def read(self) -> None:
        """Enlarge so far that numbers can be read, with the cell in hand in view."""
        scale = theme().scale
        self._is_fitted = False
        g = replace(self.geometry_, cell_width=READ_WIDTH * scale, cell_height=READ_HEIGHT * scale)
        box = g.box(*self.current).translated(g.x, g.y)
        x, y = box.center().x() - self.area.width() / 2, box.center().y() - self.area.height() / 2
        self._take(g.scrolled(x, y, self.area.width(), self.area.height()))

    def _take(self, g: Geometry) -> None:
        room = self.area
        g = g.scrolled(g.x, g.y, room.width(), room.height())
        self.geometry_ = g
        bars = (
            (self.horizontalScrollBar(), g.width, room.width(), g.x, g.cell_width),
            (self.verticalScrollBar(), g.height, room.height(), g.y, g.cell_height),
        )
        for bar, size, view, value, step in bars:
            bar.blockSignals(True)
            bar.setRange(0, max(0, round(size - view)))
            bar.setPageStep(round(view))
            bar.setSingleStep(max(1, round(step)))
            bar.setValue(round(value))
            bar.blockSignals(False)
        self.editor.follow()
        self.viewport().update()

    def _on_bars(self) -> None:
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.geometry_ = replace(self.geometry_, x=float(x), y=float(y))
        self.editor.follow()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.geometry_.rows:
            self._take(self._fitted() if self._is_fitted else self.geometry_)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(560), theme().px(300))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(100))

    # Moving

    def go_to(self, row: int, column: int, extend: bool = False) -> None:
        """Choose a cell, or everything from the first one chosen to it."""
        rows, columns = self.sheet.shape
        if not rows or not columns:
            return
        self.editor.finish()
        row, column = min(max(row, 0), rows - 1), min(max(column, 0), columns - 1)
        self.region = self.region.to(row, column, extend)
        room = self.area
        self._take(self.geometry_.showing(row, column, room.width(), room.height()))
        self.moved.emit()

    def open_current(self) -> None:
        """Ask for the explanation of the weight in hand."""
        parameter = self.sheet.parameter(*self.current) if self.geometry_.rows else None
        if parameter is not None:
            self.opened.emit(parameter)
        elif self.geometry_.rows:
            self.refused.emit(self.sheet.why_absent(*self.current))

    def select_all(self) -> None:
        """Choose every cell."""
        rows, columns = self.sheet.shape
        self.region = Region((0, 0), (rows - 1, columns - 1)).within(rows, columns)
        self.moved.emit()
        self.viewport().update()

    def copy(self) -> None:
        """Put the chosen region on the clipboard, as a spreadsheet takes it."""
        copy_region(self.sheet, self.region)

    def paste(self) -> None:
        """Put a block from the clipboard in at the chosen region, all of it or nothing."""
        problem = paste_region(self.sheet, self.region)
        if problem:
            self.refused.emit(problem)

    # Events

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and claims(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.geometry_.rows or not press(self, event):
            super().keyPressEvent(event)

    def _cell_at(self, event: QMouseEvent) -> Cell | None:
        at = event.position() - self.area.topLeft()
        return self.geometry_.cell_at(at) if at.x() >= 0 and at.y() >= 0 else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event)
        if cell is not None and event.button() != Qt.MouseButton.MiddleButton:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.button() == Qt.MouseButton.LeftButton or not self.region.holds(*cell):
                self.go_to(*cell, extend=extend)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event)
        if event.buttons() & Qt.MouseButton.LeftButton and cell is not None:
            self.go_to(*cell, extend=True)
        self._point_at(cell)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._cell_at(event) == self.current:
            self.open_current()

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def _point_at(self, cell: Cell | None) -> None:
        if cell != self._hover:
            self._hover = cell
            self.pointed.emit(cell)
            area = self.area.toAlignedRect()
            self.viewport().update(0, 0, self.viewport().width(), area.top())
            self.viewport().update(0, 0, area.left(), self.viewport().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().wheelEvent(event)
            return
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom(ZOOM**steps, event.position() - self.area.topLeft())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().colour("panel"))
        if self.geometry_.rows and self.geometry_.columns:
            area = self.area
            whole = event.rect().intersects(area.toAlignedRect())
            if whole:
                self._paint_cells(painter, area)
            self._paint_headings(painter, area)
        painter.end()

    def _paint_cells(self, painter: QPainter, area: QRectF) -> None:
        g = self.geometry_
        painter.save()
        painter.setClipRect(area)
        painter.translate(area.topLeft())
        paint_cells(painter, area, g, self._picture())
        paint_frozen(painter, area, g, self.sheet)
        if g.has_numbers:
            paint_grid(painter, area, g)
            paint_numbers(painter, area, g, self.sheet)
        if not self.region.is_single:
            paint_frame(painter, g.box(*self.region.top_left, *self.region.size), strong=False)
        paint_frame(painter, g.box(*self.current), strong=True)
        painter.restore()

    def _paint_headings(self, painter: QPainter, area: QRectF) -> None:
        marked = [cell for cell in (self.current, self._hover) if cell is not None]
        full = QRectF(self.viewport().rect())
        above = QRectF(area.left(), 0, area.width(), area.top())
        beside = QRectF(0, area.top(), area.left(), full.height() - area.top())
        columns = list(dict.fromkeys(c for _, c in marked))
        rows = list(dict.fromkeys(r for r, _ in marked))
        paint_headings(painter, above, self.geometry_, self.sheet, True, columns)
        paint_headings(painter, beside, self.geometry_, self.sheet, False, rows)
