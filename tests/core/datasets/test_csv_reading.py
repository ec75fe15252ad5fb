from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.datasets.csv_format import Format, guess
from core.datasets.csv_reading import (
    ReadTable,
    guess_format,
    preview,
    read_table,
    reading,
    reading_text,
)
from core.datasets.errors import (
    CellError,
    DataError,
    EmptyTableError,
    NotTableError,
    RowLengthError,
)
from core.datasets.preparing import Choice, prepare
from core.datasets.table import Kind, Table


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows.csv"


def read(file: Path, content: str | bytes, how: Format | None = None) -> Table:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(file, how)


def cells(table: Table) -> dict[str, list[str]]:
    return {c.name: [c.text(i) for i in range(table.n_rows)] for c in table.columns}


@pytest.mark.parametrize(
    "content",
    [
        "a,b,c\n1,2.5,x\n-3,4e2,y\n",
        "a;b;c\n1;2,5;x\n-3;400,0;y\n",
        "a;b;c\n1;2.5;x\n-3;400.0;y\n",
        "a\tb\tc\n1\t2,5\tx\n-3\t400\ty\n",
        "a|b|c\n1|2.5|x\n-3|400|y\n",
        "  a   b c \n  1 2.5   x\n −3  400 y\n",
        '"a","b","c"\r\n"1","2.5","x"\r\n"-3","400","y"\r\n',
        "sep=;\r\na;b;c\r\n1;2,5;x\r\n-3;4e2;y\r\n",
        "a,b,c\r1,2.5,x\r-3,400,y\r",
        "\n\na , b,c\n\n1,2.5, x \n,,\n-3,400,y\n\n",
        "\ufeffa,b,c,\n1,2.5,x,\n-3,400,y\n",
        "a,b,c\n1,2.5,x,,\n-3,400,y",
    ],
)
def test_the_way_a_file_is_written_is_guessed(file: Path, content: str) -> None:
    table = read(file, content)
    assert cells(table) == {"a": ["1", "-3"], "b": ["2.5", "400"], "c": ["x", "y"]}
    assert [c.kind for c in table.columns] == [Kind.NUMBER, Kind.NUMBER, Kind.CATEGORY]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheets(file: Path, encoding: str) -> None:
    table = read(file, "Año;Región\n2020;Bogotá\n2021;Nariño\n".encode(encoding))
    assert cells(table) == {"Año": ["2020", "2021"], "Región": ["Bogotá", "Nariño"]}


@pytest.mark.parametrize(
    ("content", "header"),
    [
        ("1,2\n3,4\n", False),
        ("a,b\n3,4\n", True),
        ("no,1\nyes,2\n", False),
        ("name,1990\nPeru,2\n", False),  # nothing tells: the user may say otherwise
        ("id,1990\n7,2\n", True),
        ("a,b\nx,y\n", True),
    ],
)
def test_a_header_is_a_text_above_numbers_or_a_row_without_any(content: str, header: bool) -> None:
    assert guess(content).header is header


def test_a_file_without_a_header_has_numbered_columns(file: Path) -> None:
    assert cells(read(file, "1,2,a\n3,4,b\n")) == {
        "V1": ["1", "3"], "V2": ["2", "4"], "V3": ["a", "b"]
    }  # fmt: skip
    given = read(file, "1,2\n3,4\n", Format(header=True))
    assert cells(given) == {"1": ["3"], "2": ["4"]}


def test_names_are_made_different_and_empty_columns_left_out(file: Path) -> None:
    table = read(file, "x,,x,,note,x (2)\n1,2,3,,,4\n5,6,7,,,8\n")
    assert table.names == ("x", "V2", "x (3)", "note", "x (2)")
    assert table["note"].n_missing == 2
    with pytest.raises(Exception, match="“note” is empty"):
        prepare(table, Choice(("note",), ("x",)))


def test_names_of_rows_as_r_writes_them(file: Path) -> None:
    table = read(file, '"a","b"\n"r1",1,2\n"r2",3,4\n')
    assert cells(table) == {"V1": ["r1", "r2"], "a": ["1", "3"], "b": ["2", "4"]}
    unquoted = read(file, "a,b\nr1,1,2\nr2,3,4\n")
    assert cells(unquoted) == cells(table)


