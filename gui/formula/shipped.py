"""The usual formulas read and drawn beforehand: the lecture's names, signs, digits and functions.

They are there at once, while the libraries that typeset everything else take half a second to
load. `resources/formula/make.py` writes the file with those very libraries.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "resources" / "formula" / "outlines.json"
_NUMBER = re.compile(r"(-?)(\d+(?:\.\d+)?)")
_MATH = "<math><mrow>{}</mrow></math>"


def mathml_of(latex: str) -> str | None:
    """The MathML of a usual formula or of a plain number, None for any other."""
    found = _kept()["mathml"].get(latex)
    number = _NUMBER.fullmatch(latex) if found is None else None
    if number is not None:
        sign = "<mo>−</mo>" if number[1] else ""
        return _MATH.format(f"{sign}<mn>{number[2]}</mn>")
    return str(found) if found is not None else None


def outlines_of(source: str) -> tuple[list[Any], float] | None:
    """The outlines and the width of one piece of MathML, None if it is none of the usual ones."""
    found = _kept()["outlines"].get(source)
    return (found[0], found[1]) if found is not None else None


@cache
def _kept() -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    except (OSError, ValueError):  # then everything is typeset, which takes its time
        return {"mathml": {}, "outlines": {}}
    return kept
