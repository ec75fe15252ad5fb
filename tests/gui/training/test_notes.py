"""The notes beside the controls: what a run has run into, in words with numbers."""

import pytest
from PySide6.QtWidgets import QApplication

from core.language import Message
from core.network import edits
from core.network.edge import EdgeKey, Parameter
from core.network.node import Unit
from gui.training.controls_panel import ControlsPanel


@pytest.fixture
def panel(qtbot, session):
    panel = ControlsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(300, 900)
    panel.show()
    return panel


def test_a_sound_start_has_no_notes(qtbot, panel):
    QApplication.processEvents()
    assert panel.notes.texts == []


def test_a_symmetric_start_is_told_before_a_run(qtbot, session, xor, panel):
    same = {Parameter(Unit(t), Unit(s)): 0.5 for s, t in (EdgeKey(*k) for k in xor.network.edges)}
    xor.edit(Message("Same"), edits.set_values(xor.network, same))
    panel.notes.refresh()
    assert len(panel.notes.texts) == 1
    assert "equal" in panel.notes.texts[0] or "same" in panel.notes.texts[0]
    assert "A₁, A₂" in panel.notes.texts[0]


def test_notes_follow_what_is_edited(qtbot, xor, panel):
    same = {Parameter(Unit(t), Unit(s)): 0.5 for s, t in (EdgeKey(*k) for k in xor.network.edges)}
    xor.edit(Message("Same"), edits.set_values(xor.network, same))
    qtbot.waitUntil(lambda: len(panel.notes.texts) == 1)
    xor.undo_stack.undo()
    qtbot.waitUntil(lambda: panel.notes.texts == [])
