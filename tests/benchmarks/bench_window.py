"""What the showing of a step costs, in processor time; frames of the canvas: `bench_canvas`."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from core.files.reader import read_network
from core.network.naming import parameter_named
from core.network.network import Network
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.stepping.session import StepSession
from tests.benchmarks.measuring import Result, report

ROOT = Path(__file__).parents[2]
TITLE = "11: a step of w₁₁ of the house prices shown in the window, processor time"
LESSON = ROOT / "resources" / "examples" / "house-prices.nodewise"


def _window(network: Network) -> MainWindow:
    settings = Settings(QSettings(f"{tempfile.mkdtemp()}/settings.ini", QSettings.Format.IniFormat))
    window = MainWindow(settings)
    window.resize(1440, 900)
    window.document.load(network, None)
    window.show_drawing()
    window.show()
    QApplication.processEvents()
    return window


def _step_rows() -> list[Result]:
    window = _window(read_network(LESSON))
    window.workshop.show_workspace("step")
    session = window.workshop.session
    session.set_parameter(parameter_named(window.document.network, "w11"))
    QApplication.processEvents()
    rows = []
    for index, step in enumerate(session.steps):
        cost = _cost_of(session, index)
        rows.append(Result(TITLE, f"{index + 1} {step.topic}", ratio=cost, unit=" ms"))
    window.close()
    worst = max(rows, key=lambda row: row.ratio or 0.0)
    goal = {"goal": 16.0, "at_least": False, "number": 11}
    return [*rows, worst._replace(contender="slowest step", note=worst.contender, **goal)]


def _cost_of(session: StepSession, index: int) -> float:
    """The median of going to a step from the one before, with its symbols cached."""
    taken = []
    for _ in range(12):
        session.go_to(index - 1)
        QApplication.processEvents()
        start = time.process_time()
        session.go_to(index)
        QApplication.processEvents()
        taken.append(time.process_time() - start)
    return statistics.median(taken) * 1e3


def main() -> list[Result]:
    """Print the table."""
    application = QApplication.instance() or QApplication(["benchmark"])
    assert application is not None
    return report(_step_rows())


if __name__ == "__main__":
    main()
