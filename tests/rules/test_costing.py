from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.rules import cost_formulas as formulas
from negotiation_tracker.rules.costing import (
    Assumption,
    CostBase,
    CostOffer,
    CostSettings,
    Extra,
    OfferCost,
    Part,
    PartKind,
    PlacementRow,
    Rate,
    Split,
    compare,
    cost,
)

D = Decimal
MILLION = D(1_000_000)
BASE = CostBase(D(30_000), D(25_000), note="30,000 people at about $25,000")
SETTINGS = CostSettings(BASE)
FIVE = CostOffer("Employer", "23% over five years", years=5, total=D(23))
OPEN = CostOffer("Union", "30%, years not stated", total=D(30))


def dollars(value: Decimal | None) -> Decimal:
    assert value is not None
    return value.quantize(D(1), ROUND_HALF_UP)


def known(found: OfferCost) -> Any:
    assert found.at_end is not None
    return found.at_end


def assuming(split: Split | None, years: int | None = None) -> Assumption:
    return Assumption("Typed by Pat Example", years, split)


# -- the worked example of the domain book, to the dollar --


def test_fully_phased_23_and_30_percent() -> None:
    employer, union = compare(SETTINGS, [FIVE, OPEN]).costs
    assert BASE.amount == D(750_000_000)
    assert known(employer).a_year == D(172_500_000)
    assert known(union).a_year == D(225_000_000)
    assert known(union).a_year - known(employer).a_year == D(52_500_000)
    mine, theirs = known(employer).people[0], known(union).people[0]
    assert (mine.before, mine.after, theirs.after) == (D(25_000), D(30_750), D(32_500))
    assert theirs.after - mine.after == D(1_750)


@pytest.mark.parametrize(
    ("split", "term"),
    [
        (Split.EQUAL_COMPOUNDING, 503_226_622),
        (Split.EQUAL_SIMPLE, 517_500_000),
        (Split.AT_ONCE, 862_500_000),
        (Split.AT_END, 172_500_000),
    ],
)
def test_five_year_cost_of_23_percent(split: Split, term: int) -> None:
    offer = CostOffer("Employer", "23%", years=5, total=D(23), assumption=assuming(split))
    found = cost(SETTINGS, offer)
    assert dollars(found.term) == term
    assert dollars(known(found).a_year) == D(172_500_000)
    assert dollars(known(found).base) == D(922_500_000)
    bounds = formulas.bounds(BASE.amount, D(23), 5)
    assert dollars(getattr(bounds, split.value)) == term
    assert found.assumptions[0] == "“Typed by Pat Example”"


def test_unknown_split_shows_bounds_instead_of_years() -> None:
    found = cost(SETTINGS, FIVE)
    assert found.years == ()
    assert found.term is None
    assert "not stated" in found.reason
    assert found.bounds is not None
    assert dollars(found.bounds.at_end) == D(172_500_000)
    assert round(found.bounds.equal_compounding / MILLION, 1) == D("503.2")
    assert dollars(found.bounds.at_once) == D(862_500_000)
    assert round(found.bounds.compounding_rate, 4) == D("4.2272")
    assert found.bounds.simple_rate == D("4.6")


def test_no_horizon_is_refused_until_somebody_types_one() -> None:
    found = cost(SETTINGS, OPEN)
    assert (found.years, found.term, found.bounds) == ((), None, None)
    assert "Type an assumption" in found.reason
    assumed = CostOffer(
        "Union", "30%", total=D(30), assumption=assuming(Split.EQUAL_COMPOUNDING, 5)
    )
    found = cost(SETTINGS, assumed)
    assert found.reason == ""
    assert len(found.years) == 5
    assert found.assumptions == (
        "“Typed by Pat Example”",
        "5 years; equal yearly steps, compounded",
    )


def test_years_alone_do_not_settle_the_split() -> None:
    offer = CostOffer("Union", "30%", total=D(30), assumption=assuming(None, 4))
    found = cost(SETTINGS, offer)
    assert found.years == ()
    assert found.bounds is not None
    assert dollars(found.bounds.at_once) == D(900_000_000)


# -- steps placed in time --


def steps(*values: str, compounds: bool = True) -> tuple[Part, ...]:
    return tuple(
        Part(PartKind.PERCENT, D(value), year, compounds=compounds)
        for year, value in enumerate(values, start=1)
    )


