"""∂L/∂w of one parameter: the paths from its neuron to the outputs, and their factors.

One path is a product, several are a sum over the paths, and beyond `MOST_PATHS` the derivative is
taken by the recursion δ_j = g'(z_j) Σ_m w_mj δ_m. The factor ∂L/∂z of an output is split into
∂L/∂ŷ · ∂ŷ/∂z, except for softmax, where every ŷ depends on every z and a step of its own adds up
the column of the Jacobian.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

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
    Subtotal,
    long_sum,
)
from core.stepping.formulas import ONE
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.step import Card, Line, Phase, Step

MOST_PATHS = 12
LOSS = Quantity(Kind.LOSS)
Path = tuple[Unit, ...]


def successors(evaluation: Evaluation, unit: Unit) -> list[Unit]:
    """The neurons that a neuron feeds."""
    network = evaluation.network
    return [
        Unit(edge.target, i)
        for edge in network.outgoing[unit.node]
        for i in range(network.nodes[edge.target].units)
    ]


def count_paths(evaluation: Evaluation, start: Unit) -> int:
    """How many paths lead from a neuron to the outputs."""
    network = evaluation.network

    @cache
    def count(node: str) -> int:
        if network.nodes[node].role is Role.OUTPUT:
            return 1
        return sum(network.nodes[e.target].units * count(e.target) for e in network.outgoing[node])

    return count(start.node)


def paths(evaluation: Evaluation, start: Unit) -> list[Path]:
    """Every path from a neuron to an output, at most a few: ask `count_paths` before."""
    if evaluation.network.nodes[start.node].role is Role.OUTPUT:
        return [(start,)]
    return [
        (start, *rest) for unit in successors(evaluation, start) for rest in paths(evaluation, unit)
    ]


def _weight(source: Unit, target: Unit) -> Parameter:
    return Parameter(target, source)


def _q(kind: Kind, unit: Unit) -> Quantity:
    return Quantity(kind, unit)


def _merges_output(evaluation: Evaluation) -> bool:
    """An identity output has ŷ = z, so the chain goes from ŷ straight to what it sums."""
    return evaluation.network.output_function == "identity"


def _z_of(evaluation: Evaluation, unit: Unit) -> Quantity:
    """The weighted sum of a neuron as the chain names it: ŷ itself for an identity output."""
    is_output = evaluation.network.nodes[unit.node].role is Role.OUTPUT
    return _q(Kind.ACTIVATION if is_output and _merges_output(evaluation) else Kind.Z, unit)


# --- factors ----------------------------------------------------------------------------------


def output_cards(evaluation: Evaluation, unit: Unit) -> list[Card]:
    """From the loss to z of an output: ∂L/∂ŷ and, unless f is the identity, ∂ŷ/∂z."""
    if evaluation.network.output_function == "softmax":
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
        (LOSS,),
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
    formula = short.symbols if short else _jacobian_sum(evaluation, unit)
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


def weight_card(evaluation: Evaluation, source: Unit, target: Unit) -> Card:
    """∂z_target/∂A_source: the weight between them."""
    weight = _weight(source, target)
    quantity = Quantity(Kind.PARAMETER, parameter=weight)
    is_output = evaluation.network.nodes[target.node].role is Role.OUTPUT
    colour = Colour.OUTPUT if is_output else Colour.HIDDEN
    value = evaluation.network.value(weight)
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


def path_cards(evaluation: Evaluation, parameter: Parameter, path: Path) -> list[Card]:
    """The factors of one path, from the loss back to the parameter."""
    cards = output_cards(evaluation, path[-1])
    for source, target in zip(path[-2::-1], path[:0:-1], strict=True):
        cards += [weight_card(evaluation, source, target), slope_card(evaluation, source)]
    return [*cards, parameter_card(evaluation, parameter)]


# --- steps ------------------------------------------------------------------------------------


def chain_steps(evaluation: Evaluation, parameter: Parameter) -> list[Step]:
    """Every step from the loss back to ∂L/∂w."""
    outputs = _outputs_reached(evaluation, parameter.target)
    before = [s for u in outputs for s in softmax_steps(evaluation, u)]
    n = count_paths(evaluation, parameter.target)
    if n == 0:
        return [_no_path_step(evaluation, parameter)]
    if n > MOST_PATHS:
        return [*before, *_recursive_steps(evaluation, parameter)]
    return [*before, *_path_steps(evaluation, parameter)]


def _outputs_reached(evaluation: Evaluation, start: Unit) -> list[Unit]:
    network = evaluation.network
    return [u for u in evaluation.outputs if network.reaches(start.node, u.node)]


def gradient_quantity(parameter: Parameter) -> Quantity:
    """∂L/∂w."""
    return Quantity(Kind.GRADIENT, parameter=parameter)


def _gradient_partial(evaluation: Evaluation, parameter: Parameter) -> Partial:
    quantity = Quantity(Kind.PARAMETER, parameter=parameter)
    return Partial(LOSS, quantity, evaluation.gradient(parameter))


def _path_steps(evaluation: Evaluation, parameter: Parameter) -> Iterator[Step]:
    found = paths(evaluation, parameter.target)
    for number, path in enumerate(found):
        cards = tuple(path_cards(evaluation, parameter, path))
        for i in range(len(cards)):
            yield _factor_step(parameter, cards, i, number, len(found))
        yield _product_step(evaluation, parameter, cards, number, len(found))
    if len(found) > 1:
        yield _sum_over_paths_step(evaluation, parameter, found)


def _lights(cards: tuple[Card, ...]) -> dict[Quantity, Colour]:
    """Each factor's node, edge or loss box in its colour; later factors win a shared node."""
    return {q: card.colour for card in cards for q in card.about if card.colour}


