"""The metrics of a run with many observations: worked out after it has ended, beside the window."""

from dataclasses import replace
from functools import partial
from math import isnan

from PySide6.QtCore import QObject, Signal

from core.compiling.plan import Plan
from core.metrics import Judgement, judge
from core.network.data import Data, Part
from core.network.node import Array
from core.network.run import Run
from gui.document import Document
from gui.stepping.background import Background
from gui.training.hand import Hand


class Afterwards(QObject):
    """Completes the record of a run that was kept without metrics; the newest run alone."""

    completed = Signal(object)
    """The `Run` as it is now."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._thread = Background(self)

    @property
    def is_busy(self) -> bool:
        """Return whether metrics are still to come."""
        return self._thread.is_busy

    def judge(self, hand: Hand, run: Run) -> None:
        """Work out the metrics of a run, if they are not there yet."""
        if run.metrics or not run.steps:
            return
        plan, theta, data = hand.plan, hand.theta, hand.network.data
        self._thread.run(partial(_judged, plan, theta, data), partial(self._complete, run))

    def cancel(self) -> None:
        """Want nothing any more: the window closes."""
        self._thread.cancel()

    def _complete(
        self, run: Run, found: dict[Part, Judgement] | None, error: Exception | None
    ) -> None:
        if error is not None:
            raise error
        assert found is not None
        metrics = {
            f"{part.name.lower()}.{name}": value
            for part, judgement in found.items()
            for name, value in judgement.metrics.items()
        }
        losses = {part: judgement.loss for part, judgement in found.items()}
        validation = losses.get(Part.VALIDATION, run.validation_loss)
        loss = losses.get(Part.TRAINING, run.loss)
        known = loss if not isnan(loss) else run.loss
        completed = replace(run, metrics=metrics, loss=known, validation_loss=validation)
        self._document.complete_run(run, completed)
        self.completed.emit(completed)


def _judged(plan: Plan, theta: Array, data: Data) -> dict[Part, Judgement]:
    """Every part that has rows; what is read of them is worked out here, in the thread."""
    found = {part: judge(plan, theta, data, part) for part in Part if data.count(part)}
    for judgement in found.values():
        _ = judgement.metrics, judgement.loss
    return found
