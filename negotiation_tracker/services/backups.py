"""Backups, the way back, and checking a store that may not open."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from negotiation_tracker.model.errors import NotFound, StoreError
from negotiation_tracker.store import backup as store_backup
from negotiation_tracker.store import checking

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


def backups(store: Path) -> list[Backup]:
    """List the backups of a store, newest first; those without a manifest are left out."""
    found = []
    for path in store_backup.backups(store):
        try:
            manifest = store_backup.read_manifest(path)
        except StoreError:
            continue
        made_at = datetime.fromisoformat(manifest.made_at)
        found.append(Backup(path, made_at, manifest.records, manifest.size))
    return found


def folder(store: Path) -> Path:
    """Give the folder in which the backups of a store lie."""
    return store_backup.backup_folder(store)


def restore(chosen: str | Path, store: Path) -> Path | None:
    """Put a verified backup in the place of a store that nothing has open.

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
    return store_backup.restore(_file(chosen, store), store)


def check(store: Path) -> checking.CheckReport:
    """Check a store file, also one that is too damaged to be opened.

    Raises:
        StoreError: E11–E15 or E17: there is nothing of ours to check.

    """
    return checking.check(store)


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
