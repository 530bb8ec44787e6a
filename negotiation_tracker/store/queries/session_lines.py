"""All sessions of the store in few words, for a list that must be there at once.

This module, and what it imports, imports only what SQLite's own module imports.
"""

import sqlite3

from negotiation_tracker.store import connections, soundness

MEDIATOR = (
    "coalesce(nullif(e.label, ''), p.name, nullif(o.short_name, ''), o.name, "
    "CASE WHEN e.id IS NULL THEN '' ELSE 'mediator not named' END)"
)
FROM = (
    "FROM session s LEFT JOIN mediator_engagement e ON e.id = s.engagement_id "
    "LEFT JOIN person p ON p.id = e.person_id LEFT JOIN organization o ON o.id = e.organization_id"
)
PROPOSALS = "(SELECT count(*) FROM proposal q WHERE q.session_id = s.id AND q.deleted_at IS NULL)"
PLAIN_DAY = '{"precision":"day"}'
"""What follows the days of a date that is simply one day."""

# SQLite reads what else is known of a date, so that Python need not import its JSON.
_DETAILS = "substr(s.date, instr(s.date, ' ') + 1)"
_DAYS = "substr(s.date, 1, instr(s.date, ' ') - 1)"
# By first day, then last: an open start comes first, an open end last.
_ORDER = (
    "replace(substr(s.date, 1, instr(s.date, '/') - 1), '..', '0001-01-01'), "
    f"replace(substr({_DAYS}, instr(s.date, '/') + 1), '..', '9999-12-31'), s.id"
)
_SQL = (
    f"SELECT s.uid, {_DAYS}, "
    + ", ".join(
        f"CASE WHEN {_DETAILS} <> '{PLAIN_DAY}' THEN json_extract({_DETAILS}, '$.{name}') END"
        for name in ("precision", "approx", "as_written", "known_how")
    )
    + f", s.kind, s.status, s.place, {MEDIATOR}, {PROPOSALS} {FROM} "
    f"WHERE s.negotiation_id = ? AND s.deleted_at IS NULL ORDER BY {_ORDER}"
)

Line = tuple[str, str, str | None, int | None, str | None, str | None, str, str, str, str, int]
"""Identifier; days as "first/last", an open end ".."; precision, approx, as_written and known_how,
all None for a plain day; kind, status, place, mediator, number of proposals."""


def of_known_store(path: str, code: str | None) -> list[tuple[str, str, list[Line]]] | None:
    """Read the code, the title and the sessions by date of each negotiation, as of one moment.

    Args:
        path: the store.
        code: the negotiation wanted, upper or lower case; None for all.

    Returns:
        None when the file is not known to be sound; then it is to be opened the long way.

    Raises:
        sqlite3.Error: it cannot be read.

    """
    if not soundness.known_sound(path):
        return None
    db = connections.open_reader(path)
    try:
        db.execute("BEGIN")
        talks = _negotiations(db, code)
        return [(code, title, db.execute(_SQL, (key,)).fetchall()) for key, code, title in talks]
    finally:
        db.close()


def _negotiations(db: sqlite3.Connection, code: str | None) -> list[tuple[int, str, str]]:
    every = "SELECT id, code, title FROM negotiation WHERE deleted_at IS NULL"
    if code is None:
        return db.execute(f"{every} ORDER BY id").fetchall()
    found = db.execute(f"{every} AND code = ?", (code,)).fetchall()
    if found:
        return found
    wanted = code.casefold()
    return [row for row in db.execute(f"{every} ORDER BY id") if row[1].casefold() == wanted][:1]


ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What reading may raise; the long way puts it into words."""
