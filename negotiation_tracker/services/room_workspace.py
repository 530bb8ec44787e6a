"""A store as one room of a mediator sees it: the only door there is while the room is shown.

Whatever reads or changes the record through it, with whatever reader it asks for, is given what
the room may see and nothing else. A verb of `Workspace` that is not here does not work in a room.
"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn, TypeVar

from negotiation_tracker.model.changes import Changed, ChangeSet
from negotiation_tracker.model.errors import FieldProblem, NotFound, UndoRefused
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier, Record, RecordView, RecordWriter
from negotiation_tracker.rules import rooms
from negotiation_tracker.rules.rooms import Room
from negotiation_tracker.services.room_writing import RoomView, RoomWriter
from negotiation_tracker.services.workspace import Version, Workspace, check_rules
from negotiation_tracker.store.rows import Rows

T = TypeVar("T")


class RoomWorkspace(Workspace):
    """The door to a store while a room is shown.

    Attributes:
        room: the room.
        desk: the whole store, for what is done at the mediator's own desk.

    """

    def __init__(self, desk: Workspace, room: Room) -> None:
        self.room = room
        self.desk = desk
        self.catalogue = desk.catalogue
        self.actor = desk.actor

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a room has no {name}: it reads the record through its own verbs")

    @property
    def path(self) -> Path:
        """Give the store's file."""
        return self.desk.path

    @property
    def read_only(self) -> bool:
        """Say whether changes are impossible."""
        return self.desk.read_only

    def reading_as(self, reader: Reader | None) -> Reader:
        """Give who reads, whoever was asked for: the public, which sees less, or the room."""
        if reader is not None and reader.audience is Audience.PUBLIC:
            return reader
        day = self.today() if reader is None else reader.on
        leaves = reader is not None and reader.exporting
        return Reader(Audience.ROOM, on=day, exporting=leaves, room_of=self.room.participant_id)

    def negotiations(self, reader: Reader | None = None) -> list[Record]:
        """Give the talks that the room belongs to, if this reader may see them."""
        found = self.desk.negotiations(self.reading_as(reader))
        return [n for n in found if n.id == self.room.negotiation_id]

    def titles(self, reader: Reader) -> list[Record]:
        """List what `negotiations` does."""
        return self.negotiations(reader)

    def dossier(self, negotiation_id: int, reader: Reader | None = None) -> Dossier:
        """Load what the room may see of its talks; of other talks nothing."""
        if negotiation_id != self.room.negotiation_id:
            return Dossier(self.catalogue, ())
        return self.desk.dossier(negotiation_id, self.reading_as(reader))

    def dossier_of_all(self, reader: Reader | None = None) -> Dossier:
        """Load all that the room may see: its talks."""
        return self.dossier(self.room.negotiation_id, reader)

    def around_session(
        self, negotiation_id: int, session_id: int, reader: Reader | None = None
    ) -> Dossier:
        """Give what the page of one session needs, as far as the room may see it."""
        return self.dossier(negotiation_id, reader)

    def newest_offers(self, negotiation_id: int, as_of: date, depth: int) -> None:
        """Give nothing: what a room may see depends on the whole record."""

    def made_from(self, dossier: Dossier, make: Callable[[Dossier], T]) -> T:
        """Give what is made from a dossier of the room; see `Workspace.made_from`."""
        return self.desk.made_from(dossier, make)

    def find(self, kind: str, record_id: int) -> Record | None:
        """Give one record that the room may see, or None."""
        return self.dossier_of_all().get(kind, record_id)

    def find_uid(self, kind: str, uid: str) -> Record | None:
        """Give one record that the room may see by its stable identifier, or None."""
        found = self.dossier_of_all().by_uid(uid)
        return found if found is not None and found.table == kind else None

    def records(self, kind: str) -> list[Record]:
        """List the records of a kind that the room may see, by key."""
        return self.dossier_of_all().all(kind)

    def change(
        self, label: str, verb: Callable[[RecordWriter], T], *, undoable: bool = True
    ) -> Changed[T]:
        """Run a verb that sees what the room sees and records what is the room's."""
        room = self.room

        def check(
            touched: list[Record],
            removed: list[Record],
            view: RecordView,
            before: dict[tuple[str, int], Record],
        ) -> tuple[list[FieldProblem], list[FieldProblem]]:
            # Rules speak of the records they compare with: only of those seen here.
            return check_rules(touched, removed, RoomView(view, room), before)

        return self.desk.store.change(
            label,
            lambda writer: verb(RoomWriter(writer, room)),
            check,
            actor=self.actor,
            undoable=undoable,
        )

    def undo(self) -> ChangeSet:
        """Take the newest step back if it was made in sight of this room."""
        if self.undo_label() is None:
            raise _not_here("undone")
        return self.desk.undo()

    def redo(self) -> ChangeSet:
        """Do again what was undone last, if that was in sight of this room."""
        if self.redo_label() is None:
            raise _not_here("done again")
        return self.desk.redo()

    def undo_label(self) -> str | None:
        """Give the label of what undo would take back; None when the room may not know of it."""
        return self._label(0)

    def redo_label(self) -> str | None:
        """Give the label of what redo would do again; None when the room may not know of it."""
        return self._label(1)

    def trash(self) -> list[Record]:
        """Give nothing: the trash is the mediator's own."""
        return []

    def record_history(self, kind: str, record_id: int) -> list[Version]:
        """Give nothing: the history of records is the mediator's own."""
        return []

    def parts(self, kind: str, record_id: int) -> list[Record]:
        """List what a record owns directly, as far as the room may see it."""
        dossier = self.dossier_of_all()
        return [
            record
            for child, field in self.catalogue.children(kind)
            if field.owned
            for record in dossier.where(child.name, **{field.name: record_id})
        ]

    def backup(self, target: Path | None = None, *, thin: bool = True) -> Path:
        """Make a verified backup of the whole store; see `Workspace.backup`."""
        return self.desk.backup(target, thin=thin)

    def save_as(self, target: Path) -> None:
        """Write the whole store to a new file; see `Workspace.save_as`."""
        self.desk.save_as(target)

    def last_backup(self) -> datetime | None:
        """Say when the newest backup in the backup folder was made."""
        return self.desk.last_backup()

    def close(self) -> None:
        """Close the store."""
        self.desk.close()

    def _label(self, place: int) -> str | None:
        label, images = self.desk.store.heads()[place]
        if label is None:
            return None
        known = self.desk.dossier(self.room.negotiation_id)
        missing = [r for r in images if r is not None and known.get(r.table, r.id) is None]
        view = RoomView(Dossier(self.catalogue, [*known, *missing]), self.room)
        return label if images and all(_seen(view, image) for image in images) else None


