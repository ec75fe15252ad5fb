"""∂L/∂w of one parameter: the paths from its neuron to the outputs, and their factors.

One path is a product, several are a sum over the paths. Beyond `most_paths` the derivative is taken
by the recursion δ_j = g'(z_j) Σ_m w_mj δ_m, by whole levels where they are large. The factor ∂L/∂z
of an output is split into ∂L/∂ŷ · ∂ŷ/∂z, except for softmax, where every ŷ depends on every z and
a step of its own adds up the column of the Jacobian.
"""

from collections.abc import Iterator
from dataclasses import replace

from core.network.edge import Parameter
from core.network.node import Role, Unit
from core.stepping.delta_steps import (
    FEW_NEURONS,
    level_steps,
    levels_backwards,
    output_steps,
    recursive_steps,
    successors,
)
from core.stepping.evaluation import Evaluation
from core.stepping.expression import Constant, Expression, Product, Subtotal, long_sum
from core.stepping.factors import (
    gradient_partial,
    gradient_quantity,
    neuron_cards,
    output_cards,
    parameter_card,
    slope_card,
    weight_card,
)
from core.stepping.quantity import Colour, Kind, Quantity
from core.stepping.softmax import softmax_steps
from core.stepping.step import Card, Line, Phase, Step

MOST_PATHS = 12
FEW_PATHS = 3
MANY_PATHS = 10**15
MOST_FACTORS = 12  # a sum of products with more names each product P_1, P_2 …
Path = tuple[Unit, ...]


def count_paths(evaluation: Evaluation, start: Unit) -> int:
    """How many paths lead from a neuron to the outputs."""
    n = float(evaluation.n_paths[evaluation.plan.index(start)])
    return int(n) if n < MANY_PATHS else MANY_PATHS


def paths(evaluation: Evaluation, start: Unit) -> list[Path]:
    """Every path from a neuron to an output, at most a few: ask `count_paths` before."""
    if evaluation.drawing.nodes[start.node].role is Role.OUTPUT:
        return [(start,)]
    return [
        (start, *rest) for unit in successors(evaluation, start) for rest in paths(evaluation, unit)
    ]


def path_cards(evaluation: Evaluation, parameter: Parameter, path: Path) -> list[Card]:
    """The factors of one path, from the loss back to the parameter."""
    cards = output_cards(evaluation, path[-1])
    for source, target in zip(path[-2::-1], path[:0:-1], strict=True):
        cards += [weight_card(evaluation, source, target), slope_card(evaluation, source)]
    return [*cards, parameter_card(evaluation, parameter)]


def chain_steps(evaluation: Evaluation, parameter: Parameter) -> list[Step]:
    """Every step from the loss back to ∂L/∂w."""
    n = count_paths(evaluation, parameter.target)
    if n == 0:
        return [_no_path_step(evaluation, parameter)]
    if n > most_paths(evaluation):
        return [*_recursion(evaluation, parameter)]
    reached = evaluation.reached_from(parameter.target)
    outputs = [u for u in evaluation.outputs if reached[evaluation.plan.index(u)]]
    return [*softmax_steps(evaluation, outputs), *_path_steps(evaluation, parameter)]


def most_paths(evaluation: Evaluation) -> int:
    """Up to how many paths each is followed by itself: fewer between whole blocks."""
    blocks = any(
        n.units > 1 and n.role is not Role.INPUT for n in evaluation.drawing.nodes.values()
    )
    return FEW_PATHS if blocks else MOST_PATHS


def _recursion(evaluation: Evaluation, parameter: Parameter) -> Iterator[Step]:
    """δ from the outputs back, level by level, then the factors that are left."""
    levels = levels_backwards(evaluation, parameter.target)
    yield from output_steps(evaluation, levels[0])
    if max(map(len, levels)) <= FEW_NEURONS:
        yield from recursive_steps(evaluation, parameter)
        return
    for level in levels[:-1]:
        yield from level_steps(evaluation, level, parameter.target)
    cards = tuple(neuron_cards(evaluation, parameter))
    for i in range(len(cards)):
        yield _factor_step(parameter, cards, i, 0, 1)
    product = _product_step(evaluation, parameter, cards, 0, 1)
    yield replace(product, topic="product_of_delta")


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
        lines=(Line(gradient_partial(evaluation, parameter), product, value),)
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
    products = long_sum(
        [Subtotal(term.evaluate(), latex=f"P_{{{i}}}") for i, term in enumerate(terms, 1)]
    )
    n_factors = sum(len(term.factors) for term in terms)
    symbols: Expression = long_sum([*terms]) if n_factors <= MOST_FACTORS else products
    return Step(
        key=("sum_over_paths", parameter),
        phase=Phase.BACKWARD,
        topic="sum_over_paths",
        about=gradient,
        lines=(Line(gradient_partial(evaluation, parameter), symbols, value, products),),
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
        lines=(Line(gradient_partial(evaluation, parameter), Constant(0), 0.0),),
        lights={Quantity(Kind.PARAMETER, parameter=parameter): Colour.PARAMETER},
        dims=True,
        arrives={gradient: 0.0},
    )
