"""Stretches of a session, the day its times fall on, and how long it was."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.line_scene import IntervalKind
from negotiation_tracker.rules.session_clock import after_midnight, moment, on_the_day, wall_clock
from negotiation_tracker.rules.stretches import minutes_within, running, stretches

ZONE = "America/Los_Angeles"
DAY = date(2026, 3, 24)


def at(text: str) -> ClockTime:
    return ClockTime.at(text, ZONE, DAY)


def session(time_in: str = "10:00", **fields: Any) -> Record:
    known = {"id": 1, "date": FuzzyDate.day(DAY), "crosses_midnight": False}
    return Record("session", {**known, "time_in": at(time_in), **fields})


def log(*lines: tuple[str, str, int | None]) -> list[Record]:
    return [
        Record(
            "table_entry",
            {"id": n, "seq": n, "kind": kind, "participant_id": side,
             "occurred_at": at(time) if time else None},
        )
        for n, (time, kind, side) in enumerate(lines, start=1)
    ]  # fmt: skip


def test_ends_close_what_they_can_only_mean() -> None:
    lines = log(
        ("10:00", "caucus_start", 1),
        ("10:05", "caucus_start", 2),
        ("10:20", "caucus_end", 2),
        ("10:30", "caucus_end", None),
        ("10:40", "sidebar", None),
        ("10:50", "break_end", None),
    )
    found = [(s.kind, s.participant_id, s.minutes(False)) for s in stretches(lines)]
    assert found == [
        (IntervalKind.CAUCUS, 1, 30),
        (IntervalKind.CAUCUS, 2, 15),
        (IntervalKind.SIDEBAR, None, None),
    ]
    assert [s.kind for s in running(lines)] == [IntervalKind.SIDEBAR]


def test_overlapping_pauses_count_once() -> None:
    lines = log(
        ("10:10", "caucus_start", 1),
        ("10:20", "caucus_start", 2),
        ("10:30", "caucus_end", 1),
        ("10:50", "caucus_end", 2),
        ("11:00", "break_start", None),
        ("", "break_end", None),
    )
    assert minutes_within(stretches(lines), session()) == 40


def test_a_stretch_over_midnight() -> None:
    lines = log(("23:50", "caucus_start", 1), ("00:20", "caucus_end", 1))
    assert stretches(lines)[0].minutes(True) == 30
    assert stretches(lines)[0].minutes(False) is None
    late = session("22:00", crosses_midnight=True)
    assert minutes_within(stretches(lines), late) == 30


@pytest.mark.parametrize(
    ("begun", "time", "late"),
    [("22:00", "00:10", True), ("22:00", "21:30", False), ("09:00", "08:15", False),
     ("13:00", "00:30", True), ("09:00", "17:00", False)],
)  # fmt: skip
def test_which_day_a_time_is_of(begun: str, time: str, late: bool) -> None:
    assert after_midnight(session(begun), at(time)) is late
    found = moment(session(begun), at(time))
    assert found is not None
    assert wall_clock(found, ZONE).describe() == time
    assert found.astimezone(UTC).date() >= DAY


def test_moments_of_a_session() -> None:
    evening = session("22:00")
    assert on_the_day(evening, datetime(2026, 3, 25, 8, tzinfo=UTC), ZONE)
    assert not on_the_day(evening, datetime(2026, 3, 26, 8, tzinfo=UTC), ZONE)
    rough = session("22:00", date=FuzzyDate.month(2026, 3))
    assert moment(rough, at("23:00")) is None
    assert not on_the_day(rough, datetime(2026, 3, 25, 8, tzinfo=UTC), ZONE)
