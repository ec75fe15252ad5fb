"""L1 and L2: λ₁Σ|w| + λ₂Σw² over the weights and not the biases, apart from the data loss."""

import numpy as np

from core.compiling.plan import Plan
from core.network.node import Array
from core.training.settings import TrainingSettings


def penalty(plan: Plan, theta: Array, settings: TrainingSettings) -> float:
    """What is added to the loss of the data."""
    if not settings.l1 and not settings.l2:
        return 0.0
    w = theta[plan.is_weight]
    return float(settings.l1 * np.abs(w).sum() + settings.l2 * np.square(w).sum())


def penalty_gradient(plan: Plan, theta: Array, settings: TrainingSettings) -> Array:
    """λ₁ sign(w) + 2λ₂w, of the shape of θ; 0 for biases. sign(0) = 0."""
    w = np.where(plan.is_weight, theta, 0.0)
    return settings.l1 * np.sign(w) + 2.0 * settings.l2 * w
