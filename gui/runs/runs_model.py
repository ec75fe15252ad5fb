"""The table model of the runs of a document."""

import math
from operator import is_
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt

from core.language import tr
from core.network.network import Network
from core.network.run import Run
from gui.document import Document
from gui.runs.run_edits import RunEdits
from gui.runs.run_values import RunColumn, best, columns_of
from gui.runs.words import is_baseline, rates_text, stopped_text
from gui.settings import Settings
from gui.theme import theme

SORT_ROLE = Qt.ItemDataRole.UserRole
RUN_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class RunsModel(QAbstractTableModel):
    """One row a run, in the order they were made; a name can be edited, a chip checked."""

    def __init__(self, document: Document, settings: Settings, edits: RunEdits) -> None:
        super().__init__()
        self._document, self._settings, self._edits = document, settings, edits
        self.runs: tuple[Run, ...] = document.network.runs
        self.columns: list[RunColumn] = columns_of(self.runs)
        self._best = best(self.runs)
        document.network_changed.connect(self._on_change)
        settings.notation_changed.connect(self.retranslate)

    def place(self, key: str) -> int:
        """The number of the column of this key, -1 if there is none now."""
        return next((i for i, c in enumerate(self.columns) if c.key == key), -1)

    def _on_change(self, before: Network, after: Network) -> None:
        if before.runs is not after.runs:
            self._take(after.runs)

    def _take(self, runs: tuple[Run, ...]) -> None:
        columns = columns_of(runs)
        same = [c.key for c in columns] == [c.key for c in self.columns]
        if same and len(runs) == len(self.runs):
            self.runs, self.columns, self._best = runs, columns, best(runs)
            last = self.index(len(runs) - 1, len(columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        n = len(self.runs)
        if same and n and len(runs) > n and all(map(is_, self.runs, runs)):
            self.beginInsertRows(QModelIndex(), n, len(runs) - 1)
            self.runs, self.columns, self._best = runs, columns, best(runs)
            self.endInsertRows()
            self.dataChanged.emit(self.index(0, 0), self.index(n - 1, len(columns) - 1))
            return
        self.beginResetModel()
        self.runs, self.columns, self._best = runs, columns, best(runs)
        self.endResetModel()

    def retranslate(self, *_: object) -> None:
        """Write everything again, as after a change of language, notation or theme."""
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.runs:
            last = self.index(len(self.runs) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.runs)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].key == "name":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title()
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        run, column = self.runs[index.row()], self.columns[index.column()]
        if role in _SHOWN:
            return column.text(run, self._settings.notation)
        if role == SORT_ROLE:
            return _sortable(column.order(run))
        if role == RUN_ROLE:
            return run
        return self._look(run, column, role)

    def _look(self, run: Run, column: RunColumn, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.FontRole:
            return theme().font(9.5, bold=run is self._best and column.key != "settings")
        if role == Qt.ItemDataRole.ForegroundRole and not run.shown:
            return theme().colour("muted")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(run, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column.key == "chip":
            return tr("shown") if run.shown else tr("hidden")
        if role == Qt.ItemDataRole.SizeHintRole and column.key == "chip":
            return QSize(theme().px(26), theme().px(22))
        return None

    def _tip(self, run: Run, column: RunColumn) -> str:
        lines = [run.name] if column.key == "name" else [column.tip()]
        text = column.text(run, self._settings.notation)
        if column.key == "settings" and text:
            lines = [text]
        if run is self._best:
            lines.append(tr("The lowest validation loss, or training loss, of these runs."))
        if not is_baseline(run) or column.key == "name":
            lines.append(stopped_text(run))
        if run.rates and column.key in ("name", "settings"):
            lines.append(rates_text(run, self._settings.notation))
        return "\n".join(lines)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self._edits.rename(index.row(), str(value))
        return True


def _side(column: RunColumn) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _sortable(value: float | str) -> Any:
    """NaN goes last; Qt cannot sort it."""
    return math.inf if isinstance(value, float) and math.isnan(value) else value
