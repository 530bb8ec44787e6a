"""Dates and clock times: reading what people type, showing it, storing it."""

import datetime as dt
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.model.dates import (
    ClockTime,
    DateNotUnderstood,
    FuzzyDate,
    KnownHow,
    Precision,
    parse_fuzzy_date,
)

FRIDAY = date(2019, 1, 18)
ANY_TEXT = st.text(max_size=40)


@st.composite
def fuzzy_dates(draw: st.DrawFn) -> FuzzyDate:
    first, last = sorted((draw(st.dates()), draw(st.dates())))
    precision = draw(st.sampled_from(Precision))
    ends: tuple[date | None, date | None] = (first, last)
    if precision in (Precision.DAY, Precision.MINUTE):
        ends = (first, first)
    elif precision is Precision.BEFORE:
        ends = (None, last)
    elif precision is Precision.AFTER:
        ends = (first, None)
    elif precision is Precision.UNKNOWN:
        ends = (None, None)
    return FuzzyDate(
        *ends,
        precision,
        draw(st.booleans()),
        draw(ANY_TEXT),
        draw(st.sampled_from(KnownHow)),
        draw(ANY_TEXT),
        draw(ANY_TEXT),
    )


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "shown"),
    [
        ("2019-01-17", "2019-01-17", "2019-01-17", "Thu 17 Jan 2019"),
        ("17 Jan 2019", "2019-01-17", "2019-01-17", "Thu 17 Jan 2019"),
        ("Jan 17, 2019", "2019-01-17", "2019-01-17", "Thu 17 Jan 2019"),
        ("January 17th, 2019", "2019-01-17", "2019-01-17", "Thu 17 Jan 2019"),
        ("1/17/2019", "2019-01-17", "2019-01-17", "Thu 17 Jan 2019"),
        ("Thu 17 Jan 2019", "2019-01-17", "2019-01-17", "Thu 17 Jan 2019"),
        ("Mon. Jan. 14, 2019", "2019-01-14", "2019-01-14", "Mon 14 Jan 2019"),
        ("jueves 17 de enero de 2019", "2019-01-17", "2019-01-17", "Thu 17 Jan 2019"),
        ("29 Feb 2020", "2020-02-29", "2020-02-29", "Sat 29 Feb 2020"),
        ("Aug 2018", "2018-08-01", "2018-08-31", "Aug 2018"),
        ("2018-08", "2018-08-01", "2018-08-31", "Aug 2018"),
        ("marzo de 2023", "2023-03-01", "2023-03-31", "Mar 2023"),
        ("2018", "2018-01-01", "2018-12-31", "2018"),
        ("about April 2017", "2017-04-01", "2017-04-30", "about Apr 2017"),
        ("~2017-04", "2017-04-01", "2017-04-30", "about Apr 2017"),
        ("2017-04~", "2017-04-01", "2017-04-30", "about Apr 2017"),
        ("circa 11 Jan 2019", "2019-01-11", "2019-01-11", "about 11 Jan 2019"),
        ("10-12 Jan 2019", "2019-01-10", "2019-01-12", "10–12 Jan 2019"),
        ("Jan 10–12, 2019", "2019-01-10", "2019-01-12", "10–12 Jan 2019"),
        ("10 Jan 2019 - 12 Jan 2019", "2019-01-10", "2019-01-12", "10–12 Jan 2019"),
        ("30 Jan - 2 Feb 2019", "2019-01-30", "2019-02-02", "30 Jan – 2 Feb 2019"),
        ("30 Dec 2018 to 2 Jan 2019", "2018-12-30", "2019-01-02", "30 Dec 2018 – 2 Jan 2019"),
        ("1/10-1/12/2019", "2019-01-10", "2019-01-12", "10–12 Jan 2019"),
        ("Aug - Oct 2018", "2018-08-01", "2018-10-31", "Aug–Oct 2018"),
        ("2017-2018", "2017-01-01", "2018-12-31", "2017–2018"),
        ("week of 13 March 2023", "2023-03-13", "2023-03-19", "week of 13 Mar 2023"),
        ("fall 2018", "2018-09-01", "2018-11-30", "fall 2018"),
        ("winter 2018-2019", "2018-12-01", "2019-02-28", "winter 2018–2019"),
        ("before 20 March 2023", None, "2023-03-19", "before 20 Mar 2023"),
        ("by 20 March 2023", None, "2023-03-20", "by 20 Mar 2023"),
        ("before Aug 2018", None, "2018-07-31", "before 1 Aug 2018"),
        ("after 20 March 2023", "2023-03-21", None, "after 20 Mar 2023"),
        ("since 20 March 2023", "2023-03-20", None, "from 20 Mar 2023"),
        ("unknown", None, None, "date not known"),
        ("?", None, None, "date not known"),
    ],
)
def test_written_dates_are_read_as_stated(
    text: str, earliest: str | None, latest: str | None, shown: str
) -> None:
    found = parse_fuzzy_date(f"  {text} ", today=FRIDAY)
    assert found.earliest == (None if earliest is None else date.fromisoformat(earliest))
    assert found.latest == (None if latest is None else date.fromisoformat(latest))
    assert found.describe_long() == shown
    assert found.as_written == text
    assert found.known_how is KnownHow.STATED


