from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gui.formula.label import FormulaLabel, paint_formula, paint_formula_in
from gui.theme import theme


def dark_box(image: QImage) -> QRectF:
    """Where there is ink."""
    spots = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 160
    ]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return QRectF(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


def canvas() -> QImage:
    image = QImage(120, 80, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    return image


def test_a_formula_is_painted_on_the_baseline_asked_for(qapp):
    image = canvas()
    painter = QPainter(image)
    paint_formula(painter, "x", QPointF(20, 50), 30)
    painter.end()
    assert abs(dark_box(image).bottom() - 50) <= 1.5
    assert abs(dark_box(image).left() - 20) <= 2


def test_a_formula_in_a_box_is_made_to_fit(qapp):
    image = canvas()
    painter = QPainter(image)
    paint_formula_in(painter, "w_{11}X_1+w_{12}X_2", QRectF(30, 20, 60, 40), 40)
    painter.end()
    assert QRectF(28, 18, 64, 44).contains(dark_box(image))


def test_a_label_has_room_for_its_formula_and_grows_with_the_text(qtbot):
    label = FormulaLabel(r"\frac{\partial L}{\partial w_{11}}")
    qtbot.addWidget(label)
    before = label.sizeHint()
    theme().set(scale=2.0)
    assert label.sizeHint().height() > 1.8 * before.height()
    assert label.accessibleName()


def test_setting_the_latex_changes_the_size(qtbot):
    label = FormulaLabel("x", alignment=Qt.AlignmentFlag.AlignRight)
    qtbot.addWidget(label)
    before = label.sizeHint().width()
    label.set_latex("x + y + z", "muted")
    assert label.latex == "x + y + z"
    assert label.sizeHint().width() > 2 * before
