"""When to use deep learning? The linear models beside the network, on the same rows."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from core.baselines import Baseline, Baselines, available
from core.compiling.compiler import compile_network, parameter_vector
from core.language import Message, tr, trn
from core.metrics import TITLES, is_better, unit_of
from core.metrics.judging import by_part
from core.network.data import Part
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.run import Run
from core.numbers import significant
from gui.document import Document
from gui.inspector.section import Text
from gui.runs.read_dialog import ReadDialog
from gui.runs.result_table import ResultTable
from gui.runs.run_tools import kept_baselines
from gui.runs.run_values import metric_name
from gui.runs.words import is_baseline
from gui.settings import Settings

PARTS = (Part.TEST, Part.VALIDATION, Part.TRAINING)


@dataclass(frozen=True)
class Entry:
    """One model of the comparison; ``n_parameters`` None where it is not known."""

    name: str
    n_parameters: int | None
    metrics: dict[str, float]
    simple: bool


class ComparisonDialog(ReadDialog):
    """Fits the linear models in the worker, and judges all on the same rows."""

    WIDTH, HEIGHT = 720, 480

    def __init__(
        self, session: Any, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, document, settings, parent)
        self._baselines: tuple[Baseline, ...] = ()
        self._own: dict[str, float] = {}
        self._handle: Any = None
        self.table = ResultTable(left=1)
        self.verdict = Text()
        self.keep_button = QPushButton()
        self.keep_button.setEnabled(False)
        self.keep_button.clicked.connect(self.keep)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.verdict)
        self.buttons.addButton(self.keep_button, self.buttons.ButtonRole.ActionRole)
        self.finish_building()
        self._begin()

    def _begin(self) -> None:
        network = replace(self.document.network, runs=())
        try:
            names = available(network)
            compile_network(network)
        except NodewiseError as error:
            self.refuse(error)
            return
        self.background.run(lambda: _judged(network), self._take_own)
        self.progress.show()
        handle = self._handle = self.session.submit(Baselines(network, names))
        handle.progressed.connect(lambda share, _partial: self._show_share(share))
        handle.finished.connect(self._take)
        handle.failed.connect(self._fail)

    def _show_share(self, share: float) -> None:
        self.progress.setValue(round(1000 * share))

    def _take_own(self, metrics: dict[str, float] | None, error: Exception | None) -> None:
        if error is not None:
            self.refuse(error)
        self._own = metrics or {}
        self.retranslate()

    def _take(self, baselines: tuple[Baseline, ...]) -> None:
        self._handle, self._baselines = None, baselines
        self.progress.hide()
        self.keep_button.setEnabled(True)
        self.retranslate()

    def _fail(self, reason: object) -> None:
        self._handle = None
        self.progress.hide()
        self.refuse(reason)

    # What is shown

    @property
    def entries(self) -> list[Entry]:
        """The linear models, the runs that are kept, and the network as it is now."""
        network = self.document.network
        found = [Entry(b.title, b.n_parameters, b.metrics, True) for b in self._baselines]
        found += [
            Entry(run.name, _n_parameters(run), dict(run.metrics), False)
            for run in network.runs
            if run.metrics and not is_baseline(run)
        ]
        if self._own and not any(self._own == entry.metrics for entry in found):
            name = tr("The network as it is now")
            found.append(Entry(name, network.n_parameters, self._own, False))
        return found

    def texts(self) -> None:
        self.setWindowTitle(tr("When to use deep learning?"))
        self.keep_button.setText(tr("Keep the linear models as runs"))
        self.keep_button.setToolTip(tr("They are then drawn in the plots, too."))
        entries = self.entries
        metric = metric_name(entry.metrics for entry in entries)
        parts = [part for part in PARTS if self.document.network.data.count(part)]
        unit = unit_of(metric, self.document.network.data)
        title = tr(TITLES[metric]) + (f" ({unit})" if unit else "")
        words = {
            Part.TEST: tr("test rows"),
            Part.VALIDATION: tr("validation rows"),
            Part.TRAINING: tr("training rows"),
        }
        heads = [tr("model"), tr("parameters"), *(words[part] for part in parts)]
        judged = parts[0] if parts else Part.TRAINING
        best = self._best(entries, metric, judged)
        self.table.show_rows(heads, [self._cells(e, metric, parts) for e in entries], best)
        if self._baselines:
            self.lead.set_token("text")
            self.lead.setText(tr("{metric} of every model, on the same rows.").format(metric=title))
            self.verdict.setText(self._verdict(entries, best, judged, metric))

    def _cells(self, e: Entry, metric: str, parts: list[Part]) -> list[str | tuple[str, QIcon]]:
        cells: list[str | tuple[str, QIcon]] = [
            e.name,
            "" if e.n_parameters is None else str(e.n_parameters),
        ]
        for part in parts:
            value = e.metrics.get(f"{part.name.lower()}.{metric}")
            cells.append("" if value is None else self._number(value))
        return cells

    def _number(self, value: float) -> str:
        return significant(value, self.settings.notation, 6)

    @staticmethod
    def _best(entries: list[Entry], metric: str, part: Part) -> int:
        key, best = f"{part.name.lower()}.{metric}", -1
        for i, entry in enumerate(entries):
            value = entry.metrics.get(key)
            if value is not None and (
                best < 0 or is_better(metric, value, entries[best].metrics[key])
            ):
                best = i
        return best

    def _verdict(self, entries: list[Entry], best: int, part: Part, metric: str) -> str:
        if best < 0:
            return ""
        if part is not Part.TEST:
            lead = tr(
                "There are no test rows: this is judged on rows that took part in the choice."
            )
        else:
            n = self.document.network.data.count(part)
            lead = trn("On {n} row that no model has seen, ",
                       "On {n} rows that no model has seen, ", n)  # fmt: skip
            value = self._number(entries[best].metrics[f"test.{metric}"])
            lead += tr("{model} does best: {value}.").format(model=entries[best].name, value=value)
        if not any(not is_baseline(run) for run in self.document.network.runs):
            not_yet = tr("The network has not been trained yet in this document.")
            return f"{lead} {not_yet}"
        advice = tr(
            "Where a simple model does as well, take the simple one (Occam’s razor); a few rows "
            "and another split can change the order."
        )
        return f"{lead} {advice}"

    def keep(self) -> None:
        """Put the linear models into the table of runs."""
        kept_baselines(self.document, self._baselines)
        self.keep_button.setEnabled(False)
        self.lead.set_token("good")
        self.lead.setText(str(Message("The linear models are in the table of runs now.")))

    def reject(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        super().reject()


def _n_parameters(run: Run) -> int | None:
    """How many weights and biases a run had, None where they were too many to keep."""
    kept = run.end or run.start
    if kept is None:
        return None
    return sum(values.size for values in (*kept.biases.values(), *kept.weights.values()))


def _judged(network: Network) -> dict[str, float]:
    plan = compile_network(network)
    return by_part(plan, parameter_vector(plan, network), network.data)
