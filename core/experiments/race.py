"""The same start weights and data for several optimizers and several seeds, side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.compiling.plan import Plan
from core.experiments.drawing import start_vector
from core.experiments.training import (
    NothingToTrainError,
    Trained,
    check_data,
    marked_epochs,
    trained,
)
from core.language import translatable
from core.metrics.judging import by_part
from core.network.data import Data
from core.network.network import Network
from core.network.node import Array
from core.network.run import MOST_HEAVY, MOST_LARGE, MOST_WEIGHTS, Run, Weights
from core.training.settings import TrainingSettings


@dataclass(frozen=True, eq=False)
class Finish:
    """One training of a race: ``start`` and ``end`` are θ; NaN losses where it diverged.

    They are left out (None) while it goes on. Of networks above `MOST_WEIGHTS` parameters the
    start is never kept, and the end of the `MOST_HEAVY` best alone, so that a race of many does
    not fill the memory. ``metrics`` are by part and name.
    """

    seed: int
    losses: Array
    validation_losses: Array
    loss: float
    validation_loss: float | None
    epochs: int
    steps: int
    seconds: float
    diverged: bool
    start: Array | None
    end: Array | None
    metrics: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Lane:
    """One contestant with its finishes so far; curves are over `RaceResult.epochs`.

    Until its first finish, the curves are those of the training ``under_way``.
    """

    settings: TrainingSettings
    finishes: tuple[Finish, ...] = ()
    under_way: Finish | None = None

    @property
    def n_diverged(self) -> int:
        """How many of its trainings ran away; they are left out of mean and spread."""
        return sum(finish.diverged for finish in self.finishes)

    @property
    def mean(self) -> Array:
        """The mean training loss at every epoch."""
        return _over_seeds([f.losses for f in self._sound])[0]

    @property
    def spread(self) -> Array:
        """The standard deviation between seeds at every epoch, 0 for a single one."""
        return _over_seeds([f.losses for f in self._sound])[1]

    @property
    def validation_mean(self) -> Array:
        """The mean validation loss at every epoch, NaN without validation rows."""
        return _over_seeds([f.validation_losses for f in self._sound])[0]

    @property
    def validation_spread(self) -> Array:
        """The standard deviation of the validation loss between seeds."""
        return _over_seeds([f.validation_losses for f in self._sound])[1]

    @property
    def final(self) -> tuple[float, float]:
        """Mean and standard deviation of the last training loss; NaN if every seed diverged."""
        return _mean_and_spread([f.loss for f in self._sound])

    @property
    def validation_final(self) -> tuple[float, float]:
        """Mean and standard deviation of the last validation loss; NaN where there is none."""
        known = [f.validation_loss for f in self._sound if f.validation_loss is not None]
        return _mean_and_spread(known)

    @property
    def _sound(self) -> list[Finish]:
        first = (self.under_way,) if self.under_way is not None and not self.finishes else ()
        return [finish for finish in (*self.finishes, *first) if not finish.diverged]


def _over_seeds(curves: Sequence[Array]) -> tuple[Array, Array]:
    if not curves:
        return np.zeros(0), np.zeros(0)
    stacked = np.array(curves)
    spread = stacked.std(axis=0, ddof=1) if len(curves) > 1 else np.zeros(stacked.shape[1])
    return stacked.mean(axis=0), spread


def _mean_and_spread(values: Sequence[float]) -> tuple[float, float]:
    if not values:
        return np.nan, np.nan
    return float(np.mean(values)), float(np.std(values, ddof=1)) if len(values) > 1 else 0.0


@dataclass(frozen=True, eq=False)
class RaceResult:
    """The lanes in the order of the contestants; ``epochs`` are where the curves have points."""

    epochs: Array
    lanes: tuple[Lane, ...]

    @property
    def ranking(self) -> tuple[int, ...]:
        """The lanes from best to worst: by validation loss if there is one, else by training."""

        def key(i: int) -> tuple[bool, float]:
            lane = self.lanes[i]
            value, _ = lane.validation_final
            value = lane.final[0] if np.isnan(value) else value
            return bool(np.isnan(value)), value

        return tuple(sorted((i for i, lane in enumerate(self.lanes) if lane.finishes), key=key))

    def runs(self, network: Network, first_colour: int = 0) -> tuple[Run, ...]:
        """A record of every training, one colour a lane; ``network`` is the one that raced."""
        plan = compile_network(network)
        return tuple(
            self._run(network, plan, lane.settings, finish, first_colour + i)
            for i, lane in enumerate(self.lanes)
            for finish in lane.finishes
        )

    def _run(
        self, network: Network, plan: Plan, settings: TrainingSettings, it: Finish, colour: int
    ) -> Run:
        curves = {"epoch": self.epochs.astype(np.float64), "loss": it.losses}
        if it.validation_loss is not None:
            curves["validation_loss"] = it.validation_losses
        return Run(
            name=f"{settings.optimizer} {it.seed}",
            settings=replace(settings, seed=it.seed).into(network.training),
            colour=colour,
            epochs=it.epochs,
            steps=it.steps,
            seconds=it.seconds,
            loss=it.loss,
            validation_loss=it.validation_loss,
            metrics=it.metrics,
            stopped="diverged" if it.diverged else "epochs",
            curves=curves,
            start=_weights(plan, network, it.start),
            end=_weights(plan, network, it.end),
        )


@dataclass(frozen=True, eq=False)
class Race:
    """A task: train one network under several settings, each with several seeds.

    A seed is the order of the batches (and the dropout masks). With ``initializer``, it is also
    new start weights, the same for every contestant; else all start from the network's own. All
    train for as many epochs as the one with most.
    """

    network: Network
    contestants: tuple[TrainingSettings, ...]
    seeds: tuple[int, ...] = (0, 1, 2)
    initializer: str | None = None
    points: int = 200

    @classmethod
    def between(
        cls,
        network: Network,
        learning_rates: dict[str, float],
        seeds: Sequence[int] = (0, 1, 2),
        epochs: int | None = None,
        initializer: str | None = None,
    ) -> "Race":
        """A race between optimizers, each with its ε; everything else as the network is set."""
        base = TrainingSettings.of(network.training)
        base = base if epochs is None else replace(base, epochs=epochs)
        contestants = tuple(
            replace(base, optimizer=name, learning_rate=rate)
            for name, rate in learning_rates.items()
        )
        return cls(network, contestants, tuple(seeds), initializer)

    def run(self) -> Iterator[tuple[float, RaceResult]]:
        """Yield (share done, result so far): all contestants with a seed, then the next seed."""
        plan, data = compile_network(self.network), self.network.data
        check_data(data)
        if not self.contestants or not self.seeds:
            problem = translatable("A race needs at least one optimizer and one seed.")
            raise NothingToTrainError(problem=problem)
        epochs = max(settings.epochs for settings in self.contestants)
        lanes = [Lane(replace(settings, epochs=epochs)) for settings in self.contestants]
        marks = marked_epochs(epochs, self.points)
        result = RaceResult(marks, tuple(lanes))
        done, total = 0, len(lanes) * len(self.seeds)
        for seed in self.seeds:
            start = self._start(plan, seed)
            for i, lane in enumerate(lanes):
                seeded = replace(lane.settings, seed=seed)
                for share, it in trained(plan, start, data, seeded, self.points, watched=True):
                    if it is not None:
                        finish = _finish(seed, it)
                        if it.is_over:
                            finish = _whole(finish, plan, start, it.last.theta, data)
                        lanes[i] = _with(lane, finish, it.is_over)
                        lanes = _lightened(lanes, plan.n_theta)
                        result = RaceResult(marks, tuple(lanes))
                    yield (done + share) / total, result
                done += 1

    def _start(self, plan: Plan, seed: int) -> Array:
        if self.initializer is None:
            return parameter_vector(plan, self.network)
        return start_vector(plan, self.network, self.initializer, seed)


def _with(lane: Lane, finish: Finish, is_over: bool) -> Lane:
    if is_over:
        return replace(lane, finishes=(*lane.finishes, finish), under_way=None)
    return replace(lane, under_way=finish)


def _whole(finish: Finish, plan: Plan, start: Array, end: Array, data: Data) -> Finish:
    """A training that is over, with what is kept of it."""
    metrics = {} if finish.diverged else by_part(plan, end, data)
    return replace(
        finish,
        start=start if plan.n_theta <= MOST_WEIGHTS else None,
        end=end if plan.n_theta <= MOST_LARGE else None,
        metrics=metrics,
    )


def _lightened(lanes: list[Lane], n_theta: int) -> list[Lane]:
    """Large networks keep the weights of the best trainings alone."""
    if n_theta <= MOST_WEIGHTS:
        return lanes
    finishes = [finish for lane in lanes for finish in lane.finishes if finish.end is not None]
    best = sorted(finishes, key=lambda f: (f.diverged, f.loss))[:MOST_HEAVY]
    kept = {id(finish) for finish in best}
    return [
        replace(
            lane,
            finishes=tuple(f if id(f) in kept else replace(f, end=None) for f in lane.finishes),
        )
        for lane in lanes
    ]


def _weights(plan: Plan, network: Network, theta: Array | None) -> Weights | None:
    return None if theta is None else Weights.of(with_parameters(plan, network, theta))


def _finish(seed: int, it: Trained) -> Finish:
    last = it.last
    return Finish(
        seed=seed,
        losses=it.losses,
        validation_losses=it.validation_losses,
        loss=last.loss,
        validation_loss=last.validation_loss,
        epochs=last.epoch,
        steps=last.step,
        seconds=last.seconds,
        diverged=it.diverged,
        start=None,
        end=None,
    )
