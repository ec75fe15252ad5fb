"""Builds a formula out of small pieces that are typeset once and kept.

ziamath draws a whole formula in 10–70 ms, so a step with new numbers would stutter. Here only the
pieces without inner rows (a symbol with its indices, a sign, a digit) come from ziamath; rows,
fractions, matrices and numbers are put together from them, with TeX's spacing.
"""

from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from gui.formula.glyphs import bracket, digit, glyph, word
from gui.formula.grid import Cell, grid
from gui.formula.mathml import parse
from gui.formula.root import root
from gui.formula.scripts import hatted, indexed, without_hat
from gui.formula.shape import AXIS, EM, Shape, bar, blank, joined, scaled
from gui.formula.spacing import Atom, class_of_operator, gap, settled

_RULE = 0.06 * EM
_FRACTION_GAP = 0.14 * EM
_FRACTION_OVERHANG = 0.08 * EM
_FRACTION_BESIDE = 0.11 * EM
_LEAST_DESCENT = 0.05 * EM  # of a numerator, so that digits and letters hang alike
_PLAIN_ASCENT, _PLAIN_DESCENT = 0.9 * EM, 0.34 * EM  # what brackets of usual height go around
_SCRIPT = 0.72
_RAISE, _RAISE_DROP = 0.38 * EM, 0.32 * EM
_DOT_BESIDE = 0.07 * EM
_FENCES = {"prefix": Atom.OPENING, "postfix": Atom.CLOSING}
_SCRIPTED = ("msub", "msup", "msubsup", "munder", "mover", "munderover")


class Piece(NamedTuple):
    """A part of a row: what it is to its neighbours, its outline, and its sign if it is one."""

    atom: Atom
    shape: Shape
    sign: str = ""


class Row(NamedTuple):
    """A typeset formula, with the classes of its two ends for what stands beside it.

    ``sign`` is the bracket or operator, if the formula is nothing else.
    """

    shape: Shape
    first: Atom
    last: Atom
    sign: str = ""


def compose(latex: str) -> Row:
    """Typeset LaTeX; whatever is wrong with it raises some exception."""
    return _row(_pieces(parse(latex)))


def _pieces(row: Element) -> list[Piece]:
    children = list(row)
    pieces = [_pieces_of(child) for child in children]
    for i in range(1, len(children) - 1):
        if _is_power_of_ten(*children[i - 1 : i + 2]):
            pieces[i] = [_power_dot(pieces[i][0].shape)]
    return stretched([piece for some in pieces for piece in some])


def _is_power_of_ten(left: Element, dot: Element, right: Element) -> bool:
    return left.tag == "mn" and dot.text == "·" and right.tag == "msup" and right[0].text == "10"


def _power_dot(dot: Shape) -> Piece:
    """The dot in 7.89·10⁻⁶ stands closer than one between two factors."""
    wide = joined([(_DOT_BESIDE, 0.0, dot)], dot.width + 2 * _DOT_BESIDE)
    return Piece(Atom.ORDINARY, wide)


def _pieces_of(element: Element) -> list[Piece]:
    tag = element.tag
    if tag in ("mrow", "mstyle", "mpadded", "math"):
        is_fenced = len(element) > 0 and element[0].get("fence") == "true"
        atom = Atom.INNER if is_fenced else Atom.ORDINARY
        return [Piece(atom, _row(_pieces(element)).shape)]
    if tag == "mspace":
        return [Piece(Atom.SPACE, blank(_em(element.get("width", "0"))))]
    if tag == "mo":
        return [_operator(element)]
    shape = _built(element)
    if shape is None:
        shape = glyph(ElementTree.tostring(element, encoding="unicode"))
    return [Piece(_atom(element), shape)]


def _built(element: Element) -> Shape | None:
    """The outline of what is put together here, None for what ziamath draws."""
    tag = element.tag
    bare = without_hat(element) if tag in ("msub", "msup", "msubsup") else None
    if bare is not None:
        return hatted(_shape(bare), element[0])
    if tag == "mn":
        return number(element.text or "")
    if tag == "mfrac" and not element.attrib:
        return _fraction(_shape(element[0]), _shape(element[1]))
    if tag == "msqrt":
        return root(_row(_pieces(element)).shape)
    if tag == "mtext" and element.get("word"):
        return word(element.text or "")
    if tag in ("msub", "msubsup"):
        return indexed(element)
    if tag == "mtable":
        return grid([[_cell(cell) for cell in row] for row in element])
    if tag == "msup" and (element[0].tag == "mrow" or _has_long_number(element[1])):
        return _power(_shape(element[0]), _shape(element[1]))
    return None


def _shape(element: Element) -> Shape:
    return _row(_pieces_of(element)).shape


