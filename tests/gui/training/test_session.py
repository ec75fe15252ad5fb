"""Training a document: the worker trains, one edit and one record come of it."""

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from gui.training.session import State


def until_idle(qtbot, session):
    qtbot.waitUntil(lambda: session.state is State.IDLE)


def until_rest(qtbot, session):
    qtbot.waitUntil(lambda: session.state is State.PAUSED)


def plain_trainer(network):
    plan = compile_network(network)
    settings = TrainingSettings.of(network.training)
    return Trainer(plan, parameter_vector(plan, network), network.data, settings)


def theta_of(network):
    return parameter_vector(compile_network(network), network)


@pytest.mark.parametrize(
    "training",
    [{}, {"optimizer": "rmsprop", "batch_size": 1}, {"batch_size": 2, "dropout": 0.3, "seed": 9}],
)
def test_a_run_gives_the_numbers_of_the_plain_trainer_bit_for_bit(qtbot, session, xor, training):
    session.change(**training)
    network = xor.network
    session.run()
    until_idle(qtbot, session)
    trainer = plain_trainer(network)
    for _ in range(trainer.settings.epochs):
        trainer.run_epoch()
    assert theta_of(xor.network).tolist() == trainer.theta.tolist()


def test_the_end_of_a_run_is_one_edit_and_one_record(qtbot, session, xor):
    before = xor.network
    session.run()
    until_idle(qtbot, session)
    assert xor.undo_stack.count() == 1
    assert xor.undo_stack.command(0).text() == "Train (adam, 60 epochs)"
    (run,) = xor.network.runs
    assert (run.name, run.epochs, run.steps, run.stopped) == ("adam", 60, 60, "epochs")
    assert run.start.into(xor.network).edges == before.edges
    assert run.end.fits(xor.network)
    xor.undo()
    assert np.array_equal(theta_of(xor.network), theta_of(before))
    assert xor.network.runs == (run,)


def test_batches_and_epochs_go_on_with_the_same_trainer(qtbot, session, xor):
    session.change(batch_size=1)
    network = xor.network
    session.one_batch()
    until_rest(qtbot, session)
    assert session.report.step == 1
    session.one_epoch()
    until_rest(qtbot, session)
    assert (session.report.epoch, session.report.step) == (1, 4)
    session.epochs(3)
    until_rest(qtbot, session)
    trainer = plain_trainer(network)
    trainer.run_steps(16)
    assert session.theta.tolist() == trainer.theta.tolist()
    assert xor.network == network  # nothing is touched before the end
    session.stop()
    assert theta_of(xor.network).tolist() == trainer.theta.tolist()
