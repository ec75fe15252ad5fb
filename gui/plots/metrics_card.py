"""The metrics of now by part, and which class was taken for which."""

from collections.abc import Mapping
from math import inf, nan

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QHideEvent, QPainter, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from core.language import tr
from core.metrics import TITLES, Task, class_names, judge, task_of, unit_of
from core.network.data import Part
from core.network.node import Array
from core.numbers import significant
from gui.plots.card import PlotCard
from gui.plots.choice import Choice
from gui.plots.many_rows import ManyRows
from gui.plots.subject import Subject, Watched
from gui.plots.words import escaped
from gui.theme import theme

_MOST_CLASSES = 24
_SHORT = 2
"""Letters of a name that can stand above a column of many."""
_LIVE_REST = 8.0
"""Seconds between two looks at many rows while the network is trained."""


class MetricsCard(PlotCard):
    """MSE, RMSE, MAE and R² in measured units; for classes accuracy and the confusion matrix."""

    kind = "metrics"

    def __init__(self, watched: Watched, parent: QWidget | None = None) -> None:
        super().__init__(watched, parent)
        self.part = self.add_choice(
            Choice(lambda: tr("Part of the confusion matrix"), self._parts, "TRAINING", self)
        )
        self.table = QLabel()
        self.table.setTextFormat(Qt.TextFormat.RichText)
        self.table.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.table.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.table.setContentsMargins(6, 4, 6, 4)
        self.table.setWordWrap(True)  # long units go below their metric where there is little room
        area = QScrollArea()
        area.setWidget(self.table)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.viewport().setAutoFillBackground(False)
        self.stage.addWidget(area, 1)
        self._area = area
        self.values: dict[str, float] = {}
        self.losses: dict[Part, float] = {}
        self.counts: Array | None = None
        self.subject: Subject | None = None
        for changed in (watched.numbers_changed, watched.structure_changed):
            changed.connect(self.invalidate)
        self.looks = ManyRows(self, _LIVE_REST)
        self.retranslate()

    def title(self) -> str:
        return tr("Metrics")

    def _parts(self) -> list[tuple[str, str]]:
        data = self.watched.document.network.data
        found = [(p.name, part_words()[p]) for p in Part if data.count(p)]
        is_class = task_of(self.watched.document.network) is not Task.REGRESSION
        return found if is_class and len(found) > 1 else []

    def refresh(self) -> None:
        subject = self.subject = self.watched.subject()
        if subject is None or not subject.fits:
            self.answers.forget()
            self.values, self.losses, self.counts = {}, {}, None
            problem = tr("Metrics need observations: fill in the data first.")
            self.show_note(str(self.watched.problem) if subject is None else problem)
            return
        self.show_note("")
        plan, theta, data = subject.plan, subject.theta, subject.data
        part = Part[self.part.current]
        part = part if data.count(part) else Part.TRAINING
        is_class = task_of(subject.network) is not Task.REGRESSION
        cost = plan.n_units * data.n_observations
        watch = self.looks.look(cost, part)
        if watch is None:
            return

        def work() -> tuple[dict[str, float], dict[Part, float], Array | None]:
            judged = {p: judge(plan, theta, data, p, watch) for p in Part if data.count(p)}
            values = {
                f"{p.name.lower()}.{name}": value
                for p, judgement in judged.items()
                for name, value in judgement.metrics.items()
            }
            losses = {p: judgement.loss for p, judgement in judged.items()} if is_class else {}
            return values, losses, judged[part].confusion if is_class else None

        self.compute(
            (plan, data, part),
            work,
            lambda found: self._show(subject, *found),
            cost=cost,
        )

    def _show(
        self,
        subject: Subject,
        values: dict[str, float],
        losses: dict[Part, float],
        counts: Array | None,
    ) -> None:
        self.subject, self.values, self.counts = subject, values, counts
        self.losses = losses
        self.table.setText(self._html(self._room))

    def _html(self, width: float = inf) -> str:
        """Metrics and matrix; the matrix has a plot of its own where it is wider than ``width``."""
        html = self._metrics_html()
        if self.counts is not None and len(self.counts) <= _MOST_CLASSES:
            matrix = self._confusion_html(self.counts)
            if _width(matrix, self.table.font()) <= width:
                return f"{html}<br>{matrix}"
            text = tr("“{plot}” shows what is taken for what.").format(plot=tr("Confusion matrix"))
            html += f'<p style="color:{theme().colour("muted").name()}">{text}</p>'
        return html

    @property
    def _room(self) -> float:
        margins = self.table.contentsMargins()
        return self._area.viewport().width() - margins.left() - margins.right()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.looks.forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.counts is not None:
            self.table.setText(self._html(self._room))

    def _metrics_html(self) -> str:
        subject = self.subject
        assert subject is not None
        parts = [p for p in Part if any(k.startswith(f"{p.name.lower()}.") for k in self.values)]
        names = [n for n in TITLES if any(k.endswith(f".{n}") for k in self.values)]
        muted = theme().colour("muted").name()
        words = {
            Part.TRAINING: tr("train"),
            Part.VALIDATION: tr("valid."),
            Part.TEST: tr("test"),
        }
        head = "".join(f'<td align="right" style="color:{muted}">{words[p]}</td>' for p in parts)
        rows = [f"<tr><td></td>{head}</tr>"]
        for name in names:
            unit = unit_of(name, subject.data)
            label = f"{tr(TITLES[name])} {_in_parentheses(escaped(unit))}"
            cells = "".join(f'<td align="right">{self._cell(p, name)}</td>' for p in parts)
            rows.append(f'<tr><td style="color:{muted}">{label}</td>{cells}</tr>')
        if self.losses:
            cells = "".join(f'<td align="right">{self._loss(p)}</td>' for p in parts)
            rows.append(f'<tr><td style="color:{muted}">{tr("Loss")}</td>{cells}</tr>')
        return f'<table cellspacing="0" cellpadding="4">{"".join(rows)}</table>'

    def _loss(self, part: Part) -> str:
        return significant(self.losses.get(part, nan), self.watched.settings.notation)

    def _cell(self, part: Part, name: str) -> str:
        value = self.values.get(f"{part.name.lower()}.{name}")
        notation = self.watched.settings.notation
        return "" if value is None else f"<b>{significant(value, notation)}</b>"

    def _confusion_html(self, counts: Array) -> str:
        subject = self.subject
        assert subject is not None
        names = [escaped(name) for name in class_names(subject.data)]
        muted = theme().colour("muted").name()
        # Many names beside each other are too wide: then the classes are called by number above.
        is_short = all(len(name) <= _SHORT for name in names)
        heads = names if len(names) <= 2 or is_short else [str(k + 1) for k in range(len(names))]
        if heads != names:
            names = [f"{k + 1} · {name}" for k, name in enumerate(names)]
        head = "".join(f'<td align="center" style="color:{muted}">{n}</td>' for n in heads)
        which = tr("true ↓ predicted →")
        corner = f'<td style="color:{muted}">{which}</td>'
        rows = [f"<tr>{corner}{head}</tr>"]
        for k, row in enumerate(counts):
            most = max(int(row.sum()), 1)
            cells = "".join(_count(int(n), int(n) / most, j == k) for j, n in enumerate(row))
            rows.append(f'<tr><td style="color:{muted}">{names[k]}</td>{cells}</tr>')
        return f'<table cellspacing="2" cellpadding="4">{"".join(rows)}</table>'

    def columns(self) -> Mapping[str, Array]:
        keys = list(self.values)
        found: dict[str, Array] = {
            "metric": np.array(keys, dtype=object),
            "value": np.array([self.values[k] for k in keys]),
        }
        if self.counts is not None and self.subject is not None:
            names = class_names(self.subject.data)
            found["true class"] = np.array(names, dtype=object)
            for k, name in enumerate(names):
                found[f"predicted {name}"] = self.counts[:, k]
        return found

    def recolour(self) -> None:
        self.table.setFont(theme().font(10))
        if self.subject is not None and self.values:
            self.table.setText(self._html(self._room))

    def paint_body(self, painter: QPainter, area: QRect) -> None:
        document = QTextDocument()
        document.setDefaultFont(theme().font(10))
        colour = theme().colour("text").name()
        document.setHtml(f'<div style="color:{colour}">{self._html()}</div>')
        painter.save()
        painter.translate(area.topLeft())
        document.drawContents(painter, QRectF(0, 0, area.width(), area.height()))
        painter.restore()


def _width(html: str, font: QFont) -> float:
    """How wide a table is when nothing is broken."""
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setHtml(html)
    return document.idealWidth()


def part_words() -> dict[Part, str]:
    """The parts in the language in use."""
    return {
        Part.TRAINING: tr("training"),
        Part.VALIDATION: tr("validation"),
        Part.TEST: tr("test"),
    }


def _in_parentheses(unit: str) -> str:
    return unit if not unit or unit.startswith("(") else f"({unit})"


def _count(n: int, share: float, is_right: bool) -> str:
    """A cell of the matrix: right ones blue, wrong ones orange, the stronger the more."""
    ground = theme().blended("positive" if is_right else "negative", 0.55 * share, "panel").name()
    text = f"<b>{n}</b>" if is_right else str(n)
    return f'<td align="center" style="background-color:{ground}">{text}</td>'
