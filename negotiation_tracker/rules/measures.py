"""Computed measures: days on strike, days since the last session, table time (B8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import (
    EventKind,
    EventStatus,
    SessionStatus,
)
from negotiation_tracker.rules.derived import (
    Days,
    Derived,
    Ref,
    begun,
    days_since,
    in_force_from,
    not_computable,
    ref,
    refs,
)
from negotiation_tracker.rules.issue_status import SETTLED, IssueStatus
from negotiation_tracker.rules.line_scene import IntervalKind
from negotiation_tracker.rules.overlays import HAPPENED, is_sympathy
from negotiation_tracker.rules.positions import Grid
from negotiation_tracker.rules.stretches import Stretch, minutes_within, stretches

HELD = frozenset({SessionStatus.HELD, SessionStatus.PARTLY_HELD})
"""Sessions that took place."""
_AHEAD = frozenset({SessionStatus.PROPOSED, SessionStatus.SCHEDULED})
_OFF = frozenset({SessionStatus.CANCELLED, SessionStatus.POSTPONED, SessionStatus.AGREED_NOT_HELD})
_FRIDAY = 4
_CALENDAR = "last day minus first day, plus one"
_WORKDAYS = "Mondays to Fridays from the first to the last day; holidays are not left out"
_DAY_NUMBER = "the day asked about minus the first day, plus one"
_SINCE = "the day asked about minus the day of the last session held"
_PAUSES = frozenset({IntervalKind.CAUCUS, IntervalKind.BREAK})


@dataclass(frozen=True, slots=True)
class StrikeLength:
    """How long a strike has lasted by a day.

    Attributes:
        event: the strike.
        calendar_days: days from the first to the last day, or to the day asked about.
        workdays: Mondays to Fridays among them.
        day_number: which day of the strike the day asked about is; None when it is over.
        over: whether the last day has passed.

    """

    event: Record
    calendar_days: Derived[Days]
    workdays: Derived[Days]
    day_number: Derived[Days]
    over: bool


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting after a day.

    Attributes:
        record: the session, or the event or earlier session that announces it.
        date, time, place: when and where; empty parts are not recorded.
        note: how certain it is.

    """

    record: Record
    date: FuzzyDate
    time: ClockTime | None
    place: str
    note: str


@dataclass(frozen=True, slots=True)
class TableTime:
    """Minutes spent in sessions.

    Attributes:
        minutes: time in sessions less caucuses and breaks.
        caucus_minutes: minutes of caucus by participant key; None for a caucus of no named side.
        break_minutes: minutes of breaks.
        counted, uncounted: sessions with both times, and without.

    """

    minutes: Derived[int]
    caucus_minutes: tuple[tuple[int | None, int], ...]
    break_minutes: int
    counted: tuple[Ref, ...]
    uncounted: tuple[Ref, ...]


def strikes(dossier: Dossier, negotiation_id: int, as_of: date) -> tuple[StrikeLength, ...]:
    """Measure the strikes of the parties begun by a day, the latest first.

    A walkout of allies is not counted in; it is an overlay of its own.
    """
    found = [
        event
        for event in dossier.where("event", negotiation_id=negotiation_id)
        if event.kind == EventKind.STRIKE
        and event.status in HAPPENED
        and in_force_from(event.start) is not None
        and begun(event.start, as_of)
        and not is_sympathy(dossier, event)
    ]
    ordered = sorted(found, key=lambda e: (in_force_from(e.start), e.uid), reverse=True)
    return tuple(_strike_length(event, as_of) for event in ordered)


def _strike_length(event: Record, as_of: date) -> StrikeLength:
    inputs = refs((event,))
    start, end = event.start, event.end
    ongoing = event.status == EventStatus.ONGOING
    if end is None and not ongoing:
        reason = "The last day is not recorded."
        return StrikeLength(
            event,
            Derived(None, _CALENDAR, inputs, reason),
            Derived(None, _WORKDAYS, inputs, reason),
            _day_number(start, as_of, inputs),
            over=False,
        )
    over = end is not None and end.latest is not None and end.latest < as_of
    notes = () if end is not None else ("No last day is recorded; counted to the day asked about.",)
    shortest, longest = _extremes(start, end, as_of)
    if longest is None:
        reason = "The first or last day is not bounded."
        return StrikeLength(
            event,
            Derived(None, _CALENDAR, inputs, reason),
            Derived(None, _WORKDAYS, inputs, reason),
            _day_number(start, as_of, inputs),
            over,
        )
    about = start.approx or (end is not None and end.approx)
    low = (shortest[1] - shortest[0]).days + 1 if shortest else 0
    high = (longest[1] - longest[0]).days + 1
    work_low = workdays(*shortest) if shortest else 0
    number = _day_number(start, as_of, inputs)
    if over:
        number = Derived(None, _DAY_NUMBER, inputs, "The strike was over by this day.")
    return StrikeLength(
        event,
        Derived(Days(low, high, about), _CALENDAR, inputs, notes=notes),
        Derived(Days(work_low, workdays(*longest), about), _WORKDAYS, inputs, notes=notes),
        number,
        over,
    )


