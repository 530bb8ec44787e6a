"""Where a negotiation stands, on one page: what the window and the command line both show."""

from dataclasses import dataclass
from datetime import date, timedelta

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import (
    EngagementState,
    EventStatus,
    IssueCategory,
    SessionStatus,
    label,
)
from negotiation_tracker.rules.accounts import attestations, attested_day
from negotiation_tracker.rules.chains import Owed, owed
from negotiation_tracker.rules.derived import (
    Days,
    Derived,
    Ref,
    in_force_from,
    not_computable,
    ref,
    the_negotiation,
)
from negotiation_tracker.rules.engagements import EngagementView, engagements_on, mediator_name
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
from negotiation_tracker.rules.wording import participant_name, quantity
from negotiation_tracker.services.evidence import SourceLine, source_line, source_text

LIVE = timedelta(days=60)
"""Talks with a record this recent are taken to go on: the page is then as of today."""
LATEST = 10
"""Records listed as latest."""
_PLANNED = frozenset(
    {
        EventStatus.ANNOUNCED,
        EventStatus.PLANNED_UNCONFIRMED,
        EventStatus.CANCELLED,
        SessionStatus.PROPOSED,
        SessionStatus.SCHEDULED,
        SessionStatus.CANCELLED,
        SessionStatus.POSTPONED,
    }
)
# Kinds that say something about a day, and the field that names it.
_DAY_OF = {
    "session": "date",
    "proposal": "date",
    "tentative_agreement": "reached_on",
    "event": "start",
    "statement": "said_on",
    "figure": "as_of",
    "mediator_state": "date",
}


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day the page is about, and why that one."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class LatestRecord:
    """One of the newest records.

    Attributes:
        record: kind and key.
        chip: word for its kind.
        date: when; may be rough.
        title: what, in a line.
        sources: "KTLA 24 Mar 2023 ¶2", several where there are several; empty when none.
        lines: the same, one by one.
        handling: who may see it.

    """

    record: Ref
    chip: str
    date: FuzzyDate
    title: str
    sources: str
    lines: tuple[SourceLine, ...]
    handling: str


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
    wage_row = _wage_row(table)
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
        wage_gap=None if wage_row is None else wage_row.gap,
        wage_gap_row=wage_row,
        grid=table,
        latest=latest_records(known, number, day),
        owed=owed(known, number, day),
    )


def choose_day(
    dossier: Dossier, negotiation: Record, as_of: date | None, today: date
) -> AsOf:
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


def last_day(dossier: Dossier, negotiation_id: int, today: date) -> date | None:
    """Give the last day, up to today, that anything recorded about talks speaks of."""
    days = []
    for record, when in _dated(dossier, negotiation_id):
        if record.table in ("session", "event") and record.status in _PLANNED:
            continue
        ends = [when, record.end] if record.table == "event" else [when]
        days += [e.latest for e in ends if e is not None and e.latest is not None]
    return max((day for day in days if day <= today), default=None)


def latest_records(
    dossier: Dossier, negotiation_id: int, as_of: date, limit: int = LATEST
) -> tuple[LatestRecord, ...]:
    """List the newest records about talks up to a day, the newest first."""
    found = [
        (record, when)
        for record, when in _dated(dossier, negotiation_id)
        if (first := in_force_from(when)) is not None and first <= as_of
    ]
    found.sort(key=lambda one: (_newest(one[1]), one[0].table, one[0].id), reverse=True)
    return tuple(_latest_record(dossier, record, when) for record, when in found[:limit])


def _newest(when: FuzzyDate) -> tuple[date, date]:
    return in_force_from(when) or date.min, when.latest or date.max


