"""The honest baselines stand on the same plots as the network."""

from dataclasses import replace

import numpy as np
import pytest

from core.baselines import logistic, ols
from core.network.data import Data
from core.network.network import Network
from gui.plots.plot_area import PlotArea


def and_data(network):
    """The conjunction, which a line can separate."""
    return replace(network.data, targets=np.array([[0.0], [0.0], [0.0], [1.0]]))


def test_a_linear_model_draws_its_boundary_on_the_plane(area, document, qtbot):
    network = replace(document.network, data=and_data(document.network))
    run = logistic(network.data).run(network)
    document.load(replace(network, runs=(run,)), None)
    area.show_plot("plane", 0)
    card = area.card("plane")
    qtbot.waitUntil(lambda: card.plane is not None and len(card.linear.items) == 1)
    x, y = card.linear.items[0].getData()
    model = logistic(network.data)
    assert model.predict(np.column_stack([x, y]))[:, 0] == pytest.approx(0.5, abs=0.02)
    assert run.name in [entry.name for entry in card.legend.entries]
    document.load(replace(network, runs=(replace(run, shown=False),)), None)
    qtbot.waitUntil(lambda: not card.linear.items)


def test_a_line_is_drawn_beside_the_curve_of_one_input(qtbot, session, document, settings):
    x = np.linspace(-1, 1, 9)[:, np.newaxis]
    xor = document.network
    network = Network.build(
        [n for n in xor.nodes.values() if n.id != "x2"],
        [e for e in xor.edges.values() if e.source != "x2"],
        data=Data(x, 1 + 2 * x),
    )
    document.load(replace(network, runs=(ols(network.data).run(network),)), None)
    area = PlotArea(session, document, settings)
    qtbot.addWidget(area)
    area.resize(900, 280)
    area.show()
    qtbot.waitUntil(lambda: bool(area.cards))
    card = area.card("curve")
    qtbot.waitUntil(lambda: len(card.linear.items) == 1)
    shown_x, shown_y = card.linear.items[0].getData()
    assert shown_y == pytest.approx(1 + 2 * shown_x)
