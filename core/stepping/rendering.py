"""Writing a formula as pieces of LaTeX, in symbols or in numbers.

The numbers get as many digits as it takes for the printed formula to give the printed result.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from core.network.naming import Name, Names
from core.network.notation import Notation
from core.numbers import ALL_DIGITS, format_number, latex_number
from core.stepping.expression import (
    FUNCTIONS,
    Call,
    Constant,
    Expression,
    Fraction,
    Named,
    Negative,
    Partial,
    Power,
    Product,
    Subtotal,
    Sum,
)
from core.stepping.fragment import Fragment
from core.stepping.quantity import Kind, Quantity
from core.stepping.step import Batch, Line

MOST_ROWS = 24
_MOST_APART = 13
DOT = Fragment(r"\cdot")
EQUALS = Fragment("=")


@dataclass(frozen=True)
class Writer:
    """Writes formulas about one network in one notation."""

    names: Names
    notation: Notation

    def symbols(self, expression: Expression) -> list[Fragment]:
        """The formula with its names."""
        return _Symbols(self).write(expression)

    def numbers(self, expression: Expression, decimals: int | None = None) -> list[Fragment]:
        """The formula with its numbers."""
        places = self.notation.decimals if decimals is None else decimals
        return _Numbers(self, places).write(expression)

    def numbers_giving(
        self, expression: Expression, value: float, places: int | None = None
    ) -> list[Fragment]:
        """The formula with enough digits that they give ``value`` as it is printed."""
        return self.numbers(expression, self.decimals_giving(expression, value, places))

    def decimals_giving(
        self, expression: Expression, value: float, places: int | None = None
    ) -> int:
        """How many decimals the numbers of a formula need to give the printed ``value``."""
        least = self.notation.decimals if places is None else places
        wanted = format_number(value, self.notation, least)
        for decimals in range(least, ALL_DIGITS):
            got = expression.evaluate(partial(printed_value, decimals=decimals))
            if format_number(got, self.notation, least) == wanted:
                return decimals
        return ALL_DIGITS

    def decimals_of(self, line: Line) -> int:
        """With how many decimals a result is printed: more where it is to be told apart."""
        least, other = self.notation.decimals, line.apart
        if other is None or other == line.value:
            return least
        for decimals in range(least, _MOST_APART):
            own, its = (format_number(v, self.notation, decimals) for v in (line.value, other))
            if own != its:
                return decimals
        return least

    def value(
        self, value: float, quantity: Quantity | None = None, places: int | None = None
    ) -> Fragment:
        """A number by itself."""
        return Fragment(latex_number(value, self.notation, places), quantity)

    def name(self, quantity: Quantity) -> str:
        """The LaTeX of a quantity's name."""
        return quantity_latex(self.names, quantity)

    def line(self, line: Line) -> list[Fragment]:
        """``left = symbols = numbers = value``, leaving out what would say the same twice."""
        parts, places = [self.symbols(line.left)], self.decimals_of(line)
        if not _only_subtotals(line.formula):
            parts.append(self.symbols(line.formula))
        numbers = line.numbers or line.formula
        if not _is_leaf(numbers, line.value):
            parts.append(self.numbers_giving(numbers, line.value, places))
        quantity = line.left.quantity if isinstance(line.left, Named) else None
        parts.append([self.value(line.value, quantity, places)])
        return join(parts)


def _is_leaf(e: Expression, value: float) -> bool:
    """Return whether a formula in numbers is nothing but its value."""
    return isinstance(e, Named | Partial | Subtotal) and e.value == value


def batch_pieces(batch: Batch) -> list[Fragment]:
    """B = {3, 1, 4}: the first rows of a batch, in their order, and how many it has."""
    rows = [str(row + 1) for row in batch.rows[:MOST_ROWS]]
    if len(batch.rows) > MOST_ROWS:
        rows.append(r"\ldots")
    commas = [Fragment(f"{row}," if i + 1 < len(rows) else row) for i, row in enumerate(rows)]
    name = Fragment(rf"B_{{{batch.number}}}")
    count = [EQUALS, Fragment(f"{len(batch.rows)}")]
    size = [Fragment(r"\qquad b"), *count]
    return [name, EQUALS, Fragment(r"\{"), *commas, Fragment(r"\}"), *size]


def _only_subtotals(e: Expression) -> bool:
    """Return whether a formula has no names to show, only numbers worked out before."""
    return isinstance(e, Sum) and all(isinstance(t, Subtotal) and not t.latex for t in e.terms)


def join(parts: Sequence[Sequence[Fragment]]) -> list[Fragment]:
    """Put formulas one after the other with equals signs, skipping one equal to its neighbour."""
    joined: list[Fragment] = []
    before = None
    for part in parts:
        text = latex_of(part)
        if text == before or not part:
            continue
        joined += [*([EQUALS] if joined else []), *part]
        before = text
    return joined


