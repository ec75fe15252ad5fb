"""Long experiments in a worker of their own, beside the window and beside a run."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.language import Message
from core.training.worker import Answer, Do
from gui.training.host import Host, host

if TYPE_CHECKING:
    from gui.training.session import TrainSession


class TaskHandle(QObject):
    """One experiment: waiting, under way, or over."""

    progressed = Signal(float, object)
    """The share that is done, 0 to 1, and what there is so far."""
    finished = Signal(object)
    """The result."""
    failed = Signal(object)
    """Why there is no result: an exception or a `Message`."""
    over = Signal()
    """Finished, failed or cancelled."""

    def __init__(self, task: Any, parent: "TrainSession | None" = None) -> None:
        super().__init__(parent)
        self._task = task
        self._job: int | None = None
        self._host: Host | None = None
        self.share = 0.0
        self.is_over = False

    def begin(self) -> None:
        """Give the task to the worker, which does one after the other."""
        self._host = host("tasks")
        self._job = self._host.new_job(self)
        self._host.send(Do(self._job, self._task))

    def cancel(self) -> None:
        """Give the task up; nothing more is heard of it."""
        if not self.is_over:
            self._end(drop=True)

    def on_answer(self, answer: Answer) -> None:
        """Pass on what the worker said."""
        if answer.what == "progress":
            self.share, partial = answer.value
            self.progressed.emit(self.share, partial)
        elif answer.what == "done":
            self._end()
            self.finished.emit(answer.value)
        elif answer.what == "failed":
            self._end()
            self.failed.emit(answer.value)

    def on_tick(self) -> None:
        """Nothing is shared but the pipe."""

    def on_lost(self) -> None:
        """The worker died."""
        self._end()
        self.failed.emit(Message("The process of this experiment ended by itself."))

    def _end(self, drop: bool = False) -> None:
        self.is_over = True
        if self._host is not None and self._job is not None:
            self._host.end_job(self._job, drop)
        self.over.emit()