@pytest.mark.parametrize(
    ("text", "day", "known_how", "reason"),
    [
        ("1/17", "2019-01-17", KnownHow.INFERRED_CONTEXT, "year 2019 taken"),
        ("20 Dec", "2018-12-20", KnownHow.INFERRED_CONTEXT, "year 2018 taken"),
        ("Feb 29", "2020-02-29", KnownHow.INFERRED_CONTEXT, "year 2020 taken"),
        ("Thursday", "2019-01-17", KnownHow.INFERRED_WEEKDAY, "1 day earlier"),
        ("jueves", "2019-01-17", KnownHow.INFERRED_WEEKDAY, "1 day earlier"),
        ("sábado", "2019-01-12", KnownHow.INFERRED_WEEKDAY, "6 days earlier"),
        ("Friday", "2019-01-18", KnownHow.INFERRED_WEEKDAY, "the same day"),
        ("last Friday", "2019-01-11", KnownHow.INFERRED_WEEKDAY, "7 days earlier"),
        ("last Thursday", "2019-01-17", KnownHow.INFERRED_WEEKDAY, "1 day earlier"),
        ("next Monday", "2019-01-21", KnownHow.INFERRED_WEEKDAY, "3 days later"),
        ("next Friday", "2019-01-25", KnownHow.INFERRED_WEEKDAY, "7 days later"),
        ("today", "2019-01-18", KnownHow.STATED, "counted from Fri 18 Jan 2019"),
        ("yesterday", "2019-01-17", KnownHow.STATED, "counted from Fri 18 Jan 2019"),
        ("mañana", "2019-01-19", KnownHow.STATED, "counted from Fri 18 Jan 2019"),
    ],
)
def test_what_is_worked_out_says_how(text: str, day: str, known_how: KnownHow, reason: str) -> None:
    found = parse_fuzzy_date(text, today=FRIDAY)
    assert (found.earliest, found.latest) == (date.fromisoformat(day),) * 2
    assert found.known_how is known_how
    assert found.anchor == "2019-01-18"
    assert reason in found.reason


