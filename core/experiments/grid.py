"""A small grid search over architectures and settings, ranked by validation error."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.experiments.drawing import start_vector
from core.experiments.training import NothingToTrainError, Trained, check_data, trained
from core.language import Message, translatable
from core.metrics.judging import by_part
from core.network.data import Data, Part
from core.network.edge import Edge
from core.network.layers import SizesError, check_sizes, lay_down
from core.network.network import Network
from core.network.node import Node, Role
from core.network.run import Weights
from core.training.settings import TrainingSettings

HELD_OUT = 0.25
"""The share of training rows that judges where the data have no validation rows."""

MAX_CANDIDATES = 2000


@dataclass(frozen=True)
class Candidate:
    """One point of the grid: the units of every hidden layer, g, and how it is trained."""

    hidden: tuple[int, ...]
    activation: str
    settings: TrainingSettings

    def build(self, base: Network, initializer: str, seed: int) -> Network:
        """The network for the data of ``base``, with its output function and loss.

        Neuron by neuron where it is small enough to draw so, else a block a layer.
        """
        data = base.data
        sizes = [data.inputs.shape[1], *self.hidden, data.targets.shape[1]]
        bare = replace(base, nodes={}, edges={}, runs=(), training=self.settings.into({}))
        try:
            check_sizes(sizes)
            network = lay_down(bare, sizes, self.activation, base.output_function, base.loss)
        except SizesError:
            network = _blocks(bare, sizes, self.activation)
        plan = compile_network(network)
        return with_parameters(plan, network, start_vector(plan, network, initializer, seed))


def _blocks(bare: Network, sizes: list[int], activation: str) -> Network:
    last = len(sizes) - 1
    roles = [Role.INPUT, *[Role.HIDDEN] * (last - 1), Role.OUTPUT]
    ids = ["x", *(f"h{i}" for i in range(1, last)), "y"]
    nodes = [
        Node(name, role, units=n, activation=activation, position=(220.0 * i, 0.0))
        for i, (name, role, n) in enumerate(zip(ids, roles, sizes, strict=True))
    ]
    edges = [Edge(ids[i], ids[i + 1], np.zeros((sizes[i + 1], sizes[i]))) for i in range(last)]
    return replace(bare, nodes={n.id: n for n in nodes}, edges={e.key: e for e in edges})


@dataclass(frozen=True, eq=False)
class Trial:
    """A candidate and how it did: means over its seeds, with their standard deviation.

    Losses are NaN where every seed diverged. ``metrics`` and ``weights`` are those of the seed
    with the smallest validation loss, ``best_seed``; ``weights`` fit ``network(...)``.
    """

    candidate: Candidate
    n_parameters: int
    loss: float
    validation_loss: float
    spread: float
    n_diverged: int
    epochs: int
    seconds: float
    metrics: dict[str, float]
    best_seed: int
    weights: Weights | None

    def network(self, grid: "Grid") -> Network:
        """The candidate as a network to open, trained with its best seed; data as in the grid."""
        network = self.candidate.build(grid.network, grid.initializer, self.best_seed)
        settings = replace(self.candidate.settings, seed=self.best_seed)
        network = replace(network, training=settings.into({}))
        return network if self.weights is None else self.weights.into(network)


@dataclass(frozen=True, eq=False)
class GridResult:
    """The trials that are done, in the order of the grid."""

    trials: tuple[Trial, ...]
    total: int
    held_out: int = 0

    @property
    def ranking(self) -> tuple[Trial, ...]:
        """From the smallest validation loss up; of equals, the one with fewer parameters."""

        def key(trial: Trial) -> tuple[bool, float, int]:
            loss = trial.validation_loss
            return bool(np.isnan(loss)), loss, trial.n_parameters

        return tuple(sorted(self.trials, key=key))


@dataclass(frozen=True, eq=False)
class Grid:
    """A task: train every combination and rank them by validation loss.

    ``layers`` are numbers of hidden layers (0: a linear model), ``units`` those of each layer.
    What is not given is as the network is set. Inputs, outputs, output function and loss follow
    the network and its data; without validation rows, a quarter of the training rows is held out
    (drawn with the first seed).
    """

    network: Network
    layers: tuple[int, ...] = (1,)
    units: tuple[int, ...] = (2, 4, 8)
    activations: tuple[str, ...] = ("relu",)
    optimizers: tuple[str, ...] = ()
    learning_rates: tuple[float, ...] = ()
    l1: tuple[float, ...] = ()
    l2: tuple[float, ...] = ()
    dropout: tuple[float, ...] = ()
    epochs: int | None = None
    seeds: tuple[int, ...] = (0,)
    initializer: str = "glorot"
    keep_weights: bool = field(default=True)

    def candidates(self) -> tuple[Candidate, ...]:
        """Every combination; what a linear model has no use for is not varied for it."""
        base = TrainingSettings.of(self.network.training)
        if self.epochs is not None:
            base = replace(base, epochs=self.epochs)
        base = replace(base, dropout_by_node={})
        found: dict[object, Candidate] = {}
        trainings = product(
            self.optimizers or (base.optimizer,),
            self.learning_rates or (base.learning_rate,),
            self.l1 or (base.l1,),
            self.l2 or (base.l2,),
            self.dropout or (base.dropout,),
        )
        shapes = product(self.layers, self.units, self.activations)
        for (n, k, g), (optimizer, rate, l1, l2, dropout) in product(shapes, list(trainings)):
            settings = replace(
                base,
                optimizer=optimizer,
                learning_rate=rate,
                l1=l1,
                l2=l2,
                dropout=dropout if n else 0.0,
            )
            candidate = Candidate((k,) * n, g if n else "identity", settings)
            key = candidate.hidden, candidate.activation, optimizer, rate, l1, l2, settings.dropout
            found.setdefault(key, candidate)
        return tuple(found.values())

    def run(self) -> Iterator[tuple[float, GridResult]]:
        """Yield (share done, result so far)."""
        check_data(self.network.data)
        candidates = self.candidates()
        if not candidates or not self.seeds:
            problem: object = translatable(
                "Choose at least one value of everything that is searched."
            )
            raise NothingToTrainError(problem=problem)
        if len(candidates) > MAX_CANDIDATES:
            template = translatable("These are {n} networks: choose fewer values, up to {most}.")
            problem = Message(template, n=len(candidates), most=MAX_CANDIDATES)
            raise NothingToTrainError(problem=problem)
        data, held_out = _judged(self.network.data, self.seeds[0])
        result = GridResult((), len(candidates), held_out)
        for i, candidate in enumerate(candidates):
            for share, trial in self._trial(candidate, data):
                if trial is not None:
                    result = replace(result, trials=(*result.trials, trial))
                yield (i + share) / len(candidates), result

    def _trial(self, candidate: Candidate, data: Data) -> Iterator[tuple[float, Trial | None]]:
        done: list[tuple[int, Network, Trained]] = []
        for i, seed in enumerate(self.seeds):
            network = candidate.build(self.network, self.initializer, seed)
            plan = compile_network(network)
            settings = replace(candidate.settings, seed=seed)
            theta = parameter_vector(plan, network)
            for share, it in trained(plan, theta, data, settings, points=1):
                if it is None:
                    yield (i + share) / len(self.seeds), None
                else:
                    done.append((seed, network, it))
        yield 1.0, self._judged_trial(candidate, data, done)

    def _judged_trial(
        self, candidate: Candidate, data: Data, done: list[tuple[int, Network, Trained]]
    ) -> Trial:
        sound = [entry for entry in done if not entry[2].diverged]
        seed, network, it = min(sound or done, key=lambda entry: _validation(entry[2]))
        plan = compile_network(network)
        validations = [_validation(t) for _, _, t in sound]
        keep = self.keep_weights and bool(sound)
        return Trial(
            candidate=candidate,
            n_parameters=network.n_parameters,
            loss=float(np.mean([t.last.loss for _, _, t in sound])) if sound else np.nan,
            validation_loss=float(np.mean(validations)) if sound else np.nan,
            spread=float(np.std(validations, ddof=1)) if len(sound) > 1 else 0.0,
            n_diverged=len(done) - len(sound),
            epochs=it.last.epoch,
            seconds=sum(t.last.seconds for _, _, t in done),
            metrics=by_part(plan, it.last.theta, data) if sound else {},
            best_seed=seed,
            weights=Weights.of(with_parameters(plan, network, it.last.theta)) if keep else None,
        )


def _validation(it: Trained) -> float:
    return np.inf if it.last.validation_loss is None else it.last.validation_loss


def _judged(data: Data, seed: int) -> tuple[Data, int]:
    """Data with validation rows, and how many training rows were held out to have them."""
    rows = data.rows(Part.TRAINING)
    if data.count(Part.VALIDATION) or len(rows) < 2:
        return data, 0
    n = max(1, round(HELD_OUT * len(rows)))
    split = np.zeros(data.n_observations, dtype=np.int8) if data.split is None else data.split
    split = split.copy()
    split[np.random.default_rng(seed).permutation(rows)[:n]] = Part.VALIDATION
    return replace(data, split=split), n
