"""How many rows are taken for what they are, over the run in hand and every run that is shown."""

from collections.abc import Mapping
from math import nan

import numpy as np
from PySide6.QtWidgets import QWidget

from core.language import tr
from core.network.node import Array
from core.network.run import Run
from core.numbers import format_number
from gui.plots.loss_card import LossCard
from gui.plots.subject import Watched

_PERCENT, _MOST_KNOWN = 100.0, 64


class AccuracyCard(LossCard):
    """The share of right rows in percent: training solid, validation dashed."""

    kind = "accuracy"
    parts = ("accuracy", "validation_accuracy")
    usual_scale = "upper"

    def __init__(self, watched: Watched, parent: QWidget | None = None) -> None:
        # The very same curve for the same numbers: what has not changed is not drawn anew.
        self._percents: dict[int, tuple[Array, str, Array]] = {}
        super().__init__(watched, parent)

    def title(self) -> str:
        return tr("Accuracy")

    def _scales(self) -> list[tuple[str, str]]:
        return [("upper", tr("without the start")), ("all", tr("from the start"))]

    def _invitation(self) -> str:
        return tr("The share of right rows stands here, epoch by epoch, when classes are trained.")

    def _level_of(self, run: Run) -> float:
        return _PERCENT * run.metrics.get("training.accuracy", nan)

    def _of_part(self, curves: Mapping[str, Array], part: str) -> Array:
        source = curves.get(part)
        if source is None:
            return np.zeros(0)
        known = self._percents.get(id(source))
        if known is None or known[0] is not source or known[1] != self.scale.current:
            if len(self._percents) > _MOST_KNOWN:
                self._percents.clear()
            known = source, self.scale.current, self._percent(source, curves)
            self._percents[id(source)] = known
        return known[2]

    def _percent(self, source: Array, curves: Mapping[str, Array]) -> Array:
        shares = _PERCENT * np.asarray(source, dtype=float)
        if self.scale.current == "upper" and len(shares) > 2 and curves["epoch"][0] == 0:
            shares[0] = nan  # guessing: beside it all later differences would be too small to see
        return shares

    def _written(self, number: float) -> str:
        return f"{format_number(number, self.watched.settings.notation, 2)} %"

    def refresh(self) -> None:
        super().refresh()
        self.chart.left.set_words("%")
