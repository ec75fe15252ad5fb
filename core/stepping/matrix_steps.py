"""The whole batch as matrices, level by level: XW, + w_0, g(·), ·β, + β_0, the loss.

Observations are rows, as in the data. The weights are printed with rows k and columns j, so that a
product from the left is with their transpose; in source-first notation they stand as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.compiling.plan import Level
from core.network.naming import Names
from core.network.node import Array, Role, Unit
from core.network.notation import IndexOrder, Letters, Notation
from core.stepping.evaluation import Evaluation
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.step import Matrix, MatrixLine, Phase, Step


@dataclass(frozen=True)
class _LevelView:
    """A level with the units it computes and reads, in the order drawn."""

    number: int
    level: Level
    units: list[Unit]
    sources: list[Unit]


def matrix_steps(evaluation: Evaluation, notation: Notation) -> list[Step]:
    """Every matrix step of the forward pass of all observations."""
    writer = _Letters(Names(evaluation.drawing, notation), notation)
    steps = [step for view in _views(evaluation) for step in _level_steps(evaluation, view, writer)]
    if evaluation.has_target:
        steps.append(_loss_step(evaluation, writer))
    return steps


def _views(evaluation: Evaluation) -> Iterator[_LevelView]:
    network, plan = evaluation.drawing, evaluation.plan
    every = [Unit(n.id, i) for n in network.nodes.values() for i in range(n.units)]
    for number, level in enumerate(plan.levels, start=1):
        units = [u for u in every if _within(level.units, plan.index(u))]
        feeding = {e.source for u in units for e in network.incoming[u.node]}
        yield _LevelView(number, level, units, [u for u in every if u.node in feeding])


def _within(part: slice, index: int) -> bool:
    return int(part.start) <= index < int(part.stop)


class _Letters:
    """The printed names of the matrices of a level."""

    def __init__(self, names: Names, notation: Notation) -> None:
        self._names = names
        self._lecture = notation.letters is Letters.LECTURE
        self.transposed = notation.index_order is IndexOrder.TARGET_FIRST

    def weights(self, view: _LevelView, is_output: bool) -> str:
        if is_output and self._lecture:
            return r"\beta" if len(view.units) == 1 else self._turned("B")
        return self._turned("W" + self._level(view.number))

    def biases(self, view: _LevelView, is_output: bool) -> str:
        if is_output and self._lecture:
            return r"\beta_0"
        return f"w_0{self._level(view.number)}" if self._lecture else f"b{self._level(view.number)}"

    def values(self, view: _LevelView, is_output: bool, before: bool) -> str:
        if is_output:
            return "z_y" if before else r"\hat{y}"
        letter = "Z" if before else "A"
        return letter + self._level(view.number)

    def _turned(self, letter: str) -> str:
        return (
            letter + (r"^{\top}" if "^" not in letter else r"{}^{\top}")
            if self.transposed
            else letter
        )

    def _level(self, number: int) -> str:
        several = self._names.n_hidden_levels > 1 or not self._lecture
        return f"^{{({number})}}" if several else ""

    def sources(self, view: _LevelView, evaluation: Evaluation) -> str:
        roles = {evaluation.drawing.nodes[u.node].role for u in view.sources}
        if roles == {Role.INPUT}:
            return "X"
        levels = {evaluation.drawing.levels[u.node] for u in view.sources}
        letters = [("A" + self._level(k)) if k else "X" for k in sorted(levels)]
        return letters[0] if len(letters) == 1 else r"\left[" + r"\; ".join(letters) + r"\right]"


def _slab(evaluation: Evaluation, view: _LevelView) -> tuple[Array, Array]:
    """Weights (sources, units) in the order drawn, and where an edge is missing."""
    plan = evaluation.plan
    rows = [plan.index(u) - view.level.units.start for u in view.units]
    columns = [plan.index(u) - view.level.sources.start for u in view.sources]
    slab = view.level.weights(evaluation.theta)[np.ix_(rows, columns)]
    mask = view.level.mask
    absent = np.zeros(slab.shape, bool) if mask is None else ~mask[np.ix_(rows, columns)]
    return slab.T, absent.T


def _rows(values: Array, evaluation: Evaluation, units: list[Unit]) -> Array:
    """Values of some units as observations × units."""
    return values[[evaluation.plan.index(u) for u in units]].T


def _level_steps(evaluation: Evaluation, view: _LevelView, letters: _Letters) -> Iterator[Step]:
    is_output = evaluation.drawing.nodes[view.units[0].node].role is Role.OUTPUT
    run = evaluation.forward
    weights, absent = _slab(evaluation, view)
    source = Matrix(letters.sources(view, evaluation), _rows(run.a, evaluation, view.sources))
    weight = Matrix(letters.weights(view, is_output), weights, absent if absent.any() else None)
    product_name = f"{source.latex} {weight.latex}"
    bias_vector = view.level.biases(evaluation.theta)[:, 0]
    rows = [evaluation.plan.index(u) - view.level.units.start for u in view.units]
    z_values = _rows(run.z, evaluation, view.units)
    bias = Matrix(letters.biases(view, is_output), bias_vector[rows][None, :])
    # The product without the bias, by the same slab that the pass multiplies with.
    product = Matrix(product_name, source.values @ weights)
    z = Matrix(letters.values(view, is_output, before=True), z_values)
    a = Matrix(letters.values(view, is_output, before=False), _rows(run.a, evaluation, view.units))
    yield _step(
        view, "matrix_product", MatrixLine(product_name, (source, weight), product), is_output
    )
    identity = is_output and evaluation.drawing.output_function == "identity"
    total = Matrix(a.latex, z_values) if identity else z
    plus = MatrixLine(total.latex, (product, "+", bias), total)
    yield _step(view, "matrix_bias", plus, is_output, view.units if identity else ())
    if not identity:
        name = _function(evaluation, view, is_output)
        line = MatrixLine(a.latex, (name, z), a)
        topic = "matrix_output" if is_output else "matrix_activation"
        yield _step(view, topic, line, is_output, view.units)


def _function(evaluation: Evaluation, view: _LevelView, is_output: bool) -> str:
    network = evaluation.drawing
    if is_output:
        return {"logistic": r"\sigma", "softmax": r"\mathrm{softmax}"}[network.output_function]
    used = {network.nodes[u.node].activation for u in view.units}
    special = {"sigmoid": r"\sigma", "relu": r"\mathrm{ReLU}", "tanh": r"\tanh", "identity": "g"}
    name = used.pop() if len(used) == 1 else ""
    return special.get(name, rf"\mathrm{{{name.replace('_', ' ')}}}" if name else "g")


def _step(
    view: _LevelView, topic: str, line: MatrixLine, is_output: bool, done: list[Unit] | tuple = ()
) -> Step:
    colour = Colour.OUTPUT if is_output else Colour.HIDDEN
    return Step(
        key=(topic, view.number),
        phase=Phase.FORWARD,
        topic=topic,
        lines=(line,),
        lights={Quantity(Kind.ACTIVATION, u): colour for u in view.units},
        details={"level": view.number, "is_output": float(is_output)},
    )


def _loss_step(evaluation: Evaluation, letters: _Letters) -> Step:
    """L over all observations from the column of targets and predictions."""
    y = Matrix("y", evaluation.y)
    y_hat = Matrix(r"\hat{y}", evaluation.forward.a[evaluation.plan.outputs].T)
    result = Matrix("L", np.array([[evaluation.loss]]))
    name = evaluation.drawing.loss
    quantity = Quantity(Kind.LOSS)
    return Step(
        key=("matrix_loss",),
        phase=Phase.LOSS,
        topic="matrix_loss",
        about=quantity,
        lines=(
            MatrixLine(_LOSS_LATEX[name], _with_numbers(name, len(y.values), y, y_hat), result),
        ),
        lights={quantity: Colour.LOSS},
        arrives={quantity: evaluation.loss},
        details={"n": len(evaluation.x)},
    )


def _with_numbers(loss: str, n: int, y: Matrix, y_hat: Matrix) -> tuple[Matrix | str, ...]:
    """The loss as matrices can be put into it: as a squared norm, or as a sum of all elements."""
    if loss == "cross_entropy":
        return rf"-\frac{{1}}{{{n}}} \sum", y, r"\odot \ln", y_hat
    if loss == "binary_cross_entropy":
        start = rf"-\frac{{1}}{{{n}}} \sum"
        return start, y, r"\odot \ln", y_hat, r"+ (1 -", y, r") \odot \ln (1 -", y_hat, ")"
    share = {"mse": n, "half_mse": 2 * n, "half_sse": 2}.get(loss, 1)
    factor = rf"\frac{{1}}{{{share}}} " if share > 1 else ""
    return rf"{factor}\|", y, "-", y_hat, r"\|^2"


_SQUARES = r"\sum_i \sum_k \left(y_{ik} - \hat{y}_{ik}\right)^2"
_LOSS_LATEX = {
    "mse": rf"L = \frac{{1}}{{n}} {_SQUARES}",
    "sse": rf"L = {_SQUARES}",
    "half_mse": rf"L = \frac{{1}}{{2n}} {_SQUARES}",
    "half_sse": rf"L = \frac{{1}}{{2}} {_SQUARES}",
    "binary_cross_entropy": (
        r"L = -\frac{1}{n} \sum_i \sum_k \left[y_{ik} \ln \hat{y}_{ik}"
        r" + (1 - y_{ik}) \ln (1 - \hat{y}_{ik})\right]"
    ),
    "cross_entropy": r"L = -\frac{1}{n} \sum_i \sum_k y_{ik} \ln \hat{y}_{ik}",
}
