"""How far apart: only like with like, and why not where not."""

from typing import Any

import pytest

from negotiation_tracker.rules.gap import Gap
from negotiation_tracker.rules.positions import grid
from tests.rules.build import Talks, day


def gap_of(first: dict[str, Any], second: dict[str, Any], **issue: Any) -> Gap:
    talks = Talks()
    if issue:
        talks.records[talks.records.index(talks.wages)] = talks.wages.replaced(**issue)
    for code, maker, term in (("U1", talks.union, first), ("E1", talks.employer, second)):
        _, item = talks.offer(code, maker, "2023-01-10")
        if term:
            talks.percent(item, **({"value": 0} | term))
    found = grid(talks.dossier(), day("2023-02-01")).rows[0].gap
    assert found is not None
    return found


def words(gap: Gap) -> str:
    return "" if gap.nominal.value is None else gap.nominal.value.describe()


def test_seven_points_that_are_not_like_for_like() -> None:
    gap = gap_of({"value": 30}, {"value": 23, "years": 5})
    assert words(gap) == "7 percentage points"
    assert not gap.comparable
    assert gap.reasons == (
        "years covered: Union not stated, Employer five years",
        "basis: neither side's is stated",
    )
    assert gap.text == "7 percentage points, not like for like"
    assert len(gap.nominal.inputs) == 6


def test_the_same_years_and_basis_are_like_for_like() -> None:
    gap = gap_of(
        {"value": 9, "years": 3, "basis": "on_schedule"},
        {"value": 4, "years": 3, "basis": "on_schedule"},
    )
    assert gap.comparable
    assert gap.text == "5 percentage points"


@pytest.mark.parametrize(
    ("difference", "reason"),
    [
        ({"basis": "off_schedule"}, "basis: Union on schedule, Employer off schedule"),
        ({"population": "drivers"}, "people covered: Union not stated, Employer drivers"),
        ({"compounding": "yes"}, "compounding: Union not stated, Employer yes"),
    ],
)
def test_what_differs_is_named(difference: dict[str, Any], reason: str) -> None:
    same = {"value": 9, "years": 3, "basis": "on_schedule"}
    gap = gap_of(same, same | {"value": 4} | difference)
    assert words(gap) == "5 percentage points"
    assert reason in gap.reasons


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({"value": 9}, {}, "Employer: the position has no number"),
        ({}, {}, "neither position has a number"),
        (
            {"value": 9},
            {"measure": "wage_hour", "unit": "USD_per_hour"},
            "the two positions measure different things",
        ),
        ({"value": 9}, {"value_scaled": None}, "Employer: the number is not known"),
    ],
)
def test_no_number_comes_with_its_reason(
    first: dict[str, Any], second: dict[str, Any], reason: str
) -> None:
    gap = gap_of(first, second)
    assert gap.nominal.value is None
    assert gap.nominal.reason_not_computable == reason
    assert gap.text == reason
    assert not gap.comparable


def test_different_units_and_opposite_hedges_have_no_difference() -> None:
    gap = gap_of({"value": 9}, {"unit": "USD"})
    assert "different units" in gap.nominal.reason_not_computable
    gap = gap_of({"value": 9, "comparator": "over"}, {"value": 4, "comparator": "over"})
    assert not gap.nominal.known
    assert "beside each other" in gap.nominal.reason_not_computable


def test_a_hedge_stays_in_the_gap() -> None:
    gap = gap_of({"value": 9, "comparator": "about"}, {"value": 4})
    assert words(gap) == "about 5 percentage points"


def test_dated_steps_have_no_single_number() -> None:
    talks = Talks()
    _, item = talks.offer("U1", talks.union, "2023-01-10")
    for step in (1, 2):
        talks.percent(item, 3, step_no=step)
    _, item = talks.offer("E1", talks.employer, "2023-01-10")
    talks.percent(item, 4)
    gap = grid(talks.dossier(), day("2023-02-01")).rows[0].gap
    assert gap is not None
    assert gap.nominal.reason_not_computable == (
        "Union: 2 numbers of this kind, no single one stated"
    )


def test_nobody_or_one_side_gives_no_number() -> None:
    talks = Talks()
    assert _gap(talks).nominal.reason_not_computable == "Union: no position recorded"
    _, item = talks.offer("U1", talks.union, "2023-01-10")
    talks.percent(item, 3)
    assert _gap(talks).nominal.reason_not_computable == "Employer: no response yet"


def _gap(talks: Talks) -> Gap:
    found = grid(talks.dossier(), day("2023-02-01")).rows[0].gap
    assert found is not None
    return found


def test_crossed_wages_are_marked_and_the_gap_is_not_below_zero() -> None:
    gap = gap_of({"value": 3}, {"value": 5})
    assert gap.crossed
    assert words(gap) == "2 percentage points"
    assert not gap_of({"value": 5}, {"value": 3}).crossed
    assert not gap_of({"value": 3}, {"value": 5}, category="class_size").crossed


def test_an_adverse_account_has_a_gap_of_its_own() -> None:
    talks = Talks()
    _, item = talks.offer("U1", talks.union, "2023-01-10")
    talks.percent(item, 30)
    _, item = talks.offer("E1", talks.employer, "2023-01-10")
    talks.percent(item, 23)
    _, item = talks.offer("X", talks.employer, "2023-01-12", formality="adverse_claim")
    talks.percent(item, 30)
    gap = _gap(talks)
    assert words(gap) == "7 percentage points"
    [account] = gap.by_account
    assert account.about_id == talks.employer.id
    assert account.nominal.value is not None
    assert account.nominal.value.describe() == "0 percentage points"
