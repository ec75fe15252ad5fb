r"""Formulas in z as students type them, read by recursive descent: nothing typed is executed.

``s*(1-s)``, ``σ(z)(1−σ(z))``, ``e^-z/(1+e^-z)^2``, ``1 if z>0 else 0``, ``z>0``, ``1 − tanh²z``:

    cases      = piece { ("," | ";" | else) piece }
    piece      = either [ if either ] | either else
    either     = both { or both };  both = comparison { and comparison }
    comparison = sum { ("<" | "≤" | ">" | "≥" | "=" | "≠") sum }
    sum        = product { ("+" | "-") product }
    product    = sign { ("*" | "/" | nothing) sign }
    sign       = ("-" | "+") sign | power
    power      = atom [ "^" sign ]
    atom       = number | z | constant | function argument | "(" cases ")" | "|" sum "|"
"""

from collections.abc import Callable

import numpy as np

from core.language import translatable
from core.numerics.activations import sigmoid
from core.numerics.formula_parts import (
    PRODUCT,
    SIGMA,
    SIGN,
    SUM,
    Typed,
    Z,
    applied,
    bracketed,
    called,
    cases_of,
    comparing,
    joined,
    opened,
    raised,
    times,
    within,
)
from core.numerics.formula_words import (
    CONSTANTS,
    FUNCTIONS,
    OWN,
    VARIABLE,
    FormulaError,
    Function,
    Known,
    Token,
    TooLongError,
    UnknownNameError,
    tokens,
)

__all__ = ["FormulaError", "Typed", "read_formula"]

DEEPEST = 40
_COMPARISONS: dict[str, tuple[Function, str]] = {
    "<": (np.less, "<"), ">": (np.greater, ">"), "≤": (np.less_equal, r"\le"),
    "≥": (np.greater_equal, r"\ge"), "=": (np.equal, "="), "≠": (np.not_equal, r"\ne"),
}  # fmt: skip


class EndsEarlyError(FormulaError):
    """Something is missing at the end."""

    template = translatable("The formula ends too early: a number, z or a bracket is missing.")


class UnexpectedError(FormulaError):
    """Something stands where it cannot."""

    template = translatable("“{rest}” cannot stand there: is a sign or a bracket missing before?")


def read_formula(text: str, g: Function | None = None) -> Typed:
    """Read a formula in z, where A and g(z) are the values of ``g``; raise `FormulaError`."""
    parser = _Parser(tokens(text), g)
    found = parser.cases()
    parser.expect_end()
    return found


