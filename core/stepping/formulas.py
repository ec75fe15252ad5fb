"""The textbook formula of each function, in symbols and, where clearer, another form in numbers."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from core.network.edge import Parameter
from core.network.node import Unit
from core.stepping.evaluation import Evaluation, Incoming
from core.stepping.expression import (
    MOST_TERMS,
    Call,
    Constant,
    Expression,
    Fraction,
    Named,
    Negative,
    Power,
    Product,
    Sum,
    add,
    largest,
    long_sum,
    minus,
    sum_of,
    sum_of_few,
)

ONE = Constant(1)
FEW_CLASSES = 3
"""Of more than twice as many classes only so many are written out in the sum of the softmax."""


class Formula(NamedTuple):
    """A formula in symbols, and the form in which its numbers are written."""

    symbols: Expression
    numbers: Expression


def _same(expression: Expression) -> Formula:
    return Formula(expression, expression)


_Of = Callable[[Named, Named], Formula]
"""From z and A to a formula."""


def _sigmoid(z: Named, a: Named) -> Formula:
    return Formula(Call("sigmoid", z), Fraction(ONE, add(ONE, Call("exp", Negative(z)))))


def _sigmoid_slope(z: Named, a: Named) -> Formula:
    # 1 − σ(z) = σ(−z) keeps its digits where σ(z) rounds to 1.
    rest = Named(a.quantity, Call("sigmoid", Constant(-z.value)).evaluate(), complement=True)
    symbols = Product((Call("sigmoid", z), Sum((ONE, Negative(Call("sigmoid", z))))))
    return Formula(symbols, Product((a, rest)))


def _gelu_slope(z: Named, a: Named) -> Formula:
    return _same(Sum((Call("normal_cdf", z), Product((z, Call("normal_density", z))))))


def _silu_slope(z: Named, a: Named) -> Formula:
    rest = Call("sigmoid", Negative(z))
    return _same(Product((Call("sigmoid", z), Sum((ONE, Product((z, rest)))))))


def _called(name: str) -> _Of:
    return lambda z, a: _same(Call(name, z))


VALUES: dict[str, _Of] = {
    "identity": lambda z, a: _same(z),
    "sigmoid": _sigmoid,
    "gelu": lambda z, a: _same(Product((z, Call("normal_cdf", z)))),
    "silu": lambda z, a: _same(Product((z, Call("sigmoid", z)))),
    "sine": _called("sin"),
    "square": lambda z, a: _same(Power(z, 2)),
    **{
        name: _called(name)
        for name in (
            "tanh", "relu", "leaky_relu", "elu", "softplus", "hard_tanh", "gaussian", "step",
        )
    },
}  # fmt: skip
SLOPES: dict[str, _Of] = {
    "identity": lambda z, a: _same(ONE),
    "sigmoid": _sigmoid_slope,
    "tanh": lambda z, a: Formula(minus(ONE, Power(a, 2)), Call("sech2", z)),
    "softplus": _called("sigmoid"),
    "gelu": _gelu_slope,
    "silu": _silu_slope,
    "sine": _called("cos"),
    "square": lambda z, a: _same(Product((Constant(2), z))),
    "gaussian": lambda z, a: _same(Negative(Product((Constant(2), z, Call("gaussian", z))))),
    **{
        name: _called(f"{name}_slope")
        for name in ("relu", "leaky_relu", "elu", "hard_tanh", "step")
    },
}


def weighted_sum(evaluation: Evaluation, unit: Unit, asked: Parameter | None = None) -> Expression:
    """z: the bias and w · a of every source; of many terms the largest, and the one ``asked``."""
    incoming = evaluation.incoming(unit)
    return sum_of(
        incoming.terms,
        lambda i: weighted_term(evaluation, incoming, i),
        asked_term(incoming, asked, evaluation),
    )


def weighted_term(evaluation: Evaluation, incoming: Incoming, place: int) -> Expression:
    """One term of z: the bias in place 0, else a weight times what it weighs."""
    parameter = parameter_in(evaluation, incoming, place)
    if parameter.source is None:
        return evaluation.named_parameter(parameter)
    return Product((evaluation.named_parameter(parameter), evaluation.named_a(parameter.source)))


def parameter_in(evaluation: Evaluation, incoming: Incoming, place: int) -> Parameter:
    """The parameter of a term of z: the bias in place 0."""
    if place == 0:
        return Parameter(incoming.unit)
    return Parameter(incoming.unit, evaluation.unit_at(int(incoming.sources[place - 1])))


def written_parameters(
    evaluation: Evaluation, unit: Unit, asked: Parameter | None = None
) -> list[Parameter]:
    """The parameters whose terms `weighted_sum` writes out."""
    incoming = evaluation.incoming(unit)
    places = largest(incoming.terms, asked_term(incoming, asked, evaluation))
    return [parameter_in(evaluation, incoming, place) for place in places]


def asked_term(
    incoming: Incoming, asked: Parameter | None, evaluation: Evaluation
) -> tuple[int, ...]:
    """Which term of z is in question: of the parameter itself, or of the neuron it leads to."""
    if asked is None or asked == Parameter(incoming.unit):
        return () if asked is None else (0,)
    read = asked.source if asked.target == incoming.unit else asked.target
    if read is None:
        return ()
    found = np.flatnonzero(incoming.sources == evaluation.plan.index(read))
    return tuple(int(i) + 1 for i in found)


def activation(evaluation: Evaluation, unit: Unit) -> Formula:
    """A = g(z) of a hidden neuron."""
    name = evaluation.drawing.nodes[unit.node].activation
    return VALUES[name](evaluation.named_z(unit), evaluation.named_a(unit))


def slope(evaluation: Evaluation, unit: Unit) -> Formula:
    """g'(z) of a hidden neuron."""
    name = evaluation.drawing.nodes[unit.node].activation
    return SLOPES[name](evaluation.named_z(unit), evaluation.named_a(unit))


