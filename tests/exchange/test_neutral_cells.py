"""No text becomes a formula, and reading the file gives the text back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.exchange.neutral_cells import could_be_formula, neutral, without_guard

HOSTILE = [
    "=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1",
    "\ufeff=1", "\u200b=1", "＝1+1", "＋1", "－1", "＠A1", "%0A=1", "|calc", "=HYPERLINK(\"x\")",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert could_be_formula(text)
    assert neutral(text) == f"'{text}"
    assert without_guard(neutral(text)) == text


@pytest.mark.parametrize("text", ["", "-5", "+3.5", "-1,250.75", "-7%", "23%", "plain", "'quoted'"])
def test_numbers_and_plain_texts_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text


@given(st.text(alphabet="='+-@ \t|ab1％＝", max_size=8))
def test_every_text_survives_writing_and_reading(text: str) -> None:
    assert without_guard(neutral(text)) == text
    assert not could_be_formula(neutral(text))
