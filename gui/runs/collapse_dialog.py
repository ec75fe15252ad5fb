"""The homework g(z) = z: the whole network is one linear model, with its θ in closed form."""

from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from core.baselines import Collapsed, Linear, collapse, ols, with_identity
from core.baselines.errors import NotLinearError
from core.language import Message, tr, trn
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.node import Array
from core.numbers import significant
from gui.document import Document
from gui.inspector.section import Text
from gui.runs.read_dialog import ReadDialog
from gui.runs.result_table import ResultTable
from gui.settings import Settings
from gui.style import primary

MOST_ROWS = 200
_DIGITS = 7


class CollapseDialog(ReadDialog):
    """θ by input, the two predictions row by row, and the comparison with least squares."""

    WIDTH, HEIGHT = 680, 620

    def __init__(
        self, session: Any, document: Document, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, document, settings, parent)
        self.collapsed: Collapsed | None = None
        self.identity_button = primary(QPushButton())
        self.identity_button.clicked.connect(self.set_identity)
        self.theta_title, self.rows_title = Text("muted", 9.5), Text("muted", 9.5)
        self.theta, self.rows = ResultTable(left=1), ResultTable(left=1)
        self.against = Text()
        self.body.addWidget(self.identity_button)
        for widget in (self.theta_title, self.theta, self.rows_title, self.rows, self.against):
            self.body.addWidget(widget, 1 if isinstance(widget, ResultTable) else 0)
        self.body.addStretch()
        self.finish_building()

    def set_identity(self) -> None:
        """Give every hidden neuron g(z) = z, as one change that can be undone."""
        self.document.edit(
            Message("Set every g to the identity"), with_identity(self.document.network)
        )
        self.retranslate()

    def texts(self) -> None:
        self.setWindowTitle(tr("Collapse to a linear model"))
        self.identity_button.setText(tr("Set every g to the identity, g(z) = z"))
        self.theta_title.setText(tr("Its θ, from the products of all weights along all paths:"))
        self.rows_title.setText(tr("Network and linear model, row by row:"))
        self.collapsed = None
        bends = False
        try:
            self.collapsed = collapse(self.document.network)
        except NotLinearError as error:
            bends = True
            self.lead.set_token("text")
            otherwise = tr("With g(z) = z everywhere it would be linear.")
            self.lead.setText(f"{error} {otherwise}")
        except NodewiseError as error:
            self.refuse(error)
        self.identity_button.setVisible(bends)
        shown = self.collapsed is not None
        for widget in (self.theta_title, self.theta, self.rows_title, self.rows, self.against):
            widget.setVisible(shown)
        # Without the tables what is said stands at the top, the button below it.
        self.body.setStretch(self.body.count() - 1, 0 if shown else 100)
        if self.collapsed is not None:
            self._show(self.collapsed)

    def _show(self, c: Collapsed) -> None:
        self.lead.set_token("text")
        self.lead.setText(
            tr("The network has {all} parameters, but is a linear model with {effective}.").format(
                all=c.n_parameters, effective=c.n_effective
            )
        )
        outputs = len(c.outputs)
        heads = [tr("input"), *(c.outputs if outputs > 1 else (tr("θ"),))]
        rows = [[tr("θ₀ (intercept)"), *map(self._number, c.theta0)]]
        rows += [[name, *map(self._number, c.theta[:, j])] for j, name in enumerate(c.inputs)]
        self.theta.show_rows(heads, rows)
        self.rows.show_rows(
            [tr("row"), tr("network ŷ"), tr("θ₀ + θX"), tr("difference")],
            [self._row(i, c) for i in range(min(MOST_ROWS, len(c.network)))],
        )
        self.against.setText(f"{self._agreement(c)} {self._against_ols(c)}".strip())

    def _row(self, i: int, c: Collapsed) -> list[str]:
        gap = float(abs(c.network[i] - c.linear[i]).max())
        return [str(i + 1), self._list(c.network[i]), self._list(c.linear[i]), self._number(gap)]

    def _list(self, values: Array) -> str:
        return "; ".join(self._number(float(v)) for v in values)

    def _number(self, value: float) -> str:
        return significant(float(value), self.settings.notation, _DIGITS)

    def _agreement(self, c: Collapsed) -> str:
        if not len(c.network):
            return tr("There are no complete rows to compare on.")
        gap = self._number(c.largest_difference)
        if c.agrees:
            rows = trn("the {n} row", "all {n} rows", len(c.network))
            if c.largest_difference == 0:
                return tr("They agree exactly on {rows}.").format(rows=rows)
            return tr("They agree on {rows}, to {gap}.").format(rows=rows, gap=gap)
        return tr("They differ by up to {gap}.").format(gap=gap)

    def _against_ols(self, c: Collapsed) -> str:
        """The loss of this linear model beside that of the best one."""
        network = self.document.network
        if network.output_function != "identity":
            return ""
        try:
            best = ols(network.data)
        except NodewiseError as error:
            return str(error)
        own = _loss(c, network)
        text = tr("Its loss on the training rows is {own}; least squares reach {ols}.")
        return text.format(own=self._number(own), ols=self._number(best.loss(network.loss)))


def _loss(c: Collapsed, network: Network) -> float:
    from core.baselines.baseline import training_rows

    x, y = training_rows(network.data)
    return Linear(network.output_function, c.theta0, c.theta).loss(network.loss, x, y)
