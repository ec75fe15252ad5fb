"""The race: several optimizers, several seeds, one network and one set of data."""

from dataclasses import replace
from typing import Any

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from core.experiments import Race, RaceResult
from core.experiments.race import Lane
from core.language import Counted, Message, tr, translatable, trn
from core.network.data import Part
from core.network.run import Run
from gui.document import Document
from gui.inspector.fields import WholeField
from gui.inspector.functions import INITIAL_TEXTS
from gui.inspector.section import Section, Text, set_label
from gui.plots.palette import free_run_colour, optimizer_colour
from gui.runs.colours import chip_icon
from gui.runs.experiment_dialog import ExperimentDialog
from gui.runs.race_form import RaceForm
from gui.runs.race_plot import RacePlot
from gui.runs.result_table import ResultTable
from gui.runs.run_values import seconds_text
from gui.runs.words import is_nothing, mean_and_spread, optimizer_title
from gui.settings import Settings
from gui.stepping.background import Background
from gui.style import NoteCard

SAME = "same"
MOST_WORK = 20_000_000_000
"""Rows × parameters × epochs up to which one training is short enough to propose several seeds."""
_LONG = 5.0
"""Seconds from which it is worth saying how long a race takes."""
STARTS = {SAME: translatable("the weights as drawn"), "new": translatable("new ones for each seed")}


