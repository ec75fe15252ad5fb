"""Edges that no network may have are refused by the drawing itself."""

from gui.main_window import MainWindow
from tests.journeys.user import User

REFUSED = {
    "a cycle": (
        ("a2", "a1"),
        "A₁⁽²⁾ already depends on A₁⁽¹⁾: an edge back would close a cycle, "
        "and a forward pass could never finish.",
    ),
    "a self-loop": (
        ("a1", "a1"),
        "A₁ cannot feed itself: an edge goes from one neuron to a later one.",
    ),
    "an edge into an input": (
        ("a2", "x1"),
        "X₁ is an input: its value comes from the data, so no edge can lead into it.",
    ),
    "a doubled edge": (("x1", "a1"), "X₁ and A₁ are connected already: change that weight."),
    "an edge out of an output": (
        ("y", "a2"),
        "ŷ is an output: the network ends there. Make it a hidden neuron to go on from it.",
    ),
}


def test_an_edge_that_may_not_be_is_refused_with_a_sentence_and_nothing_changes(
    window: MainWindow, user: User
) -> None:
    user.open_lesson("house-prices")
    user.press("Ctrl+1", "Shift+C")
    drawn, stack = window.document.network, window.document.undo_stack
    away = user.paper(0.05, 0.95)
    for what, ((source, target), sentence) in REFUSED.items():
        if what == "a cycle":
            user.drag_paper(user.node("a1"), user.node("a2"))
            assert len(window.document.network.edges) == 7
        before, count = window.document.network, stack.index()
        user.drag_paper(user.node(source), away, user.node(target))
        assert user.told == sentence
        assert window.document.network is before, what
        assert stack.index() == count, what
        # What was told goes with the next thing that is done.
        user.drag_paper(user.node("x1"), user.node("y"))
        assert user.told == "", what
        assert len(window.document.network.edges) == len(before.edges) + 1
        user.press(*["Ctrl+Z"] * stack.index())
        assert window.document.network is drawn
