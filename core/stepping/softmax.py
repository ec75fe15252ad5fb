"""Softmax back to z: every ŷ depends on every z, so ∂L/∂z adds up a column of the Jacobian."""

from collections.abc import Iterator

from core.network.node import Unit
from core.stepping import formulas
from core.stepping.evaluation import Evaluation
from core.stepping.expression import MOST_TERMS, Expression, Partial, Product
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.step import Line, Phase, Step

LOSS = Quantity(Kind.LOSS)


def _y_hat(unit: Unit) -> Quantity:
    return Quantity(Kind.ACTIVATION, unit)


def jacobian_sum(evaluation: Evaluation, unit: Unit) -> Expression:
    """Σ_m ∂L/∂ŷ_m · ∂ŷ_m/∂z."""
    terms: list[Expression] = []
    for other in evaluation.outputs:
        entry = formulas.jacobian_entry(evaluation, other, unit).numbers.evaluate()
        by_y = Partial(LOSS, _y_hat(other), evaluation.by_a(other), Colour.LOSS)
        by_z = Partial(_y_hat(other), Quantity(Kind.Z, unit), entry, Colour.OUTPUT)
        terms.append(Product((by_y, by_z), dots=True))
    return formulas.sum_over_classes(evaluation, terms)


def softmax_steps(evaluation: Evaluation, units: list[Unit]) -> Iterator[Step]:
    """∂L/∂ŷ once; for each unit its column of the Jacobian, their sum, and its short form."""
    if evaluation.drawing.output_function != "softmax" or not units:
        return
    yield _step(evaluation, "loss_slopes", units[0], _loss_slopes(evaluation))
    for unit in units:
        yield _step(evaluation, "jacobian", unit, _column(evaluation, unit))
        lines = _sums(evaluation, unit)
        topic = "jacobian_sum" if len(lines) == 1 else "jacobian_collapse"
        yield _step(evaluation, topic, unit, lines)


def _step(evaluation: Evaluation, topic: str, unit: Unit, lines: list[Line]) -> Step:
    lights = {_y_hat(u): Colour.OUTPUT for u in evaluation.outputs}
    return Step(
        key=(topic, unit),
        phase=Phase.BACKWARD,
        topic=topic,
        about=Quantity(Kind.Z, unit),
        lines=tuple(lines),
        lights=lights | {LOSS: Colour.LOSS},
    )


def _loss_slopes(evaluation: Evaluation) -> list[Line]:
    lines = []
    for unit in evaluation.outputs[:MOST_TERMS]:
        formula = formulas.loss_slope(evaluation, unit)
        left = Partial(LOSS, _y_hat(unit), evaluation.by_a(unit), Colour.LOSS)
        lines.append(Line(left, formula.symbols, evaluation.by_a(unit), formula.numbers))
    return lines


def _column(evaluation: Evaluation, unit: Unit) -> list[Line]:
    lines = []
    for other in evaluation.outputs[:MOST_TERMS]:
        formula = formulas.jacobian_entry(evaluation, other, unit)
        value = formula.numbers.evaluate()
        left = Partial(_y_hat(other), Quantity(Kind.Z, unit), value, Colour.OUTPUT)
        lines.append(Line(left, formula.symbols, value, formula.numbers))
    return lines


def _sums(evaluation: Evaluation, unit: Unit) -> list[Line]:
    """The sum over the Jacobian and, beside it, the short form: the same number twice."""
    delta = evaluation.delta(unit)
    left = Partial(LOSS, Quantity(Kind.Z, unit), delta, Colour.LOSS)
    lines = [Line(left, jacobian_sum(evaluation, unit), delta)]
    short = formulas.collapsed(evaluation, unit)
    return [*lines, Line(left, short.symbols, delta, short.numbers)] if short else lines
