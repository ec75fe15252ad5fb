"""Stepping through a digit that somebody drew, which is not among the data."""

import numpy as np

from core.network.data import Data
from core.stepping.trace import Lesson
from gui.stepping.observation_section import ObservationSection
from gui.stepping.session import State


def drawn(document, y):
    width = document.network.data.inputs.shape[1]
    return Data(np.full((1, width), 0.5), np.array([[y]]))


def test_a_drawn_observation_is_explained_and_the_data_stay(session, document, qtbot):
    section = ObservationSection(session)
    qtbot.addWidget(section)
    before = document.network
    usual = session.trace.before.x.copy()
    session.explain_drawn(drawn(document, 3.0))
    assert session.state is State.READY
    assert session.trace.before.x.tolist() == [[0.5] * session.trace.before.x.shape[1]]
    section.refresh()
    assert section.back.text() == "Back to observation 1"
    assert "drew" in section.heading.text().lower()
    assert document.network is before
    session.start(Lesson.BACKWARD)
    assert session.trace.before.y.tolist() == [[3.0]]
    section.back.click()  # without it only another row would lead back
    section.refresh()
    assert session.drawn is None
    assert section.back.isHidden()
    assert np.array_equal(session.trace.before.x, usual)


def test_without_a_target_only_the_forward_pass_is_there(session, document):
    session.start(Lesson.BACKWARD)
    session.explain_drawn(drawn(document, np.nan))
    assert session.lesson is Lesson.FORWARD
    assert not session.trace.before.has_target


def test_an_update_goes_to_the_network_and_never_to_its_data(session, document):
    session.explain_drawn(drawn(document, 3.0))
    session.start(Lesson.BACKWARD)
    data = document.network.data
    session.last()
    session.apply_update()
    assert document.undo_stack.count() == 1
    assert document.network.data is data
