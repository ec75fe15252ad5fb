"""The loss over the run in hand and over every run that is shown."""

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.exploring.smoothing import roughness, smoothed
from core.language import tr
from core.network.data import Part
from core.network.node import Array
from core.network.run import Run
from core.numbers import grouped
from core.training.batches import loss_is_of
from gui.plots.card import PlotCard
from gui.plots.choice import Choice
from gui.plots.legend import Entry
from gui.plots.loss_marks import gone_back_to, rates_at
from gui.plots.loss_series import Series, cut, nearest
from gui.plots.palette import faint, run_marker, thin_pen
from gui.plots.subject import Watched
from gui.plots.words import escaped
from gui.theme import theme

_SMOOTHING = 0.9
_REACH = 1e-8
"""How far below the first loss a logarithmic axis goes: beyond, only rounding errors are seen."""
_MOST_READ, _MOST_WATCHED = 8, 101
_ROUGH = 24.0
"""Heights of the plot that lines go up and down before they are drawn without dashes."""
_POINTS_A_PIXEL = 0.5


class LossCard(PlotCard):
    """Training solid, validation dashed, penalty dotted; every run in its colour and pattern."""

    kind = "loss"
    least_ms = 80
    parts: tuple[str, ...] = ("loss", "validation_loss", "penalty")
    """The columns of the curves that are drawn, that of the training first."""
    usual_scale = "log"

    def __init__(self, watched: Watched, parent: QWidget | None = None) -> None:
        super().__init__(watched, parent)
        self.scale = self.add_choice(
            Choice(
                lambda: tr("Scale of the loss"),
                self._scales,
                self.usual_scale,
                self,
            )
        )
        self.by = self.add_choice(
            Choice(
                lambda: tr("Along the axis"),
                lambda: [("epoch", tr("per epoch")), ("step", tr("per step"))],
                "epoch",
                self,
            )
        )
        self.smoothing = self.add_choice(
            Choice(
                lambda: tr("Smoothing"),
                lambda: [("raw", tr("as it is")), ("smooth", tr("smoothed"))],
                "raw",
                self,
            )
        )
        self.chart = self.add_chart()
        self.chart.reading = self._read
        self.chart.bottom.counts = True
        self._lines: dict[tuple[str, ...], pg.PlotDataItem] = {}
        self._ends = pg.ScatterPlotItem(pxMode=True)
        self._ends.setZValue(20)
        self.chart.addItem(self._ends, ignoreBounds=True)
        self.series: list[Series] = []
        self._is_rough = False
        self._floor = -np.inf
        self._rough: dict[tuple[str, ...], tuple[Array, float]] = {}
        self._drawn: dict[tuple[str, str], tuple[Array, object, set[tuple[str, ...]]]] = {}
        self._printed = 0
        self._heard: Array | None = None
        watched.reported.connect(self._on_reported)
        for changed in (watched.runs_changed, watched.structure_changed):
            changed.connect(self.invalidate)
        self.retranslate()

    def _on_reported(self) -> None:
        """Draw anew if a point has come: within a long epoch there is none for a while."""
        newest = self.watched.live_curves.get("loss")
        if newest is None or newest is not self._heard:
            self._heard = newest
            self.invalidate()

    def title(self) -> str:
        return tr("Loss")

    def _scales(self) -> list[tuple[str, str]]:
        return [("log", tr("log")), ("linear", tr("linear"))]

    def _invitation(self) -> str:
        return tr("Run the training to see here how the loss falls.")

    # What to show

    def _gather(self) -> list[Series]:
        live = self.watched.live_curves
        runs = self.watched.shown_runs
        found = [s for i, run in enumerate(runs) for s in self._of_run(i, run)]
        if live:
            found += self._of_curves("live", tr("this run"), self.watched.live_colour, live)
        longest = max((float(s.x[-1]) for s in found if len(s.x)), default=1.0)
        for i, run in enumerate(runs):
            part, level = self.parts[0], self._level_of(run)
            if not len(run.curves.get("loss", ())) and np.isfinite(level):
                x, y = np.array([0.0, longest]), np.full(2, level)
                found.append(Series((f"run{i}", part), run.name, run.colour, part, x, y))
        return found

    def _level_of(self, run: Run) -> float:
        """Where a run without curves, as a linear model, stands."""
        return run.loss

    def _of_run(self, number: int, run: Run) -> list[Series]:
        return self._of_curves(f"run{number}", run.name, run.colour, run.curves)

    def _of_curves(
        self, key: str, name: str, colour: int, curves: Mapping[str, Array]
    ) -> list[Series]:
        x = np.asarray(curves.get(self.by.current, ()), dtype=float)
        found = []
        for part in self.parts:
            y = self._of_part(curves, part)
            is_there = len(y) and len(y) == len(x) and np.isfinite(y).any()
            if is_there and (part != "penalty" or y.any()):
                found.append(Series((key, part), name, colour, part, x, y))
        return found

    def _of_part(self, curves: Mapping[str, Array], part: str) -> Array:
        return np.asarray(curves.get(part, ()), dtype=float)

    def refresh(self) -> None:
        self.series = self._gather()
        self.show_note("" if self.series else self._invitation())
        self.chart.bottom.set_words(tr("epoch") if self.by.current == "epoch" else tr("step"))
        self.chart.plotItem.setLogMode(y=self._is_log)
        self._floor = self._lowest()
        self._is_rough = sum(map(self._roughness, self.series)) > _ROUGH
        wanted: set[tuple[str, ...]] = set()
        for series in self.series:
            wanted |= self._draw(series)
        for key in self._lines.keys() - wanted:
            self.chart.removeItem(self._lines.pop(key))
            self._drawn.pop((key[0], key[1]), None)
        self._mark_ends()
        self._explain()
        self.chart.refresh_reading()

    def _roughness(self, series: Series) -> float:
        """How rough a curve is on the axis; the curves of ended runs stay what they are."""
        known = self._rough.get((*series.key, self.scale.current))
        if known is None or known[0] is not series.y:
            shown = self._drawable(series.y)
            known = series.y, roughness(np.log10(shown) if self._is_log else shown)
            self._rough[(*series.key, self.scale.current)] = known
        return known[1]

    def _pen(self, series: Series) -> QPen:
        """The line of a curve; a rough one without its pattern, which would take long to draw."""
        if not self._is_rough or series.part == "penalty":
            return series.pen
        colour = series.pen.color()
        return thin_pen(faint(colour, 0.55) if series.is_validation else colour)

    def _draw(self, series: Series) -> set[tuple[str, ...]]:
        choices = tuple(choice.current for choice in self.choices)
        drawn_with = theme().is_dark, series.colour, self._printed
        looks = (*choices, self._is_rough, self._floor, *drawn_with)
        before = self._drawn.get(series.key)
        if before is not None and before[0] is series.y and before[1] == looks:
            return before[2]
        lines = self._draw_anew(series)
        self._drawn[series.key] = series.y, looks, lines
        return lines

    def _draw_anew(self, series: Series) -> set[tuple[str, ...]]:
        y = cut(self._drawable(series.y), self._floor)
        is_smooth = self.smoothing.current == "smooth" and len(y) > 2 and series.part != "penalty"
        if not is_smooth:
            self._line(series.key).setData(
                series.x, y, pen=self._pen(series), antialias=not self._is_rough
            )
            return {series.key}
        pen = thin_pen(faint(series.pen.color()))
        self._line(series.key).setData(series.x, y, pen=pen, antialias=not self._is_rough)
        smooth_key = (*series.key, "smooth")
        self._line(smooth_key).setData(series.x, smoothed(y, _SMOOTHING), pen=series.pen)
        self._lines[smooth_key].setZValue(5)
        return {series.key, smooth_key}

    def _drawable(self, y: Array) -> Array:
        """What can stand on the axis: a logarithm takes only what is above 0."""
        least = 0.0 if self.scale.current == "log" else -np.inf
        with np.errstate(invalid="ignore"):
            return np.where(np.isfinite(y) & (y > least), y, np.nan)

    def _line(self, key: tuple[str, ...]) -> pg.PlotDataItem:
        if key not in self._lines:
            line = self._lines[key] = pg.PlotDataItem(connect="finite", antialias=True)
            self.chart.addItem(line)  # which sets all of these as the plot has them
            line.setDownsampling(auto=True, method="peak")
            line.opts["autoDownsampleFactor"] = _POINTS_A_PIXEL
            line.setClipToView(True)
        return self._lines[key]

    def _mark_ends(self) -> None:
        spots = []
        for series in self.series:
            at = np.flatnonzero(np.isfinite(series.y))
            if series.part == "penalty" or not len(at):
                continue
            last = float(series.y[at[-1]])
            colour = series.pen.color()
            place = max(last, self._floor)
            if self._is_log and place <= 0:
                continue
            hollow = series.is_validation
            spots.append(
                {
                    "pos": (series.x[at[-1]], np.log10(place) if self._is_log else place),
                    "symbol": "t" if place > last else run_marker(series.colour),
                    "size": theme().px(8),
                    "pen": thin_pen(colour, 1.2),
                    "brush": theme().colour("panel") if hollow else colour,
                }
            )
        self._ends.setData([*spots, *self._returns()])

    def _returns(self) -> list[dict[str, object]]:
        """A ring where early stopping went back to."""
        rings: list[dict[str, object]] = []
        for number, run in enumerate(self.watched.shown_runs):
            at = gone_back_to(run)
            mine = (s for s in self.series if s.key == (f"run{number}", "validation_loss"))
            series = next(mine, None)
            if at is None or series is None or not self._drawable(series.y[at]) > self._floor:
                continue
            y = float(series.y[at])
            rings.append(
                {
                    "pos": (series.x[at], np.log10(y) if self._is_log else y),
                    "symbol": "o",
                    "size": theme().px(13),
                    "pen": thin_pen(series.pen.color(), 1.8),
                    "brush": None,
                }
            )
        return rings

    def _lowest(self) -> float:
        """The least loss that is drawn: nothing is left out unless the axis is logarithmic."""
        shown = [series.y for series in self.series if series.part == "loss"]
        shown = [y[np.isfinite(y)] for y in shown]
        firsts = [float(y[0]) for y in shown if len(y) and y[0] > 0]
        if not self._is_log or not firsts:
            return -np.inf
        floor = max(firsts) * _REACH
        return floor if any(y.min() < floor for y in shown if len(y)) else -np.inf

    @property
    def _is_log(self) -> bool:
        return self.scale.current == "log"

    def _explain(self) -> None:
        forms = [
            self._entries(self._training_words(), tr("validation")),
            self._entries(tr("training"), tr("validation")),
            self._entries(tr("train"), tr("valid.")),
        ]
        if len(self._first_of_each()) == 1:  # the table of runs has its name, too
            forms[1:] = [forms[0][:-1], forms[1], forms[2][:-1]]
        room = self.width() - theme().px(20)
        self.set_legend(
            next((form for form in forms if self.legend.width_of(form) <= room), forms[-1])
        )

    def _entries(self, training: str, validation: str) -> list[Entry]:
        """What the lines stand for, with the words for training and validation."""
        text = theme().colour("muted")
        parts = {s.part for s in self.series}
        entries = []
        if self.parts[0] in parts:
            words = f"{training} {self._newest(self.parts[0])}".rstrip()
            entries.append(Entry(words, thin_pen(text, 1.6)))
        if self.parts[1] in parts:
            pen = thin_pen(faint(text, 0.55) if self._is_rough else text, 1.2)
            if not self._is_rough:
                pen.setDashPattern([3.0, 3.0])
            words = f"{validation} {self._newest(self.parts[1])}".rstrip()
            entries.append(Entry(words, pen))
        if self._returns():
            ring = thin_pen(text, 1.8)
            clear = QColor(0, 0, 0, 0)
            entries.append(Entry(tr("early stopping: back to here"), None, "o", clear, ring))
        if "penalty" in parts:
            pen = thin_pen(text, 1.4)
            pen.setDashPattern([1.0, 3.0])
            entries.append(Entry(tr("penalty"), pen))
        if self.smoothing.current == "smooth":
            entries.append(Entry(tr("faint: not smoothed"), thin_pen(faint(text))))
        for name, series in self._first_of_each().items():
            entries.append(Entry(name, series.pen, run_marker(series.colour)))
        return entries

    def _newest(self, part: str) -> str:
        """The last number of a curve, where there is one alone, and slow enough to be read."""
        found = [s for s in self.series if s.part == part]
        if len(found) != 1 or len(found[0].y) > _MOST_WATCHED:
            return ""
        known = found[0].y[np.isfinite(found[0].y)]
        return self._written(float(known[-1])) if len(known) > 1 else ""

    def _written(self, number: float) -> str:
        return self.chart.number(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.series:
            self._explain()

    def _training_words(self) -> str:
        """What the training curve is of: not all rows where evaluating them would take long."""
        n = self.watched.document.network.data.count(Part.TRAINING)
        some = loss_is_of(n, self.watched.session.in_use) if n else n
        if some == n:
            return tr("training")
        return tr("training ({some} of {n})").format(some=grouped(some), n=grouped(n))

    def _first_of_each(self) -> dict[str, Series]:
        found: dict[str, Series] = {}
        for series in self.series:
            found.setdefault(series.name, series)
        return found if len(found) > 1 or "live" not in {s.key[0] for s in self.series} else {}

    def recolour(self) -> None:
        self._printed += 1
        if not self.is_empty:
            self.refresh()

    # The read-out

    def _read(self, x: float, y: float) -> str:
        if not self.series:
            return ""
        at = [nearest(s.x, x) for s in self.series]
        longest = max(range(len(at)), key=lambda i: len(self.series[i].x))
        place = self.chart.whole(self.series[longest].x[at[longest]])
        kind = tr("epoch {n}") if self.by.current == "epoch" else tr("step {n}")
        rows = [f"<b>{kind.format(n=place)}</b>"]
        words = {
            self.parts[0]: self._training_words(),
            self.parts[1]: tr("validation"),
            "penalty": tr("penalty"),
        }
        for series, i in list(zip(self.series, at, strict=True))[:_MOST_READ]:
            value = self.chart.number(float(series.y[i]))
            name = f"{escaped(series.name)} · " if self._first_of_each() else ""
            rows.append(_row(series.pen.color(), f"{name}{words[series.part]}", value))
        for name, rate in rates_at(self.watched, x, self.by.current):
            rows.append(f"{escaped(name or tr('this run'))} · ε <b>{self.chart.number(rate)}</b>")
        if len(self.series) > _MOST_READ:
            rows.append(f"+{len(self.series) - _MOST_READ}")
        return "<br>".join(rows)

    def columns(self) -> Mapping[str, Array]:
        found: dict[str, Array] = {}
        for series in self.series:
            found.setdefault(f"{series.name} {self.by.current}", series.x)
            found[f"{series.name} {series.part}"] = series.y
            if self.smoothing.current == "smooth" and series.part != "penalty":
                found[f"{series.name} {series.part} smoothed"] = smoothed(
                    self._drawable(series.y), _SMOOTHING
                )
        return found


def _row(colour: QColor, name: str, value: str) -> str:
    return f'<span style="color:{colour.name()}">■</span> {name} <b>{value}</b>'
