"""Numbers short enough to be read in a circle on the canvas, from the back of a room too."""

from functools import lru_cache
from math import isfinite

from core.network.notation import Notation
from core.numbers import MINUS, format_number, significant

NEURON, UNIT = 7, 5
"""How many characters fit a neuron's circle, and one in a block."""
ABOUT = "≈"


@lru_cache(maxsize=1 << 14)
def in_circle(value: float, notation: Notation, room: int = NEURON) -> str:
    """Print a value in about ``room`` characters; one that is only almost whole says so: ≈1, ≈0.

    The formulas and the tooltip have its other digits.
    """
    text = significant(value, notation)
    if not isfinite(value) or (len(text) <= room and "·" not in text):
        return text
    sign, size = MINUS * (value < 0), abs(value)
    if "·" in text and size < 1:
        return f"{ABOUT}0"
    places = room - len(sign) - len(str(int(size))) - 1
    if places < -1:
        return format_number(value, notation, 1)
    shown = f"{size:.{max(places, 0)}f}"
    if float(shown) == round(size) != size:
        return f"{ABOUT}{sign * bool(round(size))}{round(size)}"
    return sign + shown.replace(".", notation.decimal_mark)
