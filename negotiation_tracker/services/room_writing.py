"""Changing the record of a mediator's talks from one of the rooms.

In a room nothing can be seen, changed or recorded but what is the room's: every verb of the
services runs on a writer that looks through the room's eyes and marks what is added as the room's
own, whatever a form or a verb says. So no page and no verb can forget it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from negotiation_tracker.model.errors import InUse, NotFound, TrackerError
from negotiation_tracker.model.handling import Handling
from negotiation_tracker.model.record import Record, RecordView, RecordWriter
from negotiation_tracker.rules import rooms
from negotiation_tracker.rules.invariants_scene import kinds_of_record as kinds
from negotiation_tracker.rules.rooms import Room
from negotiation_tracker.rules.visibility import OWNER_ONLY, may_see

FRAME_OF_SESSION = frozenset({"crosses_midnight", "status"})
"""Fields of a shared session that notes in any room may set: they tell nothing of what is said."""


class RefusedInRoom(TrackerError):
    """Something that is done at the mediator's own desk, not in a room."""

    def __init__(self, title: str, hint: str) -> None:
        super().__init__(title, "Nothing was changed.", hint)


def _not_imported() -> RefusedInRoom:
    return RefusedInRoom(
        "Nothing is imported in a room.", "Go to your own desk and import it there."
    )


class RoomView(RecordView):
    """What a room may see of a change: its own, the joint notes, and what both sides see."""

    def __init__(self, view: RecordView, room: Room) -> None:
        self._view = view
        self.room = room
        self._reader = rooms.reader_of(room)

    def get(self, kind: str, record_id: int) -> Record | None:
        """Give one record by key, or None when there is none to be seen here."""
        found = self._view.get(kind, record_id)
        return found if found is not None and self.sees(found) else None

    def where(self, kind: str, /, **equals: Any) -> list[Record]:
        """List the records of a kind that are seen here, by key."""
        return [r for r in self._view.where(kind, **equals) if self.sees(r)]

    def sees(self, record: Record) -> bool:
        """Say whether a record is seen in this room: by its marks, and those of what owns it."""
        if record.table == "negotiation":
            return record.id == self.room.negotiation_id
        if not may_see(self._view, record, self._reader):
            return False
        for field in kinds()[record.table].references():
            key = getattr(record, field.name)
            if not field.owned or key is None:
                continue
            if field.ref == "negotiation":
                if key != self.room.negotiation_id:
                    return False
            elif self.get(field.ref, key) is None:
                return False
        return True


class RoomWriter(RoomView, RecordWriter):
    """The writer of a change made in a room.

    What a list of all would tell, such as the next number, is worked out from what is seen here.

    Attributes:
        base: the writer of the whole record, for what is conveyed from one room to the other.

    """

    def __init__(self, base: RecordWriter, room: Room) -> None:
        super().__init__(base, room)
        self.base = base
        self.actor = base.actor
        self.now = base.now

    def by_uid(self, kind: str, uid: str) -> Record | None:
        """Give one record that is seen here by its stable identifier, or None."""
        found = self.base.by_uid(kind, uid)
        return found if found is not None and self.sees(found) else None

    def insert(self, kind: str, /, **values: Any) -> Record:
        """Add a record with the marks of the room."""
        if kind == "negotiation":
            raise RefusedInRoom(
                "New talks are not begun in a room.", "Go to your own desk and begin them there."
            )
        return self.base.insert(kind, **self._marked(kind, values))

    def next_key(self, kind: str) -> int:
        """Refuse: a key tells how many records there are in every room."""
        raise _not_imported()

    def insert_all(self, kind: str, rows: Iterable[dict[str, Any]]) -> None:
        """Refuse: what is imported brings its own marks."""
        raise _not_imported()

    def update(self, kind: str, record_id: int, /, **changes: Any) -> Record:
        """Change fields of a record of this room; what is shared is changed in the joint room."""
        current = self._own(kind, record_id, changes)
        if any(
            name in changes and changes[name] != getattr(current, name)
            for name in ("handling", "confidence_of_id", "embargo_until")
        ):
            raise RefusedInRoom(
                "Who may see something is not changed in a room.",
                "Change it at your own desk; what a side said in confidence stays in its room.",
            )
        return self.base.update(kind, record_id, **changes)

    def remove(self, kind: str, record_id: int) -> None:
        """Move a record of this room to the trash, if nothing unseen goes with it."""
        current = self._own(kind, record_id)
        refused = RefusedInRoom(
            "This cannot be deleted in a room.",
            "Delete it at your own desk: there you see all that goes with it.",
        )
        if self._owns_unseen(current):
            raise refused
        try:
            self.base.remove(kind, record_id)
        except InUse as error:
            # Its words count records that this room may know nothing of.
            raise refused from error

    def warn(self, field: str, message: str) -> None:
        """Tell the person something soft about this change; the change stands."""
        self.base.warn(field, message)

    def restore(self, kind: str, record_id: int) -> None:
        """Refuse: the trash holds what was deleted in every room."""
        raise RefusedInRoom(
            "The trash is emptied and searched at your own desk only.",
            "Go to your own desk and restore it there.",
        )

    def _own(self, kind: str, record_id: int, changes: Mapping[str, Any] | None = None) -> Record:
        current = self.get(kind, record_id)
        if current is None:
            label = kinds()[kind].label
            raise NotFound(f"This {label} is no longer in the store.", "", "Refresh the list.")
        framing = kind == "session" and changes is not None and set(changes) <= FRAME_OF_SESSION
        if not framing and not rooms.belongs_to(self.room, current):
            raise RefusedInRoom(
                "This is shared by both sides, so it is not changed in a room.",
                "Change it in the joint room or at your own desk.",
            )
        return current

    def _marked(self, kind: str, values: dict[str, Any]) -> dict[str, Any]:
        if kind in OWNER_ONLY or values.get("handling") in rooms.STRICTER:
            return values
        marks = rooms.marks_of(self.room)
        if kind == "private_note" and self.room.joint:
            marks = {"handling": Handling.MEDIATOR_ONLY.value, "confidence_of_id": None}
        if kind == "authorised_offer" and values.get("from_id") != self.room.participant_id:
            raise RefusedInRoom(
                "Only the side whose room this is can authorise an offer here.",
                "Go to the room of the side that authorises it.",
            )
        return {**values, **marks}

    def _owns_unseen(self, record: Record) -> bool:
        owned = [
            child
            for entry, field in kinds().children(record.table)
            if field.owned
            for child in self.base.where(entry.name, **{field.name: record.id})
        ]
        for kind in ("citation", "private_note"):
            owned += self.base.where(kind, target_uid=record.uid)
        return any(not self.sees(child) or self._owns_unseen(child) for child in owned)
