"""What the dialogs about data have in common: a body that scrolls, one status line, two buttons."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from gui.inspector.section import Text
from gui.style import primary
from gui.theme import theme


class DataDialog(QDialog):
    """Nothing changes until ``use`` is pressed; Escape leaves everything as it was."""

    WIDTH, HEIGHT = 860, 600

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.status = Text("muted", 10)
        self.use, self.cancel = QPushButton(), QPushButton()
        primary(self.use)
        self.use.setDefault(True)
        self.cancel.setAutoDefault(False)
        self.use.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self._feet = QHBoxLayout()
        self._feet.addStretch(1)
        self._feet.addWidget(self.cancel)
        self._feet.addWidget(self.use)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.status)
        self._column.addLayout(self._feet)
        theme().changed.connect(self.restyle)

    def set_body(self, body: QWidget) -> None:
        """Put what is asked above the buttons."""
        self._column.insertWidget(0, body, 1)

    def settle(self) -> None:
        """Write the texts and take a fitting size; called at the end of construction."""
        self.retranslate()
        self.restyle()
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """The usual size, and never more than the screen has."""
        room = self.screen().availableGeometry()
        width = min(theme().px(self.WIDTH), round(room.width() * 0.94))
        return QSize(width, min(theme().px(self.HEIGHT), round(room.height() * 0.88)))

    def tell(self, text: object, bad: bool = False) -> None:
        """Say how things stand, above the buttons."""
        self.status.set_token("bad" if bad else "muted")
        self.status.setText(str(text))

    def restyle(self) -> None:
        """Take fonts and distances from the theme again."""
        px = theme().px
        self.setFont(theme().font(10))
        self._column.setContentsMargins(px(20), px(16), px(20), px(16))
        self._column.setSpacing(px(12))
        self._feet.setSpacing(px(8))

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.cancel.setText(tr("Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
