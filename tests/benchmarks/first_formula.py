"""Opens the window with a lesson and steps its first weight, as a person would who is in a hurry.

Prints how long after the beginning of the process the first formula was painted, and ends.
"""

import os
import sys
from typing import Any

from core.language import set_language
from gui.app import BLAS_THREADS, _milliseconds_since_start, open_window

EVERY = 4
"""Milliseconds between two looks at how far it is."""


def main(lesson: str) -> None:
    """Open it, choose a weight as soon as there is one, and wait for its formula."""
    for name in BLAS_THREADS:
        os.environ.setdefault(name, "1")
    set_language("en")
    application, window = open_window([lesson])
    from PySide6.QtCore import QTimer  # only now: the program itself begins without them

    from core.network.naming import parameter_named

    state: dict[str, bool] = {}

    def look() -> None:
        if not window.is_furnished or not window.document.network.edges:
            return
        if not state:
            state["chosen"] = True
            window.workshop.show_workspace("step")
            network = window.document.network
            window.workshop.session.set_parameter(parameter_named(network, "w11"))
        elif window.workshop.session.steps:
            _paint(window)
            print(f"{_milliseconds_since_start():.0f} ms to the first formula", flush=True)
            os._exit(0)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(EVERY)
    application.exec()


def _paint(window: Any) -> None:
    window.repaint()


if __name__ == "__main__":
    main(sys.argv[1])
