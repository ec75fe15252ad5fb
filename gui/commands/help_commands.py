"""What the commands that open a dialog about the program do."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class HelpCommands:
    """Opens the settings, the shortcuts and the credits."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def settings(self) -> None:
        from gui.dialogs.settings_dialog import SettingsDialog

        SettingsDialog(self._window.settings, self._window).exec()

    def shortcuts(self) -> None:
        from gui.dialogs.shortcuts_dialog import ShortcutsDialog

        ShortcutsDialog(self._window).exec()

    def about(self) -> None:
        from gui.dialogs.about_dialog import AboutDialog

        AboutDialog(self._window).exec()
