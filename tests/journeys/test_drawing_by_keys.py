"""A student without a mouse draws the lecture's network, from the start page to the gradients."""

from gui.main_window import MainWindow
from tests.journeys.lecture import BIASES, EDGES, INPUTS, PRINTED_GRADIENTS, TARGET, check_figures
from tests.journeys.user import User


def test_a_student_draws_the_house_price_network_by_keys_and_reaches_the_lectures_numbers(
    window: MainWindow, user: User
) -> None:
    user.tab_to(window.start_page.cards[-1])  # the blank drawing
    user.press("Return")
    user.press("I", "I", "N", "N", "O")
    assert list(window.document.network.nodes) == ["x1", "x2", "a1", "a2", "y1"]

    user.press("Escape", "Escape")
    for source in ("x1", "x2", "a1", "a2"):  # the order in which Tab comes to them
        for target in (to for from_, to in EDGES if from_ == source):
            connect(user, source, target)
    assert set(window.document.network.edges) == set(EDGES)

    user.press("Escape", "Escape")
    type_every_number(user)
    type_the_observation(window, user)

    user.press("Ctrl+2")
    assert user.values() == {"x1": "1", "x2": "3", "a1": "", "a2": "", "y1": ""}
    for arrived in ("a1", "a2", "y1"):
        assert user.values()[arrived] == ""
        user.press("Right")
        assert user.values()[arrived] != ""
    user.press("End")
    assert user.loss() == "4556.28"
    user.press("Ctrl+Shift+B", "End")
    check_figures(window.session)
    assert dict(window.workshop.side_panel.gradients.table.texts()) == PRINTED_GRADIENTS


def connect(user: User, source: str, target: str) -> None:
    """Walk to a neuron, press C, choose the other one with the arrows, press Enter."""
    canvas = user.canvas
    for _ in range(20):
        focused = canvas.picture.attention.focused
        if focused is not None and focused.node == source:
            break
        user.press("Tab")
    user.press("C")
    for _ in range(5):
        if canvas.gesture.target == target:
            break
        user.press("Right")
    user.press("Return")


def type_every_number(user: User) -> None:
    """Tab from neuron to edge to neuron, and type over each number."""
    for _ in range(len(EDGES) + 5):
        user.press("Tab")
        focused = user.canvas.picture.attention.focused
        number = EDGES[focused.edge] if focused.edge is not None else BIASES.get(focused.node)
        if number is not None:
            user.press("Return")
            user.type(number)
            user.press("Return")


def type_the_observation(window: MainWindow, user: User) -> None:
    user.press("Ctrl+Shift+O")
    table = window.workshop.tables.currentWidget().layout().itemAt(0).widget()
    user.tab_to(table.view)
    user.press("Ins")
    for number in (*INPUTS, TARGET):
        user.type(number)
        user.press("Return", "Right")
    assert table.status.text() == ""
