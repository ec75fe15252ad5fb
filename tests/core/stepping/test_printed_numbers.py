"""What is printed is what was computed: every formula of every lesson, evaluated from its print."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from core.files.reader import read_network
from core.network.naming import Names, parameter_named
from core.network.network import Network
from core.network.notation import LECTURE, Notation
from core.numbers import format_number
from core.numerics.activations import ACTIVATIONS
from core.stepping.rendering import Writer, latex_of
from core.stepping.step import Line, StepSize
from core.stepping.trace import Lesson, Request, Trace, record
from tests.core.stepping.latex import evaluate
from tests.core.stepping.networks import EXAMPLES, one_neuron, skipping

FITTING = [
    ("identity", "mse"),
    ("identity", "half_sse"),
    ("logistic", "mse"),
    ("logistic", "binary_cross_entropy"),
    ("logistic", "cross_entropy"),
    ("softmax", "sse"),
    ("softmax", "cross_entropy"),
    ("softmax", "binary_cross_entropy"),
]


def every_line(network: Network) -> list[Line]:
    requests = [Request(Lesson.BACKWARD, row) for row in range(network.data.n_observations)]
    requests += [Request(Lesson.FORWARD, step_size=size) for size in StepSize]
    requests += [Request(Lesson.PARAMETER, parameter=p) for p in network.parameters()]
    traces = [record(network, request) for request in requests]
    lines = [line for trace in traces for line in lines_of(trace)]
    cards = [card for trace in traces for step in trace.steps for card in step.cards]
    return lines + [Line(c.symbol, c.formula, c.value, c.numbers) for c in cards]


def lines_of(trace: Trace) -> list[Line]:
    return [line for step in trace.steps for line in step.lines if isinstance(line, Line)]


def training_lines(network: Network, settings: Mapping[str, Any], n_moves: int = 3) -> list[Line]:
    network = replace(network, training=settings)
    requests = [
        Request(Lesson.TRAINING, parameter=p, n_moves=n_moves) for p in network.parameters()[:4]
    ]
    return [line for request in requests for line in lines_of(record(network, request))]


def assert_prints_what_it_computes(
    network: Network, decimals: int, lines: list[Line] | None = None
) -> None:
    notation = Notation(decimals=decimals)
    writer = Writer(Names(network, notation), notation)
    for line in every_line(network) if lines is None else lines:
        formula = line.numbers or line.formula
        assert formula.evaluate() == pytest.approx(line.value, rel=1e-9, abs=1e-14)
        printed = latex_of(writer.numbers_giving(formula, line.value))
        got, wanted = (format_number(v, notation) for v in (evaluate(printed), line.value))
        assert got == wanted or math.isclose(evaluate(printed), line.value, rel_tol=1e-10), printed


@pytest.mark.parametrize("name", ["house-prices", "xor", "xor-linear", "mazur"])
@pytest.mark.parametrize("decimals", [0, 2, 4, 12])
def test_lessons_print_what_they_compute(name: str, decimals: int) -> None:
    assert_prints_what_it_computes(read_network(EXAMPLES / f"{name}.nodewise"), decimals)


@pytest.mark.parametrize(("output_function", "loss"), FITTING)
def test_every_output_and_loss_prints_what_it_computes(output_function: str, loss: str) -> None:
    assert_prints_what_it_computes(skipping(output_function, loss), 4)


@pytest.mark.parametrize("activation", sorted(ACTIVATIONS))
@pytest.mark.parametrize("z", [-2.5, 0.0, 0.7, 12.0])
def test_every_activation_prints_what_it_computes(activation: str, z: float) -> None:
    assert_prints_what_it_computes(one_neuron(activation, z), 4)


TRAININGS: list[dict[str, Any]] = [
    {"optimizer": "gd", "schedule": "step", "schedule_every": 1, "schedule_factor": 0.3},
    {"optimizer": "momentum", "momentum": 0.95, "batch_size": 1},
    {"optimizer": "rmsprop", "rho": 0.99, "batch_size": 3, "l1": 0.013},
    {"optimizer": "rmsprop", "eta_outside": True, "batch_size": 3, "replacement": True},
    {"optimizer": "adam", "learning_rate": 0.001, "l1": 0.1, "l2": 0.25, "dropout": 0.5},
    {"optimizer": "adam", "eta_outside": True, "bias_correction": False, "batch_size": 3},
]


@pytest.mark.parametrize("settings", TRAININGS, ids=lambda s: s["optimizer"])
@pytest.mark.parametrize("decimals", [0, 4])
@pytest.mark.parametrize("name", ["house-prices", "xor", "mazur"])
def test_training_prints_what_it_computes(
    name: str, decimals: int, settings: dict[str, Any]
) -> None:
    network = read_network(EXAMPLES / f"{name}.nodewise")
    assert_prints_what_it_computes(network, decimals, training_lines(network, settings))


@pytest.mark.parametrize("loss", ["sse", "half_mse", "half_sse", "cross_entropy"])
def test_training_prints_what_it_computes_for_each_loss(loss: str) -> None:
    network = skipping("softmax", loss)
    lines = training_lines(network, {"optimizer": "adam"}, n_moves=12)
    assert_prints_what_it_computes(network, 4, lines)


@pytest.mark.parametrize("name", ["house-prices", "mazur"])
def test_a_decimal_comma_changes_the_mark_and_nothing_else(name: str) -> None:
    network = read_network(EXAMPLES / f"{name}.nodewise")
    point, comma = (Writer(Names(network, n), n) for n in (Notation(), Notation(decimal_mark=",")))
    for line in every_line(network):
        formula = line.numbers or line.formula
        a, b = (latex_of(w.numbers_giving(formula, line.value)) for w in (point, comma))
        assert b.replace("{,}", ".") == a


def test_an_update_is_printed_with_the_digits_that_show_it(house_prices: Network) -> None:
    parameter = parameter_named(house_prices, "w11")  # saturated: it hardly moves
    trace = record(house_prices, Request(Lesson.PARAMETER, 0, parameter))
    line = next(step for step in trace.steps if step.topic == "update").lines[0]
    assert isinstance(line, Line)
    text = latex_of(Writer(Names(house_prices), LECTURE).line(line))
    old, new = trace.before.value(parameter), trace.after.value(parameter)  # type: ignore[union-attr]
    printed = text.rpartition("=")[2].strip()
    assert old != new
    assert float(printed) != old
    assert abs(float(printed) - new) < abs(new - old)
