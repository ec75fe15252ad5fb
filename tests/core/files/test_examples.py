"""The shipped files: their numbers, their order on the page, and what they say of the slides."""

from pathlib import Path

import numpy as np
import pytest

from core.files.reader import read_network
from core.files.writer import text_of
from tests.core.published import cases, layers_of, network_of

EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"
PUBLISHED = {
    "house-prices": "lecture-house-price",
    "xor": "goodfellow-xor",
    "xor-linear": "xor-linear-model",
    "mazur": "mazur-2-2-2",
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_shipped_file_holds_the_published_network(name: str) -> None:
    network, published = (
        read_network(EXAMPLES / f"{name}.nodewise"),
        network_of(cases()[PUBLISHED[name]]),
    )
    assert layers_of(network) == layers_of(published)
    assert network.data == published.data
    assert (network.loss, network.output_function) == (published.loss, published.output_function)
    assert [n.activation for n in network.nodes.values()] == [
        n.activation for n in published.nodes.values()
    ]


@pytest.mark.parametrize("name", PUBLISHED)
def test_saving_a_shipped_file_again_changes_nothing(name: str) -> None:
    text = (EXAMPLES / f"{name}.nodewise").read_text(encoding="utf-8")
    assert text_of(read_network(EXAMPLES / f"{name}.nodewise")) == text


@pytest.mark.parametrize("name", PUBLISHED)
def test_levels_stand_evenly_and_centred(name: str) -> None:
    network = read_network(EXAMPLES / f"{name}.nodewise")
    for level in set(network.levels.values()):
        places = [n.position for n in network.nodes.values() if network.levels[n.id] == level]
        assert {x for x, _ in places} == {220 * level}
        ys = [y for _, y in places]
        assert sum(ys) == 0
        assert set(np.diff(ys)) <= {160}


def test_the_lessons_credit_the_lecture_and_mark_its_slips_in_both_languages() -> None:
    slides = {}
    for name in ("house-prices", "xor", "xor-linear"):
        network = read_network(EXAMPLES / f"{name}.nodewise")
        assert "Ignacio Sarmiento-Barbieri" in network.notes
        assert network.lesson["id"] == name
        for mark in network.lesson["marks"]:
            assert mark["note"]["en"] != mark["note"]["es"]
        slides[name] = [mark["slide"] for mark in network.lesson["marks"]]
    assert slides["house-prices"] == (
        ["9,98", "15,88", "11,85", "11,97", "0,98", "1,99", "142,905", "68"]
    )
    assert slides["xor-linear"] == ["MSE = 1"]
    assert "Matt Mazur" in read_network(EXAMPLES / "mazur.nodewise").notes
