"""A mediator's rooms: what is recorded in one leaves no trace in the other."""

from functools import partial

import pytest

from negotiation_tracker.model.errors import BrokenInvariant, NotFound, UndoRefused
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services import negotiations, people, proposals, records
from negotiation_tracker.services.commands import (
    ItemLine,
    LogProposal,
    LogSession,
    NewNegotiation,
    TermLine,
)
from negotiation_tracker.services.room_workspace import RoomWorkspace, room_named, rooms_of
from negotiation_tracker.services.room_writing import RefusedInRoom
from negotiation_tracker.services.sessions import log
from negotiation_tracker.services.workspace import Workspace
from tests.services.mediation import Mediation
from tests.services.talks import Talks


@pytest.fixture
def med(ws: Workspace) -> Mediation:
    return Mediation(ws)


def _offer(med: Mediation, at: Workspace, side: int, value: str, issue: str = "") -> int:
    item = ItemLine(None if issue else med.wages, issue, terms=(TermLine(value),))
    fields = {"from_id": side, "date": "17 Jan 2019"}
    return med.do(lambda w: proposals.log(w, LogProposal(med.id, fields, (item,))), at)


def _edit(key: int, fields: dict[str, object], writer: RecordWriter) -> None:
    records.edit(writer, "proposal", key, fields)


def _code(med: Mediation, kind: str, key: int) -> str:
    found = med.ws.find(kind, key)
    assert found is not None
    return str(found.code)


def test_a_mediators_talks_have_rooms_and_others_have_none(med: Mediation) -> None:
    assert [r.label for r in med.rooms] == [
        "Room A: Example Workers",
        "Room B: Sample Works",
        "Joint",
    ]
    assert [r.participant_id for r in med.rooms] == [med.union, med.employer, None]
    assert room_named(med.ws, med.id, "b").participant_id == med.employer
    assert room_named(med.ws, med.id, "sample works").letter == "B"
    with pytest.raises(NotFound, match="no room"):
        room_named(med.ws, med.id, "C")


def test_talks_of_a_side_have_no_rooms(talks: Talks) -> None:
    assert rooms_of(talks.ws, talks.id) == ()
    with pytest.raises(NotFound, match="no rooms"):
        room_named(talks.ws, talks.id, "A")


def test_what_is_recorded_in_a_room_is_marked_whatever_the_verb_says(med: Mediation) -> None:
    session = med.do(lambda w: log(w, LogSession(med.id, {"date": "17 Jan 2019"})), med.a)
    found = med.ws.find("session", session)
    assert found is not None
    assert (found.handling, found.confidence_of_id) == ("mediation_caucus", med.union)
    person = med.do(lambda w: people.add(w, "Zanzibara Unique"), med.a)
    assert med.b.find("person", person) is None
    assert med.do(lambda w: people.find(w, "zanzibara unique"), med.b) is None
    assert med.do(lambda w: people.find(w, "zanzibara unique"), med.a) is not None
    shared = med.do(lambda w: people.add(w, "Sam Sample"), med.joint)
    marks = med.ws.find("person", shared)
    assert marks is not None
    assert marks.handling == "mediation_joint"


def test_every_room_numbers_for_itself(med: Mediation) -> None:
    joint = _offer(med, med.joint, med.union, "9%")
    first = [_offer(med, med.a, med.union, value) for value in ("8%", "7%", "6%")]
    theirs = _offer(med, med.b, med.employer, "2%")
    later = _offer(med, med.joint, med.employer, "1%")
    desk = med.do(
        lambda w: records.create(
            w, "issue", {"negotiation_id": med.id, "code": "x", "title": "Own thoughts",
                         "handling": "mediator_only"},
        )
    )  # fmt: skip
    assert [_code(med, "proposal", key) for key in (joint, *first, theirs, later)] == [
        "P1", "A1", "A2", "A3", "B1", "P2",
    ]  # fmt: skip
    assert _code(med, "issue", desk) == "M-x"


