from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
from PySide6.QtCore import QPointF, Qt

from core.network.run import Run
from gui.plots.palette import free_run_colour, run_colour, run_marker
from gui.plots.saving import picture, save
from gui.theme import theme


def settled(qtbot, card):
    qtbot.waitUntil(lambda: not card.pace.is_waiting and not card.answers.is_busy)


def test_the_loss_of_the_run_in_hand_grows_with_the_run(area, session, qtbot):
    card = area.card("loss")
    settled(qtbot, card)
    assert card.is_empty
    session.start()
    session.epochs(5)
    settled(qtbot, card)
    assert not card.is_empty
    (training,) = card.series
    np.testing.assert_array_equal(training.y, session.history["loss"])
    np.testing.assert_array_equal(training.x, np.arange(6))
    session.epochs(3)
    settled(qtbot, card)
    assert len(card.series[0].x) == 9


def test_a_finished_run_is_drawn_once_and_a_hidden_one_not_at_all(area, session, document, qtbot):
    session.start()
    session.epochs(5)
    session.finish("adam", 3)
    card = area.card("loss")
    settled(qtbot, card)
    assert [s.name for s in card.series] == ["adam"]
    (run,) = document.network.runs
    hidden = replace(document.network, runs=(replace(run, shown=False),))
    document.edit("Hide", hidden)
    settled(qtbot, card)
    assert card.is_empty


def test_runs_differ_in_colour_and_in_their_signs(area, session, qtbot):
    for colour, name in enumerate(["gd", "momentum"]):
        session.start()
        session.epochs(3)
        session.finish(name, colour)
    card = area.card("loss")
    settled(qtbot, card)
    one, other = card.series
    assert one.pen.color() != other.pen.color()
    assert run_marker(one.colour) != run_marker(other.colour)
    assert [e.name for e in card.legend.entries] == ["training", "gd", "momentum"]


def test_runs_of_one_optimizer_differ_in_pattern_and_sign(area, session, qtbot):
    first = free_run_colour("adam", [])
    second = free_run_colour("adam", [first, free_run_colour("gd", [])])
    for name, colour in (("adam", first), ("adam 2", second)):
        session.start()
        session.epochs(3)
        session.finish(name, colour)
    card = area.card("loss")
    settled(qtbot, card)
    one, other = card.series
    assert one.pen.color() == other.pen.color() == run_colour(3)
    assert one.pen.dashPattern() == [] != other.pen.dashPattern()
    assert run_marker(one.colour) != run_marker(other.colour)


def test_smoothing_leaves_the_raw_curve_and_says_so(area, session, qtbot):
    session.start()
    session.epochs(30)
    card = area.card("loss")
    card.smoothing.choose("smooth")
    settled(qtbot, card)
    assert len(card._lines) == 2
    assert "faint: not smoothed" in [e.name for e in card.legend.entries]
    np.testing.assert_array_equal(card.columns()["this run loss"], session.history["loss"])
    assert len(card.columns()["this run loss smoothed"]) == 31


def test_the_read_out_says_epoch_and_value(area, session, qtbot):
    session.start()
    session.epochs(20)
    card = area.card("loss")
    settled(qtbot, card)
    card.chart.point_at(QPointF(7.2, 0.0))
    text = card.chart.readout.plain()
    assert "epoch 7" in text
    assert card.chart.number(session.history["loss"][7]) in text
    card.by.choose("step")
    settled(qtbot, card)
    assert "step 7" in card.chart.readout.plain()


def test_saved_numbers_and_pictures(area, session, qtbot, tmp_path):
    session.start()
    session.epochs(4)
    card = area.card("loss")
    settled(qtbot, card)
    save(card, tmp_path / "loss.csv", "csv")
    header, *rows = (tmp_path / "loss.csv").read_text().splitlines()
    assert header == "this run epoch,this run loss"
    read = np.array([[float(cell) for cell in row.split(",")] for row in rows])
    np.testing.assert_array_equal(read[:, 1], session.history["loss"])
    root = ElementTree.fromstring(picture(card, "svg"))
    assert root.tag.endswith("svg")
    assert len(list(root.iter())) > 20
    assert picture(card, "png").startswith(b"\x89PNG")


def test_a_change_of_theme_recolours_the_plot(area, session, qtbot):
    session.start()
    session.epochs(4)
    card = area.card("loss")
    settled(qtbot, card)
    light = card.grab().toImage().pixelColor(3, 3)
    theme().set(dark=True)
    settled(qtbot, card)
    assert card.chart.backgroundBrush().color() == theme().colour("panel")
    assert card.series[0].pen.color() == theme().colour("run_3")
    assert light != theme().colour("panel")


