"""`show session`: times, place, mediator, who was there, the log, what was passed and owed."""

from negotiation_tracker.cli import layout
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.columns import says
from negotiation_tracker.cli.json_form import record_form
from negotiation_tracker.cli.references import find
from negotiation_tracker.cli.wording import (
    NOT_RECORDED,
    clock,
    mediator_name,
    name_of,
    when,
    words,
    yes_no,
)
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.wording import participant_name
from negotiation_tracker.services.evidence import source_line


def write(call: Call) -> None:
    """Write one session."""
    with call.workspace() as ws:
        dossiers = [dossier for _, dossier in call.dossiers(ws)]
    session, dossier = find("session", call.args.ref, dossiers)
    if call.wants_json:
        form = record_form(session, dossier, whole=True)
        for key, kind in (("proposals", "proposal"), ("follow_ups", "follow_up")):
            found = dossier.where(kind, session_id=session.id)
            form[key] = [record_form(r, dossier, whole=True) for r in found]
        call.write_json("session", {**call.asked(), "session": form})
        return
    _write_text(call, session, dossier)


def _write_text(call: Call, session: Record, dossier: Dossier) -> None:
    negotiation = dossier.get("negotiation", session.negotiation_id)
    code = f" [{negotiation.code}]" if negotiation else ""
    layout.heading(call, f"Session of {when(session.date)}{code}")
    layout.values(call, _facts(session, dossier))
    if session.summary:
        layout.section(call, "Summary")
        layout.bullets(call, session.summary.splitlines(), "")
    layout.section(call, "Present")
    attended = dossier.where("attendance", session_id=session.id)
    layout.bullets(call, [_present(a, dossier) for a in attended], NOT_RECORDED)
    layout.section(call, "Log")
    entries = sorted(
        dossier.where("table_entry", session_id=session.id), key=lambda e: (e.seq, e.id)
    )
    layout.bullets(call, [_entry(e, dossier) for e in entries], "no lines")
    layout.section(call, "Proposals passed")
    proposals = dossier.where("proposal", session_id=session.id)
    layout.bullets(
        call,
        [f"{p.code} from {participant_name(dossier, p.from_id)}: {says(p, dossier, whole=True)}"
         for p in proposals],
        "none recorded",
    )  # fmt: skip
    layout.section(call, "Owed after it")
    owed = dossier.where("follow_up", session_id=session.id)
    layout.bullets(call, [_owed(f, dossier) for f in owed], "nothing recorded")
    write_sources(call, session, dossier)


def write_sources(call: Call, record: Record, dossier: Dossier) -> None:
    """Write where a record stands and who asserts it."""
    layout.section(call, "Sources")
    lines = [
        f"{line.text}: {line.who}, {line.mode}" + (f" (on {line.field})" if line.field else "")
        for line in source_line(dossier, record)
    ]
    layout.bullets(call, lines, "none: first hand")


def _facts(session: Record, dossier: Dossier) -> list[tuple[str, str]]:
    engagement = dossier.get("mediator_engagement", session.engagement_id or 0)
    following = [when(session.next_date)]
    if session.next_time is not None:
        following.append(f"at {clock(session.next_time)}")
    if session.next_place:
        following.append(session.next_place)
    return [
        ("Ref", session.uid[:8]),
        ("Number", NOT_RECORDED if session.number is None else str(session.number)),
        ("Kind", label(session.kind)),
        ("Status", label(session.status)),
        ("Scheduled start", clock(session.scheduled_start)),
        ("Time in", clock(session.time_in)),
        ("Time out", clock(session.time_out)),
        ("Place", words(session.place)),
        ("Online", yes_no(session.virtual)),
        ("Mediator", mediator_name(engagement, dossier)),
        ("Summary", words(session.summary)),
        ("Next", ", ".join(following)),
        ("Who may see this", label(session.handling)),
    ]


def _present(attendance: Record, dossier: Dossier) -> str:
    person = dossier.get("person", attendance.person_id or 0)
    who = name_of(person, dossier) if person else words(attendance.headcount_label)
    side = participant_name(dossier, attendance.participant_id)
    parts = [who, *([side] if side else []), *([attendance.role] if attendance.role else [])]
    if attendance.mode != "unknown":
        parts.append(label(attendance.mode))
    return ", ".join(parts)


def _entry(entry: Record, dossier: Dossier) -> str:
    side = participant_name(dossier, entry.participant_id)
    speaker = dossier.get("person", entry.speaker_id or 0)
    who = ", ".join(filter(None, (side, name_of(speaker, dossier) if speaker else "")))
    text = f"“{entry.text}”" if entry.verbatim else entry.text
    kind = "" if entry.kind == "statement" else f"[{label(entry.kind)}] "
    time = "" if entry.occurred_at is None else f"{clock(entry.occurred_at)} "
    return f"{time}{kind}{': '.join(filter(None, (who, text)))}".rstrip()


def _owed(follow_up: Record, dossier: Dossier) -> str:
    by = participant_name(dossier, follow_up.owed_by_id)
    due = f"due {when(follow_up.due)}"
    owed_by = f"by {by}" if by else "by whom is not recorded"
    return f"{label(follow_up.kind)}: {follow_up.title} ({owed_by}, {due})"
