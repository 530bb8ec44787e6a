"""Typed text becomes value types, and what cannot be read is explained field by field."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.model.dates import ClockTime, FuzzyDate, Precision
from negotiation_tracker.model.errors import InvalidInput
from negotiation_tracker.services.entry import EntryContext, read_fields, read_new, try_fields
from negotiation_tracker.services.records import kinds

CONTEXT = EntryContext(date(2019, 1, 20), "America/Los_Angeles", date(2019, 1, 17))


def read(kind: str, /, **raw: object) -> dict[str, object]:
    return read_fields(kinds()[kind], raw, CONTEXT)


def refused(kind: str, /, **raw: object) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        read(kind, **raw)
    return {p.field: p.message for p in caught.value.problems}


def test_text_is_read_by_the_type_of_its_field() -> None:
    found = read(
        "session",
        number="12",
        kind="Mediation joint",
        status="partly-held",
        date="last Thursday",
        time_in="9:30 am",
        crosses_midnight="no",
        virtual="Yes",
        place="  City Hall ",
        embargo_until="31 Jan 2019",
        locked_at="2019-01-17T18:00:00-08:00",
        engagement_id="7",
    )
    when = found.pop("date")
    assert isinstance(when, FuzzyDate)
    assert (when.earliest, when.as_written) == (date(2019, 1, 17), "last Thursday")
    assert found == {
        "number": 12,
        "kind": "mediation_joint",
        "status": "partly_held",
        "time_in": ClockTime(time(9, 30), "America/Los_Angeles", -480),
        "crosses_midnight": False,
        "virtual": True,
        "place": "City Hall",
        "embargo_until": date(2019, 1, 31),
        "locked_at": datetime(2019, 1, 18, 2, tzinfo=UTC),
        "engagement_id": 7,
    }


def test_values_of_their_type_pass() -> None:
    values = {
        "date": FuzzyDate.month(2019, 1),
        "time_in": ClockTime(time(9), "Europe/Paris"),
        "virtual": True,
        "number": 3,
    }
    assert read("session", **values) == values
    assert read("term", horizon_years=Decimal("2.5"))["horizon_years"] == Decimal("2.5")
    assert read("session", date=date(2019, 1, 17))["date"] == FuzzyDate.day(date(2019, 1, 17))


def test_every_wrong_field_is_named_with_what_to_do() -> None:
    problems = refused(
        "session",
        number="twelve",
        kind="party",
        date="17.1.2019",
        time_in="25:00",
        virtual="maybe",
        engagement_id="the usual one",
        colour="blue",
        rev="3",
    )
    assert problems.keys() == {
        "number", "kind", "date", "time_in", "virtual", "engagement_id", "colour", "rev",
    }  # fmt: skip
    assert problems["number"] == 'Number: "twelve" is not a whole number. Write digits.'
    assert 'Kind: "party" is not one of: joint, mediation joint' in problems["kind"]
    assert "hours are 0 to 23" in problems["time_in"]
    assert problems["virtual"] == 'Online: write yes or no, not "maybe".'
    assert 'no field "colour" to fill in for a session' in problems["colour"]


@pytest.mark.parametrize(
    ("kind", "field", "value", "part"),
    [
        ("term", "horizon_years", "2.505", "at most two decimals"),
        ("term", "horizon_years", "two", "is not a number"),
        ("term", "horizon_years", 2.5, "is not a number"),
        ("term", "value_scaled", 6.5, "is not a whole number"),
        ("term", "value_scaled", "9" * 30, "too large"),
        ("term", "value_scaled", True, "is not a whole number"),
        ("session", "embargo_until", "Jan 2019", "one calendar day"),
        ("session", "locked_at", "2019-01-17T18:00:00", "needs a time zone"),
        ("session", "locked_at", "yesterday", "2019-01-17T09:30:00Z"),
        ("session", "place", "a\x00b", "cannot be stored"),
        ("session", "place", "\ud800", "cannot be stored"),
        ("session", "place", 5, "is a text"),
        ("session", "time_in", 930, "is a time of day"),
        ("session", "date", 2019, "is a date"),
        ("session", "date", "", "cannot be empty"),
        ("issue", "title", "  ", "cannot be empty"),
        ("session", "uid", "seven", "is not an identifier"),
    ],
)
def test_what_cannot_be_stored_is_refused(kind: str, field: str, value: object, part: str) -> None:
    assert part in refused(kind, **{field: value})[field]


def test_empty_means_not_recorded_and_is_not_zero() -> None:
    found = read("term", horizon_years="", effective_on=None, value_scaled="0", population="")
    assert found == {
        "horizon_years": None,
        "effective_on": None,
        "value_scaled": 0,
        "population": "",
    }


def test_an_unknown_date_is_a_date() -> None:
    found = read("session", date="unknown")["date"]
    assert isinstance(found, FuzzyDate)
    assert found.precision is Precision.UNKNOWN


def test_a_new_record_takes_defaults_for_what_is_empty_and_names_what_is_missing() -> None:
    kind = kinds()["session"]
    found = read_new(kind, {"negotiation_id": 1, "date": "17 Jan 2019", "kind": ""}, CONTEXT)
    assert found.keys() == {"negotiation_id", "date"}
    with pytest.raises(InvalidInput) as caught:
        read_new(kind, {"date": " "}, CONTEXT)
    assert {p.field: p.message for p in caught.value.problems} == {
        "negotiation_id": "Negotiation is missing: a session needs it.",
        "date": "Date is missing: a session needs it.",
    }


def test_a_choice_is_read_by_its_stored_word_and_by_its_label() -> None:
    for field in (f for k in kinds().kinds.values() for f in k.fields if f.type == "choice"):
        for value in field.values:
            kind = next(k for k in kinds().kinds.values() if field in k.fields)
            assert read_fields(kind, {field.name: value.upper()}, CONTEXT) == {field.name: value}


@given(st.text(max_size=40), st.sampled_from(["date", "time_in", "number", "kind", "virtual"]))
def test_any_text_is_read_or_explained(text: str, field: str) -> None:
    values, problems = try_fields(kinds()["session"], {field: text}, CONTEXT)
    assert [*values, *(p.field for p in problems)] == [field]
    assert all(p.message for p in problems)
