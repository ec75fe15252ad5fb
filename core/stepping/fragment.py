"""The pieces that a formula is typeset from."""

from typing import NamedTuple

from core.stepping.quantity import Colour, Quantity


class Fragment(NamedTuple):
    """A piece of LaTeX that stands on its own, the number it shows and its colour in a chain."""

    latex: str
    quantity: Quantity | None = None
    colour: Colour | None = None
