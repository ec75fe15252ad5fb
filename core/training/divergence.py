"""Why a run ran away, with numbers: how fast the loss grew, and what ε would have been stable."""

from collections.abc import Sequence
from itertools import pairwise
from math import inf, isfinite, log, nan

import numpy as np

from core.compiling.plan import Plan
from core.language import Message, translatable
from core.network.data import Data
from core.network.node import Array
from core.network.notation import LECTURE, Notation
from core.numbers import Figure, significant
from core.training.best import Best
from core.training.penalty import penalty_gradient
from core.training.settings import TrainingSettings

_RUN_AWAY = 1e6
_GROWN = 50.0
_STEPS = 3
_MOST_WORK = 2e10  # floating point operations that a diagnosis may cost: about a second
_PRODUCTS = 60


class RunAway:
    """Finds the step at which a loss has run away.

    That is where it is no finite number, or a million times what the run began with. Steps of
    gradient descent over the whole data need no patience: there it is enough that the loss grew by
    half or more for three steps on end, to fifty times its beginning, because it falls if ε is
    small enough. Nothing is a runaway that is not worse than an answer that knows nothing.
    """

    def __init__(self, plan: Plan, first: float, y: Array, steady: bool) -> None:
        beginning = first if isfinite(first) else 0.0
        self.most = _RUN_AWAY * max(beginning, _ignorant(plan, y), 1e-12)
        self.safe = max(_GROWN * beginning, 2.0 * _ignorant(plan, y)) if steady else self.most
        self.recent: list[float] = []

    def first(self, losses: Sequence[float]) -> int | None:
        """The index of the first of these next losses that ran away; None if none did."""
        if max(losses, default=0.0) <= self.safe and sum(losses) < inf:  # false with a NaN
            self.recent = [*self.recent, *losses[-_STEPS:]][-_STEPS:]
            return None
        for index, loss in enumerate(losses):
            if self.is_away(loss):
                return index
            self.recent = [*self.recent, loss][-_STEPS:]
        return None

    def is_away(self, loss: float) -> bool:
        """Return whether a loss that follows those seen is a runaway."""
        if loss <= self.safe:
            return False
        if not loss <= self.most:
            return True
        last = [*self.recent, loss]
        return len(last) > _STEPS and all(b >= 1.5 * a for a, b in pairwise(last))


def _ignorant(plan: Plan, y: Array) -> float:
    """The loss of an answer that knows nothing: 0, or all classes alike."""
    if plan.loss.name in ("binary_cross_entropy", "cross_entropy"):
        return log(2 + plan.n_outputs)
    return plan.loss.scale(max(len(y), 1)) * float(np.square(y).sum())


def explain(
    plan: Plan,
    settings: TrainingSettings,
    training: Data,
    best: Best,
    rate: float,
    step: int,
    losses: Sequence[float],
    every_step: bool,
) -> Message:
    """Say why a run diverged; ``losses`` are the last ones, of steps or of epochs."""
    back: dict[str, object] = {
        "step": best.step, "loss": Figure(best.loss), "rate": Figure(rate)
    }  # fmt: skip
    fold = growth(losses)
    if not isfinite(best.loss):
        return Message(
            translatable(
                "The loss is not a finite number with the weights that the run began with."
            )
        )
    if not fold > 1:
        return Message(
            translatable(
                "At step {now} the loss is not a finite number any more. The weights of step "
                "{step} are back, with a loss of {loss}: try a smaller ε than {rate}."
            ),
            now=step, **back,
        )  # fmt: skip
    back["fold"] = Figure(fold, three_digits)
    limit = stable_limit(plan, settings, training, best.theta) if every_step else nan
    if rate > limit:
        return Message(
            translatable(
                "ε = {rate} is past {limit}: the error grew {fold}-fold a step. The weights of "
                "step {step} are back, with a loss of {loss}."
            ),
            limit=Figure(limit, as_fraction), **back,
        )  # fmt: skip
    if every_step:
        return Message(
            translatable(
                "The error grew {fold}-fold a step with ε = {rate}. The weights of step {step} "
                "are back, with a loss of {loss}: try a smaller ε."
            ),
            **back,
        )
    return Message(
        translatable(
            "The error grew {fold}-fold an epoch with ε = {rate}. The weights of step {step} are "
            "back, with a loss of {loss}: try a smaller ε."
        ),
        **back,
    )


