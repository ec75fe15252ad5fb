"""Race, grid search and random starts: what they ask, show, keep and give up."""

from dataclasses import replace

import numpy as np
import pytest

from core.files.reader import read_network
from core.network.data import Part
from core.network.initial import with_initial_weights
from core.network.node import Role
from core.network.notation import Notation
from core.network.run import Weights
from core.numbers import NumberError, parse_number
from core.numerics.initializers import INITIALIZERS
from core.training.settings import TrainingSettings
from gui.lessons import lesson
from gui.runs.grid_dialog import GridDialog
from gui.runs.number_list import parse_list
from gui.runs.race_dialog import RaceDialog
from gui.runs.starts_dialog import StartsDialog
from tests.gui.runs.helpers import network


def drawn(epochs=5):
    bare = network()
    made = with_initial_weights(bare, bare.edges, "uniform", INITIALIZERS["uniform"], 3)
    return replace(made, training={"learning_rate": 0.1, "epochs": epochs})


@pytest.fixture
def race(qtbot, document, session, settings):
    document.load(drawn(), None)
    dialog = RaceDialog(session, document, settings)
    qtbot.addWidget(dialog)
    dialog.seeds.setValue(3)
    return dialog


def test_a_race_has_every_optimizer_with_its_own_rate(race, session):
    race.starts.setCurrentIndex(0)
    race.racers.boxes["rmsprop"].setChecked(False)
    race.racers.rates["adam"].set_value(0.5)
    race.racers.constants["momentum"].set_value(0.8)
    task = race.make_task()
    assert [s.optimizer for s in task.contestants] == ["gd", "momentum", "adam"]
    assert task.contestants[2].learning_rate == 0.5
    assert task.contestants[1].momentum == 0.8
    assert task.seeds == (0, 1, 2)
    assert task.initializer is None


def test_the_results_grow_and_the_verdict_is_honest(race, session):
    race.start()
    assert race.is_running
    assert not race.form_side.isEnabled()
    session.handle.finish()
    assert race.is_complete
    assert [race.table.item(i, 0).text() for i in range(4)] == [
        "Gradient descent", "Momentum", "RMSProp", "Adam",
    ]  # fmt: skip
    assert "±" in race.table.item(0, 1).text()
    assert race.table.item(0, 2).text() == "3"
    assert "Over 3 seeds" in race.verdict.text()
    assert "is not shown" in race.verdict.text()
    assert "how fast they learn, not how well" in race.verdict.text()


def test_seeds_that_cannot_matter_are_called_that(race, session):
    race.starts.setCurrentIndex(0)
    race.start()
    session.handle.finish()
    assert race.table.item(0, 1).text().endswith("± 0")
    assert "nothing is left to chance" in race.verdict.text()


def test_of_a_race_the_median_seeds_are_kept_as_one_change(race, session, document, qtbot):
    race.starts.setCurrentIndex(0)
    race.start()
    session.handle.finish()
    race.keep()
    qtbot.waitUntil(lambda: len(document.network.runs) == 4)
    assert document.undo_stack.count() == 1
    assert [r.colour for r in document.network.runs] == [0, 1, 2, 3]
    assert all(r.start == Weights.of(document.network) for r in document.network.runs)
    document.undo_stack.undo()
    assert document.network.runs == ()


def test_a_cancelled_race_keeps_nothing(race, session, document):
    race.start()
    for _ in range(4):
        session.handle.piece()
    race.begin_or_cancel()
    assert session.handle.cancelled
    assert not race.keep_button.isEnabled()
    race.keep()
    assert document.network.runs == ()
    assert "Nothing of it is kept" in race.status.text()


def test_closing_gives_the_experiment_up(race, session):
    race.start()
    race.reject()
    assert session.handle.cancelled


def test_a_constant_out_of_range_is_said(race, session):
    race.racers.constants["beta1"].set_value(1.5)
    race.start()
    assert session.handles == []
    assert "beta1" in race.status.text()


def test_a_race_without_data_says_so(race, session, document):
    document.edit("none", replace(document.network, data=type(document.network.data)()))
    race.start()
    if session.handles:
        session.handle.finish()
    assert not race.is_complete
    assert race.status.text()


# Grid search