def output(evaluation: Evaluation, unit: Unit) -> Formula:
    """ŷ = f(z) of an output."""
    z = evaluation.named_z(unit)
    match evaluation.drawing.output_function:
        case "logistic":
            return _sigmoid(z, z)
        case "softmax":
            plain = Fraction(Call("exp", z), _sum_of_powers(evaluation, unit, 0.0))
            # e^z overflows from 709 on; numbers are then written relative to the largest z.
            most = max(evaluation.z(u) for u in evaluation.outputs)
            if most <= 700:
                return _same(plain)
            small = Call("exp", minus(z, Constant(most)))
            return Formula(plain, Fraction(small, _sum_of_powers(evaluation, unit, most)))
        case _:
            return _same(z)


def output_slope(evaluation: Evaluation, unit: Unit) -> Formula:
    """∂ŷ/∂z of a logistic or identity output."""
    if evaluation.drawing.output_function == "identity":
        return _same(ONE)
    y_hat = evaluation.named_a(unit)
    return _same(Product((y_hat, evaluation.named_rest(unit))))


def jacobian_entry(evaluation: Evaluation, of: Unit, by: Unit) -> Formula:
    """∂ŷ_of/∂z_by of the softmax: ŷ(1 − ŷ) on the diagonal, −ŷ_of ŷ_by beside it."""
    y_hat = evaluation.named_a(of)
    if of == by:
        return _same(Product((y_hat, evaluation.named_rest(of))))
    return _same(Negative(Product((y_hat, evaluation.named_a(by)))))


def is_wide(evaluation: Evaluation) -> bool:
    """Return whether the weighted sums of the outputs are shortened, and so what follows them."""
    return len(evaluation.incoming(evaluation.outputs[0])) > MOST_TERMS


def sum_over_classes(evaluation: Evaluation, terms: Sequence[Expression]) -> Expression:
    """A sum over the outputs, of a wide network without those terms that are 0."""
    return sum_of_few(terms) if is_wide(evaluation) else long_sum(terms)


