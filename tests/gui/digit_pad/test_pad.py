"""Drawing on a small sheet of a small network: 5 × 6 pixels, three classes."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from core.network.data import Column
from core.network.edge import EdgeKey
from gui.digit_pad.pad import DigitPad
from gui.digit_pad.strokes import SIDE
from tests.gui.weights.conftest import small_digits

ONE = [(0.5, 0.15), (0.5, 0.85)]


@pytest.fixture
def pad(qtbot, document, settings):
    network = small_digits()
    columns = (Column("one"), Column("two"), Column("three"))
    document.load(replace(network, data=replace(network.data, target_columns=columns)), None)
    pad = DigitPad(document, settings)
    qtbot.addWidget(pad)
    pad.show()
    return pad


def test_the_answer_stands_beside_the_sheet_while_there_is_room_for_two(pad):
    def columns():
        return [pad._across.getItemPosition(pad._across.indexOf(p))[:2] for p in pad._pages]

    for width, places in (
        (940, [(0, 0), (0, 1), (0, 2)]),
        (600, [(0, 0), (1, 0), (0, 1)]),  # the levels below both
        (420, [(0, 0), (2, 0), (1, 0)]),
    ):
        pad.resize(width, 600)
        assert columns() == places


def test_a_stroke_of_the_mouse_is_seen_and_answered(pad, qtbot):
    assert pad.look is None
    assert not pad.step.isEnabled()
    paper = pad.sheet.paper
    top, bottom = (
        QPoint(round(paper.center().x()), round(y)) for y in (paper.top() + 30, paper.bottom() - 30)
    )
    qtbot.mousePress(pad.sheet, Qt.MouseButton.LeftButton, pos=top)
    qtbot.mouseMove(pad.sheet, bottom)
    qtbot.mouseRelease(pad.sheet, Qt.MouseButton.LeftButton, pos=bottom)
    assert pad.seen.picture.shape == (5, 6)
    assert pad.look.answer.sum() == pytest.approx(1)
    winner = ("one", "two", "three")[pad.look.winner]
    assert pad.verdict.text().startswith(f"It looks like {winner} (0.")
    assert pad.bars.winner == pad.look.winner
    assert len(pad.grids) == 1
    assert "largest h" in pad.grids[0].title()


def test_by_keyboard_space_draws_and_strokes_are_taken_back(pad, qtbot):
    qtbot.keyClick(pad.sheet, Qt.Key.Key_Up)
    assert pad.sheet.is_empty
    qtbot.keyClick(pad.sheet, Qt.Key.Key_Space)
    for _ in range(8):
        qtbot.keyClick(pad.sheet, Qt.Key.Key_Down)
    qtbot.keyClick(pad.sheet, Qt.Key.Key_Space)
    ink = pad.sheet.strokes.ink.copy()
    rows = np.flatnonzero(ink.any(axis=1))
    assert rows[-1] - rows[0] == pytest.approx(80 + pad.sheet.width_, abs=3)
    qtbot.keyClick(pad.sheet, Qt.Key.Key_Left)
    assert np.array_equal(pad.sheet.strokes.ink, ink)  # lifted: it only moves
    pad.sheet.undo()
    assert not pad.sheet.strokes.ink.any()
    assert pad.look is None


def test_the_eraser_takes_away_and_clear_begins_anew(pad):
    pad.sheet.draw(ONE)
    whole = int(pad.sheet.strokes.ink.sum())
    pad.tools.eraser.click()
    pad.tools.thickness.setValue(40)
    pad.sheet.draw([(0.5, 0.6), (0.5, 0.9)])
    assert 0 < int(pad.sheet.strokes.ink.sum()) < whole
    pad.tools.clear.click()
    assert pad.sheet.is_empty
    assert pad.sheet.strokes.ink.shape == (SIDE, SIDE)


def test_the_answer_follows_the_weights(pad, document):
    pad.sheet.draw(ONE)
    before = pad.look.answer.copy()
    edge = document.network.edges[EdgeKey("h", "y")]
    after = replace(edge, weight=-edge.weight)
    document.preview(replace(document.network, edges={**document.network.edges, edge.key: after}))
    assert not np.allclose(pad.look.answer, before)
    document.finish_preview()
    assert np.array_equal(pad.look.answer, before)


def test_what_is_drawn_is_asked_to_be_stepped_with_what_it_is_meant_to_be(pad, qtbot):
    pad.sheet.draw(ONE)
    with qtbot.waitSignal(pad.step_requested) as asked:
        pad.step.click()
    picture, target = asked.args
    assert np.array_equal(picture, pad.seen.picture.ravel())
    assert np.isnan(target).all()
    pad.meant.setCurrentIndex(2)
    with qtbot.waitSignal(pad.step_requested) as asked:
        pad.step.click()
    assert asked.args[1].tolist() == [0, 1, 0]


def test_without_a_fitting_network_it_says_what_is_needed(pad, document):
    document.load(type(document.network)(), None)
    assert not pad._empty_page.isHidden()
    assert pad._area.isHidden()
    assert "784" in pad.empty.text()
