"""The session: moving never calculates, and no number outlives the network it is about."""

from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from core.language import Message
from core.network import edits
from core.network.data import Data
from core.network.edge import Edge, EdgeKey
from core.network.naming import parameter_named
from core.network.network import Network
from core.network.node import Node, Role, Unit
from core.network.notation import Letters
from core.stepping.quantity import Kind, Quantity
from core.stepping.step import StepSize
from core.stepping.trace import Lesson
from gui.document import Document
from gui.settings import Settings
from gui.stepping import recording
from gui.stepping.session import State, StepSession
from tests.gui.stepping.conftest import house


def texts(session: StepSession) -> list[str]:
    """Collect what the session says."""
    said: list[str] = []
    session.message.connect(lambda message: said.append(str(message)))
    return said


def start_chain(session: StepSession, name: str = "w11") -> None:
    session.set_parameter(parameter_named(session.document.network, name))


def test_moving_the_cursor_records_nothing(
    session: StepSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    start_chain(session)
    trace = session.trace

    def fail(*_: object) -> None:
        raise AssertionError("recorded again")

    monkeypatch.setattr(recording, "record", fail)
    for move in (session.next, session.back, session.last, session.first, session.next):
        move()
    session.go_to(5)
    assert session.trace is trace
    assert session.cursor == 5


def test_the_cursor_stays_within_the_trace(session: StepSession) -> None:
    session.back()
    assert session.cursor == -1
    session.go_to(1000)
    assert session.cursor == len(session.steps) - 1
    session.next()
    assert session.cursor == len(session.steps) - 1


def test_only_arrived_values_are_on_the_canvas_at_every_step(session: StepSession) -> None:
    for lesson in Lesson:
        session.start(lesson)
        assert session.trace is not None
        for cursor in range(-1, len(session.steps)):
            session.go_to(cursor)
            known = session.trace.known(cursor)
            shown = set(session.overlay.values)
            units = {q.unit for q in known if q.kind is Kind.ACTIVATION}
            assert shown == units
            loss = Quantity(Kind.LOSS) in known
            assert (session.overlay.loss_text is not None) == loss


def test_before_the_first_step_only_the_inputs_are_known(session: StepSession) -> None:
    assert dict(session.overlay.values) == {Unit("x1"): "1", Unit("x2"): "3"}
    session.next()
    assert session.overlay.values[Unit("a1")] == "0.99999"
    assert Unit("y") not in session.overlay.values


def test_a_parameter_starts_at_its_chain_rule(session: StepSession) -> None:
    start_chain(session)
    assert session.step is not None
    assert session.step.topic == "loss_to_output"
    assert session.overlay.dim_others
    assert session.overlay.loss == "chain_loss"


def test_moved_and_renamed_nodes_keep_the_trace(document: Document, session: StepSession) -> None:
    start_chain(session)
    session.go_to(6)
    trace = session.trace
    document.edit(Message("Move"), edits.move(document.network, {"a1": (300.0, 40.0)}))
    changed = edits.change_node(document.network, "a1", label="H")
    document.edit(Message("Rename"), changed)
    assert session.trace is trace
    assert session.cursor == 6
    assert session.writer.names.activation(Unit("a1")).latex == "H"


def test_a_new_weight_keeps_the_place_with_new_numbers(
    document: Document, session: StepSession
) -> None:
    start_chain(session)
    session.go_to(6)
    assert session.step is not None
    key, said = session.step.key, texts(session)
    parameter = parameter_named(document.network, "w11")
    document.edit(Message("Set"), edits.set_value(document.network, parameter, 0.5))
    assert session.step is not None
    assert session.step.key == key
    assert session.step.lines[0].value != pytest.approx(7.889200345780879e-06)  # type: ignore[union-attr]
    assert said == []


def test_a_lost_parameter_starts_the_forward_pass_and_says_so(
    document: Document, session: StepSession
) -> None:
    start_chain(session, "w12")
    said = texts(session)
    document.edit(Message("Delete"), edits.remove(document.network, [], [EdgeKey("x2", "a1")]))
    assert session.lesson is Lesson.FORWARD
    assert session.cursor == -1
    assert len(said) == 1
    assert "gone" in said[0]


def test_a_lost_step_says_that_the_explanation_starts_again(
    document: Document, session: StepSession
) -> None:
    session.go_to(1)
    said = texts(session)
    document.edit(Message("Delete"), edits.remove(document.network, ["a2"]))
    assert session.cursor == -1
    assert "starts again" in said[0]


def test_an_unfinished_network_shows_no_number_and_says_what_is_missing(
    document: Document, session: StepSession
) -> None:
    session.last()
    document.edit(Message("Delete"), edits.remove(document.network, ["y"]))
    assert session.state is State.UNFINISHED
    assert session.problem is not None
    assert str(session.problem)
    assert not session.overlay.values
    assert session.overlay.loss_text is None
    assert session.derived.gradients() is None
    document.undo_stack.undo()
    assert session.state is State.READY
    assert session.step is not None
    assert session.step.topic == "loss"


def test_unfinished_nodes_are_marked(document: Document, session: StepSession) -> None:
    lonely = edits.add_node(document.network, Node("a3", Role.HIDDEN))
    document.edit(Message("Add"), lonely)
    assert session.state is State.UNFINISHED
    assert session.overlay.units == {Unit("a3"): "bad"}


def test_a_missing_target_leaves_the_forward_pass_without_loss(
    document: Document, session: StepSession
) -> None:
    data = Data(document.network.data.inputs, np.array([[np.nan]]))
    document.edit(Message("Data"), replace(document.network, data=data))
    assert session.state is State.READY
    assert session.derived.gradients() is None
    start_chain(session)
    assert session.state is State.UNFINISHED
    assert "target" in str(session.problem)


def test_applying_an_update_is_one_undoable_change(
    document: Document, session: StepSession
) -> None:
    before = document.network
    parameter = parameter_named(before, "w11")
    start_chain(session)
    session.apply_update()
    assert document.network.value(parameter) == pytest.approx(2.170301727415)
    assert document.undo_stack.undoText() == "Update w₁₁"
    assert session.cursor == -1
    assert session.lesson is Lesson.PARAMETER
    document.undo_stack.undo()
    assert document.network == before


def test_the_backward_lesson_updates_everything(document: Document, session: StepSession) -> None:
    session.start(Lesson.BACKWARD)
    session.apply_update()
    network = document.network
    assert network.value(parameter_named(network, "beta1")) == pytest.approx(29.679993837844)
    session.last()
    assert session.overlay.values[Unit("y")] == "151.5"


def test_the_forward_lesson_has_nothing_to_apply(document: Document, session: StepSession) -> None:
    said = texts(session)
    session.apply_update()
    assert said
    assert not document.undo_stack.count()


def test_another_learning_rate_keeps_the_place(session: StepSession) -> None:
    start_chain(session)
    session.go_to(9)
    session.set_learning_rate(0.1)
    assert session.cursor == 9
    assert session.trace is not None
    assert session.trace.after is not None
    parameter = session.request.parameter
    assert parameter is not None
    assert session.trace.after.network.value(parameter) == pytest.approx(2.17301727)


def test_a_learning_rate_must_be_positive(session: StepSession) -> None:
    said = texts(session)
    session.set_learning_rate(0.0)
    assert session.request.learning_rate == 0.01
    assert "greater than 0" in said[0]


def test_the_learning_rate_of_the_file_is_taken(document: Document, settings: Settings) -> None:
    document.load(replace(house(), training={"learning_rate": 0.3}), None)
    assert StepSession(document, settings).request.learning_rate == 0.3


def test_another_step_size_stays_with_the_same_neuron(session: StepSession) -> None:
    session.go_to(1)
    session.set_step_size(StepSize.TERM)
    assert session.step is not None
    assert Quantity(Kind.ACTIVATION, Unit("a2")) in session.step.arrives


def test_another_notation_keeps_the_place(session: StepSession, settings: Settings) -> None:
    for lesson in (Lesson.PARAMETER, Lesson.MATRICES):
        session.start(lesson)
        session.go_to(3)
        settings.set_notation(letters=Letters.Z_A, decimals=7, decimal_mark=",")
        assert session.cursor == 3
        assert session.current_latex()
        settings.set_notation(letters=Letters.LECTURE, decimals=4, decimal_mark=".")


def test_another_row_is_another_trace_at_the_same_step(
    document: Document, session: StepSession
) -> None:
    document.load(house(3), None)
    session.go_to(2)
    session.set_row(1)
    assert session.cursor == 2
    assert session.overlay.values[Unit("x1")] == "2"
    session.set_row(99)
    assert session.request.row == 2


def test_a_lost_row_says_so(document: Document, session: StepSession) -> None:
    document.load(house(3), None)
    session.set_row(2)
    said = texts(session)
    document.edit(Message("Data"), replace(document.network, data=house(1).data))
    assert session.request.row == 0
    assert "observation is gone" in said[0]


def test_a_number_leads_to_where_it_was_computed(session: StepSession) -> None:
    session.last()
    session.explain(Quantity(Kind.ACTIVATION, Unit("a2")))
    assert session.cursor == 1
    session.explain(Quantity(Kind.DELTA, Unit("a1")))
    assert session.lesson is Lesson.BACKWARD
    assert session.step is not None
    assert session.step.about == Quantity(Kind.DELTA, Unit("a1"))
    parameter = parameter_named(session.document.network, "beta1")
    session.explain(Quantity(Kind.PARAMETER, parameter=parameter))
    assert session.lesson is Lesson.PARAMETER
    assert session.request.parameter == parameter


def test_given_numbers_say_that_they_are_given(session: StepSession) -> None:
    said = texts(session)
    session.explain(Quantity(Kind.ACTIVATION, Unit("x2")))
    session.explain(Quantity(Kind.TARGET, Unit("y")))
    assert said == ["X₂ is an input of observation 1.", "y is the target of observation 1."]


def test_opening_another_file_begins_anew_without_a_word(
    document: Document, session: StepSession
) -> None:
    start_chain(session)
    said = texts(session)
    document.load(house(3), None)
    assert session.lesson is Lesson.FORWARD
    assert session.cursor == -1
    assert said == []


def test_nothing_is_recorded_while_nobody_looks(document: Document, session: StepSession) -> None:
    session.set_active(False)
    parameter = parameter_named(document.network, "w11")
    document.edit(Message("Set"), edits.set_value(document.network, parameter, 0.0))
    assert session.trace is None
    assert not session.overlay.values
    session.set_active(True)
    assert session.trace is not None
    assert session.trace.before.network == document.network


def test_a_preview_is_followed_and_taken_back(document: Document, session: StepSession) -> None:
    session.last()
    parameter = parameter_named(document.network, "beta0")
    document.preview(edits.set_value(document.network, parameter, 100.0))
    assert session.overlay.values[Unit("y")] == "188.5"
    document.finish_preview()
    assert session.overlay.values[Unit("y")] == "147.5"


def test_playing_goes_to_the_end_and_stops(
    session: StepSession, settings: Settings, qtbot: QtBot
) -> None:
    settings.set("play_speed", 200.0)
    session.toggle_play()
    qtbot.waitUntil(lambda: session.cursor == len(session.steps) - 1)
    qtbot.waitUntil(lambda: not session.player.is_playing)


def test_a_large_network_is_recorded_beside_the_window(
    document: Document, session: StepSession, qtbot: QtBot
) -> None:
    sizes = (20, 30, 2)
    nodes = [
        Node(f"b{i}", role, units=n, activation="relu", bias=np.zeros(n))
        for i, (n, role) in enumerate(zip(sizes, Role, strict=True))
    ]
    edges = [Edge(f"b{i}", f"b{i + 1}", np.full((sizes[i + 1], sizes[i]), 0.1)) for i in range(2)]
    data = Data(np.ones((1, 20)), np.ones((1, 2)))
    document.load(Network.build(nodes, edges, data=data), None)
    assert session.state is State.CALCULATING
    assert not session.overlay.values
    qtbot.waitUntil(lambda: session.state is State.READY)
    session.last()
    assert session.overlay.values[Unit("b2", 1)] == "6"
    assert session.derived.gradient(document.network.parameters()[-1]) == pytest.approx(20.0)


def test_the_check_and_the_rows_agree_with_the_steps(
    document: Document, session: StepSession
) -> None:
    document.load(house(3), None)
    parameter = parameter_named(document.network, "beta1")
    start_chain(session, "beta1")
    check = session.derived.check(parameter)
    assert check is not None
    assert check.digits >= 7
    rows = session.derived.rows(document.network)
    column = document.network.parameters().index(parameter)
    assert rows.rows[0, column] == pytest.approx(session.derived.gradient(parameter))  # type: ignore[union-attr]


def test_a_session_whose_window_goes_takes_no_answer_any_more(
    session: StepSession, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("gui.stepping.session.takes_long", lambda *_: True)
    taken: list[object] = []
    session.trace_changed.connect(lambda: taken.append(session.trace))
    session.set_learning_rate(0.5)
    session.close()
    qtbot.waitUntil(lambda: not session._background._timer.isActive())
    assert taken == [None]
