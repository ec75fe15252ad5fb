"""The fast engines against the readable one, and against finite differences."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.compiling.compiler import compile_network, parameter_vector
from core.network import edits
from core.network.network import Network
from core.numerics import passes
from core.numerics.activations import ACTIVATIONS
from core.training.batches import Masks, epoch_batches
from core.training.engine.activations import BY_NAME, Constants, in_place, scaled_in_place
from core.training.engine.protocol import Engine, Seen
from core.training.engine.reference import ReferenceEngine
from core.training.engine.scalar import ScalarEngine
from core.training.engine.scalar_functions import NAMES, activation_lines, outputs_of
from core.training.engine.slab import SlabEngine
from core.training.settings import TrainingSettings
from tests.core.networks import FITTING, SMOOTH, networks

ENGINES: dict[str, Any] = {"slab": SlabEngine, "scalar": ScalarEngine}
OPTIMIZERS = ["gd", "momentum", "rmsprop", "adam"]
# Step and square run away or stand still; sharp ones turn at other places by rounding alone.
PAIRS = [*FITTING, ("identity", "binary_cross_entropy")]


@st.composite
def training_settings(draw: st.DrawFn) -> TrainingSettings:
    return TrainingSettings(
        optimizer=draw(st.sampled_from(OPTIMIZERS)),
        learning_rate=0.003,
        eta=1e-4,  # steps of √E + η near E = 0 would be steps of ± ε by rounding
        eta_outside=draw(st.booleans()),
        bias_correction=draw(st.booleans()),
        batch_size=draw(st.sampled_from([None, 1, 2])),
        replacement=draw(st.booleans()),
        l1=draw(st.sampled_from([0.0, 0.01])),
        l2=draw(st.sampled_from([0.0, 0.02])),
        dropout=draw(st.sampled_from([0.0, 0.0, 0.4])),
    )


def after(engine: Engine, network: Network, chosen: TrainingSettings, n: int) -> np.ndarray:
    """θ after ``n`` steps, with the draws of a run."""
    plan = compile_network(network)
    engine.load(parameter_vector(plan, network))
    rng, masks = np.random.default_rng(3), Masks(plan, chosen)
    made = 0
    while made < n:
        batches = [*epoch_batches(network.data.n_observations, chosen, rng)][: n - made]
        engine.run_batches(chosen.learning_rate, batches, lambda b: masks.draw(rng, b))
        made += len(batches)
    theta = np.empty(plan.n_theta)
    engine.store(theta)
    return theta


def made(kind: Any, network: Network, chosen: TrainingSettings) -> Engine:
    return kind(compile_network(network), network.data.inputs, network.data.targets, chosen)


def _has_scalar_form(network: Network, chosen: TrainingSettings) -> bool:
    return outputs_of(compile_network(network)) is not None and not chosen.dropout


@pytest.mark.parametrize("kind", ENGINES)
@given(networks(activations=SMOOTH), training_settings())
@settings(max_examples=30, deadline=None)
def test_twenty_steps_are_those_of_the_formulas(
    kind: str, network: Network, chosen: TrainingSettings
) -> None:
    assume(kind != "scalar" or _has_scalar_form(network, chosen))
    theirs = after(made(ReferenceEngine, network, chosen), network, chosen, 20)
    ours = after(made(ENGINES[kind], network, chosen), network, chosen, 20)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("kind", ENGINES)
@given(networks(activations=SMOOTH), training_settings())
@settings(max_examples=20, deadline=None)
def test_steps_over_the_whole_data_see_every_loss(
    kind: str, network: Network, chosen: TrainingSettings
) -> None:
    chosen = replace(chosen, batch_size=None, replacement=False, dropout=0.0)
    assume(kind != "scalar" or _has_scalar_form(network, chosen))
    seen, theta = {}, {}
    for name, engine_kind in {"theirs": ReferenceEngine, "ours": ENGINES[kind]}.items():
        engine = made(engine_kind, network, chosen)
        engine.load(parameter_vector(compile_network(network), network))
        seen[name] = Seen()
        engine.run([0.003, 0.002, 0.001] * 4, seen[name])
        theta[name] = np.empty(engine.n_theta)
        engine.store(theta[name])
        seen[name].losses.append(engine.loss())
    np.testing.assert_allclose(theta["ours"], theta["theirs"], rtol=1e-9, atol=1e-11)
    np.testing.assert_allclose(seen["ours"].losses, seen["theirs"].losses, rtol=1e-9, atol=1e-13)
    if chosen.l1 or chosen.l2:
        np.testing.assert_allclose(seen["ours"].penalties, seen["theirs"].penalties, rtol=1e-9)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("kind", ENGINES)
def test_one_step_of_every_function_follows_the_gradient(kind, activation):
    chosen = TrainingSettings("gd", 0.01)
    for pair in PAIRS:
        network = _layered(activation, *pair)
        plan = compile_network(network)
        if kind == "scalar" and outputs_of(plan) is None:
            continue  # trained by arrays
        theta = parameter_vector(plan, network)
        run = passes.forward(plan, theta, network.data.inputs)
        gradient = passes.backward(plan, theta, run, network.data.targets).gradient
        found = after(made(ENGINES[kind], network, chosen), network, chosen, 1)
        np.testing.assert_allclose((theta - found) / 0.01, gradient, rtol=1e-9, atol=1e-12)


def _layered(activation: str, f: str, loss: str) -> Network:
    from core.network.data import Data
    from core.network.layers import lay_down

    rng = np.random.default_rng(5)
    network = lay_down(Network(), (2, 3, 2, 2), activation, f, loss)
    y = np.array([[0.3, 0.7], [1.0, 0.0], [0.0, 1.0], [0.5, 0.5], [0.9, 0.1]])

    network = edits.set_values(network, {p: 0.4 * rng.normal() for p in network.parameters()})
    return replace(network, data=Data(rng.normal(size=(5, 2)), y))


EXTREME = np.array(
    [-700.0, -400.0, -36.0, -18.0, -3.0, -1.0, -1e-9, 0.0, 1e-9, 1.0, 3.0, 18.0, 36.0, 300.0, 700.0]
)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_in_place_activations_keep_their_digits_where_they_saturate(name):
    a, s = EXTREME.copy(), np.empty_like(EXTREME)
    _call(in_place(name, Constants(np.dtype(float)), a, s))
    activation = ACTIVATIONS[name]
    ulp = 3e-16 if name == "tanh" else 1e-300
    np.testing.assert_allclose(a, activation.value(EXTREME), rtol=2e-13, atol=ulp)
    np.testing.assert_allclose(s, activation.slope(EXTREME), rtol=2e-13, atol=1e-300)


def _call(calls: Any) -> None:
    with np.errstate(all="ignore"):
        for function, *arguments in calls:
            if function in BY_NAME:
                BY_NAME[function](*arguments[:-1], out=arguments[-1])
            else:
                function(*arguments)


@pytest.mark.parametrize(("name", "scale"), [("sigmoid", -1.0), ("tanh", -2.0)])
@pytest.mark.parametrize("is_small", [True, False])
def test_activations_with_a_factor_are_those_without_it(name, scale, is_small):
    z = EXTREME[np.abs(EXTREME) < 350] if is_small else EXTREME
    a, s = scale * z, np.empty_like(z)
    _call(scaled_in_place(name, scale, Constants(np.dtype(float)), a, s, is_small))
    expected, slope = z.copy(), np.empty_like(z)
    _call(in_place(name, Constants(np.dtype(float)), expected, slope))
    np.testing.assert_array_equal(a / scale, expected)
    np.testing.assert_array_equal(s, slope)


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
@pytest.mark.parametrize("by", [1.0, 30.0, 3000.0])
def test_steps_hold_where_the_exponential_would_leave_the_numbers(activation, by):
    network = _layered(activation, "identity", "mse")
    network = edits.set_values(network, {p: by * network.value(p) for p in network.parameters()})
    chosen = TrainingSettings("gd", 1e-6)
    theirs = after(made(ReferenceEngine, network, chosen), network, chosen, 3)
    ours = after(made(SlabEngine, network, chosen), network, chosen, 3)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12 * by)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_scalar_activations_keep_their_digits_where_they_saturate(name):
    lines = "\n".join(activation_lines(name, "z", "a", "s"))
    for z in EXTREME:
        known = {"identity": 1.0, "step": 0.0, "relu": float(z > 0)}  # not a line of their own
        space = {**NAMES, "z": float(z), "s": known.get(name)}
        exec(lines, space)
        expected = (
            float(ACTIVATIONS[name].value(np.array(z))),
            float(ACTIVATIONS[name].slope(np.array(z))),
        )
        assert (space["a"], space["s"]) == pytest.approx(expected, rel=2e-13, abs=1e-300)
