"""What a frame of the canvas and the showing of a step cost, in processor time."""

import itertools
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QSettings
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from core.files.reader import read_network
from core.network import edits
from core.network.layers import lay_down
from core.network.naming import parameter_named
from core.network.network import Network
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.stepping.session import StepSession
from tests.benchmarks.measuring import median_ms, print_table

ROOT = Path(__file__).parents[2]
LESSON = ROOT / "resources" / "examples" / "house-prices.nodewise"
SIZES = {6: (2, 2, 1), 100: (5, 10, 5), 1005: (10, 28, 25, 1)}


def _window(network: Network) -> MainWindow:
    settings = Settings(QSettings(f"{tempfile.mkdtemp()}/settings.ini", QSettings.Format.IniFormat))
    window = MainWindow(settings)
    window.resize(1440, 900)
    window.document.load(network, None)
    window.show_drawing()
    window.show()
    QApplication.processEvents()
    return window


def _drawn(sizes: tuple[int, ...]) -> Network:
    network = lay_down(Network(), sizes, "sigmoid", "identity", "mse")
    return _with_random_weights(network, seed=0)


def _with_random_weights(network: Network, seed: int) -> Network:
    rng = np.random.default_rng(seed)
    return edits.set_values(network, {p: rng.normal() for p in network.parameters()})


def _frame(window: MainWindow) -> None:
    image = QImage(window.workshop.canvas.viewport().size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    window.workshop.canvas.viewport().render(painter, QPoint())
    painter.end()


def _canvas_rows() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for n_edges, sizes in SIZES.items():
        window = _window(_drawn(sizes))
        seeds = itertools.count(1)
        rows.append(
            (
                f"{n_edges} ({'-'.join(map(str, sizes))})",
                median_ms(lambda w=window: _frame(w)),
                median_ms(lambda w=window: _pan(w)),
                median_ms(lambda w=window, n=seeds: _change_all(w, n), runs=10),
            )
        )
        window.document.set_clean()
        window.close()
    return rows


def _pan(window: MainWindow) -> None:
    bar = window.workshop.canvas.horizontalScrollBar()
    bar.setValue(bar.value() + 3)
    _frame(window)


def _change_all(window: MainWindow, seeds: Iterator[int]) -> None:
    window.document.preview(_with_random_weights(window.document.network, next(seeds)))
    QApplication.processEvents()
    _frame(window)


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
        "A frame of the canvas, ms of processor time (goal: under 16)",
        ("edges", "repaint", "pan", "all weights changed"),
        _canvas_rows(),
    )
    print_table(
        "Showing a step of w11, ms of processor time (goal: under 16)", ("step", "ms"), _step_rows()
    )


if __name__ == "__main__":
    main()
