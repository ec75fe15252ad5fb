"""Notes appear where the numbers call for them, with the numbers; marks where a slide errs."""

import numpy as np
import pytest

from core.files.reader import read_network
from core.language import set_language
from core.network import edits
from core.network.naming import Names, parameter_named
from core.network.network import Network
from core.network.node import Unit
from core.network.notation import LECTURE
from core.stepping.marks import marks
from core.stepping.notes import Note, notes, reachable
from core.stepping.rendering import Writer
from core.stepping.trace import Lesson, Request, Trace, record
from tests.core.stepping.networks import EXAMPLES, one_neuron


def found(trace: Trace, topic: str) -> dict[str, Note]:
    writer = Writer(Names(trace.before.network), LECTURE)
    cursor = next(i for i, step in enumerate(trace.steps) if step.topic == topic)
    return {note.kind: note for note in notes(trace, cursor, writer)}


def explain(network: Network, name: str, rate: float = 0.01) -> Trace:
    parameter = parameter_named(network, name)
    return record(network, Request(Lesson.PARAMETER, 0, parameter, learning_rate=rate))


def test_a_saturated_sigmoid_is_pointed_out_with_its_slope(house_prices: Network) -> None:
    text = found(explain(house_prices, "w11"), "through_activation")["saturated"].text
    assert "z₁ = 11.75" in text
    assert "7.8892·10⁻⁶" in text


def test_w11_hardly_moves_and_by_how_much(house_prices: Network) -> None:
    text = found(explain(house_prices, "w11"), "product")["hardly_moves"].text
    assert "w₁₁" in text
    assert "4,474 times smaller than that of β₁" in text


def test_beta1_does_move(house_prices: Network) -> None:
    assert "hardly_moves" not in found(explain(house_prices, "beta1"), "product")


def test_the_range_of_the_output_is_said(house_prices: Network) -> None:
    trace = record(house_prices, Request())
    assert reachable(trace.before, Unit("y")) == pytest.approx((59, 147.5))
    text = found(trace, "output")["range"].text
    assert "between 59 and 147.5" in text
    assert "215" in text


def test_a_target_within_reach_needs_no_note(house_prices: Network) -> None:
    network = edits.set_data(house_prices, np.array([[1.0, 3.0]]), np.array([[100.0]]))
    assert "range" not in found(record(network, Request()), "output")


def test_the_corner_of_relu(xor: Network) -> None:
    trace = record(xor, Request(row=0))
    assert "exactly 0" in found(trace, "neuron")["relu_corner"].text


def test_a_relu_that_no_observation_wakes_is_dead() -> None:
    trace = record(one_neuron("relu", -2.5), Request())
    assert set(found(trace, "neuron")) == {"dead_relu"}


def test_a_relu_that_another_observation_wakes_is_off() -> None:
    network = edits.set_data(
        one_neuron("relu", -2.5), np.array([[2.0], [100.0]]), np.array([[1.0], [1.0]])
    )
    assert set(found(record(network, Request()), "neuron")) == {"off_relu"}


def test_a_step_past_the_minimum_is_called_too_large(house_prices: Network) -> None:
    backward = Request(Lesson.BACKWARD, learning_rate=0.5)
    assert "too_large" in found(record(house_prices, backward), "outcome")
    assert "too_large" not in found(explain(house_prices, "beta1", 0.01), "outcome")


def test_the_minus_is_explained_by_the_sign(house_prices: Network) -> None:
    text = found(explain(house_prices, "w11"), "update")["sign"].text
    assert "negative" in text
    assert "grow" in text


@pytest.mark.parametrize(
    ("topic", "slides"),
    [("neuron", {"9,98", "11,85", "0,98"}), ("output", {"142,905"}), ("loss_to_output", {"68"})],
)
def test_the_slides_other_numbers_are_marked(
    house_prices: Network, topic: str, slides: set[str]
) -> None:
    trace = explain(house_prices, "w11")
    cursor = next(i for i, step in enumerate(trace.steps) if step.topic == topic)
    assert {mark.slide for mark in marks(trace, cursor)} == slides


def test_the_mse_of_the_linear_model_is_marked_for_the_batch() -> None:
    network = read_network(EXAMPLES / "xor-linear.nodewise")
    batch = record(network, Request(Lesson.MATRICES))
    assert marks(batch, len(batch.steps) - 1)[0].exact == "0.25"
    row = record(network, Request())
    assert marks(row, len(row.steps) - 1) == []


def test_a_mark_goes_when_the_number_is_no_longer_the_lessons(house_prices: Network) -> None:
    changed = edits.set_value(house_prices, parameter_named(house_prices, "w11"), 5.0)
    assert marks(record(changed, Request()), 0) == []


def test_marks_speak_the_language_in_use(house_prices: Network) -> None:
    trace = record(house_prices, Request())
    set_language("es")
    try:
        assert marks(trace, 0)[0].text.startswith("La diapositiva")
    finally:
        set_language("en")


def test_a_strange_lesson_in_a_file_does_no_harm(house_prices: Network) -> None:
    from dataclasses import replace

    odd = [1, {}, {"quantity": 3}, {"quantity": {"kind": "z", "node": "nobody"}, "row": 1}]
    for strange in ({"marks": odd}, {"marks": "?"}, {"marks": {}}):
        trace = record(replace(house_prices, lesson=strange), Request())
        assert all(marks(trace, i) == [] for i in range(len(trace.steps)))
