"""About how long a grid search will take: a few of its networks are trained for a moment."""

from time import perf_counter

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector
from core.experiments.grid import Candidate, Grid
from core.network.data import Part
from core.training.batches import steps_per_epoch
from core.training.trainer import Trainer

MOMENT = 0.03
MEASURED = 4


def estimated_seconds(grid: Grid) -> float:
    """The time that all candidates of a grid will take; raise what building them raises."""
    candidates = grid.candidates()
    if not candidates:
        return 0.0
    some = np.unique(np.linspace(0, len(candidates) - 1, MEASURED).round().astype(int))
    times = [_seconds(grid, candidates[i]) for i in some]
    return float(np.mean(times)) * len(candidates) * max(1, len(grid.seeds))


def _seconds(grid: Grid, candidate: Candidate) -> float:
    """How long one training of a candidate takes, from a moment of it."""
    network = candidate.build(grid.network, grid.initializer, 0)
    plan = compile_network(network)
    begun = perf_counter()
    trainer = Trainer(plan, parameter_vector(plan, network), network.data, candidate.settings)
    trainer.run_steps(1)
    prepared, begun = perf_counter() - begun, perf_counter()
    steps = 0
    while perf_counter() - begun < MOMENT:
        trainer.run_steps(8)
        steps += 8
    per_step = (perf_counter() - begun) / steps
    n = network.data.count(Part.TRAINING)
    return prepared + per_step * candidate.settings.epochs * steps_per_epoch(n, candidate.settings)
