import pytest

from core.network.layers import SizesError
from core.network.node import Role
from gui.dialogs.layers_dialog import LayersDialog, layers_text, read_sizes
from gui.drawing import Drawing


@pytest.fixture
def dialog(qtbot, document, settings):
    dialog = LayersDialog(document, Drawing(document, settings))
    qtbot.addWidget(dialog)
    return dialog


@pytest.mark.parametrize(
    ("text", "sizes"), [("4", [4]), ("4, 3", [4, 3]), ("4–3", [4, 3]), ("4-3", [4, 3]), ("", [])]
)
def test_sizes_are_read_as_people_write_them(text, sizes):
    assert read_sizes(text) == sizes


@pytest.mark.parametrize("text", ["a", "2.5x", "²"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(SizesError):
        read_sizes(text)


def test_parameters_are_counted_while_typing(dialog):
    assert dialog.preview.text() == "2–2–1: 9 parameters = 3 + 3 + 3"
    dialog.hidden.setText("8, 4")
    assert dialog.preview.text() == "2–8–4–1: 65 parameters = 24 + 36 + 5"
    assert layers_text([1, 1]) == "1–1: 2 parameters"


def test_what_cannot_be_drawn_is_said_and_cannot_be_accepted(dialog, document):
    dialog.hidden.setText("four")
    assert "whole numbers" in dialog.preview.text()
    assert not dialog.lay.isEnabled()
    dialog.accept()
    assert not document.network.nodes


def test_accepting_draws_the_layers_as_one_change(dialog, document, settings):
    dialog.hidden.setText("3")
    dialog.activation.show_key("relu")
    dialog.output_function.show_key("logistic")
    dialog.initial.show_key("one")
    dialog.accept()
    network = document.network
    assert {n.activation for n in network.of_role(Role.HIDDEN)} == {"relu"}
    assert network.output_function == "logistic"
    assert {float(e.weight[0, 0]) for e in network.edges.values()} == {1.0}
    assert document.undo_stack.undoText() == "Lay down 2–3–1"
    assert settings.get("initial_weight") == "one"


def test_it_warns_before_replacing_a_drawing(qtbot, dialog, document, settings):
    assert dialog.warning.isHidden()
    dialog.accept()
    again = LayersDialog(document, Drawing(document, settings))
    qtbot.addWidget(again)
    assert not again.warning.isHidden()
