"""The printed name of everything, and every way to type it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from core.network.edge import Edge, Parameter
from core.network.errors import AmbiguousParameterError, UnknownParameterError, WholeBlockError
from core.network.naming import Names, label_latex, parameter_named, plain_text
from core.network.network import Network
from core.network.node import Node, Role, Unit
from core.network.notation import IndexOrder, Letters, Notation
from tests.core.networks import networks


def layered(*sizes: int, skip: tuple[tuple[str, str], ...] = (), **rest: Any) -> Network:
    """A network of single neurons n0_1 …, every level connected to the next."""
    roles = [Role.INPUT, *[Role.HIDDEN] * (len(sizes) - 2), Role.OUTPUT]
    nodes = [
        Node(f"n{level}_{k + 1}", role)
        for level, (role, size) in enumerate(zip(roles, sizes, strict=True))
        for k in range(size)
    ]
    edges = [
        Edge(f"n{level}_{j + 1}", f"n{level + 1}_{k + 1}", np.zeros((1, 1)))
        for level in range(len(sizes) - 1)
        for k in range(sizes[level + 1])
        for j in range(sizes[level])
    ] + [Edge(s, t, np.zeros((1, 1))) for s, t in skip]
    return Network.build(nodes, edges, **rest)


def plain(network: Network, notation: Notation = Notation()) -> list[str]:  # noqa: B008 - frozen
    names = Names(network, notation)
    return [names.parameter(p).plain for p in network.parameters()]


def test_two_two_one_is_the_lectures() -> None:
    network = layered(2, 2, 1)
    assert plain(network) == ["w₁₀", "w₁₁", "w₁₂", "w₂₀", "w₂₁", "w₂₂", "β₀", "β₁", "β₂"]
    names = Names(network)
    units = [u for role in Role for u in network.units(role)]
    assert [names.activation(u).plain for u in units] == ["X₁", "X₂", "A₁", "A₂", "ŷ"]
    assert names.activation(units[-1]).latex == r"\hat{y}"
    assert [names.z(u).latex for u in units[2:]] == ["z_{1}", "z_{2}", "z_{y}"]
    assert names.delta(units[2]).latex == r"\delta_{1}"
    assert names.target(units[-1]).latex == "y"


def test_source_first_turns_the_indices() -> None:
    notation = Notation(index_order=IndexOrder.SOURCE_FIRST)
    assert plain(layered(2, 2, 1), notation)[:3] == ["w₀₁", "w₁₁", "w₂₁"]


def test_other_letters() -> None:
    network = layered(2, 2, 1)
    notation = Notation(letters=Letters.Z_A)
    names = Names(network, notation)
    assert names.activation(Unit("n0_1")).plain == "x₁"
    assert names.activation(Unit("n1_2")).latex == "a^{(1)}_{2}"
    assert names.parameter(Parameter(Unit("n1_1"))).latex == "b^{(1)}_{1}"
    assert names.parameter(Parameter(Unit("n2_1"), Unit("n1_2"))).latex == "w^{(2)}_{12}"


def test_two_hidden_levels_carry_the_level() -> None:
    network = layered(1, 1, 2, 1)
    assert plain(network) == [
        "w₁₀⁽¹⁾",
        "w₁₁⁽¹⁾",
        "w₁₀⁽²⁾",
        "w₁₁⁽²⁾",
        "w₂₀⁽²⁾",
        "w₂₁⁽²⁾",
        "β₀",
        "β₁",
        "β₂",
    ]
    assert Names(network).activation(Unit("n2_2")).latex == "A^{(2)}_{2}"


def test_several_outputs_have_two_indices() -> None:
    network = layered(1, 1, 2)
    assert plain(network)[2:] == ["β₁₀", "β₁₁", "β₂₀", "β₂₁"]
    assert Names(network).activation(Unit("n2_2")).plain == "ŷ₂"
    assert Names(network).target(Unit("n2_2")).plain == "y₂"


def test_an_edge_that_skips_a_level_is_called_by_its_ends() -> None:
    network = layered(2, 1, 1, skip=(("n0_2", "n2_1"),))
    skip = Parameter(Unit("n2_1"), Unit("n0_2"))
    assert Names(network).parameter(skip).latex == r"w_{\hat{y},X_{2}}"
    assert not Names(network).is_layered(skip.edge)  # type: ignore[arg-type]
    printed = Names(network).parameter(skip).plain
    assert parameter_named(network, printed) == skip
    assert parameter_named(network, "n0_2->n2_1") == skip


def test_labels_win_and_blocks_are_numbered() -> None:
    nodes = [
        Node("x", Role.INPUT, label="rooms"),
        Node("h", Role.HIDDEN, units=3, bias=np.zeros(3), label="H"),
        Node("y", Role.OUTPUT, label="price"),
    ]
    edges = [Edge("x", "h", np.zeros((3, 1)), label="v"), Edge("h", "y", np.zeros((1, 3)))]
    names = Names(Network.build(nodes, edges))
    assert names.activation(Unit("x")).latex == r"\mathrm{rooms}"
    assert names.activation(Unit("h", 2)).plain == "H₃"
    assert names.node("h").plain == "H"
    assert names.parameter(Parameter(Unit("h", 1), Unit("x"))).latex == "v_{21}"


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\hat{y}_1", "ŷ₁"),
        (r"\beta_{10}", "β₁₀"),
        (r"w^{(2)}_{11}", "w₁₁⁽²⁾"),
        (r"\mathrm{rooms}", "rooms"),
        ("X_1", "X₁"),
    ],
)
def test_latex_turns_into_plain_text(latex: str, text: str) -> None:
    assert plain_text(latex) == text


def test_a_bare_word_stands_upright_and_latex_stays() -> None:
    assert label_latex("m2 %") == r"\mathrm{m2 \%}"
    assert label_latex("X_1") == "X_1"


@pytest.mark.parametrize(
    "text", ["w11", "w_11", "w_{11}", "w₁₁", "W_11".lower(), "n0_1->n1_1", "X1 → A1", " w11 "]
)
def test_every_way_to_type_a_weight(text: str) -> None:
    assert parameter_named(layered(2, 2, 1), text) == Parameter(Unit("n1_1"), Unit("n0_1"))


@pytest.mark.parametrize("text", ["beta0", "β₀", r"\beta_0", "n2_1", "ŷ"])
def test_every_way_to_type_a_bias(text: str) -> None:
    assert parameter_named(layered(2, 2, 1), text) == Parameter(Unit("n2_1"))


def test_a_unit_of_a_block_is_counted_from_1() -> None:
    network = Network.build(
        [Node("x", Role.INPUT, 2), Node("h", Role.HIDDEN, 20, bias=np.zeros(20))],
        [Edge("x", "h", np.zeros((20, 2)))],
    )
    assert parameter_named(network, "h[17]") == Parameter(Unit("h", 16))
    assert parameter_named(network, "x[2]->h[3]") == Parameter(Unit("h", 2), Unit("x", 1))
    with pytest.raises(UnknownParameterError):
        parameter_named(network, "h[21]")


def test_a_neuron_is_found_by_its_letter_in_small_and_by_h() -> None:
    network = layered(3, 2, 2)
    hidden, output = Unit("n1_2"), Unit("n2_1")
    for text in ("X3 -> A2", "x3 -> a2", "x3 → h2", "X₃ → h₂"):
        assert parameter_named(network, text) == Parameter(hidden, Unit("n0_3"))
    assert parameter_named(network, "h2->y1") == Parameter(output, hidden)
    for unknown in ("h3", "x4 -> a2", "hat1"):
        with pytest.raises(UnknownParameterError):
            parameter_named(network, unknown)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x->h", "x is a block of 8 units: name one of them, such as x[4]->h[2]."),
        ("x[8] → h", "h is a block of 3 units: name one of them, such as x[4]->h[2]."),
        ("h->y", "h is a block of 3 units: name one of them, such as h[2]->y."),
        ("h", "h is a block of 3 units: name one of them, such as h[2]."),
    ],
)
def test_a_whole_block_is_refused_with_how_a_unit_of_it_is_named(text: str, said: str) -> None:
    nodes = [Node("x", Role.INPUT, 8), Node("h", Role.HIDDEN, 3), Node("y", Role.OUTPUT)]
    edges = [Edge("x", "h", np.zeros((3, 8))), Edge("h", "y", np.zeros((1, 3)))]
    network = Network.build(nodes, edges)
    with pytest.raises(WholeBlockError) as caught:
        parameter_named(network, text)
    assert str(caught.value) == said
    for missing in ("x->y", "x", "h[9]", "x->h[4]->y"):
        with pytest.raises(UnknownParameterError) as unknown:
            parameter_named(network, missing)
        assert not isinstance(unknown.value, WholeBlockError)


def test_indices_that_run_together_can_mean_two_weights() -> None:
    network = layered(11, 11, 1)
    with pytest.raises(AmbiguousParameterError) as caught:
        parameter_named(network, "w111")
    assert str(caught.value) == "“w111” can mean w₁,₁₁ or w₁₁,₁: separate the indices by a comma."
    assert parameter_named(network, "w1,11") == Parameter(Unit("n1_1"), Unit("n0_11"))


@pytest.mark.parametrize("text", ["w99", "", "x1", "->", "n0_1", "n1_1->n0_1", "[1]"])
def test_other_names_are_refused_with_those_there_are(text: str) -> None:
    with pytest.raises(UnknownParameterError) as caught:
        parameter_named(layered(1, 1, 1), text)
    assert str(caught.value) == (
        f"“{text.strip()}” is not a parameter of this network. It has w₁₀, w₁₁, β₀, β₁."
    )


@pytest.mark.parametrize("text", ["x[9]->h[1]", "w99", "w" + "9" * 5000, "h[" + "9" * 5000 + "]"])
def test_of_many_parameters_the_refusal_says_how_one_is_called(text: str) -> None:
    nodes = [Node("x", Role.INPUT, 8), Node("h", Role.HIDDEN, 3), Node("y", Role.OUTPUT)]
    edges = [Edge("x", "h", np.zeros((3, 8))), Edge("h", "y", np.zeros((1, 3)))]
    with pytest.raises(UnknownParameterError) as caught:
        parameter_named(Network.build(nodes, edges), text)
    shown = text if len(text) <= 60 else f"{text[:60]}…"
    assert str(caught.value) == (
        f"“{shown}” is none of the 31 parameters of this network. They are called as printed, "
        "w₁₀, w₁₁, w₁₂, w₁₃ …, or by their ends: x[1]->h[1] is a weight and h[1] the bias of its "
        "neuron."
    )


@settings(deadline=None, max_examples=20)
@given(networks(max_units=11, complete=False))
def test_every_printed_name_is_unique_and_leads_back(network: Network) -> None:
    names = Names(network)
    printed = {p: names.parameter(p) for p in network.parameters()}
    assert len({n.latex for n in printed.values()}) == len(printed)
    for parameter, name in list(printed.items())[:: max(1, len(printed) // 4)]:
        assert parameter_named(network, name.plain) == parameter
        assert parameter_named(network, name.latex) == parameter
