"""Numbers short enough for a circle on the canvas."""

from functools import lru_cache
from math import isfinite

from core.network.notation import Notation
from core.numbers import MINUS, format_number, significant

_WIDEST_VALUE = 7


@lru_cache(maxsize=1 << 14)
def in_circle(value: float, notation: Notation) -> str:
    """Print a value in about seven characters; one that is almost whole keeps its zeros: 1.00000.

    Tiny and huge numbers keep two digits of their powers of ten.
    """
    text = significant(value, notation)
    if "·" in text:
        return format_number(value, notation, 1)
    if len(text.lstrip(MINUS)) <= _WIDEST_VALUE or not isfinite(value):
        return text
    whole = len(str(int(abs(value))))
    places = max(0, _WIDEST_VALUE - 1 - whole)
    return f"{value:.{places}f}".replace("-", MINUS).replace(".", notation.decimal_mark)
