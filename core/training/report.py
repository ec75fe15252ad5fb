"""What the trainer says after some steps."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.language import Message
from core.network.node import Array


class Stopped(StrEnum):
    """Why a run has ended."""

    EPOCHS = "epochs"
    PATIENCE = "patience"
    DIVERGED = "diverged"
    USER = "user"
    INTERRUPTED = "interrupted"
    """Its process ended by itself, or the whole program did."""


@dataclass(frozen=True, eq=False)
class Report:
    """Where a run is.

    ``epoch`` and ``step`` count what is finished. ``loss`` and ``validation_loss`` are of the
    data, without penalty and dropout, with the parameters ``theta`` (a copy), and ``penalty`` is
    what L1 and L2 add to the loss; while a run by batches goes on, ``loss`` is of at most
    `MOST_EVALUATED` training observations, at its end of all. ``accuracy`` is the share that is
    classified rightly, None where there are no classes or it was not looked at. ``seconds`` is
    the time spent in steps alone. ``reason`` says
    in words why a run that ``stopped`` did so; a run that diverged, or that patience ended, has its
    best parameters back, and the losses are theirs.
    """

    epoch: int
    step: int
    loss: float
    penalty: float
    validation_loss: float | None
    learning_rate: float
    theta: Array
    seconds: float
    stopped: Stopped | None = None
    reason: Message | None = None
    finite: bool = field(default=True)
    accuracy: float | None = None
    validation_accuracy: float | None = None