class _Parser:
    def __init__(self, found: list[Token], g: Function | None) -> None:
        self._tokens, self._at, self._depth = found, 0, 0
        self._g = g
        self._bare: set[str] = set()
        """The functions that were named without an argument: σ in σ(1 − σ)."""

    # Reading along

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    def _is(self, *texts: str) -> bool:
        return self._token.kind in ("sign", "word") and self._token.text in texts

    def _take(self) -> Token:
        token = self._token
        self._at += 1
        return token

    def _took(self, *texts: str) -> bool:
        if self._is(*texts):
            self._at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._took(text):
            raise self._problem()

    def expect_end(self) -> None:
        """Raise `FormulaError` unless everything was read."""
        if self._token.kind != "end":
            raise self._problem()

    def _problem(self) -> FormulaError:
        if self._token.kind == "end":
            return EndsEarlyError()
        return UnexpectedError(rest=self._token.text)

    # Cases and conditions

    def cases(self) -> Typed:
        """``1 if z>0 else 0``, ``1 if z>0, 0 otherwise``; 0 where no condition holds."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooLongError()
        pieces = [self._piece()]
        while pieces[-1][1] is not None and (self._took(",", ";") or self._took("else")):
            if self._token.kind == "end" or self._is(")"):
                break
            pieces.append(self._piece())
        self._depth -= 1
        first, condition = pieces[0]
        if condition is None:
            return first
        return cases_of(pieces)

    def _piece(self) -> tuple[Typed, Typed | None]:
        value = self._either()
        if self._took("if"):
            return value, self._either()
        if self._is("else"):  # 0 otherwise
            self._take()
        return value, None

    def _either(self) -> Typed:
        left = self._both()
        while self._took("or"):
            left = joined(left, self._both(), np.logical_or, r"\lor")
        return left

    def _both(self) -> Typed:
        left = self._comparison()
        while self._took("and"):
            left = joined(left, self._comparison(), np.logical_and, r"\land")
        return left

    def _comparison(self) -> Typed:
        """``z > 0`` is 1 where it holds, else 0; ``-1 < z < 1`` is both."""
        left = self._sum()
        if not self._is(*_COMPARISONS):
            return left
        latex, holds = left.latex, []
        while self._is(*_COMPARISONS):
            compare, sign = _COMPARISONS[self._take().text]
            right = self._sum()
            holds.append(comparing(compare, left, right))
            latex, left = f"{latex} {sign} {right.latex}", right
        return Typed(lambda z: np.all([h(z) for h in holds], axis=0) * 1.0, f"[{latex}]")

    # Arithmetic

    def _sum(self) -> Typed:
        left = self._product()
        while self._is("+", "-"):
            sign = self._take().text
            right = self._product()
            latex = f"{left.latex} {sign} {within(right, PRODUCT)}"
            left = applied(np.add if sign == "+" else np.subtract, left, right, latex, SUM)
        return left

    def _product(self) -> Typed:
        left = self._sign()
        while True:
            if self._took("*"):
                left = times(left, self._sign())
            elif self._took("/"):
                right = self._sign()
                latex = rf"\frac{{{opened(left)}}}{{{opened(right)}}}"
                left = applied(np.divide, left, right, latex, PRODUCT)
            elif self._token.kind in ("number", "name") or self._is("("):
                left = times(left, self._power())
            else:
                return left

    def _sign(self) -> Typed:
        if self._took("+"):
            return self._sign()
        if self._took("-"):
            inner = self._deeper(self._sign)
            return Typed(lambda z: -inner.value(z), f"-{within(inner, SIGN)}", SIGN)
        return self._power()

    def _power(self) -> Typed:
        base = self._atom()
        if not self._took("^"):
            return base
        exponent = self._deeper(self._sign)
        return raised(base, exponent)

    def _deeper(self, rule: Callable[[], Typed]) -> Typed:
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooLongError()
        found = rule()
        self._depth -= 1
        return found

    # Atoms

    def _atom(self) -> Typed:
        if self._token.kind == "number":
            number, text = float(self._token.text), self._take().text
            return Typed(lambda z: np.full(np.shape(z), number), text)
        if self._token.kind == "name":
            return self._named(self._take().text)
        if self._took("("):
            inner = self.cases()
            self._expect(")")
            return Typed(inner.value, bracketed(inner.latex), inside=inner.latex)
        if self._took("|"):
            inner = self._deeper(self._sum)
            self._expect("|")
            return Typed(lambda z: np.abs(inner.value(z)), f"|{inner.latex}|")
        raise self._problem()

    def _named(self, name: str) -> Typed:
        if name in VARIABLE:
            return Typed(lambda z: z, "z")
        if name in CONSTANTS:
            number, latex = CONSTANTS[name]
            return Typed(lambda z: np.full(np.shape(z), number), latex)
        known = FUNCTIONS.get(name) or FUNCTIONS.get(name.lower())
        if known is not None:
            return self._function(known)
        if name == "g" and self._g is not None:
            return self._function(Known(self._g, "g"))
        if name in OWN and self._g is not None:
            return Typed(self._g, "A")
        if name in ("s", "S"):
            return Typed(sigmoid, rf"{SIGMA}(z)")
        if len(name) > 1 and name[0] in VARIABLE:  # zσ(z): a product
            rest = Token("name", name[1:], self._tokens[self._at - 1].at + 1)
            self._tokens.insert(self._at, rest)
            return self._named(name[0])
        raise UnknownNameError(name=name)

    def _function(self, known: Known) -> Typed:
        """``f(z)``, ``f z``, ``f²(z)``, or ``f`` alone, which is f(z)."""
        power = None
        if known.arity is not None and self._is("^") and self._is_power_of_a_function():
            self._take()
            power = self._atom()
        if self._is("("):
            return self._called(known, power)
        if self._token.kind in ("number", "name") and known.latex not in (SIGMA, "g"):
            inner = self._deeper(self._power)
            return called(known, [inner], power)
        if known.arity is None:
            raise self._problem()
        self._bare.add(known.latex)
        return called(known, [Z], power)

    def _is_power_of_a_function(self) -> bool:
        """Return whether ``^2`` is followed by an argument, as in tanh^2(z)."""
        exponent, after = self._tokens[self._at + 1], self._tokens[self._at + 2 :][:1]
        if exponent.kind != "number" or not after:
            return False
        return after[0].kind == "name" or after[0].text == "("

    def _called(self, known: Known, power: Typed | None) -> Typed:
        before, self._bare = self._bare, set()
        self._take()
        inner = [self.cases()]
        while self._took(",", ";"):
            inner.append(self.cases())
        self._expect(")")
        # In σ(1 − σ) the bracket is a factor, not what σ is taken of.
        is_factor = known.latex in self._bare and len(inner) == 1
        self._bare |= before
        if is_factor:
            self._bare.add(known.latex)
            factor = Typed(inner[0].value, bracketed(inner[0].latex))
            return times(called(known, [Z], power), factor)
        if known.arity is not None and len(inner) != known.arity:
            raise UnexpectedError(rest=",")
        return called(known, inner, power)
