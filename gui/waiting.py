"""Work on a file that may be long: done beside the window, with its progress and a way out."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from core.language import tr
from core.watching import Progress, Watch
from gui import threads
from gui.theme import theme

_AT_ONCE = 0.02
"""Seconds in which a small file is done, so that nothing needs to be shown."""
_POLL_MS = 10
SHOW_AFTER_MS = 400
_SWITCH_SECONDS = 0.0005

Work = Callable[[Watch], Any]


class _Beside(threading.Thread):
    """Does the work; it touches nothing of Qt."""

    def __init__(self, work: Work) -> None:
        super().__init__(daemon=True)
        self._work = work
        self.progress = Progress()
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self._work(self.progress.watch)
        except BaseException as error:
            self.error = error


def done_beside(window: QWidget, text: str, work: Work) -> Any:
    """Return what ``work`` returns, or raise what it raises; raise `Cancelled` if given up.

    The window goes on painting and playing meanwhile, but takes no clicks; ``text`` says in a
    dialog what is being done, if it takes longer than a moment.
    """
    thread = _Beside(work)
    with quick_turns():
        threads.begin(thread)
        thread.join(_AT_ONCE)
        if thread.is_alive():
            _wait(window, text, thread)
    if thread.error is not None:
        raise thread.error
    return thread.result


_usual = sys.getswitchinterval()
_busy = 0
_counting = threading.Lock()


@contextmanager
def quick_turns() -> Iterator[None]:
    """Let the window have Python's lock soon while a thread works: 5 ms a turn would be seen."""
    _count(1)
    try:
        yield
    finally:
        _count(-1)


def _count(change: int) -> None:
    global _busy
    with _counting:
        _busy += change
        sys.setswitchinterval(_SWITCH_SECONDS if _busy else _usual)


def _wait(window: QWidget, text: str, thread: _Beside) -> None:
    loop = QEventLoop()
    poll = QTimer()
    begun = time.monotonic()

    def look() -> None:
        if not thread.is_alive() or (time.monotonic() - begun) * 1000 > SHOW_AFTER_MS:
            loop.quit()

    poll.timeout.connect(look)
    poll.start(_POLL_MS)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    poll.stop()
    if thread.is_alive():
        dialog = WaitingDialog(window, text, thread)
        dialog.exec()
        dialog.deleteLater()
    thread.join()


class WaitingDialog(QDialog):
    """Says what is being done and how far it is; its button, or Escape, gives it up."""

    def __init__(self, window: QWidget, text: str, thread: _Beside) -> None:
        super().__init__(window)
        self._thread = thread
        self.setWindowTitle("Nodewise")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        px = theme().px
        self.setFont(theme().font(10))
        self.label = QLabel(text)
        self.label.setWordWrap(True)
        self.label.setMinimumWidth(px(320))
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(text)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(16), px(18), px(12))
        column.setSpacing(px(10))
        for widget in (self.label, self.bar, self.buttons):
            column.addWidget(widget)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_POLL_MS)

    def _look(self) -> None:
        self.bar.setValue(round(1000 * self._thread.progress.share))
        if not self._thread.is_alive():
            self._timer.stop()
            self.accept()

    def reject(self) -> None:
        """Want it no more; the dialog goes when the work has noticed."""
        self._thread.progress.is_unwanted = True
        self.buttons.setEnabled(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.ignore()
