"""The trainer against published traces and hand-made steps."""

import numpy as np
import pytest

from core.compiling.compiler import compile_network, parameter_vector
from core.files.reader import read_network
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer, train

HOUSE = "resources/examples/house-prices.nodewise"

# One step from the slide's weights: w11, w21, beta1 (lecture, exact in float64).
FIRST_STEPS = [
    (TrainingSettings("gd", 0.01), {"w11": 2.170301727415, "beta1": 29.679993837844}),
    (
        TrainingSettings("rmsprop", 0.01),
        {"w11": 2.20162104, "w21": 2.90152102, "beta1": 28.36162278},
    ),
    (TrainingSettings("rmsprop", 0.01, eta_outside=True), {"w21": 2.92161470}),
    (TrainingSettings("adam", 0.001), {"w11": 2.17099999, "w21": 2.89077770, "beta1": 28.331}),
    (TrainingSettings("adam", 0.001, eta_outside=True), {"w21": 2.89099992}),
]


@pytest.mark.parametrize(("settings", "expected"), FIRST_STEPS)
def test_first_step_of_every_optimizer_is_the_lecture_s(settings, expected):
    from core.network.naming import parameter_named

    network = read_network(HOUSE)
    plan = compile_network(network)
    trainer = Trainer(plan, parameter_vector(plan, network), network.data, settings)
    trainer.run_steps(1)
    for name, value in expected.items():
        found = trainer.theta[plan.theta_index(parameter_named(network, name))]
        assert found == pytest.approx(value, abs=6e-9)


def test_gradient_descent_on_the_house_prices_converges_as_published():
    network = read_network(HOUSE)
    plan = compile_network(network)
    settings = TrainingSettings("gd", 0.01, epochs=30)
    reports = [*train(plan, parameter_vector(plan, network), network.data, settings)]
    assert len(reports) == 31
    predictions = [215 - np.sqrt(r.loss) for r in reports]
    for t, y_hat in {1: 151.5498, 2: 155.3568, 3: 158.9353, 5: 165.4612, 30: 204.4526}.items():
        assert predictions[t] == pytest.approx(y_hat, abs=5e-5)
