"""The traces of the lecture's lessons, with the numbers that the lecture's page gives."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.network import edits
from core.network.data import Data
from core.network.edge import Edge
from core.network.errors import UnfinishedError
from core.network.naming import Names, parameter_named
from core.network.network import Network
from core.network.node import Node, Role, Unit
from core.network.notation import LECTURE
from core.stepping.chain_rule import count_paths, paths
from core.stepping.check import check_gradient, row_gradients
from core.stepping.evaluation import Evaluation
from core.stepping.quantity import Kind, Quantity
from core.stepping.rendering import Writer, latex_of
from core.stepping.step import Phase, StepSize
from core.stepping.trace import Lesson, Request, Trace, record

LOSS = Quantity(Kind.LOSS)
PAIRS = [
    ("identity", "mse"),
    ("logistic", "binary_cross_entropy"),
    ("softmax", "cross_entropy"),
]


def lesson_of(network: Network, name: str, **rest: float) -> Trace:
    return record(network, Request(Lesson.PARAMETER, 0, parameter_named(network, name), **rest))


def topics(trace: Trace) -> list[str]:
    return [step.topic for step in trace.steps]


def test_w11_has_the_slides_chain(house_prices: Network) -> None:
    trace = lesson_of(house_prices, "w11")
    assert topics(trace) == [
        "neuron", "neuron", "output", "loss", "loss_to_output", "along_edge",
        "through_activation", "to_weight", "product", "update", "outcome",
    ]  # fmt: skip
    factors = [card.value for card in trace.steps[8].cards]
    np.testing.assert_allclose(
        factors, [-135.00044883839388, 28.33, 7.889200345780879e-06, 1.0], rtol=1e-13
    )
    parameter = trace.request.parameter
    assert trace.steps[8].arrives[Quantity(Kind.GRADIENT, parameter=parameter)] == pytest.approx(
        -0.030172741498307, rel=1e-12
    )
    assert trace.after.network.value(parameter) == pytest.approx(2.170301727415, rel=1e-12)


def test_beta1_has_two_factors(house_prices: Network) -> None:
    trace = lesson_of(house_prices, "beta1")
    product = next(step for step in trace.steps if step.topic == "product")
    assert [card.caption for card in product.cards] == ["loss_to_output", "to_weight"]
    assert trace.after.network.value(trace.request.parameter) == pytest.approx(
        29.679993837844, rel=1e-12
    )


def test_all_nine_updated_give_the_lectures_loss(house_prices: Network) -> None:
    trace = record(house_prices, Request(Lesson.BACKWARD, learning_rate=0.01))
    assert trace.after.loss == pytest.approx(4025.931879978, rel=1e-12)
    assert trace.after.a(Unit("y")) == pytest.approx(151.549768479711, rel=1e-12)
    gradients = next(step for step in trace.steps if step.topic == "gradients")
    assert len(gradients.table) == 9


def test_updating_one_parameter_leaves_the_others(house_prices: Network) -> None:
    trace = lesson_of(house_prices, "w12")
    for parameter in house_prices.parameters():
        moved = trace.after.network.value(parameter) != house_prices.value(parameter)
        assert moved == (parameter == trace.request.parameter)


def test_a_frozen_parameter_stays(house_prices: Network) -> None:
    parameter = parameter_named(house_prices, "w11")
    frozen = edits.change_edge(house_prices, parameter.edge, frozen=True)
    trace = record(frozen, Request(Lesson.PARAMETER, 0, parameter))
    assert "frozen" in topics(trace)
    assert trace.after.network.value(parameter) == 2.17


def test_nothing_is_known_before_it_arrives(house_prices: Network) -> None:
    trace = lesson_of(house_prices, "w11")
    start = trace.known(-1)
    assert {q.kind for q in start} == {Kind.ACTIVATION, Kind.TARGET}
    assert {q.unit.node for q in start} == {"x1", "x2", "y"}
    assert Quantity(Kind.ACTIVATION, Unit("a1")) in trace.known(0)
    assert Quantity(Kind.ACTIVATION, Unit("a2")) not in trace.known(0)
    assert LOSS not in trace.known(2)
    assert trace.known(3)[LOSS] == pytest.approx(4556.28029664195, rel=1e-14)


def test_terms_grow_to_the_sum(house_prices: Network) -> None:
    trace = record(house_prices, Request(step_size=StepSize.TERM))
    first = [step.lines[0].value for step in trace.steps[:3]]
    np.testing.assert_allclose(first, [1.87, 4.04, 11.75], rtol=1e-14)
    assert Quantity(Kind.Z, Unit("a1")) not in trace.known(1)
    assert Quantity(Kind.Z, Unit("a1")) in trace.known(2)


@pytest.mark.parametrize("size", list(StepSize))
def test_every_step_size_ends_with_the_same_numbers(house_prices: Network, size: StepSize) -> None:
    trace = record(house_prices, Request(step_size=size))
    known = trace.known(len(trace.steps) - 1)
    assert known[Quantity(Kind.ACTIVATION, Unit("y"))] == 147.49977558080306
    assert known[LOSS] == pytest.approx(4556.28029664195, rel=1e-14)


def test_the_formula_is_the_slides(house_prices: Network) -> None:
    trace = record(house_prices, Request())
    writer = Writer(Names(house_prices), LECTURE)
    assert latex_of(writer.line(trace.steps[0].lines[0])) == (
        r"z_{1} = w_{10} + w_{11} X_{1} + w_{12} X_{2}"
        r" = 1.87 + 2.17 \cdot 1 + 2.57 \cdot 3 = 11.75"
    )


def test_xor_as_matrices(xor: Network) -> None:
    trace = record(xor, Request(Lesson.MATRICES))
    results = [step.lines[0].result.values.tolist() for step in trace.steps]
    assert results[0] == [[0, 0], [1, 1], [1, 1], [2, 2]]
    assert results[1] == [[0, -1], [1, 0], [1, 0], [2, 1]]
    assert results[2] == [[0, 0], [1, 0], [1, 0], [2, 1]]
    assert results[3] == results[4] == [[0], [1], [1], [0]]
    assert results[5] == [[0]]


def test_matrices_multiply_to_what_they_print(house_prices: Network) -> None:
    trace = record(house_prices, Request(Lesson.MATRICES))
    for step in trace.steps:
        if step.topic == "matrix_product":
            left, right = step.lines[0].pieces
            np.testing.assert_array_equal(left.values @ right.values, step.lines[0].result.values)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda n: edits.remove(n, nodes=["y"]), "no output"),
        (lambda n: edits.remove(n, edges=[("x1", "a1"), ("x2", "a1")]), "A₁ has no incoming edge"),
        (lambda n: edits.set_data(n, np.zeros((0, 2)), np.zeros((0, 1))), "no observation"),
        (lambda n: edits.set_data(n, np.array([[1, np.nan]]), np.array([[1.0]])), "lacks an input"),
    ],
)
def test_what_is_missing_is_said(house_prices: Network, change, words: str) -> None:
    with pytest.raises(UnfinishedError, match=words):
        record(change(house_prices), Request())


def test_without_a_target_there_is_a_forward_pass_but_no_loss(house_prices: Network) -> None:
    network = edits.set_data(house_prices, np.array([[1.0, 3.0]]), np.array([[np.nan]]))
    assert all(step.phase is Phase.FORWARD for step in record(network, Request()).steps)
    with pytest.raises(UnfinishedError, match="no target"):
        record(network, Request(Lesson.BACKWARD))


@st.composite
def random_networks(draw: st.DrawFn) -> Network:
    """A random acyclic drawing with skip edges in which every neuron has an incoming edge."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    n_inputs, n_hidden, n_outputs = (draw(st.integers(1, k)) for k in (3, 5, 3))
    names = ["identity", "sigmoid", "tanh", "softplus", "gelu", "silu", "sine", "gaussian"]
    nodes = [Node(f"x{i}", Role.INPUT) for i in range(n_inputs)]
    nodes += [
        Node(f"a{i}", Role.HIDDEN, activation=rng.choice(names), bias=rng.normal(size=1))
        for i in range(n_hidden)
    ]
    nodes += [Node(f"y{i}", Role.OUTPUT, bias=rng.normal(size=1)) for i in range(n_outputs)]
    edges = []
    for k, target in enumerate(nodes[n_inputs:]):
        before = nodes[: min(n_inputs + k, n_inputs + n_hidden)]
        chosen = rng.choice(len(before), size=rng.integers(1, len(before) + 1), replace=False)
        edges += [Edge(before[i].id, target.id, rng.normal(size=(1, 1))) for i in chosen]
    output_function, loss = draw(
        st.sampled_from(
            [
                ("identity", "mse"),
                ("logistic", "binary_cross_entropy"),
                ("softmax", "cross_entropy"),
            ]
        )
    )
    targets = np.eye(n_outputs)[rng.integers(0, n_outputs, size=3)]
    data = Data(rng.normal(size=(3, n_inputs)), targets)
    return Network.build(nodes, edges, output_function=output_function, loss=loss, data=data)