@pytest.mark.parametrize(
    ("compounds", "years", "index"),
    [
        (True, ("22500000", "45675000", "69545250"), "1.092727"),
        (False, ("22500000", "45000000", "67500000"), "1.09"),
    ],
)
def test_yearly_steps_with_and_without_compounding(
    compounds: bool, years: tuple[str, ...], index: str
) -> None:
    offer = CostOffer("A", "3+3+3", years=3, parts=steps("3", "3", "3", compounds=compounds))
    found = cost(SETTINGS, offer)
    assert [year.total for year in found.years] == [D(year) for year in years]
    assert found.term == sum(D(year) for year in years)
    assert known(found).index == D(index)
    assert known(found).base == BASE.amount * D(index)


def test_six_percent_for_half_a_year_costs_three() -> None:
    assert formulas.across_the_board(BASE.amount, D(6), D("0.5")) == BASE.amount * D("0.03")
    offer = CostOffer("A", "6%", years=2, parts=(Part(PartKind.PERCENT, D(6), 1, D("0.5")),))
    found = cost(SETTINGS, offer)
    assert [year.total for year in found.years] == [D(22_500_000), D(45_000_000)]


def test_an_earlier_step_of_the_year_comes_first_whatever_the_order_typed() -> None:
    amount = Part(PartKind.AMOUNT, D(1000), 1, D("0.5"))
    percent = Part(PartKind.PERCENT, D(10), 1)
    for parts in ((amount, percent), (percent, amount)):
        found = cost(SETTINGS, CostOffer("A", "", years=1, parts=parts))
        assert known(found).people[0].after == D(28_500)
        assert found.years[0].recurring == BASE.headcount * (D(2500) + D(500))


def test_one_time_payments_leave_the_base_alone() -> None:
    parts = (
        Part(PartKind.ONE_TIME_AMOUNT, D(1000), 1, eligible=D(20_000)),
        Part(PartKind.ONE_TIME_PERCENT, D(2), 2),
        Part(PartKind.ONE_TIME_AMOUNT, D(100), 2),
    )
    found = cost(SETTINGS, CostOffer("A", "", years=3, parts=parts))
    assert [year.one_time for year in found.years] == [D(20_000_000), D(18_000_000), D(0)]
    assert all(year.recurring == 0 for year in found.years)
    assert known(found).index == 1


def test_what_follows_from_pay_is_kept_apart() -> None:
    rates = (Rate("Pension", D(20), on_one_time=False), Rate("Medicare", D("1.45")))
    parts = (Part(PartKind.PERCENT, D(10)), Part(PartKind.ONE_TIME_AMOUNT, D(1000)))
    found = cost(CostSettings(BASE, rates), CostOffer("A", "", years=1, parts=parts))
    year = found.years[0]
    assert (year.recurring, year.one_time) == (D(75_000_000), D(30_000_000))
    assert year.statutory == D(75_000_000) * D("0.2145") + D(30_000_000) * D("0.0145")
    assert known(found).a_year == D(75_000_000) * D("1.2145")
    assert compare(CostSettings(BASE, rates), []).one_percent == D(7_500_000) * D("1.2145")


def test_extras_are_added_from_their_year() -> None:
    extras = (Extra("Nurses", MILLION, 2), Extra("Training", D(500), 1, one_time=True))
    found = cost(SETTINGS, CostOffer("A", "", years=3, extras=extras))
    assert [year.other for year in found.years] == [D(500), MILLION, MILLION]


def test_drift_is_reported_apart() -> None:
    offer = CostOffer("A", "", years=2, parts=steps("0", "0"))
    found = cost(CostSettings(BASE, drift=D(2)), offer)
    assert found.term == 0
    assert found.drift == (D(15_000_000), D(30_300_000))


def test_inflation_gives_the_value_in_todays_money() -> None:
    offer = CostOffer("A", "", years=2, parts=steps("10", "0"))
    found = cost(CostSettings(BASE, inflation=D(10)), offer)
    assert round(known(found).people[0].real or D(0), 2) == D("22727.27")
    assert known(cost(CostSettings(BASE, inflation=D(3)), OPEN)).people[0].real is None


