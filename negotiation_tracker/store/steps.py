"""Steps of the journal: opening one, sealing it, saying what it did."""

import sqlite3
from dataclasses import dataclass

from negotiation_tracker.model.changes import ChangeKind, ChangeSet
from negotiation_tracker.store import journal

_PRESENT = '"deleted_at":null'
"""Stands in the image of a record that is not in the trash, and nowhere else: in a text of the
record every quotation mark would have a backslash before it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is written about a step of the journal as a whole.

    Attributes:
        uid: stable identifier.
        label: words of the menu.
        kind: done, undone, redone, or an aside.
        at: moment, in the store form.
        actor: who makes the change.
        target_id: the step that this one takes back or does again.

    """

    uid: str
    label: str
    kind: ChangeKind
    at: str
    actor: str
    target_id: int | None = None


def open_step(db: sqlite3.Connection, step: Step) -> int:
    """Begin a step of the journal; returns its number."""
    cursor = db.execute(
        "INSERT INTO change_set (uid, label, kind, target_id, at, actor) VALUES (?, ?, ?, ?, ?, ?)",
        (step.uid, step.label, step.kind.value, step.target_id, step.at, step.actor),
    )
    set_id = int(cursor.lastrowid or 0)
    db.execute("UPDATE journal_state SET open_set_id = ? WHERE id = 1", (set_id,))
    return set_id


def close_step(db: sqlite3.Connection, set_id: int, step: Step) -> int:
    """Seal a step and put it on the stack of undo; returns the number of its lines."""
    lines = journal.seal(db, set_id, step.uid, step.at, step.actor)
    if step.kind is ChangeKind.DO and lines:
        db.execute(
            "UPDATE change_set SET previous_undo_id = (SELECT undo_head_id FROM journal_state "
            "WHERE id = 1) WHERE id = ?",
            (set_id,),
        )
        db.execute(
            "UPDATE journal_state SET undo_head_id = ?, redo_head_id = NULL WHERE id = 1",
            (set_id,),
        )
    return lines


def describe(db: sqlite3.Connection, set_id: int, label: str, kind: ChangeKind) -> ChangeSet:
    """Say which records a step added, changed and removed."""
    added: dict[str, set[int]] = {}
    changed: dict[str, set[int]] = {}
    removed: dict[str, set[int]] = {}
    rows = db.execute(
        "SELECT kind, record_id, before IS NULL OR instr(before, ?) = 0, "
        "after IS NULL OR instr(after, ?) = 0 "
        "FROM change_row WHERE change_set_id = ? ORDER BY seq",
        (_PRESENT, _PRESENT, set_id),
    ).fetchall()
    first_absent: dict[tuple[str, int], bool] = {}
    last_absent: dict[tuple[str, int], bool] = {}
    for name, record_id, was_absent, is_absent in rows:
        first_absent.setdefault((name, record_id), bool(was_absent))
        last_absent[name, record_id] = bool(is_absent)
    for (name, record_id), was_absent in first_absent.items():
        is_absent = last_absent[name, record_id]
        if was_absent and is_absent:
            continue
        group = added if was_absent else removed if is_absent else changed
        group.setdefault(name, set()).add(record_id)
    return ChangeSet(
        set_id,
        label,
        kind,
        {k: frozenset(v) for k, v in added.items()},
        {k: frozenset(v) for k, v in changed.items()},
        {k: frozenset(v) for k, v in removed.items()},
    )
