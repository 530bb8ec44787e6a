"""Artificial talks at a mediator's desk, with a room for each party."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.rules.rooms import Room
from negotiation_tracker.services import authorised_offers, negotiations, proposals, records
from negotiation_tracker.services.authorised_offers import AuthoriseOffer
from negotiation_tracker.services.commands import (
    AttendanceLine,
    EntryLine,
    ItemLine,
    LogProposal,
    LogSession,
    NewNegotiation,
    TermLine,
)
from negotiation_tracker.services.room_workspace import RoomWorkspace, rooms_of
from negotiation_tracker.services.sessions import log
from negotiation_tracker.services.workspace import Workspace

T = TypeVar("T")


SECRETS = (
    "zephyrsummary", "quagmireplace", "lanternline", "Personvermilion", "issuetangerine",
    "offerkumquat", "termsaquamarine", "conditionsepia", "taskcerulean", "tagchartreuse",
    "noteobsidian", "documentmauve", "deletedochre", "eventindigo", "statementteal",
    "figurefuchsia", "personalnotejade", "aliassaffron",
)  # fmt: skip
"""A word for each kind of record, written in room A."""
SHARED = "harborshared"


class Mediation:
    """A union and an employer with a mediator between them; `a`, `b` and `joint` are the rooms."""

    def __init__(self, ws: Workspace) -> None:
        self.ws = ws
        self.id = self.do(
            lambda w: negotiations.create(
                w,
                NewNegotiation(
                    "Example Workers",
                    "Sample Works",
                    issues=("Wages", "Class size"),
                    code="MED-1",
                    ours="mediator",
                ),
            )
        )
        self.union, self.employer, self.mediator = (p.id for p in ws.records("participant"))
        self.wages, self.class_size = (i.id for i in ws.records("issue"))
        self.a, self.b, self.joint = (RoomWorkspace(ws, room) for room in rooms_of(ws, self.id))

    @property
    def rooms(self) -> tuple[Room, ...]:
        return rooms_of(self.ws, self.id)

    def do(self, verb: Callable[[RecordWriter], T], at: Workspace | None = None) -> T:
        return (at or self.ws).change("Test", verb).value

    def all(self, kind: str, /, **equals: object) -> list[Record]:
        return self.ws.dossier_of_all().where(kind, **equals)


def _create(kind: str, fields: dict[str, object], writer: RecordWriter) -> int:
    return records.create(writer, kind, fields)


def fill_room_a(med: Mediation) -> None:
    """Write a word of its own into room A through every kind of record, and one for both."""
    a, talks = med.a, {"negotiation_id": med.id}
    session = med.do(
        lambda w: log(
            w,
            LogSession(
                med.id,
                {"date": "17 Jan 2019", "summary": "zephyrsummary", "place": "quagmireplace",
                 "tags": "tagchartreuse"},
                (AttendanceLine(new_person="Personvermilion Example", participant_id=med.union),),
                (EntryLine("lanternline", time="11:00", participant_id=med.union),),
            ),
        ),
        a,
    )  # fmt: skip
    item = ItemLine(new_issue="issuetangerine", summary="offerkumquat", terms=(TermLine("7%"),))
    offer = LogProposal(med.id, {"from_id": med.union, "date": "18 Jan 2019"}, (item,))
    med.do(lambda w: proposals.log(w, offer), a)
    command = AuthoriseOffer(
        med.id, med.union, (("Wages", "termsaquamarine 3%"),), "Personvermilion Example",
        {"conditions": "conditionsepia"},
    )  # fmt: skip
    med.do(lambda w: authorised_offers.authorise(w, command), a)
    person = next(r.id for r in a.records("person"))
    for kind, fields in (
        ("follow_up", {**talks, "title": "taskcerulean", "due": "20 Jan 2019"}),
        ("private_note", {**talks, "session_id": session, "text": "noteobsidian"}),
        ("document", {**talks, "file_name": "documentmauve.pdf"}),
        ("event", {**talks, "kind": "rally", "title": "eventindigo", "start": "19 Jan 2019"}),
        ("statement", {**talks, "gist": "statementteal", "said_on": "19 Jan 2019"}),
        ("figure", {**talks, "metric": "union_members", "title": "figurefuchsia",
                    "value_scaled": 5, "unit": "people", "population": "figurefuchsia",
                    "as_of": "19 Jan 2019", "attribution": "first_hand"}),
        ("alias", {"person_id": person, "text": "aliassaffron"}),
    ):  # fmt: skip
        med.do(partial(_create, kind, fields), a)
    doomed = med.do(lambda w: records.create(w, "follow_up", {**talks, "title": "deletedochre"}), a)
    med.do(lambda w: records.delete(w, "follow_up", doomed), a)
    med.do(lambda w: records.edit(w, "person", person, {"note": "personalnotejade"}), a)
    shared = {"date": "16 Jan 2019", "summary": SHARED, "place": "town hall"}
    med.do(lambda w: log(w, LogSession(med.id, shared)), med.joint)
