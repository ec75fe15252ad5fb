"""How often XOR is learned from random starts, as the lecture's notes measured it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.experiments import Starts
from core.experiments.starts import StartsResult
from core.files.reader import read_network
from core.network.data import Data
from core.network.edge import EdgeKey
from core.numerics import passes
from core.training.settings import TrainingSettings

XOR = "resources/examples/xor.nodewise"
LECTURE = TrainingSettings("gd", 0.1, epochs=3000)


def test_two_relu_units_seldom_learn_xor_and_stick_at_three_plateaus(finished: Any) -> None:
    result = finished(Starts(read_network(XOR), 60, LECTURE))
    assert 0.1 < result.share < 0.4
    assert len(result.losses) == result.total == 60
    assert result.n_diverged == 0
    groups = result.groups
    assert groups[0].solved
    assert groups[0].count == result.n_solved
    assert sum(group.count for group in groups) == 60
    plateaus = sorted(g.loss for g in groups if not g.solved and g.count >= 3)
    assert plateaus == pytest.approx([0.125, 1 / 6, 0.25], abs=1e-3)


def test_a_start_is_known_by_its_seed_and_can_be_seen_again(finished: Any) -> None:
    network = read_network(XOR)
    result = finished(Starts(network, 5, replace(LECTURE, epochs=50), seed=10))
    later = finished(Starts(network, 1, replace(LECTURE, epochs=50), seed=13))
    assert (later.starts[0] == result.starts[3]).all()
    assert later.losses[0] == result.losses[3]
    plan = compile_network(network)
    ended = result.network(network, 3)
    assert parameter_vector(plan, ended).tolist() == result.ends[3].tolist()
    assert parameter_vector(plan, result.network(network, 3, trained=False)).tolist() == (
        result.starts[3].tolist()
    )
    run = passes.forward(plan, result.ends[3], network.data.inputs)
    assert passes.loss(plan, run, network.data.targets) == pytest.approx(result.losses[3])


def test_uniform_draws_biases_too_and_others_begin_with_none(finished: Any) -> None:
    network = read_network(XOR)
    key = EdgeKey("x1", "a1")
    network = replace(
        network, edges={**network.edges, key: replace(network.edges[key], frozen=True)}
    )
    plan = compile_network(network)
    settings = replace(LECTURE, epochs=1)
    uniform = finished(Starts(network, 40, settings)).starts
    frozen = ~plan.trainable
    assert (uniform[:, frozen] == parameter_vector(plan, network)[frozen]).all()
    assert (np.abs(uniform[:, ~frozen]).max(axis=0) > 0.8).all()
    assert np.abs(uniform[:, ~frozen]).max() < 1
    he = finished(Starts(network, 3, settings, initializer="he")).starts
    assert (he[:, ~plan.is_weight] == 0).all()


def test_groups_gather_losses_that_are_alike() -> None:
    losses = np.array([0.25, 1e-9, np.nan, 0.1251, 0.125, 0.002, 0.2499])
    result = StartsResult(losses, np.zeros((7, 1)), np.zeros((7, 1)), 0.01, 9, 0)
    assert [(g.count, g.solved) for g in result.groups] == [(2, True), (2, False), (2, False)]
    assert result.groups[1].loss == pytest.approx(0.12505)
    assert (result.n_solved, result.n_diverged) == (2, 1)
    assert result.share == pytest.approx(2 / 7)


def test_starts_that_run_away_are_counted(finished: Any) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20, 2))
    network = replace(
        read_network("resources/examples/xor-linear.nodewise"), data=Data(x, x[:, :1])
    )
    result = finished(Starts(network, 3, TrainingSettings("gd", 9.0, epochs=300)))
    assert (result.n_diverged, result.n_solved, result.groups) == (3, 0, ())


def test_closing_keeps_the_starts_that_are_done() -> None:
    steps = Starts(read_network(XOR), 50, replace(LECTURE, epochs=10)).run()
    result = next(steps)[1]
    while len(result.losses) < 4:
        _, result = next(steps)
    steps.close()
    assert np.isfinite(result.losses).all()
    assert result.ends.shape == (4, 9)
