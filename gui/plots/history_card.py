"""One parameter and its gradient over the runs."""

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from core.exploring.paths import gradients_along
from core.language import tr
from core.network.node import Array
from gui.plots.card import PlotCard
from gui.plots.choice import Choice
from gui.plots.legend import Entry
from gui.plots.palette import run_marker, run_pen
from gui.plots.parameters import follow_selection, listed, name_of
from gui.plots.routes import Route
from gui.plots.subject import Subject, Watched, too_large
from gui.plots.words import escaped

_MOST_GRADIENTS = 120


class HistoryCard(PlotCard):
    """The value above, the gradient ∂L/∂θ below; one line a run."""

    kind = "history"

    def __init__(self, watched: Watched, parent: QWidget | None = None) -> None:
        super().__init__(watched, parent)
        self.parameter = self.add_choice(
            Choice(lambda: tr("Parameter"), lambda: listed(self.watched.subject()), "", self)
        )
        self.chart = self.add_chart()
        self.gradient_chart = self.add_chart()
        self.gradient_chart.setXLink(self.chart)
        self.chart.bottom.setStyle(showValues=False)
        self.chart.reading = self._read
        self.gradient_chart.reading = self._read
        self.chart.bottom.counts = self.gradient_chart.bottom.counts = True
        self._lines: list[tuple[pg.PlotDataItem, pg.PlotDataItem]] = []
        self.routes: list[Route] = []
        self.gradients: list[tuple[Array, Array]] = []
        self.subject: Subject | None = None
        for changed in (
            watched.numbers_changed,
            watched.structure_changed,
            watched.runs_changed,
            watched.routes.changed,
        ):
            changed.connect(self.invalidate)
        watched.selection_changed.connect(self._follow_selection)
        self._follow_selection()
        self.retranslate()

    def title(self) -> str:
        return tr("Parameter over the run")

    def _follow_selection(self) -> None:
        follow_selection(self.watched, self.parameter)

    def index(self, subject: Subject) -> int:
        """Which θ is shown: the chosen one, else the first in the list."""
        text = self.parameter.current
        if text and int(text) < subject.plan.n_theta:
            return int(text)
        known = listed(subject)
        return int(known[0][0]) if known else 0

    def refresh(self) -> None:
        subject = self.subject = self.watched.subject()
        if subject is not None and subject.is_large:
            self.answers.forget()
            self.routes = []
            self.show_note(too_large(subject))
            return
        routes = self.watched.routes.of(subject) if subject is not None else []
        if subject is None or not routes or not subject.can_lose:
            self.answers.forget()
            self.routes = []
            busy = subject is not None and self.watched.routes.is_busy
            first = tr("Run the training to see here how a parameter moves.")
            note = tr("The paths of the runs are being computed …") if busy else first
            self.show_note(str(self.watched.problem) if subject is None else note)
            return
        self.show_note("")
        index = self.index(subject)
        if not self.parameter.current:
            self.parameter.choose(str(index))
            return
        plan, (x, y), settings = subject.plan, subject.training, subject.settings
        thinned = [_thinned(len(route.path.steps)) for route in routes]

        def work() -> list[tuple[Array, Array]]:
            return [
                (rows, gradients_along(plan, r.path.thetas[rows], x, y, settings, index))
                for r, rows in zip(routes, thinned, strict=True)
            ]

        passes = sum(len(rows) for rows in thinned)
        self.compute(
            (plan, subject.data, index, tuple(r.name for r in routes)),
            work,
            lambda found: self._show(subject, routes, found, index),
            cost=passes * (3 * (plan.n_units * len(x) + plan.n_theta) + 2000),
        )

    def _show(
        self,
        subject: Subject,
        routes: list[Route],
        gradients: list[tuple[Array, Array]],
        index: int,
    ) -> None:
        self.subject, self.routes, self.gradients = subject, routes, gradients
        while len(self._lines) < len(routes):
            pair = pg.PlotDataItem(antialias=True), pg.PlotDataItem(antialias=True)
            self.chart.addItem(pair[0])
            self.gradient_chart.addItem(pair[1])
            self._lines.append(pair)
        while len(self._lines) > len(routes):
            value, gradient = self._lines.pop()
            self.chart.removeItem(value)
            self.gradient_chart.removeItem(gradient)
        for (value, gradient), route, (rows, slopes) in zip(
            self._lines, routes, gradients, strict=True
        ):
            pen, steps = run_pen(route.colour, width=1.5), route.path.steps.astype(float)
            value.setData(steps, route.path.thetas[:, index], pen=pen)
            gradient.setData(steps[rows], slopes, pen=pen)
        name = name_of(subject, index)
        self.chart.left.set_words(name)
        self.gradient_chart.left.set_words(f"∂L/∂{name}")
        self.gradient_chart.bottom.set_words(tr("step"))
        self.set_legend(
            [
                Entry(r.name or tr("this run"), run_pen(r.colour, width=1.5), run_marker(r.colour))
                for r in routes
            ]
        )
        self.chart.refresh_reading()

    def _read(self, x: float, y: float) -> str:
        subject = self.subject
        if subject is None or not self.routes:
            return ""
        index, number = self.index(subject), self.chart.number
        name = escaped(name_of(subject, index))
        rows = [f"<b>{tr('step {n}').format(n=self.chart.whole(max(x, 0.0)))}</b>"]
        for route, (kept, slopes) in list(zip(self.routes, self.gradients, strict=True))[:6]:
            value = number(float(np.interp(x, route.path.steps, route.path.thetas[:, index])))
            slope = number(float(np.interp(x, route.path.steps[kept], slopes)))
            run = escaped(route.name or tr("this run"))
            rows.append(f"{run}: {name} <b>{value}</b>, ∂L/∂{name} <b>{slope}</b>")
        return "<br>".join(rows)

    def columns(self) -> Mapping[str, Array]:
        subject = self.subject
        found: dict[str, Array] = {}
        if subject is None:
            return found
        index = self.index(subject)
        name = name_of(subject, index)
        for route, (rows, slopes) in zip(self.routes, self.gradients, strict=True):
            run = route.name or tr("this run")
            found[f"{run} step"] = route.path.steps
            found[f"{run} {name}"] = route.path.thetas[:, index]
            found[f"{run} gradient step"] = route.path.steps[rows]
            found[f"{run} ∂L/∂{name}"] = slopes
        return found


def _thinned(n: int) -> Array:
    """The places of a path at which the gradient is computed, with the last."""
    return np.unique(np.linspace(0, n - 1, min(n, _MOST_GRADIENTS)).round().astype(int))
