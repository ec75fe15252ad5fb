r"""The words of a typed formula: its tokens, and the functions and constants it may name."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from core.language import translatable
from core.network.errors import NodewiseError
from core.network.node import Array
from core.numerics.activations import ACTIVATIONS, sigmoid, softplus

LONGEST = 200
Function = Callable[..., Array]


class FormulaError(NodewiseError):
    """A typed formula that cannot be read."""


class TooLongError(FormulaError):
    """More than `LONGEST` characters, or brackets too deep."""

    template = translatable("This formula is too long to be read: write it more simply.")


class StrangeSignError(FormulaError):
    """A character that no formula has."""

    template = translatable("“{sign}” has no meaning here: write * for times, / for divided, ^.")


class UnknownNameError(FormulaError):
    """A word that is neither z nor a function."""

    template = translatable(
        "“{name}” is not known: use z, e, π, A for g(z), and exp, ln, σ, tanh, sin, cos, sqrt, max."
    )


class AnswerItselfError(FormulaError):
    """A derivative inside the formula."""

    template = translatable("The derivative itself is asked for: write it without ′.")


class Token(NamedTuple):
    """``kind`` is number, name, sign or end; ``at`` is where it begins in the text."""

    kind: str
    text: str
    at: int


class Known(NamedTuple):
    """A function of so many arguments, None for one or more, and how it is typeset."""

    value: Function
    latex: str
    arity: int | None = 1


def _largest(*values: Array) -> Array:
    return np.maximum.reduce(np.broadcast_arrays(*values))


def _smallest(*values: Array) -> Array:
    return np.minimum.reduce(np.broadcast_arrays(*values))


def _normal_density(z: Array) -> Array:
    return np.exp(-0.5 * np.square(z)) / np.sqrt(2.0 * np.pi)


def _normal_cdf(z: Array) -> Array:
    gelu = ACTIVATIONS["gelu"].value  # z Φ(z)
    return np.where(z == 0, 0.5, gelu(z) / np.where(z == 0, 1.0, z))


_SIGMA = Known(sigmoid, r"\sigma")
_SIGN = Known(np.sign, r"\operatorname{sign}")
FUNCTIONS: Mapping[str, Known] = {
    "exp": Known(np.exp, r"\exp"),
    **dict.fromkeys(("ln", "log"), Known(np.log, r"\ln")),
    **dict.fromkeys(("sqrt", "√"), Known(np.sqrt, r"\sqrt")),
    **dict.fromkeys(("sin", "sen"), Known(np.sin, r"\sin")),
    "cos": Known(np.cos, r"\cos"),
    **dict.fromkeys(("tan", "tg"), Known(np.tan, r"\tan")),
    **dict.fromkeys(("tanh", "tgh"), Known(np.tanh, r"\tanh")),
    "sinh": Known(np.sinh, r"\sinh"),
    "cosh": Known(np.cosh, r"\cosh"),
    "sech": Known(lambda z: 1.0 / np.cosh(z), r"\operatorname{sech}"),
    **dict.fromkeys(("sigma", "σ", "sigmoid", "sigmoide", "logistic", "logística"), _SIGMA),
    "relu": Known(lambda z: np.maximum(z, 0.0), r"\operatorname{ReLU}"),
    "softplus": Known(softplus, r"\operatorname{softplus}"),
    "abs": Known(np.abs, r"\operatorname{abs}"),
    **dict.fromkeys(("sign", "sgn", "signo"), _SIGN),
    **dict.fromkeys(("φ", "ϕ", "phi"), Known(_normal_density, r"\varphi")),
    "Φ": Known(_normal_cdf, r"\Phi"),
    "Phi": Known(_normal_cdf, r"\Phi"),
    "max": Known(_largest, r"\max", None),
    "min": Known(_smallest, r"\min", None),
}
CONSTANTS: Mapping[str, tuple[float, str]] = {
    "e": (float(np.e), "e"),
    "pi": (float(np.pi), r"\pi"),
    "π": (float(np.pi), r"\pi"),
}
VARIABLE = ("z", "x", "Z", "X")
OWN = ("A", "a")
"""What the value of the activation itself is called; g(z) is the same."""

_WORDS = {
    "if": "if", "si": "if", "when": "if", "for": "if", "para": "if", "cuando": "if",
    "else": "else", "sino": "else", "otherwise": "else",
    "and": "and", "y": "and", "or": "or", "o": "or",
}  # fmt: skip
_TYPED = {
    "−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "÷": "/", "**": "^", "<=": "≤", ">=": "≥",
    "=<": "≤", "=>": "≥", "!=": "≠", "==": "=", "[": "(", "]": ")", "{": "(", "}": ")",
}  # fmt: skip
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TOKEN = re.compile(
    r"(?P<number>(?:\d+(?:[.,]\d+|\.)?|[.,]\d+)(?:[eE][+-]?\d+(?![A-Za-z(]))?)"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<name>[A-Za-zÀ-ÖØ-öø-ÿΑ-Ωα-ωϕ]+)"
    r"|(?P<sign>\*\*|<=|>=|=<|=>|!=|==|[-+*/^()\[\]{}|<>=≤≥≠,;−–·×⋅÷√½¼])"
    r"|(?P<space>\s+)"
)
_PARTS = {"½": 0.5, "¼": 0.25}


def tokens(text: str) -> list[Token]:
    """Cut a formula into tokens, the last of kind ``end``; raise `FormulaError`."""
    if len(text) > LONGEST:
        raise TooLongError()
    if re.search(r"['′’]", text):
        raise AnswerItselfError()
    text = re.sub(r"\b(si no|en otro caso|en caso contrario|de lo contrario)\b", "otherwise", text)
    found = [token for piece in _cut(text) for token in piece]
    return [*found, Token("end", "", len(text))]


def _cut(text: str) -> list[list[Token]]:
    pieces, at, inside = [], 0, [False]
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise StrangeSignError(sign=text[at])
        kind, piece = str(match.lastgroup), match[0]
        if kind == "number" and "," in piece and inside[-1]:  # max(0,1): two numbers
            piece = piece.partition(",")[0] or ","
            kind = "number" if piece != "," else "sign"
        pieces.append(_read(kind, piece, at))
        if piece in "([{":
            before = pieces[-2][0].text if len(pieces) > 1 and pieces[-2] else ""
            inside.append(before in ("max", "min") and ";" not in text)
        elif piece in ")]}" and len(inside) > 1:
            inside.pop()
        at += len(piece)
    return pieces


def _read(kind: str, piece: str, at: int) -> list[Token]:
    if kind == "space":
        return []
    if kind == "raised":
        return [Token("sign", "^", at), Token("number", piece.translate(_RAISED), at)]
    if piece in _PARTS:
        return [Token("number", str(_PARTS[piece]), at)]
    if kind == "number":
        return [Token("number", piece.replace(",", "."), at)]
    if kind == "name" and piece.lower() in _WORDS:
        return [Token("word", _WORDS[piece.lower()], at)]
    if piece == "√":
        return [Token("name", piece, at)]
    return [Token(kind, _TYPED.get(piece, piece), at)]
