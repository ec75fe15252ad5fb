"""A linear model fitted to the training rows, judged on every part, and kept as a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from core.baselines.errors import TooFewRowsError, TooManyNumbersError
from core.language import Message, tr, translatable
from core.metrics.scores import judged
from core.metrics.task import Task
from core.metrics.task import complete_rows as whole_rows
from core.network.data import Data, Part
from core.network.network import Network
from core.network.node import Array
from core.network.run import Run
from core.numbers import grouped
from core.numerics.losses import LOSSES
from core.numerics.outputs import OUTPUT_FUNCTIONS

TITLES = {
    "ols": translatable("Least squares (OLS)"),
    "lasso": translatable("Lasso"),
    "logistic": translatable("Logistic regression"),
    "multinomial": translatable("Multinomial regression"),
}
"""The baselines by name; a run's ``settings["optimizer"]`` holds the name."""

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True, eq=False)
class Linear:
    """ŷ = f(intercept + weights x), in the units that the network sees.

    ``intercept`` is (outputs,), ``weights`` (outputs, inputs).
    """

    output_function: str
    intercept: Array
    weights: Array

    def predict(self, x: Array) -> Array:
        """ŷ (n, outputs) of ``x`` (n, inputs)."""
        z = self.weights @ x.T + self.intercept[:, None]
        return OUTPUT_FUNCTIONS[self.output_function].value(z).T

    def loss(self, name: str, x: Array, y: Array) -> float:
        """A loss of the network file over the rows (x, y); NaN where it has no finite value."""
        f = OUTPUT_FUNCTIONS[self.output_function]
        z = self.weights @ x.T + self.intercept[:, None]
        value = LOSSES[name].value(f, z, f.value(z), y.T) if len(y) else np.nan
        return value if np.isfinite(value) else np.nan


@dataclass(frozen=True)
class Coefficient:
    """One number of the model: by output, as the network sees it and in measured units.

    ``name`` is the input's, empty for the intercept.
    """

    output: str
    name: str
    value: float
    measured: float


@dataclass(frozen=True, eq=False)
class Baseline:
    """A fitted linear model.

    ``settings`` are what chose it (``lambda``, ``folds`` …); ``notes`` are sentences the user
    should read beside the numbers; ``details`` is what a method has to show besides, such as the
    lasso's cross-validation.
    """

    name: str
    linear: Linear
    data: Data
    task: Task
    seed: int = 0
    seconds: float = 0.0
    settings: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    details: Any = None
    n_free: int | None = None

    @property
    def title(self) -> str:
        """The name to show."""
        return tr(TITLES[self.name])

    @property
    def n_parameters(self) -> int:
        """How many numbers were free, the intercepts among them; without ``n_free`` those not 0."""
        if self.n_free is not None:
            return self.n_free
        return len(self.linear.intercept) + int(np.count_nonzero(self.linear.weights))

    def predict(self, x: Array) -> Array:
        """ŷ (n, outputs) of ``x`` (n, inputs), both as the network sees them."""
        return self.linear.predict(x)

    @cached_property
    def metrics(self) -> dict[str, float]:
        """The metrics of every part that has rows, in measured units: `test.mae` …"""
        found: dict[str, float] = {}
        for part in Part:
            rows = complete_rows(self.data, part)
            if len(rows):
                of_part = judged(self.task, self.predict(self.data.inputs[rows]), self.data, rows)
                found |= {f"{part.name.lower()}.{name}": v for name, v in of_part.items()}
        return found

    def loss(self, name: str, part: Part = Part.TRAINING) -> float:
        """A loss of the network file on one part; NaN without rows or without a finite value."""
        rows = complete_rows(self.data, part)
        return self.linear.loss(name, self.data.inputs[rows], self.data.targets[rows])

    def measured(self) -> tuple[Array, Array]:
        """Intercept (outputs,) and weights (outputs, inputs) for inputs and targets as measured."""
        means, sds = _scales(self.data.input_columns, self.data.inputs.shape[1])
        weights = self.linear.weights / sds
        intercept = self.linear.intercept - weights @ means
        if self.linear.output_function != "identity":
            return intercept, weights
        mean, sd = _scales(self.data.target_columns, self.data.targets.shape[1])
        return mean + sd * intercept, sd[:, None] * weights

    def coefficients(self) -> list[Coefficient]:
        """Every number with its names, output by output, the intercept first."""
        inputs, outputs = names_of(self.data)
        own = np.column_stack([self.linear.intercept, self.linear.weights])
        measured = np.column_stack(self.measured())
        return [
            Coefficient(output, name, float(own[k, j]), float(measured[k, j]))
            for k, output in enumerate(outputs)
            for j, name in enumerate(["", *inputs])
        ]

    def run(self, network: Network | None = None, colour: int = 0) -> Run:
        """The record for the table of runs; its losses are the network's loss (MSE without one)."""
        loss = network.loss if network is not None else self._own_loss
        validation = self.loss(loss, Part.VALIDATION)
        return Run(
            name=self.title,
            settings={"optimizer": self.name, "seed": self.seed, **self.settings},
            colour=colour,
            seconds=self.seconds,
            loss=self.loss(loss),
            validation_loss=validation if np.isfinite(validation) else None,
            metrics=self.metrics,
            extra={"linear": _written(self.linear)},
        )

    @property
    def _own_loss(self) -> str:
        own = {"logistic": "binary_cross_entropy", "softmax": "cross_entropy"}
        return own.get(self.linear.output_function, "mse")


