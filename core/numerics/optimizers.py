r"""Optimizers by name, as formulas on whole vectors: from θ, ∇ and state to θ' and the new state.

All start from zero state. The stabiliser η stands inside the root, as in the lecture; outside with
``eta_outside``, as in the frameworks. This is the readable form: lessons explain it, and tests
hold the fast one against it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from core.network.node import Array

State = Mapping[str, Array]


@dataclass(frozen=True)
class Constants:
    """What the optimizers are set by, in the lecture's letters: γ, ρ, β₁, β₂ and η."""

    momentum: float = 0.9
    rho: float = 0.9
    beta1: float = 0.9
    beta2: float = 0.999
    eta: float = 1e-8
    eta_outside: bool = False
    bias_correction: bool = True

    def root(self, mean_square: Array) -> Array:
        """√(E + η), or √E + η."""
        if self.eta_outside:
            return np.sqrt(mean_square) + self.eta
        return np.sqrt(mean_square + self.eta)


@dataclass(frozen=True)
class Optimizer:
    """``change`` maps (constants, ε, ∇, state, t) to (θ' − θ, new state); t counts from 1."""

    name: str
    state: tuple[str, ...]
    change: Callable[[Constants, float, Array, State, int], tuple[Array, dict[str, Array]]]

    def start(self, n_theta: int) -> dict[str, Array]:
        """The state before the first step."""
        return {name: np.zeros(n_theta) for name in self.state}


def _gd(c: Constants, rate: float, gradient: Array, state: State, t: int) -> tuple:
    """−ε∇."""
    return -rate * gradient, {}


def _momentum(c: Constants, rate: float, gradient: Array, state: State, t: int) -> tuple:
    """v' = γv − ε∇ is the change itself (Polyak, 1964)."""
    v = c.momentum * state["v"] - rate * gradient
    return v, {"v": v}


def _rmsprop(c: Constants, rate: float, gradient: Array, state: State, t: int) -> tuple:
    """E' = ρE + (1 − ρ)∇²; −ε∇/√(E' + η) (Tieleman and Hinton, 2012)."""
    e = c.rho * state["E"] + (1.0 - c.rho) * np.square(gradient)
    return -rate * gradient / c.root(e), {"E": e}


def _adam(c: Constants, rate: float, gradient: Array, state: State, t: int) -> tuple:
    """m, v and their corrections m̂ and v̂; −ε m̂/√(v̂ + η) (Kingma and Ba, 2014)."""
    m = c.beta1 * state["m"] + (1.0 - c.beta1) * gradient
    v = c.beta2 * state["v"] + (1.0 - c.beta2) * np.square(gradient)
    m_hat, v_hat = corrected(c, m, v, t)
    return -rate * m_hat / c.root(v_hat), {"m": m, "v": v}


def corrected(c: Constants, m: Array, v: Array, t: int) -> tuple[Array, Array]:
    """m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ); m and v themselves without the correction."""
    if not c.bias_correction:
        return m, v
    return m / (1.0 - c.beta1**t), v / (1.0 - c.beta2**t)


_ALL = (
    Optimizer("gd", (), _gd),
    Optimizer("momentum", ("v",), _momentum),
    Optimizer("rmsprop", ("E",), _rmsprop),
    Optimizer("adam", ("m", "v"), _adam),
)
OPTIMIZERS = {optimizer.name: optimizer for optimizer in _ALL}
