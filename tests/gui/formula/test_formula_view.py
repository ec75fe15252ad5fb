import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.network.node import Unit
from core.stepping.fragment import Fragment
from core.stepping.quantity import Colour, Kind, Quantity
from gui.formula.formula_view import FormulaView
from gui.theme import theme

Z = Quantity(Kind.Z, Unit("a1"))
A = Quantity(Kind.ACTIVATION, Unit("a1"))
LINE = [
    Fragment("A_1", A),
    Fragment("="),
    Fragment(r"\sigma(z_1)", Z, Colour.HIDDEN),
    Fragment("="),
    Fragment("0.99999", A),
]


@pytest.fixture
def view(qtbot):
    view = FormulaView()
    qtbot.addWidget(view)
    view.set_lines([LINE])
    view.resize(500, 120)
    view.show()
    return view


def middle_of(view: FormulaView, quantity: Quantity) -> QPoint:
    return view.fragment_rect(quantity).center().toPoint()


def test_clicking_a_fragment_tells_its_quantity(qtbot, view):
    with qtbot.waitSignal(view.clicked) as caught:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(view, Z))
    assert caught.args == [Z]


def test_clicking_an_equals_sign_tells_nothing(qtbot, view):
    with qtbot.assertNotEmitted(view.clicked):
        between = QPoint(round(view.fragment_rect(Z).left()) - 12, middle_of(view, Z).y())
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=between)


def test_hovering_tells_the_quantity_and_leaving_tells_none(qtbot, view):
    told = []
    view.hovered.connect(told.append)
    qtbot.mouseMove(view.viewport(), middle_of(view, Z))
    qtbot.mouseMove(view.viewport(), QPoint(490, 110))
    assert told == [Z, None]


def test_highlight_tints_every_fragment_about_the_quantity(view):
    before = view.grab().toImage()
    view.highlight(A)
    after = view.grab().toImage()
    corner = view.fragment_rect(A).topLeft().toPoint() + QPoint(-1, 1)
    assert before.pixelColor(corner) != after.pixelColor(corner)
    far = view.fragment_rect(Z).topLeft().toPoint() + QPoint(-1, 1)
    assert before.pixelColor(far) == after.pixelColor(far)


def test_a_coloured_fragment_has_its_colour_and_an_underline(view):
    image = view.grab().toImage()
    box = view.fragment_rect(Z)
    colour = theme().colour(Colour.HIDDEN).name()
    below = range(round(box.bottom()), round(box.bottom()) + 6)
    x = round(box.center().x())
    assert any(image.pixelColor(x, y).name() == colour for y in below)


def test_tab_walks_the_quantities_and_then_leaves(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    before, view, after = QLineEdit(), FormulaView(), QLineEdit()
    box = QVBoxLayout(page)
    for widget in (before, view, after):
        box.addWidget(widget)
    view.set_lines([LINE])
    told = []
    view.hovered.connect(told.append)
    page.show()
    page.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    for _ in range(4):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert [q for q in told if q] == [A, Z, A]
    assert page.focusWidget() is after


def test_arrow_walks_and_enter_clicks(qtbot, view):
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.clicked) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert caught.args == [Z]


def test_a_mouse_click_leaves_the_keyboard_where_it_is(view):
    assert view.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_accessible_name_is_the_formula_in_words(view):
    assert view.accessibleName() == "A₁ = σ(z₁) = 0.99999"


def test_latex_of_one_line_and_of_several(view):
    assert view.latex() == r"A_1 = \sigma(z_1) = 0.99999"
    view.set_lines([LINE, [Fragment("L"), Fragment("="), Fragment("1")]])
    assert view.latex().startswith(r"\begin{aligned}")
    assert r"L &= 1" in view.latex()


def test_a_narrow_view_wraps_and_asks_for_height(view):
    assert view.heightForWidth(130) > view.heightForWidth(500)


def test_too_much_scrolls_down_and_never_sideways(qtbot, view):
    view.set_lines([LINE] * 30)
    view.resize(120, 100)
    assert view.verticalScrollBar().maximum() > 0
    assert view.horizontalScrollBar().maximum() == 0


def test_text_scale_makes_the_formula_larger(view):
    before = view.fragment_rect(Z).height()
    theme().set(scale=2.0)
    assert view.fragment_rect(Z).height() == pytest.approx(2 * before, rel=0.05)


def test_theme_change_repaints_in_the_new_colours(view):
    theme().set(dark=True)
    image = view.grab().toImage()
    box = view.fragment_rect(Z)
    names = {
        image.pixelColor(x, y).name()
        for x in range(round(box.left()), round(box.right()))
        for y in range(round(box.top()), round(box.bottom()) + 6)
    }
    assert theme().colour(Colour.HIDDEN).name() in names


def test_fragment_at_a_point(view):
    assert view.fragment_at(QPointF(middle_of(view, Z))).quantity == Z
    assert view.fragment_at(QPointF(499, 119)) is None