def test_a_week_named_by_another_day_says_which_week() -> None:
    found = parse_fuzzy_date("week of 15 March 2023", today=FRIDAY)
    assert found.earliest == date(2023, 3, 13)
    assert "holds Wed 15 Mar 2023" in found.reason


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "Type a date"),
        ("lunch", "Write a date such as"),
        ("Fri 17 Jan 2019", "17 Jan 2019 is a Thursday, not a Friday"),
        ("31 Feb 2019", "February 2019 has 28 days"),
        ("29 Feb 2019", "February 2019 has 28 days"),
        ("1/17/19", "four digits"),
        ("17 Jan 19", "four digits"),
        ("Jan '19", "four digits"),
        ("17/1/2019", "month/day/year (US)"),
        ("17.1.2019", "month first"),
        ("2019-13-01", "no month 13"),
        ("August", "Add the year"),
        ("winter 2019", "two years"),
        ("by Friday", '"last" or "next"'),
        ("this Thursday", '"next ..."'),
        ("12-10 Jan 2019", "after it ends"),
        ("30 Dec - 2 Jan 2019", "Write the year of both"),
        ("0000", "no year 0000"),
        ("before 0001-01-01", "no day before"),
        ("Thursday or Friday", "Write a date such as"),
    ],
)
def test_what_cannot_be_read_gets_a_hint(text: str, hint: str) -> None:
    with pytest.raises(DateNotUnderstood) as caught:
        parse_fuzzy_date(text, today=FRIDAY)
    assert caught.value.text == text
    assert hint in caught.value.hint
    assert caught.value.hint in str(caught.value)


@given(st.text(max_size=30), st.dates())
def test_any_text_is_read_or_refused(text: str, today: date) -> None:
    try:
        found = parse_fuzzy_date(text, today=today)
    except DateNotUnderstood as refusal:
        kept, words = refusal.text, refusal.hint
    else:
        kept, words = found.as_written, found.describe()
    assert kept == text.strip()
    assert words


@given(st.dates(min_value=date(1000, 1, 1)), st.dates())
def test_a_shown_day_is_read_back(day: date, today: date) -> None:
    shown = FuzzyDate.day(day).describe()
    assert parse_fuzzy_date(shown, today=today) == FuzzyDate.day(day, as_written=shown)


@pytest.mark.parametrize("today", [date.min, date.max, date(2020, 2, 29)])
@pytest.mark.parametrize(
    "text", ["yesterday", "tomorrow", "last week", "next week", "Thursday", "next Monday", "1/1"]
)
def test_the_ends_of_the_calendar_do_not_break(text: str, today: date) -> None:
    try:
        shown = parse_fuzzy_date(text, today=today).describe()
    except DateNotUnderstood as refusal:
        shown = refusal.hint
    assert shown.endswith(("year 9999.", " 1", " 2020", " 9998", " 9999"))


@given(fuzzy_dates())
def test_store_and_exchange_forms_round_trip(one: FuzzyDate) -> None:
    assert FuzzyDate.from_text(one.to_text()) == one
    assert FuzzyDate.from_json(one.to_json()) == one
    assert one.describe()


@given(fuzzy_dates(), fuzzy_dates())
def test_text_order_follows_the_days(one: FuzzyDate, other: FuzzyDate) -> None:
    heads = [each.to_text().split(" ", 1)[0] for each in (one, other)]
    if one.sort_key()[0] != other.sort_key()[0] and one.earliest and other.earliest:
        assert (heads[0] < heads[1]) == (one.sort_key() < other.sort_key())
    if one.latest and other.latest and heads[0] != heads[1]:
        if one.earliest == other.earliest:
            assert (heads[0] < heads[1]) == (one.latest < other.latest)
        if one.earliest is None and other.earliest is not None:
            assert heads[0] < heads[1]


