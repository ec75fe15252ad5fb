"""The recursion δ_j = g'(z_j) Σ_m w_mj δ_m, and ∂L/∂w = δ · A."""

from collections.abc import Iterator

from core.network.edge import Parameter
from core.network.node import Role, Unit
from core.stepping import formulas
from core.stepping.evaluation import Evaluation
from core.stepping.expression import (
    Constant,
    Expression,
    Named,
    Partial,
    Product,
    long_sum,
)
from core.stepping.factors import (
    LOSS,
    gradient_partial,
    gradient_quantity,
    output_cards,
    parameter_card,
)
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.softmax import jacobian_sum
from core.stepping.step import Line, Phase, Step


def _q(kind: Kind, unit: Unit) -> Quantity:
    return Quantity(kind, unit)


def successors(evaluation: Evaluation, unit: Unit) -> list[Unit]:
    """The neurons that a neuron feeds."""
    network = evaluation.network
    return [
        Unit(edge.target, i)
        for edge in network.outgoing[unit.node]
        for i in range(network.nodes[edge.target].units)
    ]


def delta_line(evaluation: Evaluation, unit: Unit) -> Line:
    """δ_j = g'(z_j) Σ_m w_mj δ_m; for an output ∂L/∂ŷ · ∂ŷ/∂z, or its short form."""
    left, value = evaluation.named_delta(unit), evaluation.delta(unit)
    if evaluation.network.nodes[unit.node].role is Role.OUTPUT:
        return _output_delta_line(evaluation, unit, left, value)
    terms = [
        Product((evaluation.named_parameter(Parameter(m, unit)), evaluation.named_delta(m)))
        for m in successors(evaluation, unit)
    ]
    if not terms:
        return Line(left, Constant(0), value)
    slope = formulas.slope(evaluation, unit)
    named = Partial(
        _q(Kind.ACTIVATION, unit), _q(Kind.Z, unit), evaluation.slope(unit), Colour.HIDDEN
    )
    symbols = (
        slope.symbols if evaluation.network.nodes[unit.node].activation == "identity" else named
    )
    return Line(left, Product((symbols, long_sum([*terms])), dots=True), value)


def _output_delta_line(evaluation: Evaluation, unit: Unit, left: Named, value: float) -> Line:
    short = formulas.collapsed(evaluation, unit)
    if short:
        return Line(left, short.symbols, value, short.numbers)
    if evaluation.network.output_function == "softmax":
        return Line(left, jacobian_sum(evaluation, unit), value)
    cards = output_cards(evaluation, unit)
    if len(cards) == 1:
        return Line(left, cards[0].formula, value, cards[0].numbers)
    return Line(left, Product(tuple(card.symbol for card in cards), dots=True), value)


def delta_step(evaluation: Evaluation, unit: Unit) -> Step:
    """The δ of one neuron from the δ of those it feeds."""
    is_output = evaluation.network.nodes[unit.node].role is Role.OUTPUT
    lights = {_q(Kind.ACTIVATION, unit): Colour.OUTPUT if is_output else Colour.HIDDEN}
    if is_output:
        lights[LOSS] = Colour.LOSS
    else:
        lights |= {_q(Kind.ACTIVATION, m): Colour.LOSS for m in successors(evaluation, unit)}
        lights |= {
            Quantity(Kind.PARAMETER, parameter=Parameter(m, unit)): Colour.HIDDEN
            for m in successors(evaluation, unit)
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


def neurons_backwards(evaluation: Evaluation, start: Unit | None = None) -> list[Unit]:
    """Every neuron from the outputs back, all of them or those that ``start`` reaches."""
    network = evaluation.network
    nodes = [n for n in network.nodes.values() if n.role is not Role.INPUT]
    if start is not None:
        nodes = [n for n in nodes if network.reaches(start.node, n.id)]
    ordered = sorted(nodes, key=lambda n: -network.levels[n.id])
    return [
        unit
        for node in ordered
        for unit in ([start] if start and node.id == start.node else _units(node.id, node.units))
    ]


def _units(node: str, units: int) -> list[Unit]:
    return [Unit(node, i) for i in range(units)]


def recursive_steps(evaluation: Evaluation, parameter: Parameter) -> Iterator[Step]:
    """δ from the outputs back to the parameter's neuron, then its gradient."""
    for unit in neurons_backwards(evaluation, parameter.target):
        yield delta_step(evaluation, unit)
    yield gradient_step(evaluation, parameter)


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
