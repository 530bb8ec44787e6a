"""Times of a session as moments: which day a time of its log falls on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.record import Record

_EARLY = 60
_MINUTE = timedelta(minutes=1)


def wall_clock(at: datetime, zone: str) -> ClockTime:
    """Give the minute of a moment as the clock on the wall in a zone shows it."""
    local = at.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0)
    offset = local.utcoffset()
    minutes = None if offset is None else offset // _MINUTE
    return ClockTime(local.time(), zone, minutes)


def day_of(at: datetime, zone: str) -> date:
    """Give the calendar day of a moment in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def on_the_day(session: Record, at: datetime, zone: str) -> bool:
    """Say whether a moment is one of a session: on its day, or in the night that follows."""
    first = first_day(session)
    if first is None:
        return False
    local = at.astimezone(ZoneInfo(zone))
    if local.date() == first:
        return True
    begun = session.time_in
    return (
        begun is not None
        and local.date() == first + timedelta(days=1)
        and local.time() < begun.time
    )


def first_day(session: Record) -> date | None:
    """Give the day a session began; None when it is not known to the day."""
    when: FuzzyDate = session.date
    return when.earliest if when.certain() else None


def day_after(day: FuzzyDate) -> FuzzyDate:
    """Give the day after the one a session began on; one not known to the day stays."""
    if not day.certain() or day.earliest is None:
        return day
    later = day.earliest + timedelta(days=1)
    return replace(day, earliest=later, latest=later, as_written="")


def after_midnight(session: Record, time: ClockTime) -> bool:
    """Say whether a time of day of a session belongs to the day after it began.

    So it is when it lies before the beginning, but for the hour just before it, of which some
    lines tell as well.
    """
    if session.time_in is None:
        return False
    return _minutes(session.time_in) - _minutes(time) > _EARLY


def moment(session: Record, time: ClockTime | None) -> datetime | None:
    """Give a time of a session as a moment in UTC; None when day or time is not known."""
    day = first_day(session)
    if time is None or day is None:
        return None
    if after_midnight(session, time):
        day += timedelta(days=1)
    if time.offset_minutes is not None:
        return datetime.combine(day, time.time, UTC) - time.offset_minutes * _MINUTE
    return datetime.combine(day, time.time, ZoneInfo(time.zone)).astimezone(UTC)


def _minutes(time: ClockTime) -> int:
    return time.time.hour * 60 + time.time.minute
