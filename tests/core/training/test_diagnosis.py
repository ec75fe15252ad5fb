"""What keeps a network from learning is found, named, and told in numbers; and nothing else is."""

from dataclasses import replace

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.files.reader import read_network
from core.network import edits
from core.network.network import Network
from core.network.node import Role
from core.numbers import use_decimal_mark
from core.training.diagnosis import Diagnosis, Kind, diagnose
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from tests.core.training.test_runs import HOUSE, network_of


def found(network: Network, trainer: Trainer | None = None, **settings: object) -> list[Diagnosis]:
    plan = compile_network(network)
    theta = parameter_vector(plan, network) if trainer is None else trainer.theta
    chosen = TrainingSettings(**settings)  # type: ignore[arg-type]
    return diagnose(network, theta, network.data, chosen, trainer.history if trainer else None)


def hidden(network: Network) -> tuple[str, ...]:
    return tuple(n.id for n in network.nodes.values() if n.role is Role.HIDDEN)


def test_a_healthy_network_has_nothing():
    assert found(network_of(), learning_rate=0.01) == []


def test_both_neurons_of_the_house_are_saturated():
    network = read_network(HOUSE)
    [saturated] = found(network)
    assert saturated.kind is Kind.SATURATED
    assert saturated.about == hidden(network)
    assert str(saturated.message).startswith("A₁, A₂ are saturated: their mean slope g'(z) is 3.9")


def test_a_dead_neuron_is_named_alone():
    network = network_of()
    network = edits.change_nodes(network, {n: {"activation": "relu"} for n in hidden(network)})
    network = edits.change_node(network, hidden(network)[1], bias=np.array([-50.0]))
    dead = [d for d in found(network) if d.kind is Kind.DEAD]
    assert [d.about for d in dead] == [(hidden(network)[1],)]
    assert "A₂ is dead: z is never above −4" in str(dead[0].message)


@pytest.mark.parametrize("value", [0.0, 0.7])
def test_equal_weights_stay_equal(value):
    network = network_of()
    network = edits.set_values(network, dict.fromkeys(network.parameters(), value))
    [symmetric] = found(network, learning_rate=0.01)
    assert symmetric.kind is Kind.SYMMETRIC
    assert symmetric.about == hidden(network)
    assert "3 neurons" in str(symmetric.message)


def test_a_plateau_has_a_loss_and_hardly_a_gradient():
    network = read_network("resources/examples/xor-linear.nodewise")
    plan = compile_network(network)
    settings = TrainingSettings("gd", 0.1, epochs=400)
    trainer = Trainer(plan, parameter_vector(plan, network), network.data, settings)
    trainer.run_for(10)
    [plateau] = found(network, trainer, learning_rate=0.1)
    assert plateau.kind is Kind.PLATEAU
    assert plateau.about == ()
    assert "0.25 for" in str(plateau.message)


def test_what_is_learned_is_no_plateau():
    network = network_of(rows=3, split=False)
    plan = compile_network(network)
    settings = TrainingSettings("gd", 0.1, epochs=5000)
    trainer = Trainer(plan, parameter_vector(plan, network), network.data, settings)
    assert trainer.run_for(10).loss < 1e-5
    assert found(network, trainer, learning_rate=0.01) == []


def test_a_learning_rate_past_the_limit_is_told_before_it_runs():
    kinds = {d.kind: str(d.message) for d in found(read_network(HOUSE), learning_rate=0.5)}
    assert kinds[Kind.RATE].startswith("ε = 0.5 is past 1/3")
    assert Kind.RATE not in {d.kind for d in found(read_network(HOUSE), learning_rate=0.3)}


def test_a_plan_alone_is_told_by_ids():
    network = read_network(HOUSE)
    plan = compile_network(network)
    theta = parameter_vector(plan, network)
    [saturated] = diagnose(plan, theta, network.data, TrainingSettings())
    assert str(saturated.message).startswith(", ".join(hidden(network)))
    no_data = replace(network.data, inputs=np.zeros((0, 2)), targets=np.zeros((0, 1)))
    assert diagnose(plan, theta, no_data, TrainingSettings()) == []


def test_numbers_follow_the_decimal_mark():
    [rate] = [d for d in found(read_network(HOUSE), learning_rate=0.75) if d.kind is Kind.RATE]
    try:
        use_decimal_mark(",")
        assert str(rate.message).startswith("ε = 0,75 is past 1/3")
    finally:
        use_decimal_mark(".")
