"""Asks for the network's title and notes."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from gui.theme import theme


class TitleDialog(QDialog):
    """Two fields; read `title` and `notes` after it was accepted."""

    def __init__(self, title: str, notes: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Title and notes"))
        self._title = QLineEdit(title)
        self._notes = QPlainTextEdit(notes)
        self._notes.setTabChangesFocus(True)
        form = QFormLayout()
        form.addRow(tr("Title"), self._title)
        form.addRow(tr("Notes"), self._notes)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(buttons)
        self.resize(theme().px(460), theme().px(280))

    @property
    def title(self) -> str:
        """The title as typed."""
        return self._title.text().strip()

    @property
    def notes(self) -> str:
        """The notes as typed."""
        return self._notes.toPlainText()
