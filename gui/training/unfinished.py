"""A run that goes on, as it would be recorded now: what a crash must not lose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.compiling.compiler import with_parameters
from core.compiling.plan import Plan
from core.network.network import Network
from core.network.node import Array
from core.network.run import MOST_WEIGHTS, Run, Weights
from core.training.history import thinned
from core.training.report import Stopped
from gui.document import Document
from gui.training.hand import Hand
from gui.training.records import edit_text, kept_of, lighten, unjudged


@dataclass(frozen=True, eq=False)
class Unfinished:
    """Where a run is. Everything in it is immutable, so that any thread may make the record."""

    plan: Plan
    network: Network
    theta: Array
    history: Mapping[str, Array]
    begun: Run
    """The record without what takes its time to make; without steps before there are any."""

    @classmethod
    def of(cls, hand: Hand, runs: Sequence[Run]) -> "Unfinished":
        """What a run has come to."""
        report, begun = hand.report, Run("")
        if report is not None:
            begun = unjudged(hand, replace(report, stopped=Stopped.INTERRUPTED), runs)
        return cls(hand.plan, hand.network, hand.theta, hand.history, begun)

    @property
    def has_learned(self) -> bool:
        """Return whether a step is made."""
        return self.begun.steps > 0

    def record(self) -> Run:
        """The run as if it ended here, with all weights."""
        after = with_parameters(self.plan, self.network, self.theta)
        is_small = self.plan.n_theta <= MOST_WEIGHTS
        return replace(
            self.begun,
            curves=thinned(self.history),
            start=Weights.of(self.network) if is_small else None,
            end=Weights.of(after),
        )


def recovered(network: Network, run: Run) -> tuple[Network, Run] | None:
    """A network with what a run had learned, and the record of the run; None if it fits not."""
    if run.end is None or not run.end.fits(network):
        return None
    return run.end.into(network), kept_of(run)


def take_over(document: Document, after: Network, run: Run) -> None:
    """Make what was recovered of a run an edit of the document, and the run a record in it."""
    document.edit(edit_text(run.settings.get("optimizer", "gd"), run.epochs, run.steps), after)
    document.add_run(run)
    lighten(document)
