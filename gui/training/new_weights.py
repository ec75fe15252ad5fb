"""Weights that are drawn anew, and which changes of a network matter for its training."""

from core.network.network import Network
from core.network.run import Weights
from gui.settings import Settings
from gui.training.hand import Hand


def start_weights(network: Network, last: Hand | None) -> Weights | None:
    """What the last run with weights began with, or else ``last``; None without any."""
    kept = (run.start for run in reversed(network.runs) if run.start is not None)
    return next(kept, None) or (Weights.of(last.network) if last is not None else None)


def has_start_weights(network: Network, last: Hand | None) -> bool:
    """Return whether there are any."""
    return last is not None or any(run.start is not None for run in network.runs)


def next_seed(network: Network, name: str, settings: Settings) -> int:
    """The seed that the settings have, or the next if the weights are drawn with it already."""
    seed = int(settings.get("initial_seed"))
    return seed + 1 if drawn(network, name, seed) == network else seed


def matters(before: Network, after: Network) -> bool:
    """Return whether a change can decide what may be trained; a slider's moves cannot."""
    return not (
        before.data is after.data
        and before.runs is after.runs
        and before.training == after.training
        and before.nodes.keys() == after.nodes.keys()
        and len(before.edges) == len(after.edges)
    )


def drawn(network: Network, name: str, seed: int) -> Network:
    """The network as a new start: what is not frozen is drawn by an initialiser."""
    from core.experiments.drawing import with_new_weights

    return with_new_weights(network, name, seed)
