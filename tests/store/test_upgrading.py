"""Every schema that was released opens, after a backup, with everything in it."""

import gzip
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiation_tracker.model.errors import StoreError
from negotiation_tracker.services import records
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import backup, connections, journal, preflight

HERE = Path(__file__).parent


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Give a store as version 1 of the schema left it: a locked session with a correction."""
    path = tmp_path / "older.sqlite3"
    with gzip.open(HERE / "schema_1.sqlite3.gz") as packed, path.open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    return path


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    db = sqlite3.connect(path)
    names = [
        row[0]
        for row in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name NOT IN ('alembic_version', 'journal_state', 'store_info') ORDER BY name"
        )
    ]
    found = {name: db.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in names}
    db.close()
    return {name: rows for name, rows in found.items() if rows}


def test_an_older_store_is_brought_up_to_date_with_every_row(older: Path) -> None:
    before = _rows(older)
    ws = Workspace.open(older)
    assert ws.store.schema_version == preflight.SCHEMA_VERSION
    report = ws.check()
    assert report.faults == ()
    lines = ws.records("table_entry")
    assert [line.kind for line in lines][-1] == "correction"
    after = _rows(older)
    assert {name: after[name] for name in before} == before
    ws.close()


def test_a_verified_backup_of_the_older_store_is_kept(older: Path) -> None:
    content = older.read_bytes()
    Workspace.open(older).close()
    (path, manifest), *others = backup.trusted(older)
    assert not others
    assert manifest.schema_version == 1
    backup.verify(path)
    kept = backup.restore(path, older)
    assert kept is not None
    assert preflight.schema_of(older) == 1
    assert len(content) == older.stat().st_size
    Workspace.open(older).close()


def test_changes_and_undo_work_afterwards(older: Path) -> None:
    ws = Workspace.open(older)
    assert ws.undo_label() is None, "steps of the older schema are read, not undone"
    side = ws.records("participant")[0]
    talks = ws.records("negotiation")[0]
    made = ws.change(
        "Record an authorised offer",
        lambda writer: records.create(
            writer,
            "authorised_offer",
            {
                "negotiation_id": talks.id,
                "from_id": side.id,
                "authorised_on": "17 Jan 2019",
                "terms": "3 %",
                "confidence_of_id": side.id,
            },
        ),
    ).value
    assert ws.find("authorised_offer", made) is not None
    ws.undo()
    assert ws.find("authorised_offer", made) is None
    assert ws.check().faults == ()
    ws.close()


def test_a_read_only_older_store_is_refused_untouched(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = older.read_bytes()
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))
    with pytest.raises(StoreError, match="earlier version") as refused:
        Workspace.open(older)
    assert refused.value.code == "E10"
    assert older.read_bytes() == content


@pytest.mark.parametrize("at", [0, 1])
def test_an_update_that_breaks_off_leaves_the_store_as_it_was(
    older: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before = _rows(older)
    real: Callable[[sqlite3.Connection], str] = preflight.fingerprint
    calls = 0

    def other(db: sqlite3.Connection) -> str:
        nonlocal calls
        calls += 1
        in_update = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'authorised_offer'")
        return "altered" if in_update.fetchone() and at == 0 else real(db)

    if at:
        monkeypatch.setattr(journal, "triggers", lambda tables: ["CREATE TRIGGER broken"] * at)
    monkeypatch.setattr(preflight, "fingerprint", other)
    with pytest.raises(StoreError):
        Workspace.open(older)
    monkeypatch.undo()
    assert preflight.schema_of(older) == 1
    assert _rows(older) == before
    db = connections.open_reader(older)
    assert db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    db.close()
