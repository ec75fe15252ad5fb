import pytest

from core.stepping.fragment import Fragment
from gui.formula.layout import lay_out

Z = [
    Fragment(t)
    for t in (
        "z_1", "=", "w_{10}", "+", "w_{11}", "X_1", "+", "w_{12}", "X_2", "=", "1.87", "+",
        "2.17", r"\cdot", "1", "+", "2.57", r"\cdot", "3", "=", "11.75",
    )
]  # fmt: skip


def lines_of(laid) -> list[str]:
    """What stands on each baseline, from the top."""
    baselines = sorted({p.baseline for p in laid.placed})
    return [" ".join(p.fragment.latex for p in laid.placed if p.baseline == b) for b in baselines]


def test_a_short_formula_is_one_line_on_one_baseline(qapp):
    assert len(lines_of(lay_out([Z], 20, 2000))) == 1


@pytest.mark.parametrize("width", [150, 220, 300, 420, 600])
def test_nothing_ever_reaches_past_the_width(qapp, width):
    laid = lay_out([Z], 20, width)
    assert laid.width <= width + 1
    assert [p.fragment for p in laid.placed] == Z


def test_a_long_formula_is_cut_before_equals_signs(qapp):
    for line in lines_of(lay_out([Z], 20, 420))[1:]:
        assert line.startswith("=")


def test_a_cut_line_goes_on_below_the_first_equals_sign(qapp):
    laid = lay_out([Z], 20, 420)
    equals = [p for p in laid.placed if p.fragment.latex == "="]
    assert equals[0].x == pytest.approx(equals[1].x)


def test_a_single_wide_fragment_is_made_smaller(qapp):
    wide = [Fragment("123456789012345678901234567890")]
    laid = lay_out([wide], 20, 160)
    assert laid.width <= 161
    assert laid.placed[0].size < 20


def test_operators_get_room_and_brackets_do_not(qapp):
    def width(*texts: str) -> float:
        return lay_out([[Fragment(t) for t in texts]], 100, 1e6).width

    assert width("a", "=", "b") == pytest.approx(width("a", "b") + width("=") + 2 * 27.8, abs=1)
    assert width("a", "+", "b") == pytest.approx(width("a", "b") + width("+") + 2 * 22.2, abs=1)
    assert width("(", "a", ")") == pytest.approx(width("a") + width("(") + width(")"), abs=1)


def test_a_minus_after_equals_is_a_sign(qapp):
    def x_of(*texts: str) -> float:
        placed = lay_out([[Fragment(t) for t in texts]], 100, 1e6).placed
        return placed[-1].x - placed[-2].rect.right()

    assert x_of("a", "=", "-", "2") == pytest.approx(0, abs=0.5)
    assert x_of("a", "-", "2") > 15


def test_brackets_grow_around_a_fraction_in_another_fragment(qapp):
    tall = [Fragment("("), Fragment(r"\frac{a}{b}"), Fragment(")")]
    laid = lay_out([tall], 20, 500)
    assert laid.placed[0].rect.height() > 1.5 * lay_out([[Fragment("(")]], 20, 500).height * 0.9
