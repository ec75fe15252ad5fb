from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QObject, Qt, Signal

from core.compiling.compiler import compile_network, parameter_vector
from core.datasets.browsing import RowFilter
from core.metrics.judging import judge
from core.network.data import Data, Part
from core.network.network import Network
from gui.digits.browser import DigitBrowser


class Session(QObject):
    """A training that stands still unless it is told otherwise."""

    live_changed, state_changed = Signal(), Signal()
    state = "idle"
    plan = theta = None


@pytest.fixture
def session():
    return Session()


@pytest.fixture
def browser(qtbot, drawn, settings, session):
    browser = DigitBrowser(drawn, settings, lambda: session)
    qtbot.addWidget(browser)
    browser.show()
    done(qtbot, browser)
    return browser


def done(qtbot, browser):
    qtbot.waitUntil(lambda: not browser.judging.is_busy)


def judged(network, part=Part.TEST):
    plan = compile_network(network)
    return judge(plan, parameter_vector(plan, network), network.data, part)


def choose(qtbot, browser, **how):
    browser.filter.show_filter(RowFilter(**how))
    browser.filter.changed.emit()
    done(qtbot, browser)


def test_it_begins_with_the_test_images_and_says_how_many_are_right(browser, drawn):
    expected = judged(drawn.network)
    n_right = len(expected.right_rows())
    assert browser.grid.rows.tolist() == list(range(40, 60))
    assert f"{n_right} of 20 are right ({5 * n_right:.2f} %)" in browser.status.text()


def test_wrong_images_are_found_and_marked_by_a_sign(qtbot, browser, drawn):
    choose(qtbot, browser, right=False)
    expected = np.concatenate([judged(drawn.network, p).wrong_rows() for p in Part])
    assert browser.grid.rows.tolist() == expected.tolist()
    row = int(expected[0])
    caption = browser.grid.caption(row)
    assert caption.is_wrong
    assert caption.text.startswith(f"{row % 3} ✗ ")
    assert "wrongly taken for" in browser.grid.tip(row)


def test_rows_behind_a_cell_are_shown_alone_until_all_are_wanted(qtbot, browser):
    browser.show_rows(np.array([5, 2, 41]), "1 taken for 2")
    assert browser.grid.rows.tolist() == [5, 2, 41]
    assert browser.title.text() == "1 taken for 2"
    assert browser.grid.current_row == 5
    qtbot.mouseClick(browser.all_rows, Qt.MouseButton.LeftButton)
    assert len(browser.grid.rows) == 60
    done(qtbot, browser)


def test_keys_move_and_enter_steps_the_observation(qtbot, browser):
    grid = browser.grid
    qtbot.keyClick(grid, Qt.Key.Key_End)
    assert grid.current_row == 59
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert "59" in browser.details.heading.accessibleName()
    with qtbot.waitSignal(browser.step_wanted) as stepped:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert stepped.args == [58]
    with qtbot.waitSignal(browser.step_wanted):
        qtbot.mouseClick(browser.details.step, Qt.MouseButton.LeftButton)
    box = grid.box_of(3)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert grid.current_row == 43


def test_a_pixel_tells_its_number_and_name(qtbot, browser, images):
    view = browser.details.view
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    value = images.inputs[40, 2 * 5 + 1]
    assert browser.details.pixel.text() == f"Row 3, column 2: X₁₂ = {value:.3f}"


def test_the_outputs_of_the_chosen_image_are_named_numbers(browser, drawn):
    expected = judged(drawn.network).y_hat[0]
    told = browser.details.bars.accessibleDescription()
    assert told == "; ".join(f"{k}: {p:.3f}" for k, p in enumerate(expected))


def test_other_weights_are_said_at_once_and_worked_out_anew(qtbot, browser, drawn):
    before = browser.judging.found
    network = drawn.network
    edges = {k: replace(e, weight=-e.weight) for k, e in network.edges.items()}
    drawn.load(replace(network, edges=edges), None)
    assert browser.judging.is_stale
    assert "have changed" in browser.status.text()
    qtbot.waitUntil(lambda: browser.judging.found is not before)
    np.testing.assert_array_equal(
        browser.judging.found.predicted[40:], judged(drawn.network).predicted
    )
    assert not browser.judging.is_stale


def test_a_run_in_hand_is_followed(qtbot, browser, drawn, session):
    network = drawn.network
    session.plan = compile_network(network)
    session.theta = 3.0 * parameter_vector(session.plan, network)
    session.state = "running"
    session.live_changed.emit()
    assert browser.judging.is_stale
    expected = judge(session.plan, session.theta, network.data, Part.TEST).y_hat
    qtbot.waitUntil(lambda: np.allclose(browser.judging.found.y_hat[40:], expected, atol=1e-6))


def test_without_a_fitting_network_images_are_still_shown(qtbot, browser, drawn, images):
    drawn.load(Network(data=images), None)
    done(qtbot, browser)
    assert len(browser.grid.rows) == 20
    assert not browser.filter.result.isEnabled()
    assert browser.filter.result.toolTip()
    assert browser.grid.caption(40).text == "1"


def test_without_images_it_teaches(qtbot, browser, drawn):
    drawn.load(Network(data=Data(np.zeros((2, 2)), np.zeros((2, 1)))), None)
    assert browser.pages.currentIndex() == 1
    assert "MNIST" in browser.empty.text()
    with qtbot.waitSignal(browser.data_wanted):
        qtbot.mouseClick(browser.choose, Qt.MouseButton.LeftButton)


def test_only_what_is_in_sight_is_drawn_of_many_images(qtbot, browser, drawn, images):
    many = images.inputs.bytes[np.arange(20_000) % 60].reshape(-1, 6, 5)
    from core.datasets.images import image_data

    data = image_data(many, [str(i % 3) for i in range(20_000)], {"name": "many"})
    drawn.load(Network(data=data), None)
    browser.grid.verticalScrollBar().setValue(10_000)
    browser.grid.viewport().repaint()
    assert 0 < len(browser.grid._lines) < 40
    done(qtbot, browser)


def test_in_a_low_window_the_filters_fold_into_what_is_chosen(qtbot, browser):
    bar = browser.filter
    assert bar.part.isVisible()
    assert not bar.summary.isVisible()
    browser.resize(380, 360)
    qtbot.waitUntil(bar.summary.isVisible)
    assert not bar.part.isVisible()
    assert bar.part.currentText() in bar.summary.toolTip()
    bar.summary.click()
    assert bar.part.isVisible()
