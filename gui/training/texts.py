"""The words of the training: what settings are called, and how a run is going."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.durations import duration
from core.language import Counted, Message, tr, translatable, trn
from core.network.data import Part
from core.numbers import format_number, grouped, significant
from core.training.report import Report

if TYPE_CHECKING:
    from gui.training.hand import Hand
    from gui.training.session import TrainSession

LONG = 0.5
"""Seconds of an epoch from which its share is said, and observations instead of steps."""
_MANY = 100
"""Epochs from which shares of one are not worth saying."""
_SOON = 2.0
"""Seconds that are not worth saying that they are left."""
NAMES: dict[str, str] = {
    "optimizer": translatable("the optimizer"),
    "learning_rate": translatable("the learning rate ε"),
    "momentum": translatable("the momentum γ"),
    "rho": translatable("the decay ρ"),
    "beta1": translatable("Adam β₁"),
    "beta2": translatable("Adam β₂"),
    "eta": translatable("the stabiliser η"),
    "eta_outside": translatable("where η stands"),
    "bias_correction": translatable("the bias correction"),
    "batch_size": translatable("the batch"),
    "replacement": translatable("how batches are drawn"),
    "epochs": translatable("the epochs"),
    "seed": translatable("the seed"),
    "l1": translatable("the penalty λ₁"),
    "l2": translatable("the penalty λ₂"),
    "dropout": translatable("dropout"),
    "dropout_by_node": translatable("dropout"),
    "schedule": translatable("the schedule"),
    "schedule_every": translatable("the schedule"),
    "schedule_factor": translatable("the schedule"),
    "patience": translatable("early stopping"),
    "dtype": translatable("the precision"),
    "cores": translatable("the processor cores"),
}


def change_text(settings: Mapping[str, Any]) -> Message:
    """What undo calls a change of settings."""
    names = {NAMES[name] for name in settings if name in NAMES}
    if len(names) != 1:
        return Message("Change the training")
    return Message("Change {setting}", setting=Message(names.pop()))


def lost_text(hand: "Hand") -> Message:
    """What is left of a run whose process ended by itself."""
    if not hand.step:
        return Message(
            "The training process ended by itself before its first step: start the run again."
        )
    return Message(
        "The training process ended by itself: what it had learned in {done} is kept, and the "
        "next run goes on from there.",
        done=done_text(hand.epoch, hand.step),
    )


def done_text(epochs: int, steps: int) -> Counted:
    """What a run has made: 312 epochs, or some batches of the first."""
    if epochs:
        return Counted("{n} epoch", "{n} epochs", epochs)
    return Counted("{n} batch", "{n} batches", steps)


def status_texts(session: "TrainSession") -> tuple[str, ...]:
    """Where the training is, in a line; then the same in ever fewer words."""
    report = session.report
    if session.state == "idle" and report is None:
        lack = session.lack
        return (str(lack),) if lack is not None else _ready(session)
    total = session.in_use.epochs
    if report is None:
        return (_within_epoch(session, 0, total) if session.is_in_step else tr("starting…"),)
    notation = session.settings.notation
    epoch = (
        tr("epoch {epoch} of {total}").format(epoch=grouped(report.epoch), total=grouped(total))
        if session.state != "idle"
        else _epochs(session, report)
    )
    if session.is_judging:  # the losses that are known are of the last whole epoch
        return f"{epoch} · " + tr("evaluating …"), epoch
    is_long = session.is_in_step or _epoch_seconds(session) > LONG
    place = report.epoch
    if is_long and report.epoch < total and session.state != "idle":
        epoch, place = _within_epoch(session, report.epoch, total), report.epoch + 1
    # Where there is no room for a word.
    shortest = (f"{grouped(place)}/{grouped(total)}",) if session.state != "idle" else ()
    loss = tr("loss {number}").format(number=significant(report.loss, notation))
    right = _accuracy(session)
    end = f"{loss} · {right}" if right else loss
    if session.speed <= 0 or session.state == "paused":
        return f"{epoch} · {end}", f"{epoch} · {loss}", epoch, *shortest
    speed = _speed(session, is_long)
    left = _time_left(session)
    parts = [epoch, speed, left, loss, right] if left else [epoch, speed, loss, right]
    parts = [part for part in parts if part]
    shorter = [" · ".join(parts[:n]) for n in range(len(parts), 2, -1)]
    return (*shorter, f"{epoch} · {left or loss}", epoch, *shortest)


def _within_epoch(session: "TrainSession", made: int, total: int) -> str:
    """Which epoch it is in, and how much of that is done."""
    return tr("epoch {epoch} of {total}, {share} %").format(
        epoch=grouped(made + 1),
        total=grouped(total),
        share=f"{100 * ((session.epochs_done or 0.0) % 1.0):.0f}",
    )


def _epochs(session: "TrainSession", report: Report) -> str:
    """How many epochs a run has made, with the share of one that it was stopped in."""
    made = session.epochs_made
    if report.step and made % 1.0 and made < _MANY:
        number = format_number(made, session.settings.notation, 1)
        return tr("{number} epochs").format(number=number)
    return trn("{n} epoch", "{n} epochs", report.epoch)


def _epoch_seconds(session: "TrainSession") -> float:
    n = session.document.network.data.count(Part.TRAINING)
    speed = session.examples_per_second
    return n / speed if speed > 0 else 0.0


def _speed(session: "TrainSession", is_long: bool) -> str:
    """Steps a second, or where an epoch is long the observations that they are made of."""
    if is_long:
        number = _rounded(session.examples_per_second)
        return tr("{number} observations/s").format(number=number)
    return tr("{number} steps/s").format(number=_rounded(session.speed))


def _time_left(session: "TrainSession") -> str:
    left = session.time_left
    if left is None or left < _SOON:
        return ""
    return tr("{time} left").format(time=duration(left))


def _accuracy(session: "TrainSession") -> str:
    """The share of right rows at the end of the last epoch, of validation rows if there are.

    Where a run has stopped within an epoch, only what was worked out there is told.
    """
    judged = _judged(session)
    for column, text in (
        ("validation_accuracy", tr("{share} % right (validation)")),
        ("accuracy", tr("{share} % right")),
    ):
        values = session.last_of(column) if judged is None else judged.get(column)
        if values is not None:
            share = format_number(100 * values, session.settings.notation, 2)
            return text.format(share=share)
    return ""


def _judged(session: "TrainSession") -> Mapping[str, float] | None:
    """The shares of where a run was stopped; None if they are those of the last whole epoch."""
    report, runs = session.report, session.document.network.runs
    if session.state == "running" or not session.epochs_made % 1.0:
        return None
    if session.state == "paused" or report is None or not runs or runs[-1].steps != report.step:
        return {}
    metrics = runs[-1].metrics
    names = {"validation_accuracy": "validation.accuracy", "accuracy": "training.accuracy"}
    return {name: metrics[key] for name, key in names.items() if key in metrics}


def _ready(session: "TrainSession") -> tuple[str, ...]:
    """With how many rows a run will be made, then the same in ever fewer words."""
    n = session.document.network.data.count(Part.TRAINING)
    rows = trn("{n} observation", "{n} observations", n)
    return (
        tr("Ready to train with {observations}.").format(observations=rows),
        tr("Ready: {observations}").format(observations=rows),
        tr("Ready"),
    )


def _rounded(number: float) -> str:
    """Three digits that count, in groups of thousands."""
    if number < 1:
        return f"{number:.2g}"
    places = max(0, len(str(int(number))) - 3)
    return grouped(int(round(number, -places)))
