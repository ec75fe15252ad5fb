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
        self._settings, self._is_short = settings, False
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
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def _other_language(self) -> None:
        self._settings.set("language", _other())

    def _other_theme(self) -> None:
        self._settings.set("theme", "light" if theme().is_dark else "dark")

    def set_short(self, short: bool) -> None:
        """Name the language by its letters alone, where the menus need the room."""
        if short != self._is_short:
            self._is_short = short
            self._restyle()
            self.retranslate()

    def _restyle(self) -> None:
        """No higher than the menus beside it, which the style lines up at the top."""
        side, high = theme().px(14 if self._is_short else 18), theme().px(2)
        self.setStyleSheet(f"#corner {{ padding: {high}px 6px; icon-size: {side}px; }}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Name the language that a click leads to."""
        other = LANGUAGES[_other()]
        self.language.setText(_other().upper() if self._is_short else other)
        self.language.setAccessibleName(other)
        self.language.setToolTip(tr("Show Nodewise in {language}").format(language=other))
        self.theme.setToolTip(tr("Change between light and dark colours"))
        self.theme.setAccessibleName(tr("Light or dark colours"))


def _other() -> str:
    return "en" if language() != "en" else "es"
