"""One weight among very many: what is written out, what is only counted, and that it is right."""

from dataclasses import replace

import numpy as np
import pytest

from core.network.data import Column, Data
from core.network.edge import Edge, Parameter
from core.network.naming import Names, parameter_named
from core.network.network import Network
from core.network.node import Node, Unit
from core.network.notation import LECTURE
from core.stepping.chain_rule import count_paths
from core.stepping.check import check_gradient
from core.stepping.evaluation import Evaluation
from core.stepping.notes import notes
from core.stepping.plain import plain_formula
from core.stepping.quantity import Kind, Quantity
from core.stepping.rendering import Writer, latex_of
from core.stepping.step import Line, StepSize
from core.stepping.trace import Lesson, Request, Trace, record
from core.stepping.wording import explanation, listed_name
from tests.core.stepping.networks import blocks
from tests.core.stepping.test_printed_numbers import assert_prints_what_it_computes, lines_of

DEEP = Parameter(Unit("h1", 6), Unit("pixels", 16))
ASKED = [
    DEEP,
    Parameter(Unit("h1", 6)),
    Parameter(Unit("h2", 3), Unit("h1", 11)),
    Parameter(Unit("digits", 2), Unit("h2", 9)),
    Parameter(Unit("digits", 1)),
]


def explained(network: Network, parameter: Parameter = DEEP, **rest: object) -> Trace:
    size = StepSize.LEVEL
    return record(network, Request(Lesson.PARAMETER, 1, parameter, size, **rest))  # type: ignore[arg-type]


def written(trace: Trace, topic: str) -> str:
    writer = Writer(Names(trace.before.network), LECTURE)
    step = next(step for step in trace.steps if step.topic == topic)
    return plain_formula(latex_of(writer.line(step.lines[0])))  # type: ignore[arg-type]


@pytest.mark.parametrize("parameter", ASKED)
@pytest.mark.parametrize("outputs", [3, 10])
def test_what_is_printed_of_blocks_evaluates_to_the_result(
    parameter: Parameter, outputs: int
) -> None:
    network = blocks(outputs=outputs)
    trace = explained(network, parameter)
    cards = [card for step in trace.steps for card in step.cards]
    lines = lines_of(trace) + [Line(c.symbol, c.formula, c.value, c.numbers) for c in cards]
    lines += lines_of(record(network, Request(Lesson.BACKWARD, 1, step_size=StepSize.LEVEL)))
    assert_prints_what_it_computes(network, 4, lines)


@pytest.mark.parametrize("parameter", ASKED)
def test_the_cards_multiply_to_the_gradient_of_finite_differences(parameter: Parameter) -> None:
    trace = explained(blocks(outputs=10), parameter)
    gradient = trace.before.gradient(parameter)
    check = check_gradient(trace.before, parameter)
    assert check.difference == pytest.approx(gradient, rel=1e-6, abs=1e-9)
    cards = [step.cards for step in trace.steps if step.cards][-1]
    assert np.prod([card.value for card in cards]) == pytest.approx(gradient, rel=1e-12)
    arrived = {q: v for step in trace.steps for q, v in step.arrives.items()}
    assert arrived[Quantity(Kind.GRADIENT, parameter=parameter)] == gradient


def test_a_deep_weight_is_a_row_of_three_cards_after_the_deltas_of_each_level() -> None:
    trace = explained(blocks(outputs=10))
    back = [s.topic for s in trace.steps if s.phase == "backward"]
    assert back == [
        "loss_slopes", "jacobian", "jacobian_collapse", "output_deltas", "deltas",
        "loss_to_neuron", "through_activation", "to_weight", "product_of_delta",
    ]  # fmt: skip
    deltas = next(s for s in trace.steps if s.topic == "deltas")
    assert len(deltas.table) == 10
    assert len(deltas.lines) + deltas.details["hidden_neurons"] == 10