def _factor_step(
    parameter: Parameter, cards: tuple[Card, ...], i: int, number: int, n_paths: int
) -> Step:
    card = cards[i]
    return Step(
        key=("factor", parameter, number, i),
        phase=Phase.BACKWARD,
        topic=card.caption,
        about=card.about[0],
        lines=(Line(card.symbol, card.formula, card.value, card.numbers),),
        cards=cards,
        current=i,
        lights=_lights(cards[: i + 1]),
        dims=True,
        details={"path": number + 1, "paths": n_paths},
    )


def _product_step(
    evaluation: Evaluation, parameter: Parameter, cards: tuple[Card, ...], number: int, n_paths: int
) -> Step:
    factors = tuple(card.symbol for card in cards)
    product = Product(factors, dots=True)
    alone = n_paths == 1
    value = evaluation.gradient(parameter) if alone else product.evaluate()
    gradient = gradient_quantity(parameter)
    return Step(
        key=("product", parameter, number),
        phase=Phase.BACKWARD,
        topic="product" if alone else "path_product",
        about=gradient,
        lines=(Line(_gradient_partial(evaluation, parameter), product, value),)
        if alone
        else (Line(product, product, value),),
        cards=cards,
        lights=_lights(cards),
        dims=True,
        arrives={gradient: value} if alone else {},
        details={"path": number + 1, "paths": n_paths},
    )


def _sum_over_paths_step(evaluation: Evaluation, parameter: Parameter, found: list[Path]) -> Step:
    terms: list[Product] = []
    lights: dict[Quantity, Colour] = {}
    for path in found:
        cards = tuple(path_cards(evaluation, parameter, path))
        terms.append(Product(tuple(card.symbol for card in cards), dots=True))
        lights |= _lights(cards)
    gradient = gradient_quantity(parameter)
    value = evaluation.gradient(parameter)
    products = long_sum([Subtotal(term.evaluate()) for term in terms])
    return Step(
        key=("sum_over_paths", parameter),
        phase=Phase.BACKWARD,
        topic="sum_over_paths",
        about=gradient,
        lines=(
            Line(_gradient_partial(evaluation, parameter), long_sum([*terms]), value, products),
        ),
        lights=lights,
        dims=True,
        arrives={gradient: value},
        details={"paths": len(found)},
    )


def _no_path_step(evaluation: Evaluation, parameter: Parameter) -> Step:
    gradient = gradient_quantity(parameter)
    return Step(
        key=("no_path", parameter),
        phase=Phase.BACKWARD,
        topic="no_path",
        about=gradient,
        lines=(Line(_gradient_partial(evaluation, parameter), Constant(0), 0.0),),
        lights={Quantity(Kind.PARAMETER, parameter=parameter): Colour.PARAMETER},
        dims=True,
        arrives={gradient: 0.0},
    )


# --- softmax ----------------------------------------------------------------------------------


