"""Chapter on the sessions: who met when, where and with which mediator, and what the log says."""

from negotiation_tracker.exchange.chapters.context import Context
from negotiation_tracker.exchange.document import Line, Lines, LogLine, Mark, Session
from negotiation_tracker.exchange.names import clock, plain_date, sort_key, when
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.line_scene import IntervalKind
from negotiation_tracker.rules.session_clock import after_midnight
from negotiation_tracker.rules.stretches import WORDS, Stretch, minutes_within, stretches

_EXCERPT = 40


def sessions(context: Context) -> tuple[Session, ...]:
    """List the sessions in order of date."""
    found = sorted(context.own("session"), key=_order)
    return tuple(_session(context, s) for s in found)


def _session(context: Context, session: Record) -> Session:
    place = session.place
    if session.virtual:
        place = f"{place} (online)" if place else "online"
    return Session(
        number="" if session.number is None else str(session.number),
        when=when(session.date),
        kind="kind not known" if session.kind == "unknown" else label(session.kind),
        status=label(session.status),
        times=_times(session),
        place=place,
        mediator=context.names.mediator(session.engagement_id),
        media_rule="" if session.media_rule == "unknown" else label(session.media_rule),
        summary=session.summary,
        next_meeting=_next(session),
        attendance=_attendance(context, session),
        log=_log(context, session),
        proposals=_proposals(context, session),
        follow_ups=_follow_ups(context, session),
        accounts=context.evidence.accounts(session),
        on_record=session.on_record,
        locked=_locked(session),
        pauses=_pauses(context, session),
    )


def _times(session: Record) -> str:
    parts = []
    if session.scheduled_start is not None:
        parts.append(f"scheduled for {clock(session.scheduled_start)}")
    if session.time_in is not None:
        parts.append(f"began {clock(session.time_in)}")
    if session.time_out is not None:
        day = " (next day)" if session.crosses_midnight else ""
        parts.append(f"ended {clock(session.time_out)}{day}")
    return ", ".join(parts)


def _pauses(context: Context, session: Record) -> str:
    """Add up caucuses by side, breaks, sidebars and what was off the record."""
    groups: dict[tuple[IntervalKind, str], list[Stretch]] = {}
    for found in stretches(context.dossier.where("table_entry", session_id=session.id)):
        side = context.names.participant(found.participant_id)
        groups.setdefault((found.kind, side), []).append(found)
    told = []
    for (kind, side), group in groups.items():
        counted = [f for f in group if f.minutes(bool(session.crosses_midnight)) is not None]
        words = f"{WORDS[kind]} of {side}" if side else WORDS[kind]
        length = f"{minutes_within(counted, session)} min" if counted else ""
        left = len(group) - len(counted)
        if left:
            length += f"{' and ' if length else ''}{left} without both times"
        told.append(f"{words}: {length}")
    return "; ".join(told)


def _next(session: Record) -> str:
    if session.next_date is None and session.next_time is None and not session.next_place:
        return ""
    day = "" if session.next_date is None else session.next_date.describe_long()
    return ", ".join(filter(None, (day, clock(session.next_time), session.next_place)))


def _attendance(context: Context, session: Record) -> Lines:
    found: list[Line] = []
    for one in context.dossier.where("attendance", session_id=session.id):
        names = context.names
        who = names.person(one.person_id) or one.headcount_label
        who = who or names.participant(one.participant_id)
        if not who:
            continue
        side = names.side(one.participant_id) or names.side_of_person(one.person_id)
        details = [one.role] if one.role else []
        if one.mode in {"virtual", "absent"}:
            details.append(label(one.mode))
        if one.time_in is not None:
            details.append(f"arrived {clock(one.time_in)}")
        if one.time_out is not None:
            details.append(f"left {clock(one.time_out)}")
        text = f"{who} ({', '.join(details)})" if details else who
        found.append(Line(text, side, (), context.evidence.notes_of(one)))
    return tuple(found)


def _log(context: Context, session: Record) -> tuple[LogLine, ...]:
    lines = context.dossier.where("table_entry", session_id=session.id)
    return tuple(_log_line(context, e) for e in sorted(lines, key=lambda e: (e.seq, e.id)))


def _locked(session: Record) -> str:
    if session.locked_at is None:
        return ""
    return f"locked on {short_date(session.locked_at.date())}; since then only corrections"


def _log_line(context: Context, entry: Record) -> LogLine:
    side = context.names.side(entry.participant_id) or context.names.side_of_person(
        entry.speaker_id
    )
    marks = (Mark.VERBATIM,) if entry.verbatim else ()
    issues = [
        context.names.issue(tie.issue_id)
        for tie in context.dossier.where("entry_issue", entry_id=entry.id)
    ]
    return LogLine(
        time=_line_time(context, entry),
        kind=label(entry.kind),
        line=Line(entry.text, side, marks, context.evidence.notes_of(entry)),
        speaker=context.names.person(entry.speaker_id),
        issues=", ".join(filter(None, issues)),
        corrects=_beginning(context, entry.corrects_id),
        corrected=bool(context.dossier.where("table_entry", corrects_id=entry.id)),
    )


def _line_time(context: Context, entry: Record) -> str:
    session = context.dossier.get("session", entry.session_id)
    time = clock(entry.occurred_at)
    if session is None or entry.occurred_at is None or not session.crosses_midnight:
        return time
    return f"{time} next day" if after_midnight(session, entry.occurred_at) else time


def _beginning(context: Context, entry_id: int | None) -> str:
    """Give how a line begins that is corrected; its time or kind where it has no words."""
    found = None if entry_id is None else context.dossier.get("table_entry", entry_id)
    if found is None:
        return ""
    text = str(found.text) or clock(found.occurred_at) or label(found.kind)
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…"


def _proposals(context: Context, session: Record) -> Lines:
    found = context.dossier.where("proposal", session_id=session.id)
    return tuple(
        Line(
            f"{p.code}: {p.title or label(p.kind)}",
            context.names.side(p.from_id),
            (),
            context.evidence.notes_of(p),
        )
        for p in sorted(found, key=lambda p: (p.seq_in_day, p.id))
    )


def _follow_ups(context: Context, session: Record) -> Lines:
    found: list[Line] = []
    for owed in context.dossier.where("follow_up", session_id=session.id):
        due = "" if owed.due is None else f", due {plain_date(owed.due) or owed.due.describe()}"
        text = f"{label(owed.kind)}: {owed.title}{due} ({label(owed.status)})"
        found.append(Line(text, context.names.side(owed.owed_by_id)))
    return tuple(found)


def _order(session: Record) -> tuple[object, str, int]:
    start = session.time_in or session.scheduled_start
    return sort_key(session.date), clock(start), session.id