@settings(max_examples=30, deadline=None)
@given(random_networks())
def test_paths_add_up_to_the_backward_pass(network: Network) -> None:
    for parameter in network.parameters():
        trace = record(network, Request(Lesson.PARAMETER, 0, parameter))
        gradient = trace.before.gradient(parameter)
        n = count_paths(trace.before, parameter.target)
        products = [s.lines[0].value for s in trace.steps if s.topic in ("path_product", "product")]
        if 0 < n <= 12:
            assert len(products) == n == len(paths(trace.before, parameter.target))
            assert sum(products) == pytest.approx(gradient, rel=1e-9, abs=1e-12)
        elif n == 0:
            assert gradient == 0
            assert "no_path" in topics(trace)


@settings(max_examples=30, deadline=None)
@given(random_networks())
def test_gradients_agree_with_finite_differences(network: Network) -> None:
    evaluation = Evaluation.of_row(network, 0)
    for parameter in network.parameters():
        check = check_gradient(evaluation, parameter)
        assert check.difference == pytest.approx(check.gradient, rel=1e-6, abs=1e-7)


def test_more_than_twelve_paths_take_the_recursion() -> None:
    rng = np.random.default_rng(1)
    widths = [2, 4, 4, 1]
    nodes, edges, before = [], [], []
    for level, width in enumerate(widths):
        role = (Role.INPUT, Role.HIDDEN, Role.HIDDEN, Role.OUTPUT)[level]
        made = [Node(f"n{level}{i}", role, bias=np.zeros(1)) for i in range(width)]
        edges += [Edge(s.id, t.id, rng.normal(size=(1, 1))) for s in before for t in made]
        nodes, before = nodes + made, made
    middle = [Node(f"m{i}", Role.HIDDEN, bias=np.zeros(1)) for i in range(4)]
    edges += [Edge("n10", m.id, rng.normal(size=(1, 1))) for m in middle]
    edges += [Edge(m.id, f"n2{i}", rng.normal(size=(1, 1))) for m in middle for i in range(4)]
    data = Data(np.array([[1.0, -1.0]]), np.array([[0.5]]))
    network = Network.build([*nodes, *middle], edges, data=data)
    parameter = network.parameters_into(Unit("n10"))[1]
    trace = record(network, Request(Lesson.PARAMETER, 0, parameter))
    assert count_paths(trace.before, Unit("n10")) == 20
    assert "path_product" not in topics(trace)
    assert topics(trace).count("delta") == 1 + 4 + 4
    last = next(step for step in trace.steps if step.topic == "gradient")
    assert last.lines[0].formula.evaluate() == pytest.approx(trace.before.gradient(parameter))


def test_softmax_collapse_is_shown_equal_to_the_jacobian_sum(skipping_network: Network) -> None:
    trace = record(skipping_network, Request(Lesson.BACKWARD))
    steps = [step for step in trace.steps if step.topic == "jacobian_collapse"]
    assert len(steps) == 2
    for step in steps:
        long, short = step.lines
        assert long.formula.evaluate() == pytest.approx(short.formula.evaluate(), rel=1e-12)


def test_rows_average_to_the_gradient_of_the_mean(xor: Network) -> None:
    shifted = edits.set_value(xor, parameter_named(xor, "beta0"), 0.3)
    found = row_gradients(shifted)
    assert found.rows.shape == (4, 9)
    assert found.is_mean
    np.testing.assert_allclose(found.rows.mean(axis=0), found.combined, rtol=1e-12, atol=1e-15)
