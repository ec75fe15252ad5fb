"""The honest baseline: what a linear model reaches on the same rows, to hold a network against."""

from core.baselines.baseline import TITLES, Baseline, Coefficient, Linear, linear_of
from core.baselines.classification import logistic, multinomial
from core.baselines.collapse import Collapsed, collapse, with_identity
from core.baselines.fitting import Baselines, available, fit
from core.baselines.lasso import CrossValidation, lasso
from core.baselines.least_squares import ols

__all__ = [
    "TITLES",
    "Baseline",
    "Baselines",
    "Coefficient",
    "Collapsed",
    "CrossValidation",
    "Linear",
    "available",
    "collapse",
    "fit",
    "lasso",
    "linear_of",
    "logistic",
    "multinomial",
    "ols",
    "with_identity",
]
