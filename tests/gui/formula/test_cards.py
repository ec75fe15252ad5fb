import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from core.network.node import Unit
from core.stepping.fragment import Fragment
from core.stepping.quantity import Kind, Quantity
from gui.formula.cards import CardContent, CardRow
from gui.theme import theme

LOSS = Quantity(Kind.LOSS)
Y = Quantity(Kind.ACTIVATION, Unit("y"))
Z = Quantity(Kind.Z, Unit("a1"))
A = Quantity(Kind.ACTIVATION, Unit("a1"))


def partial(top: str, bottom: str) -> list[Fragment]:
    return [Fragment(rf"\frac{{\partial {top}}}{{\partial {bottom}}}")]


RESULT = CardContent(partial("L", "w_{11}"), value="−0.030173", caption="gradient")
CARDS = [
    CardContent(
        partial("L", r"\hat{y}"),
        [Fragment(r"-2(215 - 147.50)")],
        "−135.000",
        "loss → output",
        "chain_loss",
        (LOSS,),
    ),
    CardContent(
        partial(r"\hat{y}", "A_1"),
        [Fragment(r"\beta_1", Y)],
        "28.330",
        "output → A₁",
        "chain_output",
        (Y,),
    ),
    CardContent(
        partial("A_1", "z_1"),
        [Fragment(r"\sigma(z_1)[1 - \sigma(z_1)]")],
        "0.0000078892",
        "through the sigmoid",
        "chain_hidden",
        (A,),
    ),
    CardContent(
        partial("z_1", "w_{11}"), [Fragment("X_1 = 1")], "1", "A₁ → w₁₁", "chain_parameter", (Z,)
    ),
]


@pytest.fixture
def row(qtbot):
    row = CardRow()
    qtbot.addWidget(row)
    row.set_cards(CARDS, 2, RESULT)
    row.resize(1000, 200)
    row.show()
    return row


def middle_of(row: CardRow, index: int) -> QPoint:
    return row.card_rect(index).center().toPoint()


def corner_of(row: CardRow, index: int) -> QPoint:
    """A point of a card away from its text."""
    return row.card_rect(index).topLeft().toPoint() + QPoint(8, 8)


def test_cards_stand_in_the_order_of_the_product(row):
    lefts = [row.card_rect(i).left() for i in (-1, 0, 1, 2, 3)]
    assert lefts == sorted(lefts)
    assert len({row.card_rect(i).top() for i in (-1, 0, 1, 2, 3)}) == 1


def test_only_the_current_card_is_filled(row):
    image = row.grab().toImage()
    filled = theme().blended("chain_hidden", 0.14, "panel")
    assert image.pixelColor(corner_of(row, 2)) == filled
    assert image.pixelColor(corner_of(row, 1)) != filled


def test_every_card_has_a_bar_in_its_colour(row):
    image = row.grab().toImage()
    for index, card in enumerate(CARDS):
        box = row.card_rect(index)
        seen = image.pixelColor(round(box.center().x()), round(box.bottom()) - 2)
        assert seen == theme().colour(card.colour)


@pytest.mark.parametrize("width", [1000, 700, 520, 360])
@pytest.mark.parametrize("scale", [1.0, 2.5])
def test_cards_never_reach_past_the_width_nor_overlap(row, width, scale):
    theme().set(scale=scale)
    row.set_cards(CARDS * 3, 2, RESULT)
    row.resize(round(width * scale), 200)
    boxes = [row.card_rect(i) for i in range(-1, 12)]
    assert max(box.right() for box in boxes) <= row.width()
    for i, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[i + 1 :])
    assert row.heightForWidth(row.width()) >= max(box.bottom() for box in boxes)


def test_clicking_a_card_tells_its_index(qtbot, row):
    with qtbot.waitSignal(row.clicked) as caught:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=corner_of(row, 3))
    assert caught.args == [3]


def test_clicking_a_number_in_a_card_tells_its_quantity(qtbot, row):
    box = row.card_rect(1)
    number = next(p for p in row._laid.boxes[2].numbers)
    at = QPoint(round(box.center().x()), round(number.baseline) + theme().px(8) - 3)
    with qtbot.waitSignal(row.quantity_clicked) as caught:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=at)
    assert caught.args == [Y]


def test_hovering_a_card_tells_what_it_lights(qtbot, row):
    told = []
    row.hovered.connect(told.append)
    qtbot.mouseMove(row, corner_of(row, 0))
    qtbot.mouseMove(row, corner_of(row, 3))
    qtbot.mouseMove(row, QPoint(999, 199))
    assert told == [LOSS, Z, None]


def test_highlight_from_the_canvas_tints_the_card(row):
    before = row.grab().toImage().pixelColor(corner_of(row, 0))
    row.highlight(LOSS)
    assert row.grab().toImage().pixelColor(corner_of(row, 0)) != before


def test_keys_walk_the_cards_and_enter_clicks(qtbot, row):
    row.activateWindow()
    row.setFocus()
    qtbot.waitUntil(row.hasFocus)
    qtbot.keyClick(row, Qt.Key.Key_Right)
    qtbot.keyClick(row, Qt.Key.Key_Right)
    qtbot.keyClick(row, Qt.Key.Key_Right)
    assert row.accessibleDescription().startswith("∂ŷ/∂A₁ = β₁ = 28.330")
    with qtbot.waitSignal(row.clicked) as caught:
        qtbot.keyClick(row, Qt.Key.Key_Return)
    assert caught.args == [1]


def test_accessible_name_says_every_factor(row):
    assert "∂L/∂w₁₁ = −0.030173, gradient" in row.accessibleName()
    assert "through the sigmoid" in row.accessibleName()


def test_latex_is_the_product(row):
    assert row.latex().startswith(r"\frac{\partial L}{\partial w_{11}} = \frac{\partial L}")
    assert row.latex().count(r"\cdot") == 3


def test_only_what_looks_otherwise_is_painted_again(qtbot: QtBot) -> None:
    row = CardRow()
    qtbot.addWidget(row)
    row.resize(900, 200)
    row.set_cards(CARDS, current=0, result=RESULT)
    row.show()
    painted = Painted(row)
    row.set_cards(CARDS, current=0, result=RESULT)
    QApplication.processEvents()
    assert painted.region.isEmpty()
    row.set_cards(CARDS, current=1, result=RESULT)
    qtbot.waitUntil(lambda: not painted.region.isEmpty())
    for index in (0, 1):
        assert painted.region.contains(row.card_rect(index).center().toPoint())
    for index in (-1, 2):
        assert not painted.region.contains(row.card_rect(index).center().toPoint())


class Painted(QObject):
    """Gathers what is painted of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        QApplication.processEvents()
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return super().eventFilter(watched, event)
