"""PySide's classes are made by the window, a few at a time, and no thread is before it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

IN_TURNS = """
from PySide6.QtWidgets import QApplication
from gui import qt_classes
turns = 1
while not qt_classes.make_some():
    assert not qt_classes.are_made()
    turns += 1
assert qt_classes.are_made()
assert qt_classes.make_some()
print(turns)
"""

WATCHED = """
import sys, threading
from PySide6.QtCore import QTimer
from gui import qt_classes
from gui.app import open_window
from gui.plots.library import is_loaded

class Watcher:
    def find_spec(self, name, *_):
        is_of_windows = name.partition(".")[0] in ("gui", "PySide6", "pyqtgraph")
        is_beside = threading.current_thread() is not threading.main_thread()
        if is_of_windows and is_beside and not qt_classes.are_made():
            print(name, "in", threading.current_thread().name)

sys.meta_path.insert(0, Watcher())
application, window = open_window(["resources/examples/house-prices.nodewise"])

def look():
    if not (window.is_furnished and window.document.network.nodes):
        QTimer.singleShot(20, look)
        return
    window.workshop.show_workspace("step")
    window.workshop.show_workspace("train")
    wait()

def wait():
    if is_loaded():
        window.close()
    else:
        QTimer.singleShot(20, wait)

look()
application.exec()
print("end")
"""


def printed(program: str, tmp_path: Path) -> str:
    """What a program of its own prints: in this one, all classes are made long since."""
    homes = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return done.stdout


def test_they_are_made_in_several_turns(tmp_path: Path) -> None:
    assert int(printed(IN_TURNS, tmp_path)) > 2


def test_no_thread_imports_what_is_of_windows_before_that(tmp_path: Path) -> None:
    assert printed(WATCHED, tmp_path) == "end\n"
