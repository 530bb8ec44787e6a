"""Sessions: logging one with all that happened, locking it, correcting what is locked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.record import Record, RecordView, RecordWriter
from negotiation_tracker.services import mediators, people, proposals, records
from negotiation_tracker.services.commands import (
    AttendanceLine,
    EntryLine,
    FollowUpLine,
    LogSession,
)
from negotiation_tracker.services.session_reading import (
    AttendancePlan,
    EntryPlan,
    read_attendance,
    read_entry,
    read_session,
)

__all__ = [
    "AttendanceLine",
    "EntryLine",
    "FollowUpLine",
    "LogSession",
    "SessionDefaults",
    "add_attendance",
    "add_entry",
    "correct",
    "defaults_from_last",
    "edit",
    "lock",
    "log",
    "store_entry",
]

_HELD = frozenset({"held", "partly_held"})


@dataclass(frozen=True)
class SessionDefaults:
    """What the form of a new session starts with.

    Attributes:
        kind, place, virtual, engagement_id: as at the last session that was held.
        attendance: who was there then, or the teams when no session was held yet.
        number: number of the new session; None when these talks do not number theirs.
        last_id: the session this was taken from; None when there is none.

    """

    kind: str = "joint"
    place: str = ""
    virtual: bool = False
    engagement_id: int | None = None
    attendance: tuple[AttendanceLine, ...] = ()
    number: int | None = None
    last_id: int | None = None


def log(writer: RecordWriter, command: LogSession) -> int:
    """Log a session with attendance, log lines, proposals and what is owed; give its key.

    Only the date is required, and it may be rough. The number is the next one; times are those
    of the negotiation's zone on that day; proposals carry the session's date. People and a
    mediator that are new are added. Unless said otherwise all of it is for the parties.

    Raises:
        InvalidInput: something is missing or cannot be read; every field is named.
        NotFound: there are no such talks.

    """
    negotiation = records.need(writer, "negotiation", command.negotiation_id)
    plan, problems = read_session(writer, negotiation, command)
    if problems:
        raise InvalidInput(problems)
    values = dict(plan.values)
    if "number" not in values:
        values["number"] = next_number(writer, negotiation.id)
    if values.get("engagement_id") is None and command.new_mediator.strip():
        values["engagement_id"] = _mediator(writer, negotiation.id, command.new_mediator, values)
    session = writer.insert("session", **values)
    for attends in plan.attendance:
        _store_attendance(writer, session, attends)
    for seq, entry in enumerate(plan.entries, start=1):
        store_entry(writer, session, entry, seq)
    together: list[int] = []
    for proposal in plan.proposals:
        proposal.values["session_id"] = session.id
        together.append(proposals.store(writer, negotiation, proposal, together))
    for owed in plan.follow_ups:
        fields = {**owed, "session_id": session.id}
        kind = records.kinds()["follow_up"]
        writer.insert("follow_up", **records.confided(writer, kind, fields))
    return session.id


def edit(
    writer: RecordWriter,
    session_id: int,
    raw: Mapping[str, object],
    expected: Mapping[str, object] | None = None,
) -> Record:
    """Change fields of a session from what was typed; see `records.edit`."""
    return records.edit(writer, "session", session_id, raw, expected)


def add_entry(writer: RecordWriter, session_id: int, line: EntryLine) -> int:
    """Add a line at the end of a session's log; give its key. InvalidInput or NotFound."""
    session = records.need(writer, "session", session_id)
    negotiation = records.need(writer, "negotiation", session.negotiation_id)
    context = records.context_of(writer, negotiation, session.date)
    plan, problems = read_entry(line, session.values(), context)
    if problems:
        raise InvalidInput(problems)
    return store_entry(writer, session, plan, next_seq(writer, session_id)).id


def add_attendance(writer: RecordWriter, session_id: int, line: AttendanceLine) -> int:
    """Add somebody to those who were at a session; give the key. InvalidInput or NotFound."""
    session = records.need(writer, "session", session_id)
    negotiation = records.need(writer, "negotiation", session.negotiation_id)
    context = records.context_of(writer, negotiation, session.date)
    plan, problems = read_attendance(line, context)
    if problems:
        raise InvalidInput(problems)
    return _store_attendance(writer, session, plan)


def lock(writer: RecordWriter, session_id: int) -> Record:
    """Lock a session: from then on its log only grows by corrections.

    Raises:
        InvalidInput: it is locked already.
        NotFound: there is no such session.

    """
    session = records.need(writer, "session", session_id)
    if session.locked_at is not None:
        message = f"This session is locked since {session.locked_at:%d %b %Y}."
        raise InvalidInput([FieldProblem("locked_at", message)])
    return writer.update("session", session_id, locked_at=writer.now, locked_by=writer.actor)


