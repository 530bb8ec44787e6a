"""Undo, redo, trash and history over the real store."""

import json
import sqlite3
from pathlib import Path

import pytest

from negotiation_tracker.model.errors import InUse, NotFound, UndoRefused
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services.workspace import Workspace
from tests.store import talks


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Read every record table with an independent connection."""
    db = sqlite3.connect(path)
    try:
        names = [
            row[0]
            for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if row[0] not in ("change_set", "change_row", "journal_state", "sqlite_sequence")
            and not row[0].startswith("search_")
        ]
        found = {n: db.execute(f'SELECT * FROM "{n}" ORDER BY 1').fetchall() for n in names}
        # Where something stands within its day is not kept, nor how SQLite packs the index.
        found["search_row"] = db.execute(
            "SELECT kind, record_id, negotiation_id, id >> 24 FROM search_row ORDER BY 1, 2"
        ).fetchall()
        return found
    finally:
        db.close()


def test_undo_gives_back_the_exact_store_and_redo_the_change(ws: Workspace) -> None:
    key = talks.begin(ws)
    before = dump(ws.path)
    session = talks.log(ws, key)
    after = dump(ws.path)
    assert before != after

    change = ws.undo()
    assert change.label == "Log session"
    assert change.removed == {"session": frozenset({session})}
    assert dump(ws.path) == before
    assert ws.redo_label() == "Log session"

    ws.redo()
    assert dump(ws.path) == after
    assert (ws.undo_label(), ws.redo_label()) == ("Log session", None)


def test_undo_and_redo_survive_a_restart(ws: Workspace) -> None:
    key = talks.begin(ws)
    talks.log(ws, key, 1)
    talks.log(ws, key, 2)
    ws.undo()
    ws.close()

    again = Workspace.open(ws.path)
    try:
        assert again.redo_label() == "Log session"
        again.redo()
        assert len(again.records("session")) == 2
        for _ in range(3):
            again.undo()
        assert again.records("negotiation") == []
        with pytest.raises(UndoRefused, match="nothing to undo"):
            again.undo()
    finally:
        again.close()


def test_a_new_change_clears_redo(ws: Workspace) -> None:
    key = talks.begin(ws)
    talks.log(ws, key, 1)
    ws.undo()
    talks.log(ws, key, 2)
    assert ws.redo_label() is None
    with pytest.raises(UndoRefused, match="nothing to redo"):
        ws.redo()


def test_long_walks_back_and_forth_meet_every_state_again(ws: Workspace) -> None:
    states = [dump(ws.path)]
    key = talks.begin(ws)
    states.append(dump(ws.path))
    for day in range(1, 6):
        talks.log(ws, key, day, place=f"Room {day}")
        states.append(dump(ws.path))
    for _ in range(2):
        for state in reversed(states[:-1]):
            ws.undo()
            assert dump(ws.path) == state
        for state in states[1:]:
            ws.redo()
            assert dump(ws.path) == state
    assert ws.check().sound


def test_undo_is_refused_with_the_reason_when_something_later_rests_on_it(ws: Workspace) -> None:
    key = talks.begin(ws)
    session = talks.log(ws, key)
    ws.change(
        "Note the place", lambda w: w.update("session", session, place="Hall"), undoable=False
    )
    before = dump(ws.path)
    with pytest.raises(UndoRefused, match="changed later by “Note the place”"):
        ws.undo()
    assert dump(ws.path) == before


def test_a_verb_that_fails_changes_nothing(ws: Workspace) -> None:
    key = talks.begin(ws)
    before = dump(ws.path)

    def verb(writer: RecordWriter) -> None:
        writer.insert("issue", negotiation_id=key, code="x", title="X")
        raise NotFound("stop")

    with pytest.raises(NotFound):
        ws.change("Half", verb)
    assert dump(ws.path) == before
    assert ws.undo_label() == "New negotiation"


def test_a_change_that_changes_nothing_leaves_no_step(ws: Workspace) -> None:
    key = talks.begin(ws)
    session = talks.log(ws, key, place="Hall")
    result = ws.change("Edit session", lambda w: w.update("session", session, place="Hall"))
    assert result.change.id == 0
    assert ws.undo_label() == "Log session"


def test_deleting_takes_what_is_owned_and_restoring_brings_it_back(ws: Workspace) -> None:
    key = talks.begin(ws)
    session = talks.log(ws, key)
    ws.change(
        "Add line", lambda w: w.insert("table_entry", session_id=session, text="Opening words")
    )
    before = {r.uid for r in ws.dossier(key)}

    ws.change("Delete session", lambda w: w.remove("session", session))
    assert ws.records("session") == []
    assert ws.records("table_entry") == []
    assert [r.table for r in ws.trash()] == ["session"]

    ws.change("Restore session", lambda w: w.restore("session", session))
    assert {r.uid for r in ws.dossier(key)} == before
    assert ws.trash() == []


def test_what_others_rest_on_cannot_be_deleted(ws: Workspace) -> None:
    key = talks.begin(ws)
    issue = ws.records("issue")[0].id
    side = ws.records("participant")[0].id

    def verb(writer: RecordWriter) -> None:
        proposal = writer.insert("proposal", negotiation_id=key, code="P1", from_id=side)
        writer.insert("proposal_item", proposal_id=proposal.id, issue_id=issue)

    ws.change("Log proposal", verb)
    with pytest.raises(InUse, match="1 proposal item"):
        ws.change("Delete issue", lambda w: w.remove("issue", issue))


def test_history_tells_how_a_record_read_at_each_change(ws: Workspace) -> None:
    key = talks.begin(ws)
    session = talks.log(ws, key, place="Hall")
    ws.change("Edit session", lambda w: w.update("session", session, place="Library"))
    ws.undo()
    versions = ws.record_history("session", session)
    assert [(v.label, v.record.place if v.record else None) for v in versions] == [
        ("Log session", "Hall"),
        ("Edit session", "Library"),
        ("Undo: Edit session", "Hall"),
    ]
    assert {v.actor for v in versions} == {"Pat Example"}


def test_the_journal_keeps_both_images_as_json(ws: Workspace) -> None:
    key = talks.begin(ws)
    session = talks.log(ws, key, place="Hall")
    ws.change("Edit session", lambda w: w.update("session", session, place="Library"))
    db = sqlite3.connect(ws.path)
    before, after = db.execute(
        "SELECT before, after FROM change_row WHERE kind = 'session' ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    db.close()
    assert (json.loads(before)["place"], json.loads(after)["place"]) == ("Hall", "Library")
