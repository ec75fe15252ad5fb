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
from tests.benchmarks.measuring import print_table

ROOT = Path(__file__).parents[2]
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


def _step_rows() -> list[tuple[object, ...]]:
    window = _window(read_network(LESSON))
    window.workshop.show_workspace("step")
    session = window.workshop.session
    session.set_parameter(parameter_named(window.document.network, "w11"))
    QApplication.processEvents()
    rows: list[tuple[object, ...]] = []
    for index, step in enumerate(session.steps):
        rows.append((f"{index + 1} {step.topic}", _cost_of(session, index)))
    window.close()
    return rows


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


def main() -> None:
    """Print the tables."""
    application = QApplication.instance() or QApplication(["benchmark"])
    assert application is not None
    print_table(
        "Showing a step of w11, ms of processor time (goal: under 16)", ("step", "ms"), _step_rows()
    )


if __name__ == "__main__":
    main()
