"""The language and the colours, one click away at the right end of the menu bar."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from core.language import LANGUAGES, language, tr
from gui.icons import icon
from gui.settings import Settings
from gui.theme import theme


class Corner(QWidget):
    """Names the other language; the half moon changes between light and dark."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.language, self.theme = QToolButton(), QToolButton()
        self.language.clicked.connect(self._other_language)
        self.theme.clicked.connect(self._other_theme)
        self.theme.setIcon(icon("theme"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        for button in (self.language, self.theme):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setObjectName("corner")
            row.addWidget(button)
        # As low as the menus beside it, which the style lines up at the top.
        self.setStyleSheet("#corner { padding: 1px 6px; }")
        self.retranslate()

    def _other_language(self) -> None:
        self._settings.set("language", _other())

    def _other_theme(self) -> None:
        self._settings.set("theme", "light" if theme().is_dark else "dark")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Name the language that a click leads to."""
        other = LANGUAGES[_other()]
        self.language.setText(other)
        self.language.setToolTip(tr("Show Nodewise in {language}").format(language=other))
        self.theme.setToolTip(tr("Change between light and dark colours"))
        self.theme.setAccessibleName(tr("Light or dark colours"))


def _other() -> str:
    return "en" if language() != "en" else "es"
