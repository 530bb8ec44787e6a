from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.cost_inputs import Assumption, CostBase, CostOffer, PartKind, Split
from negotiation_tracker.rules.cost_placing import Calendar, months_between, offer
from negotiation_tracker.rules.costing import CostSettings, cost
from tests.rules.build import Talks

D = Decimal
FROM_JULY = Calendar(date(2021, 7, 1), D(2000))
SETTINGS = CostSettings(CostBase(D(100), D(40_000)))


@pytest.fixture
def talks() -> Talks:
    return Talks()


@pytest.fixture
def item(talks: Talks) -> Record:
    return talks.offer("P1", talks.union, "2023-03-24")[1]


def placed(
    talks: Talks, calendar: Calendar = FROM_JULY, assumption: Assumption | None = None
) -> CostOffer:
    return offer("P1", talks.dossier().all("term"), calendar, assumption)


def steps(talks: Talks, item: Record, *days: str | None, **more: Any) -> None:
    for seq, (value, day) in enumerate(zip((6, 7, 7), days, strict=True)):
        talks.percent(item, value, effective_on=day, seq=seq, **more)


def test_dated_steps_and_an_hourly_amount_find_their_years(talks: Talks, item: Record) -> None:
    steps(talks, item, "2021-07-01", "2022-07-01", "2023-07-01", compounding="yes")
    hour = {"measure": "wage_hour", "value_scaled": 2, "unit": "USD_per_hour", "seq": 3}
    talks.add("term", item_id=item.id, effective_on="2024-01-01", **hour)
    made = placed(talks)
    assert [(p.kind, p.value, p.year, p.fraction) for p in made.parts] == [
        (PartKind.PERCENT, D(6), 1, D(1)),
        (PartKind.PERCENT, D(7), 2, D(1)),
        (PartKind.PERCENT, D(7), 3, D(1)),
        (PartKind.AMOUNT, D(4000), 3, D("0.5")),
    ]
    assert made.stated == "6% + 7% + 7% + $2 an hour"
    assert "not stated" in cost(SETTINGS, made).reason
    costed = cost(SETTINGS, placed(talks, assumption=Assumption("Three years", years=3)))
    assert [year.recurring for year in costed.years] == [
        D(240_000),
        D(536_800),
        D(1_054_376),
    ]
    assert costed.assumptions == ("“Three years”", "3 years")


def test_a_stated_duration_gives_the_years(talks: Talks, item: Record) -> None:
    steps(talks, item, "2021-07-01", "2022-07-01", "2023-07-01", compounding="yes")
    duration = {"measure": "duration_years", "value_scaled": 3, "unit": "years", "seq": 4}
    talks.add("term", item_id=item.id, **duration)
    assert placed(talks).years == 3


@pytest.mark.parametrize(
    ("more", "split", "years"),
    [
        ({"horizon_years": 5}, None, 5),
        ({"horizon_years": 5, "spread": "equal"}, None, 5),
        (
            {"horizon_years": 5, "spread": "equal", "compounding": "yes"},
            Split.EQUAL_COMPOUNDING,
            5,
        ),
        ({"horizon_years": 5, "spread": "equal", "compounding": "no"}, Split.EQUAL_SIMPLE, 5),
        ({"horizon_years": "2.5"}, None, None),
        ({}, None, None),
    ],
)
def test_totals_keep_what_is_stated(
    talks: Talks, item: Record, more: dict[str, Any], split: Split | None, years: int | None
) -> None:
    talks.percent(item, 23, **more)
    made = placed(talks, Calendar())
    assert (made.total, made.split, made.years, made.problem) == (D(23), split, years, "")


