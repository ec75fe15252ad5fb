"""Reading a CSV in short turns of the event loop: its first rows at once, then all of it.

A thread would be worse: while it reads, every cell that the window paints waits for Python's lock,
five thousandths of a second each. So only what is one call is done beside, and the rest in slices.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, QTimer, Signal

from core.datasets.csv_format import Format, decoded, guess
from core.datasets.csv_reading import reading_text
from core.datasets.table import Table
from core.files.reader import bytes_of
from gui import threads

FIRST_ROWS = 200
_SLICE = 0.002
"""Seconds of reading in one turn of the event loop; one piece of a file takes 10 to 20 ms."""
_POLL_MS, _FIRST_MS = 5, 40
"""How often the text is looked for, and the time that the first rows get to be painted."""


@dataclass(frozen=True)
class Start:
    """What the beginning of a file tells: how it is written, and its first rows."""

    format: Format
    table: Table


class Reader(QObject):
    """Reads one file at a time; a new one, or `cancel`, gives up the one before."""

    started = Signal(object)
    """The `Start` of the file."""
    progressed = Signal(float)
    """The share that is read, 0 to 1."""
    finished = Signal(object)
    """The whole `Table`."""
    failed = Signal(object)
    """The error that ended it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self._texts: SimpleQueue[tuple[str, Format] | Exception] = SimpleQueue()
        self._pieces: Iterator[tuple[float, Table | None]] | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    @property
    def is_busy(self) -> bool:
        """Return whether a file is being read."""
        return self._timer.isActive()

    def read(self, path: Path, how: Format | None = None) -> None:
        """Read a file; None guesses how it is written."""
        self.cancel()
        self._path, self._texts = path, SimpleQueue()
        threads.start(_read_text, path, how, self._texts)
        self._timer.start(_POLL_MS)

    def cancel(self) -> None:
        """Give up; nothing more is told."""
        self._timer.stop()
        self._pieces = None

    def _turn(self) -> None:
        try:
            if self._pieces is None:
                self._begin()
            else:
                self._go_on(self._pieces)
        except Exception as error:
            self.cancel()
            self.failed.emit(error)

    def _begin(self) -> None:
        """Show the first rows as soon as the text is there."""
        try:
            answer = self._texts.get_nowait()
        except Empty:
            return
        if isinstance(answer, Exception):
            raise answer
        text, how = answer
        *_, (_share, first) = reading_text(text, self._path.name, how, FIRST_ROWS)
        self._pieces = reading_text(text, self._path.name, how)
        self._timer.start(_FIRST_MS)
        if first is not None:
            self.started.emit(Start(how, first))

    def _go_on(self, pieces: Iterator[tuple[float, Table | None]]) -> None:
        if self._timer.interval():
            self._timer.start(0)
        until = time.perf_counter() + _SLICE
        for share, table in pieces:
            if table is not None:
                self.cancel()
                self.finished.emit(table)
                return
            if time.perf_counter() > until:
                self.progressed.emit(share)
                return


def _read_text(
    path: Path, how: Format | None, texts: "SimpleQueue[tuple[str, Format] | Exception]"
) -> None:
    try:
        text = decoded(bytes_of(path), path.name)
        texts.put((text, how or guess(text)))
    except Exception as error:
        texts.put(error)