@given(fuzzy_dates(), fuzzy_dates())
def test_definitely_before_excludes_the_other_way_round(one: FuzzyDate, other: FuzzyDate) -> None:
    if one.definitely_before(other):
        assert not other.possibly_before(one)
        assert not other.definitely_before(one)
    else:
        assert other.possibly_before(one)


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (
            FuzzyDate.day(
                date(2019, 1, 17), as_written="Thursday", known_how=KnownHow.INFERRED_WEEKDAY
            ),
            (
                '2019-01-17/2019-01-17 {"precision":"day","as_written":"Thursday",'
                '"known_how":"inferred_weekday"}'
            ),
        ),
        (FuzzyDate.by(date(2023, 3, 20)), '../2023-03-20 {"precision":"before"}'),
        (FuzzyDate.before(date(2023, 3, 20)), '../2023-03-19 {"precision":"before"}'),
        (
            FuzzyDate.month(2017, 4, approx=True, as_written="año"),
            '2017-04-01/2017-04-30 {"precision":"month","approx":true,"as_written":"año"}',
        ),
        (FuzzyDate.unknown(), '../.. {"precision":"unknown"}'),
    ],
)
def test_store_form_is_exactly_this(one: FuzzyDate, text: str) -> None:
    assert one.to_text() == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2019-01-17",
        "2019-01-17/2019-01-17 ",
        "2019-01-17/2019-01-17 {}",
        '2019-02-31/2019-02-31 {"precision":"day"}',
        '2019-01-17/2019-01-17 {"precision":"fortnight"}',
        '2019-01-17/2019-01-17 {"precision":1}',
        '2019-01-17/2019-01-17 {"precision":"day","approx":1}',
        '2019-01-17/2019-01-17 {"precision":"day","colour":"red"}',
        '2019-01-17/2019-01-17 {"precision":"day","earliest":null}',
        '2019-01-17/2019-01-17 {"precision":"day","known_how":"told"}',
        '2019-01-17/2019-01-17 {"precision":}',
        '2019-01-18/2019-01-17 {"precision":"range"}',
    ],
)
def test_a_damaged_store_form_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        FuzzyDate.from_text(text)


@pytest.mark.parametrize(
    ("earliest", "latest", "precision"),
    [
        (date(2019, 1, 18), date(2019, 1, 17), Precision.RANGE),
        (date(2019, 1, 17), date(2019, 1, 18), Precision.DAY),
        (date(2019, 1, 17), None, Precision.DAY),
        (date(2019, 1, 17), date(2019, 1, 18), Precision.BEFORE),
        (None, None, Precision.BEFORE),
        (None, date(2019, 1, 18), Precision.AFTER),
        (date(2019, 1, 17), date(2019, 1, 17), Precision.UNKNOWN),
        (None, date(2019, 1, 17), Precision.MONTH),
    ],
)
def test_meaningless_combinations_are_refused(
    earliest: date | None, latest: date | None, precision: Precision
) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        FuzzyDate(earliest, latest, precision)


def test_words_on_how_a_date_is_known() -> None:
    day = date(2019, 1, 17)
    shown = {how: FuzzyDate.day(day, known_how=how) for how in KnownHow}
    assert [one.describe_long() for one in shown.values()] == [
        "Thu 17 Jan 2019",
        "Thu 17 Jan 2019, inferred from the weekday",
        "Thu 17 Jan 2019, inferred from context",
        "Thu 17 Jan 2019, estimated",
        "Thu 17 Jan 2019, first hand",
    ]
    assert [one.basis_word() for one in shown.values()] == [
        "", "inferred", "inferred", "estimated", "first hand",
    ]  # fmt: skip


def test_only_an_unhedged_single_day_is_certain() -> None:
    day = date(2019, 1, 17)
    assert FuzzyDate.day(day).certain()
    assert FuzzyDate(day, day, Precision.MINUTE).certain()
    assert not FuzzyDate.day(day, approx=True).certain()
    assert not FuzzyDate.month(2019, 1).certain()
    assert not FuzzyDate.unknown().certain()


def test_open_ends_sort_outside_and_decide_nothing() -> None:
    day = FuzzyDate.day(date(2019, 1, 17))
    by, after, unknown = (
        FuzzyDate.by(date(2019, 1, 17)),
        FuzzyDate.after(date(2019, 1, 17)),
        FuzzyDate.unknown(),
    )
    assert sorted([after, day, by, unknown], key=FuzzyDate.sort_key) == [by, unknown, day, after]
    assert day.definitely_before(after)
    assert not by.definitely_before(day)
    assert not unknown.definitely_before(day)
    assert unknown.possibly_before(day)


