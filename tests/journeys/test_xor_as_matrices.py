"""The XOR slides: the given solution as matrices, and why a line cannot do it."""

from gui.main_window import MainWindow
from tests.journeys.user import User

X = [["0", "0"], ["0", "1"], ["1", "0"], ["1", "1"]]
XW = [["0", "0"], ["1", "1"], ["1", "1"], ["2", "2"]]
Z = [["0", "−1"], ["1", "0"], ["1", "0"], ["2", "1"]]
A = [["0", "0"], ["1", "0"], ["1", "0"], ["2", "1"]]
Y = [["0"], ["1"], ["1"], ["0"]]


def test_the_given_solution_of_xor_shows_every_matrix_of_the_slides(
    window: MainWindow, user: User
) -> None:
    user.open_lesson("xor")
    user.press("Ctrl+M", "Home")
    matrices = window.workshop.step_panel.content.matrix
    assert matrices.texts()[0] == X
    shown = []
    for _ in window.session.steps:
        user.press("Right")
        shown.append(matrices.texts())
    results = [grids[-1] for grids in shown if grids]
    assert results[:5] == [XW, Z, A, Y, Y]  # XW, + w₀, g(·), ·β, + β₀
    assert shown[0][:2] == [X, [["1", "1"], ["1", "1"]]]
    assert ["0", "−1"] in shown[1][1]
    assert shown[3][:2] == [A, [["1"], ["−2"]]]
    assert user.loss() == "0"


def test_the_linear_model_of_xor_is_stuck_at_a_quarter_and_the_slides_1_is_marked(
    window: MainWindow, user: User
) -> None:
    user.open_lesson("xor-linear")
    user.press("Ctrl+M", "End")
    assert user.loss() == "0.25"
    notes = window.workshop.side_panel.notes
    chips = [chip for chip in notes.chips if chip.isVisible()]
    assert [chip.text() for chip in chips] == ["MSE = 1"]
    user.click(chips[0])
    assert "their mean, by the slide's own formula, is 0.25" in notes.card.text()
    user.press("Left")
    assert [chip for chip in notes.chips if chip.isVisible()] == []
    # One wrong on the slide, right in the drawing: with another weight there is no such mark.
    user.press("Ctrl+Shift+B", "Home")
    for _ in window.session.steps:
        user.press("Right")
        assert not [chip for chip in notes.chips if chip.isVisible()]
    gradients = dict(window.workshop.side_panel.gradients.table.texts())
    assert gradients == {"β₀": "1", "β₁": "0", "β₂": "0"}
