"""The estimate of a grid search is of the right size."""

from dataclasses import replace

import pytest

from core.experiments import Grid, estimate
from core.experiments.estimate import estimated_seconds
from core.files.reader import read_network
from core.training.trainer import Trainer

ARCHITECTURE = "resources/examples/architecture.nodewise"


@pytest.fixture
def trained(monkeypatch):
    """The steps that are trained to measure, each of which takes a millisecond of its own clock."""
    steps = []
    monkeypatch.setattr(Trainer, "run_steps", lambda _self, n: steps.append(n))
    monkeypatch.setattr(estimate, "perf_counter", lambda: sum(steps) / 1000)
    return steps


def test_twice_the_networks_take_twice_as_long(trained):
    few = Grid(read_network(ARCHITECTURE), units=(4,), epochs=2000)
    many = replace(few, learning_rates=(0.1, 0.01, 0.001, 0.02))
    one, four = estimated_seconds(few), estimated_seconds(many)
    assert one >= 2000 * 0.001
    assert four == pytest.approx(4 * one)
    assert estimated_seconds(replace(few, layers=())) == 0.0


def test_the_estimate_itself_is_quick(trained):
    estimated_seconds(Grid(read_network(ARCHITECTURE), units=tuple(range(1, 50)), epochs=100_000))
    assert 0.05 < sum(trained) / 1000 < 0.2
