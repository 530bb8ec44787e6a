"""Live notes at the table: starting a session, finding the one that runs, entering a line.

One line is one transaction and one step of undo. Neither the talks nor the log so far are read
for it: what the line may name is in the scene that the caller keeps.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.model.vocabulary import EntryKind, SessionStatus
from negotiation_tracker.rules import line_orders as orders
from negotiation_tracker.rules.line_reading import Reading, read
from negotiation_tracker.rules.line_scene import Room, Scene
from negotiation_tracker.rules.session_clock import day_of, first_day, on_the_day, wall_clock
from negotiation_tracker.services import (
    live_adjourn,
    live_amending,
    live_offers,
    live_writing,
    records,
    sessions,
)
from negotiation_tracker.services.live_growth import grown
from negotiation_tracker.services.live_known import known, running
from negotiation_tracker.services.live_scene import live_room, scene_of
from negotiation_tracker.services.live_writing import Made, Pen
from negotiation_tracker.services.session_reading import EntryPlan, at_most_parties
from negotiation_tracker.services.workspace import Workspace

__all__ = ["Entered", "Running", "enter", "scene", "start", "step_label", "unfinished"]

START = "Start session"
"""Words of the undo menu for starting a session."""
_PLANNED = frozenset({SessionStatus.SCHEDULED, SessionStatus.PROPOSED})


@dataclass(frozen=True, slots=True)
class Running:
    """A session whose notes run: begun live, not adjourned, not locked.

    Attributes:
        session_id, number, day: which session, its day in words.
        since: when it was convened, as a moment in UTC.
        lines: how many lines its log has.

    """

    session_id: int
    number: int | None
    day: str
    since: datetime
    lines: int


@dataclass(frozen=True, slots=True)
class Entered:
    """A line that is on disk.

    Attributes:
        reading: how it was understood.
        scene: what the next line may name; to be kept in the place of the one that was given.
        entry_id: the line of the log, new or amended; None for what went elsewhere.
        note_id: the private note; None for a line of the log.
        proposal_id, agreement_id, follow_up_id, document_id: what else it made.
        said: what was done, in a sentence, with the code of a new offer.

    """

    reading: Reading
    scene: Scene
    entry_id: int | None = None
    note_id: int | None = None
    proposal_id: int | None = None
    agreement_id: int | None = None
    follow_up_id: int | None = None
    document_id: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as typed.

    Attributes:
        text: the line.
        logged: moment it is logged.
        at: moment it was typed live; None when it was not.
        otherwise: when it happened if neither the line nor the clock says so; otherwise_late
            whether that is of the day after the session began.

    """

    text: str
    logged: datetime
    at: datetime | None = None
    otherwise: ClockTime | None = None
    otherwise_late: bool = False


def unfinished(ws: Workspace, negotiation_id: int, reader: Reader | None = None) -> Running | None:
    """Find the newest session whose notes run, such as one that a crash cut off."""
    found = running(ws, negotiation_id, reader)
    if found is None:
        return None
    session, since, lines = found
    return Running(session.id, session.number, session.date.describe(), since, lines)


def start(writer: RecordWriter, negotiation_id: int, at: datetime | None = None) -> int:
    """Begin a session now, with its first line; give its key.

    A session planned for today is begun; otherwise one is added, with form, place, mediator and
    attendance of the last one held, or with the teams. One of today whose notes run goes on, so
    that a second press of a key begins no second session.

    Args:
        writer: the open change.
        negotiation_id: the talks.
        at: moment it begins; None for now.

    Raises:
        NotFound: there are no such talks.
        InvalidInput: something cannot be stored; every field is named.

    """
    negotiation = records.need(writer, "negotiation", negotiation_id)
    zone = str(negotiation.timezone)
    moment = at or writer.now
    time, today = wall_clock(moment, zone), day_of(moment, zone)
    going = _going_on(writer, negotiation_id, today)
    if going is not None:
        return going.id
    session_id = plan(writer, negotiation_id, today)
    session = writer.update("session", session_id, time_in=time)
    values: dict[str, Any] = {
        "handling": at_most_parties(session.values()),
        "confidence_of_id": session.confidence_of_id,
        "kind": EntryKind.CONVENE,
        "occurred_at": time,
    }
    place = sessions.next_seq(writer, session_id)
    sessions.store_entry(writer, session, EntryPlan(values), place)
    return session_id


