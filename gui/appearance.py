"""Colours, size of text and language of the whole program, from the settings and the system."""

from typing import Any

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from core.language import set_language, system_language, tr, translatable
from gui.settings import Settings
from gui.style import apply_style
from gui.theme import theme

_LACKING = {
    translatable("&Look in:"),
    translatable("Files of &type:"),
    translatable("Folder"),
    translatable("Drive"),
}
"""What Qt's dialogs say and its own catalogues do not have in Spanish."""


class QtTexts(QTranslator):
    """Answers, from our catalogue, what Qt finds in none of its own; asked last."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> Any:
        # Nothing, and not a blank text: Qt would show that.
        return tr(text) if text in _LACKING else None


class Appearance(QObject):
    """Follows the settings, and the system where they say so."""

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__(application)
        self._application, self._settings = application, settings
        self._qt_texts: QTranslator | None = None
        self._lacking = QtTexts(self)
        application.installTranslator(self._lacking)
        settings.changed.connect(self._on_setting)
        application.styleHints().colorSchemeChanged.connect(lambda _scheme: self.apply_theme())
        self._apply_language()
        self.apply_theme()
        apply_style(application)

    def _on_setting(self, key: str) -> None:
        if key == "language":
            self._apply_language()
            post_language_change(self._application)
        elif key in ("theme", "text_scale"):
            self.apply_theme()

    def apply_theme(self) -> None:
        """Set the colours and the size of text that are chosen."""
        choice = self._settings.get("theme")
        system_dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        dark = choice == "dark" or (choice == "system" and system_dark)
        theme().set(dark=dark, scale=self._settings.get("text_scale") / 100)

    def _apply_language(self) -> None:
        choice = self._settings.get("language")
        code = system_language() if choice == "system" else choice
        set_language(code)
        if self._qt_texts is not None:
            self._application.removeTranslator(self._qt_texts)
            self._qt_texts = None
        if code != "en":
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            translator = QTranslator(self)
            if translator.load(f"qtbase_{code}", folder):
                self._application.installTranslator(translator)
                self._qt_texts = translator


def post_language_change(application: QApplication) -> None:
    """Tell every widget to write its texts again, once: each hands it on to those inside it."""
    change = QEvent.Type.LanguageChange
    for widget in application.allWidgets():
        if widget.parent() is None:
            QApplication.sendEvent(widget, QEvent(change))
    for widget in application.topLevelWidgets():  # what another translator has posted to them
        QApplication.removePostedEvents(widget, change.value)
