"""A student draws the lecture's network with the mouse alone; the keys type digits."""

from PySide6.QtCore import QPoint

from gui.main_window import MainWindow
from tests.journeys.lecture import BIASES, EDGES, INPUTS, PRINTED_GRADIENTS, TARGET, check_figures
from tests.journeys.user import User

PLACES = {
    "tool.input": [(0.15, 0.25), (0.15, 0.65)],
    "tool.hidden": [(0.45, 0.25), (0.45, 0.65)],
    "tool.output": [(0.75, 0.45)],
}


def take(user: User, tool: str) -> None:
    """Click a tool of the rail at the left."""
    rail = user.window.workshop.rail
    wanted = user.window.actions_[tool]
    user.click(next(b for b in rail._buttons if b.defaultAction() is wanted))


def test_a_student_draws_the_house_price_network_by_mouse_and_reaches_the_lectures_numbers(
    window: MainWindow, user: User
) -> None:
    user.open_lesson()
    assert window.workspace == "draw"

    for tool, places in PLACES.items():
        take(user, tool)
        for place in places:
            user.click_paper(user.paper(*place))
    assert list(window.document.network.nodes) == ["x1", "x2", "a1", "a2", "y1"]

    take(user, "tool.connect")
    for source, target in EDGES:
        user.drag_paper(user.node(source), user.node(target))
    assert set(window.document.network.edges) == set(EDGES)

    take(user, "tool.select")
    for (source, target), weight in EDGES.items():
        user.double_click_paper(user.weight(source, target))
        user.type(weight)
    for node, bias in BIASES.items():
        user.double_click_paper(user.bias(node))
        user.type(bias)
    user.click_paper(user.paper(0.95, 0.9))  # leaving the field takes the number

    type_the_observation(window, user)
    step_to_the_end(window, user)
    check_figures(window.session)
    assert user.values()["y1"] == "147.5"
    assert user.loss() == "4556.28"
    assert dict(window.workshop.side_panel.gradients.table.texts()) == PRINTED_GRADIENTS


def type_the_observation(window: MainWindow, user: User) -> None:
    user.choose("view.observations")
    table = window.workshop.tables.currentWidget().layout().itemAt(0).widget()
    user.click(table.add)
    for column, number in enumerate((*INPUTS, TARGET)):
        cell = table.view.visualRect(table.model.index(0, column)).center()
        user.double_click(table.view.viewport(), cell)
        user.type(number)
    user.click(table.view.viewport(), QPoint(table.view.viewport().width() - 5, 40))
    assert table.status.text() == ""


def step_to_the_end(window: MainWindow, user: User) -> None:
    user.click(window.workshop.top_bar.workspaces["step"])
    panel = window.workshop.step_panel
    assert user.values() == {"x1": "1", "x2": "3", "a1": "", "a2": "", "y1": ""}
    for arrived in ("a1", "a2", "y1"):
        assert user.values()[arrived] == ""
        user.click(panel.transport.next)
        assert user.values()[arrived] != ""
    assert user.loss() == ""
    user.click(panel.transport.next)
    assert not panel.transport.next.isEnabled()
