"""Where a negotiation stands, on one page: what the window and the command line both show."""

from dataclasses import dataclass
from datetime import date, timedelta

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import EngagementState, IssueCategory
from negotiation_tracker.rules.chains import Owed, owed
from negotiation_tracker.rules.derived import (
    Days,
    Derived,
    in_force_from,
    not_computable,
    the_negotiation,
)
from negotiation_tracker.rules.due import overdue
from negotiation_tracker.rules.engagements import EngagementView, engagements_on
from negotiation_tracker.rules.gap import Gap
from negotiation_tracker.rules.issue_status import IssueStatus
from negotiation_tracker.rules.knowledge import as_known
from negotiation_tracker.rules.measures import (
    NextMeeting,
    StrikeLength,
    days_since_last_session,
    issues_by_status,
    next_meeting,
    open_issues,
    sessions_held,
    strikes,
)
from negotiation_tracker.rules.phases import PhaseView, phase
from negotiation_tracker.rules.positions import Grid, GridRow, grid
from negotiation_tracker.services.latest import LatestRecord, last_day, latest_records

__all__ = ["LIVE", "AsOf", "LatestRecord", "Overview", "choose_day", "overview", "wage_row"]

LIVE = timedelta(days=60)
"""Talks with a record this recent are taken to go on: the page is then as of today."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day the page is about, and why that one."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a negotiation stands on a day; every number carries what it was derived from.

    Attributes:
        negotiation: the record.
        as_of: the day, and why that one; known_by: only sources out by then, or None.
        phase: phase, overlays, reasons.
        mediators: engagements on the day, those at work first; mediator_line the first in words.
        next_meeting, days_since_last_session, sessions_held: of sessions.
        strikes: the latest first; strike_days: calendar days of the latest.
        open_issues, issues_by_status: of the issues at the table.
        wage_gap: gap on the first wage issue that has a number; wage_gap_row its row.
        grid: where each side stands on each issue.
        latest: the newest records first.
        owed: answers owed, where the record can tell.
        overdue: deadlines, requests, commitments and tasks past their day, the latest last.

    """

    negotiation: Record
    as_of: AsOf
    known_by: date | None
    phase: PhaseView
    mediators: tuple[EngagementView, ...]
    mediator_line: str
    next_meeting: Derived[NextMeeting]
    days_since_last_session: Derived[Days]
    sessions_held: Derived[int]
    strikes: tuple[StrikeLength, ...]
    strike_days: Derived[Days]
    open_issues: Derived[int]
    issues_by_status: tuple[tuple[IssueStatus, int], ...]
    wage_gap: Gap | None
    wage_gap_row: GridRow | None
    grid: Grid
    latest: tuple[LatestRecord, ...]
    owed: tuple[Owed, ...]
    overdue: tuple[Record, ...]


def overview(
    dossier: Dossier,
    as_of: date | None = None,
    known_by: date | None = None,
    *,
    negotiation_id: int | None = None,
    today: date | None = None,
    hidden: frozenset[tuple[int, int]] = frozenset(),
) -> Overview:
    """Put together where a negotiation stands.

    Args:
        dossier: as the reader may see it.
        as_of: the day asked about; None chooses one, see `choose_day`.
        known_by: only sources published by this day count; None for all.
        negotiation_id: which negotiation, where the dossier holds several.
        today: the day it is; None asks the clock.
        hidden: see `rules.positions.grid`.

    Raises:
        NotFound: the dossier does not hold the negotiation, or holds several and none is named.

    """
    known = as_known(dossier, known_by)
    negotiation = the_negotiation(known, negotiation_id)
    if negotiation is None:
        raise NotFound("There is no such negotiation to show. Choose one from the list.")
    number = negotiation.id
    chosen = choose_day(known, negotiation, as_of, today or date.today())  # noqa: DTZ011
    day = chosen.day
    table = grid(known, day, None, negotiation_id=number, hidden=hidden)
    table = Grid(table.as_of, known_by, table.participants, table.rows)
    mediators = engagements_on(known, number, day)
    stopped = strikes(known, number, day)
    on_wages = wage_row(table)
    return Overview(
        negotiation=negotiation,
        as_of=chosen,
        known_by=known_by,
        phase=phase(known, day, negotiation_id=number),
        mediators=mediators,
        mediator_line=_mediator_line(mediators),
        next_meeting=next_meeting(known, number, day),
        days_since_last_session=days_since_last_session(known, number, day),
        sessions_held=sessions_held(known, number, day),
        strikes=stopped,
        strike_days=_strike_days(stopped),
        open_issues=open_issues(table),
        issues_by_status=issues_by_status(table),
        wage_gap=None if on_wages is None else on_wages.gap,
        wage_gap_row=on_wages,
        grid=table,
        latest=latest_records(known, number, day),
        owed=owed(known, number, day),
        overdue=overdue(known, number, day),
    )


def choose_day(dossier: Dossier, negotiation: Record, as_of: date | None, today: date) -> AsOf:
    """Choose the day a page is about.

    The day asked for; else today for talks with a record of the last 60 days; else, as for
    talks that are closed or long past, the last day the record speaks of. Plans and days still
    to come do not count.
    """
    if as_of is not None:
        return AsOf(as_of, "the day asked for")
    last = last_day(dossier, negotiation.id, today)
    if last is None:
        return AsOf(today, "today; nothing dated is recorded yet")
    closed = in_force_from(negotiation.closed)
    if today - last <= LIVE and (closed is None or closed > today):
        return AsOf(today, "today")
    return AsOf(last, "the last day the record speaks of")


def _mediator_line(mediators: tuple[EngagementView, ...]) -> str:
    """Name the mediators at work; else the nearest thing to one; else say that there is none."""
    active = [view for view in mediators if view.state.value is EngagementState.ACTIVE]
    if active:
        return "; ".join(view.text for view in active)
    return mediators[0].text if mediators else "no mediator recorded"


def _strike_days(stopped: tuple[StrikeLength, ...]) -> Derived[Days]:
    if not stopped:
        return not_computable(
            "last day minus first day, plus one", "No strike is recorded by this day."
        )
    return stopped[0].calendar_days


def wage_row(table: Grid) -> GridRow | None:
    """Give the first wage issue that has a number, else the first wage issue; None for none."""
    rows = [row for row in table.rows if row.issue.category == IssueCategory.WAGES]
    with_number = (row for row in rows if row.gap is not None and row.gap.nominal.known)
    return next(with_number, rows[0] if rows else None)
