"""Numbers with units and hedge words, and who says them."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negotiation_tracker.model.values import (
    UNITS,
    Attribution,
    AttributionKind,
    Comparator,
    Quantity,
    difference,
    minor_units,
    money,
    parse_quantity,
    parts_per_million,
    percent,
    unit_spec,
)

SINGLE = sorted(set(Comparator) - {Comparator.RANGE})


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    unit = draw(st.sampled_from([*UNITS, "EUR", "CAD_per_year"]))
    scale = draw(st.integers(0, 6))
    low, high = sorted(draw(st.tuples(*[st.integers(-(10**15), 10**15)] * 2)))
    if draw(st.booleans()):
        return Quantity(low, scale, unit, Comparator.RANGE, high)
    return Quantity(low, scale, unit, draw(st.sampled_from(SINGLE)))


@pytest.mark.parametrize(
    ("text", "unit", "value", "comparator", "shown"),
    [
        ("23%", "percent", "23", "exact", "23%"),
        ("23 %", "percent", "23", "exact", "23%"),
        ("6.5 percent", "percent", "6.5", "exact", "6.5%"),
        ("-1.5%", "percent", "-1.5", "exact", "-1.5%"),
        ("−1.5%", "percent", "-1.5", "exact", "-1.5%"),
        ("7 percentage points", "percentage_points", "7", "exact", "7 percentage points"),
        ("$25,000", "USD", "25000", "exact", "$25,000"),
        ("$97 million", "USD", "97000000", "exact", "$97 million"),
        ("$1.5M", "USD", "1500000", "exact", "$1.5 million"),
        ("$1,234,567.80", "USD", "1234567.80", "exact", "$1,234,567.80"),
        ("1.8 billion dollars", "USD", "1800000000", "exact", "$1.8 billion"),
        ("-$500", "USD", "-500", "exact", "-$500"),
        ("€300", "EUR", "300", "exact", "€300"),
        ("CAD 300", "CAD", "300", "exact", "CAD 300"),
        ("300 CAD", "CAD", "300", "exact", "CAD 300"),
        ("about $25,000 a year", "USD_per_year", "25000", "about", "about $25,000 a year"),
        ("$2/hour", "USD_per_hour", "2", "exact", "$2 an hour"),
        ("$2.50 an hour", "USD_per_hour", "2.5", "exact", "$2.50 an hour"),
        ("nearly 600,000 students", "students", "600000", "nearly", "nearly 600,000 students"),
        ("almost 600,000", "count", "600000", "nearly", "nearly 600,000"),
        ("around 30,000 members", "members", "30000", "about", "about 30,000 members"),
        ("less than 84,000 students", "students", "84000", "under", "under 84,000 students"),
        ("more than 1,300 campuses", "campuses", "1300", "over", "over 1,300 campuses"),
        ("1,300 more employees", "employees", "1300", "exact", "1,300 employees"),
        ("1,300 more", "count", "1300", "exact", "1,300"),
        ("at least 3 days", "days", "3", "at_least", "at least 3 days"),
        ("up to 10%", "percent", "10", "at_most", "at most 10%"),
        ("1 job", "jobs", "1", "exact", "1 job"),
        ("five or more", "count", "5", "at_least", "at least 5"),
        ("day 5", "ordinal", "5", "exact", "day 5"),
        ("tens of thousands", "count", "10000", "order_of_magnitude", "tens of thousands"),
        (
            "hundreds of thousands of workers",
            "workers",
            "100000",
            "order_of_magnitude",
            "hundreds of thousands of workers",
        ),
    ],
)
def test_typed_numbers(text: str, unit: str, value: str, comparator: str, shown: str) -> None:
    found = parse_quantity(text)
    assert (found.unit, found.value) == (unit, Decimal(value))
    assert found.comparator is Comparator(comparator)
    assert found.describe() == shown


@pytest.mark.parametrize(
    ("text", "low", "high", "shown"),
    [
        ("2 to 3", "2", "3", "2 to 3"),
        ("two to three jobs", "2", "3", "2 to 3 jobs"),
        ("between 2 and 3 weeks", "2", "3", "2 to 3 weeks"),
        ("2–3%", "2", "3", "2% to 3%"),
        ("$2 to $3 million", "2000000", "3000000", "$2 million to $3 million"),
        ("$500,000 to $1 million", "500000", "1000000", "$500,000 to $1 million"),
        ("$2 to $3 an hour", "2", "3", "$2 to $3 an hour"),
        ("$2 to 3 an hour", "2", "3", "$2 to $3 an hour"),
        ("2% to 3", "2", "3", "2% to 3%"),
    ],
)
def test_typed_ranges(text: str, low: str, high: str, shown: str) -> None:
    found = parse_quantity(text)
    assert found.comparator is Comparator.RANGE
    assert (found.value, found.high) == (Decimal(low), Decimal(high))
    assert found.describe() == shown


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write a number"),
        ("lunch", "Write a number"),
        ("nan", "Write a number"),
        ("6,5 %", "comma separates thousands"),
        ("0,500", "comma separates thousands"),
        ("1.000.000", "Write a number"),
        ("5 bananas", '"bananas" is not known'),
        ("1e5", "is not known"),
        ("about 2 to 3", "range or a hedge word"),
        ("3 to 2", "upper end"),
        ("about tens of thousands", "no further hedge"),
        ("$5 a parsec", "not understood"),
        ("$2 to 3%", "not understood"),
        ("2% to 3 jobs", "different units"),
        ("1.2345678%", "more than 6 decimals"),
        ("99999999999999999999", "too large"),
        ("1" * 40, "too long"),
    ],
)
def test_numbers_that_cannot_be_read(text: str, says: str) -> None:
    with pytest.raises(ValueError, match="was not read as a number") as caught:
        parse_quantity(text)
    assert says in str(caught.value)


def test_asked_unit_is_used_and_checked() -> None:
    assert parse_quantity("600,000", "students") == Quantity.of(600_000, "students")
    assert parse_quantity("$2", "USD_per_hour") == Quantity.of(2, "USD_per_hour")
    assert parse_quantity("34 to 1", "ratio") == Quantity.of(34, "ratio")
    for text, unit in (("7%", "percentage_points"), ("$2/hour", "USD"), ("€2", "USD")):
        with pytest.raises(ValueError, match="is asked for"):
            parse_quantity(text, unit)
    with pytest.raises(ValueError, match="not a known unit"):
        parse_quantity("7", "bananas")


@given(st.text(max_size=30), st.none() | st.sampled_from([*UNITS]))
def test_any_text_is_read_or_refused(text: str, unit: str | None) -> None:
    try:
        found = parse_quantity(text, unit)
    except ValueError as refusal:
        said = str(refusal)
    else:
        said = f"{found.describe()}."
    assert said.endswith(".")


@given(
    st.sampled_from(["percent", "USD", "USD_per_hour", "students", "days", "count"]),
    st.decimals(-(10**9), 10**9, places=2),
    st.sampled_from([one for one in SINGLE if one is not Comparator.ORDER_OF_MAGNITUDE]),
)
def test_a_shown_number_is_read_back(unit: str, value: Decimal, comparator: Comparator) -> None:
    one = Quantity.of(value, unit, comparator)
    assert parse_quantity(one.describe()) == one


@given(quantities())
@example(Quantity(-922_337_203_685_478, 0, "percent"))
def test_exchange_form_round_trips(one: Quantity) -> None:
    data = one.to_json()
    assert Quantity.from_json(data) == one
    assert isinstance(data["value"], str)
    assert one.describe()


def test_exchange_form_is_exactly_this() -> None:
    assert percent(23).to_json() == {
        "value": "23", "high": None, "unit": "percent", "comparator": "exact", "scale": 4,
    }  # fmt: skip
    assert Quantity.from_json({"value": "23", "unit": "percent"}) == percent(23)
    assert Quantity.from_json(Quantity.unknown("USD").to_json()) == Quantity.unknown("USD")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"value": 23, "unit": "percent"},
        {"value": 23.5, "unit": "percent"},
        {"value": "x", "unit": "percent"},
        {"value": "Infinity", "unit": "percent"},
        {"value": "1E+999999999", "unit": "percent"},
        {"value": "23", "unit": "bananas"},
        {"value": "23", "unit": None},
        {"value": "23", "unit": "percent", "comparator": "maybe"},
        {"value": "23", "unit": "percent", "colour": "red"},
        {"value": "23", "unit": "percent", "scale": 7},
        {"value": "23.55", "unit": "percent", "scale": 1},
        {"value": "23", "unit": "percent", "comparator": "range"},
        {"value": None, "unit": "percent", "comparator": "about"},
        {"value": None, "high": "5", "unit": "percent"},
    ],
)
def test_a_damaged_exchange_form_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        Quantity.from_json(data)


def test_numbers_are_exact() -> None:
    assert Quantity.of("0.1", "percent").value_scaled == 1000
    assert Quantity.of("0.000001", "days").scale == 6
    assert Quantity.of(Decimal("1E+3"), "days").value_scaled == 1000
    assert Quantity.of("-0.0", "days") == Quantity.of(0, "days")
    assert Quantity.of("123456789012.345678", "days").value == Decimal("123456789012.345678")
    for wrong in (0.1, True):
        with pytest.raises(TypeError, match="never a float"):
            Quantity.of(wrong, "percent")  # type: ignore[arg-type]  # what the rule is about


def test_unknown_and_zero_are_different_answers() -> None:
    unknown, zero = Quantity.unknown("percent"), percent(0)
    assert unknown != zero
    assert (unknown.describe(), zero.describe()) == ("not known", "0%")
    assert difference(unknown, zero).describe() == "not known"


@pytest.mark.parametrize(
    ("a", "b", "shown"),
    [
        ("30%", "23%", "7 percentage points"),
        ("23%", "30%", "-7 percentage points"),
        ("24%", "23%", "1 percentage point"),
        ("about 30%", "23%", "about 7 percentage points"),
        ("over 30%", "23%", "over 7 percentage points"),
        ("30%", "over 23%", "under 7 percentage points"),
        ("at least 30%", "under 23%", "over 7 percentage points"),
        ("at least 30%", "23%", "at least 7 percentage points"),
        ("20% to 30%", "10%", "10 to 20 percentage points"),
        ("20% to 30%", "5% to 10%", "10 to 25 percentage points"),
        ("$97 million", "$90 million", "$7 million"),
        ("day 5", "day 1", "4 days"),
    ],
)
def test_difference(a: str, b: str, shown: str) -> None:
    one, other = parse_quantity(a), parse_quantity(b)
    assert difference(one, other).describe() == shown
    assert one.difference(other) == difference(one, other)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("30%", "$23"),
        ("over 30%", "over 23%"),
        ("over 30%", "about 23%"),
        ("tens of thousands", "5"),
        ("2 to 3", "about 1"),
    ],
)
def test_difference_that_cannot_be_stated(a: str, b: str) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        difference(parse_quantity(a), parse_quantity(b))


def test_money_and_percent_as_integers() -> None:
    assert minor_units(money("97000000")) == 9_700_000_000
    assert parts_per_million(percent(23)) == 230_000
    with pytest.raises(ValueError, match="not an amount of money"):
        minor_units(percent(23))
    with pytest.raises(ValueError, match="whole number of cents"):
        minor_units(money("0.005"))
    with pytest.raises(ValueError, match="not a percentage"):
        parts_per_million(money(1))
    with pytest.raises(ValueError, match="finer than"):
        parts_per_million(percent("0.00001"))
    with pytest.raises(ValueError, match="not a currency"):
        money(5, "days")


def test_units() -> None:
    assert unit_spec("EUR").scale == 2
    assert unit_spec("CAD_per_year").per == "a year"
    assert Quantity.of("32.5", "students_per_class").describe() == "32.5 students per class"
    with pytest.raises(ValueError, match="percentage_points"):
        unit_spec("bananas")
    with pytest.raises(TypeError):
        UNITS["bananas"] = unit_spec("days")  # type: ignore[index]  # the table is closed


@pytest.mark.parametrize(
    ("one", "shown"),
    [
        (Attribution(AttributionKind.NAMED_PERSON, person="Pat Example"), "Pat Example"),
        (
            Attribution(AttributionKind.UNNAMED_SOURCE, label="an SEIU board member"),
            "an SEIU board member (unnamed)",
        ),
        (
            Attribution(AttributionKind.REPORTER_VOICE, organization="KTLA"),
            "KTLA reporter's own account",
        ),
        (Attribution(AttributionKind.REPORTER_VOICE), "the reporter's own account"),
        (Attribution(AttributionKind.DOCUMENT), "document"),
        (Attribution(AttributionKind.DOCUMENT, label="strike notice"), "document: strike notice"),
        (Attribution(AttributionKind.SPOKESPERSON, organization="LAUSD"), "LAUSD (spokesperson)"),
        (
            Attribution(AttributionKind.SPOKESPERSON, person="Pat Example", organization="LAUSD"),
            "Pat Example (LAUSD spokesperson)",
        ),
        (Attribution(AttributionKind.ORGANIZATION, organization="UTLA"), "UTLA"),
        (Attribution(AttributionKind.FIRST_HAND), "first hand"),
        (Attribution(AttributionKind.DERIVED), "derived"),
    ],
)
def test_attributions_say_who(one: Attribution, shown: str) -> None:
    assert one.describe() == shown
