"""What is typed is checked with the digits typed, and a mistake gets a sentence that helps."""

from dataclasses import replace

import pytest

from core.network.naming import parameter_named
from core.network.network import Network
from core.numbers import NumberError
from core.stepping.by_hand import Verdict, judge, questions
from core.stepping.step import StepSize
from core.stepping.trace import Lesson, Request, Trace, record


def cursor_of(trace: Trace, topic: str, unit: str = "") -> int:
    return next(
        i
        for i, s in enumerate(trace.steps)
        if s.topic == topic
        and (not unit or (s.about and s.about.unit and s.about.unit.node == unit))
    )


def typed(trace: Trace, topic: str, text: str, which: int = 0, unit: str = "") -> Verdict:
    cursor = cursor_of(trace, topic, unit)
    return judge(text, questions(trace, cursor)[which], trace, cursor)


def hint(trace: Trace, topic: str, text: str, which: int = 0) -> str:
    verdict = typed(trace, topic, text, which)
    assert not verdict.right
    return str(verdict.hint)


@pytest.fixture
def forward(house_prices: Network) -> Trace:
    return record(house_prices, Request())


@pytest.fixture
def chain(house_prices: Network) -> Trace:
    parameter = parameter_named(house_prices, "w11")
    return record(house_prices, Request(Lesson.PARAMETER, parameter=parameter))


@pytest.mark.parametrize("text", ["11.75", "11,75", "11.8", "12", "+11.75", "47/4", "1.175e1"])
def test_every_rounding_of_the_sum_is_right(forward: Trace, text: str) -> None:
    assert typed(forward, "neuron", text).right


@pytest.mark.parametrize("text", ["11.6", "11.74", "10", "11.750001", "−11.75", "47/5"])
def test_other_numbers_are_not(forward: Trace, text: str) -> None:
    assert not typed(forward, "neuron", text).right


def test_what_is_no_number_is_refused(forward: Trace) -> None:
    with pytest.raises(NumberError):
        typed(forward, "neuron", "eleven")


@pytest.mark.parametrize(
    ("text", "right"),
    [("0.99999", True), ("1", True), ("1.00", True), ("0,9999921", True), ("0.98", False)],
)
def test_an_activation_is_right_as_rounded(forward: Trace, text: str, right: bool) -> None:
    assert typed(forward, "neuron", text, 1).right == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("7.9e-6", True),
        ("7,889·10⁻⁶", True),
        ("0.0000079", True),
        ("8e-6", True),
        ("0", False),
        ("0.0000", False),
        ("7.8e-6", False),
    ],
)
def test_a_tiny_slope_needs_digits_that_count(chain: Trace, text: str, right: bool) -> None:
    assert typed(chain, "through_activation", text).right == right


@pytest.mark.parametrize(
    ("topic", "text", "which", "expected"),
    [
        ("neuron", "-11.75", 0, "sign"),
        ("neuron", "9.88", 0, "forget the bias"),
        ("neuron", "4.04", 0, "product is missing"),
        ("neuron", "117.5", 0, "decimal point"),
        ("neuron", "11.74", 0, "Almost"),
        ("neuron", "5", 0, "Not yet"),
        ("neuron", "11.75", 1, "still to be applied"),
        ("neuron", "7.9e-6", 1, "slope"),
        ("neuron", "0.98", 1, "slide"),
        ("output", "142.905", 0, "slide"),
        ("loss", "67.5", 0, "square"),
        ("loss", "4624", 0, "rounded before the square"),
        ("neuron", "1.99", 1, "between 0 and 1"),
        ("neuron", "-0.5", 1, "between 0 and 1"),
    ],
)
def test_a_typical_mistake_is_named(
    forward: Trace, topic: str, text: str, which: int, expected: str
) -> None:
    assert expected in hint(forward, topic, text, which)


@pytest.mark.parametrize(
    ("topic", "text", "expected"),
    [
        ("loss_to_output", "135.00", "sign"),
        ("loss_to_output", "-67.50", "forget the 2"),
        ("through_activation", "0.99999", "slope"),
        ("through_activation", "0.0196", "rounded too early"),
        ("through_activation", "0.0099", "rounded too early"),
        ("product", "1", "Not yet"),
        ("update", "2.17", "the old value, too"),
        ("update", "2.1697", "against the gradient"),
        ("update", "2.20017", "learning rate"),
        ("update", "0.00030", "step alone"),
    ],
)
def test_a_mistake_in_the_chain_is_named(
    chain: Trace, topic: str, text: str, expected: str
) -> None:
    assert expected in hint(chain, topic, text)


def test_no_hint_gives_the_result_away(forward: Trace) -> None:
    for cursor in range(len(forward.steps)):
        for line in questions(forward, cursor):
            said = str(judge("5.123", line, forward, cursor).hint)
            said = said.replace("between 0 and 1", "")  # where σ lies, whatever z is
            assert not any(character.isdigit() for character in said)


@pytest.mark.parametrize("size", list(StepSize))
def test_every_size_of_step_asks_for_its_lines(house_prices: Network, size: StepSize) -> None:
    trace = record(house_prices, Request(step_size=size))
    assert all(questions(trace, i) for i in range(len(trace.steps)))


def test_matrices_and_given_numbers_are_not_asked_for(house_prices: Network) -> None:
    matrices = record(house_prices, Request(Lesson.MATRICES))
    assert not any(questions(matrices, i) for i in range(len(matrices.steps)))
    network = replace(house_prices, training={"optimizer": "rmsprop"})
    parameter = parameter_named(network, "w11")
    training = record(network, Request(Lesson.TRAINING, parameter=parameter))
    asked = [len(questions(training, i)) for i, s in enumerate(training.steps) if s.batch]
    #     batch, loss, row, ∇, E, effective step, update, outcome
    assert asked[:8] == [0, 0, 1, 0, 1, 1, 1, 0]