@pytest.fixture
def grid(qtbot, document, session, settings):
    document.load(drawn(), None)
    dialog = GridDialog(session, document, settings)
    qtbot.addWidget(dialog)
    dialog.values.lists["layers"].setText("0 1")
    dialog.values.lists["units"].setText("2; 3")
    dialog.values.lists["learning_rates"].setText("0.1, 0.01")
    return dialog


def test_the_number_of_networks_is_said_and_about_how_long(grid, qtbot):
    assert "6 networks" in grid.count.text()
    qtbot.waitUntil(lambda: "About" in grid.count.text())


def test_a_value_out_of_range_names_its_list(grid):
    grid.values.lists["dropout"].setText("0.5; 1.5")
    assert grid.count.text() == "Dropout: 1.5 is out of range."
    assert not grid.begin.isEnabled()


def test_the_winner_is_drawn_as_one_change_and_the_best_are_kept(grid, session, document):
    grid.start()
    session.handle.finish()
    assert grid.table.rowCount() == 6
    validation = [float(grid.table.item(i, 6).text()) for i in range(6)]
    assert validation == sorted(validation)
    before = document.network
    grid.table.selectRow(next(i for i in range(6) if grid.table.item(i, 0).text() == "3"))
    grid.apply()
    assert len(document.network.of_role(Role.HIDDEN)) == 3
    assert document.network.data == before.data
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.network == before
    grid.keep()
    assert len(document.network.runs) == 6
    assert all(run.validation_loss is not None for run in document.network.runs)


def test_without_validation_rows_a_split_is_offered(grid, document):
    assert "held out" in grid.held_out.text()
    assert not grid.split_button.isHidden()
    split = np.array([0, 0, 0, Part.VALIDATION])
    data = replace(document.network.data, split=split)
    document.edit("split", replace(document.network, data=data))
    grid.retranslate()
    assert "1 validation row" in grid.held_out.text()
    assert grid.split_button.isHidden()


@pytest.mark.parametrize(
    ("text", "mark", "values"),
    [
        ("0.1; 0.01", ".", [0.1, 0.01]),
        ("0,1; 0,01", ",", [0.1, 0.01]),
        ("1, 2,3", ".", [1, 2, 3]),
        ("2 4 2", ".", [2, 4]),
        ("", ".", []),
    ],
)
def test_lists_are_read_as_people_write_them(text, mark, values):
    assert parse_list(text, Notation(decimal_mark=mark)) == values


def test_a_word_in_a_list_is_refused():
    with pytest.raises(NumberError):
        parse_list("1; two", Notation())


# Random starts


@pytest.fixture
def starts(qtbot, document, session, settings):
    found = read_network(lesson("xor-learned").path)
    document.load(replace(found, training={**found.training, "epochs": 300}), None)
    dialog = StartsDialog(session, document, settings)
    qtbot.addWidget(dialog)
    dialog.number.setValue(8)
    dialog.initial.setCurrentIndex(dialog.initial.findData("uniform"))
    return dialog


def test_the_share_that_learns_and_where_the_others_are_stuck(starts, session):
    starts.start()
    session.handle.finish()
    result = starts.outcome
    assert starts.share.text().startswith(f"{result.n_solved} of 8 starts solved it")
    assert sum(bar.count for bar in starts.bars.bars) == 8
    assert [bar.good for bar in starts.bars.bars].count(True) <= 1
    losses = [parse_number(starts.table.item(i, 2).text()) for i in range(8)]
    assert losses == sorted(losses)


def test_a_start_is_loaded_before_or_after_its_training(starts, session, document):
    starts.start()
    session.handle.finish()
    before = document.network
    starts.table.selectRow(7)
    starts.load()
    trained = document.network
    starts.load(trained=False)
    place = int(starts._order[7])
    first = starts.outcome.network(before, place, trained=False)
    assert Weights.of(document.network) == Weights.of(first)
    assert Weights.of(trained) != Weights.of(first)
    assert TrainingSettings.of(document.network.training).seed == place
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.network == before


def test_a_click_on_a_group_selects_a_start_of_it(starts, session):
    starts.start()
    session.handle.finish()
    last = len(starts.outcome.groups) - 1
    starts.bars.choose(last)
    chosen = starts.outcome.losses[int(starts._order[starts.table.place])]
    assert chosen == pytest.approx(starts.outcome.groups[last].loss, rel=0.02)
