import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication

from core.network.edge import EdgeKey, Parameter
from core.network.edits import set_value
from core.network.errors import CycleError, DuplicateEdgeError, EdgeIntoInputError, SelfLoopError
from core.network.layers import lay_down
from core.network.network import Network
from core.network.node import Role, Unit
from gui.drawing import Drawing, NothingToDoError

W11 = Parameter(Unit("a1"), Unit("x1"))


@pytest.fixture
def drawing(document, settings):
    return Drawing(document, settings)


@pytest.fixture
def drawn(document, drawing):
    """2–2–1 with a different number in every place."""
    network = lay_down(Network(), (2, 2, 1), "sigmoid", "identity", "mse")
    for i, parameter in enumerate(network.parameters()):
        network = set_value(network, parameter, 1 / (i + 3))
    document.load(network, None)
    return document


def undo_text(document):
    return document.undo_stack.undoText()


def numbers(network):
    return {p: np.float64(network.value(p)).tobytes() for p in network.parameters()}


def test_nodes_and_edges_are_drawn_selected_and_named_as_a_student_would(document, drawing):
    x1, x2 = drawing.add_node(Role.INPUT, (0, 0)), drawing.add_node(Role.INPUT)
    assert undo_text(document) == "Add X₂"
    drawing.add_node(Role.HIDDEN, (220, 0))
    a2 = drawing.add_node(Role.HIDDEN, (220, 160))
    assert document.selection.nodes == {a2}
    key = drawing.connect(x1, a2)
    assert undo_text(document) == "Connect X₁ to A₂"
    assert document.selection.edges == {key}
    document.select([x2])
    document.undo_stack.undo()
    assert not document.network.edges


@pytest.mark.parametrize(
    ("source", "target", "error"),
    [
        ("a1", "a1", SelfLoopError),
        ("a1", "x1", EdgeIntoInputError),
        ("x1", "a1", DuplicateEdgeError),
    ],
)
def test_a_refused_edge_says_why_and_changes_nothing(drawn, drawing, source, target, error):
    before = drawn.network
    with pytest.raises(error):
        drawing.connect(source, target)
    assert drawn.network is before
    assert drawn.undo_stack.count() == 0


def test_a_cycle_is_refused_in_printed_names(drawn, drawing):
    a3 = drawing.add_node(Role.HIDDEN)
    drawing.connect("a1", a3)
    with pytest.raises(CycleError, match="A₁"):
        drawing.connect(a3, "a1")


def test_deleting_says_what_goes_with_it(drawn, drawing):
    drawn.select(["x1"])
    drawing.delete_selection()
    assert undo_text(drawn) == "Delete X₁ and 2 edges"
    drawn.undo_stack.undo()
    drawn.select([], [EdgeKey("x1", "a1")])
    drawing.delete_selection()
    assert undo_text(drawn) == "Delete w₁₁"
    drawn.undo_stack.undo()
    drawn.select(["x1", "x2"], [])
    drawing.delete_selection()
    assert undo_text(drawn) == "Delete 2 nodes and 4 edges"


EDITS = {
    "Add X₃": lambda d: d.add_node(Role.INPUT),
    "Move A₁": lambda d: d.move({"a1": (1, 2)}),
    "Tidy the drawing": lambda d: (d.move({"a1": (1, 2)}), d.tidy()),
    "Set the activation of A₁": lambda d: d.set_activation(["a1", "x1"], "relu"),
    "Rename A₁ to size": lambda d: d.set_label("a1", "size"),
    "Rename w₁₁ to v": lambda d: d.set_edge_label(EdgeKey("x1", "a1"), "v"),
    "Freeze w₁₁": lambda d: d.set_parameter_frozen(W11, True),
    "Freeze 2 parameters": lambda d: d.set_frozen(True, ["a1"], [EdgeKey("x1", "a1")]),
    "Change the output function": lambda d: d.set_output_function("logistic"),
    "Change the loss": lambda d: d.set_loss("sse"),
    "Change the title": lambda d: d.set_title("T"),
    "Change the notes": lambda d: d.set_notes("N"),
    "Change the observations": lambda d: d.set_data(np.ones((1, 2)), np.ones((1, 1))),
    "Align 2 nodes": lambda d: (d._document.select(["a1", "y1"]), d.align("left")),
    "Space 3 nodes evenly": lambda d: (
        d.move({"x2": (0, 10)}),
        d._document.select(["x1", "x2", "a2"]),
        d.distribute("vertical"),
    ),
    "Duplicate A₁": lambda d: (d._document.select(["a1"]), d.duplicate()),
    "Paste 2 nodes": lambda d: (d._document.select(["x1", "a1"]), d.copy(), d.paste((0, 0))),
    "Connect X₃ to A₂": lambda d: d.connect(d.add_node(Role.INPUT), "a2"),
}


@pytest.mark.parametrize("text", EDITS)
def test_no_edit_changes_a_weight_and_each_can_be_undone(text, drawn, drawing, settings):
    settings.set("initial_weight", "glorot")
    before = drawn.network
    EDITS[text](drawing)
    expected = "Duplicate A₃" if text == "Duplicate A₁" else text
    assert undo_text(drawn) == expected
    after = numbers(drawn.network)
    assert {p: after[p] for p in numbers(before)} == numbers(before)
    while drawn.undo_stack.canUndo():
        drawn.undo_stack.undo()
    assert drawn.network == before


def test_setting_a_value_changes_that_one_alone(drawn, drawing):
    before = numbers(drawn.network)
    drawing.set_value(W11, 2.17)
    assert undo_text(drawn) == "Set w₁₁ to 2.17"
    after = numbers(drawn.network)
    assert {p for p in after if after[p] != before[p]} == {W11}
    assert drawn.network.value(W11) == 2.17


