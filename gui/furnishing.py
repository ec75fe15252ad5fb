"""The order in which the window gets its parts, so that what was asked for comes first.

1. The frame with the menus, and the start page if no file is named: `MainWindow`, without NumPy.
2. The document, the canvas and the commands: `MainWindow.furnish`.
3. What was asked for: the work of a crash, the file of the command line, or the lessons.
4. The rest, a piece at a time whenever nothing else is to be done: `_rest`. Whatever is wanted
   before its turn is made when it is wanted.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from gui import beforehand, qt_classes

if TYPE_CHECKING:
    from gui.main_window import MainWindow

    Piece = Callable[[], object]

_PAGES = ("network_page", "node_page", "edge_page", "many_page")


def furnish(window: "MainWindow", file: Path | None, then: "Piece") -> None:
    """Give a window that has its frame everything else; ``then`` is called at the end."""
    window.furnish()
    if not window.keeper.offer_recovery() and (file is None or not window.keeper.open(file)):
        window.show_start_page()
    _do_when_idle(window, [*_rest(window), then])


def _rest(window: "MainWindow") -> "list[Piece]":
    inspector = window.workshop.inspector
    first, *later = (partial(import_module, f"gui.inspector.{page}") for page in _PAGES)
    return [
        first,
        inspector.furnish,
        lambda: window.start_page,
        *later,
        *(partial(getattr, inspector, page) for page in _PAGES),
        qt_classes.make_some,
        lambda: beforehand.begin(window.settings.notation),
        window.workshop.stepping.go_on,
        window.workshop.learning.go_on,
    ]


def _do_when_idle(window: "MainWindow", pieces: "list[Piece]") -> None:
    """Do one piece in each turn of the event loop, after what the user does and what is painted.

    A piece that returns False has more to do, and gets another turn.
    """
    timer = QTimer(window)

    def next_piece() -> None:
        piece = pieces.pop(0)
        if not pieces:
            timer.stop()  # before the last one, which may fail
        if piece() is False:
            pieces.insert(0, piece)
            timer.start(0)

    timer.timeout.connect(next_piece)
    timer.start(0)
