"""The table of runs with every column, in a dialog of its own."""

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from core.language import tr
from gui.document import Document
from gui.messages import Kind
from gui.runs.runs_panel import RunsPanel
from gui.settings import Settings
from gui.style import restyled
from gui.theme import theme


class AllRunsDialog(QDialog):
    """Sort, name, compare, restore and export runs with room for everything."""

    def __init__(
        self, session: Any, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.panel = RunsPanel(session, document, settings, self, all_columns=True)
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.hide()
        self.panel.told.connect(self._tell)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.export = QPushButton()
        self.export.clicked.connect(lambda: self.panel.export())
        self._buttons.addButton(self.export, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.panel, 1)
        column.addWidget(self._message)
        column.addWidget(self._buttons)
        self.retranslate()
        room = self.screen().availableGeometry()
        width, height = theme().px(1080), theme().px(560)
        self.resize(min(width, round(room.width() * 0.92)), min(height, round(room.height() * 0.8)))

    def _tell(self, sentence: object, kind: Kind) -> None:
        restyled(self._message, "role", "error" if kind is Kind.REFUSAL else "muted")
        self._message.setText(str(sentence))
        self._message.show()

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.setWindowTitle(tr("All runs"))
        self.export.setText(tr("Save as CSV…"))
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
