"""The recursion δ_j = g'(z_j) Σ_m w_mj δ_m, and ∂L/∂w = δ · A."""

from collections.abc import Iterator

import numpy as np

from core.network.edge import Parameter
from core.network.node import Array, Role, Unit
from core.stepping import formulas
from core.stepping.evaluation import Evaluation
from core.stepping.expression import (
    MOST_TERMS,
    Constant,
    Expression,
    Named,
    Partial,
    Product,
)
from core.stepping.factors import (
    IN_A_CARD,
    LOSS,
    fed_back,
    gradient_partial,
    gradient_quantity,
    output_cards,
    parameter_card,
)
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.softmax import jacobian_sum, softmax_steps
from core.stepping.step import Line, Phase, Step

FEW_NEURONS, FEW_OUTPUTS, FEW_LINES = 6, 4, 2
"""A level of more neurons is one step, in which so many are written out where sums are long."""


def _q(kind: Kind, unit: Unit) -> Quantity:
    return Quantity(kind, unit)


def successors(evaluation: Evaluation, unit: Unit) -> list[Unit]:
    """The neurons that a neuron feeds."""
    return [evaluation.unit_at(int(i)) for i in evaluation.outgoing(unit)[0]]


def delta_line(evaluation: Evaluation, unit: Unit, few: int = MOST_TERMS // 2) -> Line:
    """δ_j = g'(z_j) Σ_m w_mj δ_m; for an output ∂L/∂ŷ · ∂ŷ/∂z, or its short form."""
    left, value = evaluation.named_delta(unit), evaluation.delta(unit)
    if evaluation.drawing.nodes[unit.node].role is Role.OUTPUT:
        return _output_delta_line(evaluation, unit, left, value)
    if not evaluation.drawing.outgoing[unit.node]:
        return Line(left, Constant(0), value)
    slope = formulas.slope(evaluation, unit)
    named = Partial(
        _q(Kind.ACTIVATION, unit), _q(Kind.Z, unit), evaluation.slope(unit), Colour.HIDDEN
    )
    symbols = (
        slope.symbols if evaluation.drawing.nodes[unit.node].activation == "identity" else named
    )
    return Line(left, Product((symbols, fed_back(evaluation, unit, few)), dots=True), value)


def _output_delta_line(evaluation: Evaluation, unit: Unit, left: Named, value: float) -> Line:
    short = formulas.collapsed(evaluation, unit)
    if short:
        return Line(left, short.symbols, value, short.numbers)
    if evaluation.drawing.output_function == "softmax":
        return Line(left, jacobian_sum(evaluation, unit), value)
    cards = output_cards(evaluation, unit)
    if len(cards) == 1:
        return Line(left, cards[0].formula, value, cards[0].numbers)
    return Line(left, Product(tuple(card.symbol for card in cards), dots=True), value)


def delta_step(evaluation: Evaluation, unit: Unit) -> Step:
    """The δ of one neuron from the δ of those it feeds."""
    is_output = evaluation.drawing.nodes[unit.node].role is Role.OUTPUT
    lights = {_q(Kind.ACTIVATION, unit): Colour.OUTPUT if is_output else Colour.HIDDEN}
    if is_output:
        lights[LOSS] = Colour.LOSS
    else:
        fed = successors(evaluation, unit)
        lights |= {_q(Kind.ACTIVATION, m): Colour.LOSS for m in fed}
        lights |= {
            Quantity(Kind.PARAMETER, parameter=Parameter(m, unit)): Colour.HIDDEN for m in fed
        }
    return Step(
        key=("delta", unit),
        phase=Phase.BACKWARD,
        topic="output_delta" if is_output else "delta",
        about=_q(Kind.DELTA, unit),
        lines=(delta_line(evaluation, unit),),
        lights=lights,
        dims=True,
        arrives={_q(Kind.DELTA, unit): evaluation.delta(unit)},
    )


def levels_backwards(evaluation: Evaluation, start: Unit | None = None) -> list[list[Unit]]:
    """Every neuron from the outputs back by level, all of them or those that ``start`` reaches."""
    reached = None if start is None else evaluation.reached_from(start)
    levels: dict[int, list[Unit]] = {}
    for node in evaluation.drawing.nodes.values():
        if node.role is Role.INPUT:
            continue
        first = evaluation.plan.first_unit[node.id]
        units = [
            Unit(node.id, i) for i in range(node.units) if reached is None or reached[first + i]
        ]
        if units:
            levels.setdefault(evaluation.drawing.levels[node.id], []).extend(units)
    return [levels[number] for number in sorted(levels, reverse=True)]


def neurons_backwards(evaluation: Evaluation, start: Unit | None = None) -> list[Unit]:
    """Every neuron from the outputs back, all of them or those that ``start`` reaches."""
    return [unit for level in levels_backwards(evaluation, start) for unit in level]


def recursive_steps(evaluation: Evaluation, parameter: Parameter) -> Iterator[Step]:
    """δ from the outputs back to the parameter's neuron, then its gradient."""
    for unit in neurons_backwards(evaluation, parameter.target):
        yield delta_step(evaluation, unit)
    yield gradient_step(evaluation, parameter)


def output_steps(evaluation: Evaluation, outputs: list[Unit]) -> Iterator[Step]:
    """Softmax back to z; of many outputs for the one whose δ is the largest."""
    if len(outputs) > FEW_OUTPUTS:
        outputs = [max(outputs, key=lambda u: abs(evaluation.delta(u)))]
    yield from softmax_steps(evaluation, outputs)


def level_steps(
    evaluation: Evaluation, units: list[Unit], towards: Unit | None = None
) -> Iterator[Step]:
    """The δ of a level: of each neuron where there are few, else of all in one step."""
    if len(units) <= FEW_OUTPUTS:
        yield from (delta_step(evaluation, unit) for unit in units)
    else:
        yield _deltas_step(evaluation, units, towards)


def _deltas_step(evaluation: Evaluation, units: list[Unit], towards: Unit | None) -> Step:
    """The δ of a whole level; those are written out that weigh the most in what comes next."""
    indices = np.array([evaluation.plan.index(unit) for unit in units])
    deltas = evaluation.backward.delta[indices, 0]
    weighs = np.abs(deltas) * _weights_from(evaluation, indices, towards)
    by_size = np.argsort(-weighs, kind="stable")
    is_output = evaluation.drawing.nodes[units[0].node].role is Role.OUTPUT
    many = not is_output and len(evaluation.outgoing(units[0])[0]) > 3
    written = [units[i] for i in sorted(by_size[: FEW_LINES if many else MOST_TERMS].tolist())]
    table = [(_q(Kind.DELTA, units[i]), float(deltas[i])) for i in by_size]
    lights = {_q(Kind.ACTIVATION, u): Colour.OUTPUT if is_output else Colour.HIDDEN for u in units}
    if is_output:
        lights[LOSS] = Colour.LOSS
    else:
        lights |= {_q(Kind.ACTIVATION, m): Colour.LOSS for m in successors(evaluation, units[0])}
    level = evaluation.drawing.levels[units[0].node]
    return Step(
        key=("deltas", level),
        phase=Phase.BACKWARD,
        topic="output_deltas" if is_output else "deltas",
        lines=tuple(delta_line(evaluation, unit, IN_A_CARD) for unit in written),
        lights=lights,
        dims=True,
        arrives=dict(table),
        table=tuple(table) if len(table) > len(written) else (),
        details={"level": level, "hidden_neurons": len(units) - len(written), "count": len(units)},
    )


def _weights_from(evaluation: Evaluation, indices: Array, towards: Unit | None) -> Array:
    """By what the δ of some neurons are multiplied on their way to one that feeds them, else 1."""
    if towards is None:
        return np.ones(len(indices))
    targets, weights = evaluation.outgoing(towards)
    by_target = dict(zip(targets.tolist(), np.abs(weights).tolist(), strict=True))
    if not by_target.keys() & set(indices.tolist()):
        return np.ones(len(indices))
    return np.array([by_target.get(int(i), 0.0) for i in indices])


def gradient_line(evaluation: Evaluation, parameter: Parameter) -> Line:
    """∂L/∂w = δ · A of its source; ∂L/∂bias = δ."""
    delta = evaluation.named_delta(parameter.target)
    formula: Expression = delta
    if parameter.source is not None:
        formula = Product((delta, evaluation.named_a(parameter.source)))
    return Line(gradient_partial(evaluation, parameter), formula, evaluation.gradient(parameter))


def gradient_step(evaluation: Evaluation, parameter: Parameter) -> Step:
    """∂L/∂w from the δ of the neuron it feeds."""
    gradient = gradient_quantity(parameter)
    about = parameter_card(evaluation, parameter).about
    target = _q(Kind.ACTIVATION, parameter.target)
    return Step(
        key=("gradient", parameter),
        phase=Phase.BACKWARD,
        topic="gradient",
        about=gradient,
        lines=(gradient_line(evaluation, parameter),),
        lights={target: Colour.HIDDEN, **dict.fromkeys(about, Colour.PARAMETER)},
        dims=True,
        arrives={gradient: evaluation.gradient(parameter)},
    )
