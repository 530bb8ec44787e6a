"""Backups: a verified copy with a manifest, put in place in one step; and the way back."""

import contextlib
import hashlib
import json
import os
import sqlite3
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from negotiation_tracker import __version__
from negotiation_tracker.model.errors import StoreError, TrackerError
from negotiation_tracker.store import checking, connections, errors, preflight
from negotiation_tracker.store.check_report import CheckReport

BACKUP_SUFFIX = ".backup"
KEEP_ALL_FOR = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 14, 8, 24


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is written beside a backup, so that it can be trusted later."""

    sha256: str
    size: int
    app_version: str
    schema_version: int
    records: int
    chain_head: str
    made_at: str


def backup_folder(store: Path) -> Path:
    """Give the folder in which a store's backups lie."""
    return store.parent / "backups" / store.stem


def make(
    store: Path,
    target: Path | None = None,
    *,
    now: datetime | None = None,
    source: sqlite3.Connection | None = None,
) -> Path:
    """Make a verified backup; returns its path.

    Args:
        store: the store, after which the backup is named.
        target: where to put it, when not in the backup folder.
        now: moment it is made, in UTC.
        source: connection the store is open on; it still reads a file that was moved away.

    Raises:
        StoreError: E50, and the earlier backups are untouched.

    """
    moment = now or datetime.now(UTC)
    if target is None:
        folder = backup_folder(store)
        name = f"{store.stem}-{moment.strftime('%Y%m%dT%H%M%S%f')}{BACKUP_SUFFIX}"
        target = folder / name
    report, digest, size = _put_copy(store, target, source)
    manifest = Manifest(
        digest,
        size,
        __version__,
        preflight.schema_of(target),
        report.records,
        report.chain_head,
        moment.isoformat(),
    )
    try:
        _write_manifest(target, manifest)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise _not_written(error) from error
    return target


def save_as(store: Path, target: Path, source: sqlite3.Connection) -> None:
    """Write an open store to a new file, verified; also when the file it came from is gone.

    Raises:
        StoreError: E50, and there is no new file; one that was there is as it was.

    """
    if target.exists():
        raise StoreError(
            "E50", 11, "There is a file of this name already.", "It was not touched.",
            "Choose another name.",
        )  # fmt: skip
    _put_copy(store, target, source)


