"""The words of the training: what settings are called, and how a run is going."""

from collections.abc import Mapping
from typing import Any

from core.language import Message, translatable

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
