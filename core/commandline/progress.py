"""How far a training is, on standard error: a bar on a terminal, now and then a line elsewhere."""

import os
import sys
from time import perf_counter

from core.durations import duration
from core.language import tr
from core.numbers import significant
from core.training.report import Report

_WIDTH = 24
_LINE_SECONDS = 10.0


class Progress:
    """Shows reports of a training of ``epochs`` epochs."""

    def __init__(self, epochs: int) -> None:
        self._epochs = max(1, epochs)
        self._on_terminal = sys.stderr.isatty()
        self._begun = self._said = perf_counter()
        self._shown = ""

    def show(self, report: Report) -> None:
        """Draw the bar anew, or print a line if the last is long ago."""
        now = perf_counter()
        if self._on_terminal:
            self._draw(f"{self._bar(report.epoch)} {self._words(report, now)}")
        elif now - self._said >= _LINE_SECONDS:
            print(self._words(report, now), file=sys.stderr, flush=True)
            self._said = now

    def clear(self) -> None:
        """Take the bar away: what was reached is printed below."""
        if self._shown:
            self._draw("")
            print("\r", end="", file=sys.stderr, flush=True)

    def _bar(self, epoch: int) -> str:
        full = _WIDTH * epoch // self._epochs
        return "█" * full + "░" * (_WIDTH - full)

    def _words(self, report: Report, now: float) -> str:
        left = (now - self._begun) * (self._epochs / max(1, report.epoch) - 1.0)
        return tr("epoch {epoch} of {epochs}, loss {loss}, {time} left").format(
            epoch=report.epoch,
            epochs=self._epochs,
            loss=significant(report.loss),
            time=duration(left),
        )

    def _draw(self, text: str) -> None:
        text = text[: _columns() - 1]  # a line that wraps could not be drawn over
        blank = " " * max(0, len(self._shown) - len(text))
        print(f"\r{text}{blank}", end="", file=sys.stderr, flush=True)
        self._shown = text


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
