"""The numbers of a linear model, by name, as measured and as the network sees them."""

from PySide6.QtWidgets import QPushButton, QWidget

from core.baselines import Baseline, Coefficient, linear_of
from core.language import tr, trn
from core.metrics import task_of
from core.network.data import Data
from core.network.run import Run
from core.numbers import significant
from gui.document import Document
from gui.runs.read_dialog import ReadDialog
from gui.runs.result_table import ResultTable
from gui.runs.words import penalty_text
from gui.settings import Settings

DIGITS = 6


class CoefficientsDialog(ReadDialog):
    """Names, values in measured units, the lasso's λ and how many inputs it keeps."""

    def __init__(
        self,
        run: Run,
        document: Document,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(None, document, settings, parent)
        self.run = run
        self.table = ResultTable(left=1)
        self.copy = QPushButton()
        self.copy.clicked.connect(lambda: self.table.copy_all())
        self.body.addWidget(self.table, 1)
        self.buttons.addButton(self.copy, self.buttons.ButtonRole.ActionRole)
        self.finish_building()

    @property
    def coefficients(self) -> list[Coefficient]:
        """The numbers, empty where the data of the document are others now."""
        linear, data = linear_of(self.run), self.document.network.data
        if linear is None or linear.weights.shape != _shape(data):
            return []
        name = str(self.run.settings["optimizer"])
        return Baseline(name, linear, data, task_of(self.document.network)).coefficients()

    def texts(self) -> None:
        self.setWindowTitle(tr("Coefficients: {name}").format(name=self.run.name))
        found = self.coefficients
        if not found:
            self.refuse(tr("The data of this model are others now: fit the linear models anew."))
            return
        several = len({c.output for c in found}) > 1
        heads = [tr("input"), tr("as measured"), tr("as the network sees it")]
        rows = [self._cells(c, several) for c in found]
        self.table.show_rows(heads, rows)
        self.lead.setText(self._lead(found))
        self.copy.setText(tr("Copy as a table"))

    def _cells(self, c: Coefficient, several: bool) -> list[str]:
        name = c.name or tr("β₀ (intercept)")
        if several:
            name = f"{c.output}: {name}"
        measured = significant(c.measured, self.settings.notation, DIGITS)
        if c.name and c.value == 0.0 and "lambda" in self.run.settings:  # the lasso's own choice
            measured = tr("0, left out")
        return [name, measured, significant(c.value, self.settings.notation, DIGITS)]

    def _lead(self, found: list[Coefficient]) -> str:
        kept = sum(1 for c in found if c.name and c.value != 0.0)
        total = sum(1 for c in found if c.name)
        penalty = self.run.settings.get("lambda")
        if penalty is None:
            return trn("{n} coefficient and the intercept.",
                       "{n} coefficients and the intercept.", total)  # fmt: skip
        shown = penalty_text(penalty, self.settings.notation)
        sentence = tr(
            "λ = {penalty}, chosen by cross-validation: {kept} of {total} inputs are kept."
        )
        return sentence.format(penalty=shown, kept=kept, total=total)


def _shape(data: Data) -> tuple[int, int]:
    return data.targets.shape[1], data.inputs.shape[1]
