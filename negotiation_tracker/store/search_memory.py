"""An index of words in memory, of the record as one reader may see it."""

import sqlite3

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.searchable import (
    DAY_BITS,
    DAY_OF_NAMES,
    MARKED,
    NAMES,
    SEARCHABLE,
    UNDATED,
    Searchable,
    join_words,
)
from negotiation_tracker.store import search_schema


def index_of(dossier: Dossier) -> sqlite3.Connection:
    """Make an index in memory of all that can be found in a dossier."""
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.execute(
        "CREATE TABLE search_content (id INTEGER PRIMARY KEY, kind, record_id, negotiation_id, "
        "dated, title, body)"
    )
    db.execute("CREATE VIEW search_row AS SELECT * FROM search_content")
    db.execute("CREATE TABLE negotiation (id INTEGER PRIMARY KEY, code)")
    db.execute(search_schema.index_of_words("search_content"))
    db.executemany(
        "INSERT INTO negotiation VALUES (?, ?)",
        [(talks.id, talks.code) for talks in dossier.all("negotiation")],
    )
    db.execute("CREATE TABLE table_entry (id INTEGER PRIMARY KEY, session_id)")
    db.executemany(
        "INSERT INTO table_entry VALUES (?, ?)",
        [(line.id, line.session_id) for line in dossier.all("table_entry")],
    )
    rows = sorted(row for entry in SEARCHABLE for row in _rows(dossier, entry))
    numbered = [
        ((day << DAY_BITS) + place, *rest) for place, (day, *rest) in enumerate(rows, start=1)
    ]
    db.executemany("INSERT INTO search_content VALUES (?, ?, ?, ?, ?, ?, ?)", numbered)
    db.execute(
        "INSERT INTO search_text (rowid, title, body) "
        "SELECT id, title, body FROM search_content ORDER BY id"
    )
    return db


_Row = tuple[int, int, int, int | None, str | None, str, str]


def _rows(dossier: Dossier, entry: Searchable) -> list[_Row]:
    found = []
    for record in dossier.all(entry.kind):
        title = join_words(tuple(getattr(record, name) for name in entry.title))
        body = join_words(tuple(getattr(record, name) for name in (*entry.body, MARKED)))
        if not (title + body).strip():
            continue
        when = _reached(dossier, record, entry.day)
        dated = when.to_text() if isinstance(when, FuzzyDate) else None
        talks = _reached(dossier, record, entry.talks)
        key = talks if isinstance(talks, int) else None
        day = DAY_OF_NAMES if entry.kind in NAMES else _day(when)
        found.append((day, entry.number, record.id, key, dated, title, body))
    return found


def _reached(dossier: Dossier, record: Record, path: str) -> object:
    """Give a field of a record, or of the record it belongs to; None where there is none."""
    if "." in path:
        reference, path = path.split(".")
        parent = search_schema.parent(record.table, reference)
        owner = dossier.get(parent, getattr(record, reference) or 0)
        return None if owner is None else getattr(owner, path)
    return getattr(record, path) if path else None


def _day(when: object) -> int:
    first = when.earliest if isinstance(when, FuzzyDate) else None
    return UNDATED if first is None else int(first.toordinal())
