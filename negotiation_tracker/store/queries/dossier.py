"""Everything recorded about one negotiation, or about all, in one read."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from negotiation_tracker.model.catalogue import Catalogue, Kind
from negotiation_tracker.model.record import Dossier, Record, decode_row
from negotiation_tracker.store.rows import columns


def load(db: sqlite3.Connection, catalogue: Catalogue, negotiation_id: int) -> Dossier:
    """Load one negotiation.

    That is its own records, the evidence cited for them, and the people, organizations and
    sources that these refer to.
    """
    own = [r for kind in catalogue.kinds.values() for r in scoped(db, kind, negotiation_id)]
    return completed(db, catalogue, own)


def completed(db: sqlite3.Connection, catalogue: Catalogue, own: list[Record]) -> Dossier:
    """Give records with what they refer to, the names of their people, and their evidence."""
    found: dict[tuple[str, int], Record] = {(r.table, r.id): r for r in own}
    _follow(db, catalogue, found, own)
    people = [r for r in found.values() if r.table in ("person", "organization")]
    for kind_name in ("alias", "affiliation"):
        about_people = _about(db, catalogue[kind_name], people)
        found.update({(r.table, r.id): r for r in about_people})
        _follow(db, catalogue, found, about_people)
    _add_evidence(db, catalogue, found)
    return Dossier(catalogue, sorted(found.values(), key=lambda r: (r.table, r.id)))


def load_all(db: sqlite3.Connection, catalogue: Catalogue) -> Dossier:
    """Load every record that is not in the trash."""
    return Dossier(catalogue, (r for kind in catalogue.kinds.values() for r in _all(db, kind)))


def _all(db: sqlite3.Connection, kind: Kind) -> Iterator[Record]:
    sql = f'SELECT {columns(kind)} FROM "{kind.name}" WHERE deleted_at IS NULL ORDER BY id'
    for row in db.execute(sql).fetchall():
        yield decode_row(kind, row)


def scoped(db: sqlite3.Connection, kind: Kind, negotiation_id: int) -> list[Record]:
    """List the records of a kind that belong to one negotiation."""
    if kind.name == "negotiation":
        condition, joins = "t0.id = ?", ""
    elif kind.scope:
        joins, condition = "", f't{len(kind.scope) - 1}."{kind.scope[-1]}" = ?'
        for depth, name in enumerate(kind.scope[:-1]):
            parent = _parent_table(kind, depth)
            joins += f' JOIN "{parent}" t{depth + 1} ON t{depth + 1}.id = t{depth}."{name}"'
    else:
        return []
    sql = (
        f'SELECT {columns(kind, "t0")} FROM "{kind.name}" t0{joins} '
        f"WHERE {condition} AND t0.deleted_at IS NULL ORDER BY t0.id"
    )
    return [decode_row(kind, row) for row in db.execute(sql, (negotiation_id,)).fetchall()]


def _add_evidence(
    db: sqlite3.Connection, catalogue: Catalogue, found: dict[tuple[str, int], Record]
) -> None:
    """Add what is cited for the records, the sources, and what is cited for these in turn."""
    pending = list(found.values())
    while pending:
        before = set(found)
        fresh = _cited(db, catalogue["citation"], pending)
        found.update({(r.table, r.id): r for r in fresh})
        _follow(db, catalogue, found, fresh)
        pending = [record for key, record in found.items() if key not in before]


_PARENTS = {
    "participant_id": "participant",
    "engagement_id": "mediator_engagement",
    "session_id": "session",
    "entry_id": "table_entry",
    "issue_id": "issue",
    "proposal_id": "proposal",
    "item_id": "proposal_item",
    "agreement_id": "tentative_agreement",
    "event_id": "event",
    "statement_id": "statement",
    "dispute_id": "dispute",
}


def _parent_table(kind: Kind, depth: int) -> str:
    return _PARENTS[kind.scope[depth]]


def _follow(
    db: sqlite3.Connection,
    catalogue: Catalogue,
    found: dict[tuple[str, int], Record],
    start: list[Record],
) -> None:
    """Add what the records refer to, and what that refers to, until nothing is missing."""
    frontier = start
    while frontier:
        wanted: dict[str, set[int]] = {}
        for record in frontier:
            for field in catalogue[record.table].references():
                target = getattr(record, field.name)
                if target is not None and (field.ref, target) not in found:
                    wanted.setdefault(field.ref, set()).add(target)
        frontier = [
            record
            for name, ids in wanted.items()
            for record in _in(db, catalogue[name], "id", sorted(ids))
        ]
        found.update({(r.table, r.id): r for r in frontier})


def _about(db: sqlite3.Connection, kind: Kind, people: list[Record]) -> list[Record]:
    found: list[Record] = []
    for name, table in (("person_id", "person"), ("organization_id", "organization")):
        if kind.name == "affiliation" and table == "organization":
            continue
        found += _in(db, kind, name, [r.id for r in people if r.table == table])
    return found


def _cited(db: sqlite3.Connection, kind: Kind, records: list[Record]) -> list[Record]:
    return _in(db, kind, "target_uid", [r.uid for r in records])


def _in(db: sqlite3.Connection, kind: Kind, field: str, values: list[Any]) -> list[Record]:
    found: list[Record] = []
    for start in range(0, len(values), 500):
        part = values[start : start + 500]
        marks = ", ".join("?" * len(part))
        sql = (
            f'SELECT {columns(kind)} FROM "{kind.name}" WHERE "{field}" IN ({marks}) '
            "AND deleted_at IS NULL ORDER BY id"
        )
        found += [decode_row(kind, row) for row in db.execute(sql, part).fetchall()]
    return found
