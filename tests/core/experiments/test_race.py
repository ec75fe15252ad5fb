"""Optimizers race from the same start weights over the same data."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.experiments import Race, training
from core.experiments.training import NothingToTrainError
from core.files.reader import network_from_text, read_network
from core.files.writer import text_of
from core.network.data import Data
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer

XOR = "resources/examples/xor.nodewise"
RATES = {"gd": 0.1, "momentum": 0.05, "rmsprop": 0.01, "adam": 0.01}


def test_all_lanes_start_alike_and_seeds_draw_new_weights(finished: Any) -> None:
    race = Race.between(read_network(XOR), RATES, (0, 1), epochs=40, initializer="uniform")
    result = finished(race)
    assert [lane.settings.optimizer for lane in result.lanes] == list(RATES)
    starts = np.array([[f.start for f in lane.finishes] for lane in result.lanes])
    assert (starts == starts[:1]).all()
    assert not np.array_equal(starts[0, 0], starts[0, 1])
    losses = np.array([[f.losses for f in lane.finishes] for lane in result.lanes])
    assert losses.shape == (4, 2, 41)
    assert (losses[:, :, 0] == losses[:1, :, 0]).all()
    assert np.isfinite(losses).all()


def test_a_lane_is_the_training_of_its_settings(finished: Any) -> None:
    network = read_network(XOR)
    settings = TrainingSettings("adam", 0.05, batch_size=1, epochs=30)
    result = finished(Race(network, (settings,), seeds=(7,), points=10))
    plan = compile_network(network)
    trainer = Trainer(
        plan, parameter_vector(plan, network), network.data, replace(settings, seed=7)
    )
    trainer.run_steps(10**9)
    (finish,) = result.lanes[0].finishes
    assert finish.end.tolist() == trainer.theta.tolist()
    assert result.epochs.tolist() == [*range(0, 31, 3)]
    assert (finish.epochs, finish.steps) == (30, 120)


def test_a_long_training_is_seen_before_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "SHOWN_EVERY", -1.0)
    race = Race.between(read_network(XOR), {"gd": 0.1}, (0, 1), epochs=20)
    seen = [lane for _share, result in race.run() for lane in result.lanes]
    early = [lane for lane in seen if not lane.finishes and lane.under_way is not None]
    reached = [int(np.isfinite(lane.mean).sum()) for lane in early]
    assert reached == sorted(reached)
    assert 0 < reached[0] < reached[-1] <= 21
    assert seen[-1].under_way is None
    assert len(seen[-1].finishes) == 2
    assert np.isfinite(seen[-1].mean).all()


def test_mean_and_spread_are_over_seeds(finished: Any) -> None:
    race = Race.between(read_network(XOR), {"gd": 0.1}, (0, 1, 2), 20, initializer="he")
    (lane,) = finished(race).lanes
    losses = np.array([f.losses for f in lane.finishes])
    assert lane.mean == pytest.approx(losses.mean(axis=0))
    assert lane.spread == pytest.approx(losses.std(axis=0, ddof=1))
    assert lane.final == pytest.approx((losses[:, -1].mean(), losses[:, -1].std(ddof=1)))
    assert np.isnan(lane.validation_final[0])


def test_validation_rows_decide_who_wins(finished: Any) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(30, 2))
    data = Data(x, x[:, :1], split=[0] * 20 + [1] * 10)
    network = replace(read_network("resources/examples/xor-linear.nodewise"), data=data)
    result = finished(Race.between(network, {"gd": 1e-6, "adam": 0.1}, (0, 1), 100))
    assert result.ranking == (1, 0)
    slow, quick = result.lanes
    assert quick.validation_final[0] < 0.01 < slow.validation_final[0]
    assert quick.validation_mean.shape == result.epochs.shape


def test_a_lane_that_runs_away_is_counted_and_comes_last(finished: Any) -> None:
    network = read_network("resources/examples/xor-linear.nodewise")
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20, 2))
    network = replace(network, data=Data(x, x[:, :1] + 1))
    result = finished(Race.between(network, {"gd": 9.0, "adam": 0.1}, (0, 1), 200))
    away, sound = result.lanes
    assert (away.n_diverged, sound.n_diverged) == (2, 0)
    assert result.ranking == (1, 0)
    assert np.isnan(away.final[0])
    assert np.isfinite(away.finishes[0].end).all()


def test_results_become_runs_of_the_file(finished: Any) -> None:
    network = read_network(XOR)
    result = finished(Race.between(network, RATES, (0, 1), 10, initializer="uniform"))
    runs = result.runs(network, first_colour=2)
    assert [run.colour for run in runs] == [2, 2, 3, 3, 4, 4, 5, 5]
    assert [run.settings["optimizer"] for run in runs[::2]] == list(RATES)
    assert [run.seed for run in runs] == [0, 1] * 4
    assert runs[0].metrics["training.mse"] == pytest.approx(runs[0].loss)
    kept = network_from_text(text_of(replace(network, runs=runs)))
    assert kept.runs == runs
    plan = compile_network(network)
    restored = parameter_vector(plan, runs[3].end.into(network))
    assert restored.tolist() == result.lanes[1].finishes[1].end.tolist()


def test_closing_keeps_what_was_said_last() -> None:
    steps = Race.between(read_network(XOR), RATES, (0, 1), 20).run()
    share, result = next(steps)
    while not result.lanes[1].finishes:
        share, result = next(steps)
    steps.close()
    assert 0 < share < 1
    assert [len(lane.finishes) for lane in result.lanes] == [1, 1, 0, 0]


def test_a_race_of_nobody_or_over_nothing_is_refused() -> None:
    network = read_network(XOR)
    with pytest.raises(NothingToTrainError, match="at least one optimizer"):
        next(Race(network, ()).run())
    empty = replace(network, data=Data(np.zeros((0, 2)), np.zeros((0, 1))))
    with pytest.raises(NothingToTrainError, match="no training observations"):
        next(Race.between(empty, RATES).run())
    holes = replace(network, data=Data([[0.0, np.nan]], [[1.0]]))
    with pytest.raises(NothingToTrainError, match="not complete"):
        next(Race.between(holes, RATES).run())


def test_large_networks_keep_the_ends_of_the_best_alone(
    finished: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, race = read_network(XOR), Race.between(read_network(XOR), RATES, (0, 1), 3)
    whole = finished(race)
    monkeypatch.setattr("core.experiments.race.MOST_WEIGHTS", 1)
    result = finished(race)
    finishes = [finish for lane in result.lanes for finish in lane.finishes]
    assert all(finish.start is None for finish in finishes)
    losses = [finish.loss for finish in finishes]
    kept = [finish.loss for finish in finishes if finish.end is not None]
    assert sorted(kept) == sorted(losses)[:3]
    runs, as_they_were = result.runs(network), whole.runs(network)
    assert [run.metrics for run in runs] == [run.metrics for run in as_they_were]
    assert sum(run.end is not None for run in runs) == 3
