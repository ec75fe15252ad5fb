"""The columns of an imported table as rows: what each is used as, what it holds and becomes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.datasets.preparing import Choice, PartColumn, Prepared
from core.datasets.table import Kind, Table
from core.language import tr, translatable, trn
from gui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_MOST_LEVELS = 6

USES = {
    "input": translatable("input"),
    "target": translatable("target"),
    "ignore": translatable("leave out"),
    "part": translatable("says the part"),
}
KINDS = {
    Kind.NUMBER.value: translatable("number"),
    Kind.CATEGORY.value: translatable("category"),
}


class Field(IntEnum):
    """The columns of this table."""

    NAME = 0
    USE = 1
    KIND = 2
    MISSING = 3
    BECOMES = 4


HEADERS = {
    Field.NAME: (translatable("Column"), translatable("The name of the column in the file.")),
    Field.USE: (
        translatable("Use as"),
        translatable("Inputs are what the network gets, targets what it should answer."),
    ),
    Field.KIND: (
        translatable("Kind"),
        translatable("A category becomes columns of 0 and 1, one for each value but the first."),
    ),
    Field.MISSING: (
        translatable("Missing"),
        translatable("Cells that are empty, and cells that are no numbers."),
    ),
    Field.BECOMES: (
        translatable("Becomes"),
        translatable("The columns that the network gets, and the value that all 0 stands for."),
    ),
}


@dataclass(frozen=True)
class Line:
    """What is known and chosen of one column."""

    name: str
    use: str
    kind: Kind
    missing: int = 0
    bad: int = 0
    levels: tuple[str, ...] = ()


class ColumnModel(QAbstractTableModel):
    """Uses and kinds are edited here; ``chosen`` tells after every change."""

    chosen = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._kinds: dict[str, Kind] = {}
        self._becomes: dict[str, str] = {}

    @property
    def lines(self) -> Sequence[Line]:
        """The columns in the order of the file."""
        return self._lines

    def set_table(self, table: Table, choice: Choice) -> None:
        """Begin with another table and what is usually made of it."""
        self.beginResetModel()
        self._kinds, self._becomes = {}, {}
        part = choice.split.name if isinstance(choice.split, PartColumn) else None
        uses = dict.fromkeys(choice.inputs, "input") | dict.fromkeys(choice.targets, "target")
        if part is not None:
            uses[part] = "part"
        self._lines = [
            Line(c.name, uses.get(c.name, "ignore"), c.kind, c.n_missing, len(c.bad), c.levels)
            for c in table.columns
        ]
        self.endResetModel()

    def choose(self, choice: Choice) -> Choice:
        """The choice with what is chosen here."""
        by_use = {use: [x.name for x in self._lines if x.use == use] for use in USES}
        part = by_use["part"]
        return replace(
            choice,
            inputs=tuple(by_use["input"]),
            targets=tuple(by_use["target"]),
            kinds=dict(self._kinds),
            split=PartColumn(part[0]) if part else None,
        )

    def show_prepared(self, prepared: Prepared | None) -> None:
        """Say what the columns become."""
        self._becomes = _becomes(prepared) if prepared is not None else {}
        if self._lines:
            last = len(self._lines) - 1
            self.dataChanged.emit(self.index(0, Field.BECOMES), self.index(last, Field.BECOMES))

    def set_use(self, rows: Sequence[int], use: str) -> None:
        """Use some columns for another thing; only one can say the part."""
        for row in rows:
            if use == "part":
                self._lines = [
                    replace(x, use="ignore") if x.use == "part" else x for x in self._lines
                ]
            self._lines[row] = replace(self._lines[row], use=use)
        self._tell()

    def set_kind(self, row: int, kind: Kind) -> None:
        """Read a column as numbers or as categories."""
        line = self._lines[row]
        self._kinds[line.name] = kind
        self._lines[row] = replace(line, kind=kind)
        self._tell()

    def _tell(self) -> None:
        last = self.index(len(self._lines) - 1, Field.BECOMES)
        self.dataChanged.emit(self.index(0, 0), last)
        self.chosen.emit()

    # As a model

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Field)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return tr(HEADERS[Field(section)][0])
        if role == _ROLE.ToolTipRole:
            return tr(HEADERS[Field(section)][1])
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        line, field = self._lines[index.row()], Field(index.column())
        if role == _ROLE.DisplayRole:
            return self._text(line, field)
        if role == _ROLE.EditRole:
            return {Field.USE: line.use, Field.KIND: line.kind.value}.get(field)
        if role == _ROLE.ToolTipRole:
            return self._tip(line, field)
        if role == _ROLE.ForegroundRole:
            return self._colour(line, field)
        if role == _ROLE.AccessibleTextRole:
            header = tr(HEADERS[field][0])
            return f"{line.name}, {header}: {self._text(line, field)}"
        return None

    def _text(self, line: Line, field: Field) -> str:
        if field is Field.NAME:
            return line.name
        if field is Field.USE:
            return tr(USES[line.use])
        if field is Field.KIND:
            return tr(KINDS[line.kind.value])
        if field is Field.MISSING:
            bad = trn("{n} is no number", "{n} are no numbers", line.bad) if line.bad else ""
            return ", ".join(str(x) for x in (line.missing or "", bad) if x)
        return self._becomes.get(line.name, "")

    def _tip(self, line: Line, field: Field) -> str | None:
        if field is Field.KIND and line.levels:
            shown = ", ".join(line.levels[:40]) + (" …" if len(line.levels) > 40 else "")
            return tr("The values: {values}").format(values=shown)
        return self._text(line, field) or None

    def _colour(self, line: Line, field: Field) -> Any:
        if line.use == "ignore" and not (field is Field.MISSING and line.bad):
            return theme().colour("muted")
        if field is Field.USE:
            tokens = {"input": "input_line", "target": "output_line"}
            return theme().colour(tokens.get(line.use, "text"))
        return theme().colour("bad") if field is Field.MISSING and line.bad else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() in (Field.USE, Field.KIND):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = int(_ROLE.EditRole)) -> bool:
        if role != _ROLE.EditRole or value is None:
            return False
        if index.column() == Field.USE:
            self.set_use([index.row()], str(value))
        else:
            self.set_kind(index.row(), Kind(value))
        return True


def _becomes(prepared: Prepared) -> dict[str, str]:
    """For each category: its columns, and the value that all 0 stands for."""
    data = prepared.data
    by_name: dict[str, list[Any]] = {}
    for column in (*data.input_columns, *data.target_columns):
        if column.category:
            by_name.setdefault(column.category, []).append(column)
    return {name: _columns_text(columns) for name, columns in by_name.items()}


def _columns_text(columns: Sequence[Any]) -> str:
    levels = [column.level for column in columns]
    shown = ", ".join(f"{level} = 1" for level in levels[:_MOST_LEVELS])
    if len(levels) > _MOST_LEVELS:
        shown = trn("{n} columns", "{n} columns", len(levels))
    reference = columns[0].reference
    if not reference:
        return shown
    return tr("{columns}; {reference} = 0").format(columns=shown, reference=reference)
