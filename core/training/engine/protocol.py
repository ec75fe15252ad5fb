"""What every engine does: the same steps, in its own way, on its own copy of θ."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import nan
from typing import NamedTuple, Protocol

from core.network.data import Inputs
from core.network.node import Array


class Evaluation(NamedTuple):
    """The loss of some observations and, for classes, the share that is right; NaN if unknown."""

    loss: float
    accuracy: float = nan


Evaluator = Callable[[], Evaluation]
"""Evaluates some observations with the parameters as they are, without dropout."""


@dataclass
class Seen:
    """What the steps over the whole data saw, each before it changed θ."""

    losses: list[float] = field(default_factory=list)
    penalties: list[float] = field(default_factory=list)


class Engine(Protocol):
    """Steps of one optimizer on one plan and its training observations.

    Within a long step, and within an evaluation, it tells its watch how far it is. If that raises
    `Cancelled`, the step is given up: θ and the optimizer are as the last finished step left them.
    """

    n_theta: int

    @property
    def t(self) -> int:
        """How many steps it has finished since it began, or began anew."""

    def load(self, theta: Array) -> None:
        """Take over θ, in the plan's order."""

    def store(self, theta: Array) -> None:
        """Write θ in the plan's order, float64."""

    def forget(self) -> None:
        """Set the optimizer's state back to 0."""

    def run(self, rates: Iterable[float], seen: Seen) -> None:
        """A step over the whole data for each of the learning rates."""

    def run_batches(
        self, rate: float, batches: Iterable[Array], draw: Callable[[int], Array | None]
    ) -> None:
        """A step for each batch of rows; ``draw`` gives its dropout mask (n_units, n) or None."""

    def evaluator(self, x: Inputs, y: Array, classes: bool = False) -> Evaluator:
        """Prepare the loss of other observations; of ``classes`` their accuracy, too."""

    def of_training(self, rows: Array | None = None, classes: bool = False) -> Evaluator:
        """Prepare the loss of the training observations, or of some of them."""

    def loss(self) -> float:
        """The loss of all training observations."""