def _dated(dossier: Dossier, negotiation_id: int) -> list[tuple[Record, FuzzyDate]]:
    """List the records of talks that speak of a day, with the day."""
    found = []
    for kind, field in _DAY_OF.items():
        if kind == "mediator_state":
            engagements = dossier.where("mediator_engagement", negotiation_id=negotiation_id)
            records = [
                state
                for engagement in engagements
                for state in dossier.where(kind, engagement_id=engagement.id)
            ]
        else:
            records = dossier.where(kind, negotiation_id=negotiation_id)
        for record in records:
            when = getattr(record, field)
            if kind == "proposal" and in_force_from(when) is None:
                when = _attested(dossier, record)
            if in_force_from(when) is not None:
                found.append((record, when))
    return found


def _attested(dossier: Dossier, proposal: Record) -> FuzzyDate | None:
    """Date an offer of unknown day by who first tells of it."""
    days = [
        day
        for item in dossier.where("proposal_item", proposal_id=proposal.id)
        if (day := attested_day(attestations(dossier, proposal, item))) is not None
    ]
    return FuzzyDate.by(min(days)) if days else None


def _latest_record(dossier: Dossier, record: Record, when: FuzzyDate) -> LatestRecord:
    lines = tuple(source_line(dossier, record))
    return LatestRecord(
        record=ref(record),
        chip=_chip(dossier, record),
        date=when,
        title=_title(dossier, record),
        sources=source_text(lines),
        lines=lines,
        handling=str(record.handling),
    )


def _chip(dossier: Dossier, record: Record) -> str:
    if record.table == "proposal" and record.formality == "adverse_claim":
        return "Claim"
    if record.table == "statement" and record.speech_act in ("claim_about_other", "allegation"):
        return "Claim"
    if record.table == "mediator_state":
        return "Mediation"
    if record.table == "event":
        return label(record.kind).capitalize()
    return dossier.catalogue[record.table].label


def _title(dossier: Dossier, record: Record) -> str:
    writers = {
        "session": _session_title,
        "proposal": _proposal_title,
        "statement": _statement_title,
        "figure": _figure_title,
        "mediator_state": _mediator_title,
        "tentative_agreement": _agreement_title,
    }
    writer = writers.get(record.table)
    return str(record.title) if writer is None else writer(dossier, record)


def _session_title(dossier: Dossier, session: Record) -> str:
    del dossier
    if session.summary:
        return str(session.summary).splitlines()[0]
    words = [label(session.kind).capitalize(), label(session.status)]
    if session.place:
        words.append(str(session.place))
    return ", ".join(words)


def _proposal_title(dossier: Dossier, proposal: Record) -> str:
    maker = participant_name(dossier, proposal.from_id)
    title = str(proposal.title) or label(proposal.kind)
    return f"{maker}: {title} ({proposal.code})" if maker else f"{title} ({proposal.code})"


def _statement_title(dossier: Dossier, statement: Record) -> str:
    speaker = str(statement.speaker_label)
    if statement.speaker_person_id is not None:
        person = dossier.get("person", statement.speaker_person_id)
        speaker = speaker if person is None else str(person.name)
    elif statement.speaker_organization_id is not None:
        organization = dossier.get("organization", statement.speaker_organization_id)
        if organization is not None:
            speaker = str(organization.short_name or organization.name)
    return f"{speaker}: {statement.gist}" if speaker else str(statement.gist)


def _figure_title(dossier: Dossier, figure: Record) -> str:
    del dossier
    return f"{figure.title}: {quantity(figure).describe()}"


def _mediator_title(dossier: Dossier, state: Record) -> str:
    engagement = dossier.get("mediator_engagement", state.engagement_id)
    name = "" if engagement is None else mediator_name(dossier, engagement)
    return f"{name}: {label(state.state)}" if name else label(state.state)


def _agreement_title(dossier: Dossier, agreement: Record) -> str:
    del dossier
    return f"{agreement.code} {agreement.title}".strip()


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


def _wage_row(table: Grid) -> GridRow | None:
    rows = [row for row in table.rows if row.issue.category == IssueCategory.WAGES]
    with_number = (row for row in rows if row.gap is not None and row.gap.nominal.known)
    return next(with_number, rows[0] if rows else None)
