"""A warning where output function or loss do not fit the data, and the button that mends it."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.language import Message, tr
from core.network.network import Network
from gui.document import Document
from gui.inspector.functions import LOSS_TEXTS, OUTPUT_TEXTS
from gui.inspector.section import Text
from gui.theme import theme


class FitNote(QWidget):
    """Hidden while everything fits. It looks again only when something that it is about changed."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._seen: tuple[object, ...] = ()
        self.warning = Text("bad", 9.5)
        self.fix, self.scale = QPushButton(), QPushButton()
        self.fix.clicked.connect(self.put_right)
        self.scale.clicked.connect(self.standardise)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.warning)
        self._column.addWidget(self.fix)
        self._column.addWidget(self.scale)
        self.hide()
        theme().changed.connect(self._restyle)
        self._restyle()

    def refresh(self, again: bool = False) -> None:
        """Look at the network; ``again`` also where it is the same, as for another language."""
        network = self._document.network
        seen = (
            network.data, network.output_function, network.loss, network.nodes.keys(),
            network.training.get("optimizer"),
        )  # fmt: skip
        same = len(self._seen) == len(seen) and all(
            a is b or (i and a == b) for i, (a, b) in enumerate(zip(seen, self._seen, strict=True))
        )
        if again or not same:
            self._seen = seen
            self._look(network)

    def _look(self, network: Network) -> None:
        if not network.data.n_observations or not network.nodes:
            self.hide()
            return
        from core.training.proposal import mismatches, propose_network

        wrong = mismatches(network)
        self.setVisible(bool(wrong))
        self.warning.setText("\n".join(str(message) for message in wrong))
        if not wrong:
            return
        fitting = propose_network(network, network.data)
        self.fix.setVisible(_functions(fitting) != _functions(network))
        self.fix.setText(tr("Make it fit"))
        self.fix.setToolTip(str(_text(network)))
        # What is left with fitting functions is a matter of the size of the numbers.
        self.scale.setVisible(bool(mismatches(fitting)))
        self.scale.setText(tr("Standardise"))
        self.scale.setToolTip(
            tr("Subtract the mean of the training rows and divide by their standard deviation.")
        )

    def put_right(self) -> None:
        """Give the network the inputs, outputs and functions that its data ask for."""
        from core.training.proposal import propose_network

        self._document.finish_preview()
        network = self._document.network
        self._document.edit(_text(network), propose_network(network, network.data))

    def standardise(self) -> None:
        """Standardise the inputs, and the targets where they are no classes."""
        from core.datasets.scaling import standardise
        from core.metrics.task import Task
        from core.training.proposal import propose

        self._document.finish_preview()
        network = self._document.network
        is_regression = propose(network.data).task is Task.REGRESSION
        data = standardise(network.data, targets=is_regression)
        self._document.edit(Message("Standardise the data"), replace(network, data=data))

    def _restyle(self) -> None:
        for button in (self.fix, self.scale):
            button.setFont(theme().font(10))
        self._column.setSpacing(theme().px(6))


def _functions(network: Network) -> tuple[str, str, int]:
    return network.output_function, network.loss, len(network.nodes)


def _text(network: Network) -> Message:
    """What it is called to take the functions that the data ask for."""
    from core.training.proposal import propose

    proposal = propose(network.data)
    return Message(
        "Use {output} and {loss}",
        output=Message(OUTPUT_TEXTS[proposal.output_function].title),
        loss=Message(LOSS_TEXTS[proposal.loss].title),
    )
