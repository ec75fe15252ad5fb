"""Letters with many indices, as w₁₁ or w₂₃⁽²⁾: the letter with its first digit, and more digits.

ziamath needs 5 ms for each new name, and a network of a hundred edges has a hundred. Only the
first digit has its own distance from the letter; the rest follow at their own width.
"""

from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from gui.formula.glyphs import glyph
from gui.formula.shape import EM, Shape, joined, outlined

_COMMA_WIDTH = 0.2 * EM


def without_hat(element: Element) -> Element | None:
    """The same letter with its indices but without the hat on it; None if it has none."""
    hat = element[0]
    if hat.tag != "mover" or hat.get("accent") != "true":
        return None
    bare = Element(element.tag)
    bare.extend([hat[0], *element[1:]])
    return bare


def hatted(bare: Shape, hat: Element) -> Shape:
    """Put a hat back on a letter that got its indices without it, so that they stand as usual."""
    letter, both = glyph(_source(hat[0])), glyph(_source(hat))
    on_top = outlined(both.paths[len(letter.paths) :], bare.width)
    return joined([(0.0, 0.0, bare), (0.0, 0.0, on_top)], bare.width)


def indexed(element: Element) -> Shape | None:
    """The outline of a ``msub`` or ``msubsup`` with several digits below; None for any other."""
    base, lower = element[0], element[1]
    digits = "".join(e.text or "" for e in lower.iter())
    if len(digits) < 2 or not all(c in "0123456789," for c in digits) or digits[0] == ",":
        return None
    first = Element("mn")
    first.text = digits[0]
    below = _scripted("msub", base, first)
    head, drop = below, 0.0
    if element.tag == "msubsup":
        head = _scripted("msubsup", base, first, element[2])
        place = len(glyph(_source(base)).paths)  # of the first digit, after the letter
        drop = _bottom(head, place) - _bottom(below, place)
    return _followed(head, below.width, drop, digits[1:])


def _followed(head: Shape, x: float, drop: float, digits: str) -> Shape:
    placed = [(0.0, 0.0, head)]
    for character in digits:
        digit = _small(character)
        placed.append((x, drop, digit))
        x += digit.width
    return joined(placed, max(x, head.width))


def _bottom(shape: Shape, place: int) -> float:
    return shape.paths[place].boundingRect().bottom()


@lru_cache(maxsize=16)
def _small(character: str) -> Shape:
    """A digit or comma as an index, already lowered: what it adds to a bare letter."""
    tag = "mo" if character == "," else "mn"
    bare = glyph("<mi>x</mi>")
    both = glyph(f"<msub><mi>x</mi><{tag}>{character}</{tag}></msub>")
    if character == ",":
        path = both.paths[-1]
        return outlined([path.translated(-path.boundingRect().left(), 0)], _COMMA_WIDTH)
    return outlined([both.paths[-1].translated(-bare.width, 0)], both.width - bare.width)


def _scripted(tag: str, *parts: Element) -> Shape:
    return glyph(f"<{tag}>{''.join(_source(part) for part in parts)}</{tag}>")


def _source(element: Element) -> str:
    return ElementTree.tostring(element, encoding="unicode")
