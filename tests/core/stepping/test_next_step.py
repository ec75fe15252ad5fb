"""The next step of a run that has made some already, optimizer's memory and draws included."""

from dataclasses import replace

import numpy as np
import pytest

from core.files.reader import read_network
from core.stepping.replay import Training, replay
from core.stepping.trace import Lesson, Request, record
from core.training.trainer import Trainer
from gui.lessons import EXAMPLES


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": "gd", "batch_size": None},
        {"optimizer": "momentum", "batch_size": 1},
        {"optimizer": "adam", "batch_size": 2, "dropout": 0.3},
        {"optimizer": "rmsprop", "batch_size": 2, "l2": 0.01, "schedule": "exponential"},
    ],
)
def test_it_goes_on_where_the_trainer_is(settings: dict[str, object]) -> None:
    network = read_network(EXAMPLES / "xor-learned.nodewise")
    network = replace(network, training={**network.training, **settings})
    training = Training.of(network)
    trainer = Trainer(training.plan, replay(training, 1)[0].theta, network.data, training.settings)
    trainer.run_steps(13)
    moves = replay(training, 2, n_done=13)
    assert [move.number for move in moves] == [14, 15]
    np.testing.assert_allclose(moves[0].theta, trainer.theta, rtol=1e-9, atol=1e-12)
    trainer.run_steps(1)
    np.testing.assert_allclose(moves[0].new_theta, trainer.theta, rtol=1e-9, atol=1e-12)


def test_its_trace_begins_with_the_parameters_reached() -> None:
    network = read_network(EXAMPLES / "xor-learned.nodewise")
    parameter = network.parameters()[1]
    trace = record(network, Request(Lesson.TRAINING, parameter=parameter, n_done=13))
    assert trace.steps[0].batch is not None
    assert trace.steps[0].batch.number == 14
    np.testing.assert_array_equal(trace.theta_at(-1), trace.moves[0].theta)
    assert not np.array_equal(trace.theta_at(0), trace.before.theta)
