"""The controls: what belongs to the optimizer, every field an undoable setting, notes."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.language import Message
from core.network.node import Node, Role
from gui.theme import theme
from gui.training.controls_panel import ControlsPanel
from gui.training.regularisation_section import hidden_levels


@pytest.fixture
def panel(qtbot, session):
    panel = ControlsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(300, 1400)
    panel.show()
    return panel


def shown(section):
    return {key for key, (label, _) in section._rows.items() if not row_of(label).isHidden()}


def row_of(label):
    return label.parentWidget()


def type_into(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("optimizer", "constants"),
    [
        ("gd", set()),
        ("momentum", {"momentum"}),
        ("rmsprop", {"rho", "eta", "eta_outside"}),
        ("adam", {"beta1", "beta2", "eta", "eta_outside", "bias_correction"}),
    ],
)
def test_only_what_belongs_to_the_optimizer_is_shown(session, panel, optimizer, constants):
    session.change(optimizer=optimizer)
    always = {"optimizer", "learning_rate", "schedule"}
    assert shown(panel.optimizer) == always | constants


def test_a_schedule_shows_its_own_constants(session, panel):
    session.change(schedule="step")
    assert {"schedule_every", "schedule_factor"} <= shown(panel.optimizer)
    session.change(schedule="exponential")
    assert "schedule_every" not in shown(panel.optimizer)


def test_a_number_typed_with_a_comma_is_one_undoable_edit(qtbot, session, xor, panel):
    type_into(qtbot, panel.optimizer.rate, "0,25")
    assert session.training.learning_rate == 0.25
    assert xor.undo_stack.count() == 1
    xor.undo()
    assert panel.optimizer.rate.value == 0.05


def test_what_is_out_of_range_goes_back_to_what_holds(qtbot, session, panel):
    field = panel.regularisation.field("dropout")
    type_into(qtbot, field, "1.5")
    assert session.training.dropout == 0.0
    panel.setFocus()
    assert field.value == 0.0


def choose(choice, key):
    choice.setCurrentIndex(choice.findData(key))
    choice.activated.emit(choice.currentIndex())


def test_choices_set_what_they_say(session, panel):
    choose(panel.optimizer.method, "rmsprop")
    choose(panel.optimizer.field("eta_outside"), "outside")
    choose(panel.batch.kind, "one")
    choose(panel.batch.drawn, "replaced")
    choose(panel.stop.early, "on")
    choose(panel.stop.field("dtype"), "float32")
    training = session.training
    assert (training.optimizer, training.eta_outside) == ("rmsprop", True)
    assert (training.batch_size, training.replacement) == (1, True)
    assert (training.patience, training.dtype) == (20, "float32")
    choose(panel.batch.kind, "some")
    assert session.training.batch_size == 2
    choose(panel.batch.kind, "all")
    assert (session.training.batch_size, session.training.replacement) == (None, False)


def test_precision_and_cores_are_offered_where_they_pay(session, panel, monkeypatch):
    stop = panel.stop
    assert "dtype" in shown(stop)
    assert "cores" not in shown(stop)  # nothing is gained with so few parameters
    assert stop.proposal.isHidden()
    monkeypatch.setattr("gui.training.stop_section.LARGE", 1)
    session.change(dtype="float64", epochs=18)
    assert not stop.proposal.isHidden()
    assert "cores" in shown(stop)
    stop.field("cores").chosen.emit("2")
    stop.field("dtype").chosen.emit("float32")
    assert (session.training.cores, session.training.dtype) == (2, "float32")
    assert stop.proposal.isHidden()
    stop.early.chosen.emit("on")
    assert session.training.patience == 3  # 20 would never end a run of 18 epochs


def test_early_stopping_says_that_it_needs_validation_rows(session, xor, panel):
    session.change(patience=5)
    assert not panel.stop.lack.isHidden()
    split = replace(xor.network.data, split=np.array([0, 0, 0, 1]))
    xor.edit(Message("Split"), replace(xor.network, data=split))
    assert panel.stop.lack.isHidden()


def test_every_hidden_layer_has_its_own_dropout_where_there_are_several(qtbot, session, xor, panel):
    assert "dropout" in shown(panel.regularisation)
    network = xor.network
    deeper = network.nodes | {"b": Node("b", Role.HIDDEN)}
    edges = dict(network.edges)
    edge = next(iter(edges.values()))
    for source, target in (("a1", "b"), ("b", "y")):
        made = replace(edge, source=source, target=target)
        edges[type(next(iter(edges)))(source, target)] = made
    xor.edit(Message("Deeper"), replace(network, nodes=deeper, edges=edges))
    assert hidden_levels(xor.network) == [["a1", "a2"], ["b"]]
    assert "dropout" not in shown(panel.regularisation)
    _, field = panel.regularisation._levels[1]
    type_into(qtbot, field, "0.25")
    assert session.training.dropout_by_node == {"b": 0.25}


@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_nothing_scrolls_sideways(panel, scale):
    theme().set(scale=scale)
    panel.resize(theme().px(256), 900)
    QApplication.processEvents()
    assert panel.page.width() <= panel.width()
    assert panel.page.minimumSizeHint().width() <= panel.width()


def test_every_field_has_a_name_for_screen_readers(panel):
    for section in panel._settings:
        for key, (label, field) in section._rows.items():
            assert label.text(), key
            assert field.accessibleName() == label.text()