def test_the_weight_in_question_is_written_however_small_and_the_rest_is_counted() -> None:
    network = blocks()
    small = network.edges[DEEP.edge].weight.copy()  # type: ignore[index]
    small[6, 16] = 1e-9
    edges = [replace(e, weight=small) if e.key == DEEP.edge else e for e in network.edges.values()]
    network = Network.build(network.nodes.values(), edges, data=network.data, loss="mse")
    text = written(explained(network), "level")
    assert "w₇,₁₇⁽¹⁾ X₁₇" in text
    assert "[… 25 more terms]" in text  # 30 weights and the bias, 6 of them written
    step = explained(network).steps[0]
    black = int(np.count_nonzero(network.data.inputs[1] == 0))
    said = explanation(step, Writer(Names(network), LECTURE))
    assert f"Each sum has 31 terms: the largest are written out, and {black} are 0." in said


def test_what_a_neuron_feeds_is_written_with_it_in_the_next_level() -> None:
    trace = explained(blocks())
    second = trace.steps[1].lines[0]
    assert isinstance(second, Line)
    writer = Writer(Names(trace.before.network), LECTURE)
    assert "A₇⁽¹⁾" in plain_formula(latex_of(writer.symbols(second.formula)))


def test_a_pixel_is_called_one_and_its_place_is_said_in_a_note() -> None:
    trace = explained(blocks())
    writer = Writer(Names(trace.before.network), LECTURE)
    assert writer.names.spoken(Unit("pixels", 16)) == "pixel 17"
    found = {note.kind: note.text for note in notes(trace, 0, writer)}
    assert found["pixel"].startswith("Pixel 17 is in row 3, column 5 of the image")


