"""A window with the levels of the network, their units and their parameters."""

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from core.language import tr
from core.network.network import Network
from gui.document import Document
from gui.inspector.section import Text
from gui.inspector.summary_rows import as_csv, as_text
from gui.inspector.summary_table import SummaryTable
from gui.pasteboard import put
from gui.settings import Settings
from gui.theme import theme


class SummaryDialog(QDialog):
    """The table of levels; it stays beside the drawing and follows it."""

    def __init__(
        self, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._settings = document, settings
        self.table = SummaryTable(document, settings)
        self._note = Text("muted", 9)
        self.copy_text, self.copy_csv = QPushButton(), QPushButton()
        self.copy_text.clicked.connect(lambda: self._copy(as_text))
        self.copy_csv.clicked.connect(lambda: self._copy(as_csv))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.copy_text, self.copy_csv):
            self._buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.rejected.connect(self.reject)
        self._column = QVBoxLayout(self)
        for widget in (self.table, self._note, self._buttons):
            self._column.addWidget(widget)
        document.network_changed.connect(self._follow)
        settings.notation_changed.connect(self.table.refresh)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._retranslate()

    def _copy(self, write: object) -> None:
        assert callable(write)
        mime = QMimeData()
        mime.setText(write(self._document.network, self._settings.notation))
        put(mime)

    def _follow(self, before: Network, after: Network) -> None:
        if self.isVisible():
            self.table.follow(before, after)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.refresh()

    def _restyle(self) -> None:
        px = theme().px
        self.setFont(theme().font(10))
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(12))
        room = self.screen().availableGeometry()
        self.resize(min(px(820), round(room.width() * 0.9)), min(px(400), room.height()))

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Summary of the levels"))
        self._note.setText(tr("The parameters of a level are the weights into it and its biases."))
        self.copy_text.setText(tr("Copy as text"))
        self.copy_csv.setText(tr("Copy as CSV"))
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
