"""What the commands of the workspace Train do."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QInputDialog

from core.language import tr

if TYPE_CHECKING:
    from gui.main_window import MainWindow

MOST_EPOCHS = 10_000_000


class TrainCommands:
    """Hands the commands to the session, and asks what has to be asked."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._last_number = 10

    def some_epochs(self) -> None:
        """Ask for how many epochs to train."""
        question = tr("Train for so many more epochs:")
        n, ok = QInputDialog.getInt(
            self._window, tr("Some epochs"), question, self._last_number, 1, MOST_EPOCHS
        )
        if ok:
            self._last_number = n
            self._session.epochs(n)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    @property
    def _session(self) -> Any:
        return self._window.workshop.ensure_training()
