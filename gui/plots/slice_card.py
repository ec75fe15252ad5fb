"""The loss along one parameter, with the point of now, the tangent and the step to θ'."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from core.exploring.slices import Slice, slice_of, steepest
from core.language import tr
from core.network.node import Array
from gui.plots.arrows import Arrow
from gui.plots.card import PlotCard
from gui.plots.choice import Choice
from gui.plots.legend import Entry
from gui.plots.palette import thin_pen
from gui.plots.parameters import follow_selection, listed, name_of
from gui.plots.subject import Subject, Watched, too_large
from gui.theme import theme

_POINTS = 161
_AT_ONCE = 1_000_000
"""Parameters × rows up to which the steepest parameter is looked for in passing."""


class SliceCard(PlotCard):
    """The lecture's picture: the slope at the point says which way, ε how far."""

    kind = "slice"

    def __init__(self, watched: Watched, parent: QWidget | None = None) -> None:
        super().__init__(watched, parent)
        self.parameter = self.add_choice(
            Choice(lambda: tr("Parameter"), lambda: listed(self.watched.subject()), "", self)
        )
        self.chart = self.add_chart()
        self.chart.reading = self._read
        self.total = pg.PlotDataItem(antialias=True)
        self.data_loss = pg.PlotDataItem(antialias=True)
        self.tangent = pg.PlotDataItem(antialias=True)
        self.here = pg.ScatterPlotItem(pxMode=True)
        self.arrow = Arrow()
        for item in (self.data_loss, self.total):
            self.chart.addItem(item)
        for item in (self.tangent, self.arrow, self.here):
            self.chart.addItem(item, ignoreBounds=True)
        self.slice: Slice | None = None
        self.subject: Subject | None = None
        self._limits: tuple[Any, tuple[float, float]] | None = None
        watched.numbers_changed.connect(self.invalidate)
        watched.structure_changed.connect(self._on_structure)
        watched.selection_changed.connect(self._follow_selection)
        self.parameter.changed.connect(self._forget_limits)
        self._follow_selection()
        self.retranslate()

    def title(self) -> str:
        return tr("Loss along one parameter")

    def _on_structure(self) -> None:
        self._forget_limits()
        self.invalidate()

    def _forget_limits(self, *_: object) -> None:
        self._limits = None

    def _follow_selection(self) -> None:
        """Show the parameter that is selected on the canvas."""
        follow_selection(self.watched, self.parameter)

    def index(self, subject: Subject) -> int:
        """Which θ is shown: the chosen one, else the steepest or the first in the list."""
        text = self.parameter.current
        if text and int(text) < subject.plan.n_theta:
            return int(text)
        known = [key for key, _ in listed(subject)]
        x, y = subject.training
        if subject.plan.n_theta * len(x) <= _AT_ONCE:
            best = steepest(subject.plan, subject.theta, x, y)
            return best if str(best) in known else int(next(iter(known), "0"))
        return int(next(iter(known), "0"))

    def refresh(self) -> None:
        subject = self.subject = self.watched.subject()
        if subject is None or not subject.can_lose:
            self.answers.forget()
            self.slice = None
            problem = tr("The loss needs observations: fill in the data first.")
            self.show_note(str(self.watched.problem) if subject is None else problem)
            return
        if subject.is_large:
            self.answers.forget()
            self.slice = None
            self.show_note(too_large(subject))
            return
        self.show_note("")
        index = self.index(subject)
        if not self.parameter.current:
            self.parameter.choose(str(index))
            return
        plan, theta, (x, y) = subject.plan, subject.theta, subject.training
        settings, limits = subject.settings, self._limits_for(subject, index)
        self.compute(
            (plan, subject.data, index),
            lambda: slice_of(plan, theta, x, y, settings, index, limits, _POINTS),
            lambda found: self._show(subject, found, index),
            cost=3 * _POINTS * (plan.n_units * len(x) + plan.n_theta),
        )

    def _limits_for(self, subject: Subject, index: int) -> tuple[float, float] | None:
        """The range of before while the point is well inside it: a picture must not tremble."""
        if self._limits is None or self._limits[0] != index:
            return None
        low, high = self._limits[1]
        margin = 0.08 * (high - low)
        return (low, high) if low + margin <= subject.theta[index] <= high - margin else None

    def _show(self, subject: Subject, found: Slice, index: int) -> None:
        self.subject, self.slice = subject, found
        self._limits = index, (float(found.values[0]), float(found.values[-1]))
        self.total.setData(found.values, found.total, pen=thin_pen(theme().colour("accent"), 2.0))
        has_penalty = bool(subject.settings.l1 or subject.settings.l2)
        self.data_loss.setVisible(has_penalty)
        muted = thin_pen(theme().colour("muted"), 1.2, dashed=True)
        self.data_loss.setData(found.values, found.data_loss, pen=muted)
        self._show_tangent(found)
        self._show_step(subject, found, index)
        name = name_of(subject, index)
        self.chart.bottom.set_words(name)
        self.chart.left.set_words(tr("loss"))
        self._explain(subject, found, name, has_penalty)
        self.chart.set_range((found.values[0], found.values[-1]), _height(found))
        self.chart.refresh_reading()

    def _show_tangent(self, found: Slice) -> None:
        reach = 0.22 * np.ptp(found.values)
        low, high = _height(found)
        if found.slope:
            reach = min(reach, 0.6 * (high - low) / abs(found.slope))
        ends = found.value + np.array([-reach, reach])
        pen = thin_pen(theme().colour("chain_parameter"), 1.6)
        self.tangent.setData(ends, found.tangent(ends), pen=pen)

    def _show_step(self, subject: Subject, found: Slice, index: int) -> None:
        orange = theme().colour("chain_loss")
        moves = np.isfinite(found.next_value) and found.next_value != found.value
        marks = [_mark((found.value, found.loss), "o", 11, theme().colour("accent"))]
        self.arrow.setVisible(bool(moves and np.isfinite(found.next_loss)))
        if moves and np.isfinite(found.next_loss):
            self.arrow.set_ends(
                (found.value, found.loss), (found.next_value, found.next_loss), orange
            )
            marks.append(_mark((found.next_value, found.next_loss), "d", 10, orange))
        self.here.setData(marks)

    def _explain(self, subject: Subject, found: Slice, name: str, has_penalty: bool) -> None:
        entries = [Entry(tr("loss"), thin_pen(theme().colour("accent"), 2.0))]
        if has_penalty:
            muted = thin_pen(theme().colour("muted"), 1.2, dashed=True)
            entries.append(Entry(tr("without penalty"), muted))
        number = self.chart.number
        slope = tr("slope {number}").format(number=number(found.slope))
        entries.append(Entry(slope, thin_pen(theme().colour("chain_parameter"), 1.6)))
        step = f"{name}′ = {number(found.next_value)}"
        entries.append(Entry(step, None, "d", theme().colour("chain_loss")))
        self.set_legend(entries)
        sentence = tr("{name} = {value}; slope ∂L/∂{name} = {slope}; a step −ε·slope = {step}.")
        self.chart.setAccessibleDescription(
            sentence.format(
                name=name,
                value=number(found.value),
                slope=number(found.slope),
                step=number(found.next_value - found.value),
            )
        )

    def _read(self, x: float, y: float) -> str:
        found, subject = self.slice, self.subject
        if found is None or subject is None or not found.values[0] <= x <= found.values[-1]:
            return ""
        number, name = self.chart.number, name_of(subject, self.index(subject))
        at = float(np.interp(x, found.values, found.total))
        rows = [f"{name} <b>{number(x)}</b>", f"{tr('loss')} <b>{number(at)}</b>"]
        if subject.settings.l1 or subject.settings.l2:
            share = float(np.interp(x, found.values, found.penalty))
            rows.append(f"{tr('penalty')} <b>{number(share)}</b>")
        here = tr("now {value}, slope {slope}")
        rows.append(here.format(value=number(found.value), slope=number(found.slope)))
        return "<br>".join(rows)

    def columns(self) -> Mapping[str, Array]:
        found, subject = self.slice, self.subject
        if found is None or subject is None:
            return {}
        return {
            name_of(subject, self.index(subject)): found.values,
            "data loss": found.data_loss,
            "penalty": found.penalty,
            "loss": found.total,
            "tangent": found.tangent(found.values),
        }

    def recolour(self) -> None:
        if self.slice is not None and self.subject is not None and not self.is_empty:
            self._show(self.subject, self.slice, self.index(self.subject))


def _mark(place: tuple[float, float], symbol: str, size: int, colour: Any) -> dict[str, Any]:
    ground = thin_pen(theme().colour("panel"), 1.5)
    return {
        "pos": place, "symbol": symbol, "size": theme().px(size), "brush": colour, "pen": ground
    }  # fmt: skip


def _height(found: Slice) -> tuple[float, float]:
    """What of the curve is worth seeing: not the cliff at one end at the cost of the rest."""
    total = found.total[np.isfinite(found.total)]
    if not total.size:
        return 0.0, 1.0
    low, high = float(total.min()), float(total.max())
    points = [v for v in (found.loss, found.next_loss) if np.isfinite(v)]
    if points and high > low:
        high = min(high, low + 4.0 * max(max(points) - low, 0.15 * (high - low)))
    span = (high - low) or max(1.0, abs(high))
    return low - 0.08 * span, high + 0.06 * span
