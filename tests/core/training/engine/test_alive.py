"""Training without the inputs that are always 0, against the formulas with them."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.compiling.compiler import compile_network, parameter_vector
from core.compiling.restricting import without_inputs
from core.network.data import Data, Part
from core.network.layers import lay_down
from core.network.network import Network
from core.training.engine.alive import AliveEngine
from core.training.engine.protocol import Seen
from core.training.engine.reference import ReferenceEngine
from core.training.engine.slab import SlabEngine
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from tests.core.networks import SMOOTH, networks
from tests.core.training.engine.test_engines import after, training_settings


@given(networks(activations=SMOOTH), training_settings(), st.integers(0, 2**9 - 1))
@settings(max_examples=20, deadline=None)
def test_steps_without_dead_inputs_are_those_of_the_formulas(
    network: Network, chosen: TrainingSettings, bits: int
) -> None:
    chosen = replace(chosen, l1=0.0, l2=0.0)
    dead = np.array([bool(bits >> i & 1) for i in range(network.data.inputs.shape[1])])
    plan = compile_network(network)
    smaller = without_inputs(plan, dead)
    assume(smaller is not None and dead.any())
    x, y = np.where(dead, 0.0, network.data.inputs[:]), network.data.targets
    network = replace(network, data=Data(x, y))
    reference = ReferenceEngine(plan, x, y, chosen)
    alive = AliveEngine(plan, smaller, dead, x, y, chosen)
    theirs, ours = after(reference, network, chosen, 12), after(alive, network, chosen, 12)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-11)
    before = parameter_vector(plan, network)
    hidden = np.setdiff1d(np.arange(plan.n_theta), smaller[1])
    np.testing.assert_array_equal(theirs[hidden], before[hidden])
    np.testing.assert_array_equal(ours[hidden], before[hidden])
    assert alive.loss() == pytest.approx(reference.loss(), rel=1e-9)
    assert alive.evaluator(x, y)().loss == pytest.approx(reference.loss(), rel=1e-9)
    seen: dict[Any, Seen] = {reference: Seen(), alive: Seen()}
    for engine in seen:
        engine.run([0.01] * 3, seen[engine])
    assert seen[alive].losses == pytest.approx(seen[reference].losses, rel=1e-9)


def _trainer(last: float = 0.0, **more: Any) -> Trainer:
    """70 inputs, 10 of them 0 in training; ``last`` is what validation has in one of those."""
    rng = np.random.default_rng(0)
    network = lay_down(Network(), (70, 3, 1), "tanh", "identity", "mse")
    x = rng.normal(size=(40, 70))
    x[:, 60:] = 0.0
    x[39, 65] = last
    split = np.array([Part.TRAINING] * 30 + [Part.VALIDATION] * 10)
    plan = compile_network(network)
    data = Data(x, rng.normal(size=(40, 1)), split=split)
    chosen = TrainingSettings(**{"optimizer": "adam", "batch_size": 8, "epochs": 4, **more})
    return Trainer(plan, rng.normal(size=plan.n_theta), data, chosen)


def test_only_what_is_0_wherever_the_run_looks_is_left_out() -> None:
    for last, n_alive in ((0.0, 60), (1.0, 61)):
        engine = _trainer(last)._engine
        assert isinstance(engine, AliveEngine)
        assert len(engine._alive) == n_alive
    for kept in (_trainer(l2=0.1), _trainer(l1=0.1)):
        assert isinstance(kept._engine, SlabEngine)


def test_a_run_is_the_same_however_it_is_divided() -> None:
    whole, divided, begun = _trainer(), _trainer(), _trainer()
    whole.run_steps(16)
    for n in (1, 2, 6, 7):
        divided.run_steps(n)
    np.testing.assert_array_equal(whole.theta, divided.theta)
    assert whole.report().validation_loss == divided.report().validation_loss
    moved = whole.theta != begun.theta
    assert moved.sum() == 60 * 3 + 3 + 3 + 1
