"""A heat-map with what belongs to it: where to go, the colour bar, the reading, a row's profile."""

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.network.edge import Parameter
from gui.inspector.section import Text
from gui.plots.colour_bar import ColourBar
from gui.theme import theme
from gui.weights.heat_view import ZOOM, HeatView
from gui.weights.picture import signed_colours
from gui.weights.profile import ProfileStrip
from gui.weights.row_picture import RowPicture
from gui.weights.sheet import Sheet

BAR_HEIGHT = 210
TOOLS_WIDTH, ACTS_WIDTH = 600, 500
"""What is beside each other stands below each other where there is less room than that."""


def at_top(bar: ColourBar) -> QVBoxLayout:
    """A colour bar above what room is left, smaller where there is little."""
    column = QVBoxLayout()
    column.addWidget(bar, 1)
    column.addStretch(0)
    return column


class HeatPanel(QWidget):
    """The heat-map of a `Sheet`, to be read, changed and opened."""

    refused = Signal(str)
    explain_requested = Signal(object)
    """The `Parameter` whose chain rule is asked for."""
    unit_requested = Signal(object)
    """The `Unit` that is to be selected."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.view = HeatView(sheet)
        self.bar = ColourBar(sheet.settings)
        self.reading, self.frozen = Text("text", 10), Text("muted", 9.5)
        self.profile, self.picture = ProfileStrip(), RowPicture()
        self.row, self.column = QSpinBox(), QSpinBox()
        self._row_label, self._column_label = QLabel(), QLabel()
        self.out, self.whole, self.numbers, self.into = (QToolButton() for _ in range(4))
        self.explain, self.row_unit, self.column_unit = (QPushButton() for _ in range(3))
        self.across, self.sorted = QPushButton(), QPushButton()
        self._head: tuple[QWidget, ...] = (
            self._row_label, self.row, self._column_label, self.column,
            self.out, self.whole, self.numbers, self.into,
        )  # fmt: skip
        self._feet = self.explain, self.row_unit, self.column_unit
        self._lay_out()
        self._connect()
        self.retranslate()
        self._restyle()

    def _lay_out(self) -> None:
        self._tools = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves = QHBoxLayout(), QHBoxLayout()
        for half, widgets in zip(self._halves, (self._head[:4], self._head[4:]), strict=True):
            for widget in widgets:
                half.addWidget(widget)
            self._tools.addLayout(half)
        self._halves[0].addStretch(1)
        self._tools.setAlignment(self._halves[1], Qt.AlignmentFlag.AlignRight)
        self._middle = QHBoxLayout()
        self._middle.addWidget(self.view, 1)
        self._middle.addLayout(at_top(self.bar))
        self._acts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for button in self._feet:
            self._acts.addWidget(button)
        self._acts.addStretch(1)
        strip = self._strip = QHBoxLayout()
        switches = QVBoxLayout()
        for switch in (self.across, self.sorted):
            switch.setCheckable(True)
            switches.addWidget(switch)
        strip.addWidget(self.picture)
        strip.addWidget(self.profile, 1)
        strip.addLayout(switches)
        column = self._column_layout = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._tools)
        column.addLayout(self._middle, 1)
        column.addWidget(self.reading)
        column.addWidget(self.frozen)
        column.addLayout(self._acts)
        column.addLayout(strip)

    def _connect(self) -> None:
        view, sheet = self.view, self.sheet
        view.refused.connect(self.refused)
        view.opened.connect(self.explain_requested)
        view.pointed.connect(self._read)
        view.moved.connect(self._follow_cell)
        view.menu_wanted.connect(self._show_menu)
        sheet.changed.connect(self._follow_numbers)
        sheet.replaced.connect(self._follow_table)
        self.row.valueChanged.connect(lambda n: view.go_to(n - 1, view.current[1]))
        self.column.valueChanged.connect(lambda n: view.go_to(view.current[0], n - 1))
        self.out.clicked.connect(lambda: view.zoom(1 / ZOOM))
        self.into.clicked.connect(lambda: view.zoom(ZOOM))
        self.whole.clicked.connect(view.fit)
        self.numbers.clicked.connect(view.read)
        self.explain.clicked.connect(view.open_current)
        self.row_unit.clicked.connect(partial(self._ask_for_unit, 0))
        self.column_unit.clicked.connect(partial(self._ask_for_unit, 1))
        self.profile.chosen.connect(self._choose_in_profile)
        self.picture.chosen.connect(self._choose_pixel)
        for button in (self.across, self.sorted):
            button.toggled.connect(lambda _on: self._follow_numbers())
        theme().changed.connect(self._restyle)

    # Following

    def _follow_table(self) -> None:
        rows, columns = self.sheet.shape
        for spin, most in ((self.row, rows), (self.column, columns)):
            spin.blockSignals(True)
            spin.setRange(1, max(1, most))
            spin.blockSignals(False)
        self.setEnabled(bool(rows and columns))
        self._follow_cell()
        self._show_range()
        self._show_frozen()

    def _show_frozen(self) -> None:
        self.frozen.setText(
            tr("All of these weights are frozen: no update changes them.")
            if self.sheet.is_frozen
            else tr("Hatched weights are frozen: no update changes them.")
        )
        self.frozen.setVisible(bool(self.sheet.frozen))

    def _show_range(self) -> None:
        limit = self.sheet.limit
        self.bar.show_range(-limit, limit, signed_colours(), tr("Weight"))

    def _follow_numbers(self) -> None:
        self._show_range()
        self._show_frozen()
        self._read(None)
        self._show_profile()

    def _follow_cell(self) -> None:
        row, column = self.view.current
        for spin, value in ((self.row, row), (self.column, column)):
            spin.blockSignals(True)
            spin.setValue(value + 1)
            spin.blockSignals(False)
        if not all(self.sheet.shape):
            self.reading.setText("")
            return
        self._read(None)
        self._show_profile()
        self._name_buttons()

    def _read(self, cell: tuple[int, int] | None) -> None:
        """Read the cell under the pointer, else the one in hand."""
        if not all(self.sheet.shape):
            return
        if cell is None:
            cell = self.view.current
            height, width = self.view.region.size
            text = self.sheet.text(*cell)
            if height * width > 1:
                text += "   ·   " + tr("{rows} × {columns} weights").format(
                    rows=height, columns=width
                )
            self.view.setAccessibleDescription(text)
        else:
            text = self.sheet.text(*cell)
        self.reading.setText(text)

    def _show_profile(self) -> None:
        if not all(self.sheet.shape):
            return
        row, column = self.view.current
        self._show_picture(row, column)
        down = self.across.isChecked()
        values = self.sheet.values[:, column] if down else self.sheet.values[row]
        notation = self.sheet.settings.notation
        current = row if down else column
        self.profile.show_values(
            values, self.sheet.limit, current, self.sorted.isChecked(), notation
        )
        unit = self.sheet.unit_text(column if down else row, down)
        self.profile.setAccessibleName(tr("All weights of {unit}").format(unit=unit))
        self.profile.setToolTip(tr("All weights of {unit}").format(unit=unit))

    def _show_picture(self, row: int, column: int) -> None:
        """Where the weights lead from an image to a unit, show them as that image."""
        shape, table = self.sheet.image, self.sheet.table
        self.picture.setVisible(shape is not None)
        if shape is None or table is None:
            return
        values = self.sheet.values
        weights = values[:, column] if table.is_transposed else values[row]
        current = row if table.is_transposed else column
        self.picture.show_values(weights.reshape(shape), self.sheet.limit, current)
        unit = self.sheet.unit_text(column if table.is_transposed else row, table.is_transposed)
        text = tr("What {unit} looks for: its weights as a picture").format(unit=unit)
        self.picture.setToolTip(text)
        self.picture.setAccessibleName(text)

    def _choose_pixel(self, place: int) -> None:
        row, column = self.view.current
        transposed = self.sheet.table is not None and self.sheet.table.is_transposed
        self.view.go_to(*((place, column) if transposed else (row, place)))

    def _choose_in_profile(self, place: int) -> None:
        row, column = self.view.current
        self.view.go_to(*((place, column) if self.across.isChecked() else (row, place)))

    # Asking

    def _ask_for_unit(self, end: int) -> None:
        if all(self.sheet.shape):
            self.unit_requested.emit(self.sheet.units(*self.view.current)[end])

    def _name_buttons(self) -> None:
        row, column = self.view.current
        parameter = self.sheet.parameter(row, column)
        self.explain.setEnabled(parameter is not None)
        name = self._name(parameter)
        self.explain.setText(tr("Explain {parameter}").format(parameter=name))
        units = (self.sheet.named(unit) for unit in self.sheet.units(row, column))
        for chooser, unit in zip((self.row_unit, self.column_unit), units, strict=True):
            chooser.setText(tr("Select {unit}").format(unit=unit))

    def _name(self, parameter: Parameter | None) -> str:
        return "·" if parameter is None else self.sheet.names.parameter(parameter).plain

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in (
            (self.explain.text(), self.view.open_current),
            (self.row_unit.text(), partial(self._ask_for_unit, 0)),
            (self.column_unit.text(), partial(self._ask_for_unit, 1)),
            ("", None),
            (tr("Change the number"), lambda: self.view.editor.open()),
            (tr("Copy"), self.view.copy),
            (tr("Paste"), self.view.paste),
        ):
            if act is None:
                menu.addSeparator()
            else:
                menu.addAction(text).triggered.connect(lambda _on=False, act=act: act())
        menu.popup(place)

    # Words and looks

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self._row_label.setText(tr("Row"))
        self._column_label.setText(tr("Column"))
        self.row.setAccessibleName(tr("Row"))
        self.column.setAccessibleName(tr("Column"))
        for spin in (self.row, self.column):
            spin.setToolTip(tr("Go to this row or column"))
            spin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for button, text, tip in (
            (self.out, "−", tr("Smaller cells (Shift+-, or the wheel)")),
            (self.into, "+", tr("Larger cells (+, or the wheel)")),
            (self.whole, tr("Whole"), tr("Show the whole table (F)")),
            (self.numbers, tr("Numbers"), tr("Enlarge until the numbers can be read (R)")),
        ):
            button.setText(text)
            button.setToolTip(tip)
        self.explain.setToolTip(tr("Step through the chain rule of this weight (Enter)"))
        for chooser in (self.row_unit, self.column_unit):
            chooser.setToolTip(tr("Select this unit in the drawing"))
        self.across.setText(tr("Column"))
        self.across.setToolTip(tr("Show the numbers of the column instead of the row"))
        self.sorted.setText(tr("Sorted"))
        self.sorted.setToolTip(tr("Sort the numbers of the strip by size"))
        self.view.setToolTip("")
        if self.isVisible():  # else another network may be there, and showing reads it anew
            self._follow_cell()

    def _restyle(self) -> None:
        px = theme().px
        for layout in (self._tools, self._acts, self._middle, self._strip, *self._halves):
            layout.setSpacing(px(8))
        self._column_layout.setSpacing(px(8))
        for widget in (*self._head, *self._feet, self.across, self.sorted):
            widget.setFont(theme().font(10))
        self.bar.setMaximumHeight(px(BAR_HEIGHT))
        self.bar.updateGeometry()
        self._show_range()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        for layout, room in ((self._tools, TOOLS_WIDTH), (self._acts, ACTS_WIDTH)):
            wide = self.width() >= theme().px(room)
            layout.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(300), super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
