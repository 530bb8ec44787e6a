"""Building, tidying and checking the index of words; see `store.search_schema`."""

import sqlite3

from negotiation_tracker.model.searchable import BY_NUMBER, DAY_BITS
from negotiation_tracker.store import search_schema

_MERGE_PAGES = 200
_USUAL_BUFFER, _GREAT_BUFFER = 1 << 20, 64 << 20
_MANY_PIECES = 8
_SHOWN = 5


def rebuild(db: sqlite3.Connection) -> None:
    """Build the index anew from the records, in the caller's transaction.

    Nothing of what stood in it remains, so a purge ends with this; a large import drops the
    triggers of the index first and calls this at its end (`set_aside`).
    """
    db.execute("DELETE FROM search_row")
    db.execute(
        "INSERT INTO search_row (id, kind, record_id, negotiation_id) "
        f"SELECT (day << {DAY_BITS}) + row_number() OVER (PARTITION BY day ORDER BY kind, "
        f"record_id) AS number, kind, record_id, negotiation_id FROM ({search_schema.entries()}) "
        "ORDER BY number"
    )
    _command(db, "delete-all")
    # In the order of the rows, and in few large pieces: FTS5's own rebuild takes three times as
    # long, because it reads the view in another order and writes a piece at every step back.
    _set(db, "hashsize", _GREAT_BUFFER)
    db.execute(
        "INSERT INTO search_text (rowid, title, body) "
        "SELECT id, title, body FROM search_content ORDER BY id"
    )
    _set(db, "hashsize", _USUAL_BUFFER)
    if pieces(db) > _MANY_PIECES:
        optimize(db)


def optimize(db: sqlite3.Connection) -> None:
    """Merge the whole index into one piece; words of what was deleted are gone from it then."""
    _command(db, "optimize")


def merge(db: sqlite3.Connection, pages: int = _MERGE_PAGES) -> bool:
    """Do a step of merging what commits left in pieces; says whether there was anything to do."""
    before = db.total_changes
    _set(db, "merge", pages)
    return db.total_changes - before > 1


def pieces(db: sqlite3.Connection) -> int:
    """Count the pieces the index lies in; a search looks through each."""
    return int(db.execute("SELECT count(DISTINCT segid) FROM search_text_idx").fetchone()[0])


def set_aside(db: sqlite3.Connection) -> list[str]:
    """Drop the triggers of the index; give the statements that bring them back.

    For a change of very many records; `rebuild` and the statements must follow before it is
    committed.
    """
    found = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search\\_%' "
        "ESCAPE '\\'"
    ).fetchall()
    for name, _ in found:
        db.execute(f'DROP TRIGGER "{name}"')
    return [str(sql) for _, sql in found]


def verify(db: sqlite3.Connection) -> list[str]:
    """Compare what is in the index with the records; list what does not fit.

    The words themselves are compared with FTS5's own check by `verify_words`.
    """
    held = f"SELECT kind, record_id, negotiation_id, id >> {DAY_BITS} AS day FROM search_row"
    due = f"SELECT * FROM ({search_schema.entries()})"
    faults = []
    for which, says in (
        (f"{due} EXCEPT {held}", "cannot be found by its words"),
        (f"{held} EXCEPT {due}", "stands wrongly in the index of words"),
    ):
        rows = db.execute(f"SELECT kind, record_id FROM ({which}) LIMIT {_SHOWN}").fetchall()
        faults += [f"{_kind(number)} {record_id} {says}" for number, record_id in rows]
    return faults


def verify_words(db: sqlite3.Connection) -> list[str]:
    """Compare every word of the index with the records; needs a connection that may write.

    FTS5 makes its check by a statement of the form of a change; nothing is changed.
    """
    try:
        _set(db, "integrity-check", 1)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
            return ["the index of words does not say what the records say"]
        raise
    return []


def _kind(number: int) -> str:
    entry = BY_NUMBER.get(number)
    return f"kind {number}" if entry is None else entry.kind


def _set(db: sqlite3.Connection, word: str, value: int) -> None:
    db.execute("INSERT INTO search_text (search_text, rank) VALUES (?, ?)", (word, value))


def _command(db: sqlite3.Connection, word: str) -> None:
    db.execute("INSERT INTO search_text (search_text) VALUES (?)", (word,))
