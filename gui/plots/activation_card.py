"""A neuron's activation g and its slope g', with the z of every observation."""

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from core.exploring.activations import ActivationView, activation_of, activation_view
from core.language import tr
from core.network.node import Array, Role
from gui.inspector.functions import ACTIVATION_TEXTS
from gui.plots.card import PlotCard
from gui.plots.choice import Choice
from gui.plots.legend import Entry
from gui.plots.palette import thin_pen
from gui.plots.subject import Subject, Watched
from gui.theme import theme

_MOST_LISTED = 100
_MOST_MARKS = 400
_MOST_ROWS = 2000
"""Rows whose z is looked at: of 60,000, every thirtieth."""


class ActivationCard(PlotCard):
    """Where g is flat, g' is near 0 and no gradient comes through: saturation can be seen."""

    kind = "activation"

    def __init__(self, watched: Watched, parent: QWidget | None = None) -> None:
        super().__init__(watched, parent)
        self.neuron = self.add_choice(Choice(lambda: tr("Neuron"), self._neurons, "", self))
        self.chart = self.add_chart()
        self.chart.reading = self._read
        self.g = pg.PlotDataItem(antialias=True)
        self.slope = pg.PlotDataItem(antialias=True)
        self.on_g = pg.ScatterPlotItem(pxMode=True)
        self.on_slope = pg.ScatterPlotItem(pxMode=True)
        for item in (self.g, self.slope, self.on_g, self.on_slope):
            self.chart.addItem(item)
        self.view: ActivationView | None = None
        self.subject: Subject | None = None
        for changed in (watched.numbers_changed, watched.structure_changed):
            changed.connect(self.invalidate)
        watched.selection_changed.connect(self._follow_selection)
        self._follow_selection()
        self.retranslate()

    def title(self) -> str:
        return tr("Activation and its slope")

    def _neurons(self) -> list[tuple[str, str]]:
        subject = self.watched.subject()
        if subject is None:
            return []
        units = [*subject.network.units(Role.HIDDEN), *subject.network.units(Role.OUTPUT)]
        return [
            (str(subject.plan.index(u)), subject.names.activation(u).plain)
            for u in units[:_MOST_LISTED]
            if activation_of(subject.plan, subject.plan.index(u)) is not None
        ]

    def _follow_selection(self) -> None:
        subject = self.watched.subject()
        if subject is None:
            return
        for node_id in self.watched.document.selection.nodes:
            node = subject.network.nodes.get(node_id)
            if node is not None and node.role is not Role.INPUT:
                self.neuron.choose(str(subject.plan.first_unit[node_id]))

    def refresh(self) -> None:
        subject = self.subject = self.watched.subject()
        known = [int(key) for key, _ in self._neurons()]
        if subject is None or not known:
            self.answers.forget()
            self.view = None
            problem = tr("A softmax is over all outputs together: there is no hidden neuron yet.")
            self.show_note(str(self.watched.problem) if subject is None else problem)
            return
        self.show_note("")
        text = self.neuron.current
        unit = int(text) if text and int(text) in known else known[0]
        if text != str(unit):
            self.neuron.choose(str(unit))
            return
        plan, theta = subject.plan, subject.theta
        x = subject.some_inputs(_MOST_ROWS) if subject.fits else np.empty((0, plan.n_inputs))
        self.compute(
            (plan, subject.data, unit),
            lambda: activation_view(plan, theta, x, unit),
            lambda view: self._show(subject, view, unit),
            cost=plan.n_units * len(x) + 500,
        )

    def _show(self, subject: Subject, view: ActivationView | None, unit: int) -> None:
        if view is None:
            return
        self.subject, self.view = subject, view
        blue, orange = theme().colour("hidden_line"), theme().colour("chain_parameter")
        self.g.setData(view.z, view.g, pen=thin_pen(blue, 2.0))
        self.slope.setData(view.z, view.slope, pen=thin_pen(orange, 1.6, dashed=True))
        step = max(1, -(-len(view.z_now) // _MOST_MARKS))
        z, ground = view.z_now[::step], thin_pen(theme().colour("panel"), 1.2)
        size = theme().px(9)
        self.on_g.setData(z, view.a_now[::step], symbol="o", size=size, brush=blue, pen=ground)
        self.on_slope.setData(
            z, view.slope_now[::step], symbol="d", size=size, brush=orange, pen=ground
        )
        names = dict(self._neurons())
        self.chart.bottom.set_words(f"z · {names.get(str(unit), '')}")
        function = tr(ACTIVATION_TEXTS[view.name].title)
        self.set_legend(
            [
                Entry(f"g(z) · {function}", thin_pen(blue, 2.0), "o"),
                Entry("g′(z)", thin_pen(orange, 1.6, dashed=True), "d"),
            ]
        )
        self._say_flat(view)
        self.chart.refresh_reading()

    def _say_flat(self, view: ActivationView) -> None:
        """Say where no gradient comes through: the picture alone shows only dots at 0."""
        flat, n = view.n_flat(), len(view.z_now)
        sentence = tr("g′ is below 0.01 for {flat} of {n} observations: little gradient passes.")
        self.set_caption(sentence.format(flat=flat, n=n) if flat else "")

    def _read(self, x: float, y: float) -> str:
        view = self.view
        if view is None:
            return ""
        number = self.chart.number
        g, slope = (float(np.interp(x, view.z, values)) for values in (view.g, view.slope))
        return f"z <b>{number(x)}</b><br>g <b>{number(g)}</b><br>g′ <b>{number(slope)}</b>"

    def columns(self) -> Mapping[str, Array]:
        view = self.view
        if view is None:
            return {}
        return {
            "z": view.z,
            "g": view.g,
            "g'": view.slope,
            "z of the observations": view.z_now,
            "g of the observations": view.a_now,
            "g' of the observations": view.slope_now,
        }

    def recolour(self) -> None:
        if self.view is not None and self.subject is not None and not self.is_empty:
            self._show(self.subject, self.view, int(self.neuron.current))
