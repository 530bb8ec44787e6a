"""Backups, the way back, and checking a store that may not open."""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from pathlib import Path

from negotiation_tracker.model.errors import NotFound, StoreError
from negotiation_tracker.services.room_workspace import desk_of
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import backup as store_backup
from negotiation_tracker.store import checking
from negotiation_tracker.store.check_report import CheckReport

NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup in the backup folder of a store.

    Attributes:
        path: the file.
        made_at: when it was made.
        records: records in it, with those in the trash.
        size: bytes.

    """

    path: Path
    made_at: datetime
    records: int
    size: int


class Occasion(Enum):
    """When a backup is thought of.

    OPENED, RUNNING, CLOSING: the store was opened, is open for a while, is about to be closed.
    BEFORE: something that touches many records, such as an import, is about to be done.
    """

    OPENED = auto()
    RUNNING = auto()
    CLOSING = auto()
    BEFORE = auto()


_AGES = {
    Occasion.OPENED: timedelta(hours=24),
    Occasion.RUNNING: timedelta(minutes=30),
    Occasion.CLOSING: timedelta(0),
}


def due(occasion: Occasion, *, last: datetime | None, changed: bool, now: datetime) -> bool:
    """Say whether a backup is to be made.

    A store that is as its last backup has it needs none, except before something big. A clock
    that was set back does not put a backup off.

    Args:
        occasion: why it is thought of.
        last: when the newest backup was made; None when there is none.
        changed: whether the store differs from that backup.
        now: the present moment.

    """
    if occasion is Occasion.BEFORE:
        return True
    if not changed:
        return False
    return last is None or last > now or now - last >= _AGES[occasion]


def routine(ws: Workspace, occasion: Occasion, now: datetime | None = None) -> Backup | None:
    """Make a backup of an open store if one is due, and thin out the old ones.

    Returns None when none is due. A store that may only be read is left to whoever writes it.

    Raises:
        StoreError: E50; the store and the earlier backups are untouched.

    """
    if ws.read_only:
        return None
    moment = now or datetime.now(UTC)
    ws = desk_of(ws)
    found = store_backup.trusted(ws.path)
    last = datetime.fromisoformat(found[0][1].made_at) if found else None
    changed = not found or found[0][1].chain_head != ws.store.chain_head()
    if not due(occasion, last=last, changed=changed, now=moment):
        return None
    made = store_backup.make(ws.path, now=moment, source=ws.store.reader)
    if occasion is not Occasion.BEFORE:
        # Not now: the backup that is about to be restored might go.
        store_backup.thin(ws.path, now=moment)
    return _backup(made, store_backup.read_manifest(made))


def backups(store: Path) -> list[Backup]:
    """List the backups of a store, newest first; those without a manifest are left out."""
    return [_backup(path, manifest) for path, manifest in store_backup.trusted(store)]


def folder(store: Path) -> Path:
    """Give the folder in which the backups of a store lie."""
    return store_backup.backup_folder(store)


def restore(chosen: str | Path, store: Path) -> Path | None:
    """Put a verified backup in the place of a store that nothing has open.

    The store that was there is backed up first, if it is sound enough, and kept in any case.

    Args:
        chosen: file of the backup, its name in the backup folder, or "newest".
        store: the store to be replaced; it need not exist.

    Returns:
        Where the store that was there is kept, or None when there was none.

    Raises:
        NotFound: there is no such backup.
        StoreError: E51, and nothing was restored.

    """
    store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    backup = _file(chosen, store)
    store_backup.verify(backup)
    if store.exists():
        # A store too damaged for it is what restoring is for; it is still kept beside the new one.
        with contextlib.suppress(StoreError):
            store_backup.make(store)
    return store_backup.restore(backup, store)


def check(store: Path) -> CheckReport:
    """Check a store file, also one that is too damaged to be opened.

    Raises:
        StoreError: E11–E15 or E17: there is nothing of ours to check.

    """
    return checking.check(store)


def _backup(path: Path, manifest: store_backup.Manifest) -> Backup:
    made_at = datetime.fromisoformat(manifest.made_at)
    return Backup(path, made_at, manifest.records, manifest.size)


def _file(chosen: str | Path, store: Path) -> Path:
    if str(chosen) == NEWEST:
        found = backups(store)
        if not found:
            raise NotFound(f"There is no backup in {folder(store)}.", "Nothing was restored.")
        return found[0].path
    for candidate in (Path(chosen), folder(store) / chosen):
        if candidate.is_file():
            return candidate
    raise NotFound(f"There is no backup {chosen}.", "Nothing was restored.")