def _jacobian_sum(evaluation: Evaluation, unit: Unit) -> Expression:
    """Σ_m ∂L/∂ŷ_m · ∂ŷ_m/∂z."""
    z = _q(Kind.Z, unit)
    terms: list[Expression] = []
    for other in evaluation.outputs:
        y_hat = _q(Kind.ACTIVATION, other)
        entry = formulas.jacobian_entry(evaluation, other, unit).numbers.evaluate()
        by_y = Partial(LOSS, y_hat, evaluation.by_a(other), Colour.LOSS)
        terms.append(Product((by_y, Partial(y_hat, z, entry, Colour.OUTPUT)), dots=True))
    return long_sum(terms)


def softmax_steps(evaluation: Evaluation, unit: Unit) -> Iterator[Step]:
    """∂L/∂ŷ, the column of the Jacobian, their sum, and the short form that equals it."""
    if evaluation.network.output_function != "softmax":
        return
    z, lights = (
        _q(Kind.Z, unit),
        {_q(Kind.ACTIVATION, u): Colour.OUTPUT for u in evaluation.outputs},
    )
    base = Step(("softmax", unit), Phase.BACKWARD, "", z, lights=lights | {LOSS: Colour.LOSS})
    shown = evaluation.outputs[:MOST_PATHS]
    slopes = []
    for other in shown:
        formula = formulas.loss_slope(evaluation, other)
        left = Partial(LOSS, _q(Kind.ACTIVATION, other), evaluation.by_a(other), Colour.LOSS)
        slopes.append(Line(left, formula.symbols, evaluation.by_a(other), formula.numbers))
    yield replace(base, key=("loss_slopes", unit), topic="loss_slopes", lines=tuple(slopes))
    entries = []
    for other in shown:
        formula = formulas.jacobian_entry(evaluation, other, unit)
        value = formula.numbers.evaluate()
        left = Partial(_q(Kind.ACTIVATION, other), z, value, Colour.OUTPUT)
        entries.append(Line(left, formula.symbols, value, formula.numbers))
    yield replace(base, key=("jacobian", unit), topic="jacobian", lines=tuple(entries))
    yield replace(
        base, key=("jacobian_sum", unit), topic="jacobian_sum", lines=_sums(evaluation, unit)
    )


def _sums(evaluation: Evaluation, unit: Unit) -> tuple[Line, ...]:
    """The sum over the Jacobian and, beside it, the short form: the same number twice."""
    delta = evaluation.delta(unit)
    left = Partial(LOSS, _q(Kind.Z, unit), delta, Colour.LOSS)
    long = _jacobian_sum(evaluation, unit)
    short = formulas.collapsed(evaluation, unit)
    lines = [Line(left, long, delta)]
    return (*lines, Line(left, short.symbols, delta, short.numbers)) if short else tuple(lines)


# --- the recursion ----------------------------------------------------------------------------


def delta_line(evaluation: Evaluation, unit: Unit) -> Line:
    """δ_j = g'(z_j) Σ_m w_mj δ_m; for an output ∂L/∂ŷ · ∂ŷ/∂z, or its short form."""
    left, value = evaluation.named_delta(unit), evaluation.delta(unit)
    if evaluation.network.nodes[unit.node].role is Role.OUTPUT:
        return _output_delta_line(evaluation, unit, left, value)
    terms = [
        Product((evaluation.named_parameter(_weight(unit, m)), evaluation.named_delta(m)))
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
        return Line(left, _jacobian_sum(evaluation, unit), value)
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
            Quantity(Kind.PARAMETER, parameter=_weight(unit, m)): Colour.HIDDEN
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


def _recursive_steps(evaluation: Evaluation, parameter: Parameter) -> Iterator[Step]:
    for unit in neurons_backwards(evaluation, parameter.target):
        yield delta_step(evaluation, unit)
    yield gradient_step(evaluation, parameter)


def gradient_line(evaluation: Evaluation, parameter: Parameter) -> Line:
    """∂L/∂w = δ · A of its source; ∂L/∂bias = δ."""
    delta = evaluation.named_delta(parameter.target)
    formula: Expression = delta
    if parameter.source is not None:
        formula = Product((delta, evaluation.named_a(parameter.source)))
    return Line(_gradient_partial(evaluation, parameter), formula, evaluation.gradient(parameter))


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
