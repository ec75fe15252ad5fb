"""The grid search: many networks and settings, ranked by their error on validation rows."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from core.experiments import Grid, GridResult, Trial
from core.experiments.estimate import estimated_seconds
from core.language import Counted, Message, tr, trn
from core.network.data import Part
from core.network.errors import NodewiseError
from core.network.run import Run
from core.numbers import exact, significant
from gui.document import Document
from gui.inspector.fields import WholeField
from gui.inspector.functions import ACTIVATION_TEXTS
from gui.inspector.section import Section, Text, set_label
from gui.plots.palette import free_run_colour, optimizer_colour
from gui.runs.experiment_dialog import ExperimentDialog
from gui.runs.grid_form import GridForm
from gui.runs.result_table import ResultTable
from gui.runs.run_values import seconds_text
from gui.runs.words import LETTERS, mean_and_spread, optimizer_title
from gui.settings import Settings
from gui.stepping.background import Background

KEPT = 10
ESTIMATE_MS = 350
_VARIED = ("learning_rate", "l1", "l2", "dropout")


class GridDialog(ExperimentDialog):
    """Which architecture? By experiment, guided by the validation error."""

    def __init__(
        self, session: Any, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, document, settings, parent)
        base = session.training
        self.grid: Grid | None = None
        self._background = Background(self)
        self._estimating = QTimer(self)
        self._estimating.setSingleShot(True)
        self._estimating.setInterval(ESTIMATE_MS)
        self._estimating.timeout.connect(self._estimate)
        self.values = GridForm(document.network, base, settings)
        self._how = Section()
        self.epochs, self.seeds = WholeField(1, 1_000_000), WholeField(1, 100)
        self.epochs.setValue(min(base.epochs, 500))
        self._labels = [self._how.add_row(field) for field in (self.epochs, self.seeds)]
        self.count = Text("text", 10)
        self.held_out = Text("muted", 9.5)
        self.split_button = QPushButton()
        self.split_button.clicked.connect(self._split)
        for widget in (self._how, self.values):
            self.form.addWidget(widget)
        self.form.addStretch(1)
        self._build_results()
        self.values.changed.connect(self._count)
        for field in (self.epochs, self.seeds):
            field.valueChanged.connect(self._count)
        self.finish_building()
        self._count()

    def _build_results(self) -> None:
        self.lead = Text("muted", 10)
        self.table = ResultTable(left=3)
        self.table.chosen.connect(lambda _row: self._refresh_choice())
        self.table.taken.connect(lambda _row: self.apply())
        self.apply_button = QPushButton()
        self.apply_button.clicked.connect(self.apply)
        for widget in (self.lead, self.count, self.held_out):
            self.results.addWidget(widget)
        self.results.addWidget(self.split_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.results.addWidget(self.table, 1)
        self.results.addWidget(self.apply_button)

    # What is searched

    def make_task(self) -> Grid:
        form = self.values
        self.grid = Grid(
            replace(self.document.network, runs=()),
            layers=form.whole("layers"),
            units=form.whole("units"),
            activations=form.checked(form.activations),
            optimizers=form.checked(form.optimizers),
            learning_rates=form.numbers("learning_rates"),
            l1=form.numbers("l1"),
            l2=form.numbers("l2"),
            dropout=form.numbers("dropout"),
            epochs=self.epochs.value(),
            seeds=tuple(range(self.seeds.value())),
        )
        return self.grid

    def _count(self, *_: object) -> None:
        """Say how many networks that will be, and a little later about how long it will take."""
        try:
            n = len(self.make_task().candidates())
        except NodewiseError as error:
            self.count.set_token("bad")
            self.count.setText(str(error))
            self.begin.setEnabled(self.is_running)
            return
        self.count.set_token("text")
        self.count.setText(trn("{n} network to train.", "{n} networks to train.", n))
        self.begin.setEnabled(True)
        self._estimating.start()

    def _estimate(self) -> None:
        grid = self.grid
        if grid is not None and not self.is_running:
            self._background.run(lambda: (grid, estimated_seconds(grid)), self._show_estimate)

    def _show_estimate(self, found: tuple[Grid, float] | None, error: Exception | None) -> None:
        if found is None or found[0] is not self.grid:
            return  # what cannot be built is said when the search starts
        n = len(found[0].candidates())
        count = trn("{n} network to train.", "{n} networks to train.", n)
        time = seconds_text(found[1], self.settings.notation)
        duration = tr("About {time}.").format(time=time)
        self.count.setText(f"{count} {duration}")

    def _split(self) -> None:
        from gui.data.split_dialog import SplitDialog

        SplitDialog(self.document, self.settings, self).exec()
        self._show_held_out()
        self._count()

    def _show_held_out(self) -> None:
        n = self.document.network.data.count(Part.VALIDATION)
        if n:
            text = trn("Ranked by the error on {n} validation row.",
                       "Ranked by the error on {n} validation rows.", n)  # fmt: skip
        else:
            text = tr(
                "There are no validation rows: a quarter of the training rows is held out to "
                "judge. Or split the data yourself."
            )
        self.held_out.setText(text)
        self.split_button.setVisible(not n)

    # What comes of it

    def show_result(self, result: GridResult | None) -> None:
        if result is None:
            return
        varied = [key for key in _VARIED if len({_of(t, key) for t in result.trials}) > 1]
        heads_of = LETTERS | {"dropout": tr("dropout")}
        heads = [tr("network"), tr("g"), tr("method"), *(heads_of[k] for k in varied)]
        heads += [tr("parameters"), tr("train"), tr("validation")]
        self.table.show_rows(heads, [self._cells(t, varied) for t in result.ranking], 0)
        if result.trials:
            self.lead.setText(
                tr("{done} of {n} networks, the smallest validation error first.").format(
                    done=len(result.trials), n=result.total
                )
            )
        self._refresh_choice()

    def _cells(self, trial: Trial, varied: list[str]) -> list[str]:
        notation = self.settings.notation
        settings = trial.candidate.settings
        linear = not trial.candidate.hidden
        return [
            sizes_text(trial),
            "—" if linear else tr(ACTIVATION_TEXTS[trial.candidate.activation].title),
            optimizer_title(settings.optimizer),
            *(exact(_of(trial, key), notation) for key in varied),
            str(trial.n_parameters),
            significant(trial.loss, notation),
            mean_and_spread(trial.validation_loss, trial.spread, notation)
            if self.grid is not None and len(self.grid.seeds) > 1
            else significant(trial.validation_loss, notation),
        ]

    @property
    def _chosen(self) -> Trial | None:
        place = max(0, self.table.place)
        ranking: tuple[Trial, ...] = self.outcome.ranking if self.is_complete else ()
        return ranking[place] if place < len(ranking) else None

    def apply(self) -> None:
        """Draw the chosen network, trained, in place of what is drawn: one undoable change."""
        trial = self._chosen
        if trial is None or self.grid is None:
            return
        now, made = self.document.network, trial.network(self.grid)
        training = replace(trial.candidate.settings, seed=trial.best_seed)
        after = replace(
            now, nodes=made.nodes, edges=made.edges, training=training.into(now.training)
        )
        self.document.edit(Message("Build the network {sizes}", sizes=sizes_text(trial)), after)
        self.told(
            Message(
                "The network was built anew as {sizes}, trained; Undo brings the old one back.",
                sizes=sizes_text(trial),
            )
        )

    def keep(self) -> None:
        """Put the best networks into the table of runs."""
        if self.is_complete:
            runs = self._kept()
            self.edits.add(runs, Message("Keep the grid search"))
            self.told(
                Counted("{n} run is in the table now.", "{n} runs are in the table now.", len(runs))
            )

    def _kept(self) -> list[Run]:
        """The records of the best trials, each in a colour and pattern of its own."""
        runs: list[Run] = []
        taken = [run.colour for run in self.document.network.runs]
        for trial in self.outcome.ranking[:KEPT]:
            taken.append(free_run_colour(trial.candidate.settings.optimizer, taken))
            runs.append(replace(trial_run(trial), colour=taken[-1]))
        return runs

    def _refresh_choice(self) -> None:
        self.apply_button.setEnabled(self._chosen is not None)

    def _refresh(self) -> None:
        super()._refresh()
        self._refresh_choice()

    def texts(self) -> None:
        self.setWindowTitle(tr("Grid search"))
        self.values.retranslate()
        self._how.heading.setText(tr("How"))
        for label, text in zip(self._labels, (tr("Epochs"), tr("Seeds each")), strict=True):
            set_label(label, text)
        self.lead.setText(
            tr(
                "Every combination is trained on the training rows and judged on rows that it "
                "has not seen."
            )
        )
        self.split_button.setText(tr("Split the data…"))
        self.apply_button.setText(tr("Build this network in place of the drawn one"))
        self.keep_button.setText(tr("Keep the best {n} as runs").format(n=KEPT))
        self._show_held_out()


def _of(trial: Trial, key: str) -> float:
    return float(getattr(trial.candidate.settings, key))


def sizes_text(trial: Trial) -> str:
    """The units of the hidden layers: "4–4"; a linear model has none."""
    return "–".join(map(str, trial.candidate.hidden)) or tr("linear")


def trial_run(trial: Trial) -> Run:
    """The record of a trial, in the colour of its optimizer."""
    settings = replace(trial.candidate.settings, seed=trial.best_seed)
    name = f"{sizes_text(trial)} {trial.candidate.activation} {settings.optimizer}"
    return Run(
        name=name,
        settings=settings.into({}),
        colour=optimizer_colour(settings.optimizer),
        epochs=trial.epochs,
        seconds=trial.seconds,
        loss=trial.loss,
        validation_loss=None if trial.validation_loss != trial.validation_loss
        else trial.validation_loss,
        metrics=trial.metrics,
        end=trial.weights,
        shown=False,
    )  # fmt: skip
