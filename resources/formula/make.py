"""Writes `outlines.json`: what usual formulas are made of, so that they need no typesetting.

Run it anew when ziamath or latex2mathml changes: ``QT_QPA_PLATFORM=offscreen uv run python
resources/formula/make.py``. The outlines are of the font STIX Two Math, see `OFL.txt`.
"""

import json
import re
import sys
import tempfile
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from PySide6.QtCore import QSettings  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from core.network.notation import IndexOrder, Letters, Notation  # noqa: E402
from core.stepping.trace import Lesson  # noqa: E402
from gui.formula import compose, glyphs, mathml, scripts, shipped, typeset  # noqa: E402
from gui.formula.usual_names import usual_names  # noqa: E402
from gui.inspector.functions import (  # noqa: E402
    ACTIVATION_TEXTS,
    INITIAL_TEXTS,
    LOSS_TEXTS,
    OUTPUT_TEXTS,
)
from gui.lessons import lesson  # noqa: E402
from gui.main_window import MainWindow  # noqa: E402
from gui.settings import Settings  # noqa: E402

EXAMPLES = ("house-prices", "xor", "xor-learned", "mazur", "double-well")
OWN_NUMBERS = re.compile(r"\d[.,]\d|\d{3}|10\^|\d\d *[-+)]|^-?\d+$")
"""What tells a formula with numbers in it, which next time will be others."""
SIGNS = (*"=+-()[],", r"\cdot", r"\dots")
DIGITS = (*"0123456789", "-0.1")


NOTHING: dict[str, dict[str, object]] = {"mathml": {}, "outlines": {}}


def main() -> None:
    """Collect the formulas, typeset them, and keep what they came to."""
    application = QApplication([])
    vars(shipped)["_kept"] = lambda: NOTHING
    found = _stepped_through() | _named()
    formulas = sorted(latex for latex in found if latex and not OWN_NUMBERS.search(latex))
    read, pieces = _typeset([*formulas, *SIGNS, *DIGITS])
    written = {"mathml": {latex: read[latex] for latex in formulas}, "outlines": pieces}
    text = json.dumps(written, ensure_ascii=False, indent=0)
    shipped.FILE.write_text(text + "\n", "utf-8")
    application.quit()


def _typeset(formulas: list[str]) -> tuple[dict[str, str], dict[str, tuple[Any, float]]]:
    """What each formula reads as in MathML, and the pieces that ziamath draws for them all."""
    pieces: dict[str, tuple[Any, float]] = {}
    drawn = glyphs.drawn

    def keep(source: str) -> tuple[Any, float]:
        pieces[source] = drawn(source)
        return pieces[source]

    forget()
    vars(glyphs)["drawn"] = keep
    for latex in formulas:
        typeset.row_of(latex)
    vars(glyphs)["drawn"] = drawn
    return {latex: mathml.converted(latex) for latex in formulas}, dict(sorted(pieces.items()))


def forget() -> None:
    """Typeset everything anew from now on."""
    for kept in (typeset.row_of, glyphs.glyph, glyphs.word, scripts._small):
        kept.cache_clear()


def _named() -> set[str]:
    """Names of small networks in every notation, and the functions that one can choose."""
    notations = [Notation(i, letters) for i, letters in product(IndexOrder, Letters)]
    names = {name for notation in notations for name in usual_names(notation)}
    texts = (ACTIVATION_TEXTS, OUTPUT_TEXTS, LOSS_TEXTS, INITIAL_TEXTS)
    names = {name for name in names if "^{(" not in name}  # of deep networks: too many
    return names | {d.latex for described in texts for d in described.values()}


def _stepped_through() -> set[str]:
    """What a window typesets that steps through some lessons."""
    file = f"{tempfile.mkdtemp()}/settings.ini"
    window = MainWindow(Settings(QSettings(file, QSettings.Format.IniFormat)))
    window.resize(1440, 900)
    window.show()
    found: set[str] = set()
    parse = compose.parse

    def read(latex: str) -> Element:
        found.add(latex)
        return parse(latex)

    vars(compose)["parse"] = read
    glyphs.load()
    for name in EXAMPLES:
        window.open_lesson(lesson(name))
        window.workshop.show_workspace("step")
        _step_through(window)
    vars(compose)["parse"] = parse
    return found


def _step_through(window: MainWindow) -> None:
    session = window.workshop.session
    parameters = window.document.network.parameters()[:9]
    beginnings = [partial(session.start, which) for which in (Lesson.FORWARD, Lesson.BACKWARD)]
    beginnings += [partial(session.set_parameter, parameter) for parameter in parameters]
    for begin in beginnings:
        begin()
        for index in range(-1, len(session.steps)):
            session.go_to(index)
            QApplication.processEvents()
            window.grab()


if __name__ == "__main__":
    main()
