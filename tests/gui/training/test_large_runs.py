"""Runs over many observations: what is known of them while they train, and afterwards."""

from collections import deque
from dataclasses import replace

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.metrics import judge
from core.network.byte_rows import ByteRows
from core.network.data import Data, Part
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from gui.training import records
from gui.training.session import State, TrainSession
from gui.training.texts import status_texts


def blocks(n=1200, epochs=100_000):
    """Bytes of no shipped set, so that they travel to the worker; a third is for tests."""
    rng = np.random.default_rng(4)
    true = rng.integers(0, 3, n)
    pixels = rng.integers(0, 60, (n, 400))
    pixels[np.arange(n), true] += 190
    split = np.repeat([0, 2], [n - n // 3, n // 3])
    data = Data(ByteRows(pixels.astype(np.uint8)), np.eye(3)[true], split=split, image=(20, 20))
    nodes = [Node("x", Role.INPUT, 400), Node("h", Role.HIDDEN, 60), Node("y", Role.OUTPUT, 3)]
    weights = rng.normal(scale=0.05, size=(60, 400)), rng.normal(size=(3, 60))
    edges = [Edge("x", "h", weights[0]), Edge("h", "y", weights[1])]
    training = {
        "optimizer": "adam", "learning_rate": 0.001, "batch_size": 50, "epochs": epochs,
        "dtype": "float32",
    }  # fmt: skip
    built = Network.build(nodes, edges, data=data)
    return replace(built, output_function="softmax", loss="cross_entropy", training=training)


@pytest.fixture
def session(qtbot, document, settings):
    document.load(blocks(), None)
    session = TrainSession(document, settings)
    yield session
    session.close()


def test_the_time_that_is_left_goes_by_the_clock(qtbot, session, monkeypatch):
    session.run()
    qtbot.waitUntil(lambda: session.time_left is not None)
    hand = session._hand
    hand.until_step = 140
    hand._clock = deque([(10.0, 0), (12.0, 40)])  # 20 steps a second, evaluations and all
    with monkeypatch.context() as clock:
        clock.setattr("gui.training.hand.perf_counter", lambda: 13.0)
        assert session.time_left == pytest.approx(100 / 20 - 1)


def test_progress_within_epochs_and_the_metrics_of_where_it_was_stopped(
    qtbot, session, monkeypatch
):
    monkeypatch.setattr(records, "MOST_WEIGHTS", 1000)
    monkeypatch.setattr("gui.training.texts.LONG", 0.0)
    session.run()
    qtbot.waitUntil(lambda: session.n_done > 40 and session.time_left is not None)
    assert 0 < session.examples_per_second == pytest.approx(50 * session.speed)
    text = status_texts(session)[0]
    assert "observations/s" in text
    assert "left" in text
    assert " of 100" in text
    assert "% " in text
    qtbot.waitUntil(lambda: "accuracy" in session.history)
    document = session.document
    session.stop()
    assert session.state is State.IDLE
    (run,) = document.network.runs
    assert (run.start, run.metrics) == (None, {})
    assert session.is_judging
    assert "evaluating" in status_texts(session)[0]
    qtbot.waitUntil(lambda: not session.is_judging)
    (run,) = document.network.runs
    network = document.network
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    test = judge(plan, theta, network.data, Part.TEST)
    assert run.metrics["test.accuracy"] == test.metrics["accuracy"]
    assert run.loss == judge(plan, theta, network.data).loss == session.report.loss
    if session.epochs_made % 1.0:  # not what was right at the end of the last whole epoch
        right = 100 * run.metrics["training.accuracy"]
        assert f" · {right:.2f}".rstrip("0").rstrip(".") in status_texts(session)[0]
    assert run.end.fits(network)


def test_only_the_newest_large_runs_keep_their_weights(qtbot, session, monkeypatch):
    monkeypatch.setattr(records, "MOST_WEIGHTS", 1000)
    monkeypatch.setattr(records, "MOST_HEAVY", 1)
    document = session.document
    for _ in range(2):
        session.one_batch()
        qtbot.waitUntil(lambda: session.state is State.PAUSED)
        session.stop()
    first, second = document.network.runs
    assert first.end is None
    assert second.end.fits(document.network)
