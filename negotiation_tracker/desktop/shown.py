"""Which negotiation the window shows, to whom, and what the navigation counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.rooms import Room
from negotiation_tracker.services import room_workspace, session_list
from negotiation_tracker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Shown:
    """What the frame of the window shows.

    Attributes:
        negotiations: those the reader may see, with what `Workspace.titles` gives of them.
        negotiation_id: the one shown; None when there is none.
        reader: for whom.
        counts: number of records by page of the navigation.
        rooms: rooms of the mediator's talks shown; () for other talks.
        room: the one that is shown; None at a desk.

    """

    negotiations: tuple[Record, ...]
    negotiation_id: int | None
    reader: Reader
    counts: Mapping[str, int]
    rooms: tuple[Room, ...] = ()
    room: Room | None = None

    @property
    def negotiation(self) -> Record | None:
        """Give the record of the negotiation shown."""
        return next((n for n in self.negotiations if n.id == self.negotiation_id), None)


def read_shown(ws: Workspace, reader: Reader, negotiation_id: int | None, uid: str = "") -> Shown:
    """Read what the frame shows: the negotiation asked for, else the one with the newest session.

    Args:
        ws: open store.
        reader: for whom.
        negotiation_id: negotiation asked for, by key.
        uid: negotiation asked for, by its stable identifier, when there is no key.

    """
    reader = ws.reading_as(reader)
    negotiations = tuple(ws.titles(reader))
    ids = [n.id for n in negotiations]
    if negotiation_id not in ids:
        remembered = next((n.id for n in negotiations if uid and n.uid == uid), None)
        negotiation_id = remembered or _newest(ws, reader, ids)
    counts = {}
    if negotiation_id is not None:
        counts["sessions"] = session_list.count(
            ws, negotiation_id, reader, session_list.SessionFilter()
        )
    if reader.audience is Audience.ME:
        counts["trash"] = len(ws.trash())
    rooms = () if negotiation_id is None else room_workspace.rooms_of(ws, negotiation_id)
    room = room_workspace.room_of(ws)
    return Shown(negotiations, negotiation_id, reader, counts, rooms, room)


def _newest(ws: Workspace, reader: Reader, ids: list[int]) -> int | None:
    if reader.audience is Audience.ME:
        return session_list.newest_talks(ws)

    def newest_session(negotiation_id: int) -> tuple[date, int]:
        rows = session_list.page(
            ws,
            negotiation_id,
            reader,
            session_list.SessionFilter(),
            session_list.PageOrder(limit=1),
        )
        day = rows[0].date.sort_key()[0] if rows else date.min
        return day, negotiation_id

    return max(ids, key=newest_session, default=None)