def test_a_drag_of_a_value_is_one_step_and_can_be_given_up(drawn, drawing):
    start = drawn.network.value(W11)
    for value in (0.5, 0.6, 0.7):
        drawing.preview_value(W11, value)
    assert drawn.network.value(W11) == 0.7
    drawing.finish_value(W11)
    assert drawn.undo_stack.count() == 1
    drawing.preview_value(W11, 9.0)
    drawing.cancel_preview()
    assert drawn.network.value(W11) == 0.7
    drawn.undo_stack.undo()
    assert drawn.network.value(W11) == start


def test_an_edit_does_not_take_over_a_half_done_preview(drawn, drawing):
    start = drawn.network.value(W11)
    drawing.preview_value(W11, 9.0)
    drawing.set_title("T")
    assert drawn.network.value(W11) == start


def test_a_drag_of_nodes_is_one_step(drawn, drawing):
    drawing.preview_move({"a1": (1.0, 1.0)})
    drawing.preview_move({"a1": (2.0, 2.0)})
    drawing.finish_move(["a1"])
    assert drawn.undo_stack.count() == 1
    assert undo_text(drawn) == "Move A₁"


def test_new_weights_are_the_chosen_ones_and_come_again_with_the_same_seed(
    drawn, drawing, settings
):
    settings.set("initial_weight", "one")
    drawn.select([], [EdgeKey("x1", "a1")])
    drawing.delete_selection()
    key = drawing.connect("x1", "a1")
    assert drawn.network.edges[key].weight == 1.0
    drawn.undo_stack.undo()
    settings.set("initial_weight", "uniform")
    drawing.connect("x1", "a1")
    first = drawn.network.edges[key].weight
    drawn.undo_stack.undo()
    drawing.connect("x1", "a1")
    again = drawn.network.edges[key].weight
    assert first == again
    assert 0 < abs(first) < 1


def test_weights_are_drawn_anew_only_when_asked_and_anew_each_time(drawn, drawing, settings):
    settings.set("initial_weight", "he")
    biases = [n.bias for n in drawn.network.nodes.values()]
    drawing.new_random_weights()
    first = numbers(drawn.network)
    seed = settings.get("initial_seed")
    drawing.new_random_weights()
    assert settings.get("initial_seed") == seed + 1
    assert numbers(drawn.network) != first
    assert [n.bias for n in drawn.network.nodes.values()] == biases


def test_random_weights_for_the_selected_edge_leave_the_others(drawn, drawing, settings):
    settings.set("initial_weight", "he")
    before = numbers(drawn.network)
    drawn.select([], [EdgeKey("x1", "a1")])
    drawing.new_random_weights()
    after = numbers(drawn.network)
    assert {p for p in after if after[p] != before[p]} == {W11}


def test_cut_and_paste_bring_a_part_back_bit_for_bit(drawn, drawing):
    before = drawn.network
    drawn.select(["a1", "y1"])
    drawing.cut()
    assert undo_text(drawn) == "Cut 2 nodes and 4 edges"
    drawing.paste((500, 500))
    key = EdgeKey("a1", "y1")
    assert drawn.network.edges[key].weight.tobytes() == before.edges[key].weight.tobytes()
    assert drawn.selection.nodes == {"a1", "y1"}


def test_pasting_twice_does_not_hide_one_under_the_other(drawn, drawing):
    drawn.select(["a1"])
    drawing.copy()
    drawing.paste()
    drawing.paste()
    places = [n.position for n in drawn.network.of_role(Role.HIDDEN)]
    assert len(set(places)) == 4


def test_a_foreign_clipboard_is_refused(drawn, drawing):
    QGuiApplication.clipboard().setText("hello")
    assert not drawing.can_paste()
    from core.network.clipboard import ClipboardError

    with pytest.raises(ClipboardError):
        drawing.paste()


def test_an_unknown_activation_on_the_clipboard_is_refused(drawn, drawing):
    from core.network.clipboard import ClipboardError

    text = '{"nodes": [{"id": "a", "role": "hidden", "activation": "magic"}], "edges": []}'
    QGuiApplication.clipboard().setText(text)
    with pytest.raises(ClipboardError):
        drawing.paste()


def test_what_cannot_be_done_with_this_selection_says_so(drawn, drawing):
    drawn.select(["a1"])
    for action in (lambda: drawing.align("left"), lambda: drawing.distribute("vertical")):
        with pytest.raises(NothingToDoError, match="Select at least"):
            action()
    drawn.select()
    with pytest.raises(NothingToDoError):
        drawing.copy()


def test_connecting_to_the_next_level_is_one_step(drawn, drawing):
    drawn.select([], drawn.network.edges)
    drawing.delete_selection()
    drawing.connect_to_next_level()
    assert len(drawn.network.edges) == 6
    assert undo_text(drawn) == "Connect to the next level with 6 edges"
    with pytest.raises(NothingToDoError):
        drawing.connect_to_next_level()


def test_laying_down_is_one_step(document, drawing):
    drawing.lay_down([2, 3, 1], "relu", "identity", "mse")
    assert undo_text(document) == "Lay down 2–3–1"
    assert document.network.n_parameters == 13


def test_a_role_that_edges_forbid_is_refused_in_printed_names(drawn, drawing):
    with pytest.raises(EdgeIntoInputError, match="A₁"):
        drawing.set_role("a1", Role.INPUT)


def test_blank_label_brings_back_the_name_of_the_notation(drawn, drawing):
    drawing.set_label("a1", "size")
    drawing.set_label("a1", "  ")
    assert drawn.network.nodes["a1"].label is None
    assert undo_text(drawn) == "Rename size to A₁"
