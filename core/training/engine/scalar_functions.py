"""Activations and outputs as lines of scalar Python, as accurate as `core.numerics`.

Comparisons are such that a NaN passes on, and no line raises for a finite z.
"""

from collections.abc import Callable
from math import cos, erfc, exp, expm1, log, log1p, sin, sqrt, tanh
from typing import Any

from core.compiling.plan import Plan

LARGE = exp(700.0)


def tanh_slope(z: float) -> float:
    """1 − tanh² z where tanh z is nearly ±1."""
    e = exp(-2.0 * abs(z))
    return 4.0 * e / (1.0 + e) ** 2


def softplus(z: float) -> float:
    """ln(1 + e^z)."""
    return (0.0 if z <= 0.0 else z) + log1p(exp(-abs(z)))


NAMES: dict[str, Any] = {
    "cos": cos, "erfc": erfc, "exp": exp, "expm1": expm1, "log": log, "log1p": log1p, "sin": sin,
    "sqrt": sqrt, "tanh": tanh, "tanh_slope": tanh_slope, "softplus": softplus, "LARGE": LARGE,
}  # fmt: skip
"""What the lines may call."""

_E = "e = LARGE if z < -700.0 else exp(-z)"
_LINES: dict[str, tuple[str, ...]] = {
    "sigmoid": (_E, "a = 1.0 / (1.0 + e)", "s = e * a * a"),
    "tanh": ("a = tanh(z)", "e = a * a", "s = 1.0 - e if e < 0.8 else tanh_slope(z)"),
    "relu": ("a = 0.0 if z <= 0.0 else z",),
    "leaky_relu": ("s = 0.01 if z <= 0.0 else 1.0", "a = s * z"),
    "elu": ("a = expm1(z) if z <= 0.0 else z", "s = exp(z) if z <= 0.0 else 1.0"),
    "softplus": ("a = softplus(z)", "s = exp(z - a)"),
    "gelu": (
        "e = 0.5 * erfc(-z * 0.7071067811865476)",
        "a = z * e",
        "s = e + z * exp(-0.5 * z * z) * 0.3989422804014327",
    ),
    "silu": (_E, "s = 1.0 / (1.0 + e)", "a = z * s", "s = s * (1.0 + a * e)"),
    "hard_tanh": (
        "a = -1.0 if z <= -1.0 else 1.0 if z >= 1.0 else z",
        "s = 0.0 if z <= -1.0 or z >= 1.0 else 1.0",
    ),
    "gaussian": ("a = exp(-z * z)", "s = -2.0 * z * a"),
    "sine": ("a = sin(z)", "s = cos(z)"),
    "square": ("a = z * z", "s = z + z"),
    "step": ("a = 0.0 if z <= 0.0 else z - z + 1.0",),
}


def activation_lines(name: str, z: str, a: str, s: str) -> list[str]:
    """Lines that turn the variable ``z`` into ``a`` and its slope ``s``."""
    if name == "identity":
        return [f"{a} = {z}"]
    return [_renamed(line, {"z": z, "a": a, "s": s}) for line in _LINES[name]]


def _renamed(line: str, names: dict[str, str]) -> str:
    return " ".join(_word(word, names) for word in line.split(" "))


def _word(word: str, names: dict[str, str]) -> str:
    """A word with the variables in it renamed: z, -z, tanh(z), exp(-z)."""
    head, bracket, rest = word.partition("(")
    if bracket:
        return f"{head}({_word(rest, names)}"
    bare = word.strip("-)")
    return word.replace(bare, names.get(bare, bare)) if bare else word


Outputs = Callable[[list[str], list[str], str], tuple[list[str], list[str], str]]
"""From the outputs' z and y and a prefix: lines; each δ without its factor; the row's loss."""


def _identity(z: list[str], y: list[str], p: str) -> tuple[list[str], list[str], str]:
    r = [f"{p}r{k}" for k in range(len(z))]
    lines = [f"{r[k]} = {z[k]} - {y[k]}" for k in range(len(z))]
    return lines, r, " + ".join(f"{v} * {v}" for v in r)


