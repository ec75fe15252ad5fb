"""What is worth knowing of a place on a loss curve: ε there, and where early stopping went back."""

from collections.abc import Mapping

import numpy as np

from core.network.errors import NodewiseError
from core.network.node import Array
from core.network.run import Run
from core.training.report import Stopped
from core.training.schedules import rate_factor
from core.training.settings import TrainingSettings
from gui.plots.subject import Watched


def rates_at(watched: Watched, x: float, by: str) -> list[tuple[str, float]]:
    """ε at a place of the axis, of every run that is drawn and whose schedule changes it.

    The name is blank for the run in hand. ``by`` is the axis, "epoch" or "step".
    """
    found = []
    for run in watched.shown_runs:
        settings = _settings(run)
        if settings is not None and settings.schedule != "constant":
            found.append((run.name, _rate(settings, run.curves, x, by)))
    if watched.live_curves and watched.session.in_use.schedule != "constant":
        found.append(("", _rate(watched.session.in_use, watched.live_curves, x, by)))
    return found


def _rate(settings: TrainingSettings, curves: Mapping[str, Array], x: float, by: str) -> float:
    epochs, places = curves.get("epoch", np.zeros(1)), curves.get(by, np.zeros(1))
    i = min(int(np.searchsorted(places, x)), len(epochs) - 1)
    # The point at the end of epoch 1 was reached with the ε of the first epoch, which is 0.
    return settings.learning_rate * rate_factor(settings, max(0, int(epochs[i]) - 1))


def _settings(run: Run) -> TrainingSettings | None:
    try:
        return TrainingSettings.of(run.settings) if len(run.curves.get("loss", ())) else None
    except NodewiseError:  # of a linear model, or of another program
        return None


def gone_back_to(run: Run) -> int | None:
    """The point of the curves whose weights early stopping brought back; None without it."""
    losses: Array = np.asarray(run.curves.get("validation_loss", ()), dtype=float)
    if run.stopped != str(Stopped.PATIENCE) or not np.isfinite(losses).any():
        return None
    return int(np.nanargmin(losses))
