"""A dialog that shows something to be read, and a button that closes it."""

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from core.language import tr
from gui.document import Document
from gui.inspector.section import Text
from gui.panes import take_size
from gui.settings import Settings
from gui.stepping.background import Background
from gui.theme import theme


class ReadDialog(QDialog):
    """Subclasses fill `body` and say `texts`; what takes long is done beside the window."""

    WIDTH, HEIGHT = 620, 560

    def __init__(
        self, session: Any, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.session, self.document, self.settings = session, document, settings
        self.background = Background(self)
        self.lead = Text("text", 10.5)
        self.lead.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.lead)
        self._column.addLayout(self.body, 1)
        self._column.addWidget(self.progress)
        self._column.addWidget(self.buttons)

    def finish_building(self) -> None:
        """Write the texts and take a size, once everything is there."""
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        take_size(self, self.WIDTH, self.HEIGHT)

    def texts(self) -> None:
        """Write the texts of the body."""

    def retranslate(self) -> None:
        """Write every text in the language in use."""
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        self.texts()

    def refuse(self, error: object) -> None:
        """Say why there is nothing to show."""
        self.lead.set_token("bad")
        self.lead.setText(str(error))

    def _restyle(self) -> None:
        px = theme().px
        self.setFont(theme().font(10))
        self._column.setContentsMargins(px(18), px(16), px(18), px(12))
        self._column.setSpacing(px(10))
        self.body.setSpacing(px(10))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
