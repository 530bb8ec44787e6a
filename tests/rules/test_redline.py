import difflib
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.exchange.redlining import compare
from negotiation_tracker.rules import redline
from negotiation_tracker.rules.redline import Change, Piece, Redline, Stretch, tokens

texts = st.lists(
    st.sampled_from(["the", "wage", "4.5%", "5%", "1,000", " ", "  ", "\n", ",", ".", "ñ", "$"]),
    max_size=40,
).map("".join)


def marked(found: Redline) -> str:
    signs = {Change.EQUAL: "{}", Change.DELETED: "[-{}-]", Change.INSERTED: "[+{}+]"}
    return "".join(signs[p.change].format(p.text) for p in found.pieces)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a raise of 4.0% now", "a raise of 4.5% now", "a raise of [-4.0%-][+4.5%+] now"),
        ("pay $22.52 an hour", "pay $22.53 an hour", "pay $[-22.52-][+22.53+] an hour"),
        ("1,000 hires", "1,200 hires", "[-1,000-][+1,200+] hires"),
        ("shall not exceed 39", "may be 39", "[-shall not exceed-][+may be+] 39"),
        ("one\ntwo", "one\nsix", "one\n[-two-][+six+]"),
        ("old line\nend", "new word\nend", "[-old line-][+new word+]\nend"),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("same", "same", "same"),
        ("", "", ""),
        ("a b", "a  b", "a[- -][+  +]b"),
        ("año 2023", "años 2023", "[-año-][+años+] 2023"),
    ],
)
def test_words_and_numbers_stay_whole(old: str, new: str, shown: str) -> None:
    assert marked(compare(old, new)) == shown


@given(texts, texts)
def test_nothing_is_lost_or_made_up(old: str, new: str) -> None:
    found = compare(old, new)
    assert found.old == old
    assert found.new == new
    assert found.same == (old == new)
    assert all(piece.text for piece in found.pieces)


@given(st.text(), st.text())
def test_any_text_can_be_compared(old: str, new: str) -> None:
    found = compare(old, new)
    assert (found.old, found.new) == (old, new)
    assert "".join(tokens(old)) == old


@given(texts, texts)
def test_the_rules_hold_with_another_aligner(old: str, new: str) -> None:
    def align(left: Sequence[int], right: Sequence[int]) -> Iterator[Stretch]:
        matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            yield Stretch(tag == "equal", a, b, c, d)

    found = redline.compare(old, new, align)
    assert (found.old, found.new) == (old, new)


@given(texts, texts)
def test_rows_hold_every_word_of_both_texts(old: str, new: str) -> None:
    rows = compare(old, new).rows()
    left = "".join(piece.text for row in rows for piece in row.old)
    right = "".join(piece.text for row in rows for piece in row.new)
    assert left.replace("\n", "") == old.replace("\n", "")
    assert right.replace("\n", "") == new.replace("\n", "")
    assert not any(piece.change is Change.INSERTED for row in rows for piece in row.old)
    assert not any(piece.change is Change.DELETED for row in rows for piece in row.new)


def test_size_of_a_difference_is_told_in_words() -> None:
    assert compare("a", "a").describe() == "No difference."
    assert compare("a, b", "a b").describe() == "1 place changed; only spaces or punctuation."
    found = compare("a raise of 4% in July and 2% in May", "a raise of 5% in July and 3% in March")
    assert found.describe() == "3 places changed: 3 words deleted, 3 words inserted."
    assert compare("a", "a b").describe() == "1 place changed: 0 words deleted, 1 word inserted."


def test_paragraphs_stand_beside_each_other() -> None:
    found = compare("First.\nSecond is long.\nThird.", "First.\nThird.\nFourth.")
    rows = found.rows()
    assert rows[0].old == rows[0].new == (Piece(Change.EQUAL, "First."),)
    assert not rows[0].changed
    assert any(row.changed for row in rows)
