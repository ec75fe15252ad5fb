"""The parts of a typed formula put together: each with its values and how it is written."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.network.node import Array
from core.numerics.formula_words import FUNCTIONS, Function, Known

SUM, PRODUCT, SIGN, POWER, ATOM = range(1, 6)
"""How tightly a part binds: one that binds less gets brackets."""


@dataclass(frozen=True)
class Typed:
    """A formula that was read: its values for an array of z, and how it was understood."""

    value: Callable[[Array], Array]
    latex: str
    rank: int = ATOM
    inside: str = ""
    """Of something in brackets: how it is written without them."""

    def __call__(self, z: Array) -> Array:
        """Its values; nan or ∞ where it has none."""
        with np.errstate(all="ignore"):
            found = np.asarray(self.value(np.asarray(z, dtype=float)), dtype=float)
        return np.broadcast_to(found, np.shape(z)).copy()


SIGMA = FUNCTIONS["σ"].latex
Z = Typed(lambda z: z, "z")


def bracketed(latex: str) -> str:
    """What is written, in brackets."""
    return latex if latex.startswith("[") and latex.endswith("]") else rf"\left({latex}\right)"


def opened(part: Typed) -> str:
    """A part without the brackets that a fraction or an exponent makes needless."""
    return part.inside or part.latex


def within(part: Typed, rank: int) -> str:
    """A part in brackets where it would bind less than what is around it."""
    return part.latex if part.rank >= rank else bracketed(part.latex)


def applied(function: Function, left: Typed, right: Typed, latex: str, rank: int) -> Typed:
    """A function of two parts."""
    return Typed(lambda z: function(left.value(z), right.value(z)), latex, rank)


def times(left: Typed, right: Typed) -> Typed:
    """The product of two parts."""
    second = right.latex if right.rank != SIGN else bracketed(right.latex)
    dot = r" \cdot " if right.latex[:1].isdigit() or right.rank == SIGN else r"\,"
    latex = f"{within(left, PRODUCT)}{dot}{second}"
    return applied(np.multiply, left, right, latex, PRODUCT)


def raised(base: Typed, exponent: Typed) -> Typed:
    """A power; an exponent needs no brackets."""
    latex = f"{within(base, ATOM)}^{{{opened(exponent)}}}"
    return applied(power_of, base, exponent, latex, POWER)


def power_of(base: Array, exponent: Array) -> Array:
    """baseᵉ, nan where it is no real number."""
    return np.power(np.asarray(base, dtype=float), np.asarray(exponent, dtype=float))


def called(known: Known, inner: list[Typed], power: Typed | None) -> Typed:
    """A function of its arguments, to a power as in tanh²(z)."""

    def value(z: Array) -> Array:
        found = known.value(*(part.value(z) for part in inner))
        return found if power is None else power_of(found, power.value(z))

    arguments = ", ".join(part.latex for part in inner)
    raised = "" if power is None else f"^{{{power.latex}}}"
    if known.latex == r"\sqrt":
        latex = rf"\sqrt{{{arguments}}}"
        latex = latex if power is None else rf"\left({latex}\right){raised}"
    else:
        latex = rf"{known.latex}{raised}({arguments})"
    return Typed(value, latex, ATOM if power is None else POWER)


def comparing(compare: Function, left: Typed, right: Typed) -> Callable[[Array], Array]:
    """Whether two parts compare so, for every z."""
    return lambda z: compare(left.value(z), right.value(z))


def joined(left: Typed, right: Typed, function: Function, sign: str) -> Typed:
    """Two conditions as one."""

    def value(z: Array) -> Array:
        return function(left.value(z) != 0, right.value(z) != 0) * 1.0

    return Typed(value, f"{left.latex} {sign} {right.latex}")


def cases_of(pieces: list[tuple[Typed, Typed | None]]) -> Typed:
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
