import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QSlider

from core.network import edits
from core.network.edge import EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Unit
from gui.inspector.functions import ACTIVATION_TEXTS, INITIAL_TEXTS, LOSS_TEXTS, OUTPUT_TEXTS
from gui.inspector.panel import InspectorPanel
from gui.inspector.value_row import slider_reach, slider_step
from gui.theme import theme

W11 = Parameter(Unit("a1"), Unit("x1"))


@pytest.fixture
def panel(qtbot, houses, drawing, settings):
    panel = InspectorPanel(houses, drawing, settings)
    qtbot.addWidget(panel)
    panel.resize(300, 720)
    panel.show()
    panel.activateWindow()
    return panel


def choose(combo, key):
    index = combo.findData(key)
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def type_in(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_every_function_has_a_title_and_a_formula():
    from core.numerics.activations import ACTIVATIONS
    from core.numerics.initializers import INITIALIZERS
    from core.numerics.losses import LOSSES
    from core.numerics.outputs import OUTPUT_FUNCTIONS

    assert len(ACTIVATIONS) == 14
    pairs = (
        (ACTIVATIONS, ACTIVATION_TEXTS),
        (OUTPUT_FUNCTIONS, OUTPUT_TEXTS),
        (LOSSES, LOSS_TEXTS),
        (INITIALIZERS, INITIAL_TEXTS),
    )
    for functions, texts in pairs:
        assert functions.keys() == texts.keys()
        assert all(t.title and t.latex for t in texts.values())


def test_with_nothing_selected_it_shows_the_network(panel, houses):
    page = panel.page
    assert page is panel.network_page
    assert page.title.text() == "House prices"
    assert page.places.text() == "2 inputs, 2 hidden neurons, 1 output"
    assert page.count.text() == "9 parameters: 3 + 3 + 3 = 9"
    assert page.hidden.text() == "K = 2"
    assert "Ready" in page.missing.text()


def test_it_says_what_is_missing(panel, houses, drawing):
    houses.select([], [EdgeKey("x1", "a1"), EdgeKey("x2", "a1")])
    drawing.delete_selection()
    assert "A₁ has no incoming edge" in panel.network_page.missing.text()
    houses.load(Network(), None)
    assert "empty" in panel.network_page.missing.text()


def test_the_network_is_edited_in_place(panel, houses, qtbot):
    page = panel.network_page
    type_in(qtbot, page.title, "Flats")
    choose(page.loss, "half_mse")
    choose(page.output_function, "logistic")
    assert houses.network.title == "Flats"
    assert (houses.network.loss, houses.network.output_function) == ("half_mse", "logistic")
    assert houses.undo_stack.count() == 3
    houses.undo_stack.undo()
    assert page.output_function.key == "identity"


def test_notes_are_taken_on_leaving(panel, houses, qtbot):
    page = panel.network_page
    page.notes.setFocus()
    qtbot.keyClicks(page.notes, "From the lecture")
    page.title.setFocus()
    assert houses.network.notes == "From the lecture"


def test_the_keyboard_leaves_a_page_that_gives_way(panel, houses, qtbot):
    left = []
    panel.let_go.connect(lambda: left.append(True))
    panel.setFocus()
    houses.select(["a1"])
    left.clear()  # the window gave the keyboard to its first field
    field = panel.node_page.findChild(QLineEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    houses.select(["a2"])
    assert not left
    houses.select(["a1", "a2"])
    assert len(left) == 1


def test_the_choice_of_initial_weights_is_remembered_and_changes_nothing(panel, houses, settings):
    before = houses.network
    choose(panel.network_page.initial, "he")
    assert settings.get("initial_weight") == "he"
    assert panel.network_page.seed.isEnabled()
    assert houses.network is before
    panel.network_page.draw_again.click()
    assert houses.undo_stack.undoText() == "New weights for 6 edges"


def test_one_neuron_shows_its_bias_its_activation_and_its_weights(panel, houses):
    houses.select(["a1"])
    page = panel.page
    assert page is panel.node_page
    assert page.activation.count() == 14
    assert page.activation.key == "sigmoid"
    assert page.bias.field.text() == "1.87"
    rows = page.incoming.rows + page.outgoing.rows
    assert [r.label.text() for r in rows] == ["w₁₁ from X₁", "w₁₂ from X₂", "β₁ to ŷ"]
    assert [r.field.value for r in rows] == [2.17, 2.57, 28.33]


def test_a_weight_of_the_neuron_is_edited_there(panel, houses, qtbot):
    houses.select(["a1"])
    type_in(qtbot, panel.node_page.outgoing.rows[0].field, "-1/4")
    assert houses.network.edges[EdgeKey("a1", "y")].weight == -0.25
    assert houses.undo_stack.undoText() == "Set β₁ to −0.25"


def test_an_input_has_no_bias_and_an_output_no_activation_of_its_own(panel, houses):
    houses.select(["x1"])
    assert not panel.node_page.bias.isVisible()
    assert not panel.node_page.activation.isVisible()
    houses.select(["y"])
    assert panel.node_page.bias.isVisible()
    assert not panel.node_page.activation.isVisible()


def test_what_is_typed_belongs_to_the_neuron_it_was_typed_for(panel, houses, qtbot):
    houses.select(["a1"])
    field = panel.node_page.bias.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "5")
    houses.select(["a2"])
    assert houses.network.value(Parameter(Unit("a1"))) == 5.0
    assert houses.network.value(Parameter(Unit("a2"))) == 2.09
    assert field.value == 2.09


def test_a_label_is_taken_and_given_back(panel, houses, qtbot):
    houses.select(["a1"])
    type_in(qtbot, panel.node_page.label, "size")
    assert houses.network.nodes["a1"].label == "size"
    type_in(qtbot, panel.node_page.label, " ")
    assert houses.network.nodes["a1"].label is None


def test_a_role_that_edges_forbid_is_refused_and_not_shown(panel, houses, qtbot):
    houses.select(["a1"])
    with qtbot.waitSignal(panel.refused) as refused:
        choose(panel.node_page.role, "input")
    assert "A₁ is an input" in refused.args[0]
    assert panel.node_page.role.key == "hidden"


def test_one_drag_of_the_slider_is_one_step_shown_live(panel, houses, qtbot):
    houses.select([], [EdgeKey("x1", "a1")])
    slider = panel.edge_page.value.slider
    shown = []
    houses.network_changed.connect(lambda _before, after: shown.append(after.value(W11)))
    slider.setSliderDown(True)
    for ticks in (100, -30, 55):
        slider.setSliderPosition(ticks)
    assert panel.edge_page.value.field.text() == "0.55"
    slider.setSliderDown(False)
    assert shown[:3] == [1.0, -0.3, 0.55]
    assert houses.network.value(W11) == 0.55
    assert houses.undo_stack.count() == 1
    houses.undo_stack.undo()
    assert houses.network.value(W11) == 2.17


def test_a_key_held_down_on_the_slider_is_one_step(panel, houses, qtbot):
    houses.select([], [EdgeKey("x1", "a1")])
    slider = panel.edge_page.value.slider
    slider.setFocus()
    for _ in range(3):
        qtbot.keyPress(slider, Qt.Key.Key_Right)
    assert houses.undo_stack.count() == 0
    qtbot.keyRelease(slider, Qt.Key.Key_Right)
    assert houses.undo_stack.count() == 1
    assert houses.network.value(W11) > 2.17


def test_escape_gives_a_drag_up(panel, houses, qtbot):
    houses.select([], [EdgeKey("x1", "a1")])
    slider = panel.edge_page.value.slider
    slider.setFocus()
    slider.setSliderDown(True)
    slider.setSliderPosition(100)
    qtbot.keyClick(slider, Qt.Key.Key_Escape)
    assert houses.network.value(W11) == 2.17
    assert houses.undo_stack.count() == 0


def test_showing_a_number_between_the_slider_steps_does_not_round_it(panel, houses, drawing):
    drawing.set_value(W11, 2.170302)
    houses.select([], [EdgeKey("x1", "a1")])
    assert houses.network.value(W11) == 2.170302
    assert houses.undo_stack.count() == 1


@pytest.mark.parametrize(
    ("value", "reach"), [(0.0, 1.0), (0.5, 1.0), (2.17, 4.4), (-60.17, 130.0), (1e-9, 1.0)]
)
def test_the_slider_reaches_twice_as_far_as_the_value(value, reach):
    assert slider_reach(value) == reach
    assert 100 <= round(reach / slider_step(reach)) <= 1000


def test_an_edge_can_be_frozen_and_asked_for(panel, houses, qtbot):
    houses.select([], [EdgeKey("x1", "a1")])
    panel.edge_page.frozen.click()
    assert houses.network.edges[EdgeKey("x1", "a1")].frozen
    assert houses.undo_stack.undoText() == "Freeze w₁₁"
    with qtbot.waitSignal(panel.explain_requested) as asked:
        panel.edge_page.explain.click()
    assert asked.args == [W11]


def test_many_show_what_is_common_and_mixed_where_they_differ(panel, houses, drawing):
    drawing.set_activation(["a2"], "relu")
    houses.select(["a1", "a2", "x1"], [EdgeKey("x1", "a1")])
    page = panel.page
    assert page is panel.many_page
    assert page.counts.text() == "3 nodes, 1 edge"
    assert page.activation.key is None
    assert page.activation.placeholderText() == "mixed"
    assert page.bias.text() == ""
    assert page.weight.text() == "2.17"


def test_many_are_changed_at_once_in_one_step(panel, houses, qtbot):
    houses.select(["a1", "a2", "x1"])
    choose(panel.many_page.activation, "tanh")
    type_in(qtbot, panel.many_page.bias, "0,5")
    network = houses.network
    assert {network.nodes[n].activation for n in ("a1", "a2")} == {"tanh"}
    assert [network.value(Parameter(Unit(n))) for n in ("a1", "a2", "y")] == [0.5, 0.5, 59.0]
    assert houses.undo_stack.count() == 2


def test_mixed_frozen_becomes_frozen_at_the_first_click(panel, houses, drawing):
    drawing.set_frozen(True, ["a1"])
    houses.select(["a1", "a2"], [EdgeKey("a1", "y")])
    assert panel.many_page.frozen.checkState() == Qt.CheckState.PartiallyChecked
    panel.many_page.frozen.click()
    assert houses.network.nodes["a2"].frozen_bias
    assert houses.network.edges[EdgeKey("a1", "y")].frozen
    panel.many_page.frozen.click()
    assert not houses.network.nodes["a1"].frozen_bias


@pytest.mark.parametrize("scale", [1.0, 2.5])
@pytest.mark.parametrize(
    "selection", [([], []), (["a1"], []), ([], [EdgeKey("x1", "a1")]), (["a1", "a2"], [])]
)
def test_nothing_is_wider_than_the_panel(panel, houses, qtbot, scale, selection):
    theme().set(scale=scale)
    houses.select(*selection)
    panel.resize(theme().px(300), theme().px(600))
    qtbot.waitUntil(lambda: panel.page.width() <= panel.width())
    for widget in panel.page.findChildren(QLineEdit) + panel.page.findChildren(QAbstractButton):
        if widget.isVisible():
            right = widget.mapTo(panel, QPoint(widget.width(), 0)).x()
            assert right <= panel.width()


@pytest.mark.parametrize(
    "selection", [([], []), (["a1"], []), ([], [EdgeKey("x1", "a1")]), (["a1", "a2"], [])]
)
def test_every_field_is_reached_by_tab_and_has_a_name(panel, houses, selection):
    houses.select(*selection)
    kinds = (QLineEdit, QComboBox, QSlider, QAbstractButton, QPlainTextEdit)
    for widget in (w for kind in kinds for w in panel.page.findChildren(kind)):
        inner = isinstance(widget.parent(), QComboBox) or widget.objectName().startswith("qt_")
        if widget.isVisible() and not inner:
            named = isinstance(widget, QAbstractButton) and widget.text()
            assert widget.accessibleName() or named, widget
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_in_a_narrow_panel_fields_go_below_their_labels(panel, houses, qtbot):
    houses.select(["a1"])
    pair = panel.node_page.role.parentWidget()
    assert not pair.is_below
    panel.resize(200, 720)
    qtbot.waitUntil(lambda: pair.is_below)
    qtbot.waitUntil(lambda: panel.node_page.role.y() > 0)
    panel.resize(300, 720)
    qtbot.waitUntil(lambda: not pair.is_below)


def test_the_ends_of_the_slider_are_shown(panel, houses):
    houses.select([], [EdgeKey("x1", "a1")])
    row = panel.edge_page.value
    assert (row._low.text(), row._high.text()) == ("−4.4", "4.4")
    assert row._high.width() > 20
    assert panel.network_page.hidden.width() > 50


def test_a_page_takes_no_notice_of_a_drag_but_of_every_value(panel, houses, monkeypatch):
    refreshed = []
    monkeypatch.setattr(panel.network_page, "refresh", lambda *_: refreshed.append(1))
    node = next(iter(houses.network.nodes))
    houses.preview(edits.move(houses.network, {node: (33.0, 44.0)}))
    assert not refreshed
    houses.finish_preview()
    refreshed.clear()
    parameter = next(iter(houses.network.parameters()))
    houses.preview(edits.set_value(houses.network, parameter, 0.123))
    assert refreshed