def growth(losses: Sequence[float]) -> float:
    """How many times a loss was its predecessor at the end, as a middle of the last ratios."""
    finite = [loss for loss in losses if isfinite(loss) and loss > 0]
    ratios = [b / a for a, b in pairwise(finite)]
    return float(np.median(ratios)) if ratios else nan


def stable_limit(
    plan: Plan, settings: TrainingSettings, training: Data, theta: Array | None
) -> float:
    """The largest stable ε at θ for steps over the whole data; NaN where there is no such number.

    With λ the largest eigenvalue of the loss's Hessian, gradient descent is stable below 2/λ and
    momentum below 2(1 + γ)/λ (Goh, "Why momentum really works", 2017).
    """
    if settings.optimizer not in ("gd", "momentum") or theta is None:
        return nan
    if 6.0 * plan.n_theta * training.n_observations * 2 * _PRODUCTS > _MOST_WORK:
        return nan
    curvature = largest_curvature(plan, settings, training, theta)
    factor = 1.0 + settings.momentum if settings.optimizer == "momentum" else 1.0
    return 2.0 * factor / curvature if curvature > 0 else nan


def largest_curvature(
    plan: Plan, settings: TrainingSettings, training: Data, theta: Array
) -> float:
    """The largest eigenvalue of the Hessian over what may be trained, by power iteration."""
    found = _dominant(plan, settings, training, theta, 0.0)
    if found >= 0:
        return found
    # The strongest curvature is downwards: shifted by it, the largest one is the strongest.
    return _dominant(plan, settings, training, theta, found) + found


def _dominant(
    plan: Plan, settings: TrainingSettings, training: Data, theta: Array, shift: float
) -> float:
    """The eigenvalue of H − shift·I of largest size."""
    v = np.random.default_rng(0).normal(size=plan.n_theta) * plan.trainable
    found = 0.0
    for _ in range(_PRODUCTS):
        size = float(np.linalg.norm(v))
        if not 0 < size < np.inf:
            return found
        v /= size
        product = _hessian_times(plan, settings, training, theta, v) - shift * v
        before, found = found, float(v @ product)
        if abs(found - before) <= 1e-4 * abs(found):
            break
        v = product
    return found


def _hessian_times(
    plan: Plan, settings: TrainingSettings, training: Data, theta: Array, v: Array
) -> Array:
    """Hv as (∇L(θ + hv) − ∇L(θ − hv)) / 2h."""
    h = 1e-5 * (1.0 + float(np.linalg.norm(theta)))
    up = _gradient(plan, settings, training, theta + h * v)
    return (up - _gradient(plan, settings, training, theta - h * v)) / (2.0 * h)


def _gradient(plan: Plan, settings: TrainingSettings, training: Data, theta: Array) -> Array:
    from core.numerics import passes

    run = passes.forward(plan, theta, training.inputs[:])
    gradient = passes.backward(plan, theta, run, training.targets).gradient
    return (gradient + penalty_gradient(plan, theta, settings)) * plan.trainable


def three_digits(value: float, notation: Notation = LECTURE) -> str:
    """``4`` or ``1.23``: as many digits as a growth deserves."""
    return significant(float(f"{value:.3g}"), notation)


def as_fraction(value: float, notation: Notation = LECTURE) -> str:
    """``1/3`` for what is a simple fraction within 1 %, else three digits."""
    for bottom in range(1, 21):
        top = round(value * bottom)
        simple = top > 0 and (bottom <= 10 or top == 1) and top <= 20
        if simple and abs(top / bottom - value) <= 0.01 * value:
            return f"{top}/{bottom}" if bottom > 1 else str(top)
    return significant(value, notation, 3)
