"""The runs of a document beside the plots: a small table, and what can be done with them."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.language import Counted, Message, tr
from core.network.errors import NodewiseError
from core.network.run import Run
from gui.document import Document
from gui.inspector.section import Text
from gui.messages import Kind
from gui.runs.run_edits import RunEdits
from gui.runs.run_menus import fill_more, run_menu
from gui.runs.run_tools import RunTools
from gui.runs.runs_csv import runs_csv, write_runs_csv
from gui.runs.runs_model import RunsModel
from gui.runs.runs_table import RunsTable
from gui.settings import Settings
from gui.style import SectionHeading
from gui.theme import theme


class RunsPanel(QWidget):
    """The table of runs with its buttons; ``all_columns`` is the large form, in a dialog."""

    told = Signal(object, object)
    """A sentence for the user and its `Kind`."""

    def __init__(
        self,
        session: Any,
        document: Document,
        settings: Settings,
        parent: QWidget | None = None,
        all_columns: bool = False,
    ) -> None:
        super().__init__(parent)
        self._session, self._document = session, document
        self._all, self._offers_race = all_columns, True
        self.edits = RunEdits(document)
        self.model = RunsModel(document, settings, self.edits)
        self.table = RunsTable(self.model, all_columns, self)
        self.tools = RunTools(session, document, settings, self)
        self._build()
        for changed in (self.model.modelReset, self.model.rowsInserted, self.model.dataChanged):
            changed.connect(self._show_state)
        theme().changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def _build(self) -> None:
        self.heading = SectionHeading()
        self.race, self.more = QPushButton(), QPushButton()
        self.race.clicked.connect(lambda: self.tools.race())
        for button in (self.race, self.more):
            button.setProperty("flat", True)
        self.more_menu = QMenu(self)
        self.more_menu.aboutToShow.connect(lambda: fill_more(self.more_menu, self))
        self.more.setMenu(self.more_menu)
        self.empty = Text("muted", 9.5)
        self.head = QHBoxLayout()
        self.head.addWidget(self.heading, 1)
        self.head.addWidget(self.race)
        self.head.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self.head)
        self._column.addWidget(self.empty)
        self._column.addWidget(self.table, 1)
        self._column.addStretch(0)
        self.table.toggled.connect(self.toggle_shown)
        self.table.restore_asked.connect(self.restore)
        self.table.delete_asked.connect(self.delete)
        self.table.copy_asked.connect(self.copy)
        self.table.menu_asked.connect(self._show_menu)

    @property
    def document(self) -> Document:
        """Whose runs these are."""
        return self._document

    def show_race(self, shown: bool) -> None:
        """Offer a race in the heading; the menu beside it has it anyway."""
        self._offers_race = shown
        self.race.setHidden(self._all or not shown)

    # What can be done

    @property
    def chosen(self) -> list[int]:
        """The places of the selected runs among the document's."""
        return self.table.chosen

    def toggle_shown(self) -> None:
        """Show the selected runs in the plots, or hide them if all of them are shown."""
        runs = self.model.runs
        shown = all(runs[i].shown for i in self.chosen)
        if self.chosen:
            self.edits.show(self.chosen, not shown)

    def restore(self, *, start: bool = False, settings: bool = False) -> None:
        """Give the network the weights of the selected run; what is refused is told."""
        if len(self.chosen) != 1:
            self._refuse(Message("Select one run first."))
            return
        if _is_training(self._session):
            self._refuse(Message("Stop the training first: it is changing the weights now."))
            return
        try:
            self.edits.restore(self.chosen[0], start=start, settings=settings)
        except NodewiseError as error:
            self._refuse(error)
            return
        run = self.model.runs[self.chosen[0]]
        self.told.emit(_restored_text(run, start=start, settings=settings), Kind.INFO)

    def delete(self) -> None:
        """Take the selected runs out of the table."""
        self.edits.delete(self.chosen)

    def rename(self) -> None:
        """Let the name of the selected run be typed."""
        self.table.setFocus()
        self.table.edit_name()

    def recolour(self, colour: int) -> None:
        """Give the selected runs another colour."""
        if self.chosen:
            self.edits.recolour(self.chosen, colour)

    def copy(self) -> None:
        """Put the selected runs, or all, on the clipboard as a table."""
        runs = self._picked()
        QApplication.clipboard().setText(runs_csv(runs, "\t"))
        n = len(runs)
        sentence = Counted("{n} run is on the clipboard.", "{n} runs are on the clipboard.", n)
        self.told.emit(sentence, Kind.INFO)

    def export(self) -> None:
        """Ask for a file and write every run to it."""
        if not self.model.runs:
            self._refuse(Message("There are no runs yet: train the network first."))
            return
        name, _ = QFileDialog.getSaveFileName(
            self.window(), tr("Save the runs"), "runs.csv", f"{tr('Tables')} (*.csv)"
        )
        if name:
            path = Path(name)
            self.save_csv(path if path.suffix else path.with_suffix(".csv"))

    def save_csv(self, path: Path) -> None:
        """Write every run to a file, in the order of the table."""
        try:
            write_runs_csv(path, [self.model.runs[i] for i in self.table.order])
        except NodewiseError as error:
            self._refuse(error)
            return
        self.told.emit(Message("Saved as {name}.", name=path.name), Kind.INFO)

    def _picked(self) -> list[Run]:
        places = self.chosen or self.table.order
        return [self.model.runs[i] for i in places]

    def _refuse(self, sentence: object) -> None:
        self.told.emit(sentence, Kind.REFUSAL)

    # Look

    def _show_menu(self, point: QPoint) -> None:
        if self.chosen:
            run_menu(self).popup(point)

    def _show_state(self, *_: object) -> None:
        has_runs = bool(self.model.runs)
        self.empty.setHidden(has_runs)
        self.table.setVisible(has_runs)
        self._column.setStretch(3, 0 if has_runs else 1)

    def retranslate(self) -> None:
        """Write the texts in the language in use."""
        self.heading.setText(tr("Runs"))
        for widget in (self.heading, self.more):  # the dialog has its own
            widget.setHidden(self._all)
        self.show_race(self._offers_race)
        self.race.setText(tr("Race…"))
        self.race.setToolTip(tr("Train from the same start with several optimizers and seeds."))
        self.more.setText("⋯")
        self.more.setAccessibleName(tr("More about runs"))
        self.more.setToolTip(tr("Grid search, random starts, linear models, all runs, export."))
        self.empty.setText(
            tr(
                "Each training is kept here with its settings and its losses, to be compared, "
                "shown in the plots, or taken back."
            )
        )
        self._show_state()

    def _restyle(self) -> None:
        px = theme().px
        self._column.setContentsMargins(*((0, 0, 0, 0) if self._all else (12, 6, 8, 4)))
        self._column.setSpacing(px(4))
        self.head.setSpacing(px(4))
        accent = theme().blended("accent", 0.85, "text").name()
        for button in (self.race, self.more):
            button.setFont(theme().font(10, bold=True))
            button.setStyleSheet(
                f"QPushButton {{ color: {accent}; padding: {px(2)}px {px(6)}px; }}"
                "QPushButton::menu-indicator { width: 0; image: none; }"
            )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _restored_text(run: Run, *, start: bool, settings: bool) -> Message:
    if not start:
        return Message("The network has the end weights of “{name}” again.", name=run.name)
    if not (settings and run.rates):
        return Message("The network has the start weights of “{name}” again.", name=run.name)
    return Message(
        "The network has the start weights of “{name}” again; ε was changed by hand during "
        "it, so that a run with its seed will be another one.",
        name=run.name,
    )


def _is_training(session: Any) -> bool:
    """Return whether the weights are changing now."""
    return getattr(getattr(session, "state", None), "name", "") == "RUNNING"