@pytest.mark.parametrize(
    ("terms", "calendar", "problem"),
    [
        ([{"effective_on": "2021-07-01"}], Calendar(), "Give the first day"),
        ([{"effective_on": "2020-07-01"}], FROM_JULY, "begins before 1 Jul 2021"),
        ([{"effective_on": "2021-07-01..2021-07-31"}], FROM_JULY, "no single day"),
        ([{"spread": "single"}], FROM_JULY, "date of “6%” is not stated"),
        (
            [{"effective_on": "2021-07-01"}, {"effective_on": "2022-07-01"}],
            FROM_JULY,
            "Whether the steps compound",
        ),
        ([{"population": "a"}, {"population": "b"}], FROM_JULY, "different groups"),
        ([{"basis": "total_comp"}], FROM_JULY, "total compensation"),
        ([{"horizon_years": 5}, {"effective_on": "2022-07-01"}], FROM_JULY, "may overlap"),
        ([{"comparator": "range", "value_high": 90_000}], FROM_JULY, "not one number"),
        ([], FROM_JULY, "no number on wages"),
        (
            [{"measure": "wage_hour", "value_scaled": 2, "scale": 0, "unit": "USD_per_hour"}],
            Calendar(date(2021, 7, 1)),
            "hours one person is paid",
        ),
    ],
)
def test_what_is_not_stated_is_asked_for(
    talks: Talks, item: Record, terms: list[dict[str, Any]], calendar: Calendar, problem: str
) -> None:
    for seq, more in enumerate(terms):
        dated = {"effective_on": "2021-07-01"} if more.get("measure") else {}
        talks.percent(item, 6, seq=seq, **dated | more)
    assert problem in placed(talks, calendar).problem


def test_an_assumption_places_undated_steps_and_is_named(talks: Talks, item: Record) -> None:
    steps(talks, item, None, None, None)
    typed = Assumption("As in the last contract", 3, one_step_a_year=True, compounding=True)
    made = placed(talks, assumption=typed)
    assert [(p.value, p.year, p.compounds) for p in made.parts] == [
        (D(6), 1, True),
        (D(7), 2, True),
        (D(7), 3, True),
    ]
    assert cost(SETTINGS, made).assumptions == (
        "“As in the last contract”",
        "one step a year; steps compound; 3 years",
    )


def test_retroactive_steps_bring_back_pay_and_a_raised_base(talks: Talks, item: Record) -> None:
    retro: dict[str, Any] = {"basis": "retroactive", "compounding": "yes"}
    talks.percent(item, 6, retro_from="2021-07-01", **retro)
    talks.percent(item, 10, retro_from="2022-07-01", seq=1, **retro)
    made = placed(talks, Calendar(date(2023, 7, 1)))
    assert [(p.kind, p.value, p.label) for p in made.parts] == [
        (PartKind.ONE_TIME_PERCENT, D(12), "back pay for 6%"),
        (PartKind.PERCENT, D(6), "6%"),
        (PartKind.ONE_TIME_PERCENT, D("10.6"), "back pay for 10%"),
        (PartKind.PERCENT, D(10), "10%"),
    ]


def test_bonuses_are_one_time(talks: Talks, item: Record) -> None:
    bonus: dict[str, Any] = {
        "measure": "bonus_flat",
        "value_scaled": 1000,
        "scale": 0,
        "unit": "USD",
    }
    talks.percent(item, 0, effective_on="2022-01-01", **bonus)
    talks.percent(item, 2, basis="off_schedule", effective_on="2022-07-01", seq=1)
    assert [(p.kind, p.value, p.year) for p in placed(talks).parts] == [
        (PartKind.ONE_TIME_AMOUNT, D(1000), 1),
        (PartKind.ONE_TIME_PERCENT, D(2), 2),
    ]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2023-07-01", "2024-01-01", D(6)),
        ("2023-07-01", "2023-07-16", D(15) / D(31)),
        ("2024-01-01", "2023-07-01", D(-6)),
        ("2023-07-01", "2023-07-01", D(0)),
    ],
)
def test_months_between_days(first: str, last: str, months: Decimal) -> None:
    assert months_between(date.fromisoformat(first), date.fromisoformat(last)) == months
