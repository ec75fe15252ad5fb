"""Builds a formula out of small pieces that are typeset once and kept.

ziamath draws a whole formula in 10–70 ms, so a step with new numbers would stutter. Here only the
pieces without inner rows (a symbol with its indices, an operator, a digit) come from ziamath; rows,
fractions and numbers are put together from them, with TeX's spacing. ziamath is imported with the
first formula: it costs a quarter of a second.
"""

from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from gui.formula.shape import EM, Shape, bar, blank, joined, outlined, path_of_svg, scaled
from gui.formula.spacing import Atom, class_of_operator, gap, settled

_AXIS = 0.258 * EM  # the height of fraction bars and minus signs
_RULE = 0.06 * EM
_FRACTION_GAP = 0.14 * EM
_FRACTION_OVERHANG = 0.08 * EM
_FRACTION_BESIDE = 0.11 * EM
_LEAST_NUMERATOR = 0.05 * EM  # how far a numerator hangs below its own baseline, at least
_PLAIN_ASCENT, _PLAIN_DESCENT = 0.85 * EM, 0.3 * EM  # what brackets of usual height go around
_SCRIPT = 0.72
_RAISE, _RAISE_DROP = 0.38 * EM, 0.25 * EM


class Piece(NamedTuple):
    """A part of a row: what it is to its neighbours, and its outline."""

    atom: Atom
    shape: Shape
    text: str = ""


class Row(NamedTuple):
    """A typeset formula, with the classes of its two ends for what stands beside it."""

    shape: Shape
    first: Atom
    last: Atom


def compose(latex: str) -> Row:
    """Typeset LaTeX; whatever is wrong with it raises some exception."""
    return _row(_pieces(_mathml(latex)))


def _mathml(latex: str) -> Element:
    """The outermost row of the formula, as MathML."""
    from latex2mathml.converter import convert

    root = ElementTree.fromstring(convert(latex))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    _mend(root)
    return root[0] if len(root) == 1 and root[0].tag == "mrow" else root


def _mend(element: Element) -> None:
    """Say what is meant, where the two libraries together would draw something else."""
    if element.tag == "mo" and element.text == "∂":
        element.tag, element.text = "mi", "𝜕"  # else it is spaced like an operator
    if element.tag == "mover" and len(element) == 2 and element[1].text == "^":
        element[1].text = "ˆ"  # the small hat, not the wide one
    if element.tag == "mrow" and len(element) > 1 and _is_word(element):
        word = "".join(child.text or "" for child in element)
        element[:] = []
        element.tag, element.text = "mtext", word  # set upright, as one word
        element.set("word", "true")
    for child in element:
        _mend(child)


def _is_word(row: Element) -> bool:
    return all(child.tag == "mi" and child.get("mathvariant") == "normal" for child in row)


def _pieces(row: Element) -> list[Piece]:
    return [piece for child in row for piece in _pieces_of(child)]


def _pieces_of(element: Element) -> list[Piece]:
    tag = element.tag
    if tag in ("mrow", "mstyle") and not _is_fenced(element):
        return [Piece(Atom.ORDINARY, _row(_pieces(element)).shape)]
    if tag == "mn":
        return [Piece(Atom.ORDINARY, _number(element.text or ""))]
    if tag == "mfrac" and not element.attrib:
        return [Piece(Atom.ORDINARY, _fraction(element[0], element[1]))]
    if tag == "mrow" and _is_bracketed(element):
        inner = _row(_pieces(element)).shape
        if inner.ascent <= _PLAIN_ASCENT and inner.descent <= _PLAIN_DESCENT:
            return [Piece(Atom.ORDINARY, inner)]
    if tag == "msup" and _has_long_number(element[1]):
        return [Piece(_atom(element), _power(element[0], element[1]))]
    if tag == "mspace":
        return [Piece(Atom.SPACE, blank(_em(element.get("width", "0"))))]
    return [Piece(_atom(element), _leaf(_source(element)), element.text or "")]


def _is_fenced(element: Element) -> bool:
    return any(child.get("stretchy") == "true" or child.tag == "mtable" for child in element)