def _sum_of_powers(evaluation: Evaluation, unit: Unit, shift: float) -> Expression:
    """Σ_m e^(z_m − shift): of many classes the largest, and always the one of ``unit``."""
    z = [evaluation.named_z(u) for u in evaluation.outputs]
    terms = [Call("exp", minus(named, Constant(shift)) if shift else named) for named in z]
    values = [term.evaluate() for term in terms]
    few = FEW_CLASSES if is_wide(evaluation) else MOST_TERMS // 2
    return sum_of(values, terms.__getitem__, (evaluation.outputs.index(unit),), few)


def _half(network_loss: str, inner: Expression) -> Expression:
    if not network_loss.startswith("half"):
        return inner
    return Product((Fraction(ONE, Constant(2)), inner))


def loss(evaluation: Evaluation) -> Formula:
    """L of one observation."""
    name = evaluation.drawing.loss
    if name == "binary_cross_entropy":
        return _same(Negative(_sum_over_outputs(evaluation, _binary_term)))
    if name == "cross_entropy":
        terms = [_multi_term(evaluation, unit) for unit in evaluation.outputs]
        return _same(Negative(sum_over_classes(evaluation, terms)))
    return _same(_half(name, _sum_over_outputs(evaluation, _squared_term)))


def _sum_over_outputs(
    evaluation: Evaluation, term: Callable[[Evaluation, Unit], Expression]
) -> Expression:
    return long_sum([term(evaluation, unit) for unit in evaluation.outputs])


def _squared_term(evaluation: Evaluation, unit: Unit) -> Expression:
    return Power(minus(evaluation.named_target(unit), evaluation.named_a(unit)), 2)


def _binary_term(evaluation: Evaluation, unit: Unit) -> Expression:
    target = evaluation.named_target(unit)
    rest = Named(target.quantity, 1 - target.value, complement=True)
    return add(
        Product((target, Call("ln", evaluation.named_a(unit)))),
        Product((rest, Call("ln", evaluation.named_rest(unit)))),
    )


def _multi_term(evaluation: Evaluation, unit: Unit) -> Expression:
    return Product((evaluation.named_target(unit), Call("ln", evaluation.named_a(unit))))


def loss_slope(evaluation: Evaluation, unit: Unit) -> Formula:
    """∂L/∂ŷ of one observation."""
    y, y_hat = evaluation.named_target(unit), evaluation.named_a(unit)
    match evaluation.drawing.loss:
        case "mse" | "sse":
            return _same(Product((Constant(-2), minus(y, y_hat))))
        case "half_mse" | "half_sse":
            return _same(Negative(minus(y, y_hat)))
        case "cross_entropy":
            return _same(Negative(Fraction(y, y_hat)))
    first = Negative(Fraction(y, y_hat))
    rest = Named(y.quantity, 1 - y.value, complement=True)
    return _same(Sum((first, Fraction(rest, evaluation.named_rest(unit)))))


def collapsed(evaluation: Evaluation, unit: Unit) -> Formula | None:
    """The short form of ∂L/∂z where output function and loss fit together, else None.

    Logistic with binary cross-entropy: ŷ − y. Softmax with cross-entropy: ŷ Σy − y, which is ŷ − y
    for targets that add up to 1.
    """
    network = evaluation.drawing
    y, y_hat = evaluation.named_target(unit), evaluation.named_a(unit)
    pair = network.output_function, network.loss
    if pair == ("logistic", "binary_cross_entropy"):
        return _same(minus(y_hat, y))
    if pair != ("softmax", "cross_entropy"):
        return None
    targets = [evaluation.named_target(u) for u in evaluation.outputs]
    total = sum(t.value for t in targets)
    if abs(total - 1) < 1e-12:
        return _same(minus(y_hat, y))
    return _same(minus(Product((y_hat, long_sum([*targets]))), y))
