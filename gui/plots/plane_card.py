"""ŷ, or what any neuron says, over the plane of two inputs, with the observations on it."""

from collections.abc import Mapping
from itertools import zip_longest

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.baselines.baseline import Linear
from core.exploring.isolines import isoline
from core.exploring.linear_models import surface_of
from core.exploring.planes import Plane, plane_limits, plane_of
from core.language import tr
from core.metrics import Task, class_names, task_of
from core.network.data import Column
from core.network.node import Array, Role
from core.network.run import Run
from gui.plots.card import PlotCard
from gui.plots.choice import Choice
from gui.plots.colour_bar import ColourBar
from gui.plots.legend import Entry
from gui.plots.linear_lines import LinearLines, entries_of, shown_models
from gui.plots.neuron_pictures import unit_limits
from gui.plots.observations import are_classes, entries, rows_shown, spots
from gui.plots.palette import class_colour, coloured, thin_pen, two_sided
from gui.plots.point_editing import PointEditing
from gui.plots.subject import Subject, Watched
from gui.plots.words import escaped
from gui.theme import theme

_GRID = 72
_MOST_LISTED = 40


class PlaneCard(PlotCard):
    """Colours from orange (low) over white to blue (high), the boundary of classes as a line.

    Places of points are in measured units. In the mode for points a click on an empty place says
    `point_added`, dragging one says `point_moved` again and again and `point_dropped` at the end.
    """

    kind = "plane"
    point_added = Signal(float, float, object)
    """x, y and the mouse button (`Qt.MouseButton`)."""
    point_moved = Signal(int, float, float)
    point_dropped = Signal(int, float, float)
    point_removed = Signal(int)
    editing_changed = Signal(bool)

    def __init__(self, watched: Watched, parent: QWidget | None = None) -> None:
        super().__init__(watched, parent)
        self.what = self.add_choice(
            Choice(lambda: tr("What is shown"), self._whats, "output", self)
        )
        self.first = self.add_choice(
            Choice(lambda: tr("Horizontal input"), self._inputs, "0", self)
        )
        self.second = self.add_choice(Choice(lambda: tr("Vertical input"), self._inputs, "1", self))
        self.chart = self.add_chart()
        self.chart.left.setGrid(False)
        self.chart.box.setMouseEnabled(False, False)
        self.chart.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.chart.reading = self._read
        self.image = pg.ImageItem(axisOrder="row-major")
        self.boundary = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.points = pg.ScatterPlotItem(pxMode=True)
        for item in (self.image, self.boundary, self.points):
            self.chart.addItem(item, ignoreBounds=True)
        self.linear = LinearLines(self.chart)
        self.bar = ColourBar(watched.settings)
        self._lay_out_bar()
        self.editing = PointEditing(self)
        self.chart.pointer = self.editing
        self.models: list[tuple[Run, Linear]] = []
        self.subject: Subject | None = None
        self.plane: Plane | None = None
        self._drawn_for: tuple[object, ...] | None = None
        for changed in (watched.numbers_changed, watched.structure_changed, watched.runs_changed):
            changed.connect(self.invalidate)
        self.retranslate()

    def _lay_out_bar(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, theme().px(20))
        row.setSpacing(4)
        self.stage.removeWidget(self.chart)
        row.addWidget(self.chart, 1)
        row.addWidget(self.bar)
        self.stage.addLayout(row, 1)

    def title(self) -> str:
        return tr("ŷ over the plane")

    # What there is to choose

    def _whats(self) -> list[tuple[str, str]]:
        subject = self.watched.subject()
        if subject is None:
            return []
        names, network = subject.names, subject.network
        several = subject.plan.n_outputs > 1
        first = [("output", tr("the most likely class") if self._is_many(subject) else "ŷ")]
        units = network.units(Role.OUTPUT) if several else []
        units = [*units, *network.units(Role.HIDDEN)][:_MOST_LISTED]
        return first + [(str(subject.plan.index(u)), names.activation(u).plain) for u in units]

    def _inputs(self) -> list[tuple[str, str]]:
        subject = self.watched.subject()
        if subject is None or subject.plan.n_inputs <= 2 or subject.has_many_inputs:
            return []
        return [(str(k), self._input_name(subject, k)) for k in range(subject.plan.n_inputs)]

    def _input_name(self, subject: Subject, k: int) -> str:
        columns = subject.data.input_columns
        if k < len(columns) and columns[k].name:
            return with_unit(columns[k])
        return subject.names.activation(subject.network.units(Role.INPUT)[k]).plain

    def _is_many(self, subject: Subject) -> bool:
        return subject.plan.n_outputs > 1 and self._task(subject) is not Task.REGRESSION

    def _task(self, subject: Subject) -> Task:
        return task_of(subject.network)

    def pair(self, subject: Subject) -> tuple[int, int]:
        """Which inputs are the two axes."""
        n = subject.plan.n_inputs
        first = min(int(self.first.current), n - 1)
        second = min(int(self.second.current), n - 1)
        return (first, second) if first != second else (first, 0 if first else 1)

    # What is shown

    def refresh(self) -> None:
        subject = self.subject = self.watched.subject()
        problem = str(self.watched.problem) if subject is None else self._problem(subject)
        if subject is None or problem:
            self.answers.forget()
            self.plane = None
            self.show_note(problem)
            return
        self.show_note("")
        pair = self.pair(subject)
        limits = plane_limits(subject.data if subject.fits else type(subject.data)(), pair)
        limits = self.editing.limits or limits
        self.fit_to(subject.plan)
        plan, theta, data = subject.plan, subject.theta, subject.data
        self.compute(
            (plan, data, pair, limits),
            lambda: plane_of(plan, theta, data, limits, _GRID, pair),
            lambda plane: self._show(subject, plane, pair),
            cost=plan.n_units * _GRID * _GRID,
        )

    @staticmethod
    def _problem(subject: Subject) -> str:
        if subject.has_many_inputs:
            return tr(
                "Two of {n} inputs say nothing by themselves, so there is no plane to look at: "
                "see the confusion matrix, and the weights of the hidden neurons as pictures."
            ).format(n=subject.plan.n_inputs)
        if subject.plan.n_inputs < 2:
            return tr("A plane needs two inputs: this network has one.")
        return ""

    def _show(self, subject: Subject, plane: Plane, pair: tuple[int, int]) -> None:
        self.plane, self.subject = plane, subject
        xs, ys = plane.xs, plane.ys
        self.image.setImage(self._colours(subject, plane), autoLevels=False)
        dx, dy = xs[1] - xs[0], ys[1] - ys[0]
        area = QRectF(xs[0] - dx / 2, ys[0] - dy / 2, np.ptp(xs) + dx, np.ptp(ys) + dy)
        self.image.setRect(area)
        self.boundary.setPen(thin_pen(theme().colour("text"), 1.2))
        segments = self._boundaries(subject, plane, plane.outputs)
        self.boundary.setData(*segments.reshape(-1, 2).T)
        self.chart.set_range((xs[0], xs[-1]), (ys[0], ys[-1]))
        self.chart.bottom.set_words(self._input_name(subject, pair[0]))
        self.chart.left.set_words(self._input_name(subject, pair[1]))
        self._show_linear(subject, plane, pair)
        self._show_points(subject, pair)
        others = subject.plan.n_inputs - 2
        caption = tr("The other inputs are held at their means.") if others else ""
        self.set_caption(caption)
        self.chart.refresh_reading()

    def _shown_unit(self, subject: Subject) -> int:
        text = self.what.current
        unit = int(text) if text.isdigit() else subject.plan.outputs.start
        return unit if unit < subject.plan.n_units else subject.plan.outputs.start

    def shown_values(self, subject: Subject, plane: Plane) -> Array:
        """What the colours stand for (ny, nx): outputs in measured units."""
        unit = self._shown_unit(subject)
        first = subject.plan.outputs.start
        return plane.outputs[unit - first] if unit >= first else plane.a[unit]

    def _shows_winner(self, subject: Subject) -> bool:
        return self.what.current == "output" and self._is_many(subject)

    def _colours(self, subject: Subject, plane: Plane) -> Array:
        if self._shows_winner(subject):
            self.bar.hide()
            return _winners(plane.outputs)
        limits = self.limits(subject, plane)
        self.bar.show()
        self.bar.show_range(*limits, two_sided(), self.what.text())
        return coloured(self.shown_values(subject, plane), *limits, two_sided())

    def limits(self, subject: Subject, plane: Plane) -> tuple[float, float]:
        """The values of the two outermost colours, in measured units."""
        unit = self._shown_unit(subject)
        low, high = unit_limits(subject, unit, plane.a[unit])
        k = unit - subject.plan.outputs.start
        if 0 <= k < len(subject.data.target_columns):
            column = subject.data.target_columns[k]
            low, high = low * column.sd + column.mean, high * column.sd + column.mean
        return low, high

    def _show_linear(self, subject: Subject, plane: Plane, pair: tuple[int, int]) -> None:
        """Where the linear models among the shown runs draw the line between the classes."""
        lines = []
        self.models = shown_models(self.watched, subject)
        for run, model in self.models:
            said = surface_of(model, subject.data, plane.xs, plane.ys, pair)
            ends = self._boundaries(subject, plane, said).reshape(-1, 2)
            lines.append((run, ends[:, 0], ends[:, 1]))
        self.linear.show(lines, pairs=True)

    def _boundaries(self, subject: Subject, plane: Plane, outputs: Array) -> Array:
        """Where one class becomes more likely than the others, by these outputs."""
        if self.what.current != "output" or not subject.fits:
            return np.empty((0, 2, 2))
        if self._is_many(subject):
            others = [np.delete(outputs, k, axis=0).max(axis=0) for k in range(len(outputs))]
            lines = [
                isoline(plane.xs, plane.ys, p - other, 0.0)
                for p, other in zip(outputs, others, strict=True)
            ]
            return np.concatenate(lines)
        if are_classes(self._task(subject), subject.data.targets):
            return isoline(plane.xs, plane.ys, outputs[0], 0.5)
        return np.empty((0, 2, 2))

    def _show_points(self, subject: Subject, pair: tuple[int, int]) -> None:
        """Draw the observations; they move less often than the numbers."""
        data, task = subject.data, self._task(subject)
        wanted: tuple[object, ...] = (
            data, task, pair, theme().is_dark, theme().scale, subject.fits,
        )  # fmt: skip
        wanted += tuple(run for run, _model in self.models)
        if self._drawn_for is not None and all(
            a is b or (not isinstance(a, type(data)) and a == b)
            for a, b in zip_longest(wanted, self._drawn_for)
        ):
            return
        self._drawn_for = wanted
        if data.inputs.shape[1] != subject.plan.n_inputs:
            self.points.setData([])
            self.set_legend([])
            return
        rows = rows_shown(data)
        places = data.measured_inputs(data.inputs[rows])[:, list(pair)]
        target = data.measured_targets(data.targets)[:, :1]
        known = target[np.isfinite(target)]
        limits = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
        self.points.setData(spots(data, task, places, rows, limits))
        self.set_legend([*entries(data, task), *self._linear_entries(subject)])

    def _linear_entries(self, subject: Subject) -> list[Entry]:
        classes = are_classes(self._task(subject), subject.data.targets)
        return entries_of(self.models) if classes else []

    # Reading and saving

    def _read(self, x: float, y: float) -> str:
        subject, plane = self.subject, self.plane
        if subject is None or plane is None:
            return ""
        pair = self.pair(subject)
        j, i = _nearest(plane.xs, x), _nearest(plane.ys, y)
        number = self.chart.number
        rows = [
            f"{escaped(self._input_name(subject, pair[0]))} <b>{number(x)}</b>",
            f"{escaped(self._input_name(subject, pair[1]))} <b>{number(y)}</b>",
        ]
        if self._shows_winner(subject):
            p = plane.outputs[:, i, j]
            k = int(p.argmax())
            rows.append(f"{escaped(class_names(subject.data)[k])} <b>{number(float(p[k]))}</b>")
        else:
            value = number(float(self.shown_values(subject, plane)[i, j]))
            rows.append(f"{escaped(self.what.text())} <b>{value}</b>")
        return "<br>".join(rows)

    def columns(self) -> Mapping[str, Array]:
        subject, plane = self.subject, self.plane
        if subject is None or plane is None:
            return {}
        x, y = np.meshgrid(plane.xs, plane.ys)
        pair = self.pair(subject)
        found = {self._input_name(subject, pair[0]): x, self._input_name(subject, pair[1]): y}
        for unit, values in zip(subject.network.units(Role.OUTPUT), plane.outputs, strict=True):
            found[subject.names.activation(unit).plain] = values
        for unit in subject.network.units(Role.HIDDEN)[:_MOST_LISTED]:
            found[subject.names.activation(unit).plain] = plane.a[subject.plan.index(unit)]
        return found

    def paint_body(self, painter: QPainter, area: QRect) -> None:
        width = 0 if self.bar.isHidden() else self.bar.sizeHint().width() + 4
        super().paint_body(painter, area.adjusted(0, 0, -width, 0))
        if width:
            bar = QRect(area.right() - width + 4, area.top(), width - 4, area.height() - 20)
            self.bar.paint(painter, bar)

    # The mode for points

    def set_editing(self, on: bool) -> None:
        """Let clicks add and drags move observations, or not."""
        self.editing.set_on(on)

    def recolour(self) -> None:
        self._drawn_for = None
        if self.plane is not None and self.subject is not None and not self.is_empty:
            self._show(self.subject, self.plane, self.pair(self.subject))


def _winners(p: Array) -> Array:
    """Colours (ny, nx, 4): each class's own, the stronger the surer."""
    colours = np.array([[c.red(), c.green(), c.blue()] for c in map(class_colour, range(len(p)))])
    ground = theme().colour("canvas")
    base = np.array([ground.red(), ground.green(), ground.blue()])
    best = p.argmax(axis=0)
    with np.errstate(invalid="ignore"):
        sure = np.clip((p.max(axis=0) - 1 / len(p)) / (1 - 1 / len(p)), 0.0, 1.0)
    share = (0.08 + 0.55 * np.nan_to_num(sure))[..., None]
    mixed = share * colours[best] + (1 - share) * base
    alpha = np.full((*best.shape, 1), 255)
    return np.concatenate([mixed.round(), alpha], axis=2).astype(np.ubyte)


def with_unit(column: Column) -> str:
    """The name of a column with its unit."""
    return f"{column.name} ({column.unit})" if column.unit else column.name


def _nearest(values: Array, at: float) -> int:
    return int(np.abs(values - at).argmin())