def test_missing_cells_are_counted(file: Path) -> None:
    table = read(file, "a,b\n1,x\nNA,?\n,NA\n nan ,y\n#N/A,.\n2,x\n")
    assert [c.n_missing for c in table.columns] == [4, 3]
    assert table["a"].kind is Kind.NUMBER
    assert table["b"].levels == ("x", "y")


@pytest.mark.parametrize(
    ("how", "text", "value"),
    [
        (Format(), "4,5", 4.5),
        (Format(), "1,234", 1234.0),
        (Format(), "1,234,567.5", 1234567.5),
        (Format(), "0,125", 0.125),
        (Format(";", ","), "1.234,5", 1234.5),
        (Format(";", ","), "1.234", 1234.0),
        (Format(";", ","), "0.5", 0.5),
        (Format(), "1/4", 0.25),
        (Format(), "−2", -2.0),
        (Format(), "1 234", 1234.0),
    ],
)
def test_numbers_of_every_kind(file: Path, how: Format, text: str, value: float) -> None:
    table = read(file, f'a{how.separator}b\n"{text}"{how.separator}1\n', how)
    assert table["a"].values.tolist() == [value]


@pytest.mark.parametrize("bad", ["12O", "inf", "1_000", "1.2.3", "1,2,3", "12,34.5", "$5", "1e999"])
def test_a_bad_cell_is_named_by_row_line_and_column(file: Path, bad: str) -> None:
    rows = "".join(f"{i},{i}\n" for i in range(20))
    table = read(file, f'a,b\n{rows}\n3,"{bad}"\n{rows}')
    assert table["b"].kind is Kind.NUMBER
    assert table["b"].bad == {20: bad}
    assert table["b"].n_missing == 0
    with pytest.raises(CellError) as caught:
        prepare(table, Choice(("a",), ("b",)))
    assert str(caught.value) == f"Row 21 (line 23), column “b”: “{bad}” is not a number."
    dropped = prepare(table, Choice(("a",), ("b",), bad_as_missing=True))
    assert (dropped.dropped, dropped.data.n_observations) == (1, 40)


def test_a_column_can_be_read_as_the_other_kind(file: Path) -> None:
    table = read(file, "zone,y\n1,5\n2,6\nNA,7\nx,8\n")
    assert table["zone"].kind is Kind.NUMBER
    zones = table.with_kind("zone", Kind.CATEGORY)["zone"]
    assert (zones.levels, zones.n_missing) == (("1", "2", "x"), 1)
    back = table.with_kind("zone", Kind.CATEGORY).with_kind("zone", Kind.NUMBER)["zone"]
    assert back.bad == {3: "x"}
    np.testing.assert_array_equal(back.values, [1, 2, np.nan, np.nan])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a,b\n1,2\n\n3\n", "Row 2 (line 4) has 1 cell, but the header has 2 cells."),
        ("a,b\n1,2\n3,4,5\n", "Row 2 (line 3) has 3 cells, but the header has 2 cells."),
        ('a,b\n"1\n",2\n3,4,5\n', "Row 2 (line 4) has 3 cells, but the header has 2 cells."),
        ("1,2\n3\n", "Row 2 (line 2) has 1 cell, but the header has 2 cells."),
    ],
)
def test_a_row_of_another_length_is_named(file: Path, content: str, sentence: str) -> None:
    with pytest.raises(RowLengthError) as caught:
        read(file, content)
    assert str(caught.value) == sentence


def test_what_is_no_table_is_refused(file: Path) -> None:
    for content in ("", "\n \n", "a,b\n", "a,b\n\n,\n"):
        with pytest.raises(EmptyTableError):
            read(file, content)
    with pytest.raises(NotTableError):
        read(file, b"PK\x03\x04\0\0")


def large(rows: int) -> tuple[str, np.ndarray]:
    values = np.random.default_rng(0).normal(size=(rows, 4)).round(4)
    lines = [",".join(map(str, row)) for row in values.tolist()]
    return "a,b,c,d\n" + "\n".join(lines) + "\n", values


