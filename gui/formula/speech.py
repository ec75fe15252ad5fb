"""Formulas as words for screen readers and tooltips, matrices included."""

import re
from collections.abc import Sequence
from functools import lru_cache

from core.stepping.fragment import Fragment
from core.stepping.plain import plain_formula

_TABLE = re.compile(r"\\begin\{\w+\}(.*?)\\end\{\w+\}", re.DOTALL)


@lru_cache(maxsize=4096)
def plain(latex: str) -> str:
    """The formula on one line of Unicode: ``∂L/∂w₁₁ = −135 · 28.33``."""
    return plain_formula(_TABLE.sub(_table, latex))


def plain_line(fragments: Sequence[Fragment]) -> str:
    """A line of fragments as one text."""
    return plain(" ".join(fragment.latex for fragment in fragments))


def _table(match: re.Match) -> str:
    """A matrix row by row: [1, 2; 3, 4]."""
    return "[" + match[1].replace("&", ", ").replace(r"\\", "; ") + "]"
