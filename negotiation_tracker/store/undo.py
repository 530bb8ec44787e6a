"""Undo and redo: the inverse of a step, applied and logged like any other change."""

import json
import sqlite3
from datetime import datetime
from uuid import uuid4

from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.changes import ChangeKind, ChangeSet
from negotiation_tracker.model.errors import UndoRefused
from negotiation_tracker.model.moments import utc_text
from negotiation_tracker.model.record import Record
from negotiation_tracker.store import journal
from negotiation_tracker.store.queries.history import of_image
from negotiation_tracker.store.steps import Step, close_step, describe, open_step

Head = tuple[str | None, list[Record | None]]
"""What undo or redo would do next: its label, and its records as they were before and after.

A record whose content was purged is None.
"""


def labels(db: sqlite3.Connection) -> tuple[str | None, str | None]:
    """Give the labels of what undo and redo would do next, None where there is nothing."""
    row = db.execute(
        "SELECT (SELECT label FROM change_set WHERE id = undo_head_id), "
        "(SELECT label FROM change_set WHERE id = redo_head_id) FROM journal_state WHERE id = 1"
    ).fetchone()
    return (row[0], row[1])


def heads(db: sqlite3.Connection, catalogue: Catalogue) -> tuple[Head, Head]:
    """Give what undo and redo would do next."""
    undo_head, redo_head = db.execute(
        "SELECT undo_head_id, redo_head_id FROM journal_state WHERE id = 1"
    ).fetchone()
    undo_label, redo_label = labels(db)
    return (
        (undo_label, _images(db, catalogue, undo_head)),
        (redo_label, _images(db, catalogue, redo_head)),
    )


def _images(
    db: sqlite3.Connection, catalogue: Catalogue, set_id: int | None
) -> list[Record | None]:
    lines = db.execute(
        "SELECT kind, before, after FROM change_row WHERE change_set_id = ?", (set_id,)
    ).fetchall()
    found: list[Record | None] = []
    for name, before, after in lines:
        images = [text for text in (before, after) if text is not None]
        found += [of_image(catalogue[name], text) for text in images] or [None]
    return found


def undo(db: sqlite3.Connection, catalogue: Catalogue, actor: str, now: datetime) -> ChangeSet:
    """Take the newest step back.

    Raises:
        UndoRefused: there is nothing to undo, or something later rests on the step.

    """
    head = db.execute("SELECT undo_head_id FROM journal_state WHERE id = 1").fetchone()[0]
    if head is None:
        raise UndoRefused("There is nothing to undo.")
    label, previous = db.execute(
        "SELECT label, previous_undo_id FROM change_set WHERE id = ?", (head,)
    ).fetchone()
    step = Step(str(uuid4()), label, ChangeKind.UNDO, utc_text(now), actor, head)
    change = _invert(db, catalogue, head, step)
    db.execute(
        "UPDATE change_set SET previous_redo_id = (SELECT redo_head_id FROM journal_state "
        "WHERE id = 1) WHERE id = ?",
        (change.id,),
    )
    db.execute(
        "UPDATE journal_state SET undo_head_id = ?, redo_head_id = ? WHERE id = 1",
        (previous, change.id),
    )
    return change


def redo(db: sqlite3.Connection, catalogue: Catalogue, actor: str, now: datetime) -> ChangeSet:
    """Do again what was undone last.

    Raises:
        UndoRefused: there is nothing to redo, or something later rests on it.

    """
    head = db.execute("SELECT redo_head_id FROM journal_state WHERE id = 1").fetchone()[0]
    if head is None:
        raise UndoRefused("There is nothing to redo.")
    label, previous = db.execute(
        "SELECT label, previous_redo_id FROM change_set WHERE id = ?", (head,)
    ).fetchone()
    step = Step(str(uuid4()), label, ChangeKind.REDO, utc_text(now), actor, head)
    change = _invert(db, catalogue, head, step)
    db.execute(
        "UPDATE change_set SET previous_undo_id = (SELECT undo_head_id FROM journal_state "
        "WHERE id = 1) WHERE id = ?",
        (change.id,),
    )
    db.execute(
        "UPDATE journal_state SET undo_head_id = ?, redo_head_id = ? WHERE id = 1",
        (change.id, previous),
    )
    return change


def _invert(db: sqlite3.Connection, catalogue: Catalogue, target: int, step: Step) -> ChangeSet:
    label = step.label
    set_id = open_step(db, step)
    lines = db.execute(
        "SELECT kind, record_id, before, after FROM change_row WHERE change_set_id = ? "
        "ORDER BY seq",
        (target,),
    ).fetchall()
    if not _only_adds_or_removes(lines):
        lines.reverse()
    columns = {name: stored_columns(db, name) for name in {line[0] for line in lines}}
    for line in lines:
        if line[2] is None and line[3] is None:
            raise UndoRefused(
                f"“{label}” cannot be undone: its content was purged.", "Nothing was changed."
            )
        _apply_inverse(db, catalogue, step, line, columns[line[0]])
    close_step(db, set_id, step)
    return describe(db, set_id, label, step.kind)


def _only_adds_or_removes(lines: list[tuple[str, int, str | None, str | None]]) -> bool:
    """Say whether the lines may be inverted in any order.

    References wait until the end of the transaction, and the index of words takes what comes in
    the order in which it was written several times faster than backwards.
    """
    return all(before is None for _, _, before, _ in lines) or all(
        after is None for *_, after in lines
    )


def _apply_inverse(
    db: sqlite3.Connection,
    catalogue: Catalogue,
    step: Step,
    line: tuple[str, int, str | None, str | None],
    columns: list[str],
) -> None:
    name, record_id, before, after = line
    row = db.execute(
        f'SELECT {journal.image(columns)} FROM "{name}" WHERE id = ?', (record_id,)
    ).fetchone()
    current = row[0] if row else None
    if current != after:
        raise UndoRefused(
            f"“{step.label}” cannot be undone: the {catalogue[name].label} was changed later"
            f"{_by_what(db, name, record_id, step.target_id)}.",
            "Nothing was changed.",
            "Undo the later change first, or edit the record.",
        )
    if before is None:
        db.execute(f'DELETE FROM "{name}" WHERE id = ?', (record_id,))
        return
    values = json.loads(before)
    if after is None:
        marks = ", ".join("?" * len(columns))
        listed = ", ".join(f'"{c}"' for c in columns)
        db.execute(
            f'INSERT INTO "{name}" ({listed}) VALUES ({marks})', [values.get(c) for c in columns]
        )
        return
    settings = ", ".join(f'"{c}" = ?' for c in columns)
    db.execute(
        f'UPDATE "{name}" SET {settings} WHERE id = ?',
        [*(values.get(c) for c in columns), record_id],
    )


def stored_columns(db: sqlite3.Connection, table: str) -> list[str]:
    """List the columns of a table as they stand in the file."""
    return [row[1] for row in db.execute(f'PRAGMA table_info("{table}")').fetchall()]


def _by_what(db: sqlite3.Connection, name: str, record_id: int, target: int | None) -> str:
    row = db.execute(
        "SELECT s.label FROM change_row r JOIN change_set s ON s.id = r.change_set_id "
        "WHERE r.kind = ? AND r.record_id = ? AND r.change_set_id > ? ORDER BY r.seq DESC LIMIT 1",
        (name, record_id, target),
    ).fetchone()
    return f" by “{row[0]}”" if row else ""
