"""Goal 12: what training costs the window, and what the window costs training.

A slot of 16 ms is one frame: everything that the window has to do in it, the worker's news, the
whole canvas drawn anew, the plots, is timed on the wall and in processor time. The speed of
training is taken in turns with a window that shows the run, as often as it does by itself, and
with one that sleeps.
"""

import multiprocessing
import os
import re
import statistics
import tempfile
import time
from dataclasses import dataclass, replace
from itertools import pairwise
from math import isfinite
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from core.datasets.mnist import SIDE, load
from core.network import edits
from core.network.data import Data
from core.network.edge import Edge
from core.network.layers import lay_down
from core.network.network import Network
from core.network.node import Node, Role
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.training.host import stop_all
from tests.benchmarks.measuring import Result, print_table, report

SLOT = 0.016
SECONDS = 1.5
TURNS = 4
CASES = {
    "2-2-1, canvas": ((2, 2, 1), False),
    "2-2-1, canvas and plots": ((2, 2, 1), True),
    "2-8-8-1, canvas and plots": ((2, 8, 8, 1), True),
    "784-256-128-10, canvas": ((784, 256, 128, 10), False),
    "784-256-128-10, canvas and plots": ((784, 256, 128, 10), True),
}


@dataclass
class Frames:
    """What the slots took, in seconds, and how many steps were trained a second meanwhile."""

    wall: list[float]
    processor: list[float]
    speeds: list[float]
    speeds_alone: list[float]
    megabytes: float = float("nan")


def _network(sizes: tuple[int, ...]) -> Network:
    return _digits(sizes) if sizes[0] == SIDE * SIDE else _small(sizes)


def _digits(sizes: tuple[int, ...]) -> Network:
    """Blocks for MNIST, trained as the lecture does."""
    rng = np.random.default_rng(0)
    ids = [f"level{i}" for i in range(len(sizes))]
    roles = [Role.INPUT, *[Role.HIDDEN] * (len(sizes) - 2), Role.OUTPUT]
    nodes = [
        Node(name, role, units, activation="relu", position=(280.0 * i, 0.0))
        for i, (name, role, units) in enumerate(zip(ids, roles, sizes, strict=True))
    ]
    edges = [
        Edge(a, b, rng.normal(scale=(2 / p) ** 0.5, size=(q, p)))
        for (a, p), (b, q) in pairwise(zip(ids, sizes, strict=True))
    ]
    training = {
        "optimizer": "adam", "learning_rate": 1e-3, "batch_size": 128, "epochs": 1000,
        "dtype": "float32",
    }  # fmt: skip
    built = Network.build(nodes, edges, data=load())
    return replace(built, output_function="softmax", loss="cross_entropy", training=training)


def _small(sizes: tuple[int, ...]) -> Network:
    network = lay_down(Network(), sizes, "sigmoid", "logistic", "binary_cross_entropy")
    rng = np.random.default_rng(0)
    network = edits.set_values(network, {p: rng.normal() for p in network.parameters()})
    data = Data([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])
    # So slow that it is not over, nor at rest, before the measurement is.
    training = {"optimizer": "adam", "learning_rate": 1e-5, "epochs": 100_000_000}
    return replace(network, data=data, training=training)


def _window(network: Network) -> MainWindow:
    settings = Settings(QSettings(f"{tempfile.mkdtemp()}/settings.ini", QSettings.Format.IniFormat))
    window = MainWindow(settings)
    window.resize(1440, 900)
    window.document.load(network, None)
    window.show()
    window.show_drawing()
    window.workshop.show_workspace("train")
    _settle(1.0)
    return window


def _settle(seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        QApplication.processEvents()
        time.sleep(0.002)


def measure(network: Network, with_plots: bool) -> Frames:
    """Train a network in a window, and look at the window's slots and the worker's steps."""
    window = _window(network)
    window.workshop.fold("bottom", not with_plots)
    session = window.workshop.training
    found = Frames([], [], [], [])
    session.run()
    _settle(2.0)
    while not session.n_done:
        _settle(0.2)
    for _ in range(TURNS):
        found.speeds.append(_speed(session, lambda: _settle(SECONDS)))
        found.speeds_alone.append(_speed(session, lambda: time.sleep(SECONDS)))
        _work(window, found)
    found.megabytes = _megabytes()
    session.stop()
    window.document.set_clean()
    window.close()
    return found


def _megabytes() -> float:
    """The most memory that this process and the worker ever had, together."""
    pids = [os.getpid(), *(child.pid for child in multiprocessing.active_children())]
    try:
        said = [Path(f"/proc/{pid}/status").read_text(encoding="utf-8") for pid in pids]
        peaks = [re.search(r"VmHWM:\s+(\d+) kB", text) for text in said]
        return sum(int(peak[1]) for peak in peaks if peak) / 1024
    except OSError:
        return float("nan")


def _speed(session: object, pass_time: object) -> float:
    hand = session._hand  # type: ignore[attr-defined]
    hand.look()
    begun, step = time.perf_counter(), hand.step
    pass_time()  # type: ignore[operator]
    hand.look()
    return (hand.step - step) / (time.perf_counter() - begun)


def _work(window: MainWindow, found: Frames) -> None:
    until = time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        begun, busy = time.perf_counter(), time.thread_time()
        window.workshop.canvas.viewport().update()
        QApplication.processEvents()
        found.wall.append(time.perf_counter() - begun)
        found.processor.append(time.thread_time() - busy)
        time.sleep(max(0.0005, SLOT - (time.perf_counter() - begun)))


def _goals(name: str, found: Frames) -> list[Result]:
    """What goal 12 says of the smallest network; the others beside it."""
    is_goal = name.startswith("2-2-1")
    busy = sum(t > SLOT for t in found.processor) / len(found.processor)
    over = Result(
        "12: frames over 16 ms by the clock while a network trains", name, "",
        100 * sum(t > SLOT for t in found.wall) / len(found.wall), 0.0 if is_goal else None,
        at_least=False, note=f"{busy:.1%} in processor time", number=12, unit=" %",
    )  # fmt: skip
    speed = statistics.median(found.speeds) / statistics.median(found.speeds_alone)
    beside = Result(
        "12: speed of training beside a window that shows it ÷ beside one that sleeps", name, "",
        speed, 0.95 if is_goal else None, number=12,
    )  # fmt: skip
    if name.startswith("784") and isfinite(found.megabytes):
        memory = Result(
            "Memory of the window and the worker while they train", name, "", found.megabytes,
            1000.0, at_least=False, unit=" MB",
        )  # fmt: skip
        return [over, beside, memory]
    return [over, beside]


def _in_words(times: list[float]) -> tuple[str, str, str]:
    ordered = sorted(times)
    over = sum(t > SLOT for t in times) / len(times)
    high = ordered[round(0.99 * (len(ordered) - 1))]
    return f"{1000 * statistics.median(times):.1f}", f"{1000 * high:.1f}", f"{over:.1%}"


def main() -> list[Result]:
    """Print the tables."""
    application = QApplication.instance() or QApplication([])
    measured = {name: measure(_network(sizes), plots) for name, (sizes, plots) in CASES.items()}
    rows = [
        (name, clock, *_in_words(times))
        for name, found in measured.items()
        for clock, times in (("wall", found.wall), ("processor", found.processor))
    ]
    head = ("network", "clock", "median ms", "99 % ms", "over 16 ms")
    print_table("The window's work in slots of 16 ms while a network trains", head, rows)
    results = report([r for name, found in measured.items() for r in _goals(name, found)])
    stop_all()
    del application
    return results


if __name__ == "__main__":
    main()
