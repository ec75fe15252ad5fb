"""Names that are typeset before a drawing is opened are those that the drawing will ask for."""

from core.files.reader import read_network
from core.network.naming import Names
from core.network.notation import LECTURE
from gui.formula.compose import compose
from gui.formula.usual_names import USUAL_PIECES, usual_names
from gui.lessons import EXAMPLES


def test_the_names_of_the_largest_lesson_are_among_them():
    network = read_network(EXAMPLES / "which-optimizer.nodewise")
    names = Names(network, LECTURE)
    asked = {names.parameter(p).latex for p in network.parameters()}
    asked |= {names.node(node).latex for node in network.nodes}
    known = usual_names(LECTURE)
    assert len(set(known)) == len(known)
    assert len(asked - set(known)) < 3


def test_the_usual_pieces_can_be_typeset():
    for latex in USUAL_PIECES:
        assert compose(latex).shape.paths, latex
