"""A network without bends and its linear model agree on every row."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from core.baselines import collapse, with_identity
from core.baselines.errors import NotLinearError
from core.files.reader import read_network
from core.network.data import Column, Data
from core.network.network import Network
from tests.core.networks import networks

HOUSE = "resources/examples/house-prices.nodewise"


def test_house_prices_collapse_to_three_numbers() -> None:
    found = collapse(with_identity(read_network(HOUSE)))
    assert found.theta0 == pytest.approx([237.7324], abs=1e-10)
    assert found.theta == pytest.approx(np.array([[235.3674, 333.9459]]), abs=1e-10)
    assert found.network == pytest.approx(1474.9375)
    assert found.agrees
    assert (found.n_parameters, found.n_effective) == (9, 3)
    assert (found.inputs, found.outputs) == (("X₁", "X₂"), ("ŷ",))


def test_columns_of_the_data_name_the_numbers() -> None:
    network = with_identity(read_network(HOUSE))
    data = replace(network.data, input_columns=(Column("baths"), Column("beds")))
    assert collapse(replace(network, data=data)).inputs == ("baths", "beds")


@settings(max_examples=60, deadline=None)
@given(networks())
def test_any_wiring_collapses(network: Network) -> None:
    rng = np.random.default_rng(0)
    width = network.data.inputs.shape[1]
    more = Data(rng.normal(size=(20, width)), np.zeros((20, network.data.targets.shape[1])))
    found = collapse(with_identity(replace(network, data=more)))
    assert found.network.shape == (20, len(found.theta0))
    assert found.agrees


def test_a_neuron_that_bends_is_named() -> None:
    with pytest.raises(NotLinearError, match="A₁ has the activation sigmoid"):
        collapse(read_network(HOUSE))


def test_identity_leaves_everything_else() -> None:
    network = read_network(HOUSE)
    linear = with_identity(network)
    assert linear.edges == network.edges
    assert {n.activation for n in linear.nodes.values() if n.role == "hidden"} == {"identity"}
    assert with_identity(linear) == linear