@pytest.mark.parametrize(
    ("offer", "reason"),
    [
        (CostOffer("A", "", parts=steps("3")), "not stated"),
        (CostOffer("A", "", years=2, parts=steps("3", "3", "3")), "falls in year 3"),
        (CostOffer("A", "", years=0), "cannot be costed"),
        (CostOffer("A", "", years=99), "cannot be costed"),
        (CostOffer("A", "", years=1, problem="A range."), "A range."),
        (CostOffer("A", "", years=3, total=D(9), parts=steps("3")), "split"),
    ],
)
def test_what_cannot_be_costed_says_why(offer: CostOffer, reason: str) -> None:
    found = cost(SETTINGS, offer)
    assert reason in found.reason
    assert found.years == ()
    assert found.term is None


def test_comparison_says_why_totals_are_not_like_for_like() -> None:
    long = CostOffer("A", "", years=3, parts=steps("3", "3", "3"))
    short = CostOffer("B", "", years=1, parts=steps("3"))
    notes = " ".join(compare(SETTINGS, [long, short, OPEN]).notes)
    assert "differ in length" in notes
    assert "Not every offer" in notes
    assert "nothing about when" in notes
    assert compare(SETTINGS, [long, long]).notes == ()


# -- placement table --


def test_placement_table_is_the_sum_of_its_rows() -> None:
    rows = (
        PlacementRow("1", D("2.5"), D(20_000)),
        PlacementRow("2", D(4), D(30_000)),
        PlacementRow("3", D("0.5"), D(50_000)),
        PlacementRow("4", D(0), D(90_000)),
    )
    base = CostBase.placed(rows)
    assert (base.headcount, base.amount) == (D(7), D(195_000))
    assert [band for band, _ in base.bands()] == [
        "average",
        "lowest step (1)",
        "median step (2)",
        "highest step (3)",
    ]
    found = cost(CostSettings(base), CostOffer("A", "", years=1, parts=steps("10")))
    assert round(found.years[0].total, 10) == D(19_500)
    assert [person.after for person in known(found).people[1:]] == [22_000, 33_000, 55_000]
    with pytest.raises(ValueError, match="no positions"):
        CostBase.placed(rows[3:])


# -- single formulas --


def test_single_formulas() -> None:
    rates = (Rate("All", D(25)),)
    assert formulas.retroactive(D(1200), D(6), D(6)) == D(36)
    assert formulas.flat(D(10), D(500)) == D(5000)
    assert formulas.flat_as_percent(D(500), D(25_000)) == D(2)
    assert formulas.flat_as_percent(D(500), D(0)) is None
    assert formulas.hourly(D(1000), D(2)) == D(2000)
    assert formulas.added_hours(D(10), D(2), D(40), D(20), rates) == D(20_000)
    assert formulas.new_positions(D(3), D(60_000), rates, D(10_000)) == D(255_000)
    assert formulas.health([(D(100), D(50)), (D(10), D(-20))]) == D(4800)
    assert formulas.one_percent(D(1000), rates) == D("12.5")
    before = formulas.Compensation(D(800), D(100), D(100))
    assert formulas.compensation_percent(formulas.Compensation(salary=D(50)), before) == D(5)
    assert formulas.compensation_percent(before, formulas.Compensation()) is None
    strike = formulas.strike(D(60_000), D(3), D(100), D(24_250_000))
    assert (strike.pay_lost, strike.revenue_lost) == (D(18_000_000), D(72_750_000))
    assert strike.employer_net == D(54_750_000)


@pytest.mark.parametrize(
    ("enrolments", "teachers"), [([300], 3), ([100], 1), ([100, 100, 100], 3), ([], 0)]
)
def test_smaller_classes_need_teachers_at_each_site(enrolments: list[int], teachers: int) -> None:
    found = formulas.teachers_for_class_size([D(n) for n in enrolments], D(39), D(30))
    assert found == teachers


@given(st.decimals("0.01", "80", places=2), st.integers(1, 10))
def test_every_split_lies_between_the_bounds(total: Decimal, years: int) -> None:
    found = formulas.bounds(MILLION, total, years)
    slack = D("1e-12")
    assert found.at_end <= found.equal_compounding + slack
    assert found.equal_compounding <= found.equal_simple + slack
    assert found.equal_simple <= found.at_once + slack
    for split in Split:
        offer = CostOffer("A", "", years=years, total=total, assumption=assuming(split))
        costed = cost(CostSettings(CostBase(D(1), MILLION)), offer)
        assert costed.term is not None
        assert abs(costed.term - getattr(found, split.value)) < slack
        assert abs(known(costed).index - (1 + total / 100)) < slack
