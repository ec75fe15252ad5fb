import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from gui.formula.compose import compose
from gui.formula.glyphs import glyph
from gui.formula.shape import AXIS, EM
from gui.formula.spacing import Atom
from gui.formula.typeset import row_of, typeset

BLACK = QColor("black")

EVERYTHING = [
    r"\frac{\partial L}{\partial w_{11}}",
    r"\hat{y}_1",
    r"w^{(2)}_{11}",
    r"w'_{11} = w_{11} - \varepsilon\frac{\partial L}{\partial w_{11}}",
    r"\sigma(z_1)\left(1 - \sigma(z_1)\right)",
    r"\begin{pmatrix}1&2\\3&-4{,}5\end{pmatrix}",
    r"\mathrm{ReLU}(z) = \begin{cases}z&z>0\\0&\text{otherwise}\end{cases}",
    r"\operatorname{softmax}(z)_m = \frac{e^{z_m}}{\sum_j e^{z_j}}",
    r"\sqrt{x^2+\beta_0} \to \max(0, z) \approx \tanh z",
    r"7.8892\cdot 10^{-6}",
    r"w^{\prime(2)}_{11}",
    r"\left|\frac{1}{2}\right| \cdots \infty",
    r"XW\;\odot\;g'(Z)^{\top}",
]


def ink(latex: str, size: float = 40) -> int:
    """How many dark pixels a formula makes."""
    formula = typeset(latex, size, BLACK)
    image = QImage(
        round(formula.width) + 20, round(formula.height) + 20, QImage.Format.Format_ARGB32
    )
    image.fill(QColor("white"))
    painter = QPainter(image)
    formula.paint(painter, 10, 10 + formula.ascent)
    painter.end()
    return sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(image.width())
        for y in range(image.height())
    )


def is_source(latex: str) -> bool:
    """Whether a formula is shown as it was written, for want of a better."""
    try:
        compose(latex)
    except Exception:
        return True
    return False


@pytest.mark.parametrize("latex", EVERYTHING)
def test_every_kind_of_formula_is_typeset(qapp, latex):
    assert not is_source(latex)
    assert ink(latex) > 150


def test_glyphs_are_drawn_not_only_bars(qapp):
    bar_alone = ink(r"\frac{\phantom{a}}{\phantom{b}}")
    assert ink(r"\frac{a}{b}") > bar_alone + 200


@pytest.mark.parametrize("latex", [r"\frac{1", r"x_{", r"\nonsense", "}{", "a & b \\\\", "", "%"])
def test_what_cannot_be_read_is_shown_and_never_raises(qapp, latex):
    formula = typeset(latex, 20, BLACK)
    if latex.strip():
        assert ink(latex) > 0
        assert formula.width > 0


def test_unknown_command_shows_its_source(qapp):
    assert is_source(r"\nonsense")


def test_size_scales_everything(qapp):
    small, large = typeset(r"\frac{a}{b}", 10, BLACK), typeset(r"\frac{a}{b}", 30, BLACK)
    assert large.width == pytest.approx(3 * small.width)
    assert large.ascent == pytest.approx(3 * small.ascent)
    assert large.descent == pytest.approx(3 * small.descent)


def test_letters_stand_on_the_baseline(qapp):
    assert typeset("x", 100, BLACK).descent < 3
    assert typeset("y", 100, BLACK).descent > 15


def test_digits_are_equally_wide(qapp):
    widths = {round(row_of(digit).shape.width, 3) for digit in "0123456789"}
    assert len(widths) == 1
    assert row_of("1234").shape.width == pytest.approx(4 * widths.pop())


def test_hat_is_no_wider_than_its_letter(qapp):
    assert row_of(r"\hat{y}").shape.width == pytest.approx(row_of("y").shape.width, abs=1)


def test_minus_is_a_sign_at_the_start_and_an_operator_between(qapp):
    sign = row_of("-2").shape.width - row_of("2").shape.width
    between = row_of("1-2").shape.width - row_of("1").shape.width - row_of("2").shape.width
    assert between > sign + 0.4 * EM
    assert row_of("(-2)").shape.width < row_of("(1-2)").shape.width - 0.4 * EM
    after_equals = row_of("a=-2").shape.width
    assert after_equals == pytest.approx(row_of("a={-2}").shape.width, abs=1)


