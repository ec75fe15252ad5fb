"""The optimizers as calls on whole vectors, in place; the formulas are in `core.numerics`."""

from dataclasses import dataclass, replace

import numpy as np

from core.network.node import Array
from core.training.engine.activations import Calls, Constants
from core.training.settings import TrainingSettings


@dataclass(frozen=True)
class Vectors:
    """θ, ∇ and the optimizer's state, all in one order; ``spare`` is for what is in between."""

    theta: Array
    gradient: Array
    first: Array
    second: Array
    spare: Array

    def piece(self, place: slice) -> "Vectors":
        """Views of one piece of each."""
        vectors = (self.theta, self.gradient, self.first, self.second, self.spare)
        return Vectors(*(vector[place] for vector in vectors))

    def part(self, place: slice) -> "Vectors":
        """As `piece`, but what is in between always goes to the same place."""
        piece = self.piece(place)
        return replace(piece, spare=self.spare[: len(piece.theta)])


class Rate:
    """0-d arrays that a step's calls read: set once a step."""

    def __init__(self, settings: TrainingSettings, dtype: np.dtype) -> None:
        self._settings = settings
        self.minus_rate = np.zeros((), dtype)
        self.eta = np.zeros((), dtype)
        self._adam = settings.optimizer == "adam"
        self.eta.fill(settings.eta)

    def set(self, rate: float, t: int) -> None:
        """Prepare step ``t``, counted from 1, with ε."""
        s = self._settings
        if self._adam:
            # The state is kept as m/(1 − β₁) and v/(1 − β₂), so that ∇ and ∇² are added as they
            # are, and −ε m̂/√(v̂ + η) = −ε √c₂/c₁ · m/√(v + η c₂) with c = (1 − βᵗ)/(1 − β): four
            # passes over the whole vector less.
            first, second = 1.0 / (1.0 - s.beta1), 1.0 / (1.0 - s.beta2)
            if s.bias_correction:
                first, second = first * (1.0 - s.beta1**t), second * (1.0 - s.beta2**t)
            root = second**0.5
            self.eta.fill(s.eta * (root if s.eta_outside else second))
            rate *= root / first
        self.minus_rate.fill(-rate)


def folds_rate(settings: TrainingSettings) -> bool:
    """Return whether −ε goes into the outputs' δ already, so that ∇ comes out as −ε∇."""
    return settings.optimizer in ("gd", "momentum") and not settings.l1 and not settings.l2


_CHUNK = 3 << 16  # bytes of a vector that stay in the processor's own cache for all calls


def update_calls(
    settings: TrainingSettings, c: Constants, rate: Rate, v: Vectors, at_once: bool = False
) -> Calls:
    """What turns θ and the state into the next ones; piece by piece where there is a state.

    ``at_once`` is for two threads: with fewer, longer calls they wait less for each other.
    """
    if at_once or settings.optimizer == "gd":
        return _update(settings, c, rate, v)
    piece = _CHUNK // v.theta.itemsize
    return [
        call
        for first in range(0, len(v.theta), piece)
        for call in _update(settings, c, rate, v.part(slice(first, first + piece)))
    ]


def _update(settings: TrainingSettings, c: Constants, rate: Rate, v: Vectors) -> Calls:
    g, theta = v.gradient, v.theta
    plain = settings.optimizer in ("gd", "momentum")
    calls: Calls = []
    if plain and not folds_rate(settings):
        calls.append((np.multiply, g, rate.minus_rate, g))
    if settings.optimizer == "gd":
        return [*calls, (np.add, theta, g, theta)]
    if settings.optimizer == "momentum":
        return [
            *calls,
            (np.multiply, v.first, c(settings.momentum), v.first),
            (np.add, v.first, g, v.first),
            (np.add, theta, v.first, theta),
        ]
    return (
        _rmsprop(settings, c, rate, v)
        if settings.optimizer == "rmsprop"
        else _adam(settings, c, rate, v)
    )


def _rmsprop(settings: TrainingSettings, c: Constants, rate: Rate, v: Vectors) -> Calls:
    g, e, spare = v.gradient, v.second, v.spare
    return [
        (np.multiply, g, g, spare),
        (np.multiply, spare, c(1.0 - settings.rho), spare),
        (np.multiply, e, c(settings.rho), e),
        (np.add, e, spare, e),
        *_root(settings, rate, e, spare),
        (np.divide, g, spare, g),
        (np.multiply, g, rate.minus_rate, g),
        (np.add, v.theta, g, v.theta),
    ]


def _adam(settings: TrainingSettings, c: Constants, rate: Rate, v: Vectors) -> Calls:
    g, m, e, spare = v.gradient, v.first, v.second, v.spare
    return [
        (np.multiply, m, c(settings.beta1), m),
        (np.add, m, g, m),
        (np.multiply, g, g, g),
        (np.multiply, e, c(settings.beta2), e),
        (np.add, e, g, e),
        *_root(settings, rate, e, spare),
        (np.divide, m, spare, spare),
        (np.multiply, spare, rate.minus_rate, spare),
        (np.add, v.theta, spare, v.theta),
    ]


def _root(settings: TrainingSettings, rate: Rate, e: Array, out: Array) -> Calls:
    """√(E + η), or √E + η."""
    if settings.eta_outside:
        return [(np.sqrt, e, out), (np.add, out, rate.eta, out)]
    return [(np.add, e, rate.eta, out), (np.sqrt, out, out)]


def penalty_calls(settings: TrainingSettings, c: Constants, weights: Array, v: Vectors) -> Calls:
    """What adds λ₁ sign(w) + 2λ₂w to ∇; ``weights`` is 1 for weights and 0 for all else."""
    g, spare = v.gradient, v.spare
    calls: Calls = []
    if settings.l1:
        calls.append((np.sign, v.theta, spare))
        calls.append((np.multiply, spare, weights * c(settings.l1), spare))
        calls.append((np.add, g, spare, g))
    if settings.l2:
        calls.append((np.multiply, v.theta, weights * c(2.0 * settings.l2), spare))
        calls.append((np.add, g, spare, g))
    return calls
