"""Numbers of an offer as they are typed at the table, and what stays words."""

import pytest

from negotiation_tracker.rules.term_text import read_terms, reading


@pytest.mark.parametrize(
    ("typed", "category", "said"),
    [
        ("23 %", "wages", "wages 23%"),
        ("23 percent over five years", "wages", "wages 23%, over 5 years"),
        ("30 por ciento en 3 años", "wages", "wages 30%, over 3 years"),
        (".5%", "wages", "wages 0.5%"),
        ("2.5% 7/1", "wages", "wages 2.5%, effective 7/1"),
        ("2.5% 7/1/2024, on schedule", "wages", "wages 2.5%, on schedule, effective 7/1/2024"),
        ("1000 $", "wages", "$1,000"),
        ("$1.5M", "wages", "$1.5 million"),
        ("cap 36", "class_size", "class size at most 36 students per class"),
        ("capped at 36", "class_size", "class size at most 36 students per class"),
        ("max $500", "benefits", "at most $500"),
        ("12.5 FTE", "staffing", "hires 12.5 full-time positions"),
        ("12.5 fte", "staffing", "hires 12.5 full-time positions"),
        ("500 EUR", "wages", "€500"),
        ("7% effective 7/1/21", "wages", "wages 7%, effective 7/1/2021"),
        ("30 pct retro to 7/1/20", "wages", "wages 30%, retroactive, effective 7/1/2020"),
        ("7% from the general fund", "wages", "wages 7%, for “from the general fund”"),
        ("$22.52 an hour minimum", "wages", "wages $22.52 an hour, for “minimum”"),
        ("7% 7/1/21, $500 bonus", "wages", "wages 7%, effective 7/1/2021 · bonus $500"),
        ("50% of premium", "benefits", "contribution 50%, for “of premium”"),
    ],
)
def test_a_number_is_read(typed: str, category: str, said: str) -> None:
    assert reading(typed, category) == f"→ {said}"


@pytest.mark.parametrize(
    "typed",
    [
        "1.000 $",
        "6,5%",
        "3% per year",
        "3% a year for 3 years",
        "3%/2%/2%",
        "1 3/4 7/1",
        "½%",
        "$12.000",
        "12.000 USD",
        "7%, 3%, 2%",
        "7% 13/1/21",
    ],
)
def test_what_may_mean_two_numbers_stays_words(typed: str) -> None:
    assert [term.quantity for term in read_terms(typed, "wages")] == [None]
