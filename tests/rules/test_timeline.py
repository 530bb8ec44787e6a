"""Where records stand in time, in which lane, and how much lies where."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.rules.timeline import (
    NEUTRAL,
    PUBLIC,
    TABLE,
    Item,
    ItemKind,
    Span,
    Step,
    Timeline,
    chosen,
    counts,
    densest,
    next_start,
    span_of,
    step_start,
    timeline,
)
from tests.rules.build import Talks, day, on


def laid_out(talks: Talks) -> Timeline:
    return timeline(talks.dossier(), talks.negotiation)


def number(text: str) -> int:
    return day(text).toordinal()


def item(found: Timeline, title: str) -> Item:
    every = (*found.items, *found.undated, *found.bands)
    return next(i for i in every if title in i.entry.title)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (on("2023-03-21"), None, ("2023-03-21", "2023-03-21", "sure", False, False)),
        (on("2023-03-13..2023-03-17"), None, ("2023-03-13", "2023-03-17", "", False, False)),
        (on("..2023-03-20"), None, ("2023-03-20", "2023-03-20", "", True, False)),
        (FuzzyDate.since(day("2023-03-20")), None, ("2023-03-20", "2023-03-20", "", False, True)),
        (FuzzyDate.month(2018, 8), None, ("2018-08-01", "2018-08-31", "", False, False)),
        (on("2023-03-21"), on("2023-03-23"), ("2023-03-21", "2023-03-23", "sure", False, False)),
        (None, on("2023-03-23"), ("2023-03-23", "2023-03-23", "", True, False)),
        (
            FuzzyDate.day(day("2023-03-20"), approx=True),
            None,
            ("2023-03-20", "2023-03-20", "", False, False),
        ),
    ],
)
def test_a_span_holds_the_days_that_dates_allow(
    start: FuzzyDate | None, end: FuzzyDate | None, expected: tuple[str, str, str, bool, bool]
) -> None:
    first, last, sure, open_start, open_end = expected
    days = (number(first), number(last))
    assert span_of(start, end) == Span(*days, days if sure else None, open_start, open_end)


def test_rough_ends_leave_a_sure_middle_or_none() -> None:
    found = span_of(on("2023-03-01..2023-03-05"), on("2023-03-10..2023-03-12"))
    assert found is not None
    assert found.sure == (number("2023-03-05"), number("2023-03-10"))
    overlapping = span_of(on("2023-03-01..2023-03-08"), on("2023-03-05..2023-03-12"))
    assert overlapping is not None
    assert overlapping.sure is None


@pytest.mark.parametrize("when", [None, FuzzyDate.unknown(as_written="some day")])
def test_no_known_day_gives_no_span(when: FuzzyDate | None) -> None:
    assert span_of(when, None) is None


def test_lanes_are_the_table_the_parties_the_neutrals_and_the_public() -> None:
    talks = Talks()
    bureau = talks.add("organization", name="Example Bureau")
    talks.participant(bureau, "neutral", role="neutral")
    helpers = talks.add("organization", name="Example Helpers")
    talks.participant(helpers, "labor", role="ally")
    talks.event("rally", "2023-03-21")
    found = laid_out(talks)
    assert [lane.title for lane in found.lanes] == [
        "At the table",
        "Union",
        "Employer",
        "Mediators, neutrals",
        "Public and others",
    ], "an ally without anything to show has no lane"


def test_each_record_stands_in_the_lane_of_whom_it_is_of() -> None:
    talks = Talks()
    talks.session("2023-03-20", place="Example Hall")
    talks.offer("P1", talks.union, "2023-03-20", title="Asks")
    talks.offer("P2", talks.employer, "2023-03-21", title="Answers")
    both = talks.event("talks_resumed", "2023-03-22", title="Both")
    for participant in (talks.union, talks.employer):
        talks.add("event_actor", event_id=both.id, participant_id=participant.id)
    rally = talks.event("rally", "2023-03-22", title="March")
    talks.add("event_actor", event_id=rally.id, participant_id=talks.union.id)
    engagement = talks.add(
        "mediator_engagement", negotiation_id=talks.negotiation.id, label="Pat Example"
    )
    talks.add("mediator_state", engagement_id=engagement.id, state="offered", date="2023-03-19")
    talks.event("other", "2023-03-23", title="Nobody named")
    found = laid_out(talks)
    union, employer = f"participant-{talks.union.id}", f"participant-{talks.employer.id}"
    lanes = {i.entry.title: i.lane for i in found.items}
    assert lanes == {
        "Joint, Example Hall": TABLE,
        "P1 Asks": union,
        "P2 Answers": employer,
        "Both": TABLE,
        "March": union,
        "Pat Example: offered": NEUTRAL,
        "Nobody named": PUBLIC,
    }
    order = [i.span.first for i in found.items if i.span is not None]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("title", "lane"),
    [("bus driver", PUBLIC), ("Superintendent", "employer"), ("", "employer")],
)
def test_working_for_an_employer_is_not_speaking_for_it(title: str, lane: str) -> None:
    talks = Talks()
    person = talks.add("person", name="Pat Example")
    talks.add(
        "affiliation", person_id=person.id, organization_id=talks.employer_org.id, title=title
    )
    talks.add(
        "statement",
        negotiation_id=talks.negotiation.id,
        speaker_person_id=person.id,
        gist="Words",
        said_on="2023-03-20",
    )
    expected = f"participant-{talks.employer.id}" if lane == "employer" else lane
    assert item(laid_out(talks), "Words").lane == expected


def test_a_strike_is_a_band_and_stands_in_no_lane_as_well() -> None:
    talks = Talks()
    strike = talks.event("strike", "2023-03-21", end="2023-03-23", status="ended")
    planned = talks.event("strike", "2023-05-02", title="Second strike", status="announced")
    found = laid_out(talks)
    assert [band.inputs for band in found.bands] == [(("event", strike.id),)]
    assert [i.ref for i in found.items] == [("event", planned.id)]
    assert found.items[0].entry.tentative


def test_mediation_without_a_recorded_end_stays_open() -> None:
    talks = Talks()
    engagement = talks.add(
        "mediator_engagement", negotiation_id=talks.negotiation.id, label="Pat Example"
    )
    talks.add("mediator_state", engagement_id=engagement.id, state="active", date="2023-03-23")
    (band,) = laid_out(talks).bands
    assert band.span is not None
    assert band.span.open_end
    assert band.entry.note == "no end is recorded"


def test_what_has_no_date_is_listed_apart_never_placed() -> None:
    talks = Talks()
    talks.add("statement", negotiation_id=talks.negotiation.id, gist="Undated", said_on=None)
    found = laid_out(talks)
    assert [i.entry.title for i in found.undated] == ["Undated"]
    assert found.items == ()
    assert (found.first, found.last) == (None, None)


def test_an_offer_of_unknown_day_stands_where_it_is_first_told_of() -> None:
    talks = Talks()
    proposal, part = talks.offer("P1", talks.union, None, title="Asks")
    talks.cite(part, talks.source("A", "2023-03-21"))
    found = item(laid_out(talks), "Asks")
    assert found.span is not None
    assert found.span.last == number("2023-03-21")
    assert found.span.open_start
    assert "not known" in found.entry.note
    assert found.ref == ("proposal", proposal.id)


def test_a_statement_without_a_day_has_that_of_its_event() -> None:
    talks = Talks()
    event = talks.event("press_conference", "2023-03-20")
    talks.add(
        "statement", negotiation_id=talks.negotiation.id, gist="Said there", event_id=event.id
    )
    found = item(laid_out(talks), "Said there")
    assert found.span is not None
    assert found.span.first == number("2023-03-20")
    assert found.entry.note


def test_dates_are_told_with_how_they_are_known_and_as_written() -> None:
    talks = Talks()
    when = FuzzyDate.day(day("2019-01-17"), as_written="Thursday night", reason="after Wednesday")
    talks.session("2019-01-18", time_in="10:30")
    talks.event("rally", "2019-01-17", title="Rally")
    event = talks.records[-1].replaced(start=when)
    talks.records[-1] = event
    found = laid_out(talks)
    assert item(found, "Rally").entry.when == "Thu 17 Jan 2019 (written “Thursday night”)"
    assert item(found, "Joint").entry.when == "Fri 18 Jan 2019, 10:30"


def test_the_filter_takes_kinds_lane_and_all_words() -> None:
    talks = Talks()
    talks.session("2023-03-20", place="Peña Hall")
    talks.offer("P1", talks.union, "2023-03-20", title="Wages and hours")
    items = laid_out(talks).items
    every = frozenset(ItemKind)
    assert [i.kind for i in chosen(items, frozenset({ItemKind.SESSION}))] == [ItemKind.SESSION]
    assert [i.kind for i in chosen(items, every, TABLE)] == [ItemKind.SESSION]
    assert [i.kind for i in chosen(items, every, text="hours WAGES")] == [ItemKind.PROPOSAL]
    assert [i.kind for i in chosen(items, every, text="pena")] == [ItemKind.SESSION]
    assert chosen(items, every, text="wages nowhere") == ()


@pytest.mark.parametrize(
    ("step", "start", "after"),
    [
        (Step.DAY, "2023-02-15", "2023-02-16"),
        (Step.WEEK, "2023-02-13", "2023-02-20"),
        (Step.MONTH, "2023-02-01", "2023-03-01"),
        (Step.QUARTER, "2023-01-01", "2023-04-01"),
        (Step.YEAR, "2023-01-01", "2024-01-01"),
        (Step.DECADE, "2020-01-01", "2030-01-01"),
    ],
)
def test_pieces_of_the_calendar(step: Step, start: str, after: str) -> None:
    found = number("2023-02-15")
    assert date.fromordinal(step_start(step, found)) == day(start)
    assert date.fromordinal(next_start(step, found)) == day(after)


days = st.integers(date.min.toordinal(), date.max.toordinal())


@given(st.sampled_from(list(Step)), days)
def test_pieces_follow_one_another_without_gap(step: Step, found: int) -> None:
    start, after = step_start(step, found), next_start(step, found)
    assert start <= found < after
    assert step_start(step, start) == start
    if after <= date.max.toordinal():
        assert step_start(step, after) == after


@given(st.lists(days, max_size=60), st.sampled_from(list(Step)))
def test_counts_lose_nothing(found: list[int], step: Step) -> None:
    found.sort()
    buckets = list(counts(found, step))
    assert sum(bucket.count for bucket in buckets) == len(found)
    for bucket in buckets:
        assert bucket.count
        assert all(bucket.first <= one <= bucket.last for one in found[bucket.low : bucket.high])


def test_the_densest_stretch_is_where_most_lies() -> None:
    start = number("2017-04-01")
    week = [number("2019-01-14") + i % 5 for i in range(9)]
    assert densest(sorted([start, *week]), 0.9) == (number("2019-01-14"), number("2019-01-18"))
    assert densest([]) is None


def test_a_hundred_thousand_days_are_counted_with_few_steps() -> None:
    first = day("2014-01-01")
    found = sorted((first + timedelta(days=i % 3650)).toordinal() for i in range(100_000))
    assert len(list(counts(found, Step.MONTH))) == 120