def test_the_same_new_issue_in_both_rooms_meets_in_neither(med: Mediation) -> None:
    a = _offer(med, med.a, med.union, "8", "Parking")
    b = _offer(med, med.b, med.employer, "3", "Parking")
    shared = _offer(med, med.joint, med.union, "9", "Parking")
    assert len({a, b, shared}) == 3
    codes = sorted(str(i.code) for i in med.all("issue") if i.title == "Parking")
    assert codes == ["A-parking", "B-parking", "parking"]
    assert [i.code for i in med.b.records("issue") if i.title == "Parking"] == [
        "B-parking",
        "parking",
    ]


def test_a_shared_code_never_looks_like_one_of_a_room(med: Mediation) -> None:
    made = med.do(lambda w: negotiations.add_issue(w, med.id, "A day off"), med.joint)
    assert made.code == "J-a-day-off"


def test_what_both_sides_see_is_not_changed_in_a_room(med: Mediation) -> None:
    with pytest.raises(RefusedInRoom, match="shared by both sides"):
        med.do(lambda w: records.edit(w, "issue", med.wages, {"note": "secret of A"}), med.a)
    med.do(lambda w: records.edit(w, "issue", med.wages, {"note": "read out"}), med.joint)
    _offer(med, med.a, med.union, "8%")
    with pytest.raises(RefusedInRoom, match="cannot be deleted"):
        med.do(lambda w: records.delete(w, "issue", med.wages), med.joint)


def test_a_room_cannot_reach_what_is_the_others(med: Mediation) -> None:
    key = _offer(med, med.a, med.union, "8%")
    with pytest.raises(NotFound):
        med.do(lambda w: records.edit(w, "proposal", key, {"note": "x"}), med.b)
    with pytest.raises(NotFound):
        med.do(lambda w: proposals.act(w, key, {"action": "rejected"}), med.joint)
    assert med.b.find("proposal", key) is None
    assert med.b.parts("proposal", key) == []
    assert med.b.trash() == []
    for audience in Audience:
        assert med.b.dossier(med.id, Reader(audience)).get("proposal", key) is None


def test_a_mark_is_not_changed_to_hand_something_over(med: Mediation) -> None:
    key = _offer(med, med.a, med.union, "8%")
    changes: tuple[dict[str, object], ...] = (
        {"handling": "parties"},
        {"confidence_of_id": med.employer},
    )
    for marks in changes:
        with pytest.raises(BrokenInvariant, match="in confidence"):
            med.ws.change("Test", partial(_edit, key, marks))


def test_undo_is_offered_only_where_the_change_was_seen(med: Mediation) -> None:
    _offer(med, med.a, med.union, "8%")
    assert med.a.undo_label() == "Test"
    assert med.b.undo_label() is None
    with pytest.raises(UndoRefused, match="nothing to be undone"):
        med.b.undo()
    med.a.undo()
    assert med.a.redo_label() == "Test"
    assert med.joint.redo_label() is None


def test_other_talks_are_not_shown_in_a_room(med: Mediation) -> None:
    talks = NewNegotiation("Second Union", "Second Works", issues=("Pay",), code="SECOND-1")
    other = med.do(lambda w: negotiations.create(w, talks))
    assert [n.id for n in med.a.negotiations()] == [med.id]
    assert len(med.a.dossier(other)) == 0
    assert [n.code for n in med.joint.records("negotiation")] == ["MED-1"]


def test_a_room_has_no_way_round_its_own_verbs(med: Mediation) -> None:
    room: Workspace = RoomWorkspace(med.ws, med.rooms[0])
    with pytest.raises(AttributeError, match="a room has no store"):
        room.store.close()


def test_every_verb_of_a_store_is_told_what_it_gives_in_a_room() -> None:
    verbs = {name for name in vars(Workspace) if not name.startswith("_")}
    harmless = {"open", "create", "today", "check", "negotiation"}
    assert verbs - harmless <= set(vars(RoomWorkspace))
