"""Steps over many rows, divided into blocks, against the formulas."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from core.network.network import Network
from core.training.batches import Masks
from core.training.engine import blocks
from core.training.engine.protocol import Engine, Seen
from core.training.engine.reference import ReferenceEngine
from core.training.engine.slab import SlabEngine
from core.training.settings import TrainingSettings
from tests.core.networks import SMOOTH, networks
from tests.core.training.engine.test_engines import after, made, training_settings
from tests.core.training.engine.test_mixed_drawings import _digits, _pixels


@pytest.fixture(autouse=True)
def two_rows_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_MOST", 0)
    monkeypatch.setattr(blocks, "_WELL_KEPT", 0)
    monkeypatch.setattr(blocks, "_EVEN", 2)


@given(networks(activations=SMOOTH), training_settings())
@settings(max_examples=20, deadline=None)
def test_steps_in_blocks_are_those_of_the_formulas(
    network: Network, chosen: TrainingSettings
) -> None:
    theirs = after(made(ReferenceEngine, network, chosen), network, chosen, 12)
    ours = after(made(SlabEngine, network, chosen), network, chosen, 12)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-11)
    whole = replace(chosen, batch_size=None, replacement=False, dropout=0.0)
    seen: list[Seen] = []
    for kind in (ReferenceEngine, SlabEngine):
        engine: Engine = made(kind, network, whole)
        engine.load(theirs)
        seen.append(Seen())
        engine.run([0.003, 0.002], seen[-1])
        seen[-1].losses.append(engine.loss())
    np.testing.assert_allclose(seen[1].losses, seen[0].losses, rtol=1e-9, atol=1e-13)
    if chosen.l1 or chosen.l2:
        np.testing.assert_allclose(seen[1].penalties, seen[0].penalties, rtol=1e-9)


def test_a_run_in_blocks_is_the_same_however_it_is_divided() -> None:
    whole, divided = (_digits(_pixels(7)[:] / 255.0) for _ in range(2))
    for trainer in (whole, divided):
        trainer.epochs = 9
    whole.run_steps(9)
    for n in (1, 3, 5):
        divided.run_steps(n)
    np.testing.assert_array_equal(whole.theta, divided.theta)


def test_masks_are_the_same_however_many_numbers_are_drawn_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from core.compiling.compiler import compile_network
    from core.network.layers import lay_down

    network = lay_down(Network(), (2, 5, 4, 1), "tanh", "identity", "mse")
    plan = compile_network(network)
    drawn = []
    for at_once in (1 << 20, 14):
        monkeypatch.setattr("core.training.batches._AT_ONCE", at_once)
        masks = Masks(plan, TrainingSettings(dropout=0.5))
        rng = np.random.default_rng(0)
        drawn.append([masks.draw(rng, 7), np.copy(masks.draw_anew(rng, 7))])
    for several, few in zip(*drawn, strict=True):
        np.testing.assert_array_equal(several, few)
    assert set(np.unique(drawn[0][0])) == {0.0, 1.0, 2.0}
