"""The three states of a training."""

from enum import StrEnum


class State(StrEnum):
    """What the training is doing. A run is in hand while it runs and while it is paused."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
