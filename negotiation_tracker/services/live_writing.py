"""Storing what a line of live notes asks for: one function for each kind of order.

A line of the log goes to ``table_entry``; what is private goes to ``private_note`` and nowhere
else. Each function gives what it made.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.handling import Handling
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.model.vocabulary import AttendanceMode, EntryKind, FollowUpKind
from negotiation_tracker.rules import line_orders as orders
from negotiation_tracker.rules.line_scene import Scene, SceneIssue
from negotiation_tracker.rules.rooms import is_mediated
from negotiation_tracker.rules.session_clock import day_after
from negotiation_tracker.rules.stretches import CLOSES, OPENS
from negotiation_tracker.services import followups, people, records, sessions
from negotiation_tracker.services.session_reading import EntryPlan, at_most_parties


@dataclass(frozen=True, slots=True)
class Made:
    """What a line made.

    Attributes:
        entries: lines of the log, in order.
        amended_id: a line that was changed.
        note_id: a private note.
        proposal_id, code: an offer, or a tentative agreement's code.
        agreement_id, follow_up_id, document_id: what else came of it.
        people: people added, by name.
        issue_ids: the issues of an offer, in order; new_issues: those that were added.

    """

    entries: tuple[Record, ...] = ()
    amended_id: int | None = None
    note_id: int | None = None
    proposal_id: int | None = None
    code: str = ""
    agreement_id: int | None = None
    follow_up_id: int | None = None
    document_id: int | None = None
    people: tuple[tuple[int, str], ...] = ()
    issue_ids: tuple[int, ...] = ()
    new_issues: tuple[SceneIssue, ...] = ()


@dataclass(frozen=True, slots=True)
class Pen:
    """What a line is written with.

    Attributes:
        writer: the open change.
        session, negotiation: the records.
        scene: what the line could name.
        time: when it happened; None when not known.
        logged: moment it was typed.
        typed_time: whether the line itself said when.
        next_day: whether it happened on the day after the session began.

    """

    writer: RecordWriter
    session: Record
    negotiation: Record
    scene: Scene
    time: ClockTime | None
    logged: datetime
    typed_time: bool = False
    next_day: bool = False

    @property
    def day(self) -> FuzzyDate:
        """Give the day it happened, as certain as that of the session."""
        return day_after(self.session.date) if self.next_day else self.session.date

    @property
    def marks(self) -> dict[str, Any]:
        """Give the marks of what this session makes."""
        return {
            "handling": at_most_parties(self.session.values()),
            "confidence_of_id": self.session.confidence_of_id,
            "embargo_until": self.session.embargo_until,
        }

    def entry(self, kind: EntryKind, issue_ids: tuple[int, ...] = (), **fields: Any) -> Record:
        """Add a line at the end of the log."""
        values = {
            **self.marks,
            "kind": kind,
            "occurred_at": self.time,
            "logged_at": self.logged,
            **{name: value for name, value in fields.items() if value not in (None, "")},
        }
        return sessions.store_entry(
            self.writer,
            self.session,
            EntryPlan(values, issue_ids),
            sessions.next_seq(self.writer, self.session.id),
        )

    def name(self, person_id: int) -> str:
        """Give the name of somebody in the scene."""
        found = (p.name for p in self.scene.people if p.person_id == person_id)
        return next(found, "")


def say(pen: Pen, order: orders.Say) -> Made:
    """Log what was said or done."""
    entry = pen.entry(
        order.kind,
        order.issue_ids,
        text=order.text,
        participant_id=order.participant_id,
        speaker_id=order.speaker_id,
        verbatim=order.verbatim,
    )
    return Made((entry,))


def note(pen: Pen, order: orders.Note) -> Made:
    """Keep a private note, apart from the log.

    In a mediator's room it is in that side's confidence; else it is for our own team; where this
    desk works for no side it is for nobody but the owner of the file.
    """
    return private(pen, order.text, order.about_id)


def private(pen: Pen, text: str, about_id: int | None = None) -> Made:
    """Keep words in the private notes; see `note`."""
    if pen.typed_time and pen.time is not None:
        text = f"[{pen.time.describe()}] {text}"
    room = pen.scene.room
    values: dict[str, Any] = {"about_id": about_id, "handling": Handling.PRIVILEGED}
    if room is not None and room.participant_id is not None:
        values = {
            "handling": Handling.MEDIATION_CAUCUS,
            "confidence_of_id": room.participant_id,
            "about_id": about_id or room.participant_id,
        }
    elif room is not None or is_mediated(pen.writer, pen.negotiation.id):
        values |= {"handling": Handling.MEDIATOR_ONLY}
    elif pen.scene.ours is not None:
        values |= {"handling": Handling.TEAM, "owner_id": pen.scene.ours}
    if values["handling"] in (Handling.MEDIATION_CAUCUS, Handling.MEDIATOR_ONLY):
        values["engagement_id"] = pen.session.engagement_id
    values |= {
        "negotiation_id": pen.negotiation.id,
        "session_id": pen.session.id,
        "text": text,
        "created_at": pen.logged,
    }
    kind = records.kinds()["private_note"]
    made = pen.writer.insert("private_note", **records.confided(pen.writer, kind, values))
    return Made(note_id=made.id)


def open_interval(pen: Pen, order: orders.OpenInterval) -> Made:
    """Log that a caucus, break, sidebar or part off the record begins."""
    words = [order.text, ", ".join(filter(None, map(pen.name, order.people)))]
    if order.minutes is not None:
        words.append(f"{order.minutes} minutes")
    text = ", ".join(filter(None, words))
    return Made((pen.entry(OPENS[order.kind], participant_id=order.participant_id, text=text),))


def close_interval(pen: Pen, order: orders.CloseInterval) -> Made:
    """Log that what was open ends, a line for each."""
    return Made(
        tuple(
            pen.entry(CLOSES[interval.kind], participant_id=interval.participant_id)
            for interval in order.intervals
        )
    )


def exhibit(pen: Pen, order: orders.Exhibit) -> Made:
    """Log a paper that was handed out or shown, under the next exhibit number."""
    found = pen.writer.where("document", negotiation_id=pen.negotiation.id)
    numbers = [int(d.exhibit_no) for d in found if str(d.exhibit_no).isdigit()]
    number = max(numbers, default=0) + 1
    document = pen.writer.insert(
        "document",
        **pen.marks,
        negotiation_id=pen.negotiation.id,
        file_name=order.title,
        exhibit_no=str(number),
        participant_id=order.participant_id,
        date=pen.day,
    )
    entry = pen.entry(
        EntryKind.EXHIBIT,
        order.issue_ids,
        text=f"No. {number}: {order.title}",
        participant_id=order.participant_id,
        speaker_id=order.speaker_id,
        document_id=document.id,
    )
    return Made((entry,), document_id=document.id)


def information_request(pen: Pen, order: orders.InformationRequest) -> Made:
    """Log that one side asks the other for something, and keep it among what is owed."""
    return _owed(pen, order, EntryKind.INFO_REQUEST, (order.of_id, order.by_id))


def commitment(pen: Pen, order: orders.Commitment) -> Made:
    """Log a promise, and keep it among what is owed."""
    return _owed(pen, order, EntryKind.COMMITMENT, (order.by_id, order.to_id))


def arrive(pen: Pen, order: orders.Arrive) -> Made:
    """Log who comes, also in the attendance; somebody new is added to the record."""
    added: list[tuple[int, str]] = []
    if order.new_person:
        person = people.find_or_add(pen.writer, order.new_person)
        added.append((person.id, str(person.name)))
    who = (*order.people, *(key for key, _ in added))
    for person_id in who:
        _came(pen, person_id, order.participant_id or _side_of(pen, person_id))
    if order.headcount:
        _attends(
            pen,
            participant_id=order.participant_id,
            headcount_label=order.headcount,
            time_in=pen.time,
        )
    names = [*map(pen.name, order.people), *(name for _, name in added), order.headcount]
    entry = pen.entry(
        EntryKind.ARRIVE,
        text=", ".join(filter(None, names)),
        participant_id=order.participant_id or (_side_of(pen, who[0]) if who else None),
    )
    return Made((entry,), people=tuple(added))


def depart(pen: Pen, order: orders.Depart) -> Made:
    """Log who leaves, also in the attendance."""
    for person_id in order.people:
        _left(pen, person_id)
    if order.headcount:
        _group_left(pen, order)
    names = [*map(pen.name, order.people), order.headcount]
    side = order.participant_id or (_side_of(pen, order.people[0]) if order.people else None)
    entry = pen.entry(EntryKind.DEPART, text=", ".join(filter(None, names)), participant_id=side)
    return Made((entry,))


def next_meeting(pen: Pen, order: orders.NextMeeting) -> Made:
    """Log when and where the next session is, also on the session itself."""
    time = None if order.time is None else _on(order.date, order.time.isoformat("minutes"), pen)
    changes: dict[str, Any] = {"next_date": order.date, "next_time": time}
    if order.place:
        changes["next_place"] = order.place
    pen.writer.update("session", pen.session.id, **changes)
    words = (order.date.describe(), "" if time is None else time.describe(), order.place)
    return Made((pen.entry(EntryKind.NEXT_DATE, text=", ".join(filter(None, words))),))


def _owed(
    pen: Pen,
    order: orders.InformationRequest | orders.Commitment,
    kind: EntryKind,
    owes: tuple[int | None, int | None],
) -> Made:
    entry = pen.entry(
        kind,
        order.issue_ids,
        text=order.text if order.due is None else f"{order.text} ({_until(order.due)})",
        participant_id=order.by_id,
        speaker_id=order.speaker_id,
    )
    key = followups.add(
        pen.writer,
        pen.negotiation.id,
        {
            **pen.marks,
            "kind": FollowUpKind(kind.value),
            "title": order.text,
            "owed_by_id": owes[0],
            "owed_to_id": owes[1],
            "due": order.due,
            "asked_on": pen.day,
            "session_id": pen.session.id,
        },
    )
    owed = records.need(pen.writer, "follow_up", key)
    pen.writer.insert(
        "citation",
        **pen.marks,
        target_kind="follow_up",
        target_uid=owed.uid,
        entry_id=entry.id,
        attribution="first_hand",
    )
    return Made((entry,), follow_up_id=key)


def _until(due: FuzzyDate) -> str:
    return f"due {due.describe()}"


def _on(day: FuzzyDate, time: str, pen: Pen) -> ClockTime:
    known = day.earliest if day.certain() else None
    return ClockTime.at(time, str(pen.negotiation.timezone), known)


def _side_of(pen: Pen, person_id: int) -> int | None:
    found = (p.participant_id for p in pen.scene.people if p.person_id == person_id)
    return next(found, None)


def _attends(pen: Pen, **fields: Any) -> None:
    pen.writer.insert("attendance", **pen.marks, session_id=pen.session.id, **fields)


def _attendances(pen: Pen, **equals: Any) -> list[Record]:
    return pen.writer.where("attendance", session_id=pen.session.id, **equals)


def _came(pen: Pen, person_id: int, participant_id: int | None) -> None:
    """Put somebody into the attendance; who is back after leaving has not left."""
    there = _attendances(pen, person_id=person_id)
    if not there:
        _attends(pen, person_id=person_id, participant_id=participant_id, time_in=pen.time)
        return
    one = there[-1]
    changes: dict[str, Any] = {"time_out": None}
    if one.mode == AttendanceMode.ABSENT:
        changes |= {"mode": AttendanceMode.UNKNOWN, "time_in": pen.time}
    pen.writer.update("attendance", one.id, **changes)


def _left(pen: Pen, person_id: int) -> None:
    there = _attendances(pen, person_id=person_id)
    if there:
        pen.writer.update("attendance", there[-1].id, time_out=pen.time)
        return
    _attends(
        pen,
        person_id=person_id,
        participant_id=_side_of(pen, person_id),
        time_out=pen.time,
    )


def _group_left(pen: Pen, order: orders.Depart) -> None:
    wanted = order.headcount.casefold()
    for one in _attendances(pen):
        if str(one.headcount_label).casefold() == wanted and one.time_out is None:
            pen.writer.update("attendance", one.id, time_out=pen.time)
            return
    _attends(
        pen,
        participant_id=order.participant_id,
        headcount_label=order.headcount,
        time_out=pen.time,
    )


def shifted(moment: datetime, place: int) -> datetime:
    """Give the moment of one line of several that are logged at once, so that their order stays."""
    return moment + timedelta(milliseconds=place)