# -- clock times --

LOS_ANGELES = "America/Los_Angeles"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12:00", "12:00"), ("9", "09:00"), ("9am", "09:00"), ("9:30 pm", "21:30"),
        ("9:30 P.M.", "21:30"), ("noon", "12:00"), ("midnight", "00:00"), ("21.30", "21:30"),
        ("12am", "00:00"), ("12 pm", "12:00"), ("mediodía", "12:00"), ("0:05", "00:05"),
    ],
)  # fmt: skip
def test_typed_times(text: str, shown: str) -> None:
    assert ClockTime.at(text, LOS_ANGELES, None).describe() == shown


@pytest.mark.parametrize("text", ["", "25:00", "9:60", "13 pm", "0am", "half past nine", "9:5"])
def test_times_that_cannot_be_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        ClockTime.at(text, LOS_ANGELES, None)


@pytest.mark.parametrize(
    ("day", "text", "stored"),
    [
        (date(2019, 1, 17), "noon", "12:00-08:00[America/Los_Angeles]"),
        (date(2023, 3, 20), "17:00", "17:00-07:00[America/Los_Angeles]"),
        (date(2023, 3, 12), "2:30", "02:30-08:00[America/Los_Angeles]"),  # skipped that night
        (date(2023, 11, 5), "1:30", "01:30-07:00[America/Los_Angeles]"),  # occurs twice
        (None, "noon", "12:00[America/Los_Angeles]"),
    ],
)
def test_offset_is_that_of_the_day(day: date | None, text: str, stored: str) -> None:
    found = ClockTime.at(text, LOS_ANGELES, day)
    assert found.to_text() == found.to_json() == stored
    assert ClockTime.from_text(stored) == ClockTime.from_json(stored) == found


@pytest.mark.parametrize("zone", ["", "Mars/Base", "../etc", "America", "[x]"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match="zone"):
        ClockTime.at("noon", zone, date(2019, 1, 17))


@pytest.mark.parametrize("text", ["", "12:00", "25:00[X]", "12:00-08:99[X]", "12:00-30:00[X]"])
def test_a_damaged_stored_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        ClockTime.from_text(text)


def test_a_stored_time_is_a_text() -> None:
    with pytest.raises(ValueError, match="is a text"):
        ClockTime.from_json(12)


@given(
    st.times().map(lambda wall: wall.replace(microsecond=0)),
    st.none() | st.integers(-1439, 1439),
)
def test_stored_times_round_trip(wall: dt.time, offset: int | None) -> None:
    one = ClockTime(wall, "Etc/Example", offset)
    assert ClockTime.from_text(one.to_text()) == one


def test_minutes_between_times() -> None:
    day = date(2019, 1, 17)
    ten, one_am = (ClockTime.at(text, LOS_ANGELES, day) for text in ("22:00", "1:00"))
    assert ten.minutes_since(one_am) == 21 * 60
    assert one_am.minutes_since(ten) == -21 * 60
    assert one_am.minutes_since(ten, crosses_midnight=True) == 180


def test_minutes_across_a_clock_change_are_real_minutes() -> None:
    night = date(2023, 3, 11)
    ten = ClockTime.at("22:00", LOS_ANGELES, night)
    four = ClockTime.at("4:00", LOS_ANGELES, night + timedelta(days=1))
    assert four.minutes_since(ten, crosses_midnight=True) == 5 * 60


def test_zones_without_offsets_cannot_be_compared() -> None:
    here, there = ClockTime.at("9", LOS_ANGELES), ClockTime.at("9", "Europe/Madrid")
    with pytest.raises(ValueError, match="different zones"):
        here.minutes_since(there)
