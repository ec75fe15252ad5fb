"""Twenty steps of every optimizer: the published trace, and the formulas with 50 digits."""

from decimal import Decimal, localcontext
from typing import Any

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector, with_parameters
from core.network.data import Data
from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from core.training.engine.reference import ReferenceEngine
from core.training.engine.scalar import ScalarEngine
from core.training.engine.slab import SlabEngine
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from tests.core.numerics.test_published import assert_close
from tests.core.published import cases, layers_of, network_of

GD = [name for name, case in cases().items() if "after_step" in case["exact"]]
X, Y, START = [(1.5, -0.5), (0.25, 2.0), (-1.0, 1.0)], [2.0, -1.0, 0.5], [0.3, -0.8, 0.1]


@pytest.mark.parametrize("name", GD)
def test_the_trainer_takes_the_published_steps(name):
    case: dict[str, Any] = cases()[name]
    network = network_of(case)
    plan = compile_network(network)
    settings = TrainingSettings("gd", case["optimizer"]["lr"])
    trainer = Trainer(plan, parameter_vector(plan, network), network.data, settings)
    for step, exact in case["exact"]["after_step"].items():
        trainer.run_steps(int(step) - trainer.step)
        assert trainer.step == int(step)
        after = with_parameters(plan, network, trainer.theta)
        assert_close(layers_of(after), exact["layers"])
        assert_close(trainer.report().loss, exact["loss"])


def in_decimals(s: TrainingSettings, n: int) -> list[list[float]]:
    """θ = (w1, w2, b) of ŷ = w1 x1 + w2 x2 + b after each step, by the lecture's formulas."""
    with localcontext() as context:
        context.prec = 50
        d = Decimal
        theta = [d(v) for v in START]
        first, second = [d(0)] * 3, [d(0)] * 3
        rate, eta, found = d(s.learning_rate), d(s.eta), []
        for t in range(1, n + 1):
            gradient = [d(0)] * 3
            for (x1, x2), y in zip(X, Y, strict=True):
                inputs = [d(x1), d(x2), d(1)]
                error = sum(w * x for w, x in zip(theta, inputs, strict=True)) - d(y)
                gradient = [g + 2 * error * x / 3 for g, x in zip(gradient, inputs, strict=True)]
            for i, g in enumerate(gradient):
                if s.optimizer == "gd":
                    theta[i] -= rate * g
                    continue
                if s.optimizer == "momentum":
                    first[i] = d(s.momentum) * first[i] - rate * g
                    theta[i] += first[i]
                    continue
                decay = d(s.rho if s.optimizer == "rmsprop" else s.beta2)
                second[i] = decay * second[i] + (1 - decay) * g * g
                top, square = g, second[i]
                if s.optimizer == "adam":
                    first[i] = d(s.beta1) * first[i] + (1 - d(s.beta1)) * g
                    top = first[i]
                    if s.bias_correction:
                        top, square = top / (1 - d(s.beta1) ** t), square / (1 - decay**t)
                root = square.sqrt() + eta if s.eta_outside else (square + eta).sqrt()
                theta[i] -= rate * top / root
            found.append([float(v) for v in theta])
        return found


@pytest.mark.parametrize("engine", [ReferenceEngine, SlabEngine, ScalarEngine])
@pytest.mark.parametrize("eta_outside", [False, True])
@pytest.mark.parametrize("bias_correction", [True, False])
@pytest.mark.parametrize("optimizer", ["gd", "momentum", "rmsprop", "adam"])
def test_twenty_steps_with_fifty_digits(optimizer, bias_correction, eta_outside, engine):
    settings = TrainingSettings(
        optimizer, 0.05, eta_outside=eta_outside, bias_correction=bias_correction
    )
    nodes = [Node("x1", Role.INPUT), Node("x2", Role.INPUT), Node("y1", Role.OUTPUT)]
    edges = [Edge("x1", "y1", np.zeros((1, 1))), Edge("x2", "y1", np.zeros((1, 1)))]
    data = Data(np.array(X), np.array(Y)[:, None])
    network = Network.build(nodes, edges, output_function="identity", loss="mse", data=data)
    plan = compile_network(network)
    stepper = engine(plan, data.inputs, data.targets, settings)
    stepper.load(np.array(START))
    theta = np.empty(3)
    for exact in in_decimals(settings, 20):
        stepper.run_batches(0.05, [np.arange(3)], lambda n: None)
        stepper.store(theta)
        np.testing.assert_allclose(theta, exact, rtol=1e-9)