def test_a_large_file_is_read_in_pieces_that_agree_with_reading_at_once(file: Path) -> None:
    text, values = large(30_000)
    file.write_text(text)
    shares = [share for share, _table in reading(file)]
    assert len(shares) > 8
    assert shares == sorted(shares)
    table = read_table(file)
    np.testing.assert_array_equal(np.column_stack([c.values for c in table.columns]), values)
    assert table.lines is not None
    assert (table.line(0), table.line(29_999)) == (2, 30_001)
    *_, (share, result) = ReadTable(str(file)).run()
    assert share == 1.0
    assert cells(preview(file)) == {n: x[:50] for n, x in cells(result).items()}
    assert guess_format(file) == Format()


def test_a_bad_cell_far_down_is_named_by_its_line(file: Path) -> None:
    text, _values = large(30_000)
    lines = text.split("\n")
    lines[25_000] = "1,2,oops,4"
    lines[12_000] = ""
    table = read(file, "\n".join(lines))
    assert table["c"].bad == {24_998: "oops"}
    assert table.line(24_998) == 25_001
    lines[20_000] = "1,2,3"
    with pytest.raises(RowLengthError, match=r"Row 19999 \(line 20001\)"):
        read(file, "\n".join(lines))


def test_a_category_that_begins_with_numbers_is_one_column(file: Path) -> None:
    rows = "".join("7,1\n" for _ in range(30_000)) + "".join("a,2\nb,2\n" for _ in range(20_000))
    column = read(file, "zone,y\n" + rows)["zone"]
    assert column.kind is Kind.CATEGORY
    assert sorted(column.levels) == ["7", "a", "b"]
    assert [column.text(0), column.text(30_001)] == ["7", "b"]


NUMBER = st.one_of(
    st.none(),
    st.integers(-(10**6), 10**6).map(float),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda v: round(v, 3)),
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(NUMBER, NUMBER, NUMBER), min_size=1, max_size=12),
    separator=st.sampled_from(";\t|,"),
    decimal=st.sampled_from(".,"),
    end=st.sampled_from(["\n", "\r\n"]),
    gap=st.sampled_from(["", "NA", "?"]),
    quoted=st.booleans(),
)
def test_what_is_written_is_read(rows, separator, decimal, end, gap, quoted) -> None:
    def cell(value: float | None) -> str:
        text = gap if value is None else repr(value).replace(".", decimal)
        return f'"{text}"' if quoted or (decimal == separator and "," in text) else text

    how = Format(separator, decimal, header=True)
    lines = [separator.join("abc"), *(separator.join(map(cell, row)) for row in rows)]
    if all(value is None for row in rows for value in row) and gap == "":
        return
    *_, (_share, table) = reading_text(end.join(lines), "x.csv", how)
    expected = [r for r in rows if gap or any(v is not None for v in r)]
    for j, name in enumerate("abc"):
        got = table[name].values if name in table.names else np.full(len(expected), np.nan)
        wanted = [np.nan if r[j] is None else r[j] for r in expected]
        np.testing.assert_array_equal(got, wanted)


@pytest.mark.parametrize(
    ("content", "separator"),
    [
        ("name\nJohn Smith\nAnna Lee Fox\n", ","),
        ('a,b\n"x; y",1\n"z; w",2\n', ","),
        ("text;y\nhello, world;1\nyes, no, yes;2\n", ";"),
        ("date;value\n2020-01-01;1,5\n2020-01-02;2,5\n", ";"),
        ("a,b\n1,2", ","),
        ("a\n1\n2\n", ","),
        ("x y\tz\n1 2\t3\n", "\t"),
        ("", ","),
    ],
)
def test_separators_in_texts_do_not_mislead(content: str, separator: str) -> None:
    assert guess(content).separator == separator


def test_the_guess_can_be_corrected(file: Path) -> None:
    file.write_text("a;b\n1,5;2\n")
    how = guess_format(file)
    assert how == Format(";", ",", True)
    headless = read_table(file, replace(how, header=False))
    assert headless.n_rows == 2


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet='ab1290.,;\t| "-\n\r\u2028?NA_e', max_size=60))
def test_any_text_is_a_table_or_an_explained_refusal(text: str) -> None:
    try:
        *_, (_share, table) = reading_text(text, "x.csv")
    except DataError:
        return
    assert table is not None
    assert len(set(table.names)) == len(table.names)
    assert all(len(column.values) == table.n_rows for column in table.columns)
    assert all(
        table.line(i) <= text.count("\n") + text.count("\r") + 1 for i in range(table.n_rows)
    )
