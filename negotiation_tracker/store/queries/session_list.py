"""The list of sessions: counted, filtered, sorted and paged in SQL."""

import sqlite3
from datetime import date
from typing import Any, Protocol

from negotiation_tracker.model.folding import fold
from negotiation_tracker.store.queries import search
from negotiation_tracker.store.queries.session_lines import FROM, MEDIATOR, PROPOSALS

SORTS = {
    "date": "s.date",
    "kind": "s.kind",
    "status": "s.status",
    "mediator": MEDIATOR,
    "place": "s.place",
    "number": "s.number",
}
_MEDIATED = (
    "SELECT e.id FROM mediator_engagement e LEFT JOIN person p ON p.id = e.person_id "
    "LEFT JOIN organization o ON o.id = e.organization_id "
    f"WHERE e.deleted_at IS NULL AND instr(fold({MEDIATOR}), ?) > 0"
)
COLUMNS = (
    "s.id, s.uid, s.date, s.kind, s.status, "
    f"{MEDIATOR}, s.place, substr(s.summary, 1, 160), s.handling, s.number, "
    f"{PROPOSALS}, "
    "s.locked_at IS NOT NULL"
)


def prepare(db: sqlite3.Connection, where: str) -> None:
    """Teach a connection to compare text without case and accents, where a filter does."""
    # Not otherwise: it makes SQLite forget the statements it knows.
    if "fold(" in where:
        db.create_function("fold", 1, lambda text: fold(text or ""), deterministic=True)


class Filter(Protocol):
    """What a filter asks for; empty values ask for nothing."""

    @property
    def text(self) -> str:
        """Words in the session, in a line of its log, or part of the mediator's name."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds wanted."""

    @property
    def statuses(self) -> tuple[str, ...]:
        """Statuses wanted."""

    @property
    def mediator(self) -> str:
        """Part of the mediator's name."""

    @property
    def place(self) -> str:
        """Part of the place."""

    @property
    def date_from(self) -> date | None:
        """First day."""

    @property
    def date_to(self) -> date | None:
        """Last day."""


class Part(Protocol):
    """Which page is wanted."""

    @property
    def sort(self) -> str:
        """One of `SORTS`."""

    @property
    def descending(self) -> bool:
        """Whether the last come first."""

    @property
    def offset(self) -> int:
        """Rows to skip."""

    @property
    def limit(self) -> int:
        """Rows to give."""

    @property
    def after(self) -> tuple[str, int] | None:
        """Stored date and key of the last row skipped, by date, where they are known."""


def condition(chosen: Filter) -> tuple[str, list[Any]]:
    """Write the WHERE clause of a filter, without the negotiation, and its values."""
    clauses = ["s.deleted_at IS NULL"]
    values: list[Any] = []
    for column, wanted in (("s.kind", chosen.kinds), ("s.status", chosen.statuses)):
        if wanted:
            clauses.append(f"{column} IN ({', '.join('?' * len(wanted))})")
            values += list(wanted)
    for expression, part in ((MEDIATOR, chosen.mediator), ("s.place", chosen.place)):
        if part:
            clauses.append(f"instr(fold({expression}), ?) > 0")
            values.append(fold(part))
    match = search.expression(chosen.text)
    if match:
        clauses.append(f"(s.id IN ({search.SESSIONS}) OR s.engagement_id IN ({_MEDIATED}))")
        values += [match, fold(chosen.text)]
    if chosen.date_from is not None:
        latest = (
            "substr(s.date, instr(s.date, '/') + 1, instr(s.date, ' ') - instr(s.date, '/') - 1)"
        )
        clauses.append(f"({latest} = '..' OR {latest} >= ?)")
        values.append(chosen.date_from.isoformat())
    if chosen.date_to is not None:
        earliest = "substr(s.date, 1, instr(s.date, '/') - 1)"
        clauses.append(f"({earliest} = '..' OR {earliest} <= ?)")
        values.append(chosen.date_to.isoformat())
    return " AND ".join(clauses), values


def count(db: sqlite3.Connection, negotiation_id: int, where: str, values: list[Any]) -> int:
    """Count the sessions of a negotiation that pass a filter."""
    source = FROM if "e." in where else "FROM session s"
    sql = f"SELECT count(*) {source} WHERE s.negotiation_id = ? AND {where}"
    return int(db.execute(sql, [negotiation_id, *values]).fetchone()[0])


def titles(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """List key, identifier, code and title of every negotiation, by title."""
    names = ("id", "uid", "code", "title")
    rows = db.execute(f"SELECT {', '.join(names)} FROM negotiation WHERE deleted_at IS NULL")
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return sorted(found, key=lambda one: (one["title"].casefold(), one["id"]))


def newest_talks(db: sqlite3.Connection) -> int | None:
    """Give the negotiation with the newest session; without any session, the newest one."""
    sql = (
        "SELECT n.id FROM session s CROSS JOIN negotiation n ON n.id = s.negotiation_id "
        "WHERE s.deleted_at IS NULL AND n.deleted_at IS NULL "
        "ORDER BY s.date DESC, s.id DESC LIMIT 1"
    )
    row = (
        db.execute(sql).fetchone()
        or db.execute("SELECT max(id) FROM negotiation WHERE deleted_at IS NULL").fetchone()
    )
    return None if row[0] is None else int(row[0])


def page(
    db: sqlite3.Connection, negotiation_id: int, where: str, values: list[Any], part: Part
) -> list[tuple[Any, ...]]:
    """Fetch one page; from farther down, keys first, in order, then only their rows."""
    way, beyond = ("DESC", "<") if part.descending else ("ASC", ">")
    if part.sort == "date" and (part.after is not None or not part.offset):
        # The index gives the rows one after another: none is read in vain.
        following = f"AND (s.date, s.id) {beyond} (?, ?) " if part.after is not None else ""
        sql = (
            f"SELECT {COLUMNS} {FROM} WHERE s.negotiation_id = ? AND {where} {following}"
            f"ORDER BY s.date {way}, s.id {way} LIMIT ?"
        )
        asked = [negotiation_id, *values, *(part.after or ()), part.limit]
        return db.execute(sql, asked).fetchall()
    expression = SORTS[part.sort]
    ordering = f"{expression} {way}, s.id {way}"
    if part.sort != "date":
        ordering = f"{expression} {way}, s.date DESC, s.id DESC"
    source = FROM if "e." in where or part.sort == "mediator" else "FROM session s"
    keys = (
        f"SELECT s.id {source} WHERE s.negotiation_id = ? AND {where} "
        f"ORDER BY {ordering} LIMIT ? OFFSET ?"
    )
    sql = f"SELECT {COLUMNS} {FROM} WHERE s.id IN ({keys}) ORDER BY {ordering}"
    return db.execute(sql, [negotiation_id, *values, part.limit, part.offset]).fetchall()
