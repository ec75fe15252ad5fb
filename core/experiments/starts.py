"""How often learning fails: one network from many random starts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core.compiling.compiler import compile_network, with_parameters
from core.experiments.drawing import start_vector
from core.experiments.training import NothingToTrainError, check_data, trained
from core.language import translatable
from core.network.network import Network
from core.network.node import Array
from core.training.settings import TrainingSettings

_ALIKE = 0.005
"""Losses of one group differ from the next by less than this share of the largest."""


@dataclass(frozen=True)
class Group:
    """Starts that ended at about the same loss: a plateau, or the solution."""

    loss: float
    count: int
    solved: bool


@dataclass(frozen=True, eq=False)
class StartsResult:
    """Where the starts that are done have ended.

    ``losses`` (k,) are the last training losses, NaN where the numbers ran away; ``starts`` and
    ``ends`` (k, n_theta) are θ before and after. Start i was drawn with the seed ``seed`` + i.
    """

    losses: Array
    starts: Array
    ends: Array
    threshold: float
    total: int
    seed: int

    @property
    def n_solved(self) -> int:
        """How many came below the threshold."""
        return int((self.losses < self.threshold).sum())

    @property
    def n_diverged(self) -> int:
        """How many ran away."""
        return int(np.isnan(self.losses).sum())

    @property
    def share(self) -> float:
        """The share that solved the task, NaN before the first is done."""
        return self.n_solved / len(self.losses) if len(self.losses) else np.nan

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All that ended: first the solved, then the others by loss, alike ones together."""
        solved = np.sort(self.losses[self.losses < self.threshold])
        stuck = np.sort(self.losses[self.losses >= self.threshold])
        groups = [Group(float(np.median(solved)), len(solved), True)] if len(solved) else []
        if len(stuck):
            gaps = np.flatnonzero(np.diff(stuck) > _ALIKE * stuck[-1]) + 1
            groups += [Group(float(np.median(g)), len(g), False) for g in np.split(stuck, gaps)]
        return tuple(groups)

    def network(self, network: Network, i: int, trained: bool = True) -> Network:
        """The network as start ``i`` left it (or, not ``trained``, as it began)."""
        theta = (self.ends if trained else self.starts)[i]
        return with_parameters(compile_network(network), network, theta)


@dataclass(frozen=True, eq=False)
class Starts:
    """A task: train the network from ``n`` random starts; it is solved below ``threshold``.

    `uniform` draws weights and biases from U(−1, 1), as the lecture's experiment; any other
    initialiser draws weights and begins with biases 0. ``settings`` are the network's own if not
    given; each start takes its own seed for its batches, too.
    """

    network: Network
    n: int = 300
    settings: TrainingSettings | None = None
    initializer: str = "uniform"
    threshold: float = 0.01
    seed: int = 0

    def run(self) -> Iterator[tuple[float, StartsResult]]:
        """Yield (share done, result so far)."""
        plan, data = compile_network(self.network), self.network.data
        check_data(data)
        if self.n < 1:
            raise NothingToTrainError(problem=translatable("At least one start is needed."))
        settings = self.settings or TrainingSettings.of(self.network.training)
        losses = np.empty(self.n)
        starts, ends = np.empty((2, self.n, plan.n_theta))
        for i in range(self.n):
            seed = self.seed + i
            starts[i] = start_vector(plan, self.network, self.initializer, seed)
            seeded = replace(settings, seed=seed)
            for share, it in trained(plan, starts[i], data, seeded, points=1):
                if it is None:
                    yield (i + share) / self.n, self._result(losses, starts, ends, i)
                else:
                    losses[i] = np.nan if it.diverged else it.last.loss
                    ends[i] = it.last.theta
            yield (i + 1) / self.n, self._result(losses, starts, ends, i + 1)

    def _result(self, losses: Array, starts: Array, ends: Array, done: int) -> StartsResult:
        return StartsResult(
            losses[:done], starts[:done], ends[:done], self.threshold, self.n, self.seed
        )
