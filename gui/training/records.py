"""What is kept of a run: its record in the document, and the words of its edit."""

from collections.abc import Sequence
from dataclasses import replace

from core.compiling.compiler import with_parameters
from core.language import Message
from core.network.data import Part
from core.network.errors import NodewiseError
from core.network.network import Network
from core.network.run import MOST_HEAVY, MOST_LARGE, MOST_WEIGHTS, Run, Weights
from core.training.history import thinned
from core.training.report import Report, Stopped
from core.training.settings import TrainingSettings
from gui.document import Document
from gui.plots.palette import free_run_colour
from gui.training.hand import Hand
from gui.training.texts import done_text

_MOST_WORK = 20_000_000
"""Observations × parameters up to which the metrics are worked out at once."""
_LETTERS = {
    "learning_rate": "ε", "batch_size": "b", "momentum": "γ", "rho": "ρ", "beta1": "β₁",
    "beta2": "β₂", "l1": "λ₁", "l2": "λ₂", "dropout": "p",
}  # fmt: skip
"""The settings that the names of runs tell apart; no batch size is all n rows."""
_PARTS = {Part.TRAINING: "training", Part.VALIDATION: "validation", Part.TEST: "test"}


def keep(document: Document, hand: Hand, final: Report) -> Run:
    """Make the result of a run an edit of the document, and the run a record in it."""
    network = document.network
    after = with_parameters(hand.plan, network, hand.theta)
    run = record(hand, final, network.runs, after)
    document.edit(edit_text(hand.settings.optimizer, final.epoch, final.step), after)
    document.add_run(run)
    lighten(document)
    return run


def lighten(document: Document) -> None:
    """Let older runs of large networks keep their curves and not their weights."""
    runs = document.network.runs
    heavy = [run for run in runs if run.end is not None and run.end.size > MOST_WEIGHTS]
    for run in heavy[:-MOST_HEAVY]:
        document.complete_run(run, replace(run, start=None, end=None))


def with_added(runs: Sequence[Run], added: Sequence[Run]) -> tuple[Run, ...]:
    """Runs and those of an experiment; of large ones, the first of these keep their weights."""
    added = [kept_of(run) for run in added]
    heavy = [run for run in (*added, *reversed(runs)) if run.end and run.end.size > MOST_WEIGHTS]
    light = {id(run) for run in heavy[MOST_HEAVY:]}
    return tuple(
        replace(run, start=None, end=None) if id(run) in light else run for run in (*runs, *added)
    )


def edit_text(optimizer: str, epochs: int, steps: int) -> Message:
    """What undo calls a training: "Train (adam, 312 epochs)"."""
    return Message(
        "Train ({optimizer}, {done})", optimizer=optimizer, done=done_text(epochs, steps)
    )


def record(hand: Hand, final: Report, runs: Sequence[Run], after: Network) -> Run:
    """The record of a run that has ended."""
    run = replace(
        unjudged(hand, final, runs),
        metrics=_metrics(hand, after),
        curves=thinned(hand.history),
        start=Weights.of(hand.network),
        end=Weights.of(after),
    )
    return kept_of(run)


def unjudged(hand: Hand, final: Report, runs: Sequence[Run]) -> Run:
    """The record of a run without what takes its time: metrics, curves and weights."""
    return Run(
        name=free_name(telling_name(hand.settings, runs), runs),
        settings=hand.settings.into(hand.network.training),
        colour=free_run_colour(hand.settings.optimizer, [run.colour for run in runs]),
        epochs=final.epoch,
        steps=final.step,
        seconds=final.seconds,
        loss=final.loss,
        validation_loss=final.validation_loss,
        stopped=str(final.stopped or Stopped.USER),
        rates=hand.rates,
    )


def kept_of(run: Run) -> Run:
    """The run with those of its weights that are not too large to keep."""
    start, end = (
        weights if weights is not None and weights.size <= most else None
        for weights, most in ((run.start, MOST_WEIGHTS), (run.end, MOST_LARGE))
    )
    return replace(run, start=start, end=end)


def telling_name(settings: TrainingSettings, runs: Sequence[Run]) -> str:
    """``gd``, or where there are such runs what is other than in their first: ``gd, ε 0.1``."""
    name = settings.optimizer
    first = next((run for run in runs if run.settings.get("optimizer") == name), None)
    if first is None:
        return name
    try:
        before = TrainingSettings.of(first.settings)
    except NodewiseError:
        return name
    other = [
        f"{letter} {'n' if value is None else f'{value:.3g}'}"
        for key, letter in _LETTERS.items()
        if (value := getattr(settings, key)) != getattr(before, key)
    ]
    return ", ".join([name, *other])


def free_name(wanted: str, runs: Sequence[Run]) -> str:
    """``adam``, ``adam 2`` …: a name that no run has."""
    taken = {run.name for run in runs}
    numbers = range(2, len(runs) + 3)
    return next(n for n in (wanted, *(f"{wanted} {i}" for i in numbers)) if n not in taken)


def _metrics(hand: Hand, after: Network) -> dict[str, float]:
    """The metrics of every part, by part and name; none where they would take long."""
    data = after.data
    if data.n_observations * hand.plan.n_theta > _MOST_WORK:
        return {}
    try:
        from core.metrics import metrics
    except ImportError:
        return {}
    found = {}
    for part, name in _PARTS.items():
        if data.count(part):
            for key, value in metrics(after, hand.theta, data, part).items():
                found[f"{name}.{key}"] = float(value)
    return found
