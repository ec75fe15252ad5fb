"""The observations with those of the batch marked, in the lesson about training."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from core.language import tr, trn
from core.stepping.step import Batch
from gui.stepping.session import StepSession
from gui.theme import theme

MOST_ROWS = 300
_SHOWN_ROWS, _SHOWN_LOW, _LOW = 6, 4, 760
"""So many rows are seen at once, fewer in a low window: the notes below want the room."""
_MARK, _SHOWN_MARK = "●", "◉"


class BatchList(QListWidget):
    """One line an observation; ● marks those of the batch, ◉ the one on the canvas."""

    def __init__(self, session: StepSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[int] = []
        self._shown: tuple[object, ...] | None = None
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)

    def _choose(self, item: QListWidgetItem) -> None:
        self._session.set_row(int(item.data(Qt.ItemDataRole.UserRole)))

    def show_batch(self, batch: Batch, texts: list[str], rows: list[int]) -> None:
        """List ``rows`` with their ``texts``, those of the batch marked."""
        low = self.window().height() < theme().px(_LOW)
        shown = (batch, tuple(texts), theme().scale, theme().is_dark, low)
        if shown == self._shown:
            return
        self._shown = shown
        self.clear()
        for row, text in zip(rows, texts, strict=True):
            self._add(row, text, batch)
        self.doItemsLayout()
        row = max(self.sizeHintForRow(0), self.visualItemRect(self.item(0)).height())
        most = _SHOWN_LOW if low else _SHOWN_ROWS
        height = row * min(most, self.count()) + 2 * self.frameWidth()
        self.setFixedHeight(height + theme().px(12))
        first = rows.index(batch.shown) if batch.shown in rows else 0
        if self.count():
            self.scrollToItem(self.item(first))
        n = len(batch.rows)
        self.setAccessibleName(
            trn("The observation of this step", "The {n} observations of this step", n)
        )
        self.setToolTip(tr("Click an observation of the batch to see it on the canvas"))

    def _add(self, row: int, text: str, batch: Batch) -> None:
        times = batch.rows.count(row)
        mark = (_SHOWN_MARK if row == batch.shown else _MARK) if times else "\u2007"
        again = f" ×{times}" if times > 1 else ""
        item = QListWidgetItem(f"{mark} {row + 1}{again}   {text}")
        item.setData(Qt.ItemDataRole.UserRole, row)
        item.setToolTip(text)
        font = QFont(theme().font(9.5))
        font.setBold(times > 0)
        item.setFont(font)
        if times == 0:
            item.setForeground(theme().colour("muted"))
        self.addItem(item)

    def sizeHint(self) -> QSize:
        return QSize(100, self.height())