def _operator(element: Element) -> Piece:
    text = element.text or ""
    if not text:
        return Piece(Atom.SPACE, blank(0.0))  # the end of \left( … \right.
    fence = _FENCES.get(element.get("form", "")) if element.get("stretchy") == "true" else None
    plain = Element("mo", {"stretchy": "false"})
    plain.text = text
    shape = glyph(ElementTree.tostring(plain, encoding="unicode"))
    return Piece(fence or class_of_operator(text), shape, text)


def _has_long_number(element: Element) -> bool:
    return any(e.tag == "mn" and len(e.text or "") > 1 for e in element.iter())


def _atom(element: Element) -> Atom:
    """The class of a symbol, with or without indices."""
    while element.tag in _SCRIPTED:
        element = element[0]
    text = element.text or ""
    if element.tag == "mo":
        return class_of_operator(text)
    return Atom.OPERATOR if element.get("word") else Atom.ORDINARY


def stretched(pieces: list[Piece]) -> list[Piece]:
    """Let brackets grow with what is between them; one without a partner reaches to the end."""
    result, opened = list(pieces), []
    for i, piece in enumerate(pieces):
        if piece.atom is Atom.OPENING:
            opened.append(i)
        elif piece.atom is Atom.CLOSING and opened:
            _stretch(result, opened.pop(), i)
    for i in opened:
        if pieces[i].sign == "{":
            _stretch(result, i, len(pieces))
    return result


def _stretch(pieces: list[Piece], start: int, end: int) -> None:
    inside = [p.shape for p in pieces[start + 1 : end]]
    ascent = max((s.ascent for s in inside), default=0.0)
    descent = max((s.descent for s in inside), default=0.0)
    ends = [i for i in (start, end) if i < len(pieces)]
    is_plain = ascent <= _PLAIN_ASCENT and descent <= _PLAIN_DESCENT
    if is_plain or not all(pieces[i].sign for i in ends):
        return
    height = 2 * max(ascent - AXIS, descent + AXIS) - 0.15 * EM
    for i in ends:
        sign = pieces[i].sign
        pieces[i] = pieces[i]._replace(shape=bracket(sign, i == start, height))


def _row(pieces: list[Piece]) -> Row:
    """Put pieces side by side, with the spaces their classes ask for."""
    if len(pieces) == 1:
        only = pieces[0]
        return Row(only.shape, only.atom, only.atom, only.sign)
    atoms = settled([piece.atom for piece in pieces])
    x, placed = 0.0, []
    for i, (piece, atom) in enumerate(zip(pieces, atoms, strict=True)):
        x += gap(atoms[i - 1], atom) if i else 0.0
        placed.append((x, 0.0, piece.shape))
        x += piece.shape.width
    ends = (pieces[0].atom, pieces[-1].atom) if pieces else (Atom.ORDINARY, Atom.ORDINARY)
    return Row(joined(placed, x), *ends)


def number(digits: str) -> Shape:
    """A number out of single digits, all equally wide."""
    x, placed = 0.0, []
    for character in digits:
        shape = digit(character)
        placed.append((x, 0.0, shape))
        x += shape.width
    return joined(placed, x)


def _fraction(above: Shape, below: Shape) -> Shape:
    """Numerator and denominator in full size, centred about a bar on the axis."""
    rule = bar(max(above.width, below.width) + 2 * _FRACTION_OVERHANG, _RULE)
    over = -AXIS - _RULE / 2 - _FRACTION_GAP - max(above.descent, _LEAST_DESCENT)
    under = -AXIS + _RULE / 2 + _FRACTION_GAP + below.ascent
    middle = _FRACTION_BESIDE + rule.width / 2
    return joined(
        [
            (_FRACTION_BESIDE, -AXIS + _RULE / 2, rule),
            (middle - above.width / 2, over, above),
            (middle - below.width / 2, under, below),
        ],
        rule.width + 2 * _FRACTION_BESIDE,
    )


def _power(base: Shape, exponent: Shape) -> Shape:
    """A base with a small row at its upper right: the numbers in it are not typeset anew."""
    small = scaled(exponent, _SCRIPT)
    rise = max(_RAISE, base.ascent - _RAISE_DROP)
    return joined([(0.0, 0.0, base), (base.width, -rise, small)], base.width + small.width)


def _cell(element: Element) -> Cell:
    shape = _row(_pieces(element)).shape
    return Cell(shape, element.get("columnalign", "center"), _lead(element))


def _lead(cell: Element) -> float | None:
    """How wide the part of a plain number before its decimal mark is, None for anything else."""
    parts = [e for e in cell.iter() if not len(e) and e is not cell]
    text = "".join(e.text or "" for e in parts)
    if not all(c in "0123456789.,−" for c in text) or not text:
        return None
    sign = glyph("<mo>−</mo>").width if text[0] == "−" else 0.0
    whole = text.removeprefix("−").replace(",", ".").partition(".")[0]
    return sign + number(whole).width


def _em(width: str) -> float:
    return float(width.removesuffix("em")) * EM if width.endswith("em") else 0.0
