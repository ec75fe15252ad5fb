import pytest
from PySide6.QtCore import Qt

from core.datasets.catalogue import CATALOGUE
from core.network.network import Network
from core.network.node import Role
from gui.data.choose_dialog import ChooseDialog


@pytest.fixture
def dialog(qtbot, small, settings):
    dialog = ChooseDialog(small, settings)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(qtbot, dialog, key):
    dialog.show_set(key)
    ready(qtbot, dialog)


def ready(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog.use.isEnabled() and not dialog._background.is_busy)


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_data_set_tells_its_size_source_and_licence_and_is_one_change(
    qtbot, dialog, document, key
):
    choose(qtbot, dialog, key)
    dataset = CATALOGUE[key]
    assert dialog.title.text()
    assert "Licence: " in dialog.source.text()
    assert dialog.prepared.data.n_observations == dataset.prepared().data.n_observations
    before = document.network
    dialog.accept()
    assert document.undo_stack.undoText() == f"Use the data {dialog.title.text()}"
    data = document.network.data
    assert len(document.network.units(Role.INPUT)) == data.inputs.shape[1]
    assert len(document.network.units(Role.OUTPUT)) == data.targets.shape[1]
    document.undo_stack.undo()
    assert document.network == before


def test_options_change_the_rows_and_the_same_seed_gives_the_same(qtbot, dialog, document):
    choose(qtbot, dialog, "moons")
    dialog.form.fields["n"].setValue(60)
    ready(qtbot, dialog)
    first = dialog.prepared.data.inputs
    assert len(first) == 60
    dialog.form.seed.setValue(3)
    ready(qtbot, dialog)
    assert (dialog.prepared.data.inputs != first).any()
    dialog.form.seed.setValue(0)
    ready(qtbot, dialog)
    assert (dialog.prepared.data.inputs == first).all()


def test_a_number_out_of_bounds_is_refused_in_words(qtbot, dialog):
    choose(qtbot, dialog, "moons")
    noise = dialog.form.fields["noise"]
    noise.setFocus()
    noise.selectAll()
    qtbot.keyClicks(noise, "99")
    qtbot.keyClick(noise, Qt.Key.Key_Return)
    assert dialog.status.text() == "Noise: a number from 0 to 10."
    assert dialog.form.values["noise"] == 0.15


def test_hidden_neurons_and_weights_stay_where_only_the_data_change(qtbot, dialog, document):
    before = document.network
    choose(qtbot, dialog, "moons")
    assert dialog.note.keep.isChecked()
    assert "only the data change" in dialog.note._kept.text()
    dialog.accept()
    assert document.network.edges == before.edges
    assert document.network.output_function == "logistic"


def test_a_new_network_is_built_from_the_data(qtbot, dialog, document):
    choose(qtbot, dialog, "blobs")
    dialog.note.build.setChecked(True)
    dialog.note.hidden.setText("5, 3")
    assert dialog.note._built.text().startswith("2–5–3–3: ")
    assert "Softmax" in dialog.note.functions.text()
    dialog.accept()
    network = document.network
    assert [len(network.units(r)) for r in (Role.INPUT, Role.HIDDEN, Role.OUTPUT)] == [2, 8, 3]
    assert all((edge.weight != 0).all() for edge in network.edges.values())


def test_what_cannot_be_built_keeps_the_dialog_open(qtbot, dialog, document):
    choose(qtbot, dialog, "blobs")
    dialog.note.build.setChecked(True)
    dialog.note.hidden.setText("many")
    dialog.accept()
    assert dialog.isVisible()
    assert "whole numbers" in dialog.status.text()
    assert document.undo_stack.count() == 0


def test_standardised_data_keep_what_was_measured(qtbot, dialog, document):
    choose(qtbot, dialog, "windsor")
    assert dialog.standardise_inputs.isChecked()
    dialog.accept()
    data = document.network.data
    assert abs(data.targets.mean()) < 1e-9
    assert data.measured_targets(data.targets).max() == pytest.approx(190000)


def test_escape_changes_nothing(qtbot, dialog, document):
    choose(qtbot, dialog, "spiral")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert document.undo_stack.count() == 0


def test_an_empty_drawing_is_always_built(qtbot, document, settings):
    document.load(Network(), None)
    dialog = ChooseDialog(document, settings)
    qtbot.addWidget(dialog)
    assert dialog.note.build.isChecked()
    assert dialog.note._keep.isHidden()
    choose(qtbot, dialog, "xor")
    dialog.accept()
    assert len(document.network.units(Role.HIDDEN)) == 4
    assert document.network.loss == "mse"
