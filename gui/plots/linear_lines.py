"""The linear models among the shown runs, as lines of their own on a plot."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg

from core.baselines.baseline import Linear, linear_of
from core.exploring.linear_models import fits
from core.network.run import Run
from gui.plots.legend import Entry
from gui.plots.palette import run_pen
from gui.plots.subject import Subject, Watched

WIDTH = 1.8


def shown_models(watched: Watched, subject: Subject) -> list[tuple[Run, Linear]]:
    """The shown baselines that were fitted to columns like the network's."""
    found = [(run, linear_of(run)) for run in watched.shown_runs if "linear" in run.extra]
    return [(run, model) for run, model in found if model and fits(model, subject.data)]


class LinearLines:
    """As many lines as there are models; they are kept from one showing to the next."""

    def __init__(self, chart: pg.PlotWidget) -> None:
        self._chart = chart
        self.items: list[pg.PlotDataItem] = []

    def show(self, lines: Sequence[tuple[Run, np.ndarray, np.ndarray]], pairs: bool) -> None:
        """Draw x and y for each run; with ``pairs`` every two points are a piece of their own."""
        while len(self.items) < len(lines):
            self.items.append(pg.PlotDataItem(antialias=True))
            self.items[-1].setZValue(8)
            self._chart.addItem(self.items[-1], ignoreBounds=True)
        while len(self.items) > len(lines):
            self._chart.removeItem(self.items.pop())
        for item, (run, x, y) in zip(self.items, lines, strict=True):
            pen = run_pen(run.colour, width=WIDTH)
            item.setData(x, y, pen=pen, connect="pairs" if pairs else "all")


def entries_of(models: Sequence[tuple[Run, Linear]]) -> list[Entry]:
    """Their names for the legend."""
    return [Entry(run.name, run_pen(run.colour, width=WIDTH)) for run, _linear in models]
