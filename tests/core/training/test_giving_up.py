"""A long step, or an evaluation, that is given up leaves no trace in what comes of the run."""

from dataclasses import replace

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.network.data import Data
from core.network.layers import lay_down
from core.network.network import Network
from core.training.engine import blocks, slab
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from core.watching import Cancelled

CASES = {
    "whole data": {"optimizer": "adam"},
    "whole data, every loss": {"optimizer": "gd", "split": None},
    "whole data with dropout": {"optimizer": "gd", "dropout": 0.3},
    "batches with dropout": {"optimizer": "adam", "batch_size": 60, "dropout": 0.3, "patience": 3},
}


def network(split):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(210, 3))
    drawn = lay_down(Network(), (3, 6, 1), "tanh", "identity", "mse")
    edges = {k: replace(e, weight=rng.normal(size=e.weight.shape)) for k, e in drawn.edges.items()}
    return replace(drawn, edges=edges, data=Data(x, np.sin(x[:, :1]), split=split))


def trained(case, watch=None):
    case = dict(case)
    drawn = network(case.pop("split", [0] * 150 + [1] * 60))
    plan = compile_network(drawn)
    settings = TrainingSettings(learning_rate=0.01, epochs=4, seed=5, **case)
    theta = parameter_vector(plan, drawn)
    if watch is None:
        return Trainer(plan, theta, drawn.data, settings)
    return Trainer(plan, theta, drawn.data, settings, watch)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "_MOST", 200)
    monkeypatch.setattr(blocks, "_WELL_KEPT", 1)
    monkeypatch.setattr(blocks, "_EVEN", 32)
    monkeypatch.setattr(slab, "_BLOCK", 50)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_run_that_is_given_up_again_and_again_comes_to_the_same_bits(case):
    plain = trained(case)
    while not plain.is_finished:
        plain.run_steps(2)
    rng, shares, given_up = np.random.default_rng(1), [], 0

    def watch(share):
        shares.append(share)
        if rng.random() < 0.15 and not run.is_finished:
            raise Cancelled

    run = trained(case, watch)
    while not run.is_finished:
        before, step = run.theta.copy(), run.step
        try:
            run.run_steps(2)
        except Cancelled:
            given_up += 1
            if run.step == step:
                assert run.theta.tolist() == before.tolist()
    run.report()  # looks at a last step that nobody has looked at
    assert given_up > 5
    assert (run.step, run.stopped) == (plain.step, plain.stopped)
    assert run.theta.tolist() == plain.theta.tolist()
    curves, wanted = run.history.arrays(), plain.history.arrays()
    assert {k: v.tolist() for k, v in curves.items()} == {k: v.tolist() for k, v in wanted.items()}
    assert any(0 < share < 1 for share in shares)


def test_a_report_that_is_given_up_leaves_the_run_as_it_was():
    def watch(share):
        if not wanted:
            raise Cancelled

    wanted = True
    run = trained(CASES["whole data"], watch)
    run.run_steps(1)
    theta, wanted = run.theta.tolist(), False
    with pytest.raises(Cancelled):
        run.report()
    assert run.glance().loss == run.history.last["loss"]
    assert run.theta.tolist() == theta


def test_before_the_first_look_a_glance_knows_no_loss():
    glance = trained(CASES["whole data"]).glance()
    assert not glance.finite
    assert (glance.step, glance.stopped) == (0, None)
