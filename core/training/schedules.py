"""The learning rate over the epochs, as a factor of the one that is set."""

from math import cos, pi

from core.training.settings import TrainingSettings


def rate_factor(settings: TrainingSettings, epoch: int) -> float:
    """What ε is multiplied by during an epoch, counted from 0.

    `cosine` is ½(1 + cos(πt/T)) over the T epochs of the run (Loshchilov and Hutter, 2017).
    """
    if settings.schedule == "step":
        return float(settings.schedule_factor ** (epoch // settings.schedule_every))
    if settings.schedule == "exponential":
        return float(settings.schedule_factor**epoch)
    if settings.schedule == "cosine":
        return 0.5 * (1.0 + cos(pi * min(epoch, settings.epochs) / max(settings.epochs, 1)))
    return 1.0