def latex_of(fragments: Sequence[Fragment]) -> str:
    """Fragments as one piece of LaTeX."""
    return " ".join(fragment.latex for fragment in fragments)


def printed_value(value: float, decimals: int) -> float:
    """The number that is read back from its print."""
    if not math.isfinite(value):
        return value
    text = latex_number(value, Notation(), decimals)
    match = re.fullmatch(r"(-?[\d.]+)(?:\\cdot 10\^\{(-?\d+)\})?", text)
    return float(f"{match[1]}e{match[2] or 0}") if match else value


def quantity_latex(names: Names, quantity: Quantity) -> str:
    """The LaTeX of a quantity's name: z_1, ŷ, w_{11}, L, ε, ∂L/∂w_{11} …"""
    kind, unit, parameter, row = quantity
    if kind in _LETTERS:
        return _LETTERS[kind]
    if unit is not None and kind in _UNIT_NAMES:
        return _UNIT_NAMES[kind](names, unit).latex
    if unit is not None and kind in _NEW_UNIT_NAMES:
        return primed(_NEW_UNIT_NAMES[kind](names, unit))
    if kind is Kind.BY_ACTIVATION and unit is not None:
        return _by(names.activation(unit).latex)
    if parameter is not None:
        name = names.parameter(parameter)
        if kind is Kind.NEW_PARAMETER:
            return primed(name)
        if kind is Kind.PENALTY_GRADIENT:
            return _by(name.latex, "P")
        return name.latex if kind is Kind.PARAMETER else _by(name.latex, _loss_of(row))
    return _loss_of(row) + ("'" if kind is Kind.NEW_LOSS else "")


def _loss_of(row: int | None) -> str:
    """L, or L_i of one observation alone."""
    return "L" if row is None else f"L_{{{row + 1}}}"


_LETTERS = {
    Kind.LEARNING_RATE: r"\varepsilon",
    Kind.DATA_LOSS: r"L_{\mathrm{data}}",
    Kind.NEW_DATA_LOSS: r"L'_{\mathrm{data}}",
    Kind.PENALTY: "P",
    Kind.NEW_PENALTY: "P'",
    Kind.TOTAL_GRADIENT: r"\nabla",
    Kind.VELOCITY: "v",
    Kind.NEW_VELOCITY: "v'",
    Kind.MEAN_SQUARE: "E",
    Kind.NEW_MEAN_SQUARE: "E'",
    Kind.FIRST_MOMENT: "m",
    Kind.NEW_FIRST_MOMENT: "m'",
    Kind.SECOND_MOMENT: "v",
    Kind.NEW_SECOND_MOMENT: "v'",
    Kind.FIRST_CORRECTED: r"\hat{m}",
    Kind.SECOND_CORRECTED: r"\hat{v}",
    Kind.EFFECTIVE_STEP: r"\varepsilon_{\mathrm{eff}}",
}


_UNIT_NAMES = {
    Kind.Z: Names.z,
    Kind.ACTIVATION: Names.activation,
    Kind.TARGET: Names.target,
    Kind.DELTA: Names.delta,
}
_NEW_UNIT_NAMES = {Kind.NEW_Z: Names.z, Kind.NEW_ACTIVATION: Names.activation}


def primed(name: Name) -> str:
    """The name with a prime, before its indices are written: w'_{11}."""
    level = f"({name.level})" if name.level is not None else ""
    bare = Name(name.letter, name.indices).latex.removeprefix(name.letter)
    return f"{name.letter}^{{\\prime{level}}}{bare}"


def _by(latex: str, of: str = "L") -> str:
    return rf"\frac{{\partial {of}}}{{\partial {latex}}}"


