"""The lesson about training in the window: settings, batch, live weights, apply."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.compiling.compiler import parameter_vector
from core.network import edits
from core.network.naming import parameter_named
from core.network.node import Unit
from core.stepping.quantity import Kind, Quantity
from core.stepping.trace import Lesson
from core.training.settings import TrainingSettings
from gui.document import Document
from gui.settings import Settings
from gui.stepping import session as session_module
from gui.stepping.session import State, StepSession
from gui.stepping.step_side_panel import StepSidePanel
from gui.stepping.training_section import CONSTANTS
from gui.theme import theme
from tests.gui.stepping.conftest import house


@pytest.fixture
def session(document: Document, settings: Settings) -> StepSession:
    document.load(replace(house(3), training={"learning_rate": 0.01, "batch_size": 2}), None)
    session = StepSession(document, settings)
    session.start(Lesson.TRAINING)
    return session


def go_to(session: StepSession, topic: str, number: int = 1) -> None:
    steps = enumerate(session.steps)
    session.go_to(
        next(i for i, s in steps if s.topic == topic and s.batch and s.batch.number == number)
    )


def training(session: StepSession) -> TrainingSettings:
    return TrainingSettings.of(session.document.network.training)


def test_it_starts_at_the_first_batch(session: StepSession) -> None:
    assert session.step is not None
    assert session.step.topic == "train_batch_shuffled"
    assert len(session.trace.moves) == 3  # type: ignore[union-attr]


def test_going_on_changes_the_weights_on_the_canvas_and_back_takes_them_back(
    session: StepSession,
) -> None:
    assert session.shown_network is None
    go_to(session, "train_update", 2)
    assert session.trace is not None
    shown = session.shown_network
    assert shown is not None
    theta = parameter_vector(session.trace.before.plan, shown)
    np.testing.assert_array_equal(theta, session.trace.moves[1].new_theta)
    session.first()
    assert session.shown_network is None
    assert session.document.undo_stack.count() == 0


def test_moving_records_nothing(session: StepSession, monkeypatch: pytest.MonkeyPatch) -> None:
    trace = session.trace

    def fail(*_: object) -> None:
        raise AssertionError("recorded again")

    monkeypatch.setattr(session_module.Recording, "of", fail)
    for move in (session.last, session.back, session.first, session.next):
        move()
    assert session.trace is trace


def test_more_steps_continue_the_same_run(session: StepSession) -> None:
    assert session.trace is not None
    before = [move.new_theta for move in session.trace.moves]
    go_to(session, "train_nabla", 2)
    session.set_moves(8)
    assert len(session.trace.moves) == 8
    assert session.step is not None
    assert session.step.topic == "train_nabla"
    assert session.step.batch is not None
    assert session.step.batch.number == 2
    for old, move in zip(before, session.trace.moves, strict=False):
        np.testing.assert_array_equal(old, move.new_theta)
    session.set_moves(1000)
    assert len(session.trace.moves) == 20


def test_another_optimizer_is_an_edit_and_keeps_the_place(
    session: StepSession, side: StepSidePanel
) -> None:
    go_to(session, "train_update", 2)
    said: list[object] = []
    session.message.connect(said.append)
    side.training.optimizer.chosen.emit("adam")
    assert training(session).optimizer == "adam"
    assert session.step is not None
    assert session.step.topic == "train_update"
    assert session.step.batch is not None
    assert session.step.batch.number == 2
    assert said == []
    assert any(step.topic == "train_corrected" for step in session.steps)
    session.document.undo_stack.undo()
    assert training(session).optimizer == "gd"
    assert not any(step.topic == "train_corrected" for step in session.steps)


@pytest.mark.parametrize("name", ["gd", "momentum", "rmsprop", "adam"])
def test_only_the_constants_of_the_optimizer_are_shown(
    session: StepSession, side: StepSidePanel, name: str
) -> None:
    side.training.optimizer.chosen.emit(name)
    for key, about in CONSTANTS.items():
        assert side.training.fields[key].isVisibleTo(side) == (name in about.optimizers)


def test_constants_and_batches_are_edited(session: StepSession, side: StepSidePanel) -> None:
    section = side.training
    section.fields["l2"].value_committed.emit(0.5)
    section.batch.chosen.emit("one")
    assert training(session).l2 == 0.5
    assert training(session).batch_size == 1
    assert not section.size_box.isVisibleTo(side)
    section.batch.chosen.emit("mini")
    section.size_box.setValue(3)
    assert training(session).batch_size == 3
    section.flags["replacement"].click()
    assert training(session).replacement
    assert session.step is not None
    assert session.step.topic == "train_batch_drawn"


def test_a_constant_out_of_range_is_told_and_not_taken(
    session: StepSession, side: StepSidePanel
) -> None:
    said: list[str] = []
    session.message.connect(lambda message: said.append(str(message)))
    side.training.fields["dropout"].value_committed.emit(1.5)
    assert "dropout" in said[0]
    assert training(session).dropout == 0.0
    assert side.training.fields["dropout"].value == 0.0


def test_the_list_marks_the_batch_and_a_click_shows_the_row(
    session: StepSession, side: StepSidePanel
) -> None:
    session.change_training(batch_size=None)
    batch = side.observation.batch
    texts = [batch.item(i).text() for i in range(batch.count())]
    assert [text[0] for text in texts] == ["◉", "●", "●"]
    assert session.overlay.values[Unit("x1")] == "1"
    batch.itemClicked.emit(batch.item(1))
    assert session.overlay.values[Unit("x1")] == "2"
    assert batch.item(1).text().startswith("◉ 2")


def test_apply_writes_the_step_in_hand_as_one_edit(
    session: StepSession, side: StepSidePanel
) -> None:
    assert not side.update_card.apply.isEnabled()
    go_to(session, "train_outcome", 2)
    assert session.trace is not None
    theta, plan = session.trace.moves[1].new_theta, session.trace.before.plan
    assert side.update_card.apply.isEnabled()
    side.update_card.apply.click()
    document = session.document
    np.testing.assert_array_equal(parameter_vector(plan, document.network), theta)
    assert document.undo_stack.count() == 1
    assert "2 steps" in document.undo_stack.undoText()
    document.undo_stack.undo()
    assert document.network == replace(house(3), training=document.network.training)


def test_a_click_on_another_weight_follows_it_from_there(session: StepSession) -> None:
    go_to(session, "train_nabla", 2)
    other = parameter_named(session.document.network, "beta1")
    session.explain(Quantity(Kind.PARAMETER, parameter=other))
    assert session.lesson is Lesson.TRAINING
    assert session.request.parameter == other
    assert session.step is not None
    assert session.step.topic == "train_nabla"
    assert session.step.about is not None
    assert session.step.about.parameter == other


def test_an_edit_of_a_weight_shows_no_stale_number(
    document: Document, session: StepSession
) -> None:
    go_to(session, "train_update", 2)
    before = session.step.lines[0].value  # type: ignore[union-attr]
    parameter = parameter_named(document.network, "beta1")
    document.edit(session_module.Message("Set"), edits.set_value(document.network, parameter, 1.0))
    assert session.step is not None
    assert session.step.topic == "train_update"
    assert session.step.lines[0].value != before  # type: ignore[union-attr]


def test_dropout_is_drawn_and_stays_while_stepping(session: StepSession) -> None:
    session.change_training(dropout=0.5, seed=2, batch_size=1)
    first = [i for i, s in enumerate(session.steps) if s.batch and s.batch.number == 1]
    seen = set()
    for index in [*first, *reversed(first)]:
        session.go_to(index)
        seen.add(session.overlay.left_out)
    assert len(seen) == 1


def test_a_training_that_is_out_of_range_says_so(document: Document, session: StepSession) -> None:
    bad = replace(document.network, training={"rho": 7})
    document.edit(session_module.Message("Break"), bad)
    assert session.state is State.UNFINISHED
    assert "training.rho" in str(session.problem)


def test_fields_of_the_lesson_can_be_reached_by_keyboard(side: StepSidePanel) -> None:
    section = side.training
    for widget in (section.optimizer, section.batch, section.moves_box, *section.fields.values()):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert widget.accessibleName()


def test_a_number_leads_to_where_it_comes_from_in_its_own_step(session: StepSession) -> None:
    session.change_training(optimizer="momentum")
    go_to(session, "train_update", 3)
    parameter = session.request.parameter

    def explained(kind: Kind) -> tuple[str, int]:
        session.explain(Quantity(kind, parameter=parameter))
        assert session.step is not None
        assert session.step.batch is not None
        return session.step.topic, session.step.batch.number

    assert explained(Kind.NEW_VELOCITY) == ("train_velocity", 3)
    assert explained(Kind.VELOCITY) == ("train_velocity", 2)
    assert explained(Kind.TOTAL_GRADIENT) == ("train_nabla", 2)
    said: list[str] = []
    session.message.connect(lambda message: said.append(str(message)))
    go_to(session, "train_velocity", 1)
    assert explained(Kind.VELOCITY) == ("train_velocity", 1)
    assert "start from zero" in said[0]


def test_the_seed_is_there_where_something_is_drawn(
    side: StepSidePanel, session: StepSession
) -> None:
    section = side.training
    assert section.fields["seed"].isVisible()
    first = session.steps[0].batch
    section.fields["seed"].value_committed.emit(5.0)
    assert training(session).seed == 5
    assert isinstance(session.document.network.training["seed"], int)
    assert session.steps[0].batch != first
    section.batch.chosen.emit("whole")
    assert not section.fields["seed"].isVisible()
    session.change_training(dropout=0.3)
    assert section.fields["seed"].isVisible()


def test_in_a_low_panel_the_note_stands_above_the_settings(
    side: StepSidePanel, session: StepSession, qtbot: QtBot
) -> None:
    column = side._column
    side.resize(260, 1000)
    assert column.indexOf(side.notes) > column.indexOf(side.training)
    side.resize(260, 560)
    assert column.indexOf(side.notes) < column.indexOf(side.training)
    session.start(Lesson.BACKWARD)
    assert column.indexOf(side.notes) > column.indexOf(side.training)


def test_more_settings_are_in_the_workspace_train(qtbot: QtBot, window) -> None:  # type: ignore[no-untyped-def]
    window.document.load(house(3), None)
    window.show_drawing()
    window.actions_.run("explain.training")
    window.workshop.side_panel.training.more.click()
    assert window.workspace == "train"


def test_in_a_narrow_panel_labels_stand_above_their_fields(
    side: StepSidePanel, qtbot: QtBot
) -> None:
    section = side.training
    field, label = section.optimizer, section._names["optimizer"]
    assert field.y() < label.geometry().bottom()
    theme().set(scale=2.0)
    side.resize(270, 900)
    qtbot.waitUntil(lambda: field.y() >= label.geometry().bottom())
    assert field.y() >= label.geometry().bottom()
    assert field.width() > 0.9 * section.width()
    assert section.fields["learning_rate"].width() > 0.9 * section.width()
