"""Formulas as small trees that can be written in symbols, written in numbers, and evaluated.

Because the three come from one tree, what a formula prints and what it gives cannot disagree.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from core.network.node import Array
from core.numerics.activations import ACTIVATIONS
from core.stepping.quantity import Colour, Quantity

Round = Callable[[float], float]


def _keep(value: float) -> float:
    return value


@dataclass(frozen=True)
class Expression(ABC):
    """Any formula; ``evaluate`` computes it from leaves that ``rounded`` may shorten first."""

    @abstractmethod
    def evaluate(self, rounded: Round = _keep) -> float:
        """The value of the formula."""


@dataclass(frozen=True)
class Constant(Expression):
    """A number of the formula itself, as the 2 of a square's derivative."""

    value: float

    def evaluate(self, rounded: Round = _keep) -> float:
        return self.value


@dataclass(frozen=True)
class Named(Expression):
    """A quantity: its name in symbols, its value in numbers.

    With ``complement`` it stands for 1 − the quantity, whose value is given by itself because
    subtracting from 1 would lose its digits.
    """

    quantity: Quantity
    value: float
    complement: bool = False
    colour: Colour | None = None

    def evaluate(self, rounded: Round = _keep) -> float:
        return rounded(self.value)


@dataclass(frozen=True)
class Subtotal(Expression):
    """A number that was worked out before; in symbols it is its ``latex``, if it has any.

    It may stand for the ``hidden`` terms of a long sum, which are dots in symbols.
    """

    value: float
    hidden: int = 0
    latex: str = ""

    def evaluate(self, rounded: Round = _keep) -> float:
        return rounded(self.value)


@dataclass(frozen=True)
class Partial(Expression):
    """A derivative ∂top/∂bottom, a symbol with a value."""

    top: Quantity
    bottom: Quantity
    value: float
    colour: Colour | None = None

    def evaluate(self, rounded: Round = _keep) -> float:
        return rounded(self.value)


@dataclass(frozen=True)
class Sum(Expression):
    """Terms added up; a `Negative` term is written with a minus."""

    terms: tuple[Expression, ...]

    def evaluate(self, rounded: Round = _keep) -> float:
        return sum(term.evaluate(rounded) for term in self.terms)


@dataclass(frozen=True)
class Product(Expression):
    """Factors multiplied; symbols stand side by side unless ``dots``."""

    factors: tuple[Expression, ...]
    dots: bool = False

    def evaluate(self, rounded: Round = _keep) -> float:
        values = [factor.evaluate(rounded) for factor in self.factors]
        return 0.0 if 0.0 in values else math.prod(values)  # 0 · ln 0 = 0, as in the losses


@dataclass(frozen=True)
class Negative(Expression):
    """Minus a formula."""

    inner: Expression

    def evaluate(self, rounded: Round = _keep) -> float:
        return -self.inner.evaluate(rounded)


@dataclass(frozen=True)
class Power(Expression):
    """A formula to a whole power, which is called ``symbol`` where it has a name."""

    base: Expression
    exponent: int
    symbol: str = ""

    def evaluate(self, rounded: Round = _keep) -> float:
        return self.base.evaluate(rounded) ** self.exponent


@dataclass(frozen=True)
class Fraction(Expression):
    """A formula over a formula."""

    top: Expression
    bottom: Expression

    def evaluate(self, rounded: Round = _keep) -> float:
        bottom = self.bottom.evaluate(rounded)
        return self.top.evaluate(rounded) / bottom if bottom else math.nan


@dataclass(frozen=True)
class Call(Expression):
    r"""A function of a formula. ``name`` is a key of `FUNCTIONS`."""

    name: str
    argument: Expression

    def evaluate(self, rounded: Round = _keep) -> float:
        return FUNCTIONS[self.name].value(self.argument.evaluate(rounded))


@dataclass(frozen=True)
class Function:
    """``latex`` has one place ``{}`` for the argument, and brings its own brackets."""

    latex: str
    value: Callable[[float], float]


def _value_of(name: str) -> Callable[[float], float]:
    return lambda z: float(ACTIVATIONS[name].value(np.array([z]))[0])


def _slope_of(name: str) -> Callable[[float], float]:
    return lambda z: float(ACTIVATIONS[name].slope(np.array([z]))[0])


def _sqrt(x: float) -> float:
    return math.sqrt(x) if x >= 0 else math.nan


def _log(x: float) -> float:
    return math.log(x) if x > 0 else -math.inf


def _exp(x: float) -> float:
    return math.exp(x) if x < 709 else math.inf


