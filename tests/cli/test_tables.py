import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.cli.tables import Table, one_line, text_width, wrap


def test_into_a_file_nothing_is_cut_and_cells_are_parted_by_tabs() -> None:
    long = "word " * 60
    text = Table(("a", "b"), [("1", long), ("x\ty", "two\nlines")]).render(0)
    assert text.splitlines() == ["a\tb", f"1\t{long}", "x y\ttwo lines"]


def test_on_a_terminal_columns_line_up_and_long_cells_wrap() -> None:
    text = Table(("date", "what"), [("17 Jan", "one two three four"), ("1", "x")]).render(22)
    assert text.splitlines() == [
        "DATE    WHAT",
        "17 Jan  one two three",
        "        four",
        "1       x",
    ]


def test_where_columns_do_not_fit_rows_become_blocks() -> None:
    columns = tuple(f"column number {n}" for n in range(6))
    text = Table(columns, [tuple("abcdef"), tuple("ghijkl")]).render(40)
    assert text.startswith("column number 0  a\ncolumn number 1  b\n")
    assert "\n\ncolumn number 0  g\n" in text


def test_letters_that_take_two_columns_and_accents_keep_the_table_straight() -> None:
    assert text_width("日本") == 4
    assert text_width("e\u0301") == 1
    text = Table(("n", "m"), [("日本", "x"), ("abcd", "y")]).render(40)
    assert text.splitlines()[1:] == ["日本  x", "abcd  y"]


@pytest.mark.parametrize("bad", ["\x1b[31mred", "\x07", "\u202eright to left", "\x9b31m"])
def test_record_text_cannot_steer_the_terminal(bad: str) -> None:
    shown = one_line(f"a{bad}b")
    assert shown.isprintable()
    assert shown.startswith("a\ufffd")


@given(st.text(), st.integers(min_value=2, max_value=30))
def test_wrapping_keeps_every_letter_and_the_width(text: str, width: int) -> None:
    plain = one_line(text)
    lines = wrap(plain, width)
    assert "".join(lines).replace(" ", "") == plain.replace(" ", "")
    assert all(text_width(line) <= width for line in lines)


@given(
    st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=4),
    st.integers(min_value=24, max_value=100),
)
def test_no_line_of_a_table_is_wider_than_the_terminal(
    rows: list[tuple[str, str]], width: int
) -> None:
    text = Table(("first", "second"), rows).render(width)
    assert all(text_width(line) <= width for line in text.splitlines())
