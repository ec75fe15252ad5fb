"""The process beside the window that trains and does long experiments. It knows nothing of Qt.

The window sends what is to be done through a pipe and the worker answers there; where a run is
in between, both see in a `Shared` block. The worker ends when the pipe or its parent is gone.
"""

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from core.compiling.plan import Plan
    from core.network.data import Data
    from core.network.node import Array
    from core.training.settings import TrainingSettings

BLAS_THREADS = (
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "OMP_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
MOST_OFTEN = 1 / 25
"""Seconds between two partial results of a task."""


class Task(Protocol):
    """Anything picklable that yields its share done and what it has; the last is the result."""

    def run(self) -> Iterator[tuple[float, Any]]:
        """Yield (share done, what there is so far)."""


# What the window sends


@dataclass(frozen=True)
class Begin:
    """Start a run; ``block`` names the memory that it is to be published in."""

    job: int
    block: str
    plan: "Plan"
    theta: "Array"
    data: "Data"
    settings: "TrainingSettings"


@dataclass(frozen=True)
class Go:
    """Go on with the run up to this many steps since its start."""

    job: int
    until_step: int


@dataclass(frozen=True)
class Do:
    """Carry out a task."""

    job: int
    task: Task


@dataclass(frozen=True)
class Drop:
    """Give up a run or a task; nothing is said of it any more."""

    job: int


# What the worker answers


@dataclass(frozen=True)
class Answer:
    """About one job. ``what`` is one of ready, attached, rests, ended, progress, done, failed.

    ``value`` is a `Report` (ended), the share done and the partial result (progress), the result
    (done) or an exception (failed).
    """

    job: int
    what: str
    value: Any = None


def main(connection: Connection) -> None:
    """Do what the window asks for until it is gone."""
    for name in BLAS_THREADS:
        os.environ.setdefault(name, "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the window
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from core.training import pickling

    pickling.install()
    from core.training.jobs import Jobs  # loads NumPy, with one thread

    try:
        connection.send(Answer(0, "ready"))
        Jobs(connection).serve()
    except (EOFError, OSError):  # the window is gone
        pass


def _end_with_parent() -> None:
    """Wait, without taking any time, for the parent to end; then end, whatever is being done."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