def _put_copy(
    store: Path, target: Path, source: sqlite3.Connection | None
) -> tuple[CheckReport, str, int]:
    if target.resolve() == store.resolve():
        raise StoreError("E50", 11, "A backup cannot take the place of the store itself.")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.unlink(missing_ok=True)
        connections.create_file(temporary)
        if source is None:
            _copy(store, temporary)
        else:
            _copy_from(source, temporary)
        report = checking.check(temporary)
        if not report.sound:
            raise StoreError(
                "E50",
                11,
                "Backup failed its own check and was thrown away.",
                "The earlier backups are untouched.",
                f"Reason: {report.faults[0]}.",
            )
        found = report, file_hash(temporary), temporary.stat().st_size
        _durable_rename(temporary, target)
    except OSError as error:
        raise _not_written(error) from error
    except TrackerError as error:
        if error.code == "E50":
            raise
        raise errors.backup_failed(error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return found


def _not_written(error: OSError) -> StoreError:
    return StoreError(
        "E50",
        11,
        "The backup could not be written.",
        f"{error.strerror}. The store and the earlier backups are untouched.",
        "Free some space, or choose another place.",
    )


def read_manifest(backup: Path) -> Manifest:
    """Read what was written beside a backup; E51 when it is missing or unreadable."""
    try:
        raw = json.loads(manifest_path(backup).read_text(encoding="utf-8"))
        return Manifest(**raw)
    except (OSError, ValueError, TypeError) as error:
        raise _damaged_backup("its manifest is missing") from error


def verify(backup: Path) -> Manifest:
    """Check a backup against its manifest and from inside; E51 when anything differs."""
    manifest = read_manifest(backup)
    if not backup.is_file() or file_hash(backup) != manifest.sha256:
        raise _damaged_backup("its checksum differs")
    report = checking.check(backup)
    if not report.sound or report.chain_head != manifest.chain_head:
        raise _damaged_backup("its content does not verify")
    return manifest


def restore(backup: Path, store: Path, *, now: datetime | None = None) -> Path | None:
    """Put a verified backup in the place of a store that nothing has open.

    Returns the path under which the old store was kept, or None when there was none. A hot
    journal of the old store is finished first, so that the two never mix.

    Raises:
        StoreError: E51; nothing was restored.

    """
    verify(backup)
    try:
        return _put_back(backup, store, (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%S%f"))
    except OSError as error:
        raise StoreError(
            "E51",
            11,
            f"The backup could not be put in place: {error.strerror}.",
            "Nothing was restored, and the store is as it was.",
            "Free some space, or look whether its folder may be written.",
        ) from error


def _put_back(backup: Path, store: Path, moment: str) -> Path | None:
    kept: Path | None = None
    temporary = store.with_name(f".{store.name}.{os.getpid()}.part")
    temporary.unlink(missing_ok=True)
    connections.create_file(temporary)
    try:
        _copy(backup, temporary)
        if store.exists():
            _finish_journal(store)
            kept = store.with_name(f"{store.name}.before-restore-{moment}")
            os.link(store, kept)
            _sync_folder(store.parent)
        for suffix in ("-journal", "-wal", "-shm"):
            left = store.with_name(store.name + suffix)
            if left.exists():
                left.rename(left.with_name(left.name + f".before-restore-{moment}"))
        _durable_rename(temporary, store)
    finally:
        temporary.unlink(missing_ok=True)
    preflight.inspect(store)
    return kept


def backups(store: Path) -> list[Path]:
    """List the backups of a store, newest first."""
    folder = backup_folder(store)
    found = folder.glob(f"*{BACKUP_SUFFIX}") if folder.is_dir() else []
    return sorted(found, reverse=True)


def trusted(store: Path) -> list[tuple[Path, Manifest]]:
    """List the backups of a store that have a readable manifest, newest first."""
    found = []
    for path in backups(store):
        with contextlib.suppress(StoreError):
            found.append((path, read_manifest(path)))
    return found


def thin(store: Path, *, now: datetime | None = None) -> list[Path]:
    """Delete backups that are no longer needed; returns those deleted.

    Kept: all of two days, then one for each of 14 days, 8 weeks and 24 months; always the
    newest one. One without a manifest is left alone, and so is what cannot be deleted.
    """
    moment = now or datetime.now(UTC)
    kept_slots: set[tuple[str, str]] = set()
    removed: list[Path] = []
    for index, (path, manifest) in enumerate(trusted(store)):
        made = datetime.fromisoformat(manifest.made_at)
        age = moment - made
        slots = (
            ("day", made.strftime("%Y-%m-%d"), timedelta(days=DAILY)),
            ("week", made.strftime("%G-%V"), timedelta(weeks=WEEKLY)),
            ("month", made.strftime("%Y-%m"), timedelta(days=31 * MONTHLY)),
        )
        fresh = [(n, s) for n, s, limit in slots if age <= limit and (n, s) not in kept_slots]
        if index == 0 or age <= KEEP_ALL_FOR or fresh:
            kept_slots.update(fresh)
            continue
        try:
            path.unlink()
            manifest_path(path).unlink(missing_ok=True)
        except OSError:
            continue
        removed.append(path)
    return removed


def manifest_path(backup: Path) -> Path:
    """Give the path of the manifest beside a backup."""
    return backup.with_name(backup.name + ".json")


def file_hash(path: Path) -> str:
    """Hash a file that no connection of this process has open."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _copy(source: Path, target: Path) -> None:
    try:
        origin = connections.open_reader(source)
    except errors.SQLITE_ERRORS as error:
        raise errors.from_sqlite(error) from error
    try:
        _copy_from(origin, target)
    finally:
        origin.close()


def _copy_from(origin: sqlite3.Connection, target: Path) -> None:
    try:
        copy = sqlite3.connect(target)
        try:
            # All pages in one step: small steps restart whenever another program writes.
            origin.backup(copy, pages=-1)
        finally:
            copy.close()
    except errors.SQLITE_ERRORS as error:
        raise errors.from_sqlite(error) from error


def _finish_journal(store: Path) -> None:
    try:
        db = connections.open_reader(store)
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            db.close()
    except errors.SQLITE_ERRORS:
        return


def _durable_rename(temporary: Path, target: Path) -> None:
    descriptor = os.open(temporary, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    temporary.replace(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_manifest(target: Path, manifest: Manifest) -> None:
    path = manifest_path(target)
    temporary = path.with_name(f".{path.name}.part")
    descriptor = os.open(temporary, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(json.dumps(asdict(manifest), indent=1) + "\n")
    _durable_rename(temporary, path)


def _damaged_backup(why: str) -> StoreError:
    return StoreError(
        "E51",
        11,
        f"This backup is damaged: {why}.",
        "Nothing was restored.",
        "Choose the next older one.",
    )
