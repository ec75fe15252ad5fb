"""A plot that looks at many rows leaves the processor to the training."""

import pytest

from core.watching import Cancelled
from gui.plots import many_rows
from tests.gui.plots.stand_in import State
from tests.gui.plots.test_class_cards import area, settled  # noqa: F401

COST = 1e9


@pytest.fixture
def card(area, qtbot, monkeypatch):  # noqa: F811
    monkeypatch.setattr(many_rows, "perf_counter", lambda: 0.0)
    return settled(qtbot, area.cards["confusion"])


def test_one_look_an_epoch_is_enough_while_a_run_is_on(card, qtbot):
    session, looks = card.watched.session, card.looks
    assert looks.look(COST, "part")(0.5) is None
    assert looks.look(COST, "part") is not None  # no run is on
    session.start()
    assert looks.look(COST, "part") is not None
    assert looks.look(COST, "part") is None
    assert looks.look(COST, "another part") is not None
    assert looks.look(1.0, "another part") is not None  # done at once
    looks.look(COST, "part")
    session.epochs(1)
    assert looks.look(COST, "part") is not None
    looks.forget()
    assert looks.look(COST, "part") is not None


def test_a_look_during_a_run_is_given_up_for_what_the_run_comes_to(card, qtbot):
    session, looks = card.watched.session, card.looks
    session.start()
    watch = looks.look(COST, "part")
    session.live_changed.emit()
    watch(0.2)
    session.state = State.PAUSED
    session.state_changed.emit()
    with pytest.raises(Cancelled):
        watch(0.3)
    at_the_pause = looks.look(COST, "part")
    session.live_changed.emit()  # the worker tells where it came to rest
    with pytest.raises(Cancelled):
        at_the_pause(0.1)
    session.epochs(1)
    session.finish()
    settled(qtbot, card)
    assert "epochs" not in card.caption.text()
    assert looks.look(COST, "part")(0.9) is None
    alone = looks.look(COST, "part")
    card.watched.numbers_changed.emit()  # a weight that is dragged does not keep it from coming
    alone(0.9)


def test_a_look_that_is_given_up_makes_room_at_once(card, qtbot):
    answers, found = card.answers, []

    def given_up():
        raise Cancelled

    answers.ask("run", given_up, found.append, cost=COST)
    answers.hurry()
    answers.ask("rest", lambda: "rest", found.append, cost=COST)
    qtbot.waitUntil(lambda: not answers.is_busy)
    assert found == ["rest"]