def _density(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


FUNCTIONS = {
    "sigmoid": Function(r"\sigma({})", _value_of("sigmoid")),
    "tanh": Function(r"\tanh({})", math.tanh),
    "sech2": Function(r"\frac{{1}}{{\cosh^2({})}}", _slope_of("tanh")),
    "relu": Function(r"\max\{{0, {}\}}", _value_of("relu")),
    "relu_slope": Function(r"\mathrm{{ReLU}}'({})", _slope_of("relu")),
    "leaky_relu": Function(r"\mathrm{{LReLU}}({})", _value_of("leaky_relu")),
    "leaky_relu_slope": Function(r"\mathrm{{LReLU}}'({})", _slope_of("leaky_relu")),
    "elu": Function(r"\mathrm{{ELU}}({})", _value_of("elu")),
    "elu_slope": Function(r"\mathrm{{ELU}}'({})", _slope_of("elu")),
    "softplus": Function(r"\ln(1 + e^{{{}}})", _value_of("softplus")),
    "normal_cdf": Function(r"\Phi({})", lambda z: 0.5 * math.erfc(-z / math.sqrt(2))),
    "normal_density": Function(r"\varphi({})", _density),
    "hard_tanh": Function(r"\max\{{-1, \min\{{1, {}\}}\}}", _value_of("hard_tanh")),
    "hard_tanh_slope": Function(r"\mathrm{{hardtanh}}'({})", _slope_of("hard_tanh")),
    "sin": Function(r"\sin({})", math.sin),
    "cos": Function(r"\cos({})", math.cos),
    "gaussian": Function(r"e^{{-({})^2}}", _value_of("gaussian")),
    "step": Function(r"\mathrm{{step}}({})", _value_of("step")),
    "step_slope": Function(r"\mathrm{{step}}'({})", _slope_of("step")),
    "ln": Function(r"\ln({})", _log),
    "exp": Function(r"e^{{{}}}", _exp),
    "sqrt": Function(r"\sqrt{{{}}}", _sqrt),
    "sign": Function(r"\mathrm{{sign}}({})", lambda w: float(np.sign(w))),
    "ceil": Function(r"\lceil {} \rceil", lambda x: float(math.ceil(x))),
}


def add(*terms: Expression) -> Expression:
    """A sum; a single term is itself."""
    return terms[0] if len(terms) == 1 else Sum(terms)


def minus(a: Expression, b: Expression) -> Sum:
    """A − b."""
    return Sum((a, Negative(b)))


MOST_TERMS = 12


def long_sum(terms: Sequence[Expression]) -> Expression:
    """A sum that writes out only its largest terms when there are many, in their order."""
    if len(terms) <= MOST_TERMS:
        return add(*terms)
    return sum_of([term.evaluate() for term in terms], terms.__getitem__)


def sum_of_few(terms: Sequence[Expression]) -> Expression:
    """A sum over classes: of many only those terms are written out that are not 0."""
    values = [term.evaluate() for term in terms]
    n = sum(value != 0 for value in values)
    if len(terms) <= MOST_TERMS // 2 or not 0 < n <= MOST_TERMS // 2 or len(terms) - n < 2:
        return long_sum(terms)
    kept = [term for term, value in zip(terms, values, strict=True) if value != 0]
    return Sum((*kept, Subtotal(0.0, len(terms) - n)))


def sum_of(
    values: Sequence[float] | Array,
    term: Callable[[int], Expression],
    always: Sequence[int] = (),
    few: int = MOST_TERMS // 2,
) -> Expression:
    """A `long_sum` of terms with these values; ``term`` makes one, only where it is written.

    What is in question is among those written ``always``, however small.
    """
    written = largest(values, always, few)
    if len(written) == len(values):
        return add(*map(term, written))
    left_out = np.ones(len(values), dtype=bool)
    left_out[written] = False
    rest = math.fsum(np.asarray(values)[left_out].tolist())
    return Sum((*map(term, written), Subtotal(rest, int(left_out.sum()))))


def largest(
    values: Sequence[float] | Array, always: Sequence[int] = (), few: int = MOST_TERMS // 2
) -> list[int]:
    """Which terms of a sum are written out, in their order: all of a few, the largest of many."""
    if len(values) <= 2 * few:
        return list(range(len(values)))
    by_size = np.argsort(-np.abs(np.asarray(values)), kind="stable")
    room = few - sum(i not in by_size[:few] for i in always)
    return sorted({*by_size[:room].tolist(), *always})
