"""What the commands of the workspace Train do."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QInputDialog

from core.language import Message, tr
from core.stepping.replay import can_be_made_again
from gui.messages import Kind
from gui.stepping.requests import parameter_on

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

    def explain_next(self) -> None:
        """Step through the next step of the run that waits, or of the run that would begin."""
        training, workshop = self._session, self._window.workshop
        n_done = training.n_done
        # A run whose ε was changed on the way is not the one that its settings lead to.
        network = self._window.document.network
        if not can_be_made_again(network, n_done) or training.in_use != training.training:
            training.stop()
            n_done = 0
            text = Message(
                "A run that is long, or was changed on the way, cannot be made again step by step:"
                " it has ended, and this is the first step of a new one."
            )
            training.message.emit(text, Kind.INFO)
        selection = self._window.document.selection
        parameter = parameter_on(self._window.document.network, selection.edges)
        workshop.show_workspace("step")
        workshop.session.explain_next(n_done, parameter)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    @property
    def _session(self) -> Any:
        return self._window.workshop.ensure_training()