def plan(writer: RecordWriter, negotiation_id: int, today: date) -> int:
    """Give the session planned for a day, as held; else add one like the last; give its key.

    Raises:
        NotFound: there are no such talks.
        InvalidInput: something cannot be stored; every field is named.

    """
    defaults = sessions.defaults_from_last(writer, negotiation_id)
    session = _planned(writer, negotiation_id, today)
    if session is None:
        fields = {
            "date": FuzzyDate.day(today),
            "kind": defaults.kind,
            "place": defaults.place,
            "virtual": defaults.virtual,
            "engagement_id": defaults.engagement_id,
        }
        given = {name: value for name, value in fields.items() if value is not None}
        command = sessions.LogSession(negotiation_id, given, attendance=defaults.attendance)
        return sessions.log(writer, command)
    writer.update("session", session.id, status=SessionStatus.HELD)
    if not writer.where("attendance", session_id=session.id):
        for line in defaults.attendance:
            sessions.add_attendance(writer, session.id, line)
    return session.id


def scene(
    ws: Workspace,
    session_id: int,
    reader: Reader | None = None,
    room: Room | None = None,
    at: datetime | None = None,
) -> Scene:
    """Put together what a line of a session may name, as far as a reader may see it.

    Raises:
        NotFound: there is no such session, or this reader may not see it.

    """
    return scene_of(known(ws, session_id, reader), at, room or live_room(ws))


def enter(
    writer: RecordWriter,
    session_id: int,
    text: str,
    scene: Scene,
    at: datetime | None = None,
) -> Entered:
    """Store what a line asks for; give what it made and the scene for the next line.

    Args:
        writer: the open change.
        session_id: the session.
        text: the line as typed.
        scene: what it may name.
        at: moment it was typed, which is when it happened unless the line says otherwise; None
            when the lines are not live, so that only a stated time counts.

    Raises:
        InvalidInput: the line cannot be carried out; the message says what to type.
        NotFound: the session is gone.

    """
    return enter_typed(writer, session_id, Typed(text, writer.now, at), scene)


def enter_typed(writer: RecordWriter, session_id: int, typed: Typed, scene: Scene) -> Entered:
    """Store a line as `enter` does, with all that is known about its times; same errors."""
    at = typed.at
    session = records.need(writer, "session", session_id)
    negotiation = records.need(writer, "negotiation", session.negotiation_id)
    zone = str(negotiation.timezone)
    live = at is not None and on_the_day(session, at, zone)
    if live and at is not None:
        scene = replace(scene, now=wall_clock(at, zone))
    reading = read(typed.text, scene)
    if reading.order is None:
        message = reading.refusal or "There is nothing on this line. Type what happened."
        raise InvalidInput([FieldProblem("text", message)])
    time, next_day = occurred(reading, session, zone, at if live else None)
    if time is None:
        time, next_day = typed.otherwise, typed.otherwise_late
    if next_day and not session.crosses_midnight and not reading.private:
        session = writer.update("session", session.id, crosses_midnight=True)
    pen = Pen(
        writer, session, negotiation, scene, time, typed.logged, reading.at is not None, next_day
    )
    made = _carried_out(pen, reading.order)
    if made.entries and session.status in _PLANNED:
        writer.update("session", session_id, status=SessionStatus.HELD)
    return Entered(
        reading=reading,
        scene=grown(scene, reading.order, made, time),
        entry_id=made.entries[-1].id if made.entries else made.amended_id,
        note_id=made.note_id,
        proposal_id=made.proposal_id,
        agreement_id=made.agreement_id,
        follow_up_id=made.follow_up_id,
        document_id=made.document_id,
        said=_said(reading, made, scene.room),
    )


def occurred(
    reading: Reading, session: Record, zone: str, at: datetime | None
) -> tuple[ClockTime | None, bool]:
    """Say when a line happened, and whether that is the day after the session began.

    The time it states counts first, then that of the clock where the line is live.
    """
    if reading.at is not None:
        return clock_of(reading.at, session, zone), reading.at.next_day
    if at is None:
        return None, False
    first = first_day(session)
    return wall_clock(at, zone), first is not None and day_of(at, zone) > first


