"""Reading a session as typed, with all that goes with it, before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.errors import FieldProblem
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services import records
from negotiation_tracker.services.commands import (
    AttendanceLine,
    EntryLine,
    FollowUpLine,
    LogSession,
)
from negotiation_tracker.services.entry import EntryContext, is_blank, try_fields, try_new
from negotiation_tracker.services.proposal_reading import ProposalPlan, read_proposal

DEFAULT_HANDLING = "parties"
"""What is noted at the table is meant for those at the table, unless somebody says otherwise."""

Problems = list[FieldProblem]


@dataclass(frozen=True)
class AttendancePlan:
    """A presence ready to be stored; `new_person` is the name of somebody to be added."""

    values: dict[str, Any]
    new_person: str = ""


@dataclass(frozen=True)
class EntryPlan:
    """A log line ready to be stored, with the issues it is about."""

    values: dict[str, Any]
    issue_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class SessionPlan:
    """A session ready to be stored, with all that goes with it."""

    values: dict[str, Any]
    attendance: list[AttendancePlan] = field(default_factory=list)
    entries: list[EntryPlan] = field(default_factory=list)
    proposals: list[ProposalPlan] = field(default_factory=list)
    follow_ups: list[dict[str, Any]] = field(default_factory=list)


def read_session(
    writer: RecordWriter, negotiation: Record, command: LogSession
) -> tuple[SessionPlan, Problems]:
    """Read a session; give the plan and every problem in the whole command."""
    values, problems = _session(writer, negotiation, command)
    context = records.context_of(writer, negotiation, values.get("date"))
    plan = SessionPlan(values)
    problems += _attendance(plan, command, context)
    for number, line in enumerate(command.entries):
        if is_blank(line.text) and line.kind in ("", "statement"):
            continue
        entry, wrong = read_entry(line, values, context, f"entries[{number}].")
        plan.entries.append(entry)
        problems += wrong
    for number, offer in enumerate(command.proposals):
        known = {**_of_session(values, "date"), "channel": "at_table"}
        filled = replace(
            offer, negotiation_id=negotiation.id, fields={**known, **_filled(offer.fields)}
        )
        prefix = f"proposals[{number}]."
        proposal, wrong = read_proposal(writer, filled, context, prefix, place=number)
        plan.proposals.append(proposal)
        problems += wrong
    for number, owed in enumerate(command.follow_ups):
        if is_blank(owed.title) and is_blank(owed.due):
            continue
        known = {**_of_session(values, "asked_on"), "negotiation_id": negotiation.id}
        read, wrong = _follow_up(owed, known, context, f"follow_ups[{number}].")
        plan.follow_ups.append(read)
        problems += wrong
    return plan, problems


def _attendance(plan: SessionPlan, command: LogSession, context: EntryContext) -> Problems:
    problems: Problems = []
    seen: set[int] = set()
    for number, person in enumerate(command.attendance):
        attends, wrong = read_attendance(person, context, f"attendance[{number}].")
        plan.attendance.append(attends)
        problems += wrong
        key = attends.values.get("person_id")
        if key is not None and key in seen:
            message = "This person is listed twice. Take one of the lines out."
            problems.append(FieldProblem(f"attendance[{number}].person_id", message))
        elif key is not None:
            seen.add(key)
    return problems


def _session(
    writer: RecordWriter, negotiation: Record, command: LogSession
) -> tuple[dict[str, Any], Problems]:
    """Read the session itself: first its dates, then the times of day that hang on them."""
    kind = records.kinds()["session"]
    plain = records.context_of(writer, negotiation)
    times = {f.name for f in kind.fields if f.type == "clock"}
    given = {n: v for n, v in command.fields.items() if not is_blank(v)}
    given = {"handling": DEFAULT_HANDLING, **given, "negotiation_id": negotiation.id}
    first = {n: v for n, v in given.items() if n not in times}
    values, problems = try_new(kind, first, plain)
    for name in sorted(times & given.keys()):
        when: FuzzyDate | None = values.get("next_date" if name == "next_time" else "date")
        context = records.context_of(writer, negotiation, when)
        read, wrong = try_fields(kind, {name: given[name]}, context)
        values.update(read)
        problems.extend(wrong)
    return records.confided(writer, kind, values), problems


def read_attendance(
    line: AttendanceLine, context: EntryContext, prefix: str = ""
) -> tuple[AttendancePlan, Problems]:
    """Read who was there; give the plan and the problems."""
    given = {
        "person_id": line.person_id,
        "participant_id": line.participant_id,
        "headcount_label": line.headcount_label,
        "role": line.role,
        "time_in": line.time_in,
        "time_out": line.time_out,
        "mode": line.mode,
    }
    values, problems = try_fields(records.kinds()["attendance"], _filled(given), context, prefix)
    named = line.person_id is not None or not is_blank(line.new_person)
    if not named and is_blank(line.headcount_label) and line.participant_id is None:
        message = "Say who was there: choose or name a person, or describe a group."
        problems.append(FieldProblem(prefix + "person_id", message))
    new = "" if line.person_id is not None else line.new_person.strip()
    return AttendancePlan(values, new), problems


def read_entry(
    line: EntryLine, session: dict[str, Any], context: EntryContext, prefix: str = ""
) -> tuple[EntryPlan, Problems]:
    """Read a line of the log; give the plan and the problems.

    A line is handled as its session, but never more widely than among the parties.
    """
    kind = records.kinds()["table_entry"]
    given = {
        "text": line.text,
        "kind": line.kind,
        "occurred_at": line.time,
        "participant_id": line.participant_id,
        "speaker_id": line.speaker_id,
        "verbatim": line.verbatim,
        "handling": line.handling or at_most_parties(session),
    }
    values, problems = try_fields(kind, _filled(given), context, prefix)
    if values.get("handling") == session.get("handling"):
        values["confidence_of_id"] = session.get("confidence_of_id")
    return EntryPlan(values, line.issue_ids), problems


def _follow_up(
    line: FollowUpLine, known: dict[str, object], context: EntryContext, prefix: str
) -> tuple[dict[str, Any], Problems]:
    given = {
        "kind": line.kind,
        "title": line.title,
        "owed_by_id": line.owed_by_id,
        "due": line.due,
    }
    return try_new(records.kinds()["follow_up"], {**known, **_filled(given)}, context, prefix)


def _of_session(session: dict[str, Any], day: str) -> dict[str, object]:
    """Give what a record logged with a session takes over from it; `day` is its date field."""
    return _filled(
        {
            "handling": at_most_parties(session),
            "confidence_of_id": session.get("confidence_of_id"),
            "embargo_until": session.get("embargo_until"),
            day: session.get("date"),
        }
    )


def at_most_parties(session: Mapping[str, Any]) -> str:
    """Give the mark of what is logged with a session: its own, but never public by itself."""
    handling = str(session.get("handling", DEFAULT_HANDLING))
    return DEFAULT_HANDLING if handling == "public" else handling


def _filled(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if not is_blank(value)}