def correct(
    writer: RecordWriter, entry_id: int, text: str, raw: Mapping[str, object] | None = None
) -> int:
    """Add a correction of a log line, beside which it stands; give its key.

    Args:
        writer: the open change.
        entry_id: the line that is corrected.
        text: how it should read, or what was wrong.
        raw: further fields of the new line; the line's own marks apply unless given.

    Raises:
        InvalidInput: nothing is written.
        NotFound: there is no such line.

    """
    line = records.need(writer, "table_entry", entry_id)
    if not text.strip():
        message = "Write how the line should read."
        raise InvalidInput([FieldProblem("text", message)])
    fields: dict[str, object] = {
        "participant_id": line.participant_id,
        "handling": line.handling,
        "confidence_of_id": line.confidence_of_id,
        "embargo_until": line.embargo_until,
        **(raw or {}),
        "session_id": line.session_id,
        "seq": next_seq(writer, line.session_id),
        "kind": "correction",
        "corrects_id": entry_id,
        "text": text,
        "logged_at": writer.now,
        "author": writer.actor,
    }
    return records.create(writer, "table_entry", fields)


def next_number(view: RecordView, negotiation_id: int) -> int | None:
    """Give the number of the next session; None when these talks do not number theirs."""
    last = view.greatest("session", "number", negotiation_id=negotiation_id)
    if last is None:
        any_session = view.greatest("session", "id", negotiation_id=negotiation_id)
        return 1 if any_session is None else None
    return int(last.number) + 1


def defaults_from_last(view: RecordView, negotiation_id: int) -> SessionDefaults:
    """Give what the form of a new session starts with, from the last session that was held."""
    number = next_number(view, negotiation_id)
    found = [
        view.greatest("session", "date", negotiation_id=negotiation_id, status=status)
        for status in sorted(_HELD)
    ]
    held = [session for session in found if session is not None]
    if not held:
        return SessionDefaults(attendance=_teams(view, negotiation_id), number=number)
    last = max(held, key=lambda s: (s.date.sort_key(), s.id))
    there = tuple(
        AttendanceLine(
            person_id=a.person_id,
            participant_id=a.participant_id,
            headcount_label=a.headcount_label,
            role=a.role,
            mode=a.mode,
        )
        for a in view.where("attendance", session_id=last.id)
        if a.mode != "absent"
    )
    return SessionDefaults(
        kind=last.kind,
        place=last.place,
        virtual=last.virtual,
        engagement_id=last.engagement_id,
        attendance=there,
        number=number,
        last_id=last.id,
    )


def _teams(view: RecordView, negotiation_id: int) -> tuple[AttendanceLine, ...]:
    lines: dict[int, AttendanceLine] = {}
    for participant in view.where("participant", negotiation_id=negotiation_id):
        for seat in view.where("team_seat", participant_id=participant.id):
            if seat.to_on is None:
                lines.setdefault(
                    seat.person_id,
                    AttendanceLine(person_id=seat.person_id, participant_id=participant.id),
                )
    return tuple(lines.values())


def _mediator(writer: RecordWriter, negotiation_id: int, name: str, session: dict[str, Any]) -> int:
    known = mediators.find(writer, negotiation_id, name)
    if known is not None:
        return known.id
    marks = {"handling": session["handling"], "confidence_of_id": session.get("confidence_of_id")}
    return mediators.engage(writer, negotiation_id, name, marks)


def _marks(session: Record) -> dict[str, Any]:
    names = ("handling", "confidence_of_id", "embargo_until")
    return {name: getattr(session, name) for name in names}


def _store_attendance(writer: RecordWriter, session: Record, plan: AttendancePlan) -> int:
    values = {**_marks(session), **plan.values, "session_id": session.id}
    if plan.new_person:
        values["person_id"] = people.find_or_add(writer, plan.new_person).id
    return writer.insert("attendance", **values).id


def store_entry(writer: RecordWriter, session: Record, plan: EntryPlan, seq: int) -> Record:
    """Store a line that was read at a place in the log, with the issues it is about."""
    kind = records.kinds()["table_entry"]
    values = {
        "embargo_until": session.embargo_until,
        "logged_at": writer.now,
        **plan.values,
        "session_id": session.id,
        "seq": seq,
        "author": writer.actor,
    }
    entry = writer.insert("table_entry", **records.confided(writer, kind, values))
    marks = _marks(entry)
    for issue_id in dict.fromkeys(plan.issue_ids):
        writer.insert("entry_issue", entry_id=entry.id, issue_id=issue_id, **marks)
    return entry


def next_seq(view: RecordView, session_id: int) -> int:
    """Give the place of the next line in the log of a session."""
    last = view.greatest("table_entry", "seq", session_id=session_id)
    return 1 if last is None else int(last.seq) + 1
