"""Numbers as people write and read them: typed in, printed plain, printed as LaTeX."""

import math
import re
from collections.abc import Callable
from dataclasses import replace

from core.language import translatable
from core.network.errors import NodewiseError
from core.network.notation import LECTURE, Notation

MINUS = "−"
ALL_DIGITS = 17
"""As many decimals as this ask for every digit that a float64 needs, in the shortest form."""
_SCIENTIFIC_BELOW = 1e-4
_SCIENTIFIC_FROM = 1e9


class NumberError(NodewiseError):
    """A text that is not a number."""

    template = translatable("“{text}” is not a number: write it like 2.17, 2,17, -1/3 or 1e-3.")


_DECIMAL = r"[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?"


def grouped(n: int) -> str:
    """A whole number with thin spaces between its thousands: 235 146."""
    return f"{n:,}".replace(",", "\u202f")


def parse_number(text: str) -> float:
    """Read ``2.17``, ``2,17``, ``-1/3``, ``1e-3`` or ``7.9·10⁻⁶``; raise `NumberError`."""
    plain = text.strip().replace(MINUS, "-").replace(" ", "").replace("\u00a0", "")
    plain = re.sub(r"[·×*]10([⁻⁰¹²³⁴-⁹]+)$", lambda m: "e" + _lowered(m[1]), plain)
    match = re.fullmatch(rf"({_DECIMAL})(?:/({_DECIMAL}))?", plain)
    if match is None:
        raise NumberError(text=text)
    top = match[1].replace(",", ".")
    try:
        if match[2] is None:
            value = float(top)
        else:
            from fractions import Fraction  # slow to import, and rarely needed

            value = float(Fraction(top) / Fraction(match[2].replace(",", ".")))
    except (ZeroDivisionError, OverflowError, ValueError):
        raise NumberError(text=text) from None
    if not math.isfinite(value):
        raise NumberError(text=text)
    return value


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_FLAT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def _lowered(text: str) -> str:
    return text.translate(_FLAT)


def _parts(value: float, decimals: int) -> tuple[str, int | None]:
    """Digits of a finite number and its power of ten, None where none is printed.

    At least ``decimals`` digits after the point, and as many that count for small numbers; zeros
    at the end go only where nothing was rounded away.
    """
    if value == 0:
        return "0", None
    size = abs(value)
    short = repr(float(value))
    if decimals >= ALL_DIGITS:
        mantissa, _, power = short.removesuffix(".0").partition("e")
        return mantissa.removesuffix(".0"), int(power) if power else None
    if _SCIENTIFIC_BELOW <= size < _SCIENTIFIC_FROM:
        leading_zeros = max(0, -math.floor(math.log10(size)) - 1)
        places = decimals + leading_zeros if decimals else int(size < 1) + leading_zeros
        places = min(places, 16 - math.floor(math.log10(size)))  # a float64 has no more
        return _trimmed(_not_quite_whole(value, places), value), None
    if "e" not in short and size >= 1 and value == int(value) and size < 1e15:
        return str(int(value)), None
    mantissa, exponent = f"{value:.{max(decimals, 0)}e}".split("e")
    return _trimmed(mantissa, value, int(exponent)), int(exponent)


def _not_quite_whole(value: float, places: int) -> str:
    """Print with as many places as it takes to see that 0.99999998 is not 1, up to 9 more."""
    digits = f"{value:.{places}f}"
    if places == 0 or math.isclose(value, round(value), rel_tol=1e-12):
        return digits
    while float(digits) == round(value) and places < 9:
        places += 1
        digits = f"{value:.{places}f}"
    return digits


def _trimmed(digits: str, value: float, exponent: int = 0) -> str:
    """Drop zeros at the end where the printed digits are the number itself (to 12 figures)."""
    if "." not in digits:
        return digits
    # Not 1.87 + 2.17 = 4.039999…: what differs by rounding only counts as the number itself.
    exact = math.isclose(float(f"{digits}e{exponent}"), value, rel_tol=1e-12)
    return digits.rstrip("0").rstrip(".") if exact else digits


def format_number(value: float, notation: Notation = LECTURE, decimals: int | None = None) -> str:
    """Print a number for the window: true minus, the user's decimals and decimal mark."""
    if not math.isfinite(value):
        return "—" if math.isnan(value) else ("∞" if value > 0 else MINUS + "∞")
    digits, exponent = _parts(value, notation.decimals if decimals is None else decimals)
    text = digits if exponent is None else f"{digits}·10{str(exponent).translate(_RAISED)}"
    return text.replace("-", MINUS).replace(".", notation.decimal_mark)


def latex_number(value: float, notation: Notation = LECTURE, decimals: int | None = None) -> str:
    r"""Print a number as LaTeX: ``7.8892\cdot 10^{-6}``."""
    if not math.isfinite(value):
        return r"\text{—}" if math.isnan(value) else (r"\infty" if value > 0 else r"-\infty")
    digits, exponent = _parts(value, notation.decimals if decimals is None else decimals)
    # Braces keep TeX from spacing the comma as in a list.
    digits = digits.replace(".", "{,}" if notation.decimal_mark == "," else ".")
    return digits if exponent is None else rf"{digits}\cdot 10^{{{exponent}}}"


def significant(value: float, notation: Notation = LECTURE, digits: int = 4) -> str:
    """Print about ``digits`` significant digits, as on the canvas."""
    if value == 0 or not math.isfinite(value):
        return format_number(value, notation)
    magnitude = math.floor(math.log10(abs(value)))
    if abs(value) < _SCIENTIFIC_BELOW:
        return format_number(value, notation, digits - 1)
    return format_number(value, notation, digits - 1 - min(max(magnitude, -1), digits - 1))


_in_use = LECTURE


def probability(value: float, notation: Notation = LECTURE) -> str:
    """Three decimals, where nearly 0 does not look like 0: ``< 0.001``, ``> 0.999``."""
    if 0 < value < 0.0005:
        return f"< {probability(0.001, notation)}"
    if 0.9995 <= value < 1:
        return f"> {probability(0.999, notation)}"
    return f"{value:.3f}".replace("-", MINUS).replace(".", notation.decimal_mark)


def use_decimal_mark(mark: str) -> None:
    """Write the numbers of every `Figure` with this decimal mark, those that exist too."""
    global _in_use
    _in_use = replace(LECTURE, decimal_mark=mark)


class Figure:
    """A number in a `Message`: printed, whenever it is shown, with the decimal mark in use."""

    def __init__(self, value: float, write: Callable[[float, Notation], str] = significant) -> None:
        self.value, self.write = value, write

    def __str__(self) -> str:
        return self.write(self.value, _in_use)


def exact(value: float, notation: Notation = LECTURE) -> str:
    """Print every digit that a float64 needs, as in an edit field."""
    text = repr(float(value))
    return (text[:-2] if text.endswith(".0") else text).replace(".", notation.decimal_mark)
