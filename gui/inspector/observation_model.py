"""The observations of the document as the model of a table: nothing is copied to show them."""

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.datasets.part_column import PART_TEXTS
from core.language import Message, tr
from core.network.data import Part
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Role
from core.network.rows import Rows
from core.numbers import format_number
from gui.document import Document
from gui.drawing import Drawing
from gui.settings import Settings
from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole

PARTS = PART_TEXTS
"""What the parts are called."""
_DECIMALS = 12


class ObservationModel(QAbstractTableModel):
    """A row an observation, in measured units: the inputs, the targets, and the row's part.

    Empty is missing. What the document holds is read cell by cell, so that 200,000 rows are shown
    as quickly as four.
    """

    def __init__(
        self, document: Document, drawing: Drawing, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._drawing, self._settings = document, drawing, settings
        self._named: object = None
        self._names: list[str] = []
        self._columns: list[str] = []
        self._headers: list[str] = []
        self._rows = Rows.of(document.network)
        self._problem: object = None
        self.refresh()

    @property
    def rows(self) -> Rows:
        """The observations as shown."""
        return self._rows

    @property
    def columns(self) -> list[str]:
        """The printed name of every column of numbers: X₁, X₂, y."""
        return self._columns

    @property
    def problem(self) -> str:
        """Which cell is still empty, blank if none is."""
        return str(self._problem or "")

    def refresh(self) -> None:
        """Show the observations as they are; the place in the table is kept where it can be."""
        network = self._document.network
        columns = self._names_of(network)
        rows = Rows.of(network)
        if rows.data is not self._rows.data or rows.width != self._rows.width:
            self._problem = rows.first_missing(columns)
        headers = [_header(name, rows, j) for j, name in enumerate(columns)]
        if columns != self._columns or rows.n_inputs != self._rows.n_inputs:
            self.beginResetModel()
            self._columns, self._headers, self._rows = columns, headers, rows
            self.endResetModel()
        else:
            renamed, self._headers = headers != self._headers, headers
            self._resize(rows)
            if renamed and columns:
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    def _names_of(self, network: Network) -> list[str]:
        """The name of every column; those of 784 pixels are not read anew at every change."""
        ends = [*network.of_role(Role.INPUT), *network.of_role(Role.OUTPUT)]
        key = [(node.id, node.role, node.units, node.label) for node in ends]
        asked = key, self._settings.notation
        if asked != self._named:
            self._named = asked
            names = Names(network, self._settings.notation)
            self._names = [names.activation(unit).plain for unit in network.units(Role.INPUT)]
            self._names += [names.target(unit).plain for unit in network.units(Role.OUTPUT)]
        return self._names

    def _resize(self, rows: Rows) -> None:
        before, after = len(self._rows), len(rows)
        if after > before:
            self.beginInsertRows(QModelIndex(), before, after - 1)
            self._rows = rows
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(QModelIndex(), after, before - 1)
            self._rows = rows
            self.endRemoveRows()
        self._rows = rows
        if after and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(after - 1, self.part_column))

    @property
    def part_column(self) -> int:
        """The column that says what a row is for, behind all numbers."""
        return len(self._columns)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self._columns else len(self._columns) + 1

    # What is shown

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return str(section + 1) if role == _ROLE.DisplayRole else None
        is_part = section >= self.part_column
        if role == _ROLE.DisplayRole:
            return tr("Part") if is_part else self._headers[section]
        if role == _ROLE.ToolTipRole:
            return self._header_tip(section)
        if role == _ROLE.ForegroundRole:
            if is_part:
                return theme().colour("muted")
            is_input = section < self._rows.n_inputs
            return theme().colour("input_line" if is_input else "output_line")
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if is_part else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _header_tip(self, section: int) -> str:
        if section >= self.part_column:
            return tr(
                "What a row is for: training changes the weights, validation watches and stops"
                " it, test is looked at once, at the end."
            )
        lines = [self._headers[section]]
        is_input = section < self._rows.n_inputs
        lines.append(tr("Input") if is_input else tr("Target: what the output should be"))
        column = self._rows.column(section)
        if column.category:
            text = tr("1 where {name} is {level}, 0 otherwise.")
            lines.append(text.format(name=column.category, level=column.level))
        if column.is_standardised:
            text = tr(
                "Shown and typed as it was measured; the network sees"
                " (value − {mean}) / {sd}: standardised."
            )
            lines.append(
                text.format(mean=self._number(column.mean, 4), sd=self._number(column.sd, 4))
            )
        return "\n".join(lines)

    def data(self, index: Index, role: int = 0) -> Any:
        if index.column() >= self.part_column:
            return self._part_data(index, role)
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            value = self._rows.measured(index.row(), index.column())
            if role == _ROLE.EditRole:
                return None if np.isnan(value) else value
            return tr("missing") if np.isnan(value) else self._number(value, _DECIMALS)
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == _ROLE.ForegroundRole:
            missing = np.isnan(self._rows.seen(index.row(), index.column()))
            return theme().colour("bad") if missing else None
        if role == _ROLE.ToolTipRole:
            return self._cell_tip(index)
        if role == _ROLE.AccessibleTextRole:
            shown = self.data(index, int(_ROLE.DisplayRole))
            return f"{self.place(index)}: {shown}"
        return None

    def _part_data(self, index: Index, role: int) -> Any:
        part = self._rows.part(index.row())
        if role == _ROLE.DisplayRole:
            return tr(PARTS[part])
        if role == _ROLE.EditRole:
            return int(part)
        if role == _ROLE.ForegroundRole and part is Part.TRAINING:
            return theme().colour("muted")
        if role == _ROLE.AccessibleTextRole:
            return f"{self.place(index)}: {tr(PARTS[part])}"
        return None

    def _cell_tip(self, index: Index) -> str | None:
        column = self._rows.column(index.column())
        if not column.is_standardised:
            return None
        seen = self._rows.seen(index.row(), index.column())
        return tr("The network sees {number}.").format(number=self._number(seen, 4))

    def _number(self, value: float, decimals: int) -> str:
        return format_number(value, self._settings.notation, decimals)

    def place(self, index: Index) -> str:
        """Name a cell: Row 2, X₁."""
        template = tr("Row {row}, {column}")
        is_part = index.column() >= self.part_column
        name = tr("part") if is_part else self._columns[index.column()]
        return template.format(row=index.row() + 1, column=name)

    # Changes

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self._rows.has_pixels and index.column() < self.part_column:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = int(_ROLE.EditRole)) -> bool:
        if role != _ROLE.EditRole or value is None:
            return False
        if index.column() >= self.part_column:
            self.set_part([index.row()], Part(value))
            return True
        data = self._rows.with_measured(index.row(), index.column(), float(value))
        number = format_number(value, self._settings.notation)
        name = self._columns[index.column()]
        text = Message("Set {column} of row {row} to {value}", column=name, row=index.row() + 1,
                       value=number)  # fmt: skip
        self._drawing.change_data(data, text)
        return True

    def set_part(self, rows: list[int], part: Part) -> None:
        """Use some rows for training, validation or test."""
        if len(rows) == 1:
            text = Message("Use row {row} for {part}", row=rows[0] + 1, part=Message(PARTS[part]))
        else:
            text = Message("Use {n} rows for {part}", n=len(rows), part=Message(PARTS[part]))
        self._drawing.change_data(self._rows.with_part(rows, part), text)


def _header(name: str, rows: Rows, j: int) -> str:
    """The printed name, then what was measured and its unit: X₁ · lot size (ft²)."""
    column = rows.column(j)
    unit = f" ({column.unit})" if column.unit else ""
    title = f"{column.name}{unit}".strip()
    return f"{name} · {title}" if title and title != name else name