def _extremes(
    start: FuzzyDate, end: FuzzyDate | None, as_of: date
) -> tuple[tuple[date, date] | None, tuple[date, date] | None]:
    """Give the shortest and the longest interval of days up to a day that the dates allow."""
    if start.earliest is None or start.latest is None:
        return None, None
    first_end = as_of if end is None else min(end.earliest or start.latest, as_of)
    last_end = as_of if end is None else min(end.latest or as_of, as_of)
    shortest = (start.latest, first_end) if start.latest <= first_end else None
    return shortest, (start.earliest, max(last_end, start.earliest))


def _day_number(start: FuzzyDate, as_of: date, inputs: tuple[Ref, ...]) -> Derived[Days]:
    since = days_since(start, as_of)
    if since is None:
        return Derived(None, _DAY_NUMBER, inputs, "The first day is not recorded.")
    high = None if since.high is None else since.high + 1
    return Derived(Days(since.low + 1, high, since.about), _DAY_NUMBER, inputs)


def workdays(first: date, last: date) -> int:
    """Count the Mondays to Fridays from one day to another, both included."""
    span = (last - first).days + 1
    return sum((first + timedelta(days=n)).weekday() <= _FRIDAY for n in range(max(0, span)))


def sessions_held(dossier: Dossier, negotiation_id: int, as_of: date) -> Derived[int]:
    """Count the sessions that took place by a day."""
    held = _held(dossier, negotiation_id, as_of)
    return Derived(len(held), "sessions recorded as held or partly held", refs(held))


def days_since_last_session(dossier: Dossier, negotiation_id: int, as_of: date) -> Derived[Days]:
    """Count the days since the last session held; scheduled ones do not count."""
    held = _held(dossier, negotiation_id, as_of)
    if not held:
        return not_computable(_SINCE, "No session is recorded as held by this day.")
    last = max(held, key=lambda s: (_last_day(s.date), s.uid))
    days = days_since(last.date, as_of)
    if days is None:
        return not_computable(_SINCE, "The day of the last session is not known.", (last,))
    return Derived(days, _SINCE, refs((last,)))


def _held(dossier: Dossier, negotiation_id: int, as_of: date) -> list[Record]:
    return [
        session
        for session in dossier.where("session", negotiation_id=negotiation_id)
        if session.status in HELD and begun(session.date, as_of)
    ]


def _last_day(when: FuzzyDate) -> tuple[date, date]:
    return in_force_from(when) or date.min, when.latest or date.max


def next_meeting(dossier: Dossier, negotiation_id: int, as_of: date) -> Derived[NextMeeting]:
    """Find the next meeting as of a day.

    Planned sessions of that day or later, sessions later found to have been held, next dates
    agreed at the table, and announced meetings, the earliest first.
    """
    formula = "the earliest meeting planned for the day asked about or later"
    found = [
        *_planned_sessions(dossier, negotiation_id, as_of),
        *_agreed_dates(dossier, negotiation_id, as_of),
        *_announced(dossier, negotiation_id, as_of),
    ]
    if not found:
        return not_computable(formula, "No further meeting is recorded.")
    first = min(enumerate(found), key=lambda one: (_first_from(one[1].date, as_of), one[0]))[1]
    return Derived(first, formula, (ref(first.record),))


def _first_from(when: FuzzyDate, as_of: date) -> date:
    return max(in_force_from(when) or as_of, as_of)


def _planned_sessions(dossier: Dossier, negotiation_id: int, as_of: date) -> Iterable[NextMeeting]:
    for session in dossier.where("session", negotiation_id=negotiation_id):
        if session.status in _OFF or session.date.latest is None:
            continue
        ahead = session.status in _AHEAD or session.status == SessionStatus.UNKNOWN
        if ahead and session.date.latest >= as_of:
            words = "proposed" if session.status == SessionStatus.PROPOSED else "scheduled"
        elif session.status in HELD and (in_force_from(session.date) or date.min) > as_of:
            words = "as it turned out; held later"
        else:
            continue
        start = session.scheduled_start or session.time_in
        yield NextMeeting(session, session.date, start, str(session.place), words)


