"""How far apart two neighbours in a formula stand: TeX's table of classes and spaces."""

from enum import Enum

from gui.formula.shape import EM


class Atom(Enum):
    """What a piece of a formula is to its neighbours."""

    ORDINARY = "ordinary"
    OPERATOR = "operator"  # max, softmax, ∑
    BINARY = "binary"
    RELATION = "relation"
    OPENING = "opening"
    CLOSING = "closing"
    PUNCTUATION = "punctuation"
    INNER = "inner"  # something in brackets of its own: a function stands close to it
    SPACE = "space"  # was asked for: nothing is added beside it


_THIN, _MEDIUM, _THICK = 3 / 18 * EM, 4 / 18 * EM, 5 / 18 * EM
_BINARY = frozenset("+−-·×±∓∗∘⊙∖÷⋅∙*")
_RELATIONS = frozenset("=≈<>≤≥→←⟶↦≡∈≠∼∝:⇒⇔↔≪≫≃≅")
_OPENING, _CLOSING = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")
_PUNCTUATION = frozenset(",;")
_LARGE = frozenset("∑∏∫⋃⋂")
_ORDINARY_OPERATORS = frozenset("/|‖′!…⋯⋮∇∂𝜕∞")


def class_of_operator(text: str) -> Atom:
    """The class of an operator by its characters; a word is a function's name."""
    for characters, atom in (
        (_BINARY, Atom.BINARY),
        (_RELATIONS, Atom.RELATION),
        (_OPENING, Atom.OPENING),
        (_CLOSING, Atom.CLOSING),
        (_PUNCTUATION, Atom.PUNCTUATION),
        (_LARGE, Atom.OPERATOR),
        (_ORDINARY_OPERATORS, Atom.ORDINARY),
    ):
        if text in characters:
            return atom
    return Atom.OPERATOR if len(text) > 1 and text.isalpha() else Atom.ORDINARY


def settled(atoms: list[Atom], before: Atom | None = None) -> list[Atom]:
    """Turn a plus or minus that has nothing on its left, or right, into a mere sign."""
    result: list[Atom] = []
    for atom in atoms:
        if atom is Atom.BINARY and _needs_no_left(before):
            atom = Atom.ORDINARY
        elif (
            atom in (Atom.RELATION, Atom.CLOSING, Atom.PUNCTUATION)
            and result
            and result[-1] is Atom.BINARY
        ):
            result[-1] = Atom.ORDINARY
        result.append(atom)
        before = atom if atom is not Atom.SPACE else before
    return result


def _needs_no_left(before: Atom | None) -> bool:
    return before in (
        None, Atom.BINARY, Atom.RELATION, Atom.OPENING, Atom.PUNCTUATION, Atom.OPERATOR,
    )  # fmt: skip


def gap(left: Atom, right: Atom) -> float:
    """The space between two neighbours, in units of a shape."""
    pair = {left, right}
    if Atom.SPACE in pair:
        return 0.0
    if Atom.RELATION in pair:
        return _gap_at_relation(left, right)
    if left is Atom.PUNCTUATION:
        return _THIN
    if Atom.BINARY in pair:
        return 0.0 if left is Atom.OPENING or right in (Atom.CLOSING, Atom.PUNCTUATION) else _MEDIUM
    if right is Atom.OPERATOR:
        return _THIN if left in (Atom.ORDINARY, Atom.OPERATOR, Atom.CLOSING, Atom.INNER) else 0.0
    if left is Atom.OPERATOR:
        return _THIN if right is Atom.ORDINARY else 0.0
    return 0.0


def _gap_at_relation(left: Atom, right: Atom) -> float:
    if left is right or left is Atom.OPENING or right in (Atom.CLOSING, Atom.PUNCTUATION):
        return 0.0
    return _THIN if left is Atom.PUNCTUATION else _THICK
