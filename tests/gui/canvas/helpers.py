"""A network to draw and a hand to draw with."""

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from core.network.edge import Edge
from core.network.network import Network
from core.network.node import Node, Role
from gui.canvas.view import CanvasView

LEFT = Qt.MouseButton.LeftButton


def house_prices() -> Network:
    nodes = [
        Node("x1", Role.INPUT, position=(0, 0)),
        Node("x2", Role.INPUT, position=(0, 190)),
        Node("a1", Role.HIDDEN, bias=np.array([1.87]), position=(280, 0)),
        Node("a2", Role.HIDDEN, bias=np.array([2.09]), position=(280, 190)),
        Node("y", Role.OUTPUT, bias=np.array([59.0]), position=(540, 95)),
    ]
    weights = {
        ("x1", "a1"): 2.17, ("x2", "a1"): 2.57, ("x1", "a2"): 2.89, ("x2", "a2"): 4.34,
        ("a1", "y"): 28.33, ("a2", "y"): 60.17,
    }  # fmt: skip
    return Network.build(nodes, [Edge(s, t, np.array(w)) for (s, t), w in weights.items()])


def layers(*sizes: int, distance: float = 90.0) -> Network:
    """Fully connected levels of single neurons with weights that differ."""
    rng = np.random.default_rng(0)
    nodes: list[Node] = []
    edges: list[Edge] = []
    before: list[Node] = []
    for level, size in enumerate(sizes):
        role = {0: Role.INPUT, len(sizes) - 1: Role.OUTPUT}.get(level, Role.HIDDEN)
        level_nodes = [
            Node(f"n{level}_{k}", role, position=(level * 300.0, (k - (size - 1) / 2) * distance))
            for k in range(size)
        ]
        edges += [Edge(s.id, t.id, rng.normal(size=(1, 1))) for t in level_nodes for s in before]
        nodes += level_nodes
        before = level_nodes
    return Network.build(nodes, edges)


class Hand:
    """Moves the mouse over a view, in units of the canvas."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view

    def at(self, x: float, y: float) -> QPoint:
        return self.view.mapFromScene(QPointF(x, y))

    def node(self, node_id: str) -> QPoint:
        return self.at(*self.view.document.network.nodes[node_id].position)

    def pill(self, source: str, target: str) -> QPoint:
        item = self.view.picture.edges.items[source, target]  # type: ignore[index]
        return self.view.mapFromScene(item.pill.pos())

    def move(self, place: QPoint) -> None:
        QTest.mouseMove(self.view.viewport(), place)

    def click(self, place: QPoint, keys: Qt.KeyboardModifier | None = None) -> None:
        modifiers = keys or Qt.KeyboardModifier.NoModifier
        self.move(place)
        QTest.mouseClick(self.view.viewport(), LEFT, modifiers, place)

    def double_click(self, place: QPoint) -> None:
        self.click(place)
        QTest.mouseDClick(self.view.viewport(), LEFT, pos=place)
        QTest.mouseRelease(self.view.viewport(), LEFT, pos=place)

    def press(self, place: QPoint) -> None:
        self.move(place)
        QTest.mousePress(self.view.viewport(), LEFT, pos=place)

    def release(self, place: QPoint) -> None:
        QTest.mouseRelease(self.view.viewport(), LEFT, pos=place)

    def drag(self, start: QPoint, end: QPoint) -> None:
        self.press(start)
        self.move((start + end) / 2)
        self.move(end)
        self.release(end)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view, key, keys)
