"""The part of the record around one thing: as much as its page needs, however long the talks are.

A slice is a dossier of its own. It holds the record, all that belongs to it, what these refer to,
their evidence, and the frame of the talks: parties, mediators, and the last few sessions with the
people who were there. Offers and sessions referred to are there themselves, without what hangs on
them.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any

from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.record import Dossier, Record, decode_row
from negotiation_tracker.store.rows import Rows, columns

RECENT = 50
"""Sessions from which places and people are suggested; shorter talks are read whole."""
_FAR = frozenset({"session", "proposal", "proposal_item", "table_entry", "tentative_agreement"})
"""Kinds through which one could walk along the whole history of the talks."""


def around_session(db: sqlite3.Connection, catalogue: Catalogue, session_id: int) -> Dossier | None:
    """Give what the page of one session shows; None when there is no such session."""
    session = Rows(db, catalogue).get("session", session_id)
    if session is None:
        return None
    gathered = _Gathered(db, catalogue)
    gathered.add([session])
    at_it = [
        record
        for kind, field in catalogue.children("session")
        for record in gathered.among(kind.name, field.name, [session_id])
    ]
    gathered.add_owned(at_it)
    own = gathered.all()
    gathered.follow(own, near=True)
    negotiation = session.negotiation_id
    gathered.add(gathered.among("participant", "negotiation_id", [negotiation]))
    gathered.add(gathered.among("mediator_engagement", "negotiation_id", [negotiation]))
    recent = gathered.recent_sessions(negotiation)
    gathered.add(recent)
    present = gathered.among("attendance", "session_id", [s.id for s in recent])
    sides = [p.id for p in gathered.among("participant", "negotiation_id", [negotiation])]
    seats = gathered.among("team_seat", "participant_id", sides)
    people = sorted({a.person_id for a in (*present, *seats) if a.person_id is not None})
    gathered.add(gathered.among("person", "id", people))
    gathered.add_evidence(own)
    gathered.follow(gathered.all(), near=False)
    gathered.add_names()
    return Dossier(catalogue, sorted(gathered.all(), key=lambda r: (r.table, r.id)))


def is_long(db: sqlite3.Connection, negotiation_id: int) -> bool:
    """Say whether talks are so long that a page should read only its part of them."""
    sql = (
        "SELECT 1 FROM session WHERE negotiation_id = ? AND deleted_at IS NULL "
        f"LIMIT 1 OFFSET {RECENT}"
    )
    return db.execute(sql, (negotiation_id,)).fetchone() is not None


class _Gathered:
    """Records collected so far, by kind and key."""

    def __init__(self, db: sqlite3.Connection, catalogue: Catalogue) -> None:
        self._db = db
        self._catalogue = catalogue
        self._found: dict[tuple[str, int], Record] = {}

    def all(self) -> list[Record]:
        return list(self._found.values())

    def add(self, records: Iterable[Record]) -> None:
        for record in records:
            self._found.setdefault((record.table, record.id), record)

    def add_owned(self, records: list[Record]) -> None:
        """Add records and whatever goes to the trash with them."""
        while records:
            self.add(records)
            ids: dict[str, list[int]] = {}
            for record in records:
                ids.setdefault(record.table, []).append(record.id)
            records = [
                child
                for name, keys in ids.items()
                for kind, field in self._catalogue.children(name)
                if field.owned
                for child in self.among(kind.name, field.name, keys)
                if (child.table, child.id) not in self._found
            ]

    def follow(self, start: list[Record], *, near: bool) -> None:
        """Add what records refer to; `near` also adds offers and sessions, one step away."""
        frontier = start
        while frontier:
            wanted: dict[str, set[int]] = {}
            for record in frontier:
                for field in self._catalogue[record.table].references():
                    target = getattr(record, field.name)
                    if target is None or (field.ref, target) in self._found:
                        continue
                    if near or field.required or field.ref not in _FAR:
                        wanted.setdefault(field.ref, set()).add(target)
            frontier = [
                record
                for name, ids in wanted.items()
                for record in self.among(name, "id", sorted(ids))
            ]
            self.add(frontier)
            near = False

    def add_evidence(self, records: list[Record]) -> None:
        """Add the citations of records; `follow` then adds their sources."""
        self.add(self.among("citation", "target_uid", [record.uid for record in records]))

    def add_names(self) -> None:
        """Add other names and affiliations of the people, and names of the organizations."""
        people = [key for table, key in self._found if table == "person"]
        offices = [key for table, key in self._found if table == "organization"]
        about = [
            *self.among("alias", "person_id", people),
            *self.among("alias", "organization_id", offices),
            *self.among("affiliation", "person_id", people),
        ]
        self.add(about)
        self.follow(about, near=False)

    def recent_sessions(self, negotiation_id: int) -> list[Record]:
        kind = self._catalogue["session"]
        sql = (
            f"SELECT {columns(kind)} FROM session WHERE negotiation_id = ? AND deleted_at IS NULL "
            f"ORDER BY date DESC, id DESC LIMIT {RECENT}"
        )
        return [decode_row(kind, row) for row in self._db.execute(sql, (negotiation_id,))]

    def among(self, name: str, field: str, values: list[Any]) -> list[Record]:
        """List the records of a kind with one of these values in a field, by key."""
        kind = self._catalogue[name]
        found: list[Record] = []
        for start in range(0, len(values), 500):
            part = values[start : start + 500]
            sql = (
                f'SELECT {columns(kind)} FROM "{name}" WHERE "{field}" IN '
                f"({', '.join('?' * len(part))}) AND deleted_at IS NULL ORDER BY id"
            )
            found += [decode_row(kind, row) for row in self._db.execute(sql, part)]
        return found
