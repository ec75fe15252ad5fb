"""Threads beside the window, and garbage that is collected by the window alone.

Python collects in the thread that happens to make the next object. What is Qt's and part of a
cycle, as most of what a closed dialog leaves, would be deleted there, and a timer that is deleted
by another thread than its own ends the process. So nothing is collected while a thread works;
after a long while the window itself collects what is young.
"""

import gc
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QTimer

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

_LOOK_MS = 50
_LOOKS = 100
"""After so many looks at threads that still work, the window collects."""

_busy: list[Callable[[], bool]] = []
_timer: QTimer | None = None
_looks = 0


def start(work: Callable[..., object], *args: Any, name: str | None = None) -> threading.Thread:
    """Do ``work(*args)`` in a thread, which touches nothing of Qt."""
    # A daemon: closing the window does not wait for an answer that nobody wants.
    thread = threading.Thread(target=work, args=args, name=name, daemon=True)
    begin(thread)
    return thread


def begin(thread: threading.Thread) -> None:
    """Start a thread of one's own making."""
    _hold()
    thread.start()
    _busy.append(thread.is_alive)


def submit(executor: "Executor", work: Callable[..., Any], *args: Any) -> "Future[Any]":
    """Have a thread that is kept do ``work(*args)``."""
    _hold()
    future = executor.submit(work, *args)
    _busy.append(lambda: not future.done())
    return future


def is_any_busy() -> bool:
    """Return whether a thread works; if none does, garbage is collected again."""
    _busy[:] = [is_busy for is_busy in _busy if is_busy()]
    if not _busy:
        gc.enable()
    return bool(_busy)


def _hold() -> None:
    global _timer
    gc.disable()
    if _timer is None:
        _timer = QTimer(QCoreApplication.instance())
        _timer.setInterval(_LOOK_MS)
        _timer.timeout.connect(_look)
    if not _timer.isActive():
        _timer.start()


def _look() -> None:
    global _looks
    _looks += 1
    if not is_any_busy():
        _looks = 0
        if _timer is not None:
            _timer.stop()
    elif _looks % _LOOKS == 0:
        gc.collect(1)