def desk_of(ws: Workspace) -> Workspace:
    """Give the whole store behind a door, for what is no reading of the record: its care."""
    return ws.desk if isinstance(ws, RoomWorkspace) else ws


def room_of(ws: Workspace) -> Room | None:
    """Give the room that a workspace is the door of; None for a desk."""
    return ws.room if isinstance(ws, RoomWorkspace) else None


def rooms_of(ws: Workspace, negotiation_id: int) -> tuple[Room, ...]:
    """List the rooms of some talks; () for talks of any desk but a mediator's."""
    desk = desk_of(ws)
    with desk.store.reading() as db:
        return rooms.rooms(Rows(db, desk.catalogue), negotiation_id)


def room_named(ws: Workspace, negotiation_id: int, typed: str) -> Room:
    """Give a room by what is typed for it: its letter, its party, or "joint".

    Raises:
        NotFound: there is no such room; the rooms there are are named.

    """
    found = rooms_of(ws, negotiation_id)
    wanted = typed.strip().casefold()
    for room in found:
        names = {room.letter, room.name, room.label, room.label.partition(": ")[2]}
        if wanted and wanted in {name.casefold() for name in names if name}:
            return room
    if not found:
        raise NotFound(
            "These talks have no rooms.",
            "",
            "Rooms are for talks in which this desk is the mediator's.",
        )
    raise NotFound(
        f"There is no room “{typed}”.", "", f"Rooms: {', '.join(r.name for r in found)}."
    )


def _seen(view: RoomView, image: Record | None) -> bool:
    return image is not None and view.sees(image)


def _not_here(what: str) -> UndoRefused:
    return UndoRefused(
        f"There is nothing to be {what} in this room.",
        "",
        "What was changed elsewhere is undone at your own desk.",
    )
