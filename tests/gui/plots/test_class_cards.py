"""What is shown of classes: the confusion matrix, accuracies, and what to look at of images."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from core.compiling.compiler import compile_network, parameter_vector
from core.network.byte_rows import ByteRows
from core.network.data import Column, Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from core.network.run import Run
from core.numerics import passes
from gui.plots.plot_area import PlotArea
from tests.gui.plots.stand_in import StandIn


def digits(n=300, side=4, classes=3):
    rng = np.random.default_rng(2)
    true = rng.integers(0, classes, n)
    pixels = rng.integers(0, 90, (n, side * side))
    pixels[np.arange(n), true] += 150
    split = np.repeat([0, 2], [n - 100, 100])
    names = tuple(Column(name) for name in ("zero", "one", "two"))
    return Data(
        ByteRows(pixels.astype(np.uint8)),
        np.eye(classes)[true],
        target_columns=names,
        split=split,
        image=(side, side),
    )


def network():
    rng = np.random.default_rng(1)
    nodes = [
        Node("x", Role.INPUT, 16),
        Node("h", Role.HIDDEN, 5, activation="relu"),
        Node("y", Role.OUTPUT, 3),
    ]
    edges = [Edge("x", "h", rng.normal(size=(5, 16))), Edge("h", "y", rng.normal(size=(3, 5)))]
    built = Network.build(nodes, edges, data=digits())
    training = {"optimizer": "adam", "learning_rate": 0.02, "epochs": 50, "batch_size": 20}
    return replace(built, output_function="softmax", loss="cross_entropy", training=training)


@pytest.fixture
def area(qtbot, document, settings):
    document.load(network(), None)
    area = PlotArea(StandIn(document), document, settings)
    qtbot.addWidget(area)
    area.resize(1000, 280)
    area.show()
    qtbot.waitUntil(lambda: "confusion" in area.cards)
    return area


def settled(qtbot, card):
    qtbot.waitUntil(lambda: not card.pace.is_waiting and not card.answers.is_busy)
    return card


def taken_for(document):
    net = document.network
    plan = compile_network(net)
    said = passes.predict(plan, parameter_vector(plan, net), net.data.inputs)
    return net.data.targets.argmax(axis=1), said.argmax(axis=1)


def test_images_have_the_plots_of_classes_and_their_cells_open_rows(area, document, qtbot):
    assert [card.kind for card in area.shown] == ["accuracy", "confusion", "loss"]
    card = settled(qtbot, area.cards["confusion"])
    true, predicted = taken_for(document)
    assert card.part.current == "TEST"  # not what it was trained on
    expected = np.zeros((3, 3), int)
    np.add.at(expected, (true[200:], predicted[200:]), 1)
    assert card.judgement.confusion.tolist() == expected.tolist()
    i, j = np.unravel_index(np.argmax(expected), expected.shape)
    rows = np.flatnonzero((true == i) & (predicted == j))
    told = []
    area.rows_chosen.connect(lambda *what: told.append(what))
    grid = card.grid
    grid.go_to((0, 0))
    for _ in range(i):
        qtbot.keyClick(grid, Qt.Key.Key_Down)
    for _ in range(j):
        qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert told[0][0].tolist() == rows[rows >= 200].tolist()
    assert str(expected[i, j]) in str(told[0][1])
    assert f"{expected[i, j]} of" in card.caption.text()
    place = grid.rectangle(grid.area(grid.rect().toRectF()), i, j).center().toPoint()
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert told[1][0].tolist() == told[0][0].tolist()


def test_another_part_and_shares_are_shown_and_saved(area, document, qtbot):
    card = settled(qtbot, area.cards["confusion"])
    card.part.choose("TRAINING")
    card.show_as.choose("shares")
    settled(qtbot, card)
    assert card.judgement.confusion.sum() == 200
    shown = card.grid.shown
    row = shown.counts[0]
    assert shown.text(0, 0) == ("" if not row[0] else shown.percent(100 * row[0] / row.sum()))
    mistakes = [shown.strength(i, j) for i in range(3) for j in range(3) if i != j]
    assert max(mistakes) >= 0.5  # the commonest can be seen, however rare it is
    assert card.columns()["predicted one"].tolist() == card.judgement.confusion[:, 1].tolist()


def test_accuracies_of_runs_are_drawn_in_percent(area, document, qtbot):
    curves = {
        "epoch": np.arange(4.0), "step": np.arange(4.0), "loss": np.ones(4),
        "accuracy": np.array([0.1, 0.5, 0.9, 0.95]),
        "validation_accuracy": np.array([0.1, 0.4, 0.8, 0.85]),
    }  # fmt: skip
    card = settled(qtbot, area.cards["accuracy"])
    assert card.is_empty
    document.add_run(Run("adam", {"optimizer": "adam"}, epochs=3, curves=curves))
    settled(qtbot, card)
    assert [s.part for s in card.series] == ["accuracy", "validation_accuracy"]
    assert card.series[1].y[1:].tolist() == pytest.approx([40, 80, 85])
    assert np.isnan(card.series[1].y[0])  # guessing would make all later steps too small to see
    card.scale.choose("all")
    settled(qtbot, card)
    assert card.series[1].y.tolist() == pytest.approx([10, 40, 80, 85])
    names = [entry.name for entry in card.legend.entries]
    assert names[:2] == ["training 95 %", "validation 85 %"]


def test_the_legend_says_of_how_many_rows_a_loss_is_where_it_is_of_some(area, document, qtbot):
    curves = {"epoch": np.arange(3.0), "step": np.arange(3.0), "loss": np.array([3.0, 2.0, 1.0])}
    document.add_run(Run("adam", {"optimizer": "adam"}, epochs=2, curves=curves))
    card = settled(qtbot, area.cards["loss"])
    assert card.legend.entries[0].name.startswith("training 1")
    before = document.network.data
    many = replace(before, **{
        name: np.tile(getattr(before, name), (30, 1)) for name in ("inputs", "targets")
    }, split=np.tile(before.split, 30))  # fmt: skip
    document.edit("Many", replace(document.network, data=many))
    card.resize(600, 300)
    settled(qtbot, card)
    assert card.legend.entries[0].name.startswith("training (5\u202f000 of 6\u202f000) 1")


def test_plots_of_one_or_two_inputs_say_what_to_look_at_instead(area, qtbot):
    for kind in ("plane", "curve"):
        area.show_plot(kind, 0)
        card = settled(qtbot, area.card(kind))
        assert card.is_empty
        assert "confusion matrix" in card.note.text()
        assert not any(choice.text() for choice in card.choices if choice.current.isdigit())
