"""The words of the training: what settings are called, and how a run is going."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from core.language import Message, tr, translatable, trn
from core.numbers import significant

if TYPE_CHECKING:
    from gui.training.session import TrainSession

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
}


def change_text(settings: Mapping[str, Any]) -> Message:
    """What undo calls a change of settings."""
    names = {NAMES[name] for name in settings if name in NAMES}
    if len(names) != 1:
        return Message("Change the training")
    return Message("Change {setting}", setting=Message(names.pop()))


def status_texts(session: "TrainSession") -> tuple[str, ...]:
    """Where the training is, in a line; then the same in ever fewer words."""
    report = session.report
    if session.state == "idle" and report is None:
        lack = session.lack
        return (str(lack),) if lack is not None else (_ready(session),)
    if report is None:
        return (tr("starting…"),)
    notation = session.settings.notation
    total = session.in_use.epochs
    grouped = (f"{report.epoch:,}".replace(",", _THIN), f"{total:,}".replace(",", _THIN))
    epoch = (
        tr("epoch {epoch} of {total}").format(epoch=grouped[0], total=grouped[1])
        if session.state != "idle"
        else trn("{n} epoch", "{n} epochs", report.epoch)
    )
    loss = tr("loss {number}").format(number=significant(report.loss, notation))
    speed = tr("{number} steps/s").format(number=_rounded(session.speed))
    if session.speed <= 0 or session.state == "paused":
        return f"{epoch} · {loss}", loss
    return f"{epoch} · {speed} · {loss}", f"{epoch} · {loss}", loss


def _ready(session: "TrainSession") -> str:
    rows = trn("{n} observation", "{n} observations", session.document.network.data.n_observations)
    return tr("Ready to train with {observations}.").format(observations=rows)


def _rounded(number: float) -> str:
    """Three digits that count, in groups of thousands."""
    if number < 1:
        return f"{number:.2g}"
    places = max(0, len(str(int(number))) - 3)
    return f"{round(number, -places):,.0f}".replace(",", _THIN)


_THIN = "\u202f"