def _scales(columns: tuple, width: int) -> tuple[Array, Array]:
    if len(columns) != width:
        return np.zeros(width), np.ones(width)
    return np.array([c.mean for c in columns]), np.array([c.sd for c in columns])


def names_of(data: Data) -> tuple[list[str], list[str]]:
    """The columns' names, or X₁ … and Y₁ … where they have none."""
    return (
        _names("X", data.input_columns, data.inputs.shape[1]),
        _names("Y", data.target_columns, data.targets.shape[1]),
    )


def _names(letter: str, columns: tuple, width: int) -> list[str]:
    given = [column.name for column in columns] or [""] * width
    return [name or letter + str(j + 1).translate(_SUBSCRIPTS) for j, name in enumerate(given)]


def complete_rows(data: Data, part: Part) -> Array:
    """The rows of a part in which no number is missing."""
    rows = data.rows(part)
    return whole_rows(data, rows)


MOST_NUMBERS = 10_000_000
"""Rows × inputs that a baseline is fitted to."""


def training_rows(data: Data, at_least: int = 1) -> tuple[Array, Array]:
    """Inputs and targets to fit on; raise `TooFewRowsError`, `TooManyNumbersError`."""
    rows = complete_rows(data, Part.TRAINING)
    if len(rows) < at_least:
        raise TooFewRowsError(n=at_least)
    n_inputs = data.inputs.shape[1]
    if len(rows) * n_inputs > MOST_NUMBERS:
        raise TooManyNumbersError(most=grouped(MOST_NUMBERS), n=grouped(len(rows)), k=n_inputs)
    return data.inputs[rows], data.targets[rows]


def standardised(x: Array) -> tuple[Array, Array, Array]:
    """Columns with mean 0 and (1/n) variance 1, their means and their sds; constant ones are 0."""
    means = x.mean(axis=0)
    centred = x - means
    sds = np.sqrt(np.square(centred).mean(axis=0))
    constant = sds <= 1e-12 * np.maximum(np.abs(means), 1e-300)
    sds = np.where(constant, 1.0, sds)
    return np.where(constant, 0.0, centred / sds), means, sds


def _written(linear: Linear) -> dict[str, Any]:
    return {
        "output_function": linear.output_function,
        "intercept": linear.intercept.tolist(),
        "weights": linear.weights.tolist(),
    }


def linear_of(run: Run) -> Linear | None:
    """The linear model that a baseline's run keeps, None for any other run."""
    kept: Any = run.extra.get("linear")
    try:
        linear = Linear(
            OUTPUT_FUNCTIONS[kept["output_function"]].name,
            np.array(kept["intercept"], dtype=np.float64),
            np.array(kept["weights"], dtype=np.float64),
        )
    except (TypeError, KeyError, ValueError):  # no baseline, or a file that somebody changed
        return None
    fits = linear.weights.ndim == 2 and linear.intercept.shape == linear.weights.shape[:1]
    return linear if fits else None
