"""Numbers as people write and read them."""

import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language import Message
from core.network.notation import Notation
from core.numbers import (
    Figure,
    NumberError,
    exact,
    format_number,
    latex_number,
    parse_number,
    significant,
    use_decimal_mark,
)

FINITE = st.floats(allow_nan=False, allow_infinity=False)
COMMA = Notation(decimal_mark=",")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.17", 2.17),
        ("2,17", 2.17),
        ("-1/3", -1 / 3),
        ("1e-3", 1e-3),
        ("−4", -4.0),
        ("+.5", 0.5),
        (" 3. ", 3.0),
        ("0,1/0,3", 0.1 / 0.3),
        ("7.9·10⁻⁶", 7.9e-6),
        ("-0", -0.0),
        ("1 000", 1000.0),
    ],
)
def test_every_way_to_type_a_number(text: str, value: float) -> None:
    assert parse_number(text) == pytest.approx(value, rel=1e-15)
    assert math.copysign(1, parse_number(text)) == math.copysign(1, value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "abc", "1/0", "1e999", "nan", "inf", "1,2,3", "1_000", "0x1", "--1", "1/", "1e"],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert str(caught.value) == (
        f"“{text}” is not a number: write it like 2.17, 2,17, -1/3 or 1e-3."
    )


@given(FINITE)
def test_an_edit_field_gives_back_the_same_bits(value: float) -> None:
    for notation in (Notation(), COMMA):
        again = parse_number(exact(value, notation))
        assert again == value
        assert math.copysign(1, again) == math.copysign(1, value)


@pytest.mark.parametrize(
    ("value", "decimals", "plain", "latex"),
    [
        (11.75, 4, "11.75", "11.75"),
        (147.49977558080306, 4, "147.4998", "147.4998"),
        (1.87 + 2.17, 4, "4.04", "4.04"),
        (-0.5, 4, "−0.5", "-0.5"),
        (7.889200345780879e-06, 4, "7.8892·10⁻⁶", r"7.8892\cdot 10^{-6}"),
        (0.0, 4, "0", "0"),
        (2.0 / 3, 0, "0.7", "0.7"),
        (2.5, 0, "2", "2"),
        (59.0, 4, "59", "59"),
    ],
)
def test_numbers_are_printed(value: float, decimals: int, plain: str, latex: str) -> None:
    assert format_number(value, decimals=decimals) == plain
    assert latex_number(value, decimals=decimals) == latex


def test_decimal_comma_and_what_is_not_finite() -> None:
    assert format_number(2.17, COMMA) == "2,17"
    assert latex_number(2.17, COMMA) == "2{,}17"
    assert [format_number(v) for v in (math.nan, math.inf, -math.inf)] == ["—", "∞", "−∞"]


@given(st.floats(-1e300, 1e300), st.integers(0, 12))
def test_what_is_printed_reads_back_within_its_digits(value: float, decimals: int) -> None:
    again = parse_number(format_number(value, decimals=decimals))
    tolerance = (
        0.51 * 10.0**-decimals if abs(value) >= 1 else 0.51 * 10.0**-decimals * abs(value) * 10
    )
    if abs(value) >= 1e9:
        tolerance = abs(value) * 0.51 * 10.0**-decimals
    assert abs(again - value) <= tolerance + 1e-12 * abs(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.17, "2.17"),
        (147.49977558, "147.5"),
        (0.012345, "0.01235"),
        (-135.04, "−135.04"),
        (0.0, "0"),
    ],
)
def test_the_canvas_prints_significant_digits(value: float, text: str) -> None:
    assert significant(value) == text


def test_a_figure_in_a_message_follows_the_decimal_mark() -> None:
    message = Message("ε = {rate} is past {limit}", rate=Figure(0.5), limit=Figure(1 / 3, _thirds))
    again = pickle.loads(pickle.dumps(message))  # as it comes from the worker
    try:
        use_decimal_mark(",")
        assert str(message) == str(again) == "ε = 0,5 is past 0,33"
    finally:
        use_decimal_mark(".")
    assert str(message) == "ε = 0.5 is past 0.33"


def _thirds(value: float, notation: Notation) -> str:
    return format_number(value, notation, 2)
