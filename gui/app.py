"""Opens the window: everything that has to be right before the first widget, and then quickly."""

import builtins
import gc
import os
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from core.language import set_language, system_language, tr
from gui.system_libraries import what_is_missing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gui.main_window import MainWindow

# One thread: OpenBLAS threads spin, and tiny networks pay a hundred times their calculation.
BLAS_THREADS = (
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "OMP_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
WORKER_AFTER = 700
"""Milliseconds after which the worker process may take a core: the window is settled by then."""
SETTLED_AFTER = (1500, 6000)
"""Milliseconds after which what is there is taken to stay."""
MEASURE = "NODEWISE_MEASURE_START"


def main(arguments: list[str]) -> int:
    """Open the window, with a file if one is named; return the exit code."""
    for name in BLAS_THREADS:
        os.environ.setdefault(name, "1")
    set_language(system_language())
    problem = what_is_missing()
    if problem:
        print(problem, file=sys.stderr)
        return 1
    # The window is named here, so that it lives as long as the program.
    application, _window = open_window(arguments)
    return application.exec()


def open_window(arguments: list[str]) -> "tuple[QApplication, MainWindow]":
    """Show the frame of the window, and let the rest follow once it is on the screen."""
    from PySide6.QtCore import QCoreApplication, QTimer

    _import_plainly()
    from PySide6.QtWidgets import QApplication

    from gui.appearance import Appearance
    from gui.main_window import MainWindow
    from gui.pasteboard import leave_to_qt
    from gui.settings import Settings

    QCoreApplication.setOrganizationName("Nodewise")
    QCoreApplication.setApplicationName("Nodewise")
    application = QApplication([sys.argv[0], "-style", "Fusion"])
    settings = Settings(parent=application)
    Appearance(application, settings)
    file = Path(arguments[0]) if arguments else None
    window = MainWindow(settings, furnish=False, lessons=file is None)
    application.aboutToQuit.connect(leave_to_qt)
    sys.excepthook = lambda *what: on_mistake(window, *what)
    window.show()
    QTimer.singleShot(0, window, lambda: _after_first_paint(window, file))
    return application, window


def _import_plainly() -> None:
    """Take PySide's hook off the imports: it reads the source of every module, for 0.1 s in all.

    It looks for ``from __feature__ import``, which would change how Qt is spelt. We do not use it.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _after_first_paint(window: "MainWindow", file: Path | None) -> None:
    from PySide6.QtCore import QTimer

    from gui.furnishing import furnish

    window.repaint()
    _tell("the first paint")
    furnish(window, file, lambda: _tell("everything"))
    QTimer.singleShot(WORKER_AFTER, window, _start_worker)
    for moment in SETTLED_AFTER:
        # Searching the modules for garbage would stop the window for 80 ms now and then.
        QTimer.singleShot(moment, window, gc.freeze)


def _tell(what: str) -> None:
    if os.environ.get(MEASURE):
        print(f"{_milliseconds_since_start():.0f} ms to {what}", flush=True)


def _start_worker() -> None:
    """Have the process that trains ready before somebody wants it."""
    from gui.training.host import host

    host().start()


def _milliseconds_since_start() -> float:
    """Since the process began, as the kernel knows it; since Python's clock elsewhere."""
    try:
        ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
        begun = ticks / os.sysconf("SC_CLK_TCK")
        return (time.clock_gettime(time.CLOCK_BOOTTIME) - begun) * 1000
    except (OSError, AttributeError, ValueError):
        return time.process_time() * 1000


def on_mistake(
    window: "MainWindow",
    kind: type[BaseException],
    mistake: BaseException,
    trace: TracebackType | None,
) -> None:
    """Keep the work and say that something went wrong, instead of closing."""
    if issubclass(kind, KeyboardInterrupt):
        window.close()
        return
    traceback.print_exception(kind, mistake, trace)
    if not window.is_furnished:
        return
    window.keeper.autosave(wait=True)
    from gui.messages import Kind

    window.tell(
        tr("Something went wrong in Nodewise: {mistake}. Your work is kept; save it now.").format(
            mistake=f"{kind.__name__}: {mistake}"
        ),
        Kind.REFUSAL,
    )