class RaceDialog(ExperimentDialog):
    """Which optimizer to use? An experiment, not a claim."""

    def __init__(
        self, session: Any, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, document, settings, parent)
        self._background = Background(self)
        base = session.training
        self.racers = RaceForm(base, settings.notation)
        self._who, self._how = Section(), Section()
        self._who.add_wide(self.racers)
        self.seeds, self.first_seed = WholeField(1, 1000), WholeField(0, 999_999)
        self.epochs = WholeField(1, 1_000_000)
        self.seeds.setValue(5 if self._work < MOST_WORK else 1)
        self.first_seed.setValue(base.seed)
        self.epochs.setValue(base.epochs)
        self.starts, self.initial = QComboBox(), QComboBox()
        self._fill_choices()
        if base.batch_size is None and not base.dropout:  # then only the weights can differ
            self.starts.setCurrentIndex(1)
        self._labels = [
            self._how.add_row(field, wide=field is self.starts)
            for field in (self.epochs, self.seeds, self.first_seed, self.starts, self.initial)
        ]
        self.starts.currentIndexChanged.connect(self._show_initial)
        for field in (self.seeds, self.epochs):
            field.valueChanged.connect(self._estimate)
        for box in self.racers.boxes.values():
            box.toggled.connect(self._estimate)
        self.note = NoteCard()
        for widget in (self._who, self._how, self.note):
            self.form.addWidget(widget)
        self.form.addStretch(1)
        self._build_results()
        self.finish_building()
        self._estimate()

    @property
    def _work(self) -> int:
        """Rows × parameters × epochs of one training."""
        network = self.document.network
        n = network.data.count(Part.TRAINING)
        return n * network.n_parameters * int(self.session.training.epochs)

    def _estimate(self, *_: object) -> None:
        """Say about how long it will take, where a run has told how fast this network trains."""
        speed = getattr(self.session, "examples_per_second", 0.0)
        if self.is_running or self.is_complete or speed <= 0:
            return
        n = self.document.network.data.count(Part.TRAINING)
        runs = self.seeds.value() * sum(box.isChecked() for box in self.racers.boxes.values())
        seconds = n * self.epochs.value() * runs / speed
        time = seconds_text(seconds, self.settings.notation)
        self._say(Message("About {time}.", time=time) if seconds > _LONG else "")

    def _fill_choices(self) -> None:
        for key in STARTS:
            self.starts.addItem("", key)
        for key in INITIAL_TEXTS:
            if key not in ("zero", "one"):
                self.initial.addItem("", key)
        chosen = self.initial.findData(self.settings.get("training_weight"))
        self.initial.setCurrentIndex(max(0, chosen))
        for box in (self.starts, self.initial):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(6)

    def _build_results(self) -> None:
        self.validation = QCheckBox()
        self.validation.setChecked(self.has_validation)
        self.validation.setVisible(self.has_validation)
        self.validation.toggled.connect(lambda _on: self.show_result(self.outcome))
        self.plot = RacePlot(self.settings)
        self.table = ResultTable()
        self.verdict = Text()
        self.every_seed = QCheckBox()
        self.results.addWidget(self.validation)
        self.results.addWidget(self.plot, 1)
        for widget in (self.table, self.verdict, self.every_seed):
            self.results.addWidget(widget)

    @property
    def has_validation(self) -> bool:
        """Return whether there are rows that are not trained on."""
        return self.document.network.data.count(Part.VALIDATION) > 0

    def make_task(self) -> Race:
        first = self.first_seed.value()
        new = self.starts.currentData() != SAME
        return Race(
            replace(self.network, runs=()),
            self.racers.contestants(self.epochs.value()),
            tuple(range(first, first + self.seeds.value())),
            self.initial.currentData() if new else None,
        )

    # What comes of it

    def show_result(self, result: RaceResult | None) -> None:
        if result is None:
            return
        self.plot.show_race(result, self.validation.isChecked() and self.has_validation)
        heads = [tr("optimizer"), tr("training loss"), tr("seeds"), tr("time")]
        if self.has_validation:
            heads.insert(2, tr("validation loss"))
        rows = [self._row(lane) for lane in result.lanes]
        ranking = result.ranking
        self.table.show_rows(heads, rows, ranking[0] if ranking else -1)
        self.verdict.setText(self._verdict(result) if self.is_complete else "")
        self.verdict.setVisible(self.is_complete)

    def _row(self, lane: Lane) -> list[str | tuple[str, QIcon]]:
        notation = self.settings.notation
        name = optimizer_title(lane.settings.optimizer)
        cells: list[str | tuple[str, QIcon]] = [
            (name, chip_icon(optimizer_colour(lane.settings.optimizer))),
            mean_and_spread(*lane.final, notation, len(lane.finishes)),
        ]
        if self.has_validation:
            cells.append(mean_and_spread(*lane.validation_final, notation, len(lane.finishes)))
        done = str(len(lane.finishes))
        if lane.n_diverged:
            done = tr("{n}, {diverged} diverged").format(n=done, diverged=lane.n_diverged)
        seconds = sum(finish.seconds for finish in lane.finishes)
        return [*cells, done, seconds_text(seconds, notation)]

    def _verdict(self, result: RaceResult) -> str:
        """What the numbers say, and what they do not."""
        n = max((len(lane.finishes) for lane in result.lanes), default=0)
        values = ", ".join(self._words(result.lanes[i]) for i in result.ranking)
        what = tr("validation loss") if self.has_validation else tr("training loss")
        sentences = [
            trn("With {n} seed: ", "Over {n} seeds: ", n) + f"{values} ({what}).",
        ]
        finals = [lane.final for lane in result.lanes if lane.finishes]
        if n > 1 and all(is_nothing(spread, value) for value, spread in finals):
            sentences.append(
                tr(
                    "All seeds gave the same: from the same weights and with all rows in every "
                    "step nothing is left to chance. Start from new weights for each seed."
                )
            )
        elif n < 3:
            sentences.append(tr("So few seeds say nothing about chance: race over 20."))
        elif self._is_close(result):
            sentences.append(tr("The first two are closer to each other than their seeds are."))
        if not self.has_validation:
            sentences.append(
                tr("Without validation rows this says how fast they learn, not how well.")
            )
        sentences.append(
            tr("Whether this holds for other data, networks or learning rates is not shown.")
        )
        return " ".join(sentences)

    def _final(self, lane: Lane) -> tuple[float, float]:
        return lane.validation_final if self.has_validation else lane.final

    def _words(self, lane: Lane) -> str:
        name = optimizer_title(lane.settings.optimizer)
        notation, n = self.settings.notation, len(lane.finishes)
        return f"{name} {mean_and_spread(*self._final(lane), notation, n)}"

    def _is_close(self, result: RaceResult) -> bool:
        if len(result.ranking) < 2:
            return False
        (one, s), (other, t) = (self._final(result.lanes[i]) for i in result.ranking[:2])
        return abs(one - other) < max(s, t)

    def keep(self) -> None:
        """Work out the metrics beside the window, then put the runs into the table."""
        if not self.is_complete:
            return
        result, network, every = self.outcome, self.network, self.every_seed.isChecked()
        self.keep_button.setEnabled(False)
        self._background.run(lambda: kept_runs(result, network, every), self._on_kept)

    def _on_kept(self, runs: tuple[Run, ...] | None, error: Exception | None) -> None:
        if error is not None or runs is None:
            raise error or AssertionError
        self.edits.add(runs, Message("Keep the race"))
        self.told(
            Counted("{n} run is in the table now.", "{n} runs are in the table now.", len(runs))
        )

    def _show_initial(self, *_: object) -> None:
        new = self.starts.currentData() != SAME
        self.initial.setEnabled(new)
        self._labels[-1].setEnabled(new)

    def texts(self) -> None:
        self.setWindowTitle(tr("Race"))
        self._who.heading.setText(tr("Who races"))
        self._how.heading.setText(tr("How"))
        words = tr("Epochs"), tr("Seeds"), tr("First seed"), tr("Start from"), tr("Drawn by")
        for label, text in zip(self._labels, words, strict=True):
            set_label(label, text)
        for i in range(self.starts.count()):
            self.starts.setItemText(i, tr(STARTS[self.starts.itemData(i)]))
        for i in range(self.initial.count()):
            self.initial.setItemText(i, tr(INITIAL_TEXTS[self.initial.itemData(i)].title))
        self.racers.retranslate()
        self.validation.setText(tr("Plot the validation loss"))
        self.every_seed.setText(tr("Keep every seed, not only the median one of each optimizer"))
        self.note.set_note(
            tr("A claim to test."),
            tr(
                "Zhou et al. (2020) find Adam faster, and gradient descent with small batches "
                "better on new data. Compare the validation loss over many seeds."
            ),
        )
        self._show_initial()


def kept_runs(result: RaceResult, network: Any, every_seed: bool) -> tuple[Run, ...]:
    """The runs of a race in the colours of their optimizers; of each lane all, or the median."""
    lanes = result.lanes if every_seed else tuple(_median(lane) for lane in result.lanes)
    runs = replace(result, lanes=lanes).runs(network)
    taken = [run.colour for run in network.runs]
    for run in runs:
        taken.append(free_run_colour(str(run.settings["optimizer"]), taken))
    colours = taken[len(network.runs) :]
    return tuple(replace(run, colour=c) for run, c in zip(runs, colours, strict=True))


def _median(lane: Lane) -> Lane:
    """The lane with the one finish whose loss has as many below as above it."""
    finishes = sorted(lane.finishes, key=lambda f: (f.diverged, f.loss))
    return replace(lane, finishes=tuple(finishes[len(finishes) // 2 :][:1]))