def _agreed_dates(dossier: Dossier, negotiation_id: int, as_of: date) -> Iterable[NextMeeting]:
    for session in dossier.where("session", negotiation_id=negotiation_id):
        when = session.next_date
        if when is None or when.latest is None or when.latest < as_of:
            continue
        if not begun(session.date, as_of) or session.status not in HELD:
            continue
        if _has_session_on(dossier, negotiation_id, when):
            continue
        place = str(session.next_place)
        yield NextMeeting(session, when, session.next_time, place, "as agreed at the table")


def _has_session_on(dossier: Dossier, negotiation_id: int, when: FuzzyDate) -> bool:
    return any(
        session.date.possibly_before(when) and when.possibly_before(session.date)
        for session in dossier.where("session", negotiation_id=negotiation_id)
    )


def _announced(dossier: Dossier, negotiation_id: int, as_of: date) -> Iterable[NextMeeting]:
    for event in dossier.where("event", negotiation_id=negotiation_id):
        planned = event.status in (EventStatus.ANNOUNCED, EventStatus.PLANNED_UNCONFIRMED)
        if event.kind != EventKind.MEETING_SCHEDULED or not planned:
            continue
        latest = event.start.latest
        if latest is None or latest < as_of:
            continue
        if _has_session_on(dossier, negotiation_id, event.start):
            continue
        yield NextMeeting(event, event.start, event.start_time, str(event.place), "announced")


def table_time(dossier: Dossier, negotiation_id: int, as_of: date) -> TableTime:
    """Add up the time at the table, less caucuses and breaks, over sessions held by a day."""
    minutes, breaks = 0, 0
    caucus: dict[int | None, int] = {}
    counted: list[Record] = []
    uncounted: list[Record] = []
    for session in _held(dossier, negotiation_id, as_of):
        length = _length(session)
        if length is None:
            uncounted.append(session)
            continue
        counted.append(session)
        pauses = _pauses(dossier, session)
        minutes += length - minutes_within(pauses, session)
        for pause in pauses:
            spent = pause.minutes(bool(session.crosses_midnight)) or 0
            if pause.kind is IntervalKind.CAUCUS:
                caucus[pause.participant_id] = caucus.get(pause.participant_id, 0) + spent
            else:
                breaks += spent
    formula = "time out minus time in, less caucuses and breaks, of sessions with both times"
    notes = (f"{len(uncounted)} held without both times.",) if uncounted else ()
    if counted:
        total: Derived[int] = Derived(minutes, formula, refs(counted), notes=notes)
    else:
        total = not_computable(formula, "No session held has both times.", uncounted)
    sides = tuple(sorted(caucus.items(), key=lambda one: (one[0] is None, one[0] or 0)))
    return TableTime(total, sides, breaks, refs(counted), refs(uncounted))


def _length(session: Record) -> int | None:
    if session.time_in is None or session.time_out is None:
        return None
    try:
        length: int = session.time_out.minutes_since(session.time_in, session.crosses_midnight)
    except ValueError:
        return None
    return length if length >= 0 else None


def _pauses(dossier: Dossier, session: Record) -> list[Stretch]:
    """List caucuses and breaks with both ends timed."""
    lines = dossier.where("table_entry", session_id=session.id)
    return [
        stretch
        for stretch in stretches(lines)
        if stretch.kind in _PAUSES and stretch.minutes(bool(session.crosses_midnight)) is not None
    ]


def issues_by_status(grid: Grid) -> tuple[tuple[IssueStatus, int], ...]:
    """Count the issues of a grid by status, in the order of the statuses."""
    counts = dict.fromkeys(IssueStatus, 0)
    for row in grid.rows:
        if row.status.value is not None:
            counts[row.status.value] += 1
    return tuple((status, number) for status, number in counts.items() if number)


def open_issues(grid: Grid) -> Derived[int]:
    """Count the issues at the table that are not settled, withdrawn or imposed."""
    rows = [row for row in grid.rows if row.status.value not in SETTLED]
    formula = f"issues at the table not agreed, withdrawn or imposed, of {len(grid.rows)}"
    return Derived(len(rows), formula, refs(row.issue for row in rows))
