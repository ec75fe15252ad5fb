"""The loss over two parameters as lines of equal height, with the paths of the runs."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from core.exploring.contours import Surface, levels_of, limits_of, surface_of
from core.exploring.isolines import isoline
from core.language import tr
from core.network.node import Array
from gui.plots.card import PlotCard
from gui.plots.choice import Choice
from gui.plots.legend import Entry
from gui.plots.palette import coloured, faint, one_sided, run_colour, run_marker, run_pen, thin_pen
from gui.plots.parameters import listed, name_of, selected
from gui.plots.routes import Route
from gui.plots.subject import Subject, Watched, too_large
from gui.plots.words import escaped
from gui.theme import theme

_GRID, _LIVE_GRID = 49, 31
_LEVELS = 12


class ContourCard(PlotCard):
    """Paths in the runs' colours and patterns, the start hollow, the end filled.

    The other parameters have the values of now, so a path only seems to cross the lines where
    they were others then: the caption says so.
    """

    kind = "contour"

    def __init__(self, watched: Watched, parent: QWidget | None = None) -> None:
        super().__init__(watched, parent)
        self.first = self.add_choice(
            Choice(lambda: tr("Horizontal parameter"), self._listed, "", self)
        )
        self.second = self.add_choice(
            Choice(lambda: tr("Vertical parameter"), self._listed, "", self)
        )
        self.chart = self.add_chart()
        self.chart.left.setGrid(False)
        self.chart.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.chart.box.setMouseEnabled(False, False)
        self.chart.reading = self._read
        self.image = pg.ImageItem(axisOrder="row-major")
        self.lines = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.marks = pg.ScatterPlotItem(pxMode=True)
        self.marks.setZValue(20)
        for item in (self.image, self.lines, self.marks):
            self.chart.addItem(item, ignoreBounds=True)
        self._paths: list[pg.PlotDataItem] = []
        self.surface: Surface | None = None
        self._segments = np.empty((0, 2, 2))
        self.subject: Subject | None = None
        self.routes: list[Route] = []
        self._limits: tuple[Any, Any] | None = None
        for changed in (
            watched.numbers_changed,
            watched.structure_changed,
            watched.runs_changed,
            watched.routes.changed,
        ):
            changed.connect(self.invalidate)
        watched.structure_changed.connect(self._forget_limits)
        watched.selection_changed.connect(self._follow_selection)
        self._follow_selection()
        self.retranslate()

    def title(self) -> str:
        return tr("Loss over two parameters")

    def _listed(self) -> list[tuple[str, str]]:
        return listed(self.watched.subject())

    def _forget_limits(self) -> None:
        self._limits = None

    def _follow_selection(self) -> None:
        """Two selected edges (or neurons) are the two axes."""
        document, subject = self.watched.document, self.watched.subject()
        chosen = selected(document.network, document.selection)
        if subject is not None and len(chosen) == 2:
            for choice, parameter in zip((self.first, self.second), chosen, strict=True):
                choice.choose(str(subject.plan.theta_index(parameter)))

    def pair(self, subject: Subject) -> tuple[int, int]:
        """Which θ are the axes: those chosen, else the last two weights, else a bias, too."""
        n = subject.plan.n_theta
        places = [int(c.current) if c.current else -1 for c in (self.first, self.second)]
        known = [int(key) for key, _ in listed(subject)]
        known.reverse()  # the last weights are those into the output
        proposed = sorted(known, key=lambda k: not subject.plan.is_weight[k])
        for i, place in enumerate(places):
            if not 0 <= place < n:
                free = [k for k in proposed if k not in places]
                places[i] = free[0] if free else 0
        return places[0], places[1]

    def refresh(self) -> None:
        subject = self.subject = self.watched.subject()
        if subject is None or not subject.can_lose or subject.plan.n_theta < 2:
            self.answers.forget()
            self.surface = None
            problem = tr("The loss needs observations: fill in the data first.")
            self.show_note(str(self.watched.problem) if subject is None else problem)
            return
        if subject.is_large:
            self.answers.forget()
            self.surface = None
            self.show_note(too_large(subject))
            return
        self.show_note("")
        pair = self.pair(subject)
        for choice, place in zip((self.first, self.second), pair, strict=True):
            if choice.current != str(place):
                choice.blockSignals(True)
                choice.choose(str(place))
                choice.blockSignals(False)
        self.fit_to((subject.plan, pair))
        self.routes = self.watched.routes.of(subject)
        paths = [route.path.thetas[:, list(pair)] for route in self.routes]
        plan, theta, (x, y) = subject.plan, subject.theta, subject.training
        settings, kept = subject.settings, self._limits_for(pair, paths, theta[list(pair)])
        ended = self._ended()

        n = _LIVE_GRID if self.watched.is_live else _GRID

        def work() -> tuple[Surface, Array]:
            limits = kept or limits_of(plan, theta, x, y, settings, pair, paths)
            surface = surface_of(plan, theta, x, y, settings, pair, limits, n)
            xs, ys, heights = surface.xs, surface.ys, surface.losses
            found = [isoline(xs, ys, heights, level) for level in levels_of(heights, _LEVELS)]
            return surface, np.concatenate([*found, np.empty((0, 2, 2))])

        self.compute(
            (plan, subject.data, pair),
            work,
            lambda found: self._show(subject, found[0], found[1], pair, ended),
            cost=(n * n + 120) * (plan.n_units * len(x) + plan.n_theta),
        )

    def _limits_for(self, pair: tuple[int, int], paths: list[Array], now: Array) -> Any:
        """The range of before while everything is inside it: a picture must not tremble.

        The path of a run that has ended is looked at anew: it may be small in that range.
        """
        if self._limits is None or self._limits[0] != (pair, self._ended()):
            return None
        low, high = np.array(self._limits[1]).T
        points = np.vstack([*paths, now[None, :]])
        points = points[np.isfinite(points).all(axis=1)]
        return self._limits[1] if ((points >= low) & (points <= high)).all() else None

    def _ended(self) -> int:
        return sum(bool(route.name) for route in self.routes)

    def _show(
        self,
        subject: Subject,
        surface: Surface,
        segments: Array,
        pair: tuple[int, int],
        ended: int,
    ) -> None:
        self.subject, self.surface, self._segments = subject, surface, segments
        xs, ys, losses = surface.xs, surface.ys, surface.losses
        limits = (float(xs[0]), float(xs[-1])), (float(ys[0]), float(ys[-1]))
        self._limits = (pair, ended), limits
        dx, dy = xs[1] - xs[0], ys[1] - ys[0]
        low = float(np.nanmin(losses)) if np.isfinite(losses).any() else 0.0
        height = np.log1p(np.maximum(losses - low, 0.0) / self._unit(losses))
        top = float(np.nanmax(height[np.isfinite(height)])) if np.isfinite(height).any() else 1.0
        colours = coloured(height, 0.0, top or 1.0, one_sided(0.5))
        self.image.setImage(colours, autoLevels=False)
        self.image.setRect(QRectF(xs[0] - dx / 2, ys[0] - dy / 2, np.ptp(xs) + dx, np.ptp(ys) + dy))
        self.lines.setPen(thin_pen(faint(theme().colour("positive"), 0.75)))
        self.lines.setData(*segments.reshape(-1, 2).T)
        self.chart.set_range(*limits)
        self.chart.bottom.set_words(name_of(subject, pair[0]))
        self.chart.left.set_words(name_of(subject, pair[1]))
        self._show_paths(subject, pair)
        self.chart.refresh_reading()

    @staticmethod
    def _unit(losses: Array) -> float:
        finite = losses[np.isfinite(losses)]
        return (float(np.quantile(finite, 0.02) - finite.min()) if finite.size else 0.0) or 1e-12

    def _show_paths(self, subject: Subject, pair: tuple[int, int]) -> None:
        while len(self._paths) < len(self.routes):
            line = pg.PlotDataItem(antialias=True)
            line.setZValue(10)
            self.chart.addItem(line, ignoreBounds=True)
            self._paths.append(line)
        while len(self._paths) > len(self.routes):
            self.chart.removeItem(self._paths.pop())
        spots = []
        for line, route in zip(self._paths, self.routes, strict=True):
            points = route.path.thetas[:, list(pair)]
            line.setData(points[:, 0], points[:, 1], pen=_path_pen(route))
            colour, symbol = run_colour(route.colour), run_marker(route.colour)
            ground = theme().colour("panel")
            spots.append(_spot(points[0], symbol, 9, ground, thin_pen(colour, 2.0)))
            spots.append(_spot(points[-1], symbol, 10, colour, thin_pen(ground, 1.2)))
        now = subject.theta[list(pair)]
        text = theme().colour("text")
        ends = [route.path.thetas[-1, list(pair)] for route in self.routes]
        is_apart = not any(np.allclose(now, end, rtol=1e-6, atol=1e-9) for end in ends)
        if is_apart:
            spots.append(_spot(now, "+", 12, text, thin_pen(theme().colour("panel"))))
        self.marks.setData(spots)
        self._explain(is_apart)

    def _explain(self, with_now: bool) -> None:
        found = [Entry(tr("now"), None, "+", theme().colour("text"))] if with_now else []
        for route in self.routes:
            name = route.name or tr("this run")
            found.append(Entry(name, _path_pen(route), run_marker(route.colour)))
        self.set_legend(found)
        n_theta = self.subject.plan.n_theta if self.subject else 2
        words = [tr("The other parameters have the values of now.")] if n_theta > 2 else []
        if any(not route.path.is_whole for route in self.routes):
            words.append(tr("Straight lines: only start and end are known."))
        elif self.watched.routes.is_busy:
            words.append(tr("Further paths are being computed …"))
        self.set_caption(" ".join(words))

    def _read(self, x: float, y: float) -> str:
        surface, subject = self.surface, self.subject
        if surface is None or subject is None:
            return ""
        pair, number = self.pair(subject), self.chart.number
        j, i = (int(np.abs(v - at).argmin()) for v, at in ((surface.xs, x), (surface.ys, y)))
        rows = [
            f"{escaped(name_of(subject, index))} <b>{number(at)}</b>"
            for index, at in zip(pair, (x, y), strict=True)
        ]
        return "<br>".join([*rows, f"{tr('loss')} <b>{number(float(surface.losses[i, j]))}</b>"])

    def columns(self) -> Mapping[str, Array]:
        surface, subject = self.surface, self.subject
        if surface is None or subject is None:
            return {}
        x, y = np.meshgrid(surface.xs, surface.ys)
        pair = self.pair(subject)
        names = [name_of(subject, index) for index in pair]
        found = {names[0]: x, names[1]: y, "loss": surface.losses}
        for route in self.routes:
            run = route.name or tr("this run")
            found[f"{run} step"] = route.path.steps
            for name, index in zip(names, pair, strict=True):
                found[f"{run} {name}"] = route.path.thetas[:, index]
        return found

    def recolour(self) -> None:
        if self.surface is not None and self.subject is not None and not self.is_empty:
            pair = self.pair(self.subject)
            self._show(self.subject, self.surface, self._segments, pair, self._ended())


def _path_pen(route: Route) -> Any:
    return run_pen(route.colour, width=1.8)


def _spot(place: Array, symbol: str, size: int, brush: Any, pen: Any) -> dict[str, Any]:
    return {
        "pos": (float(place[0]), float(place[1])), "symbol": symbol, "size": theme().px(size),
        "brush": brush, "pen": pen,
    }  # fmt: skip
