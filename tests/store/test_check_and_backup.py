"""What a check finds, and backups that can be trusted."""

import random
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from negotiation_tracker.model.errors import StoreError, TrackerError
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import backup, checking
from tests.store import talks


@pytest.fixture
def filled(ws: Workspace) -> Workspace:
    """Give a workspace with some sessions in it."""
    key = talks.begin(ws)
    for day in range(1, 9):
        talks.log(ws, key, day, place=f"Meeting room number {day} of the district office")
    return ws


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE session SET place = 'elsewhere' WHERE id = 1",
        "DELETE FROM session WHERE id = 2",
        "DROP TRIGGER journal_session_update; UPDATE session SET place = 'x' WHERE id = 1",
        "DROP TRIGGER change_row_sealed; UPDATE change_row SET after = '{}' WHERE seq = 3",
        "DROP TRIGGER change_row_no_delete; DELETE FROM change_row WHERE seq = 3",
        "DROP TRIGGER change_row_no_delete; DELETE FROM change_row WHERE seq > 10",
        "UPDATE change_set SET at = '2020-01-01T00:00:00.000000Z' WHERE id = 2",
        "UPDATE change_set SET actor = 'somebody else' WHERE id = 2",
        "UPDATE journal_state SET chain_head = 'abc'",
    ],
)
def test_tampering_shows(filled: Workspace, attack: str) -> None:
    assert filled.check().sound
    db = sqlite3.connect(filled.path)
    db.executescript("PRAGMA foreign_keys = OFF; " + attack)
    db.close()
    assert not filled.check().sound


@pytest.mark.parametrize(
    "statement", ["DELETE FROM change_row", "UPDATE change_row SET after = '{}'"]
)
def test_the_journal_only_grows(filled: Workspace, statement: str) -> None:
    db = sqlite3.connect(filled.path)
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)
    db.close()


def visible(path: Path) -> list[object]:
    """Read every row of the tables people see."""
    db = sqlite3.connect(path)
    try:
        return [
            db.execute(f"SELECT * FROM {name} ORDER BY id").fetchall()
            for name in ("negotiation", "session", "organization", "participant", "issue")
        ]
    finally:
        db.close()


@pytest.mark.faults
def test_every_flip_that_changes_what_people_see_is_found(filled: Workspace) -> None:
    filled.close()
    good = filled.path.read_bytes()
    wanted = visible(filled.path)
    chance = random.Random(11)
    changed = missed = 0
    for _ in range(150):
        data = bytearray(good)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        filled.path.write_bytes(data)
        try:
            if visible(filled.path) == wanted:
                continue
        except (sqlite3.Error, UnicodeDecodeError):
            pass
        changed += 1
        try:
            missed += checking.check(filled.path).sound
        except TrackerError:
            continue
    assert missed == 0
    assert changed > 0


def test_backup_verifies_and_restores(filled: Workspace, tmp_path: Path) -> None:
    made = filled.backup()
    wanted = visible(filled.path)
    head = backup.verify(made).chain_head
    assert head == filled.check().chain_head
    filled.undo()
    filled.close()

    kept = backup.restore(made, filled.path)
    assert visible(filled.path) == wanted
    assert kept is not None
    assert checking.check(kept).sound
    assert checking.check(filled.path).sound


def test_a_damaged_backup_restores_nothing(filled: Workspace) -> None:
    made = filled.backup()
    data = bytearray(made.read_bytes())
    data[5000] ^= 1
    made.write_bytes(data)
    filled.close()
    before = filled.path.read_bytes()
    with pytest.raises(StoreError) as caught:
        backup.restore(made, filled.path)
    assert caught.value.code == "E51"
    assert filled.path.read_bytes() == before


def test_a_hot_journal_of_the_old_store_never_mixes_with_the_backup(filled: Workspace) -> None:
    made = filled.backup()
    wanted = visible(filled.path)
    filled.close()
    stale = filled.path.with_name(filled.path.name + "-journal")
    stale.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 600)
    backup.restore(made, filled.path)
    assert visible(filled.path) == wanted
    assert not stale.exists()


def test_thinning_keeps_recent_daily_weekly_monthly_and_the_newest(filled: Workspace) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for day in range(0, 120, 1):
        backup.make(filled.path, now=start + timedelta(days=day))
    now = start + timedelta(days=119)
    backup.thin(filled.path, now=now)
    ages = [
        (now - datetime.fromisoformat(backup.read_manifest(p).made_at)).days
        for p in backup.backups(filled.path)
    ]
    assert ages[:3] == [0, 1, 2]
    assert 14 in ages
    assert len([a for a in ages if a > 60]) <= 4
    assert len(ages) < 30
    assert backup.thin(filled.path, now=now) == []
