"""Start weights, new weights, settings as edits, and experiments in the other worker."""

from dataclasses import dataclass
from functools import partial

import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.network.run import Run
from core.training.settings import TrainingSettings
from gui.messages import Kind
from gui.training.records import telling_name
from gui.training.session import State


def theta_of(network):
    return parameter_vector(compile_network(network), network).tolist()


@dataclass(frozen=True)
class Squares:
    n: int
    wrong: bool = False

    def run(self):
        if self.wrong:
            raise ValueError("wrong")
        for i in range(self.n):
            yield (i + 1) / self.n, i * i


def test_start_weights_come_back_as_one_edit_without_a_new_draw(qtbot, session, xor):
    start = theta_of(xor.network)
    session.run()
    qtbot.waitUntil(lambda: session.state is State.IDLE)
    trained = theta_of(xor.network)
    session.back_to_start()
    assert theta_of(xor.network) == start
    xor.undo()
    assert theta_of(xor.network) == trained


def test_without_a_run_there_is_nothing_to_go_back_to(session, xor):
    told = []
    session.message.connect(lambda text, kind: told.append(kind))
    assert not session.has_start
    session.back_to_start()
    assert told == [Kind.REFUSAL]
    assert xor.undo_stack.count() == 0


def test_new_weights_are_drawn_by_the_initialiser_and_a_seed_that_is_named(session, xor):
    session.settings.set("training_weight", "glorot")
    session.new_weights(7)
    assert xor.undo_stack.command(0).text() == "New weights (glorot, seed 7)"
    first = theta_of(xor.network)
    session.new_weights()
    assert xor.undo_stack.command(1).text() == "New weights (glorot, seed 8)"
    assert theta_of(xor.network) != first
    session.new_weights(7)
    assert theta_of(xor.network) == first


def test_a_setting_is_one_undoable_edit_with_a_name(session, xor):
    session.change(l1=0.25)
    assert session.training.l1 == 0.25
    assert xor.undo_stack.command(0).text() == "Change the penalty λ₁"
    session.change(l1=0.25)
    assert xor.undo_stack.count() == 1
    xor.undo()
    assert session.training.l1 == 0.0


def test_a_setting_out_of_its_range_is_refused_in_words(session, xor):
    told = []
    session.message.connect(lambda text, kind: told.append((str(text), kind)))
    session.change(learning_rate=-1.0)
    assert session.training.learning_rate == TrainingSettings.of(xor.network.training).learning_rate
    assert told[0][1] is Kind.REFUSAL
    assert "learning_rate" in told[0][0]


def test_an_experiment_reports_and_ends_with_its_result(qtbot, session):
    handle = session.submit(Squares(4))
    with qtbot.waitSignal(handle.finished) as told:
        pass
    assert told.args == [9]
    assert handle.is_over


def test_an_experiment_that_fails_says_why(qtbot, session):
    handle = session.submit(Squares(4, wrong=True))
    with qtbot.waitSignal(handle.failed) as told:
        pass
    assert str(told.args[0]) == "wrong"


def test_an_experiment_that_cannot_travel_says_so(qtbot, session):
    class Local(Squares):
        pass

    handle = session.submit(Local(1))
    with qtbot.waitSignal(handle.failed):
        pass


def test_a_cancelled_experiment_is_not_heard_of_and_the_next_one_is_done(qtbot, session):
    long = session.submit(Squares(10**9))
    long.cancel()
    heard = []
    long.finished.connect(heard.append)
    handle = session.submit(Squares(2))
    with qtbot.waitSignal(handle.finished) as told:
        pass
    assert told.args == [1]
    assert heard == []


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_both_precisions_train(qtbot, session, xor, dtype):
    session.change(dtype=dtype, epochs=5)
    session.run()
    qtbot.waitUntil(lambda: session.state is State.IDLE)
    assert xor.network.runs[0].settings.get("dtype", "float64") == dtype
    assert session.report.epoch == 5


def test_the_name_of_a_run_says_what_is_other_than_in_the_first():
    first = Run(name="gd", settings=TrainingSettings("gd", 0.1).into({}))
    telling = partial(telling_name, runs=(first,))
    assert telling_name(TrainingSettings("gd", 0.1), ()) == "gd"
    assert telling(TrainingSettings("gd", 0.1)) == "gd"
    assert telling(TrainingSettings("gd", 0.5, batch_size=8)) == "gd, ε 0.5, b 8"
    assert telling(TrainingSettings("adam", 0.5)) == "adam"
    by_rows = Run(name="gd", settings=TrainingSettings("gd", 0.1, batch_size=1).into({}))
    assert telling_name(TrainingSettings("gd", 0.1, batch_size=None), (by_rows,)) == "gd, b n"
