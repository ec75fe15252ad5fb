"""The mean loss of every optimizer over the epochs, with a band of one standard deviation."""

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from core.language import tr
from core.network.node import Array
from gui.plots.chart import Chart
from gui.plots.legend import Entry, Legend
from gui.plots.palette import faint, optimizer_colour, run_colour, run_pen
from gui.runs.words import optimizer_title
from gui.settings import Settings
from gui.theme import theme

if TYPE_CHECKING:
    from core.experiments import Lane, RaceResult


class RacePlot(QWidget):
    """Training or validation loss, on a logarithmic axis."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.chart, self.legend = Chart(settings), Legend()
        self.chart.plotItem.setLogMode(y=True)
        self.chart.bottom.counts = True
        self._items: list[pg.GraphicsObject] = []
        self._result: RaceResult | None = None
        self._validation = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.legend)
        column.addWidget(self.chart, 1)
        # Its own wish, 480 pixels, would make the dialog scroll.
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_race(self, result: "RaceResult", validation: bool) -> None:
        """Draw what there is so far."""
        self._result, self._validation = result, validation
        for item in self._items:
            self.chart.removeItem(item)
        self._items, entries = [], []
        for lane in result.lanes:
            colour = optimizer_colour(lane.settings.optimizer)
            name = optimizer_title(lane.settings.optimizer)
            entries.append(Entry(name, run_pen(colour, width=2)))
            self._draw(result.epochs, lane, colour)
        self.legend.set_entries(entries)
        self.chart.bottom.set_words(tr("epoch"))
        self.chart.left.set_words(tr("validation loss") if validation else tr("training loss"))

    def _draw(self, epochs: Array, lane: "Lane", colour: int) -> None:
        mean = lane.validation_mean if self._validation else lane.mean
        spread = lane.validation_spread if self._validation else lane.spread
        if len(mean) != len(epochs):
            return
        there = np.isfinite(mean) & (mean > 0)
        if not there.any():
            return
        x, mean, spread = epochs[there], mean[there], spread[there]
        # A band around a small mean reaches below 0, where a logarithmic axis has no place.
        low = np.maximum(mean - spread, mean / 10)
        if len(lane.finishes) > 1:
            self._band(x, low, mean + spread, colour)
        line = pg.PlotDataItem(x, mean, pen=run_pen(colour, width=2), antialias=True)
        line.setZValue(10 + colour)
        self._add(line)

    def _band(self, x: Array, low: Array, high: Array, colour: int) -> None:
        log_low, log_high = np.log10(low), np.log10(high)
        fill = faint(run_colour(colour), 0.2)
        fill.setAlphaF(0.55)
        path = pg.arrayToQPath(np.append(x, x[::-1]), np.append(log_low, log_high[::-1]))
        band = pg.QtWidgets.QGraphicsPathItem(path)
        band.setBrush(fill)
        band.setPen(pg.mkPen(None))
        band.setZValue(colour)
        self._add(band)

    def _add(self, item: pg.GraphicsObject) -> None:
        self.chart.addItem(item)
        self._items.append(item)

    def _restyle(self) -> None:
        self.chart.restyle()
        self.setMinimumHeight(theme().px(210))
        if self._result is not None:
            self.show_race(self._result, self._validation)