class _Symbols:
    """Writes names; composite pieces that cannot be cut become one fragment."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    def write(self, e: Expression) -> list[Fragment]:
        match e:
            case Sum():
                return self._sum(e)
            case Product():
                return self._product(e)
            case Negative():
                return [Fragment("-"), *self._after_sign(e.inner)]
            case Power():
                return self._power(e)
            case Fraction():
                top, bottom = latex_of(self.write(e.top)), latex_of(self.write(e.bottom))
                return [Fragment(rf"\frac{{{top}}}{{{bottom}}}", *_about(e))]
            case Call():
                inner = latex_of(self.write(e.argument))
                return [Fragment(FUNCTIONS[e.name].latex.format(inner), *_about(e))]
            case _:
                return self.leaf(e)

    def leaf(self, e: Expression) -> list[Fragment]:
        match e:
            case Constant():
                return [self.writer.value(e.value)]
            case Subtotal():
                if e.hidden or e.latex:
                    return [Fragment(_dots(e.hidden) if e.hidden else e.latex)]
                return [self.writer.value(e.value)]
            case Partial():
                top, bottom = self.writer.name(e.top), self.writer.name(e.bottom)
                latex = rf"\frac{{\partial {top}}}{{\partial {bottom}}}"
                return [Fragment(latex, e.bottom, e.colour)]
            case Named():
                name = self.writer.name(e.quantity)
                latex = rf"(1 - {name})" if e.complement else name
                return [Fragment(latex, e.quantity, e.colour)]
        raise TypeError(e)

    def _sum(self, e: Sum) -> list[Fragment]:
        pieces = self._signed(e.terms[0], first=True)
        for term in e.terms[1:]:
            pieces += self._signed(term, first=False)
        return pieces

    def _signed(self, term: Expression, first: bool) -> list[Fragment]:
        if isinstance(term, Negative):
            return [Fragment("-"), *self._after_sign(term.inner)]
        pieces = self.write(term)
        if first:
            return pieces
        if len(pieces) == 1 and pieces[0].latex.startswith("-"):
            return [Fragment("-"), pieces[0]._replace(latex=pieces[0].latex[1:])]
        if pieces[0].latex.startswith("-"):
            pieces[0] = pieces[0]._replace(latex=rf"({pieces[0].latex})")
        return [Fragment("+"), *pieces]

    def _after_sign(self, e: Expression) -> list[Fragment]:
        written = self.write(e)
        if isinstance(e, Sum) or (written[0].latex.startswith("-") and len(written) > 1):
            return [Fragment("("), *written, Fragment(")")]
        return self.factor(e, first=False)

    def _product(self, e: Product) -> list[Fragment]:
        pieces: list[Fragment] = []
        for i, factor in enumerate(e.factors):
            written = self.factor(factor, first=i == 0)
            if pieces and self.needs_dot(e, factor):
                pieces.append(DOT)
            pieces += written
        return pieces

    def needs_dot(self, e: Product, factor: Expression) -> bool:
        return e.dots

    def factor(self, e: Expression, first: bool) -> list[Fragment]:
        written = self._wrapped(e, Sum, *(() if first else (Negative,)))
        if not first and len(written) == 1 and written[0].latex.startswith("-"):
            return [written[0]._replace(latex=rf"({written[0].latex})")]
        return written

    def _wrapped(self, e: Expression, *kinds: type) -> list[Fragment]:
        written = self.write(e)
        return [Fragment("("), *written, Fragment(")")] if isinstance(e, kinds) else written

    def _power(self, e: Power) -> list[Fragment]:
        inner = latex_of(self.write(e.base))
        simple = isinstance(e.base, Named | Constant) and not inner.startswith(("-", r"\left"))
        base = inner if simple and not re.search(r"\^|\\cdot", inner) else rf"({inner})"
        return [Fragment(rf"{base}^{self.exponent(e)}", *_about(e))]

    def exponent(self, e: Power) -> str:
        return e.symbol or _grouped(e.exponent)


class _Numbers(_Symbols):
    """Writes numbers in place of names, with dots between factors."""

    def __init__(self, writer: Writer, decimals: int) -> None:
        super().__init__(writer)
        self._decimals = decimals

    def leaf(self, e: Expression) -> list[Fragment]:
        match e:
            case Constant():
                return [self.writer.value(e.value)]
            case Named():
                return [Fragment(self._print(e.value), e.quantity, e.colour)]
            case Partial():
                return [Fragment(self._print(e.value), e.bottom, e.colour)]
            case Subtotal():
                return [Fragment(self._print(e.value))]
        raise TypeError(e)

    def exponent(self, e: Power) -> str:
        return _grouped(e.exponent)

    def _print(self, value: float) -> str:
        return latex_number(value, self.writer.notation, self._decimals)

    def needs_dot(self, e: Product, factor: Expression) -> bool:
        return not isinstance(factor, Sum)


def _dots(n: int) -> str:
    """Dots for terms that are not written out, with their number below."""
    return rf"\underset{{{n}}}{{\cdots}}"


def _grouped(exponent: int) -> str:
    return str(exponent) if 0 <= exponent < 10 else f"{{{exponent}}}"


def _about(e: Expression) -> tuple[Quantity | None, None]:
    """The quantity that a piece is about, where there is just one."""
    found = set(quantities(e))
    return (found.pop() if len(found) == 1 else None), None


def quantities(e: Expression) -> list[Quantity]:
    """Every quantity in a formula, in order."""
    match e:
        case Named():
            return [e.quantity]
        case Partial():
            return [e.bottom]
        case Sum():
            return [q for term in e.terms for q in quantities(term)]
        case Product():
            return [q for factor in e.factors for q in quantities(factor)]
        case Fraction():
            return quantities(e.top) + quantities(e.bottom)
        case Negative():
            return quantities(e.inner)
        case Power():
            return quantities(e.base)
        case Call():
            return quantities(e.argument)
    return []
