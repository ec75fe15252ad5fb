"""ŷ over one input with the observations, and what each neuron before the output adds to it."""

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from core.baselines.baseline import Linear
from core.exploring.curves import FittedCurve, curve_of
from core.exploring.linear_models import line_of
from core.exploring.planes import plane_limits
from core.language import tr
from core.metrics import task_of
from core.network.edge import Parameter
from core.network.node import Array, Role, Unit
from core.network.run import Run
from gui.plots.card import PlotCard
from gui.plots.choice import Choice
from gui.plots.legend import Entry
from gui.plots.linear_lines import LinearLines, entries_of, shown_models
from gui.plots.observations import entries, rows_shown, spots
from gui.plots.palette import part_pen, thin_pen
from gui.plots.plane_card import with_unit
from gui.plots.subject import Subject, Watched
from gui.plots.words import escaped
from gui.theme import theme

_POINTS = 241
_MOST_PARTS, _USUAL_PARTS = 12, 8


class CurveCard(PlotCard):
    """The fitted curve as a strong line; each β_k A_k in its own colour and pattern."""

    kind = "curve"

    def __init__(self, watched: Watched, parent: QWidget | None = None) -> None:
        super().__init__(watched, parent)
        self.parts = self.add_choice(
            Choice(
                lambda: tr("What each neuron adds"),
                lambda: [("shown", tr("with parts")), ("hidden", tr("without parts"))],
                "shown",
                self,
            )
        )
        self._parts_chosen = False
        self.parts.changed.connect(self._on_parts)
        self.column = self.add_choice(Choice(lambda: tr("Input"), self._inputs, "0", self))
        self.output = self.add_choice(Choice(lambda: tr("Output"), self._outputs, "0", self))
        self.chart = self.add_chart()
        self.chart.reading = self._read
        self.fitted = pg.PlotDataItem(antialias=True)
        self.fitted.setZValue(10)
        self.constant = pg.PlotDataItem()
        self.points = pg.ScatterPlotItem(pxMode=True)
        for item in (self.points, self.constant, self.fitted):
            self.chart.addItem(item)
        self._lines: list[pg.PlotDataItem] = []
        self.linear = LinearLines(self.chart)
        self.models: list[tuple[Run, Linear]] = []
        self.curve: FittedCurve | None = None
        self.subject: Subject | None = None
        for changed in (watched.numbers_changed, watched.structure_changed, watched.runs_changed):
            changed.connect(self.invalidate)
        self.retranslate()

    def title(self) -> str:
        return tr("Fitted curve")

    def _on_parts(self, *_: object) -> None:
        self._parts_chosen = True

    def _propose_parts(self, n: int) -> None:
        """Without a choice of the user, show as many parts as can be told from each other."""
        if not self._parts_chosen:
            self.parts.choose("shown" if n <= _USUAL_PARTS else "hidden")
            self._parts_chosen = False

    def _inputs(self) -> list[tuple[str, str]]:
        return self._named(Role.INPUT)

    def _outputs(self) -> list[tuple[str, str]]:
        return self._named(Role.OUTPUT)

    def _named(self, role: Role) -> list[tuple[str, str]]:
        subject = self.watched.subject()
        units = subject.network.units(role) if subject else []
        if subject is None or len(units) < 2 or subject.has_many_inputs:
            return []
        return [(str(k), self._name(subject, role, k)) for k in range(len(units))]

    def _name(self, subject: Subject, role: Role, k: int) -> str:
        data = subject.data
        columns = data.input_columns if role is Role.INPUT else data.target_columns
        if k < len(columns) and columns[k].name:
            return with_unit(columns[k])
        unit = subject.network.units(role)[k]
        return subject.names.activation(unit).plain

    def refresh(self) -> None:
        subject = self.subject = self.watched.subject()
        if subject is None or subject.has_many_inputs:
            self.answers.forget()
            self.curve = None
            many = tr(
                "One of {n} inputs says nothing by itself, so there is no curve to look at: see "
                "the accuracy and the confusion matrix."
            )
            n = subject.plan.n_inputs if subject is not None else 0
            self.show_note(str(self.watched.problem) if subject is None else many.format(n=n))
            return
        self.show_note("")
        self.fit_to(subject.plan)
        column = min(int(self.column.current), subject.plan.n_inputs - 1)
        output = min(int(self.output.current), subject.plan.n_outputs - 1)
        plan, theta, data = subject.plan, subject.theta, subject.data
        known = data if data.inputs.shape[1] == plan.n_inputs else type(data)()
        limits = plane_limits(known, (column, column), 0.08)[0]
        self.compute(
            (plan, data, column, output),
            lambda: curve_of(plan, theta, data, limits, _POINTS, column, output),
            lambda curve: self._show(subject, curve, column, output),
            cost=plan.n_units * _POINTS,
        )

    def _show(self, subject: Subject, curve: FittedCurve, column: int, output: int) -> None:
        self.subject, self.curve = subject, curve
        text = theme().colour("text")
        self._propose_parts(len(curve.parts))
        # Without the identity the parts add up to z, which has another scale than ŷ.
        self.shows_parts = self.parts.current == "shown"
        as_z = self.shows_parts and not curve.adds_to_y_hat
        self.fitted.setData(curve.x, curve.sum if as_z else curve.y_hat, pen=thin_pen(text, 2.2))
        self._show_parts(curve)
        self._show_points(subject, column, output, as_z)
        self._show_linear(subject, curve, column, output, as_z)
        self.chart.bottom.set_words(self._name(subject, Role.INPUT, column))
        name = self._name(subject, Role.OUTPUT, output)
        z = subject.names.z(subject.network.units(Role.OUTPUT)[output]).plain
        self.chart.left.set_words(z if as_z else name)
        captions = []
        if as_z:
            captions.append(
                tr("The parts add up to {z}; the output function makes {output} of it.").format(
                    z=z,
                    output=subject.names.activation(
                        subject.network.units(Role.OUTPUT)[output]
                    ).plain,
                )
            )
        if subject.plan.n_inputs > 1:
            captions.append(tr("The other inputs are held at their means."))
        self.set_caption(" ".join(captions))
        self._explain(subject, curve, output, as_z)
        self.chart.refresh_reading()

    def _show_parts(self, curve: FittedCurve) -> None:
        n = min(len(curve.parts), _MOST_PARTS) if self.shows_parts else 0
        while len(self._lines) < n:
            self._lines.append(pg.PlotDataItem(antialias=True))
            self.chart.addItem(self._lines[-1])
        while len(self._lines) > n:
            self.chart.removeItem(self._lines.pop())
        for k, line in enumerate(self._lines):
            line.setData(curve.x, curve.parts[k], pen=part_pen(k + 1, width=1.3))
        self.constant.setVisible(self.shows_parts)
        muted = thin_pen(theme().colour("muted"), 1.0, dashed=True)
        self.constant.setData(curve.x[[0, -1]], np.full(2, curve.constant), pen=muted)

    def _show_points(self, subject: Subject, column: int, output: int, as_z: bool) -> None:
        data = subject.data
        if not subject.fits or as_z:
            self.points.setData([])
            return
        rows = rows_shown(data)
        x = data.measured_input(column)[rows]
        y = data.measured_targets(data.targets)[rows, output]
        known = y[np.isfinite(y)]
        limits = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
        marks = spots(data, task_of(subject.network), np.column_stack([x, y]), rows, limits)
        grey = theme().colour("muted")
        for mark in marks:
            mark["size"] = theme().px(7)
            mark["brush"] = grey
            mark["symbol"] = "o"
        self.points.setData(marks)

    def _show_linear(
        self, subject: Subject, curve: FittedCurve, column: int, output: int, as_z: bool
    ) -> None:
        """The baselines beside the network, where the axis is that of ŷ."""
        self.models = [] if as_z else shown_models(self.watched, subject)
        lines = [
            (run, curve.x, line_of(model, subject.data, curve.x, column)[output])
            for run, model in self.models
        ]
        self.linear.show(lines, pairs=False)

    def part_names(self, subject: Subject, curve: FittedCurve, output: int) -> list[str]:
        """β_k A_k for every part, in the network's own names."""
        by_index = {subject.plan.index(u): u for role in Role for u in subject.network.units(role)}
        target = subject.network.units(Role.OUTPUT)[output]
        return [self._part_name(subject, target, by_index[k]) for k in curve.sources]

    def _part_name(self, subject: Subject, target: Unit, source: Unit) -> str:
        names = subject.names
        return (
            f"{names.parameter(Parameter(target, source)).plain} {names.activation(source).plain}"
        )

    def _explain(self, subject: Subject, curve: FittedCurve, output: int, as_z: bool) -> None:
        units = subject.network.units(Role.OUTPUT)
        found = [
            Entry(self._sum_name(subject, output, as_z), thin_pen(theme().colour("text"), 2.2))
        ]
        if self.shows_parts:
            names = self.part_names(subject, curve, output)[:_MOST_PARTS]
            found += [Entry(n, part_pen(k + 1, width=1.3)) for k, n in enumerate(names)]
            bias = subject.names.parameter(Parameter(units[output])).plain
            pen = thin_pen(theme().colour("muted"), 1.0, dashed=True)
            found.append(Entry(bias, pen))
        found += entries_of(self.models)
        found += [e for e in entries(subject.data, task_of(subject.network)) if e.outline]
        self.set_legend(found)

    def _sum_name(self, subject: Subject, output: int, as_z: bool) -> str:
        unit = subject.network.units(Role.OUTPUT)[output]
        return (subject.names.z(unit) if as_z else subject.names.activation(unit)).plain

    def _read(self, x: float, y: float) -> str:
        curve, subject = self.curve, self.subject
        if curve is None or subject is None:
            return ""
        i = int(np.abs(curve.x - x).argmin())
        number = self.chart.number
        name = self._name(
            subject, Role.INPUT, min(int(self.column.current), subject.plan.n_inputs - 1)
        )
        output = min(int(self.output.current), subject.plan.n_outputs - 1)
        rows = [f"{escaped(name)} <b>{number(float(curve.x[i]))}</b>"]
        y_name = subject.names.activation(subject.network.units(Role.OUTPUT)[output]).plain
        rows.append(f"{escaped(y_name)} <b>{number(float(curve.y_hat[i]))}</b>")
        if self.shows_parts:
            names = self.part_names(subject, curve, output)[:_MOST_PARTS]
            rows += [
                f"{escaped(n)} <b>{number(float(curve.parts[k, i]))}</b>"
                for k, n in enumerate(names)
            ]
        return "<br>".join(rows)

    def columns(self) -> Mapping[str, Array]:
        curve, subject = self.curve, self.subject
        if curve is None or subject is None:
            return {}
        column = min(int(self.column.current), subject.plan.n_inputs - 1)
        output = min(int(self.output.current), subject.plan.n_outputs - 1)
        found = {
            self._name(subject, Role.INPUT, column): curve.x,
            self._sum_name(subject, output, False): curve.y_hat,
        }
        names = self.part_names(subject, curve, output)
        found |= dict(zip(names, curve.parts, strict=True))
        found["constant"] = np.full(len(curve.x), curve.constant)
        return found
