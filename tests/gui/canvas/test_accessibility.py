from PySide6.QtGui import QAccessible

from core.network.network import Network
from gui.canvas.view import CanvasView


def test_nodes_and_edges_are_children_with_names(view: CanvasView, house: Network) -> None:
    canvas = QAccessible.queryAccessibleInterface(view)
    assert canvas.childCount() == 11
    names = [canvas.child(i).text(QAccessible.Text.Name) for i in range(11)]
    assert names[0] == "Input X₁"
    assert "Edge X₁ to A₁, weight w₁₁ = 2.17" in names
    assert canvas.text(QAccessible.Text.Name) == "Drawing of the network"


def test_a_child_has_a_place_on_the_screen_and_a_state(view: CanvasView, house: Network) -> None:
    canvas = QAccessible.queryAccessibleInterface(view)
    view.document.select(["x1"])
    child = canvas.child(0)
    assert child.rect().isValid()
    assert child.state().selected
    assert canvas.indexOfChild(child) == 0
