"""Artificial talks at a mediator's desk, with a room for each party."""

from collections.abc import Callable
from typing import TypeVar

from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.rules.rooms import Room
from negotiation_tracker.services import negotiations
from negotiation_tracker.services.commands import NewNegotiation
from negotiation_tracker.services.room_workspace import RoomWorkspace, rooms_of
from negotiation_tracker.services.workspace import Workspace

T = TypeVar("T")


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
