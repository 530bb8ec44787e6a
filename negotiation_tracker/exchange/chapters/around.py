"""Chapters on what happened and was said around the table, what is owed, and private notes."""

from negotiation_tracker.exchange.chapters.context import Context
from negotiation_tracker.exchange.document import (
    Happening,
    Line,
    Lines,
    Mark,
    Owed,
    Private,
    Said,
)
from negotiation_tracker.exchange.names import clock, plain_date, sort_key, when
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import label

_STATUS_MARKS = {
    "alleged": (Mark.ALLEGED,),
    "announced": (Mark.PLANNED,),
    "planned_unconfirmed": (Mark.PLANNED,),
}


def events(context: Context) -> tuple[Happening, ...]:
    """List the events in order of their first day; strikes and the like as intervals."""
    shared = {
        tie.event_id
        for tie in context.dossier.where("event_negotiation", negotiation_id=context.negotiation.id)
    }
    found = [
        e
        for e in context.dossier.all("event")
        if e.negotiation_id == context.negotiation.id or e.id in shared
    ]
    return tuple(_event(context, e) for e in sorted(found, key=_event_order))


def statements(context: Context) -> tuple[Said, ...]:
    """List the statements in order of date."""
    found = sorted(context.own("statement"), key=lambda s: (sort_key(s.said_on), s.id))
    return tuple(_statement(context, s) for s in found)


def follow_ups(context: Context) -> tuple[Owed, ...]:
    """List what is owed, by due date."""
    found = sorted(context.own("follow_up"), key=lambda f: (sort_key(f.due), f.id))
    return tuple(
        Owed(
            kind=label(f.kind),
            title=f.title,
            by=context.names.party(f.owed_by_id),
            to=context.names.party(f.owed_to_id),
            asked="" if f.asked_on is None else f.asked_on.describe_long(),
            due="" if f.due is None else f.due.describe_long(),
            status=_owed_status(f),
            note=f.note,
        )
        for f in found
    )


def private_notes(context: Context) -> tuple[Private, ...]:
    """List the private notes that this reader may see, each with its handling mark."""
    found = sorted(context.own("private_note"), key=lambda n: n.id)
    return tuple(
        Private(
            mark=label(n.handling),
            owner=context.names.party(n.owner_id),
            on=_note_target(context, n),
            text=n.text,
        )
        for n in found
    )


def _event(context: Context, event: Record) -> Happening:
    times = clock(event.start_time)
    if event.end_time is not None:
        times = f"{times} to {clock(event.end_time)}" if times else f"until {clock(event.end_time)}"
    kind = label(event.kind)
    if event.strike_kind is not None and event.strike_kind != "unknown":
        kind = f"{kind} ({label(event.strike_kind)})"
    marks = _STATUS_MARKS.get(event.status, ())
    if context.in_dispute(event):
        marks = (*marks, Mark.DISPUTED)
    return Happening(
        when=when(event.start),
        until=None if event.end is None or event.end == event.start else when(event.end),
        times=times,
        title=event.title,
        kind=kind,
        status=label(event.status),
        place=event.place,
        actors=_actors(context, event),
        note=event.note,
        accounts=context.evidence.accounts(event),
        marks=marks,
    )


def _actors(context: Context, event: Record) -> Lines:
    names = context.names
    found: list[Line] = []
    for actor in context.dossier.where("event_actor", event_id=event.id):
        who = (
            names.person(actor.person_id)
            or names.participant(actor.participant_id)
            or names.organization(actor.organization_id)
        )
        if not who:
            continue
        side = (
            names.side(actor.participant_id)
            or names.side_of_person(actor.person_id)
            or names.side_of_organization(actor.organization_id)
        )
        found.append(Line(f"{who} ({actor.part})" if actor.part else who, side))
    return tuple(found)


def _statement(context: Context, statement: Record) -> Said:
    names = context.names
    person = names.person(statement.speaker_person_id)
    body = names.organization(statement.speaker_organization_id)
    who = person or statement.speaker_label or body or "speaker not recorded"
    side = names.side_of_person(statement.speaker_person_id) or names.side_of_organization(
        statement.speaker_organization_id
    )
    marks = (Mark.DISPUTED,) if context.in_dispute(statement) else ()
    if statement.speech_act == "claim_about_other":
        marks = (Mark.ADVERSE, *marks)
    issues = context.dossier.where("statement_issue", statement_id=statement.id)
    return Said(
        when=when(statement.said_on),
        speaker=Line(who, side, marks),
        capacity=statement.capacity or (body if who != body else ""),
        channel="" if statement.channel == "unknown" else label(statement.channel),
        gist=statement.gist,
        act=label(statement.speech_act),
        terms_of_use=label(statement.terms_of_use),
        exact_words=statement.verbatim_available,
        issues=tuple(filter(None, (names.issue(i.issue_id) for i in issues))),
        accounts=context.evidence.accounts(statement),
    )


def _owed_status(follow_up: Record) -> str:
    if follow_up.status == "done" and follow_up.done_on is not None:
        return f"done {plain_date(follow_up.done_on)}".strip()
    return label(follow_up.status)


def _note_target(context: Context, note: Record) -> str:
    session = None if note.session_id is None else context.dossier.get("session", note.session_id)
    if session is not None:
        return f"session of {plain_date(session.date) or 'unknown date'}"
    target = context.dossier.by_uid(note.target_uid) if note.target_uid else None
    return "" if target is None else context.dossier.catalogue[target.table].label


def _event_order(event: Record) -> tuple[object, str, int]:
    return sort_key(event.start), clock(event.start_time), event.id