def _is_bracketed(element: Element) -> bool:
    """Whether brackets that grow stand around plain things: a growing bracket need not be tall."""
    return (
        len(element) > 2
        and element[0].get("form") == "prefix"
        and element[-1].get("form") == "postfix"
        and not any(child.tag in ("mtable", "mfrac") for child in element.iter())
    )


def _has_long_number(element: Element) -> bool:
    return any(e.tag == "mn" and len(e.text or "") > 1 for e in element.iter())


def _atom(element: Element) -> Atom:
    """The class of a symbol, with or without indices."""
    while element.tag in ("msub", "msup", "msubsup", "munder", "mover", "munderover"):
        element = element[0]
    text = element.text or ""
    if element.tag == "mo":
        return class_of_operator(text)
    if element.get("word") or (element.tag == "mi" and len(text) > 1 and text.isalpha()):
        return Atom.OPERATOR
    return Atom.ORDINARY


def _row(pieces: list[Piece]) -> Row:
    """Put pieces side by side, with the spaces their classes ask for."""
    atoms = settled([piece.atom for piece in pieces])
    x, placed = 0.0, []
    for i, (piece, atom) in enumerate(zip(pieces, atoms, strict=True)):
        x += gap(atoms[i - 1], atom) if i else 0.0
        placed.append((x, 0.0, piece.shape))
        x += piece.shape.width
    if len(pieces) == 1:
        return Row(pieces[0].shape, pieces[0].atom, pieces[0].atom)
    ends = (pieces[0].atom, pieces[-1].atom) if pieces else (Atom.ORDINARY, Atom.ORDINARY)
    return Row(joined(placed, x), *ends)


def _number(digits: str) -> Shape:
    x, placed = 0.0, []
    for digit in digits:
        shape = _leaf(f"<mn>{digit}</mn>")
        placed.append((x, 0.0, shape))
        x += shape.width
    return joined(placed, x)


def _fraction(numerator: Element, denominator: Element) -> Shape:
    """Numerator and denominator in full size, centred about a bar on the axis."""
    above, below = (_row(_pieces_of(e)).shape for e in (numerator, denominator))
    inner = max(above.width, below.width)
    rule = bar(inner + 2 * _FRACTION_OVERHANG, _RULE)
    over = -_AXIS - _RULE / 2 - _FRACTION_GAP - max(above.descent, _LEAST_NUMERATOR)
    under = -_AXIS + _RULE / 2 + _FRACTION_GAP + below.ascent
    left = _FRACTION_BESIDE
    middle = left + rule.width / 2
    return joined(
        [
            (left, -_AXIS + _RULE / 2, rule),
            (middle - above.width / 2, over, above),
            (middle - below.width / 2, under, below),
        ],
        rule.width + 2 * left,
    )


def _power(base: Element, exponent: Element) -> Shape:
    """A base with a small row at its upper right: the numbers in it are not typeset anew."""
    below, above = (_row(_pieces_of(e)).shape for e in (base, exponent))
    small = scaled(above, _SCRIPT)
    rise = max(_RAISE, below.ascent - _RAISE_DROP)
    return joined([(0.0, 0.0, below), (below.width, -rise, small)], below.width + small.width)


def _em(width: str) -> float:
    return float(width.removesuffix("em")) * EM if width.endswith("em") else 0.0


def _source(element: Element) -> str:
    return ElementTree.tostring(element, encoding="unicode")


@lru_cache(maxsize=4096)
def _leaf(source: str) -> Shape:
    """Let ziamath typeset one piece of MathML."""
    math = _ziamath().Math(f"<math><mrow>{source}</mrow></math>", size=EM)
    # ziamath's right edge is the advance width; its left edge is that of the ink, so not used.
    return outlined(path_of_svg(math.svgxml()), math.node.bbox.xmax)


@lru_cache(maxsize=1)
def _ziamath() -> Any:
    ziamath = import_module("ziamath")
    # Otherwise glyphs are references, and each would have to be looked up.
    ziamath.config.svg2 = False
    return ziamath
