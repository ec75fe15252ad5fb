"""The recovery copies of one window: written beside the work, offered again after a crash."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.files.autosave import Autosave, Interrupted, Recovery
from core.language import Message, translatable
from core.network.errors import NodewiseError
from core.network.network import Network
from gui import threads
from gui.document import Document
from gui.waiting import quick_turns

if TYPE_CHECKING:
    from gui.training.unfinished import Unfinished

AUTOSAVE_MS = 10_000
MOST_MS = 120_000
"""A recovery copy is never older than this, however long it takes to write."""


def _nothing() -> "Unfinished | None":
    return None


class RecoveryCopies(QObject):
    """Writes a copy soon after every change, and again and again while a training goes on."""

    told = Signal(object)
    """Why there is no copy just now; said once until there is one again."""
    _written = Signal(object)

    def __init__(self, document: Document, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self.in_hand: Callable[[], Unfinished | None] = _nothing
        """What the training that goes on has come to, None if there is none."""
        self._autosave = Autosave(folder)
        self._writer = ThreadPoolExecutor(1, "autosave")
        self._pending: Future[None] | None = None
        self._rest_ms = AUTOSAVE_MS
        self._fails = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self.write)
        self._written.connect(self._on_written)

    def note(self, *_: object) -> None:
        """Something changed, or a training goes on: there will be a new copy soon."""
        if not self._timer.isActive():
            self._timer.start(self._rest_ms)

    def hold(self) -> None:
        """Nothing is to be kept just now."""
        self._timer.stop()

    def write(self, wait: bool = False) -> None:
        """Write a copy, off the window's thread, where there is something that may be lost."""
        run = self.in_hand()
        if run is not None:
            self.note()  # it learns on, though the document does not change
            run = run if run.has_learned else None
        if run is None and not self._document.is_modified:
            return
        if self._pending is not None and not self._pending.done() and not wait:
            self.note()  # a copy of much is still being written: not two at a time
            return
        network, path = self._document.network, self._document.path
        self._pending = threads.submit(self._writer, self._keep, network, path, run)
        if wait:
            self._pending.result()

    def _keep(self, network: Network, path: Path | None, run: "Unfinished | None") -> None:
        begun = time.monotonic()
        try:
            with quick_turns():
                self._autosave.keep(network, path, None if run is None else run.record())
        except NodewiseError as error:
            self._written.emit(error)
        else:
            self._written.emit(None)
        # What takes long is done less often: at most a fiftieth of the time.
        self._rest_ms = max(AUTOSAVE_MS, min(MOST_MS, round(50_000 * (time.monotonic() - begun))))

    def _on_written(self, error: NodewiseError | None) -> None:
        if error is not None:
            self.note()  # there may be room again
            if not self._fails:
                problem = Message(
                    "Your work has no recovery copy just now: {problem} Save it elsewhere, or make "
                    "room.",
                    problem=error,
                )
                self.told.emit(problem)
        self._fails = error is not None

    def forget(self) -> None:
        """The work is saved, or given up."""
        self._timer.stop()
        if self._pending is not None:
            self._pending.result()
        self._autosave.discard()

    def close(self) -> None:
        """Leave nothing behind: the window closes."""
        self._timer.stop()
        self._writer.shutdown(wait=True)
        self._autosave.discard()

    def found(self) -> list[Recovery]:
        """What crashes left, the latest first."""
        return self._autosave.recoveries()


def recovered_text(found: Interrupted) -> Message:
    """How much of a training that was interrupted is there again."""
    return Message(
        "The training was interrupted: what it had learned is recovered as of {place}, {time}. "
        "Undo goes back to the weights before it.",
        place=place_text(found),
        time=moment_text(found.saved_at),
    )


def place_text(found: Interrupted) -> Message:
    """How far a training had come."""
    if found.epochs:
        return Message(translatable("epoch {n}"), n=found.epochs)
    return Message(translatable("batch {n}"), n=found.steps)


def moment_text(seconds: float) -> str:
    """A time of today as 14:03; of another day with the day."""
    moment = datetime.fromtimestamp(seconds)
    today = moment.date() == datetime.now().date()
    return moment.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")