def clock_of(time: orders.LineTime, session: Record, zone: str) -> ClockTime:
    """Give a time that a line states as a clock time of the session."""
    first = first_day(session)
    day = None if first is None else first + timedelta(days=1 if time.next_day else 0)
    return ClockTime.at(time.time.isoformat("minutes"), zone, day)


def step_label(reading: Reading) -> str:
    """Give the words of the undo menu for a line; never any of its own words."""
    return _LABELS.get(type(reading.order), "Log line")


_LABELS: dict[type, str] = {
    orders.Offer: "Log offer",
    orders.OfferAction: "Record answer",
    orders.TentativeAgreementOrder: "Draft agreement",
    orders.OpenInterval: "Log beginning",
    orders.CloseInterval: "Log end",
    orders.Exhibit: "Log exhibit",
    orders.InformationRequest: "Log request",
    orders.Commitment: "Log promise",
    orders.Arrive: "Log arrival",
    orders.Depart: "Log departure",
    orders.NextMeeting: "Set next session",
    orders.TimeOf: "Change time of line",
    orders.Fix: "Correct line",
    orders.Note: "Private note",
    orders.Adjourn: "Adjourn session",
    orders.Authorise: "Authorise offer",
}

_VERBS: dict[type, Callable[[Pen, Any], Made]] = {
    orders.Say: live_writing.say,
    orders.Note: live_writing.note,
    orders.Offer: live_offers.offer,
    orders.OfferAction: live_offers.action,
    orders.TentativeAgreementOrder: live_offers.tentative_agreement,
    orders.OpenInterval: live_writing.open_interval,
    orders.CloseInterval: live_writing.close_interval,
    orders.Exhibit: live_writing.exhibit,
    orders.InformationRequest: live_writing.information_request,
    orders.Commitment: live_writing.commitment,
    orders.Arrive: live_writing.arrive,
    orders.Depart: live_writing.depart,
    orders.NextMeeting: live_writing.next_meeting,
    orders.Authorise: live_offers.authorise,
}


def _carried_out(pen: Pen, order: orders.Order) -> Made:
    """Do what a line asks for."""
    verb = _VERBS.get(type(order))
    if verb is not None:
        return verb(pen, order)
    match order:
        case orders.TimeOf():
            return _retimed(pen, order)
        case orders.Fix():
            return _fixed(pen, order)
        case orders.Adjourn():
            return live_adjourn.adjourned(pen, order.text)
    message = "This line cannot be carried out here. Type what happened as a plain line."
    raise InvalidInput([FieldProblem("text", message)])


def _retimed(pen: Pen, order: orders.TimeOf) -> Made:
    line = records.need(pen.writer, "table_entry", order.entry_id)
    time = clock_of(order.time, pen.session, str(pen.negotiation.timezone))
    live_amending.retime(pen.writer, line, pen.session, time, order.time.next_day)
    return Made(amended_id=line.id)


def _fixed(pen: Pen, order: orders.Fix) -> Made:
    key = live_amending.fix(pen.writer, order)
    if key == order.entry_id:
        return Made(amended_id=key)
    return Made((records.need(pen.writer, "table_entry", key),))


def _said(reading: Reading, made: Made, room: Room | None) -> str:
    if made.note_id is not None and room is not None and room.participant_id is None:
        return f"{reading.sentence}. It is kept at your own desk, not shown in this room"
    return f"{made.code}: {reading.sentence}" if made.code else reading.sentence


def _going_on(writer: RecordWriter, negotiation_id: int, today: date) -> Record | None:
    same_day = FuzzyDate.day(today)
    for session in writer.on_date("session", "date", same_day, negotiation_id=negotiation_id):
        if session.locked_at is not None:
            continue
        begun = writer.where("table_entry", session_id=session.id, kind=EntryKind.CONVENE)
        over = writer.where("table_entry", session_id=session.id, kind=EntryKind.ADJOURN)
        if begun and begun[-1].logged_at is not None and not over:
            return session
    return None


def _planned(writer: RecordWriter, negotiation_id: int, today: date) -> Record | None:
    for session in writer.where("session", negotiation_id=negotiation_id):
        if session.status in _PLANNED and first_day(session) == today:
            return session
    return None
