"""Changing the cells of a heat-map: a field over one cell, and blocks through the clipboard."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from core.language import tr, translatable
from core.network.block import cells_of
from core.network.errors import NodewiseError
from core.network.node import Array
from core.numbers import MINUS, NumberError, parse_number
from gui.inspector.number_field import NumberField
from gui.pasteboard import put
from gui.theme import theme
from gui.weights.region import Region
from gui.weights.sheet import Sheet

if TYPE_CHECKING:
    from gui.weights.heat_view import HeatView

_ABSENT = "·"


class PasteError(NodewiseError):
    """A pasted block that does not fit; it names the cell."""

    template = translatable("Row {row}, column {column}: {problem}")


class CellEditor(QObject):
    """A field for one number over the cell in hand, made when it is first wanted."""

    def __init__(self, view: "HeatView") -> None:
        super().__init__(view)
        self._view = view
        self._cell = (0, 0)
        self.field: NumberField | None = None

    @property
    def is_open(self) -> bool:
        """Return whether a cell is being changed."""
        return self.field is not None and self.field.isVisible()

    def open(self, text: str = "") -> None:
        """Change the cell in hand; ``text`` is what was typed already."""
        view = self._view
        parameter = view.sheet.parameter(*view.current)
        if parameter is None:
            view.refused.emit(view.sheet.why_absent(*view.current))
            return
        if self.field is None:
            self.field = NumberField(view.sheet.settings.notation, view.viewport())
            self.field.setMinimumHeight(0)
            self.field.refused.connect(view.refused)
            self.field.installEventFilter(self)
        self._cell = view.current
        self.field.set_notation(view.sheet.settings.notation)
        self.field.set_value(view.sheet.document.network.value(parameter))
        self.field.setAccessibleName(view.sheet.text(*self._cell))
        self.follow(at_once=True)
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if text:
            self.field.setText(text)
            self.field.setModified(True)
            self.field.end(False)

    def follow(self, at_once: bool = False) -> None:
        """Keep the field over its cell."""
        if self.field is None or not (self.is_open or at_once):
            return
        view, px = self._view, theme().px
        area = view.area
        box = view.geometry_.box(*self._cell).translated(area.topLeft())
        width, height = max(box.width(), px(104)), max(box.height(), px(26))
        left = min(max(box.center().x() - width / 2, area.left()), area.right() - width)
        top = min(max(box.center().y() - height / 2, area.top()), area.bottom() - height)
        self.field.setGeometry(round(left), round(top), round(width), round(height))

    def finish(self) -> bool:
        """Take what is typed; return whether the field could be closed."""
        if self.field is None or not self.is_open:
            return True
        typed = self.field.is_edited
        if not self.field.take():
            return False
        value = self.field.value
        self._close()
        if typed and value is not None:
            self._view.sheet.set_value(*self._cell, value)
        return True

    def close_unchanged(self) -> None:
        """Leave the cell as it was."""
        if self.field is not None and self.is_open:
            self.field.revert()
            self._close()

    def _close(self) -> None:
        assert self.field is not None
        self.field.removeEventFilter(self)
        self.field.hide()
        self.field.installEventFilter(self)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.finish()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_unchanged()
                return True
        if event.type() == QEvent.Type.FocusOut and self.is_open and not self.finish():
            self.close_unchanged()
        return False


def copy_region(sheet: Sheet, region: Region) -> None:
    """Put a region on the clipboard, every digit, in the decimal mark in use."""
    (top, left), (height, width) = region.top_left, region.size
    block = sheet.values[top : top + height, left : left + width]
    lines = ("\t".join(map(repr, row)) for row in block.tolist())
    text = "\n".join(lines).replace("nan", _ABSENT)
    mark = sheet.settings.notation.decimal_mark
    mime = QMimeData()
    mime.setText(text if mark == "." else text.replace(".", mark))
    put(mime)


def paste_region(sheet: Sheet, region: Region) -> str:
    """Put the clipboard's block in; one number fills the whole region. Return why not, if not."""
    cells = cells_of(QGuiApplication.clipboard().text())
    if not cells or not any(any(row) for row in cells):
        return tr("There are no numbers on the clipboard.")
    try:
        block = _numbers(cells)
        if block.shape == (1, 1):
            block = np.full(region.size, block[0, 0])
        _check(sheet, region.top_left, block)
    except NodewiseError as error:
        return str(error)
    sheet.set_block(*region.top_left, block)
    return ""


def _numbers(cells: list[list[str]]) -> Array:
    """The block as numbers, NaN where a cell is empty; raise `PasteError`."""
    width = max(map(len, cells))
    if all(len(row) == width for row in cells):
        try:  # a large block at once
            plain = [[c.replace(MINUS, "-").replace(",", ".") for c in row] for row in cells]
            found: Array = np.array(plain, dtype=np.float64)
            if np.isfinite(found).all():
                return found
        except ValueError:
            pass
    block = np.full((len(cells), width), np.nan)
    for i, row in enumerate(cells):
        for j, text in enumerate(row):
            if text not in ("", _ABSENT):
                block[i, j] = _number(i, j, text)
    return block


def _number(i: int, j: int, text: str) -> float:
    try:
        return parse_number(text)
    except NumberError as error:
        raise PasteError(row=i + 1, column=j + 1, problem=str(error)) from None


def _check(sheet: Sheet, place: tuple[int, int], block: Array) -> None:
    """Raise `PasteError` for a block that goes beyond the table or where there is no weight."""
    row, column = place
    rows, columns = sheet.shape
    height, width = min(block.shape[0], rows - row), min(block.shape[1], columns - column)
    if block.shape != (height, width):
        cell = row + height + 1, column + 1
        if block.shape[1] > width:
            cell = row + 1, column + width + 1
        raise PasteError(
            row=cell[0], column=cell[1], problem=translatable("the matrix ends before it.")
        )
    gaps = np.isnan(sheet.values[row : row + height, column : column + width])
    # A 0 from elsewhere says the same as no edge.
    wrong = np.argwhere(gaps & ~np.isnan(block) & (block != 0))
    if len(wrong):
        i, j = wrong[0].tolist()
        problem = sheet.why_absent(row + i, column + j)
        raise PasteError(row=row + i + 1, column=column + j + 1, problem=problem)
    block[gaps] = np.nan
