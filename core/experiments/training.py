"""One training of an experiment: in slices that leave room to cancel, with a thinned curve."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from core.compiling.plan import Plan
from core.language import translatable
from core.metrics.task import complete_rows
from core.network.data import Data, Part
from core.network.errors import NodewiseError
from core.network.node import Array
from core.training.batches import steps_per_epoch
from core.training.report import Report, Stopped
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer

SLICE = 0.05
"""Seconds between two looks at whether to go on."""
SHOWN_EVERY = 0.5
"""Seconds between two looks at how far a long training has come."""


class NothingToTrainError(NodewiseError):
    """An experiment without data or without anything to compare."""

    template = translatable("{problem}")


@dataclass(frozen=True, eq=False)
class Trained:
    """The end of one training and its curves over `marked_epochs`.

    They are NaN after a divergence or an early stop, and where there are no validation rows; one
    that goes on, ``is_over`` False, has only the points that it has reached.
    """

    last: Report
    losses: Array
    validation_losses: Array
    is_over: bool = True

    @property
    def diverged(self) -> bool:
        """Return whether the numbers ran away."""
        return self.last.stopped is Stopped.DIVERGED or not np.isfinite(self.last.loss)


def check_data(data: Data) -> None:
    """Raise `NothingToTrainError` without training rows or with holes in them."""
    if data.count(Part.TRAINING) == 0:
        raise NothingToTrainError(
            problem=translatable("There are no training observations: add some first.")
        )
    for part in (Part.TRAINING, Part.VALIDATION):
        rows = data.rows(part)
        if len(complete_rows(data, rows)) < len(rows):
            raise NothingToTrainError(
                problem=translatable("Some observations are not complete: fill in their cells.")
            )


def trained(
    plan: Plan,
    theta: Array,
    data: Data,
    settings: TrainingSettings,
    points: int = 200,
    watched: bool = False,
) -> Iterator[tuple[float, Trained | None]]:
    """Train for the epochs that are set; yield the share that is done, at last with the result.

    If it is ``watched``, a long one yields now and then how far it has come, too.
    """
    trainer = Trainer(plan, theta, data, settings)
    per_epoch = steps_per_epoch(data.count(Part.TRAINING), settings)
    marks = marked_epochs(settings.epochs, points)
    losses, validation = np.full((2, len(marks)), np.nan)
    report, shown = trainer.report(), perf_counter()
    for i, mark in enumerate(marks.tolist()):
        for step in _until(trainer, mark * per_epoch):
            yield step / (settings.epochs * per_epoch), None
        report = trainer.report()
        if not _goes_on(report):
            break
        losses[i] = report.loss
        validation[i] = np.nan if report.validation_loss is None else report.validation_loss
        if trainer.step < mark * per_epoch:  # patience has ended it
            break
        if watched and perf_counter() - shown > SHOWN_EVERY:
            shown = perf_counter()
            there = Trained(report, losses.copy(), validation.copy(), is_over=False)
            yield trainer.step / (settings.epochs * per_epoch), there
    yield 1.0, Trained(report, losses, validation)


def marked_epochs(epochs: int, points: int) -> Array:
    """The epochs at which a curve has points: about ``points``, the first and last among them."""
    return np.unique(np.linspace(0, epochs, points + 1).round().astype(np.intp))


def _goes_on(report: Report) -> bool:
    return report.stopped is not Stopped.DIVERGED and bool(np.isfinite(report.loss))


def _until(trainer: Trainer, step: int) -> Iterator[int]:
    """Train up to a step, in slices of time; less if the trainer stops by itself."""
    chunk = 16
    while trainer.step < step:
        begun, before = perf_counter(), trainer.step
        trainer.run_steps(min(chunk, step - trainer.step))
        if trainer.step == before:
            return
        yield trainer.step
        chunk = chunk * 2 if perf_counter() - begun < SLICE / 2 else max(1, chunk // 2)
