"""The journal: triggers that write every change, and the seal that chains them.

Triggers see every writer, also raw SQL. The seal is a salted hash chain made at commit; it
makes tampering evident against a chain head kept elsewhere (backup, export), not impossible.
"""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

_AT_ONCE = 1000
_LINES = (
    "SELECT seq, kind, record_id, before, after FROM change_row "
    "WHERE change_set_id = ? AND seq > ? ORDER BY seq LIMIT ?"
)
GENESIS = hashlib.sha256(b"negotiation-tracker journal 1").hexdigest()


def image(columns: Sequence[str], row: str = "") -> str:
    """Give the SQL expression for a row's image; `row` is NEW, OLD or empty."""
    prefix = f"{row}." if row else ""
    pairs = ", ".join(f"'{c}', {prefix}\"{c}\"" for c in columns)
    return f"json_object({pairs})"


def triggers(tables: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Write the CREATE TRIGGER statements for every journaled table."""
    statements: list[str] = []
    into = (
        "INSERT INTO change_row (change_set_id, kind, record_id, before, after) VALUES "
        "((SELECT open_set_id FROM journal_state WHERE id = 1), "
    )
    for table, columns in tables:
        old, new = image(columns, "OLD"), image(columns, "NEW")
        for verb, key, before, after in (
            ("INSERT", "NEW.id", "NULL", new),
            ("UPDATE", "NEW.id", old, new),
            ("DELETE", "OLD.id", old, "NULL"),
        ):
            statements.append(
                f'CREATE TRIGGER journal_{table}_{verb.lower()} AFTER {verb} ON "{table}" '
                f"BEGIN {into}'{table}', {key}, {before}, {after}); END"
            )
    statements.append(
        "CREATE TRIGGER change_row_no_delete BEFORE DELETE ON change_row "
        "BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"
    )
    statements.append(
        "CREATE TRIGGER change_row_sealed BEFORE UPDATE ON change_row "
        "WHEN OLD.chain IS NOT NULL AND NOT (NEW.before IS NULL AND NEW.after IS NULL AND "
        "NEW.salt IS NULL AND NEW.chain IS OLD.chain AND NEW.content_hash IS OLD.content_hash "
        "AND NEW.seq = OLD.seq AND NEW.kind IS OLD.kind AND NEW.record_id IS OLD.record_id AND "
        "NEW.change_set_id IS OLD.change_set_id) "
        "BEGIN SELECT RAISE(ABORT, 'a sealed line of the journal cannot be changed'); END"
    )
    statements.append(
        "CREATE TRIGGER change_set_no_delete BEFORE DELETE ON change_set "
        "BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END"
    )
    return statements


def content_hash(
    salt: str, kind: str, record_id: int, before: str | None, after: str | None
) -> str:
    """Hash what a line says; the salt keeps purged short texts from being guessed."""
    text = "\x1f".join((salt, kind, str(record_id), before or "", after or ""))
    return hashlib.sha256(text.encode()).hexdigest()


def link(previous: str, seq: int, set_uid: str, at: str, actor: str, content: str) -> str:
    """Hash a line into the chain."""
    text = "\x1f".join((previous, str(seq), set_uid, at, actor, content))
    return hashlib.sha256(text.encode()).hexdigest()


def seal(db: sqlite3.Connection, set_id: int, set_uid: str, at: str, actor: str) -> int:
    """Chain every line of an open step; returns how many there are."""
    head = db.execute("SELECT chain_head FROM journal_state WHERE id = 1").fetchone()[0] or GENESIS
    last = number = 0
    while lines := db.execute(_LINES, (set_id, last, _AT_ONCE)).fetchall():
        updates: list[tuple[Any, ...]] = []
        for seq, kind, record_id, before, after in lines:
            salt = secrets.token_hex(8)
            content = content_hash(salt, kind, record_id, before, after)
            head = link(head, seq, set_uid, at, actor, content)
            updates.append((salt, content, head, seq))
        db.executemany(
            "UPDATE change_row SET salt = ?, content_hash = ?, chain = ? WHERE seq = ?", updates
        )
        last = lines[-1][0]
        number += len(lines)
    db.execute("UPDATE journal_state SET open_set_id = NULL, chain_head = ? WHERE id = 1", (head,))
    return number


def verify(db: sqlite3.Connection) -> list[str]:
    """Walk the chain and compare every live row with its last line; list what does not fit."""
    faults: list[str] = []
    head = GENESIS
    rows = db.execute(
        "SELECT r.seq, r.kind, r.record_id, r.before, r.after, r.salt, r.content_hash, r.chain, "
        "s.uid, s.at, s.actor FROM change_row r LEFT JOIN change_set s ON s.id = r.change_set_id "
        "ORDER BY r.seq"
    )
    for seq, kind, record_id, before, after, salt, content, chain, uid, at, actor in rows:
        if chain is None or uid is None:
            faults.append(f"journal line {seq} ({kind} {record_id}) was not written by the program")
            continue
        if salt is not None and content_hash(salt, kind, record_id, before, after) != content:
            faults.append(f"journal line {seq} ({kind} {record_id}) was altered")
        head = link(head, seq, uid, at, actor, content)
        if head != chain:
            faults.append(f"the chain of the journal breaks at line {seq}")
            head = chain
    kept = db.execute("SELECT chain_head FROM journal_state WHERE id = 1").fetchone()
    if kept is None or (kept[0] or GENESIS) != head:
        faults.append("the end of the journal is missing or was replaced")
    return faults


def verify_rows(db: sqlite3.Connection, tables: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """List every record that differs from the last line the journal has about it."""
    faults: list[str] = []
    for table, columns in tables:
        query = (
            f'SELECT t.id FROM "{table}" t LEFT JOIN change_row r ON r.seq = ('
            "SELECT max(seq) FROM change_row WHERE kind = ? AND record_id = t.id) "
            "WHERE r.content_hash IS NULL OR "
            f"(r.salt IS NOT NULL AND r.after IS NOT {image(columns, 't')})"
        )
        faults += [
            f"{table} {row[0]} is not what the journal says"
            for row in db.execute(query, (table,)).fetchall()
        ]
        gone = (
            "SELECT r.record_id FROM change_row r WHERE r.kind = ? AND r.after IS NOT NULL AND "
            "r.seq = (SELECT max(seq) FROM change_row WHERE kind = r.kind AND record_id = "
            f'r.record_id) AND NOT EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = r.record_id)'
        )
        faults += [
            f"{table} {row[0]} is in the journal but not in the store"
            for row in db.execute(gone, (table,)).fetchall()
        ]
    return faults
