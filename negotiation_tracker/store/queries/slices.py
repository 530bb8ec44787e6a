"""The part of the record around one thing: as much as its page needs, however long the talks are.

A slice is a dossier of its own. It holds the record, what is shown of all that belongs to it, what
these refer to, their evidence, and the frame of the talks: parties, mediators, the places of the
last few sessions and the people who were there. Offers and sessions referred to are there
themselves, without what hangs on them.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.record import Dossier, Record, decode_row
from negotiation_tracker.store.queries.dossier import scoped
from negotiation_tracker.store.rows import Rows, columns

RECENT = 50
"""Sessions from which places and people are suggested; shorter talks are read whole."""
_OFFERS = (
    "SELECT p.id FROM proposal p WHERE EXISTS (SELECT 1 FROM proposal_item i "
    "WHERE i.proposal_id = p.id AND i.issue_id = ? AND i.deleted_at IS NULL) "
    "AND p.negotiation_id = ? AND p.from_id = ? AND p.date < ? AND p.date >= '0' "
    "AND p.deleted_at IS NULL ORDER BY p.date {order}, p.id {order} LIMIT ?"
)
_RECENT_PLACES = (
    "SELECT id, place FROM session WHERE negotiation_id = ? AND deleted_at IS NULL "
    f"ORDER BY date DESC, id DESC LIMIT {RECENT}"
)
_SEATED = (
    "SELECT DISTINCT t.person_id FROM participant p JOIN team_seat t ON t.participant_id = p.id "
    "WHERE p.negotiation_id = ? AND p.deleted_at IS NULL AND t.deleted_at IS NULL"
)
_FAR = frozenset({"session", "proposal", "proposal_item", "table_entry", "tentative_agreement"})
"""Kinds through which one could walk along the whole history of the talks."""


def around_session(db: sqlite3.Connection, catalogue: Catalogue, session_id: int) -> Dossier | None:
    """Give what the page of one session shows; None when there is no such session."""
    session = Rows(db, catalogue).get("session", session_id)
    if session is None:
        return None
    gathered = _Gathered(db, catalogue)
    gathered.add([session])
    shown = [session]
    for kind, field, within in _AT_A_SESSION:
        above = [r.id for r in shown if r.table == within]
        found = gathered.among(kind, field, above)
        gathered.add(found)
        shown += found
    gathered.add_evidence(shown)
    number = session.negotiation_id
    gathered.add(gathered.among("participant", "negotiation_id", [number]))
    gathered.add(gathered.among("mediator_engagement", "negotiation_id", [number]))
    gathered.add_suggested(number)
    gathered.follow(gathered.all(), near=True)
    return gathered.dossier()


_AT_A_SESSION = (
    ("attendance", "session_id", "session"),
    ("table_entry", "session_id", "session"),
    ("entry_issue", "entry_id", "table_entry"),
    ("proposal", "session_id", "session"),
    ("counter", "proposal_id", "proposal"),
    ("proposal_item", "proposal_id", "proposal"),
    ("term", "item_id", "proposal_item"),
    ("follow_up", "session_id", "session"),
)
"""What the page of a session shows: kind, the field by which it belongs, and to what."""


@dataclass(frozen=True, slots=True)
class NewestOffers:
    """What tells where each side stands.

    Attributes:
        dossier: the offers, what they say, and what bears on them.
        complete: keys of the offers of which every answer is there too.

    """

    dossier: Dossier
    complete: frozenset[int]


def newest_offers(
    db: sqlite3.Connection, catalogue: Catalogue, negotiation_id: int, as_of: date, depth: int
) -> NewestOffers:
    """Give what tells where each side stands on a day: the newest offers on each issue.

    Of each participant's offers on each issue these are the newest ``depth`` by the day, the
    oldest (silence is measured from it), and all that carry no day; with the offers they answer,
    that answer them or replace them. Earlier ones bear on where a side stands only when all of
    these lapsed; the caller then reads the whole.
    """
    gathered = _Gathered(db, catalogue)
    for kind in catalogue.kinds.values():
        if kind.name in _FRAME:
            gathered.add(scoped(db, kind, negotiation_id))
    gathered.add(gathered.recent_sessions(negotiation_id))
    gathered.add(gathered.lately_told(negotiation_id))
    newest = gathered.undated_offers(negotiation_id)
    newest |= gathered.offers_at_an_end(negotiation_id, as_of, "DESC", depth)
    asked = newest | gathered.offers_at_an_end(negotiation_id, as_of, "ASC", 1)
    offers = gathered.among("proposal", "id", sorted(asked))
    gathered.add_owned(offers)
    answers = gathered.among("counter", "countered_id", sorted(newest))
    gathered.add(answers)
    tied = {c.countered_id for c in gathered.among("counter", "proposal_id", sorted(asked))}
    tied |= {c.proposal_id for c in answers}
    tied |= {p.supersedes_id for p in offers if p.supersedes_id is not None}
    tied |= {p.id for p in gathered.among("proposal", "supersedes_id", sorted(asked))}
    gathered.add_owned(gathered.among("proposal", "id", sorted(tied - asked)))
    gathered.add(gathered.spoken_of(negotiation_id))
    gathered.add_disputed()
    offers_and_parts = gathered.all()
    gathered.follow(offers_and_parts, near=True)
    gathered.add_evidence(offers_and_parts)
    gathered.follow(gathered.all(), near=False)
    gathered.add_names()
    return NewestOffers(gathered.dossier(), frozenset(newest))


def is_long(db: sqlite3.Connection, negotiation_id: int) -> bool:
    """Say whether talks are so long that a page should read only its part of them."""
    sql = (
        "SELECT 1 FROM session WHERE negotiation_id = ? AND deleted_at IS NULL "
        f"LIMIT 1 OFFSET {RECENT}"
    )
    return db.execute(sql, (negotiation_id,)).fetchone() is not None


_FRAME = frozenset(
    {
        "negotiation", "participant", "bargaining_unit", "team_seat", "mediator_engagement",
        "mediator_state", "issue", "issue_raiser", "tentative_agreement", "agreement_issue",
        "agreement_basis", "signoff", "approval", "dispute", "dispute_member", "event",
        "event_actor",
    }
)  # fmt: skip
"""Kinds of which talks hold few, however many sessions they take."""


class _Gathered:
    """Records collected so far, by kind and key."""

    def __init__(self, db: sqlite3.Connection, catalogue: Catalogue) -> None:
        self._db = db
        self._catalogue = catalogue
        self._found: dict[tuple[str, int], Record] = {}

    def all(self) -> list[Record]:
        return list(self._found.values())

    def dossier(self) -> Dossier:
        """Give what was collected, each kind by key."""
        keys = sorted(self._found)
        return Dossier(self._catalogue, [self._found[key] for key in keys])

    def add(self, records: Iterable[Record]) -> None:
        for record in records:
            self._found.setdefault((record.table, record.mapping()["id"]), record)

    def add_suggested(self, negotiation_id: int) -> None:
        """Add what is offered for typing: places of the last sessions, people at them, teams."""
        rows = self._db.execute(_RECENT_PLACES, (negotiation_id,)).fetchall()
        places = {place: key for key, place in reversed(rows) if place}
        self.add(self.among("session", "id", sorted(places.values())))
        at_them = [key for key, _ in rows]
        present = self._db.execute(
            "SELECT DISTINCT person_id FROM attendance WHERE deleted_at IS NULL "
            f"AND session_id IN ({', '.join('?' * len(at_them))})",
            at_them,
        )
        people = {row[0] for row in present}
        people |= {row[0] for row in self._db.execute(_SEATED, (negotiation_id,))}
        self.add(self.among("person", "id", sorted(people - {None})))

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
                values = record.mapping()
                for field in self._catalogue[record.table].references():
                    target = values[field.name]
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

    def lately_told(self, negotiation_id: int) -> list[Record]:
        """Give what was said and measured last, by which the day of a page may be chosen."""
        found = []
        for name, field in (("statement", "said_on"), ("figure", "as_of")):
            kind = self._catalogue[name]
            sql = (
                f"SELECT {columns(kind)} FROM {name} WHERE negotiation_id = ? "
                f"AND deleted_at IS NULL ORDER BY {field} DESC, id DESC LIMIT {RECENT}"
            )
            found += [decode_row(kind, row) for row in self._db.execute(sql, (negotiation_id,))]
        return found

    def undated_offers(self, negotiation_id: int) -> set[int]:
        """Give the keys of the offers whose day, or its beginning, is not known."""
        found: set[int] = set()
        for undated in ("date IS NULL", "date < '0'"):
            sql = (
                "SELECT id FROM proposal WHERE negotiation_id = ? AND deleted_at IS NULL "
                f"AND {undated}"
            )
            found.update(row[0] for row in self._db.execute(sql, (negotiation_id,)))
        return found

    def offers_at_an_end(
        self, negotiation_id: int, as_of: date, order: str, limit: int
    ) -> set[int]:
        """Give the keys of the first or last offers of each participant on each issue by a day."""
        sql = _OFFERS.format(order=order)
        by = f"{as_of.isoformat()}~"
        makers = [p.id for p in self.among("participant", "negotiation_id", [negotiation_id])]
        found: set[int] = set()
        for issue in self._issues(negotiation_id):
            for maker in makers:
                rows = self._db.execute(sql, (issue, negotiation_id, maker, by, limit))
                found.update(row[0] for row in rows)
        return found

    def spoken_of(self, negotiation_id: int) -> list[Record]:
        """Give what the log says of issues held or agreed in concept since their last offers.

        Earlier words on an issue no longer bear on it.
        """
        last: dict[int, str] = {}
        offers = {p.id: p for p in self.all() if p.table == "proposal" and p.date is not None}
        for item in self.all():
            if item.table == "proposal_item" and item.proposal_id in offers:
                day = offers[item.proposal_id].date.to_text()
                last[item.issue_id] = max(last.get(item.issue_id, ""), day)
        since = [(min(last.values())[:10], "", ())] if last else []
        silent = [issue for issue in self._issues(negotiation_id) if issue not in last]
        about = f"AND t.issue_id IN ({', '.join('?' * len(silent))}) " if silent else ""
        asked = [*since, *([("", about, tuple(silent))] if silent else [])]
        found = []
        kind = self._catalogue["table_entry"]
        for day, condition, values in asked:
            sql = (
                f"SELECT DISTINCT {columns(kind, 'e')} FROM session s "
                "JOIN table_entry e ON e.session_id = s.id "
                "JOIN entry_issue t ON t.entry_id = e.id "
                "WHERE s.negotiation_id = ? AND s.date >= ? AND s.deleted_at IS NULL "
                f"AND e.kind IN ('hold', 'agree_in_concept') AND e.deleted_at IS NULL {condition}"
            )
            rows = self._db.execute(sql, (negotiation_id, day, *values))
            found += [decode_row(kind, row) for row in rows]
        return [*found, *self.among("entry_issue", "entry_id", [line.id for line in found])]

    def _issues(self, negotiation_id: int) -> list[int]:
        return [i.id for i in self.among("issue", "negotiation_id", [negotiation_id])]

    def add_disputed(self) -> None:
        """Add what the accounts of disputes are about."""
        members = [r for r in self.all() if r.table == "dispute_member"]
        for name in {member.target_kind for member in members} & {"proposal_item", "term"}:
            uids = [m.target_uid for m in members if m.target_kind == name]
            self.add_owned(self.among(name, "uid", uids))

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
