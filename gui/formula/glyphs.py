"""The pieces that ziamath draws: symbols with their indices, signs, digits, brackets of any height.

The usual ones are `shipped`. Each other one costs 1–5 ms once. ziamath is imported with the first
of these, for half a second; `load` does that beforehand, from another thread if wanted.
"""

import warnings
from functools import lru_cache
from html import escape
from importlib import import_module
from typing import Any

from gui.formula.shape import AXIS, EM, Outline, Shape, outlined, outlines_in, path_along
from gui.formula.shipped import outlines_of

_WORD_BEARING = 0.03 * EM


@lru_cache(maxsize=4096)
def glyph(source: str) -> Shape:
    """The outline of one piece of MathML."""
    outlines, width = outlines_of(source) or drawn(source)
    return outlined([path_along(outline) for outline in outlines], width)


def drawn(source: str) -> tuple[list[Outline], float]:
    """Let ziamath typeset one piece of MathML: its outlines and how wide it is."""
    math = _ziamath().Math(f"<math><mrow>{source}</mrow></math>", size=EM)
    # ziamath's right edge is the advance width; its left edge is that of the ink, so not used.
    return outlines_in(math.svgxml()), math.node.bbox.xmax


def digit(character: str) -> Shape:
    """A digit or a decimal point."""
    return glyph(f"<mn>{character}</mn>")


@lru_cache(maxsize=256)
def word(text: str) -> Shape:
    """An upright word, as the name of a function."""
    shape = glyph(f"<mtext>{escape(text, quote=False)}</mtext>")
    right = max((path.boundingRect().right() for path in shape.paths), default=0.0)
    return Shape(shape.paths, right + _WORD_BEARING, shape.ascent, shape.descent)


def bracket(character: str, is_opening: bool, height: float) -> Shape:
    """A bracket around the axis, at least about ``height`` tall."""
    form = "prefix" if is_opening else "postfix"
    half = round(height / EM * 5) / 10
    up, down = half + AXIS / EM, half - AXIS / EM
    sign = f'<mo stretchy="true" fence="true" form="{form}">{escape(character, quote=False)}</mo>'
    room = f'<mspace width="0em" height="{up:.3f}em" depth="{down:.3f}em"/>'
    return glyph(sign + room if is_opening else room + sign)


def is_loaded() -> bool:
    """Return whether the next piece is typeset without loading anything first."""
    return _ziamath.cache_info().currsize > 0


def load() -> None:
    """Load the library with its font."""
    _ziamath()


@lru_cache(maxsize=1)
def _ziamath() -> Any:
    with warnings.catch_warnings():
        # It finds its font in a way that some versions of Python call outdated.
        warnings.simplefilter("ignore", DeprecationWarning)
        ziamath = import_module("ziamath")
    # Otherwise glyphs are references, and each would have to be looked up.
    ziamath.config.svg2 = False
    ziamath.Math("<math><mi>x</mi></math>", size=EM)  # reads the font
    return ziamath
