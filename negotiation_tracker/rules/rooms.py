"""The rooms of a mediator: whose each is, how its records are marked, which codes they carry.

A mediator's talks have a room for each party, the joint room, and the mediator's own desk, which
sees everything. Every room numbers what it records by itself, with its letter in front: a number
missing in one room would tell of something in the other (domain book, A6 and D5).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from negotiation_tracker.model.handling import SHARED, Audience, Handling, Reader
from negotiation_tracker.model.record import Record, RecordView
from negotiation_tracker.model.vocabulary import Role, Side
from negotiation_tracker.rules.wording import participant_name

LETTERS = "ABCDEFGH"
"""Letters of the rooms of the parties, in the order in which the parties were recorded."""
DESK = "M"
"""Letter of what only the mediator sees."""
_JOINT = "J"
CODED = frozenset({"issue", "proposal", "tentative_agreement"})
"""Kinds whose codes are unique in their talks."""
STRICTER = frozenset({Handling.MEDIATOR_ONLY, Handling.PRIVILEGED, Handling.OFF_RECORD})
"""Marks that keep something out of every room; they may be chosen in a room."""

_RESERVED = re.compile(rf"[{LETTERS}{DESK}{_JOINT}](?:-|\d)", re.IGNORECASE)
_COUNTED = re.compile(r"(P|TA)(\d{1,9})", re.IGNORECASE)
_PLACING = ("code", "handling", "confidence_of_id")
_TABLE_SIDES = frozenset({Side.LABOR, Side.MANAGEMENT})


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a mediator.

    Attributes:
        negotiation_id: the talks.
        letter: "A", "B" …; "" for the joint room.
        label: its words: "Room A: Example Workers", or "Joint".
        participant_id: the party in whose confidence it is; None for the joint room.

    """

    negotiation_id: int
    letter: str
    label: str
    participant_id: int | None = None

    @property
    def joint(self) -> bool:
        """Say whether both sides see what is recorded here."""
        return self.participant_id is None

    @property
    def name(self) -> str:
        """Give the short name: "Room A" or "Joint"."""
        return f"Room {self.letter}" if self.letter else self.label


def is_mediated(view: RecordView, negotiation_id: int) -> bool:
    """Say whether this desk is the mediator's: the one participant marked as ours is a neutral."""
    ours = view.where("participant", negotiation_id=negotiation_id, ours=True)
    return {p.side for p in ours} == {Side.NEUTRAL}


def rooms(view: RecordView, negotiation_id: int) -> tuple[Room, ...]:
    """List the rooms of a mediator's talks, the joint one last; () for talks of any other desk.

    Two unions at one table have a room each: what one says is not told to the other.
    """
    if not is_mediated(view, negotiation_id):
        return ()
    found = []
    for letter, party in zip(LETTERS, _parties(view, negotiation_id), strict=False):
        label = f"Room {letter}: {participant_name(view, party.id)}"
        found.append(Room(negotiation_id, letter, label, party.id))
    return (*found, Room(negotiation_id, "", "Joint"))


def room_of(view: RecordView, participant_id: int) -> Room | None:
    """Give the room of a party, or None when it has none."""
    party = view.get("participant", participant_id)
    if party is None:
        return None
    found = rooms(view, party.negotiation_id)
    return next((room for room in found if room.participant_id == participant_id), None)


def reader_of(room: Room, on: date = date.max) -> Reader:
    """Give the reader that sees what a room may see, on a day."""
    return Reader(Audience.ROOM, on=on, room_of=room.participant_id)


def marks_of(room: Room) -> dict[str, Any]:
    """Give the marks of what is recorded in a room."""
    handling = Handling.MEDIATION_JOINT if room.joint else Handling.MEDIATION_CAUCUS
    return {"handling": handling.value, "confidence_of_id": room.participant_id}


def belongs_to(room: Room, record: Record) -> bool:
    """Say whether a record is the room's own, to be changed there."""
    if room.joint:
        return record.handling in SHARED
    marks = marks_of(room)
    return all(getattr(record, name) == value for name, value in marks.items())


def placed_code(view: RecordView, kind: str, values: Mapping[str, Any]) -> str:
    """Give the code of a record in a mediator's talks, as its marks have it.

    Shared records have codes without a letter. In a room "P7" becomes the next free "A1", and any
    other code gets the letter in front, so that no code can clash with one of another room, which
    would tell of it.

    Args:
        view: all records, or those the room sees.
        kind: a kind of `CODED`.
        values: the fields of the record, with the code that was typed or worked out.

    """
    code = str(values["code"])
    letter = _letter(view, values)
    if not letter:
        return f"{_JOINT}-{code}" if _RESERVED.match(code) else code
    own = re.compile(rf"{letter}(?:-|\d)", re.IGNORECASE)
    if own.match(code):
        return code
    found = view.where(kind, negotiation_id=values["negotiation_id"])
    taken = {str(r.code).casefold() for r in found if own.match(str(r.code))}
    counted = _COUNTED.fullmatch(code)
    if counted is not None:
        # An offer is "A1", an agreement "A-TA1".
        stem = letter if counted[1].upper() == "P" else f"{letter}-{counted[1].upper()}"
        number = 1
        while f"{stem}{number}".casefold() in taken:
            number += 1
        return f"{stem}{number}"
    stem, number, code = f"{letter}-{code}", 2, f"{letter}-{code}"
    while code.casefold() in taken:
        code, number = f"{stem}-{number}", number + 1
    return code


def coded(
    view: RecordView, kind: str, values: dict[str, Any], current: Record | None = None
) -> dict[str, Any]:
    """Give the fields to be stored with the code they get in a mediator's talks.

    Args:
        view: all records.
        kind: kind of record.
        values: fields of a new record, or those that change.
        current: the record that is changed.

    """
    if kind not in CODED or (current is not None and not {*_PLACING} & set(values)):
        return values
    whole = values if current is None else {**current.values(), **values}
    talks = whole.get("negotiation_id")
    if not whole.get("code") or not isinstance(talks, int) or not is_mediated(view, talks):
        return values
    code = placed_code(view, kind, whole)
    return values if code == whole["code"] else {**values, "code": code}


def _letter(view: RecordView, values: Mapping[str, Any]) -> str:
    handling = values.get("handling") or Handling.PUBLIC
    if handling in SHARED:
        return ""
    side = values.get("confidence_of_id")
    if handling != Handling.MEDIATION_CAUCUS or side is None:
        return DESK
    room = room_of(view, side)
    return DESK if room is None else room.letter


def _parties(view: RecordView, negotiation_id: int) -> list[Record]:
    found = view.where("participant", negotiation_id=negotiation_id)
    return [p for p in found if p.role in (Role.PARTY, Role.CO_PARTY) and p.side in _TABLE_SIDES]
