from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.wage_terms import (
    Span,
    WageBase,
    WageView,
    equal_rate,
    percent_words,
    side_by_side,
    view,
)
from tests.rules.build import Talks

D = Decimal
TWENTY = WageBase(hourly=D(20), note="typed")


def item(talks: Talks, code: str = "P1") -> Record:
    return talks.offer(code, talks.union, "2023-03-24")[1]


def amount(talks: Talks, target: Record, measure: str, value: int, unit: str, **more: Any) -> None:
    fields = {"measure": measure, "value_scaled": value, "scale": 0, "unit": unit}
    talks.add("term", item_id=target.id, **fields | more)


def seen(talks: Talks, target: Record, base: WageBase | None = None) -> WageView:
    found = view(talks.dossier().where("term", item_id=target.id), base)
    assert found is not None
    return found


def steps(talks: Talks, target: Record, *dated: tuple[int, str], **more: Any) -> None:
    for seq, (value, when) in enumerate(dated):
        talks.percent(target, value, effective_on=when, seq=seq, **more)


def package(talks: Talks, code: str = "P1", **hour: Any) -> Record:
    """Build six, seven and seven percent by July, then two dollars an hour."""
    target = item(talks, code)
    steps(talks, target, (6, "2021-07-01"), (7, "2022-07-01"), (7, "2023-07-01"))
    when = {"effective_on": "2024-01-01", "seq": 3} | hour
    amount(talks, target, "wage_hour", 2, "USD_per_hour", **when)
    return target


def test_dated_steps_are_summed_and_compounded() -> None:
    talks = Talks()
    found = seen(talks, package(talks), TWENTY)
    assert found.headline == "6% + 7% + 7% + $2 an hour"
    assert found.horizon == "not stated"
    assert found.total.value == D(20)
    assert found.total.formula == "6 + 7 + 7"
    assert found.compound.value == D("21.3594")
    assert found.compound.formula == "1.06 × 1.07 × 1.07 − 1"
    assert found.total.notes == ("Without $2 an hour, which is no percentage.",)
    assert found.hourly.value == Span(D("26.27188"), D("26.27188"))
    assert found.hourly_rise.value == Span(D("31.3594"), D("31.3594"))


def test_year_by_year_shows_where_pay_stands_after_each_step() -> None:
    talks = Talks()
    lines = seen(talks, package(talks), TWENTY).lines
    assert [(line.when, line.adds, line.total, line.compound) for line in lines] == [
        ("Thu 1 Jul 2021", "6%", D(6), D(6)),
        ("Fri 1 Jul 2022", "7%", D(13), D("13.42")),
        ("Sat 1 Jul 2023", "7%", D(20), D("21.3594")),
        ("Mon 1 Jan 2024", "$2 an hour", D(20), D("21.3594")),
    ]
    assert [line.hourly.low for line in lines if line.hourly] == [
        D("21.2"),
        D("22.684"),
        D("24.27188"),
        D("26.27188"),
    ]


def test_thirty_percent_beside_six_seven_seven_and_two_dollars() -> None:
    talks = Talks()
    first = item(talks)
    talks.percent(first, 30)
    second = package(talks, "P2")
    ask, deal = side_by_side(talks.dossier(), [first.id, second.id], TWENTY)
    assert (ask.name, ask.view.headline) == ("P1, Union", "30%, years not stated")
    assert ask.view.horizon == "not stated"
    assert ask.view.total.value is None
    assert ask.view.total.reason_not_computable == (
        "One figure is stated; over which years, and in which steps, is not."
    )
    assert ask.view.compound.value is None
    assert ask.view.lines == ()
    assert ask.view.hourly.value == Span(D(26), D(26))
    assert deal.view.hourly_rise.value == Span(D("31.3594"), D("31.3594"))
    assert deal.view.compound.value == D("21.3594")


def test_a_claim_about_the_other_side_is_named_as_one() -> None:
    talks = Talks()
    target = talks.offer("P4", talks.employer, "2023-03-24", formality="adverse_claim")[1]
    talks.percent(target, 30)
    (column,) = side_by_side(talks.dossier(), [target.id])
    assert column.name == "P4, Employer, adverse claim"


def test_undated_amount_leaves_two_possible_ends() -> None:
    talks = Talks()
    found = seen(talks, package(talks, effective_on=None), TWENTY)
    assert found.hourly.value == Span(D("26.27188"), D("26.699068"))
    assert "order" in found.hourly.notes[0]


def test_amount_on_the_day_of_a_percentage_leaves_two_ends() -> None:
    talks = Talks()
    found = seen(talks, package(talks, effective_on="2023-07-01"), TWENTY)
    assert found.hourly.value == Span(D("26.27188"), D("26.41188"))


def test_numbered_steps_have_an_order_without_dates() -> None:
    talks = Talks()
    target = item(talks)
    talks.percent(target, 10, step_no=1)
    amount(talks, target, "wage_hour", 2, "USD_per_hour", step_no=2)
    found = seen(talks, target, TWENTY)
    assert found.hourly.value == Span(D(24), D(24))
    assert [line.when for line in found.lines] == [
        "step 1, date not stated",
        "step 2, date not stated",
    ]


