"""What typesets formulas is loaded beside the window, which shows stop-gaps until then."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.formula import glyphs
from gui.formula.readiness import Readiness, readiness
from gui.inspector import section
from gui.inspector.section import FittedFormula

STARTS_WITHOUT = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from PySide6.QtCore import QSettings
from gui.main_window import MainWindow
from gui.settings import Settings
window = MainWindow(Settings(QSettings(sys.argv[1], QSettings.Format.IniFormat)))
print("ziamath" in sys.modules, "numpy.ma" in sys.modules)
"""


def test_the_window_is_furnished_without_what_typesets_formulas(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STARTS_WITHOUT, str(tmp_path / "settings.ini")]
    root = Path(__file__).parents[3]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    assert told.stdout.split() == ["False", "False"]


def test_loading_in_a_thread_tells_when_it_is_done(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glyphs, "is_loaded", lambda: False)
    mine = Readiness()
    with qtbot.waitSignal(mine.arrived):
        mine.begin()


def test_nothing_is_loaded_twice(qtbot: QtBot) -> None:
    glyphs.load()
    mine = Readiness()
    with qtbot.assertNotEmitted(mine.arrived, wait=20):
        mine.begin()


def test_a_formula_keeps_room_until_it_can_be_typeset(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    formula = FittedFormula()
    qtbot.addWidget(formula)
    formula.set_latex(r"\frac{1}{n}")
    monkeypatch.setattr(section, "is_at_hand", lambda latex: False)
    formula.show()
    formula.grab()
    assert formula.sizeHint().height() > 20
    monkeypatch.undo()
    readiness().arrived.emit()
    assert formula.sizeHint().width() < 40
