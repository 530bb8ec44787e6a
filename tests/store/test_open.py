"""Opening files that are no store, damaged, foreign, newer, locked or read-only."""

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from negotiation_tracker.model.errors import StoreError, TrackerError
from negotiation_tracker.services.workspace import Workspace
from tests.store import talks


def code_of(path: Path) -> str:
    """Open a path that must be refused; give the code of the message."""
    with pytest.raises(StoreError) as caught:
        Workspace.open(path)
    assert caught.value.exit_status in range(2, 13)
    assert str(path.parent) not in caught.value.sentence()
    return caught.value.code


def test_missing_folder_and_empty_file(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nowhere.negotiations") == "E12"
    assert not (tmp_path / "nowhere.negotiations").exists()
    assert code_of(tmp_path) == "E13"
    empty = tmp_path / "empty.negotiations"
    empty.touch()
    assert code_of(empty) == "E14"
    assert empty.stat().st_size == 0


def test_other_files(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("These are somebody's notes, not a store. " * 50)
    assert code_of(text) == "E15"
    other = tmp_path / "other.sqlite"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE songs (id INTEGER)")
    db.close()
    assert code_of(other) == "E18"


@pytest.mark.parametrize("cut", [1, 4096])
def test_truncated(store_file: Path, cut: int) -> None:
    with store_file.open("r+b") as stream:
        stream.truncate(store_file.stat().st_size - cut)
    assert code_of(store_file) == "E16"


def test_appended_garbage(store_file: Path) -> None:
    with store_file.open("ab") as stream:
        stream.write(b"x" * 100)
    assert code_of(store_file) == "E16"


def test_newer_schema(store_file: Path) -> None:
    db = sqlite3.connect(store_file)
    db.execute("PRAGMA user_version = 99")
    db.close()
    assert code_of(store_file) == "E17"


@pytest.mark.parametrize(
    "tampering",
    [
        "CREATE TRIGGER spy AFTER INSERT ON session BEGIN DELETE FROM person; END",
        "CREATE VIEW everything AS SELECT * FROM private_note",
        "DROP TRIGGER journal_session_update",
        "CREATE TABLE extra (id INTEGER)",
    ],
)
def test_altered_schema(store_file: Path, tampering: str) -> None:
    db = sqlite3.connect(store_file)
    db.execute(tampering)
    db.close()
    assert code_of(store_file) == "E18"


def test_new_store_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new.negotiations"
    ws = Workspace.create(path)
    try:
        talks.begin(ws)
        backup = ws.backup()
    finally:
        ws.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        Workspace.create(path)


def test_settings_in_force(ws: Workspace) -> None:
    talks.begin(ws)
    db = sqlite3.connect(ws.path)
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    strict = db.execute(
        "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0 "
        "AND type = 'table' "
        "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    ).fetchone()[0]
    db.close()
    assert strict == 0


def test_another_writer_makes_us_wait_then_say_so(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from negotiation_tracker.store import connections

    key = talks.begin(ws)
    ws.close()
    monkeypatch.setattr(connections, "_SETTINGS", (*connections._SETTINGS, "busy_timeout=50"))
    again = Workspace.open(ws.path)
    other = sqlite3.connect(ws.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(TrackerError) as caught:
            talks.log(again, key)
        assert caught.value.code == "E30"
        other.execute("ROLLBACK")
        assert talks.log(again, key) > 0
    finally:
        other.close()
        again.close()


def test_read_only_file_opens_for_reading(
    store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The administrator may write anywhere, so the system's answer is replaced, not the file's mode.
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    ws = Workspace.open(store_file)
    try:
        assert ws.read_only
        with pytest.raises(StoreError) as caught:
            talks.begin(ws)
        assert caught.value.code == "E10"
    finally:
        ws.close()


def test_a_store_replaced_while_open_is_not_written(ws: Workspace, tmp_path: Path) -> None:
    key = talks.begin(ws)
    copy = tmp_path / "copy"
    shutil.copyfile(ws.path, copy)
    copy.replace(ws.path)
    with pytest.raises(StoreError) as caught:
        talks.log(ws, key)
    assert caught.value.code == "E32"
