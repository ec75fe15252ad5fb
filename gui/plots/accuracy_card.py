"""How many rows are taken for what they are, over the run in hand and every run that is shown."""

from collections.abc import Mapping
from math import nan

import numpy as np

from core.language import tr
from core.network.node import Array
from core.network.run import Run
from gui.plots.loss_card import LossCard

_PERCENT = 100.0


class AccuracyCard(LossCard):
    """The share of right rows in percent: training solid, validation dashed."""

    kind = "accuracy"
    parts = ("accuracy", "validation_accuracy")
    usual_scale = "linear"

    def title(self) -> str:
        return tr("Accuracy")

    def _scales(self) -> list[tuple[str, str]]:
        return []  # there is nothing to choose

    def _invitation(self) -> str:
        return tr("The share of right rows stands here, epoch by epoch, when classes are trained.")

    def _level_of(self, run: Run) -> float:
        return _PERCENT * run.metrics.get("training.accuracy", nan)

    def _of_part(self, curves: Mapping[str, Array], part: str) -> Array:
        return _PERCENT * np.asarray(curves.get(part, ()), dtype=float)

    def refresh(self) -> None:
        super().refresh()
        self.chart.left.set_words("%")
