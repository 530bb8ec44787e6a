"""Filling a new, empty store with a great many records at once.

Writes by hand what a change writes through triggers: every row, its line of the journal, and the
chain; triggers, indexes and checks are set aside meanwhile. A store filled this way is no different
from one grown change by change, and `checking.check` finds it sound. Only for files that nobody
has worked in: a crash half way leaves nothing of use, so the file must then be thrown away.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from negotiation_tracker.model.catalogue import Catalogue, Kind
from negotiation_tracker.store import connections, journal, search_index

_AT_ONCE = 2000
_LINE = (
    "INSERT INTO change_row (seq, change_set_id, kind, record_id, before, after, salt, "
    "content_hash, chain) VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)"
)
_STEP = (
    "INSERT INTO change_set (id, uid, label, kind, previous_undo_id, at, actor) "
    "VALUES (?, ?, ?, 'do', ?, ?, ?)"
)


class _Table:
    """How rows of one kind are put together, in the order of the file's columns."""

    def __init__(self, db: sqlite3.Connection, kind: Kind) -> None:
        info = db.execute(f'PRAGMA table_info("{kind.name}")').fetchall()
        self.columns = [row[1] for row in info]
        places = ", ".join("?" * len(self.columns))
        self.insert = f'INSERT INTO "{kind.name}" VALUES ({places})'
        self.blank = {row[1]: _start(kind, row[1], bool(row[3])) for row in info}
        self.rows: list[tuple[Any, ...]] = []
        self.last = 0


class Filling:
    """Takes records one after another; see `filling`."""

    def __init__(self, db: sqlite3.Connection, catalogue: Catalogue) -> None:
        self._db = db
        self._tables = {name: _Table(db, kind) for name, kind in catalogue.kinds.items()}
        self._lines: list[tuple[Any, ...]] = []
        self._steps: list[tuple[Any, ...]] = []
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        self._seq = 0
        self._set_id = 0
        self._step = ("", "", "")
        self._head = journal.GENESIS

    def step(self, uid: str, label: str, at: str, actor: str) -> None:
        """Begin the next step of the journal; ``at`` is a moment in the store form."""
        before = self._set_id or None
        self._set_id += 1
        self._step = (uid, at, actor)
        self._steps.append((self._set_id, uid, label, before, at, actor))

    def add(self, kind: str, uid: str, salt: str, values: dict[str, Any]) -> int:
        """Add a record in its store form, with defaults for what is not given; gives its key."""
        table = self._tables[kind]
        table.last = number = table.last + 1
        set_uid, at, actor = self._step
        row = {
            **table.blank, "created_at": at, "created_by": actor, "updated_at": at, "rev": 1,
            **values, "id": number, "uid": uid,
        }  # fmt: skip
        after = self._encode(row)
        self._seq += 1
        content = journal.content_hash(salt, kind, number, None, after)
        self._head = journal.link(self._head, self._seq, set_uid, at, actor, content)
        self._lines.append(
            (self._seq, self._set_id, kind, number, after, salt, content, self._head)
        )
        table.rows.append(tuple(row.values()))
        if len(self._lines) >= _AT_ONCE:
            self.flush()
        return number

    def flush(self) -> None:
        """Hand what was taken to the database."""
        self._db.executemany(_STEP, self._steps)
        self._db.executemany(_LINE, self._lines)
        self._steps.clear()
        self._lines.clear()
        for table in self._tables.values():
            if table.rows:
                self._db.executemany(table.insert, table.rows)
                table.rows.clear()

    def finish(self) -> None:
        """Close the chain and put the last step on the stack of undo."""
        self.flush()
        self._db.execute(
            "UPDATE journal_state SET chain_head = ?, undo_head_id = ? WHERE id = 1",
            (self._head if self._seq else "", self._set_id or None),
        )


@contextmanager
def filling(path: Path, catalogue: Catalogue) -> Iterator[Filling]:
    """Fill the new store at a path; on an error the file is of no use and must be deleted."""
    db = connections.open_writer(path)
    try:
        for setting in (
            "journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "secure_delete=OFF",
            "ignore_check_constraints=ON", "cache_size=-262144", "locking_mode=EXCLUSIVE",
        ):  # fmt: skip
            db.execute(f"PRAGMA {setting}")
        db.execute("BEGIN IMMEDIATE")
        aside = _set_aside(db)
        hand = Filling(db, catalogue)
        yield hand
        hand.finish()
        for statement in aside:
            db.execute(statement)
        search_index.rebuild(db)
        db.execute("COMMIT")
    finally:
        db.close()


def _set_aside(db: sqlite3.Connection) -> list[str]:
    """Drop triggers and indexes; give the statements that bring them back."""
    found = db.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') "
        "AND sql IS NOT NULL ORDER BY type, rowid"
    ).fetchall()
    for kind, name, _ in found:
        db.execute(f'DROP {kind.upper()} "{name}"')
    return [str(sql) for _, _, sql in found]


def _start(kind: Kind, column: str, needed: bool) -> Any:
    """Give the store form of what a new record starts with in a column."""
    field = kind.field(column)
    if field.default is not None:
        return int(field.default) if isinstance(field.default, bool) else field.default
    return "" if needed and field.type == "text" else None
