"""The formulas that are shipped ready-made are what the libraries would typeset."""

import subprocess
import sys
from pathlib import Path

import pytest

from gui.formula import glyphs, mathml, shipped
from gui.formula.typeset import is_at_hand, row_of

WITHOUT_LIBRARIES = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
from gui.formula.typeset import row_of
for latex in sys.argv[1:]:
    assert row_of(latex).shape.width > 0
print("ziamath" in sys.modules, "latex2mathml" in sys.modules)
"""
USUAL = [
    "w_{11}", r"\beta_{0}", r"\hat{y}", "-147.4998", "=", r"\cdot", r"L = (y - \hat{y})^2",
    r"\frac{\partial L}{\partial w_{11}}", r"\sigma(z_{1})",
]  # fmt: skip


def test_usual_formulas_need_no_library(qapp: object) -> None:
    command = [sys.executable, "-c", WITHOUT_LIBRARIES, *USUAL]
    root = Path(__file__).parents[3]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    assert told.stdout.split() == ["False", "False"]


def test_what_is_shipped_is_what_the_libraries_make(qapp: object) -> None:
    kept = shipped._kept()
    assert len(kept["outlines"]) > 60
    for source in list(kept["outlines"])[::5]:
        assert shipped.outlines_of(source) == glyphs.drawn(source)
    for latex in list(kept["mathml"])[::5]:
        assert shipped.mathml_of(latex) == mathml.converted(latex)


@pytest.mark.parametrize("number", ["0", "215", "-2", "147.4998"])
def test_plain_numbers_are_read_as_the_library_does(qapp: object, number: str) -> None:
    read, converted = shipped.mathml_of(number), mathml.converted(number)
    assert read is not None
    assert read.split("<mrow>")[1] == converted.replace("&#x02212;", "−").split("<mrow>")[1]


def test_only_what_is_shipped_is_at_hand_before_the_libraries(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glyphs, "is_loaded", lambda: False)
    assert is_at_hand("w_{11}")
    assert is_at_hand("-3.5")
    assert not is_at_hand(r"\text{income}")


def test_without_the_file_everything_is_typeset(
    qapp: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usual = row_of("w_{11}").shape
    monkeypatch.setattr(shipped, "FILE", tmp_path / "outlines.json")
    for kept in (shipped._kept, glyphs.glyph, row_of):
        kept.cache_clear()
    typeset = row_of("w_{11}").shape
    shipped._kept.cache_clear()
    assert typeset == usual
