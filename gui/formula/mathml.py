"""LaTeX read into MathML, mended where two libraries together would draw something else."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from core.network.errors import NodewiseError
from gui.formula.shipped import mathml_of


class FormulaError(NodewiseError):
    """A text that is not LaTeX that we can set."""


def parse(latex: str) -> Element:
    """The outermost row of a formula; whatever is wrong with it raises some exception."""
    root = ElementTree.fromstring(mathml_of(latex) or converted(latex))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if element.tag in ("mi", "mo", "mtext") and (element.text or "").startswith("\\"):
            raise FormulaError(message=element.text)  # a command that nobody knows
    _mend(root)
    return root[0] if len(root) == 1 and root[0].tag == "mrow" else root


def converted(latex: str) -> str:
    """The MathML of a formula; whatever is wrong with it raises some exception."""
    from latex2mathml.converter import convert

    return convert(latex)


def _mend(element: Element) -> None:
    if element.tag == "mo" and element.text == "∂":
        element.tag, element.text = "mi", "𝜕"  # else it is spaced like an operator
    if element.tag == "mover" and len(element) == 2 and element[1].text == "^":
        element[1].text = "ˆ"  # the small hat, not the wide one
    if element.tag == "mrow" and len(element) > 1 and _is_word(element):
        _make_word(element, "".join(child.text or "" for child in element))
    if element.tag == "mi" and len(element.text or "") > 1 and (element.text or "").isalpha():
        _make_word(element, element.text or "")  # tanh and its like come with spaces of their own
    for i, child in enumerate(element):
        if child.tag == "mrow" and len(child) == 1 and child[0].tag in ("mi", "mn"):
            element[i] = child[0]  # braces around a single letter set it as a letter all the same
        _mend(element[i])


def _is_word(row: Element) -> bool:
    return all(child.tag == "mi" and child.get("mathvariant") == "normal" for child in row)


def _make_word(row: Element, word: str) -> None:
    """Set several upright letters as one word."""
    row[:] = []
    row.tag, row.text = "mtext", word
    row.set("word", "true")