@pytest.mark.parametrize(
    ("more", "total", "compound", "reason"),
    [
        ({}, None, None, "How it is split over five years is not stated."),
        ({"spread": "schedule"}, None, None, "How it is split over five years is not stated."),
        ({"spread": "equal"}, None, None, "Whether its yearly steps compound is not stated"),
        ({"spread": "equal", "compounding": "no"}, D(23), None, "do not compound"),
        ({"spread": "equal", "compounding": "yes"}, D("21.1359"), D(23), ""),
        ({"spread": "single"}, D(23), D(23), ""),
    ],
)
def test_total_over_years_is_split_only_as_stated(
    more: dict[str, str], total: Decimal | None, compound: Decimal | None, reason: str
) -> None:
    talks = Talks()
    target = item(talks)
    talks.percent(target, 23, 5, **more)
    found = seen(talks, target)
    assert (None if found.total.value is None else round(found.total.value, 4)) == total
    assert (None if found.compound.value is None else round(found.compound.value, 4)) == compound
    assert reason in (found.total.reason_not_computable + found.compound.reason_not_computable)
    if more.get("spread") != "single":
        assert found.headline == "23% over five years"
        assert any("4.6% a year simple, or 4.2272% a year" in note for note in found.notes)


def test_equal_steps_are_laid_out_by_year() -> None:
    talks = Talks()
    target = item(talks)
    talks.percent(target, 9, 3, spread="equal", compounding="no")
    lines = seen(talks, target).lines
    assert [(line.when, line.adds, line.total, line.compound) for line in lines] == [
        ("year 1", "3%", D(3), None),
        ("year 2", "3%", D(6), None),
        ("year 3", "3%", D(9), None),
    ]


def test_three_times_three_is_nine_and_a_little_more_compounded() -> None:
    talks = Talks()
    target = item(talks)
    steps(talks, target, (3, "2024-07-01"), (3, "2025-07-01"), (3, "2026-07-01"))
    found = seen(talks, target)
    assert (found.total.value, found.compound.value) == (D(9), D("9.2727"))
    assert "if they do" in found.notes[0]


def test_steps_that_do_not_compound_say_so() -> None:
    talks = Talks()
    target = item(talks)
    steps(talks, target, (3, "2024-07-01"), (3, "2025-07-01"), compounding="no")
    found = seen(talks, target, TWENTY)
    assert found.compound.reason_not_computable == "The offer says that its steps do not compound."
    assert found.hourly.value == Span(D("21.2"), D("21.2"))


def test_one_time_and_retroactive_parts_stand_apart() -> None:
    talks = Talks()
    target = item(talks)
    talks.percent(target, 6, retro_from="2021-07-01", basis="retroactive")
    amount(talks, target, "bonus_flat", 1000, "USD", seq=1)
    talks.percent(target, 2, basis="off_schedule", seq=2)
    found = seen(talks, target)
    assert found.headline == "6% + $1,000 once + 2% of pay, once"
    assert found.total.value == D(6)
    assert found.one_time == ("$1,000 once", "2% of pay, once")
    assert found.lines[0].when == "Thu 1 Jul 2021"
    assert any("time already worked" in note for note in found.notes)
    assert any("do not stay in the wage" in note for note in found.notes)


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({"population": "aides"}, {"population": "drivers"}, "different groups"),
        ({"basis": "total_comp"}, {}, "others of total compensation"),
        ({"comparator": "range", "value_high": 80_000}, {}, "is not one number"),
        ({"value_scaled": None}, {}, "not known"),
        ({"unit": "USD", "scale": 2}, {}, "does not fit"),
    ],
)
def test_what_cannot_be_added_is_not(
    first: dict[str, Any], second: dict[str, Any], reason: str
) -> None:
    talks = Talks()
    target = item(talks)
    talks.percent(target, 6, effective_on="2024-07-01", **first)
    talks.percent(target, 7, effective_on="2025-07-01", seq=1, **second)
    found = seen(talks, target, TWENTY)
    assert found.total.value is None
    assert reason in found.total.reason_not_computable
    assert found.hourly.value is None
    assert found.lines == ()


def test_hedges_are_kept_in_words() -> None:
    talks = Talks()
    target = item(talks)
    talks.percent(target, 6, effective_on="2024-07-01", comparator="about")
    found = seen(talks, target)
    assert found.headline == "about 6%"
    assert "hedged" in found.notes[0]


def test_nothing_is_said_per_hour_without_a_wage_to_start_from() -> None:
    talks = Talks()
    found = seen(talks, package(talks))
    assert found.hourly.reason_not_computable == "No pay an hour is given to start from."
    assert found.hourly_rise.value is None


def test_amount_a_year_needs_hours_a_year() -> None:
    talks = Talks()
    target = item(talks)
    amount(talks, target, "wage_flat_year", 2000, "USD_per_year", effective_on="2024-07-01")
    assert "hours a year" in seen(talks, target, TWENTY).hourly.reason_not_computable
    full = WageBase(hourly=D(20), hours_a_year=D(2000))
    assert seen(talks, target, full).hourly.value == Span(D(21), D(21))
    assert seen(talks, target).total.reason_not_computable == "The offer states no percentage."


def test_items_without_wages_have_no_view() -> None:
    talks = Talks()
    target = item(talks)
    amount(talks, target, "hires", 300, "hires")
    assert view(talks.dossier().where("term", item_id=target.id)) is None
    assert side_by_side(talks.dossier(), [target.id, 999]) == ()


@given(st.decimals("0.1", "60", places=2), st.integers(1, 10))
def test_equal_rates_compound_back_to_the_total(total: Decimal, number: int) -> None:
    rate = equal_rate(total, number)
    assert abs((1 + rate / 100) ** number - 1 - total / 100) < D("1e-20")


@pytest.mark.parametrize(
    ("value", "words"), [("21.3594", "21.36%"), ("20", "20%"), ("0.005", "0%"), ("1234", "1,234%")]
)
def test_percentages_are_rounded_for_show_only(value: str, words: str) -> None:
    assert percent_words(D(value)) == words
