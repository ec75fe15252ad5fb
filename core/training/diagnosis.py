"""What keeps a network from learning, in numbers: saturated or dead neurons, symmetry, plateaus."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.compiling.compiler import compile_network
from core.compiling.plan import Level, Plan
from core.language import Message, translatable
from core.network.data import Data, Part
from core.network.naming import Names
from core.network.network import Network
from core.network.node import Array
from core.numbers import Figure
from core.numerics import passes
from core.training.divergence import as_fraction, stable_limit
from core.training.history import History
from core.training.settings import TrainingSettings

_SATURATED = 0.01  # of the steepest slope that the activation has
_MOST_ROWS = 1000
_FLAT = 1e-4  # the gradient's share of what the loss and the weights are in size
_STILL = 1e-3  # how little of itself a loss loses over the last tenth of its points
_RATHER = 0.9  # of the observations
_BOUNDED = ("sigmoid", "tanh", "hard_tanh")


class Kind(StrEnum):
    """What is wrong."""

    SATURATED = "saturated"
    DEAD = "dead"
    SYMMETRIC = "symmetric"
    PLATEAU = "plateau"
    RATE = "rate"


@dataclass(frozen=True)
class Diagnosis:
    """One finding, in words, and the nodes that it is about (none: the whole network)."""

    kind: Kind
    message: Message
    about: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Case:
    """A plan with its numbers, run forward and back over (at most 1000) training rows."""

    plan: Plan
    names: Mapping[str, str]
    units: Mapping[str, slice]
    theta: Array
    run: passes.Forward
    back: passes.Backward
    loss: float
    history: Mapping[str, Array]


def diagnose(
    network: Network | Plan,
    theta: Array,
    data: Data,
    settings: TrainingSettings,
    history: History | Mapping[str, Array] | None = None,
) -> list[Diagnosis]:
    """Look at the parameters θ with the training observations; an empty list is good news.

    ``history`` is that of the run so far, or its columns. With a `Network` the sentences name its
    neurons as they are written elsewhere; with a `Plan` they name the nodes by their ids.
    """
    training = data.part(Part.TRAINING)
    x, y = training.inputs[:_MOST_ROWS], training.targets[:_MOST_ROWS]
    if not len(x) or not (np.isfinite(x).all() and np.isfinite(y).all()):
        return []
    case = _case(network, theta, x, y, history)
    if not np.isfinite(case.loss):
        return []
    return [
        *_saturated(case),
        *_dead(case),
        *_symmetric(case),
        *_plateau(case),
        *_too_fast(case, settings, Data(x, y)),
    ]


def _case(network: Network | Plan, theta: Array, x: Array, y: Array, history: object) -> _Case:
    plan = network if isinstance(network, Plan) else compile_network(network)
    hidden = [
        node for node, first in plan.first_unit.items()
        if plan.n_inputs <= first < plan.outputs.start
    ]  # fmt: skip
    if isinstance(network, Network):
        written = Names(network)
        names = {n: written.node(n).plain for n in hidden}
    else:
        names = {n: n for n in hidden}
    run = passes.forward(plan, theta, x)
    columns = history.arrays() if isinstance(history, History) else history
    return _Case(
        plan, names, {n: plan.units_of(n) for n in hidden}, theta, run,
        passes.backward(plan, theta, run, y), passes.loss(plan, run, y),
        columns if isinstance(columns, Mapping) else {},
    )  # fmt: skip


def _activation_of(case: _Case, units: slice) -> str:
    level = case.plan.level_of(units.start)
    row = units.start - level.units.start
    return next(a.name for part, a in level.activations if part.start <= row < part.stop)


def _saturated(case: _Case) -> Iterator[Diagnosis]:
    """σ and tanh where they are flat: slopes under 1 % of the steepest, for nearly every row."""
    from core.numerics.activations import ACTIVATIONS

    found: dict[str, float] = {}
    for node, units in case.units.items():
        name = _activation_of(case, units)
        if name not in _BOUNDED:
            continue
        activation = ACTIVATIONS[name]
        steepest = float(activation.slope(np.zeros(1))[0])
        slopes = activation.slope(case.run.z[units]) / steepest
        if (slopes < _SATURATED).mean() >= _RATHER:
            found[node] = float(np.abs(slopes).mean() * steepest)
    if not found:
        return
    yield Diagnosis(
        Kind.SATURATED,
        Message(
            translatable(
                "{names} is saturated: its mean slope g'(z) is {slope}, so hardly any of the error "
                "reaches the weights before it. Try smaller weights, or another activation."
            )
            if len(found) == 1
            else translatable(
                "{names} are saturated: their mean slope g'(z) is {slope}, so hardly any of the "
                "error reaches the weights before them. Try smaller weights, or another activation."
            ),
            names=_listed(case, found),
            slope=Figure(float(np.mean([*found.values()]))),
        ),
        tuple(found),
    )  # fmt: skip


def _dead(case: _Case) -> Iterator[Diagnosis]:
    """ReLU neurons that are 0 for every observation: no gradient will ever move them."""
    dead = {
        node: float(case.run.z[units].max())
        for node, units in case.units.items()
        if _activation_of(case, units) == "relu" and (case.run.z[units] <= 0).all()
    }
    if not dead:
        return
    yield Diagnosis(
        Kind.DEAD,
        Message(
            translatable(
                "{names} is dead: z is never above {highest}, so ReLU gives 0 for every "
                "observation and no gradient moves its weights. Try new weights or leaky ReLU."
            )
            if len(dead) == 1
            else translatable(
                "{names} are dead: z is never above {highest}, so ReLU gives 0 for every "
                "observation and no gradient moves their weights. Try new weights or leaky ReLU."
            ),
            names=_listed(case, dead),
            highest=Figure(max(dead.values())),
        ),
        tuple(dead),
    )  # fmt: skip


def _symmetric(case: _Case) -> Iterator[Diagnosis]:
    """Hidden neurons of one level with the same weights in and out stay the same for ever."""
    for level in case.plan.levels:
        nodes = [n for n, u in case.units.items() if _is_in(u, level)]
        rows = slice(level.units.start, level.units.stop)
        width = level.shape[0]
        if not nodes or width < 2:
            continue
        a, delta = case.run.a[rows], case.back.delta[rows]
        if _all_alike(a) and _all_alike(delta) and _all_alike(level.weights(case.theta)):
            yield Diagnosis(
                Kind.SYMMETRIC,
                Message(
                    translatable(
                        "{names} are alike: the {n} neurons have equal weights and equal "
                        "gradients, so they stay copies of one neuron. Start from random weights."
                    ),
                    names=_listed(case, nodes), n=width,
                ),
                tuple(nodes),
            )  # fmt: skip


def _is_in(units: slice, level: Level) -> bool:
    return level.units.start <= units.start < level.units.stop


def _all_alike(rows: Array) -> bool:
    spread = np.abs(rows - rows[:1]).max(initial=0.0)
    return bool(spread <= 1e-12 * (1.0 + np.abs(rows).max(initial=0.0)))


def _plateau(case: _Case) -> Iterator[Diagnosis]:
    """A gradient of nearly nothing while the loss, which has stopped falling, is not small."""
    losses = case.history.get("loss")
    if losses is None or len(losses) < 20:
        return
    recent = losses[-max(10, len(losses) // 10) :]
    size = float(np.linalg.norm(case.back.gradient[case.plan.trainable]))
    relative = size * (1.0 + float(np.linalg.norm(case.theta))) / max(case.loss, 1e-300)
    still = abs(recent[0] - recent[-1]) <= _STILL * abs(recent[0])
    if not still or relative > 100 * _FLAT or case.loss <= 1e-3 * losses[0] or case.loss < 1e-8:
        return
    yield Diagnosis(
        Kind.PLATEAU,
        Message(
            translatable(
                "The gradient's length is {gradient}, the loss has stayed at {loss} for {n} "
                "epochs: it is the smallest that a linear model can reach. Only hidden neurons "
                "can make it smaller."
            )
            if not case.units  # convex: there is nothing lower to be stuck above
            else translatable(
                "Stuck at a plateau: the gradient's length is {gradient}, the loss has stayed at "
                "{loss} for {n} epochs. Try new weights, momentum or Adam."
            ),
            gradient=Figure(size), loss=Figure(case.loss),
            n=_epochs(case.history, len(recent)),
        ),
    )  # fmt: skip


def _too_fast(case: _Case, settings: TrainingSettings, training: Data) -> Iterator[Diagnosis]:
    """Past the largest ε that is stable at these parameters."""
    if settings.batch_size is not None or 2 * case.plan.n_theta * training.n_observations > 1e6:
        return
    limit = stable_limit(case.plan, settings, training, case.theta)
    if settings.learning_rate > 1.01 * limit:
        yield Diagnosis(
            Kind.RATE,
            Message(
                translatable(
                    "ε = {rate} is past {limit}, the largest stable learning rate at these "
                    "weights: every step makes the error along the steepest direction larger."
                ),
                rate=Figure(settings.learning_rate), limit=Figure(limit, as_fraction),
            ),
        )  # fmt: skip


def _epochs(history: Mapping[str, Array], n: int) -> int:
    epochs = history.get("epoch")
    return n - 1 if epochs is None else int(epochs[-1] - epochs[-n])


def _listed(case: _Case, nodes: object) -> str:
    names = [case.names[node] for node in nodes]  # type: ignore[attr-defined]
    return ", ".join(names if len(names) <= 6 else [*names[:5], f"… ({len(names)})"])
