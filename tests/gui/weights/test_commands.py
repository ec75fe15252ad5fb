"""From the menus: the weights and the drawing pad open beside the drawing and lead into Step."""

import numpy as np
from PySide6.QtCore import Qt

from core.network.edge import EdgeKey, Parameter
from core.network.node import Unit
from tests.gui.weights.conftest import small_digits


def opened(window, name):
    window.actions_[name].trigger()
    title = {"weights.digit_pad": "DigitPad"}.get(name, "WeightsWindow")
    return next(w for w in window.children() if type(w).__name__ == title)


def test_weights_and_a_drawn_digit_lead_into_step(window, qtbot):
    window.document.load(small_digits(), None)
    window.show_drawing()
    heat = opened(window, "weights.heat")
    heat.panel.view.go_to(2, 3)
    qtbot.keyClick(heat.panel.view, Qt.Key.Key_Return)
    assert window.workspace == "step"
    assert window.session.parameter == Parameter(Unit("h", 2), Unit("x", 3))
    heat.panel.row_unit.click()
    assert window.document.selection.nodes == {"h"}
    assert opened(window, "weights.pictures") is heat
    assert heat.gallery.isVisible()
    pad = opened(window, "weights.digit_pad")
    pad.sheet.draw([(0.5, 0.2), (0.5, 0.8)])
    pad.meant.setCurrentIndex(1)
    pad.step.click()
    session = window.session
    qtbot.waitUntil(lambda: session.trace is not None and session.trace.request.drawn is not None)
    assert np.array_equal(session.trace.before.x[0], pad.seen.picture.ravel())
    assert session.trace.before.y.tolist() == [[1, 0, 0]]
    assert np.array_equal(
        window.workshop.canvas.picture.observation.values, pad.seen.picture.ravel()
    )
    assert window.document.network.data.n_observations == 1
    window.workshop.canvas.band_activated.emit(EdgeKey("x", "h"))
    assert heat.tabs.currentIndex() == 0
    for dialog in (heat, pad):
        dialog.close()
