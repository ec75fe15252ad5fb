"""Architectures and settings, ranked by what they have not seen."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.experiments import Grid
from core.experiments.grid import HELD_OUT
from core.experiments.training import NothingToTrainError
from core.files.reader import read_network
from core.metrics import metrics
from core.network.data import Data, Part
from core.network.network import Network

XOR = "resources/examples/xor.nodewise"


def bowl(split: bool = True) -> Network:
    """A network whose data no line fits: y = x₁² + x₂²."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-1, 1, (60, 2))
    data = Data(x, np.square(x).sum(axis=1)[:, None], split=[0] * 40 + [1] * 20 if split else None)
    training = {"optimizer": "adam", "learning_rate": 0.05, "epochs": 120}
    return replace(read_network(XOR), data=data, training=training)


def test_every_combination_is_tried_once() -> None:
    grid = Grid(
        read_network(XOR),
        layers=(0, 1, 2),
        units=(2, 4),
        activations=("relu", "tanh"),
        optimizers=("gd", "adam"),
        learning_rates=(0.1, 0.01),
        l1=(0.0, 0.1),
        l2=(0.0, 0.2),
        dropout=(0.0, 0.5),
        epochs=9,
    )
    found = grid.candidates()
    shapes = {(c.hidden, c.activation) for c in found}
    # A linear model has no units, no g and no dropout.
    assert shapes == {((), "identity")} | {
        (hidden, g) for hidden in ((2,), (4,), (2, 2), (4, 4)) for g in ("relu", "tanh")
    }
    assert len(found) == 16 + 8 * 32
    assert {c.settings.epochs for c in found} == {9}
    assert {c.settings.dropout for c in found if not c.hidden} == {0.0}


def test_the_best_on_validation_rows_comes_first_and_bends(finished: Any) -> None:
    network = bowl()
    grid = Grid(
        network, layers=(0, 1), units=(1, 8), activations=("tanh",), seeds=(0, 1), epochs=300
    )
    result = finished(grid)
    ranking = result.ranking
    assert (result.total, result.held_out, len(ranking)) == (3, 0, 3)
    assert ranking[0].candidate.hidden == (8,)
    assert ranking[0].n_parameters == 33
    losses = [trial.validation_loss for trial in ranking]
    assert losses == sorted(losses)
    assert losses[0] < 0.5 * losses[-1]
    assert ranking[0].spread > 0


def test_a_trial_opens_as_the_network_that_was_judged(finished: Any) -> None:
    grid = Grid(bowl(), units=(3,), activations=("relu",), l2=(0.01,))
    (trial,) = finished(grid).trials
    opened = trial.network(grid)
    assert [len(opened.inputs), len(opened.outputs)] == [2, 1]
    assert opened.training["l2"] == 0.01
    plan = compile_network(opened)
    found = metrics(plan, parameter_vector(plan, opened), opened.data, Part.VALIDATION)
    assert found["mse"] == pytest.approx(trial.validation_loss)
    assert trial.metrics["validation.mse"] == pytest.approx(trial.validation_loss)


def test_rows_are_held_out_where_there_are_none_to_judge(finished: Any) -> None:
    result = finished(Grid(bowl(split=False), units=(2,), epochs=2))
    assert result.held_out == HELD_OUT * 60
    assert np.isfinite(result.trials[0].validation_loss)


def test_large_candidates_are_blocks(finished: Any) -> None:
    grid = Grid(bowl(), layers=(2,), units=(100,), epochs=1)
    (trial,) = finished(grid).trials
    opened = trial.network(grid)
    assert [node.units for node in opened.nodes.values()] == [2, 100, 100, 1]
    assert trial.n_parameters == opened.n_parameters == 300 + 10100 + 101


def test_what_runs_away_ranks_last(finished: Any) -> None:
    grid = Grid(bowl(), layers=(0,), optimizers=("gd",), learning_rates=(50.0, 0.1))
    last = finished(grid).ranking[-1]
    assert last.candidate.settings.learning_rate == 50.0
    assert last.n_diverged == 1
    assert np.isnan(last.validation_loss)
    assert last.network(grid).n_parameters == 3


def test_the_same_grid_gives_the_same_numbers(finished: Any) -> None:
    first, again = (finished(Grid(bowl(), units=(3,), dropout=(0.3,), epochs=20)) for _ in "12")
    assert first.trials[0].validation_loss == again.trials[0].validation_loss


def test_a_grid_of_nothing_or_of_too_much_is_refused() -> None:
    with pytest.raises(NothingToTrainError, match="at least one value"):
        next(Grid(bowl(), units=()).run())
    many = Grid(bowl(), units=tuple(range(1, 2100)))
    with pytest.raises(NothingToTrainError, match="2099 networks: choose fewer values, up to 2000"):
        next(many.run())
