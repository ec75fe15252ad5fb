"""Every change of an afternoon is taken back to the blank page, and made again."""

import re

from core.files.writer import text_of
from core.network.network import Network
from gui.main_window import MainWindow
from tests.journeys.user import User


def test_a_whole_afternoon_is_undone_to_the_blank_page_and_redone(
    window: MainWindow, user: User
) -> None:
    stack = window.document.undo_stack
    stages: dict[int, Network] = {0: window.document.network}
    stack.indexChanged.connect(lambda i: stages.setdefault(i, window.document.network))
    user.open_lesson()
    draw(user)
    change_numbers_and_names(user)
    change_functions(window, user)
    type_observations(window, user)
    rearrange(user)
    update_by_a_step(window, user)

    n = stack.count()
    assert n >= 25
    assert sorted(stages) == list(range(n + 1))
    assert all(text_of(stages[i]) != text_of(stages[i + 1]) for i in range(n))
    undone = [undo(window, user) for _ in range(n)]
    for stage, (_text, network) in zip(reversed(range(n)), undone, strict=True):
        same(network, stages[stage])
    assert window.document.network == Network()
    assert not window.actions_["edit.undo"].isEnabled()
    redone = [redo(window, user) for _ in range(n)]
    for stage, (_text, network) in enumerate(redone, 1):
        same(network, stages[stage])
    assert not window.actions_["edit.redo"].isEnabled()

    assert [text for text, _ in undone] == [text for text, _ in reversed(redone)]
    for text, _ in undone:
        assert re.fullmatch(r"[A-Z].*[^.…\s]", text), text
        assert not re.search(r"[{}\\]|\b[xay]\d\b", text), f"ids or templates in “{text}”"
    assert {
        "Add X₁", "Connect X₁ to A₁", "Set w₁₁ to 2.17", "Set β₀ to 59", "Update all parameters",
    } <= {text for text, _ in undone}  # fmt: skip


def same(network: Network, stage: Network) -> None:
    """Equal in everything that a file keeps: to the last bit of every number."""
    assert network == stage
    assert text_of(network) == text_of(stage)


def undo(window: MainWindow, user: User) -> tuple[str, Network]:
    text = window.actions_["edit.undo"].text()
    assert text.startswith("Undo ")
    user.press("Ctrl+Z")
    return text.removeprefix("Undo "), window.document.network


def redo(window: MainWindow, user: User) -> tuple[str, Network]:
    text = window.actions_["edit.redo"].text()
    assert text.startswith("Redo ")
    user.press("Ctrl+Shift+Z")
    return text.removeprefix("Redo "), window.document.network


def draw(user: User) -> None:
    user.press("I", "I", "N", "N", "O", "Escape", "Escape")
    for source in ("x1", "x2", "a1", "a2"):
        user.press("Tab")
        while user.canvas.picture.attention.focused.node != source:
            user.press("Tab")
        user.press(*(("C", "Return") if source == "x1" else ()), "Ctrl+Shift+K")
    user.press("Escape", "Escape", "Ctrl+0")


def change_numbers_and_names(user: User) -> None:
    user.double_click_paper(user.weight("x1", "a1"))
    user.type("2.17")
    user.double_click_paper(user.bias("y1"))
    user.type("59")
    user.press("Return", "Escape", "Escape")
    user.click_paper(user.node("a1"))
    user.press("F2")
    user.type("H")
    user.press("Return", "Ctrl+R", "Escape")


def change_functions(window: MainWindow, user: User) -> None:
    inspector = window.workshop.inspector
    user.click_paper(user.node("a2"))
    user.click(inspector.node_page.label)
    user.tab_to(inspector.node_page.activation)
    user.press("Down")
    user.click(inspector.node_page.frozen)
    user.click_paper(user.paper(0.02, 0.05))
    page = inspector.network_page
    user.click(page.title)
    user.type("Mine")
    for choice in (page.output_function, page.loss):
        user.tab_to(choice)
        user.press("Down", "Up")


def type_observations(window: MainWindow, user: User) -> None:
    user.press("Ctrl+Shift+O")
    table = window.workshop.tables.currentWidget().layout().itemAt(0).widget()
    for numbers in (("1", "3", "215"), ("-2", "0.5", "1e-3")):
        user.click(table.add)
        for number in numbers:
            user.type(number)
            user.press("Return", "Right")
    user.click(table.add)
    user.click(table.delete)
    user.press("Ctrl+Shift+O")


def rearrange(user: User) -> None:
    user.drag_paper(user.node("a1"), user.node("a1") + user.paper(0.1, 0.05))
    user.press("Ctrl+D", "Delete", "Ctrl+T")
    user.click_paper(user.weight("x2", "a2"))
    user.press("Delete", "Escape")


def update_by_a_step(window: MainWindow, user: User) -> None:
    user.press("Ctrl+Shift+B", "End", "Ctrl+Return")
    assert window.workspace == "step"
    user.press("Ctrl+1")
