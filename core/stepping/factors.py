"""The factors of a chain rule: from the loss to an output, along edges, through activations."""

from core.network.edge import Parameter
from core.network.node import Role, Unit
from core.stepping import formulas
from core.stepping.evaluation import Evaluation
from core.stepping.expression import (
    MOST_TERMS,
    Expression,
    Named,
    Partial,
    Product,
    sum_of,
)
from core.stepping.formulas import ONE
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.softmax import jacobian_sum
from core.stepping.step import Card

LOSS = Quantity(Kind.LOSS)


def _q(kind: Kind, unit: Unit) -> Quantity:
    return Quantity(kind, unit)


def _merges_output(evaluation: Evaluation) -> bool:
    """An identity output has ŷ = z, so the chain goes from ŷ straight to what it sums."""
    return evaluation.drawing.output_function == "identity"


def _z_of(evaluation: Evaluation, unit: Unit) -> Quantity:
    """The weighted sum of a neuron as the chain names it: ŷ itself for an identity output."""
    is_output = evaluation.drawing.nodes[unit.node].role is Role.OUTPUT
    return _q(Kind.ACTIVATION if is_output and _merges_output(evaluation) else Kind.Z, unit)


def output_cards(evaluation: Evaluation, unit: Unit) -> list[Card]:
    """From the loss to z of an output: ∂L/∂ŷ and, unless f is the identity, ∂ŷ/∂z."""
    if evaluation.drawing.output_function == "softmax":
        return [_softmax_card(evaluation, unit)]
    y_hat = _q(Kind.ACTIVATION, unit)
    formula = formulas.loss_slope(evaluation, unit)
    by_y = Card(
        Partial(LOSS, y_hat, evaluation.by_a(unit), Colour.LOSS),
        formula.symbols,
        evaluation.by_a(unit),
        "loss_to_output",
        Colour.LOSS,
        formula.numbers,
        (LOSS, y_hat),
    )
    if _merges_output(evaluation):
        return [by_y]
    formula = formulas.output_slope(evaluation, unit)
    value = formula.numbers.evaluate()
    through = Card(
        Partial(y_hat, _q(Kind.Z, unit), value, Colour.OUTPUT),
        formula.symbols,
        value,
        "through_output_function",
        Colour.OUTPUT,
        formula.numbers,
        (y_hat,),
    )
    return [by_y, through]


def _softmax_card(evaluation: Evaluation, unit: Unit) -> Card:
    """∂L/∂z of a softmax output, worked out by `softmax_steps`."""
    short = formulas.collapsed(evaluation, unit)
    formula = short.symbols if short else jacobian_sum(evaluation, unit)
    value = evaluation.delta(unit)
    return Card(
        Partial(LOSS, _q(Kind.Z, unit), value, Colour.LOSS),
        formula,
        value,
        "loss_to_output",
        Colour.LOSS,
        None,
        (LOSS, _q(Kind.ACTIVATION, unit)),
    )


def neuron_cards(evaluation: Evaluation, parameter: Parameter) -> list[Card]:
    """∂L/∂A · ∂A/∂z · ∂z/∂w, with ∂L/∂A from the δ of the neurons that A feeds."""
    unit = parameter.target
    a = _q(Kind.ACTIVATION, unit)
    value = evaluation.by_a(unit)
    by_a = Card(
        Partial(LOSS, a, value, Colour.LOSS),
        fed_back(evaluation, unit, IN_A_CARD),
        value,
        "loss_to_neuron",
        Colour.LOSS,
        None,
        (LOSS, a),
    )
    return [by_a, slope_card(evaluation, unit), parameter_card(evaluation, parameter)]


IN_A_CARD = 3
"""A card has little room: so many terms of a long sum are written out in it."""


def fed_back(evaluation: Evaluation, unit: Unit, few: int = MOST_TERMS // 2) -> Expression:
    """∂L/∂A = Σ_m w_m δ_m over the neurons that A feeds; of many terms the largest."""
    targets, weights = evaluation.outgoing(unit)

    def term(i: int) -> Expression:
        target = evaluation.unit_at(int(targets[i]))
        weight = evaluation.named_parameter(Parameter(target, unit))
        return Product((weight, evaluation.named_delta(target)))

    return sum_of(weights * evaluation.backward.delta[targets, 0], term, few=few)


def weight_card(evaluation: Evaluation, source: Unit, target: Unit) -> Card:
    """∂z_target/∂A_source: the weight between them."""
    weight = Parameter(target, source)
    quantity = Quantity(Kind.PARAMETER, parameter=weight)
    is_output = evaluation.drawing.nodes[target.node].role is Role.OUTPUT
    colour = Colour.OUTPUT if is_output else Colour.HIDDEN
    value = evaluation.value(weight)
    return Card(
        Partial(_z_of(evaluation, target), _q(Kind.ACTIVATION, source), value, colour),
        Named(quantity, value),
        value,
        "along_edge",
        colour,
        None,
        (quantity, _q(Kind.ACTIVATION, target)) if is_output else (quantity,),
    )


def slope_card(evaluation: Evaluation, unit: Unit) -> Card:
    """∂A/∂z of a hidden neuron: the slope of its activation."""
    formula = formulas.slope(evaluation, unit)
    value = evaluation.slope(unit)
    a = _q(Kind.ACTIVATION, unit)
    return Card(
        Partial(a, _q(Kind.Z, unit), value, Colour.HIDDEN),
        formula.symbols,
        value,
        "through_activation",
        Colour.HIDDEN,
        formula.numbers,
        (a,),
    )


def parameter_card(evaluation: Evaluation, parameter: Parameter) -> Card:
    """∂z/∂w: what the weight multiplies, or 1 for a bias."""
    quantity = Quantity(Kind.PARAMETER, parameter=parameter)
    if parameter.source is None:
        formula: Expression = ONE
        about: tuple[Quantity, ...] = (quantity,)
    else:
        formula = evaluation.named_a(parameter.source)
        about = (quantity, _q(Kind.ACTIVATION, parameter.source))
    value = formula.evaluate()
    return Card(
        Partial(_z_of(evaluation, parameter.target), quantity, value, Colour.PARAMETER),
        formula,
        value,
        "to_bias" if parameter.source is None else "to_weight",
        Colour.PARAMETER,
        None,
        about,
    )


def gradient_quantity(parameter: Parameter) -> Quantity:
    """∂L/∂w."""
    return Quantity(Kind.GRADIENT, parameter=parameter)


def gradient_partial(evaluation: Evaluation, parameter: Parameter) -> Partial:
    """∂L/∂w as a symbol with its value."""
    quantity = Quantity(Kind.PARAMETER, parameter=parameter)
    return Partial(LOSS, quantity, evaluation.gradient(parameter))
