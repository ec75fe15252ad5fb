"""Which class was taken for which, part by part; a cell opens its observations."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter
from PySide6.QtWidgets import QWidget

from core.language import Counted, Message, tr
from core.metrics import Judgement, Task, class_names, judge, task_of
from core.network.data import Part
from core.network.node import Array
from core.numbers import format_number, grouped
from gui.plots.card import PlotCard
from gui.plots.choice import Choice
from gui.plots.confusion_grid import Cell, ConfusionGrid, Counts
from gui.plots.many_rows import ManyRows
from gui.plots.metrics_card import part_words
from gui.plots.subject import Subject, Watched

LIVE_REST = 2.5
"""Seconds between two looks at many rows while the network is trained."""
_MOST_CLASSES = 64


class ConfusionCard(PlotCard):
    """Counts, or percent of each true class, with the rates of the classes beside them.

    ``rows_chosen`` tells the rows of the data that a cell counts, and what they are.
    """

    kind = "confusion"
    rows_chosen = Signal(object, object)

    def __init__(self, watched: Watched, parent: QWidget | None = None) -> None:
        super().__init__(watched, parent)
        self.part = self.add_choice(Choice(lambda: tr("Part of the data"), self._parts, "", self))
        self.show_as = self.add_choice(
            Choice(
                lambda: tr("What the cells say"),
                lambda: [("counts", tr("counts")), ("shares", tr("% of the class"))],
                "counts",
                self,
            )
        )
        self.grid = ConfusionGrid()
        self.grid.moved.connect(lambda _cell: self._say())
        self.grid.chosen.connect(self._choose)
        self.stage.addWidget(self.grid, 1)
        self.judgement: Judgement | None = None
        self._when = ""
        for changed in (watched.numbers_changed, watched.structure_changed):
            changed.connect(self.invalidate)
        self.looks = ManyRows(self, LIVE_REST)
        self.retranslate()

    def title(self) -> str:
        return tr("Confusion matrix")

    def retranslate(self) -> None:
        super().retranslate()
        self._say()

    def take_focus(self) -> None:
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What there is to choose

    def _parts(self) -> list[tuple[str, str]]:
        data = self.watched.document.network.data
        found = [(p.name, part_words()[p]) for p in Part if data.count(p)]
        return found if len(found) > 1 else []

    def shown_part(self, subject: Subject) -> Part:
        """The part that is chosen, else one that was not trained on."""
        there = [part for part in Part if subject.data.count(part)]
        chosen = next((p for p in there if p.name == self.part.current), None)
        if chosen is None:
            chosen = next((p for p in (Part.VALIDATION, Part.TEST) if p in there), Part.TRAINING)
            self.part.blockSignals(True)
            self.part.choose(chosen.name)
            self.part.blockSignals(False)
            self.fit_to((subject.data, chosen))
        return chosen

    # When to compute

    def refresh(self) -> None:
        subject = self.watched.subject()
        lack = self._lack(subject)
        if subject is None or lack:
            self.answers.forget()
            self.judgement = None
            self.show_note(lack)
            return
        self.show_note("")
        plan, theta, data = subject.plan, subject.theta, subject.data
        part, when = self.shown_part(subject), self._place(subject)
        cost = plan.n_units * data.count(part)
        watch = self.looks.look(cost, (part, self.show_as.current))
        if watch is None:
            return
        self.compute(
            (plan, data, part),
            lambda: _judged(judge(plan, theta, data, part, watch)),
            lambda judgement: self._show(judgement, when),
            cost=cost,
        )

    def set_pending(self, pending: bool) -> None:
        """While it runs, the line above the grid says when the numbers are of."""
        super().set_pending(pending and not self.watched.is_running)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.looks.forget()

    def _lack(self, subject: Subject | None) -> str:
        if subject is None:
            return str(self.watched.problem)
        if not subject.fits:
            return tr("A confusion matrix needs observations: fill in the data first.")
        if task_of(subject.network) is Task.REGRESSION:
            return tr(
                "A confusion matrix is for classes: these targets are numbers, or the output "
                "function gives no probabilities."
            )
        if subject.plan.n_outputs > _MOST_CLASSES:
            return tr("A confusion matrix of more than 64 classes could not be read.")
        return ""

    def _place(self, subject: Subject) -> str:
        """When in the run in hand the numbers are of."""
        done = self.watched.session.epochs_done
        if not self.watched.is_live or done is None:
            return ""
        epochs = format_number(done, self.watched.settings.notation, 1)
        return tr("after {epochs} epochs").format(epochs=epochs)

    # What is shown

    def _show(self, judgement: Judgement, when: str) -> None:
        self.judgement, self._when = judgement, when
        self.grid.show_counts(
            Counts(
                tuple(class_names(judgement.data)),
                judgement.confusion,
                judgement.recall,
                judgement.precision,
                self.show_as.current == "shares",
                self.watched.settings.notation.decimal_mark,
            )
        )
        self._say()

    def _say(self) -> None:
        """The cell that is read, else how many are right."""
        judgement = self.judgement
        if judgement is None:
            return
        cell = self.grid.cell
        text = self._of_cell(judgement, cell) if cell is not None else self._of_all(judgement)
        self.set_caption(text)
        self.grid.setAccessibleName(tr("Confusion matrix"))
        self.grid.setAccessibleDescription(text)

    def _of_all(self, judgement: Judgement) -> str:
        n, right = len(judgement.rows), int(judgement.confusion.trace())
        said = tr("{share} % right ({right} of {n})").format(
            share=self._percent(right, n), right=grouped(right), n=grouped(n)
        )
        return f"{said} · {self._when}" if self._when else said

    def _of_cell(self, judgement: Judgement, cell: Cell) -> str:
        true, predicted = cell
        names, counts = class_names(judgement.data), judgement.confusion
        n, of = int(counts[cell]), int(counts[true].sum())
        words = {
            "true": names[true], "predicted": names[predicted], "n": grouped(n), "of": grouped(of),
            "share": self._percent(n, of),
        }  # fmt: skip
        if true == predicted:
            return tr("{true} is found: {n} of {of} ({share} %)").format(**words)
        return tr("{true} taken for {predicted}: {n} of {of} ({share} %)").format(**words)

    def _percent(self, n: int, of: int) -> str:
        return format_number(100 * n / of if of else 0.0, self.watched.settings.notation, 2)

    def _choose(self, true: int, predicted: int) -> None:
        judgement = self.judgement
        if judgement is None:
            return
        rows = judgement.rows_of_cell(true, predicted)
        names = class_names(judgement.data)
        if len(rows):
            self.rows_chosen.emit(rows, title_of(names, true, predicted, len(rows)))

    def columns(self) -> Mapping[str, Array]:
        if self.judgement is None:
            return {}
        names = class_names(self.judgement.data)
        found: dict[str, Array] = {"true class": np.array(names, dtype=object)}
        for k, name in enumerate(names):
            found[f"predicted {name}"] = self.judgement.confusion[:, k]
        return found | {"recall": self.judgement.recall, "precision": self.judgement.precision}

    def recolour(self) -> None:
        self.grid.update()

    def paint_body(self, painter: QPainter, area: QRect) -> None:
        painter.save()
        self.grid.paint(painter, QRectF(area))
        painter.restore()


def title_of(names: list[str], true: int, predicted: int, n: int) -> Message:
    """What the observations of a cell are called."""
    count = Counted("{n} observation", "{n} observations", n)
    if true == predicted:
        return Message("{name}, found: {count}", name=names[true], count=count)
    return Message(
        "{name}, taken for {other}: {count}", name=names[true], other=names[predicted], count=count
    )


def _judged(judgement: Judgement) -> Judgement:
    """With everything that the card shows already worked out, in the thread."""
    _ = judgement.confusion, judgement.true, judgement.predicted
    return judgement