def test_the_penalty_is_drawn_apart(area, session, document, qtbot):
    network = document.network
    document.edit("L2", replace(network, training={**network.training, "l2": 0.01}))
    session.start()
    session.epochs(4)
    card = area.card("loss")
    settled(qtbot, card)
    assert [s.part for s in card.series] == ["loss", "penalty"]
    np.testing.assert_array_equal(card.series[1].y, session.history["penalty"])


def test_a_baseline_is_a_level_line(area, session, document, qtbot):
    session.start()
    session.epochs(6)
    document.add_run(Run("ols", colour=5, loss=0.25))
    card = area.card("loss")
    settled(qtbot, card)
    level = next(s for s in card.series if s.name == "ols")
    assert level.y.tolist() == [0.25, 0.25]
    assert level.x.tolist() == [0.0, 6.0]


def test_rough_curves_are_drawn_without_dashes_that_would_take_long(area, document, qtbot):
    epoch = np.arange(4000.0)
    noise = np.random.default_rng(0).normal(0, 0.5, 4000)
    curves = {
        "epoch": epoch,
        "step": epoch,
        "loss": np.exp(noise),
        "validation_loss": np.exp(noise),
    }
    document.add_run(Run("noisy", colour=3, curves=curves))
    card = area.card("loss")
    settled(qtbot, card)
    pens = [line.opts["pen"] for line in card._lines.values()]
    assert len(pens) == 2
    assert not any(pen.dashPattern() for pen in pens)
    assert pens[0].color() != pens[1].color()
    assert card.pace.last_seconds < 0.5


def test_arrow_keys_move_the_read_out(area, session, qtbot):
    session.start()
    session.epochs(20)
    card = area.card("loss")
    settled(qtbot, card)
    card.chart.setFocus()
    qtbot.keyClick(card.chart, Qt.Key.Key_Right)
    first = card.chart.place().x()
    qtbot.keyClick(card.chart, Qt.Key.Key_Right)
    assert card.chart.place().x() > first
    assert "epoch" in card.chart.readout.plain()
    qtbot.keyClick(card.chart, Qt.Key.Key_Escape)
    assert card.chart.readout.isHidden()


def test_what_is_far_below_the_first_loss_leaves_the_plot(area, session, qtbot):
    session.start()
    session.epochs(5)
    session._rows["loss"][3:] = [1e-30] * 3
    session.reported.emit(None)
    card = area.card("loss")
    settled(qtbot, card)
    (series,) = card.series
    assert series.y[-1] == 1e-30  # what is read and saved stays as it is
    drawn = card._lines[("live", "loss")].getOriginalDataset()[1]
    np.testing.assert_allclose(drawn[3], 1e-8 * series.y[0])
    assert np.isnan(drawn[4:]).all()


def test_of_a_long_run_no_more_points_are_drawn_than_can_be_seen(area, session, qtbot):
    session.start()
    session.epochs(3000)
    card = area.card("loss")
    settled(qtbot, card)
    (line,) = card._lines.values()
    qtbot.waitUntil(lambda: len(line.curve.xData) < 1200)
    assert len(line.xData) == 3001


def test_early_stopping_and_the_schedule_can_be_read(area, session, document, qtbot):
    document.load(replace(document.network, training={"schedule": "step", "schedule_every": 2,
                                                      "learning_rate": 0.2}), None)  # fmt: skip
    session.start()
    session.epochs(4)
    session._rows["validation_loss"] = [0.5, 0.3, 0.2, 0.4, 0.6]
    session.finish("gd", 0)
    (run,) = document.network.runs
    stopped = replace(run, stopped="patience")
    document.edit("stop", replace(document.network, runs=(stopped,)))
    card = area.card("loss")
    settled(qtbot, card)
    (ring,) = card._returns()
    assert ring["pos"] == (2.0, np.log10(0.2))
    assert "ε <b>0.2</b>" in card._read(2.0, 0.0)
    assert "ε <b>0.1</b>" in card._read(3.0, 0.0)


def test_a_loss_of_nothing_ends_below_the_axis(area, session, qtbot):
    session.start()
    session.epochs(5)
    session._rows["loss"][3:] = [0.0] * 3
    session.reported.emit(None)
    card = area.card("loss")
    settled(qtbot, card)
    (end,) = card._ends.data
    assert (end["x"], end["symbol"]) == (5.0, "t")
    np.testing.assert_allclose(10.0 ** end["y"], 1e-8 * card.series[0].y[0])
