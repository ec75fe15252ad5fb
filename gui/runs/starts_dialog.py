"""Random starts: how often the drawn network learns at all, and where it gets stuck."""

from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from core.experiments import Group, Starts, StartsResult
from core.language import Message, tr, trn
from core.network.run import Weights
from core.numbers import significant
from core.training.settings import checked
from gui.document import Document
from gui.inspector.fields import WholeField
from gui.inspector.functions import INITIAL_TEXTS
from gui.inspector.number_field import NumberField
from gui.inspector.section import Section, Text, set_label
from gui.runs.experiment_dialog import ExperimentDialog
from gui.runs.histogram import Bar, Bars
from gui.runs.result_table import ResultTable
from gui.runs.words import optimizer_title
from gui.settings import Settings
from gui.style import NoteCard

MOST_ROWS = 500


class StartsDialog(ExperimentDialog):
    """Trains the network from many random weights, and loads the one that is chosen."""

    def __init__(
        self, session: Any, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, document, settings, parent)
        base = session.training
        self._how = Section()
        self.number, self.first_seed = WholeField(1, 5000), WholeField(0, 999_999)
        self.epochs = WholeField(1, 1_000_000)
        self.number.setValue(100)
        self.first_seed.setValue(0)
        self.epochs.setValue(base.epochs)
        self.initial = QComboBox()
        self.initial.setMinimumContentsLength(6)
        for key in INITIAL_TEXTS:
            if key not in ("zero", "one"):
                self.initial.addItem("", key)
        self.threshold = NumberField(settings.notation)
        self.threshold.set_value(0.01)
        fields = (self.number, self.epochs, self.initial, self.first_seed, self.threshold)
        self._labels = [self._how.add_row(field) for field in fields]
        self.optimizer = Text("muted", 9.5)
        self.note = NoteCard()
        for widget in (self._how, self.optimizer, self.note):
            self.form.addWidget(widget)
        self.form.addStretch(1)
        self._build_results()
        self.finish_building()

    def _build_results(self) -> None:
        self.share, self.bars = Text("text", 12), Bars()
        self.table = ResultTable(left=1)
        self.bars.chosen.connect(self._choose_group)
        self.table.chosen.connect(lambda _row: self._refresh_choice())
        self.table.taken.connect(lambda _row: self.load())
        self.load_button, self.load_start_button = QPushButton(), QPushButton()
        self.load_button.clicked.connect(lambda: self.load())
        self.load_start_button.clicked.connect(lambda: self.load(trained=False))
        self.results.addWidget(self.share)
        self.results.addWidget(self.bars)
        self.results.addWidget(self.table, 1)
        for button in (self.load_button, self.load_start_button):
            self.results.addWidget(button)

    def make_task(self) -> Starts:
        self.threshold.take()
        return Starts(
            replace(self.network, runs=()),
            self.number.value(),
            checked(replace(self.session.training, epochs=self.epochs.value())),
            self.initial.currentData(),
            self.threshold.value or 0.0,
            self.first_seed.value(),
        )

    # What comes of it

    def show_result(self, result: StartsResult | None) -> None:
        if result is None:
            return
        done = len(result.losses)
        self.share.setText(
            tr("{solved} of {done} starts solved it ({share} %).").format(
                solved=result.n_solved,
                done=done,
                share=round(100 * result.share) if done else 0,
            )
        )
        self.bars.show_bars([self._bar(group) for group in result.groups] + self._lost(), done)
        if self.is_complete:
            self._order = np.argsort(result.losses)[:MOST_ROWS]
            rows = [self._cells(int(i)) for i in self._order]
            self.table.show_rows([tr("start"), tr("seed"), tr("final loss")], rows)
        else:
            self.table.show_rows([tr("start"), tr("seed"), tr("final loss")], [])
        self._refresh_choice()

    def _bar(self, group: Group) -> Bar:
        loss = significant(group.loss, self.settings.notation, 3)
        name = tr("solved") if group.solved else tr("stuck at {loss}").format(loss=loss)
        return Bar(name, group.count, group.solved)

    def _lost(self) -> list[Bar]:
        n = self.outcome.n_diverged
        return [Bar(tr("diverged"), n, False)] if n else []

    def _cells(self, i: int) -> list[str]:
        loss = float(self.outcome.losses[i])
        seed = self.outcome.seed + i
        words = tr("solved") if loss < self.outcome.threshold else tr("stuck")
        if np.isnan(loss):
            words = tr("diverged")
        return [words, str(seed), significant(loss, self.settings.notation)]

    def _choose_group(self, index: int) -> None:
        """Select the first start of a group."""
        if not self.is_complete or index >= len(self.outcome.groups):
            return
        ends = np.cumsum([group.count for group in self.outcome.groups])
        self.table.selectRow(int(ends[index - 1]) if index else 0)

    def load(self, trained: bool = True) -> None:
        """Give the network the weights of the chosen start, before or after its training."""
        if not self.is_complete or self.table.place < 0:
            return
        chosen = int(self._order[self.table.place])
        if trained and np.isnan(self.outcome.losses[chosen]):
            self._say(Message("This start diverged: only its first weights can be taken."), "bad")
            return
        made = self.outcome.network(self.network, chosen, trained)
        after = Weights.of(made).into(self.document.network)
        seed = self.outcome.seed + chosen
        template = Message("Load start {seed}", seed=seed)
        if not trained:
            settings = replace(self.session.training, seed=seed, epochs=self.epochs.value())
            after = replace(after, training=settings.into(after.training))
        self.document.edit(template, after)
        self.told(Message("The network has the weights of start {seed} now.", seed=seed))

    def _refresh_choice(self) -> None:
        chosen = self.is_complete and self.table.place >= 0
        for button in (self.load_button, self.load_start_button):
            button.setEnabled(chosen)

    def _refresh(self) -> None:
        super()._refresh()
        self.keep_button.hide()
        self._refresh_choice()

    def texts(self) -> None:
        self.setWindowTitle(tr("Random starts"))
        self._how.heading.setText(tr("How"))
        words = (
            tr("Starts"), tr("Epochs"), tr("Drawn by"), tr("First seed"),
            tr("Solved below a loss of"),
        )  # fmt: skip
        for label, text in zip(self._labels, words, strict=True):
            set_label(label, text)
        for i in range(self.initial.count()):
            self.initial.setItemText(i, tr(INITIAL_TEXTS[self.initial.itemData(i)].title))
        training = self.session.training
        self.optimizer.setText(
            tr("Trained with {optimizer}, ε = {rate}, as the network is set.").format(
                optimizer=optimizer_title(training.optimizer),
                rate=significant(training.learning_rate, self.settings.notation),
            )
        )
        self.note.set_note(
            tr("Learning can fail."),
            tr(
                "Gradient descent goes downhill from where it starts. From some weights the way "
                "ends on a plateau or in a poor minimum, however long it trains."
            ),
        )
        self.share.setText(
            trn("{n} parameter, drawn anew for each start.",
                "{n} parameters, drawn anew for each start.", self.network.n_parameters)
        )  # fmt: skip
        self.load_button.setText(tr("Load its weights after training"))
        self.load_start_button.setText(tr("Load its first weights, to train it yourself"))
        self.bars.setAccessibleName(tr("Where the starts ended"))
        self._refresh_choice()