def test_decimal_comma_is_not_spaced_as_in_a_list(qapp):
    assert row_of("2{,}17").shape.width < row_of("2,17").shape.width
    assert row_of("2{,}17").shape.width == pytest.approx(row_of("2.17").shape.width, abs=5)


def test_brackets_grow_with_a_fraction_and_only_then(qapp):
    plain = row_of(r"\left(x\right)").shape
    tall = row_of(r"\left(\frac{x}{y}\right)").shape
    assert plain.ascent == pytest.approx(row_of("(x)").shape.ascent)
    assert tall.ascent >= row_of(r"\frac{x}{y}").shape.ascent - 0.1 * EM


def test_matrix_is_centred_on_the_axis(qapp):
    shape = row_of(r"\begin{pmatrix}1&2\\3&4\end{pmatrix}").shape
    assert shape.ascent - AXIS == pytest.approx(shape.descent + AXIS, rel=0.05)


def test_ends_of_a_row_know_their_class(qapp):
    assert row_of("=").first is Atom.RELATION
    assert row_of(r"\cdot").first is Atom.BINARY
    assert row_of("(").sign == "("
    assert row_of("z_1").first is Atom.ORDINARY


def test_colour_is_the_one_asked_for(qapp):
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    typeset(r"\frac{1}{1}", 30, QColor("black")).paint(painter, 10, 40, QColor("#ff0000"))
    painter.end()
    colours = {image.pixelColor(x, y).name() for x in range(60) for y in range(60)}
    assert "#ff0000" in colours
    assert "#000000" not in colours


def test_a_new_number_is_put_together_from_digits_that_are_there(qapp):
    row_of("0123456789.-")
    row_of(r"7.8\cdot 10^{-6}")
    before = glyph.cache_info().misses
    for i in range(30):
        row_of(f"-{i * 13.717:.6f}")
    assert glyph.cache_info().misses == before


def test_painting_leaves_the_painter_as_it_was(qapp):
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    painter.translate(3, 4)
    before = painter.worldTransform()
    typeset("x", 20, BLACK).paint(painter, 1, 20)
    assert painter.worldTransform() == before
    assert not painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.end()


def test_a_function_stands_close_to_its_brackets(qapp):
    close, apart = row_of(r"\tanh\left(z\right)").shape.width, row_of(r"\tanh z").shape.width
    brackets = row_of("(").shape.width + row_of(")").shape.width
    assert close < apart + brackets
    assert row_of(r"\tanh(z)").shape.width == pytest.approx(close)


@pytest.mark.parametrize("latex", ["w_{11}", r"\beta_{23}", "X_{10}", "w^{(2)}_{34}", "w'_{12}"])
def test_names_with_several_indices_are_as_ziamath_would_set_them(qapp, latex):
    ziamath = pytest.importorskip("ziamath")
    whole = ziamath.Latex(latex, size=EM).node.bbox
    ours = row_of(latex).shape
    assert ours.width == pytest.approx(whole.xmax, abs=1.5)
    assert ours.ascent == pytest.approx(whole.ymax, abs=1)
    assert ours.descent == pytest.approx(-whole.ymin, abs=1)


def test_a_new_name_of_a_known_letter_is_cheap(qapp):
    row_of("w_{10} w_{20}")
    glyphs_before = glyph.cache_info().misses
    for i in range(1, 3):
        for j in range(3, 10):
            row_of(f"w_{{{i}{j}}}")
    assert glyph.cache_info().misses - glyphs_before <= 8  # the small digits, each once


@pytest.mark.parametrize("script", ["_1", "'", "^2", "'_{12}"])
def test_indices_stand_alike_with_and_without_a_hat(qapp, script):
    plain, hatted = row_of("y" + script).shape, row_of(r"\hat{y}" + script).shape
    assert hatted.width == pytest.approx(plain.width)
    assert hatted.descent == pytest.approx(plain.descent)
    assert len(hatted.paths) == len(plain.paths) + 1
