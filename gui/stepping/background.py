"""Work that would hold up the window, done beside it; only the newest request is answered."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QTimer

from gui import threads

_POLL_MS = 15

Work = Callable[[], Any]
Done = Callable[[Any, Exception | None], None]


class Background(QObject):
    """Runs one job at a time in a thread.

    The thread touches nothing of Qt: its answer is fetched by a timer, so that nothing can arrive
    at an object that is gone. A job that was overtaken by a newer one is finished and forgotten.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: tuple[Work, Done] | None = None
        self._done: Done | None = None
        self._running = False
        self._answers: SimpleQueue[tuple[Any, Exception | None]] = SimpleQueue()
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._fetch)

    @property
    def is_busy(self) -> bool:
        """Return whether an answer is still wanted."""
        return self._done is not None or self._waiting is not None

    def run(self, work: Work, done: Done) -> None:
        """Answer ``done(result, error)`` later; whatever was asked before is dropped."""
        self._waiting, self._done = (work, done), None
        self._timer.start()
        self._begin()

    def cancel(self) -> None:
        """Want no answer any more."""
        self._waiting = self._done = None

    def _begin(self) -> None:
        if self._running or self._waiting is None:
            return
        (work, self._done), self._waiting = self._waiting, None
        self._running = True
        threads.start(_answer, work, self._answers)

    def _fetch(self) -> None:
        try:
            result, error = self._answers.get_nowait()
        except Empty:
            return
        self._running = False
        done, self._done = self._done, None
        self._begin()
        if not self._running:
            self._timer.stop()
        if done is not None:
            done(result, error)


def _answer(work: Work, answers: "SimpleQueue[tuple[Any, Exception | None]]") -> None:
    try:
        answers.put((work(), None))
    except Exception as error:
        answers.put((None, error))