def _sigmoids(z: list[str], p: str) -> list[str]:
    lines = []
    for k, name in enumerate(z):
        lines.append(f"{p}e{k} = LARGE if {name} < -700.0 else exp(-{name})")
        lines.append(f"{p}p{k} = 1.0 / (1.0 + {p}e{k})")
    return lines


def _logistic_squared(z: list[str], y: list[str], p: str) -> tuple[list[str], list[str], str]:
    lines = _sigmoids(z, p)
    lines += [f"{p}r{k} = {p}p{k} - {y[k]}" for k in range(len(z))]
    deltas = [f"{p}r{k} * {p}e{k} * {p}p{k} * {p}p{k}" for k in range(len(z))]
    return lines, deltas, " + ".join(f"{p}r{k} * {p}r{k}" for k in range(len(z)))


def _binary(z: list[str], y: list[str], p: str) -> tuple[list[str], list[str], str]:
    terms = []
    for k, name in enumerate(z):
        if y[k] == "0.0":
            terms.append(f"softplus({name})")
        elif y[k] == "1.0":
            terms.append(f"softplus(-{name})")
        else:
            terms.append(f"{y[k]} * softplus(-{name}) + (1.0 - {y[k]}) * softplus({name})")
    deltas = [f"({p}p{k} - {y[k]})" for k in range(len(z))]
    return _sigmoids(z, p), deltas, " + ".join(terms)


def _logistic_multi(z: list[str], y: list[str], p: str) -> tuple[list[str], list[str], str]:
    deltas = [f"-{y[k]} * {p}e{k} * {p}p{k}" for k in range(len(z))]
    terms = [f"{y[k]} * softplus(-{name})" for k, name in enumerate(z)]
    return _sigmoids(z, p), deltas, " + ".join(terms)


def _softmaxes(z: list[str], p: str) -> list[str]:
    n = range(len(z))
    highest = f"max({', '.join(z)})" if len(z) > 1 else z[0]
    return [
        f"{p}m = {highest}",
        *(f"{p}d{k} = {z[k]} - {p}m" for k in n),
        *(f"{p}e{k} = exp({p}d{k})" for k in n),
        f"{p}t = {' + '.join(f'{p}e{k}' for k in n)}",
        *(f"{p}p{k} = {p}e{k} / {p}t" for k in n),
    ]


def _multi(z: list[str], y: list[str], p: str) -> tuple[list[str], list[str], str]:
    n = range(len(z))
    lines = [*_softmaxes(z, p), f"{p}w = {' + '.join(y)}"]
    deltas = [f"({p}p{k} * {p}w - {y[k]})" for k in n]
    loss = f"{p}w * log({p}t) - ({' + '.join(f'{y[k]} * {p}d{k}' for k in n)})"
    return lines, deltas, loss


def _softmax_squared(z: list[str], y: list[str], p: str) -> tuple[list[str], list[str], str]:
    n = range(len(z))
    lines = [
        *_softmaxes(z, p),
        *(f"{p}r{k} = {p}p{k} - {y[k]}" for k in n),
        f"{p}q = {' + '.join(f'{p}p{k} * {p}r{k}' for k in n)}",
    ]
    deltas = [f"{p}p{k} * ({p}r{k} - {p}q)" for k in n]
    return lines, deltas, " + ".join(f"{p}r{k} * {p}r{k}" for k in n)


def outputs_of(plan: Plan) -> tuple[Outputs, float] | None:
    """The outputs' lines and the factor that their δ lack; None for a pair that is not here."""
    pair = (plan.output_function.name, plan.loss.name)
    if pair[1] not in ("binary_cross_entropy", "cross_entropy"):
        squared: dict[str, Outputs] = {
            "identity": _identity, "logistic": _logistic_squared, "softmax": _softmax_squared,
        }  # fmt: skip
        return squared[pair[0]], 2.0
    known: dict[tuple[str, str], Outputs] = {
        ("logistic", "binary_cross_entropy"): _binary,
        ("logistic", "cross_entropy"): _logistic_multi,
        ("softmax", "cross_entropy"): _multi,
    }
    return (known[pair], 1.0) if pair in known else None
