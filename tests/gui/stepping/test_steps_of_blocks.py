"""Stepping a weight between blocks in the window: which one, what is seen, what is not made."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.network.byte_rows import ByteRows
from core.network.data import Column, Data
from core.network.edge import EdgeKey, Parameter
from core.network.network import Network
from core.network.node import Array, Unit
from core.stepping.quantity import Kind, Quantity
from core.stepping.step import Line, Matrix
from core.stepping.trace import Lesson
from gui.dialogs.parameter_dialog import ParameterDialog
from gui.document import Document
from gui.settings import Settings
from gui.stepping.drawn import observed
from gui.stepping.given import largest_given, one_of_many
from gui.stepping.matrix_dialog import MatrixDialog
from gui.stepping.session import State, StepSession
from gui.stepping.step_panel import StepPanel
from gui.stepping.step_side_panel import StepSidePanel
from tests.core.stepping.networks import blocks

DEEP = Parameter(Unit("h1", 6), Unit("pixels", 16))


@pytest.fixture
def network() -> Network:
    drawn = blocks()
    pixels = np.random.default_rng(0).integers(0, 256, (40, 30)).astype(np.uint8)
    columns = tuple(Column(name) for name in ("zero", "one", "two"))
    targets = np.eye(3)[np.arange(40) % 3]
    data = Data(ByteRows(pixels), targets, target_columns=columns, image=(5, 6))
    return Network.build(
        drawn.nodes.values(), drawn.edges.values(), data=data, loss="cross_entropy",
        output_function="softmax", training={"batch_size": 4},
    )  # fmt: skip


@pytest.fixture
def explained(
    document: Document, settings: Settings, network: Network, qtbot: QtBot
) -> StepSession:
    document.load(network, None)
    session = StepSession(document, settings)
    qtbot.waitUntil(lambda: session.state is State.READY)
    session.set_parameter(DEEP)
    qtbot.waitUntil(lambda: session.state is State.READY)
    return session


def test_the_pickers_choose_unit_pixel_and_bias(explained: StepSession, qtbot: QtBot) -> None:
    side = StepSidePanel(explained)
    qtbot.addWidget(side)
    picker = side.parameter.units
    assert (picker.unit.value(), picker.source.value()) == (7, 17)
    assert picker.source.maximum() == 30
    assert "PIXEL 17 →" in side.parameter.heading.text().upper()
    assert "Row 3, column 5" in picker.source.toolTip()
    picker.source.setValue(0)
    assert explained.request.parameter == Parameter(Unit("h1", 6))
    picker.unit.setValue(12)
    assert explained.request.parameter == Parameter(Unit("h1", 11))
    picker.source.setValue(30)
    assert explained.request.parameter == Parameter(Unit("h1", 11), Unit("pixels", 29))
    qtbot.waitUntil(lambda: explained.state is State.READY)


def test_an_image_is_a_picture_and_its_class_a_name(explained: StepSession, qtbot: QtBot) -> None:
    side = StepSidePanel(explained)
    qtbot.addWidget(side)
    observation = side.observation
    assert observation.picture.isVisibleTo(side)
    assert not observation.x_text.isVisibleTo(side)
    explained.go_to(-1)
    assert observation.y_text.text().splitlines() == ["Class zero", "y₁ = 1"]
    explained.last()
    values = explained.trace.before.forward.a[-3:, 0]
    best = ["zero", "one", "two"][int(values.argmax())]
    assert f"Predicted: {best}" in observation.y_text.text()
    explained.set_row(2)
    qtbot.waitUntil(lambda: explained.state is State.READY)
    assert observation.y_text.text().startswith("Class two")
    assert observation.picture.accessibleName() == "The image of observation 3"


def test_large_matrices_show_corners_and_all_their_numbers_on_demand(
    explained: StepSession, qtbot: QtBot, settings: Settings
) -> None:
    panel = StepPanel(explained)
    qtbot.addWidget(panel)
    panel.resize(1000, 320)
    explained.start(Lesson.MATRICES)
    qtbot.waitUntil(lambda: explained.state is State.READY)
    explained.go_to(0)
    matrix = panel.content.matrix
    assert matrix.texts()[0][3] == ["⋮", "⋮", "⋮", "⋱", "⋮"]
    opened: list[Matrix] = []
    matrix.opened.connect(opened.append)
    matrix.opened.disconnect(panel.content._open_matrix)
    qtbot.keyClick(matrix, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    assert [m.values.shape for m in opened] == [(40, 12)]
    dialog = MatrixDialog(opened[0], settings.notation)
    qtbot.addWidget(dialog)
    model = dialog.table.model()
    assert (model.rowCount(), model.columnCount()) == (40, 12)
    assert model.index(0, 1).data() == matrix.texts()[-1][0][1]


def test_every_gradient_is_reached_without_being_listed(
    explained: StepSession, qtbot: QtBot
) -> None:
    explained.start(Lesson.BACKWARD)
    qtbot.waitUntil(lambda: explained.state is State.READY)
    assert explained.recording is not None
    gradient = explained.derived.gradient(DEEP)
    step = next(i for i, s in enumerate(explained.steps) if s.topic == "gradients")
    explained.go_to(step)
    assert explained.steps[step].arrives  # as many as there are parameters
    asked = Quantity(Kind.GRADIENT, parameter=DEEP)
    assert explained.has_arrived(asked)
    assert explained.recording.arrival(asked) == (step, gradient)
    explained.go_to(step - 1)
    assert not explained.has_arrived(asked)


def test_the_dialog_lists_a_typed_parameter_that_is_not_among_the_first(
    document: Document, settings: Settings, network: Network, qtbot: QtBot
) -> None:
    document.load(network, None)
    dialog = ParameterDialog(document, settings)
    qtbot.addWidget(dialog)
    first = dialog.list.count()
    dialog.field.setText("digits[3]")
    assert dialog.list.count() == first + (first < network.n_parameters)
    dialog.accept = lambda: None  # type: ignore[method-assign]
    dialog._take()
    assert dialog.parameter == Parameter(Unit("digits", 2))


def test_any_unit_of_a_block_is_written_out_when_it_is_asked_for(
    document: Document, settings: Settings, qtbot: QtBot
) -> None:
    document.load(blocks((30, 120, 10)), None)
    session = StepSession(document, settings)
    qtbot.waitUntil(lambda: session.state is State.READY)
    session.explain(Quantity(Kind.ACTIVATION, Unit("h1", 88)))
    qtbot.waitUntil(lambda: session.state is State.READY)
    assert session.step is not None
    line = session.step.lines[0]
    assert isinstance(line, Line)
    assert line.left.quantity == Quantity(Kind.Z, Unit("h1", 88))  # type: ignore[attr-defined]
    assert session.lesson is Lesson.FORWARD


def test_of_units_that_a_mask_leaves_unconnected_the_arrows_go_past_and_a_number_is_refused(
    document: Document, settings: Settings, network: Network, qtbot: QtBot
) -> None:
    edges = dict(network.edges)
    old = edges[EdgeKey("h1", "h2")]
    mask = np.ones(old.weight.shape, dtype=bool)
    mask[3, 5] = False
    edges[old.key] = replace(old, weight=old.weight * mask, mask=mask)
    document.load(replace(network, edges=edges), None)
    session = StepSession(document, settings)
    session.set_parameter(Parameter(Unit("h2", 3), Unit("h1", 4)))
    qtbot.waitUntil(lambda: session.state is State.READY)
    side = StepSidePanel(session)
    qtbot.addWidget(side)
    told: list[object] = []
    session.message.connect(told.append)
    source = side.parameter.units.source
    source.stepUp()
    assert session.request.parameter == Parameter(Unit("h2", 3), Unit("h1", 6))
    qtbot.waitUntil(lambda: session.state is State.READY)
    source.setValue(9)
    source.setValue(6)
    assert "not connected" in str(told[-1])
    assert session.request.parameter == Parameter(Unit("h2", 3), Unit("h1", 8))
    assert source.value() == 9
    qtbot.waitUntil(lambda: session.state is State.READY)


def test_a_training_shows_the_image_of_the_row_on_the_canvas(
    explained: StepSession, qtbot: QtBot
) -> None:
    seen: list[Array | None] = []
    explained.observed_changed.connect(lambda: seen.append(observed(explained)))
    explained.start(Lesson.TRAINING)
    qtbot.waitUntil(lambda: explained.state is State.READY)
    inputs, n = explained.document.network.data.inputs, len(explained.steps)
    for step in (0, n - 1):
        explained.go_to(step)
        batch = explained.step.batch  # type: ignore[union-attr]
        assert batch is not None
        assert seen[-1] is not None
        assert (seen[-1] == inputs[batch.shown]).all()
    assert len({step.batch.shown for step in explained.steps if step.batch}) > 1


def test_before_the_first_step_of_an_image_its_class_and_its_largest_pixels_are_told() -> None:
    known = [(Quantity(Kind.ACTIVATION, Unit("x", i)), float(i % 7)) for i in range(120)]
    assert [value for _quantity, value in largest_given(known)] == [6.0] * 6
    targets = [(Quantity(Kind.TARGET, Unit("y", i)), float(i == 4)) for i in range(10)]
    assert one_of_many(targets) == [targets[4]]
    assert one_of_many(targets[:4]) == targets[:4]
