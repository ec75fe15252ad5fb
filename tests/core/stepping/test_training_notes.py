"""What the steps of a training teach, with their numbers."""

from dataclasses import replace
from typing import Any

import pytest

from core.files.reader import read_network
from core.network.naming import Names, parameter_named
from core.network.network import Network
from core.network.notation import LECTURE
from core.stepping.notes import Note, notes
from core.stepping.rendering import Writer
from core.stepping.trace import Lesson, Request, record
from tests.core.stepping.networks import EXAMPLES
from tests.core.stepping.test_training_lesson import many_rows, trained


def of_topic(network: Network, name: str, topic: str, move: int = 1) -> dict[str, Note]:
    request = Request(Lesson.TRAINING, 0, parameter_named(network, name), n_moves=move)
    trace = record(network, request)
    at = [i for i, s in enumerate(trace.steps) if s.topic == topic and s.details["t"] == move]
    found = notes(trace, at[0], Writer(Names(network, LECTURE), LECTURE))
    return {note.kind: note for note in found}


@pytest.fixture
def house() -> Network:
    return read_network(EXAMPLES / "house-prices.nodewise")


def test_small_gradients_get_large_steps(house: Network) -> None:
    network = replace(house, training={"optimizer": "rmsprop", "learning_rate": 0.01})
    found = of_topic(network, "w21", "train_effective")
    assert "93.1271" in found["effective"].text
    assert "β₀" in found["effective"].text
    assert "255.5492" in found["stabiliser"].text  # what the frameworks would take


def test_momentum_tells_what_is_left_of_the_last_step(house: Network) -> None:
    network = replace(house, training={"optimizer": "momentum", "learning_rate": 0.01})
    assert "v = 0" in of_topic(network, "beta1", "train_velocity")["inertia"].text
    later = of_topic(network, "beta1", "train_velocity", 2)["inertia"].text
    assert "1.2150" in later  # 0.9 · 1.35
    assert "10" in later


def test_adams_correction_is_given_in_numbers(house: Network) -> None:
    network = replace(house, training={"optimizer": "adam", "learning_rate": 0.001})
    text = of_topic(network, "w11", "train_corrected")["correction"].text
    assert "10 %" in text
    assert "0.1 %" in text
    assert "3.16" in text
    off = replace(house, training={"optimizer": "adam", "bias_correction": False})
    assert "no_correction" in of_topic(off, "w11", "train_moments")


def test_one_observation_is_noisy() -> None:
    network = trained(many_rows(), {"batch_size": 1})
    assert "7 observations" in of_topic(network, "a2", "train_nabla")["noise"].text
    assert of_topic(trained(many_rows(), {}), "a2", "train_nabla") == {}


@pytest.mark.parametrize("seed", range(4))
def test_dropout_says_what_is_left_out_and_why_the_rest_grows(seed: int) -> None:
    settings: dict[str, Any] = {"dropout": 0.5, "batch_size": 1, "seed": seed}
    text = of_topic(trained(many_rows(), settings), "a2", "train_batch_one")["dropout"].text
    assert "1/(1 − p) = 2" in text or "no neuron" in text


def test_a_step_too_far_is_called_so(house: Network) -> None:
    network = replace(house, training={"optimizer": "gd", "learning_rate": 0.5})
    assert "grew" in of_topic(network, "beta1", "train_outcome_data")
