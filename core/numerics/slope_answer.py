"""Checking a formula that somebody derived for g'(z): many z, against the slope that trains."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from core.language import Message, translatable
from core.network.node import Array
from core.network.notation import LECTURE, Notation
from core.numbers import significant
from core.numerics.activations import ACTIVATIONS, Activation
from core.numerics.typed_formula import Typed, read_formula

PLAIN = (1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 0.0, 3.0, -3.0, 0.25)
"""Where a counterexample is looked for first: z that are easily put in by hand."""
KINKS: Mapping[str, tuple[float, ...]] = {
    "relu": (0.0,),
    "leaky_relu": (0.0,),
    "hard_tanh": (-1.0, 1.0),
    "step": (0.0,),
}
"""Where g has no slope, so that g' is a convention there."""
_REACH, _POINTS, _BESIDE = 12.0, 600, 1e-6


class Textbook(NamedTuple):
    """The derivative as a book writes it: a line of LaTeX or more, and a sentence about it."""

    latex: tuple[str, ...]
    sentence: str = ""


TEXTBOOK: Mapping[str, Textbook] = {
    "identity": Textbook(("g'(z) = 1",)),
    "sigmoid": Textbook(
        (
            r"\sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2}"
            r" = \frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}}",
            r"\sigma'(z) = \sigma(z)\,(1 - \sigma(z)) = A\,(1 - A)",
        ),
        translatable("It is largest at z = 0, where it is ¼, and almost 0 far from there."),
    ),
    "tanh": Textbook(
        (r"g'(z) = 1 - \tanh^2(z) = 1 - A^2",),
        translatable("It is largest at z = 0, where it is 1, and almost 0 far from there."),
    ),
    "relu": Textbook(
        (r"g'(z) = 1\ (z > 0),\quad g'(z) = 0\ (z < 0)",),
        translatable("At z = 0 there is no slope: relu′(0) = 0 is a convention."),
    ),
    "leaky_relu": Textbook(
        (r"g'(z) = 1\ (z > 0),\quad g'(z) = 0.01\ (z < 0)",),
        translatable("At z = 0 there is no slope: 0.01 is a convention."),
    ),
    "elu": Textbook((r"g'(z) = 1\ (z > 0),\quad g'(z) = e^{z}\ (z \le 0)",)),
    "softplus": Textbook((r"g'(z) = \frac{e^{z}}{1 + e^{z}} = \sigma(z)",)),
    "gelu": Textbook(
        (r"g'(z) = \Phi(z) + z\,\varphi(z)",),
        translatable("Φ is the normal distribution function, φ its density."),
    ),
    "silu": Textbook((r"g'(z) = \sigma(z) + z\,\sigma(z)\,(1 - \sigma(z))",)),
    "hard_tanh": Textbook(
        (r"g'(z) = 1\ (-1 < z < 1),\quad g'(z) = 0\ (|z| > 1)",),
        translatable("At z = ±1 there is no slope: 0 is a convention."),
    ),
    "gaussian": Textbook((r"g'(z) = -2z\,e^{-z^2}",)),
    "sine": Textbook((r"g'(z) = \cos(z)",)),
    "square": Textbook(("g'(z) = 2z",)),
    "step": Textbook(
        (r"g'(z) = 0\ (z \ne 0)",),
        translatable("At z = 0 it jumps and has no slope: 0 is a convention."),
    ),
}


class SlopeVerdict(NamedTuple):
    """Whether a formula is g', how it was read, what to say, and a z where it fails, if any."""

    right: bool
    typed: Typed
    said: Message
    hint: Message | None = None
    counterexample: float | None = None


def check_slope(text: str, activation: str, notation: Notation = LECTURE) -> SlopeVerdict:
    """Compare a formula with the slope; raise `FormulaError` where it cannot be read."""
    g = ACTIVATIONS[activation]
    typed = read_formula(text, g.value)
    kinks = np.array(KINKS.get(activation, ()))
    z = _points(kinks)
    wrong = ~_agrees(typed(z), g.slope(z))
    if wrong.any():
        return _counterexample(typed, g, float(z[wrong][0]), z, notation)
    return SlopeVerdict(True, typed, _praise(typed, g, kinks, len(z), notation))


def _points(kinks: Array) -> Array:
    """The plain z first, then many in between that nobody thinks of; without the kinks."""
    beside = np.concatenate([kinks - _BESIDE, kinks + _BESIDE])
    z = np.concatenate([PLAIN, np.linspace(-_REACH, _REACH, _POINTS) + 0.00123, beside])
    return z[~np.isin(z, kinks)]


def _agrees(own: Array, slope: Array) -> Array:
    """Equal up to rounding; a product may have lost its digits where it is next to nothing."""
    with np.errstate(all="ignore"):
        return np.abs(own - slope) <= 1e-6 * np.abs(slope) + 1e-10


def _praise(typed: Typed, g: Activation, kinks: Array, n: int, notation: Notation) -> Message:
    own, ours = typed(kinks), g.slope(kinks)
    differs = ~_agrees(own, ours)
    if not differs.any():
        return Message("✓ Right: it agrees with the slope at all {n} values of z tried.", n=n)
    z, value = float(kinks[differs][0]), float(own[differs][0])
    numbers = {
        "z": significant(z, notation),
        "ours": significant(float(ours[differs][0]), notation),
    }
    if not np.isfinite(value):
        return Message(
            "✓ Right wherever g has a slope. At z = {z} it has none, nor has your formula a value;"
            " here it is {ours}, by convention.",
            **numbers,
        )
    return Message(
        "✓ Right wherever g has a slope. At z = {z} it has none: you take {own}, here it is {ours},"
        " by convention.",
        own=significant(value, notation),
        **numbers,
    )


def _counterexample(
    typed: Typed, g: Activation, at: float, z: Array, notation: Notation
) -> SlopeVerdict:
    one = np.array([at])
    own, slope = float(typed(one)[0]), float(g.slope(one)[0])
    where = significant(at, notation)
    if not np.isfinite(own):
        said = Message("✗ At z = {z} your formula has no value, but g has a slope.", z=where)
    else:
        said = Message(
            "✗ At z = {z} your formula gives {own}, but the slope of g is {slope}.",
            z=where,
            own=significant(own, notation),
            slope=significant(slope, notation),
        )
    return SlopeVerdict(False, typed, said, _hint(typed(z), g, z), at)


def _hint(own: Array, g: Activation, z: Array) -> Message | None:
    """What probably went wrong, where the formula is a known wrong one."""
    value, slope = g.value(z), g.slope(z)

    def is_like(other: Array) -> bool:
        return bool(_agrees(own, other).all())

    if is_like(value):
        return Message("That is g(z) itself: its slope is asked for.")
    if is_like(-slope):
        return Message("Only the sign is wrong: did you forget the minus of an inner derivative?")
    if is_like(1 - value):
        return Message("That is 1 − A: multiply it by A.")
    if is_like(np.square(value)) and g.name == "sigmoid":
        return Message("Did you forget the derivative of what is inside, e^(−z)?")
    if g.name == "relu" and is_like((z < 0) * 1.0):
        return Message("That is 1 on the wrong side of 0.")
    with np.errstate(all="ignore"):
        ratio = own[slope != 0] / slope[slope != 0]
    same = len(ratio) > 0 and bool(np.allclose(ratio, ratio[:1], rtol=1e-4))
    if same and np.isfinite(ratio[0]) and is_like(ratio[0] * slope) and ratio[0]:
        return Message("Only a constant factor is wrong.")
    return None