def test_paths_and_terms_leave_out_what_a_mask_does_not_connect() -> None:
    network = blocks()
    rng = np.random.default_rng(3)
    masks = {key: rng.random(e.weight.shape) < 0.4 for key, e in network.edges.items()}
    edges = [replace(e, mask=np.array(masks[e.key])) for e in network.edges.values()]
    network = Network.build(
        network.nodes.values(), edges, data=network.data, loss="cross_entropy",
        output_function="softmax",
    )  # fmt: skip
    evaluation = Evaluation.of_row(network, 1)
    into, out = (network.edges[key].mask for key in [("h1", "h2"), ("h2", "digits")])  # type: ignore[index]
    assert into is not None
    assert out is not None
    assert (
        count_paths(evaluation, Unit("h1", 6)) == (out.astype(int) @ into.astype(int))[:, 6].sum()
    )
    for parameter in (p for p in network.parameters()[::17]):
        terms = evaluation.incoming(parameter.target)
        parameters = network.parameters_into(parameter.target)
        assert len(terms) == len(parameters)
        assert terms.terms.sum() == pytest.approx(evaluation.z(parameter.target))
        check = check_gradient(evaluation, parameter)
        assert check.difference == pytest.approx(check.gradient, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(
    "name",
    ["w1_7,17", "w^(1)_7,17", "w⁽¹⁾₇,₁₇", "pixels[17]->h1[7]", "pixel 17 -> h1[7]", "X17→A7(1)"],
)
def test_a_weight_between_blocks_has_typed_names(name: str) -> None:
    assert parameter_named(blocks(), name) == DEEP


def test_biases_and_output_weights_of_blocks_have_typed_names() -> None:
    network = blocks(outputs=10)
    assert parameter_named(network, "h1[7]") == Parameter(Unit("h1", 6))
    assert parameter_named(network, "w1_7,0") == Parameter(Unit("h1", 6))
    assert parameter_named(network, "beta3,0") == Parameter(Unit("digits", 2))
    assert parameter_named(network, "beta10,4") == Parameter(Unit("digits", 9), Unit("h2", 3))


def test_of_235146_parameters_one_is_explained_by_a_few_lines() -> None:
    network = blocks((784, 256, 128), 10, image=(28, 28))
    parameter = parameter_named(network, "w1_17,407")
    assert parameter == Parameter(Unit("h1", 16), Unit("pixels", 406))
    trace = explained(network, parameter)
    assert len(trace.steps) < 20
    assert sum(len(step.lines) for step in trace.steps) < 70
    assert sum(len(step.lights) for step in trace.steps) < 3000
    assert "[… 779 more terms]" in written(trace, "level")
    backward = record(network, Request(Lesson.BACKWARD, 1, step_size=StepSize.LEVEL))
    gradients = next(step for step in backward.steps if step.topic == "gradients")
    assert len(gradients.table) == len(gradients.arrives) == 235_146
    assert len(gradients.lines) < 24
    sizes = [abs(value) for _quantity, value in gradients.table[:50]]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == np.abs(backward.before.backward.gradient).max()
    asked = Quantity(Kind.GRADIENT, parameter=parameter)
    assert gradients.arrives[asked] == trace.before.gradient(parameter)


def test_units_of_single_neurons_are_explained_as_those_of_blocks_are() -> None:
    wide = blocks()
    nodes = [
        Node(f"{n.id}{i}", n.role, activation=n.activation, bias=n.bias[i : i + 1])
        for n in wide.nodes.values()
        for i in range(n.units)
    ]
    edges = [
        Edge(f"{e.source}{j}", f"{e.target}{k}", e.weight[k : k + 1, j : j + 1])
        for e in wide.edges.values()
        for k in range(e.weight.shape[0])
        for j in range(e.weight.shape[1])
    ]
    drawn = Network.build(
        nodes, edges, data=wide.data, output_function="softmax", loss="cross_entropy"
    )
    one, other = explained(wide), explained(drawn, parameter_named(drawn, "w1_7,17"))
    assert written(one, "level") == written(other, "level")
    assert written(one, "loss_to_neuron") == written(other, "loss_to_neuron")
    assert other.after is not None
    assert other.after.loss == one.after.loss  # type: ignore[union-attr]


def test_data_of_bytes_are_trained_and_multiplied_row_by_row() -> None:
    from core.network.byte_rows import ByteRows

    network = blocks()
    pixels = np.random.default_rng(0).integers(0, 256, (40, 30)).astype(np.uint8)
    data = Data(ByteRows(pixels), np.eye(3)[np.arange(40) % 3], image=(5, 6))
    network = replace(network, data=data, training={"batch_size": 4})
    trace = record(network, Request(Lesson.TRAINING, 0, DEEP))
    assert len(trace.moves) == 3
    np.testing.assert_array_equal(
        trace.moves[0].run.a[:30, 0], pixels[trace.moves[0].observations[0]] / 255
    )
    matrices = record(network, Request(Lesson.MATRICES))
    assert matrices.before.x.shape == (40, 30)


def test_the_output_of_the_right_class_is_written_out_and_all_are_listed_with_their_classes() -> (
    None
):
    network = blocks(outputs=10)
    columns = tuple(Column(f"class {m}") for m in range(10))
    network = replace(network, data=replace(network.data, target_columns=columns))
    trace = record(network, Request(Lesson.FORWARD, 1, step_size=StepSize.LEVEL))
    step, writer = trace.steps[-2], Writer(Names(network), LECTURE)
    right = int(network.data.targets[1].argmax())
    written = {line.left.quantity.unit.index for line in step.lines}  # type: ignore[union-attr]
    values = trace.before.forward.a[trace.before.plan.outputs, 0]
    assert {right, int(values.argmax())} <= written
    assert [value for _quantity, value in step.table] == sorted(values, reverse=True)
    best = int(values.argmax())
    name = writer.names.activation(trace.before.outputs[best]).plain
    assert f"The largest output is {name} (class {best}) = " in explanation(step, writer)
    assert listed_name(step.table[0][0], writer).endswith(f"(class {best})")
    assert f"The class is class {right}" in explanation(trace.steps[-1], writer)
