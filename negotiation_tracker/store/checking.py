"""Checking a store: form, references, journal, and every record against its last journal line.

The index of words is compared with the records too.
"""

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.store import connections, errors, journal, preflight, search_index
from negotiation_tracker.store.check_report import CheckReport


def check(path: Path) -> CheckReport:
    """Check a store file from outside in; never writes.

    Raises:
        StoreError: the file cannot be opened at all (E10–E15, E17).

    """
    faults: list[str] = []
    try:
        preflight.inspect(path)
    except TrackerError as error:
        if error.code not in ("E16", "E18"):
            raise
        faults.append(error.title)
    db = connections.open_reader(path)
    try:
        report = _check(db, faults)
    except errors.SQLITE_ERRORS as error:
        faults.append(errors.from_sqlite(error).title)
        return CheckReport(tuple(faults), 0, 0, "")
    finally:
        db.close()
    return replace(report, faults=(*report.faults, *_check_words(path)))


def _check_words(path: Path) -> list[str]:
    """Compare the words of the index with the records, where the file may be opened for writing.

    FTS5 makes its check by a statement of the form of a change, which holds other writers off
    meanwhile; it is rolled back. While another program goes on writing it is left out.
    """
    db = connections.open_reader(path)
    try:
        if not os.access(path, os.W_OK) or not _has_index(db):
            return []
        db.execute("PRAGMA query_only=OFF")
        db.execute("BEGIN IMMEDIATE")
        try:
            return search_index.verify_words(db)
        finally:
            db.execute("ROLLBACK")
    except errors.SQLITE_ERRORS as error:
        busy = getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
        return [] if busy else [errors.from_sqlite(error).title]
    finally:
        db.close()


def _has_index(db: sqlite3.Connection) -> bool:
    row = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'search_row'").fetchone()
    return row is not None


def _check(db: sqlite3.Connection, faults: list[str]) -> CheckReport:
    verdicts = [row[0] for row in db.execute("PRAGMA integrity_check(20)").fetchall()]
    faults += [f"SQLite reports: {v}" for v in verdicts if v != "ok"]
    dangling = db.execute("PRAGMA foreign_key_check").fetchall()
    faults += [f"{row[0]} {row[1]} refers to a {row[2]} that is not there" for row in dangling]
    tables = journaled(db)
    faults += journal.verify(db)
    faults += journal.verify_rows(db, tables)
    if _has_index(db):
        faults += search_index.verify(db)
    records = sum(
        int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name, _ in tables
    )
    lines = int(db.execute("SELECT count(*) FROM change_row").fetchone()[0])
    head = str(db.execute("SELECT chain_head FROM journal_state WHERE id = 1").fetchone()[0])
    return CheckReport(tuple(faults), records, lines, head)


def journaled(db: sqlite3.Connection) -> list[tuple[str, list[str]]]:
    """List the journaled tables with their columns, as they stand in the file."""
    names = [
        row[0]
        for row in db.execute(
            "SELECT substr(name, 9, length(name) - 15) FROM sqlite_master "
            "WHERE type = 'trigger' AND name LIKE 'journal\\_%\\_insert' ESCAPE '\\' ORDER BY name"
        ).fetchall()
    ]
    return [
        (name, [row[1] for row in db.execute(f'PRAGMA table_info("{name}")').fetchall()])
        for name in names
    ]
