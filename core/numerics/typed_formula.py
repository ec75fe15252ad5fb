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
from dataclasses import dataclass

import numpy as np

from core.language import translatable
from core.network.node import Array
from core.numerics.activations import sigmoid
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
_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(1, 6)
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


@dataclass(frozen=True)
class Typed:
    """A formula that was read: its values for an array of z, and how it was understood."""

    value: Callable[[Array], Array]
    latex: str
    rank: int = _ATOM
    inside: str = ""
    """Of something in brackets: how it is written without them."""

    def __call__(self, z: Array) -> Array:
        """Its values; nan or ∞ where it has none."""
        with np.errstate(all="ignore"):
            found = np.asarray(self.value(np.asarray(z, dtype=float)), dtype=float)
        return np.broadcast_to(found, np.shape(z)).copy()


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
        return _cases(pieces)

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
            left = _joined(left, self._both(), np.logical_or, r"\lor")
        return left

    def _both(self) -> Typed:
        left = self._comparison()
        while self._took("and"):
            left = _joined(left, self._comparison(), np.logical_and, r"\land")
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
            holds.append(_comparing(compare, left, right))
            latex, left = f"{latex} {sign} {right.latex}", right
        return Typed(lambda z: np.all([h(z) for h in holds], axis=0) * 1.0, f"[{latex}]")

    # Arithmetic

    def _sum(self) -> Typed:
        left = self._product()
        while self._is("+", "-"):
            sign = self._take().text
            right = self._product()
            latex = f"{left.latex} {sign} {_in(right, _PRODUCT)}"
            left = _applied(np.add if sign == "+" else np.subtract, left, right, latex, _SUM)
        return left

    def _product(self) -> Typed:
        left = self._sign()
        while True:
            if self._took("*"):
                left = _times(left, self._sign())
            elif self._took("/"):
                right = self._sign()
                latex = rf"\frac{{{_open(left)}}}{{{_open(right)}}}"
                left = _applied(np.divide, left, right, latex, _PRODUCT)
            elif self._token.kind in ("number", "name") or self._is("("):
                left = _times(left, self._power())
            else:
                return left

    def _sign(self) -> Typed:
        if self._took("+"):
            return self._sign()
        if self._took("-"):
            inner = self._deeper(self._sign)
            return Typed(lambda z: -inner.value(z), f"-{_in(inner, _SIGN)}", _SIGN)
        return self._power()

    def _power(self) -> Typed:
        base = self._atom()
        if not self._took("^"):
            return base
        exponent = self._deeper(self._sign)
        return _raised(base, exponent)

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
            return Typed(inner.value, _bracketed(inner.latex), inside=inner.latex)
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
            return Typed(sigmoid, rf"{_SIGMA}(z)")
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
        if self._token.kind in ("number", "name") and known.latex not in (_SIGMA, "g"):
            inner = self._deeper(self._power)
            return _call(known, [inner], power)
        if known.arity is None:
            raise self._problem()
        self._bare.add(known.latex)
        return _call(known, [_Z], power)

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
            factor = Typed(inner[0].value, _bracketed(inner[0].latex))
            return _times(_call(known, [_Z], power), factor)
        if known.arity is not None and len(inner) != known.arity:
            raise UnexpectedError(rest=",")
        return _call(known, inner, power)


_SIGMA = FUNCTIONS["σ"].latex
_Z = Typed(lambda z: z, "z")


def _bracketed(latex: str) -> str:
    return latex if latex.startswith("[") and latex.endswith("]") else rf"\left({latex}\right)"


def _open(part: Typed) -> str:
    """A part without the brackets that a fraction or an exponent makes needless."""
    return part.inside or part.latex


def _in(part: Typed, rank: int) -> str:
    """A part in brackets where it would bind less than what is around it."""
    return part.latex if part.rank >= rank else _bracketed(part.latex)


def _applied(function: Function, left: Typed, right: Typed, latex: str, rank: int) -> Typed:
    return Typed(lambda z: function(left.value(z), right.value(z)), latex, rank)


def _times(left: Typed, right: Typed) -> Typed:
    second = right.latex if right.rank != _SIGN else _bracketed(right.latex)
    dot = r" \cdot " if right.latex[:1].isdigit() or right.rank == _SIGN else r"\,"
    latex = f"{_in(left, _PRODUCT)}{dot}{second}"
    return _applied(np.multiply, left, right, latex, _PRODUCT)


def _raised(base: Typed, exponent: Typed) -> Typed:
    latex = f"{_in(base, _ATOM)}^{{{_open(exponent)}}}"
    return _applied(_power, base, exponent, latex, _POWER)


def _power(base: Array, exponent: Array) -> Array:
    return np.power(np.asarray(base, dtype=float), np.asarray(exponent, dtype=float))


def _call(known: Known, inner: list[Typed], power: Typed | None) -> Typed:
    def value(z: Array) -> Array:
        found = known.value(*(part.value(z) for part in inner))
        return found if power is None else _power(found, power.value(z))

    arguments = ", ".join(part.latex for part in inner)
    raised = "" if power is None else f"^{{{power.latex}}}"
    if known.latex == r"\sqrt":
        latex = rf"\sqrt{{{arguments}}}"
        latex = latex if power is None else rf"\left({latex}\right){raised}"
    else:
        latex = rf"{known.latex}{raised}({arguments})"
    return Typed(value, latex, _ATOM if power is None else _POWER)


def _comparing(compare: Function, left: Typed, right: Typed) -> Callable[[Array], Array]:
    return lambda z: compare(left.value(z), right.value(z))


def _joined(left: Typed, right: Typed, function: Function, sign: str) -> Typed:
    def value(z: Array) -> Array:
        return function(left.value(z) != 0, right.value(z) != 0) * 1.0

    return Typed(value, f"{left.latex} {sign} {right.latex}")


def _cases(pieces: list[tuple[Typed, Typed | None]]) -> Typed:
    """The value of the first piece whose condition holds."""

    def value(z: Array) -> Array:
        found: Array = np.zeros(np.shape(z))
        for part, condition in reversed(pieces):
            own = np.broadcast_to(part.value(z), np.shape(z))
            found = own if condition is None else np.where(condition.value(z) != 0, own, found)
        return found

    texts = [
        part.latex + (rf"\ ({_plain(condition.latex)})" if condition else "")
        for part, condition in pieces
    ]
    return Typed(value, r",\ ".join(texts), 0)


def _plain(latex: str) -> str:
    return latex[1:-1] if latex.startswith("[") and latex.endswith("]") else latex
