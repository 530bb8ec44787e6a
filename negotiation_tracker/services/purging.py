"""Purging the notes of talks at their close: what it does, what stays, what it cannot reach.

A mediator commonly destroys case notes (domain book, A6). Only dates and outcome stay. It cannot be
undone, so the code of the talks must be typed; copies that may still hold the notes are listed,
and those this program made can be deleted one by one (reliability notes, B9).
"""

import contextlib
import glob
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.errors import StoreError, TrackerError
from negotiation_tracker.model.moments import utc_text
from negotiation_tracker.model.record import Record
from negotiation_tracker.services.workspace import Workspace

STAYS = (
    "the title, code, law and dates of the talks",
    "the parties, by name",
    "the sessions: number, date, times, kind and status",
    "agreements: date, scope and the result of votes",
    "when and for whom exports were made",
)
CANNOT_REACH = (
    "A solid-state disk may keep old blocks that no program can overwrite.",
    "Copies that others have are out of reach: mail, sync folders, exports handed out.",
    "What was printed or written down elsewhere stays.",
)
"""What is said plainly before and after."""


@dataclass(frozen=True, slots=True)
class CopyLeft:
    """A file beside the store that may still hold what is purged.

    Attributes:
        path: the file.
        what: "backup" or "copy made before a restore".
        made_at: when it was made, as far as known.
        size: bytes.

    """

    path: Path
    what: str
    made_at: datetime | None
    size: int


@dataclass(frozen=True, slots=True)
class ExportMade:
    """An export that may still hold what is purged; where it lies now is not known."""

    made_at: datetime
    made_by: str
    audience: str
    format: str


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge would do.

    Attributes:
        negotiation_id, code, title: the talks.
        removed: (words for a kind of record, how many), the trash included.
        stays: what is left, in words.
        copies, exports: what may still hold it afterwards.
        drafts: unfinished forms and lines on disk, which are deleted.
        cannot: what no purge can reach, in sentences.

    """

    negotiation_id: int
    code: str
    title: str
    removed: tuple[tuple[str, int], ...]
    stays: tuple[str, ...]
    copies: tuple[CopyLeft, ...]
    exports: tuple[ExportMade, ...]
    drafts: tuple[Path, ...]
    cannot: tuple[str, ...] = CANNOT_REACH

    @property
    def total(self) -> int:
        """Give how many records go."""
        return sum(number for _, number in self.removed)


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge did.

    Attributes:
        plan: what it was to do.
        change: the records removed and emptied.
        lines: lines of the history whose content was taken out.
        words: how many different words the file was searched for afterwards.
        left: those that were still found in the file; none unless something is wrong.

    """

    plan: PurgePlan
    change: ChangeSet
    lines: int
    words: int
    left: tuple[str, ...]


def plan(ws: Workspace, negotiation_id: int) -> PurgePlan:
    """Say what a purge of some talks would do; nothing is changed. NotFound."""
    negotiation = _talks(ws, negotiation_id)
    from negotiation_tracker.store import purging

    with ws.store.reading() as db:
        found = purging.extent(db, ws.catalogue, negotiation_id)
    removed = tuple(
        (ws.catalogue[name].label if len(keys) == 1 else ws.catalogue[name].plural, len(keys))
        for name, keys in found.going.items()
        if keys
    )
    return PurgePlan(
        negotiation_id,
        str(negotiation.code),
        str(negotiation.title),
        removed,
        STAYS,
        copies(ws.path),
        exports_made(ws, negotiation_id),
        _drafts(ws, negotiation),
    )


def purge(ws: Workspace, negotiation_id: int, typed_code: str) -> Purged:
    """Remove all of some talks but dates and outcome; it cannot be undone.

    Raises:
        TrackerError: what was typed is not the code of the talks; nothing was changed.
        NotFound: there are no such talks.
        StoreError: the store cannot be written, or the file could not be written anew; in that
            case the records are purged, and the message says what remains to be done.

    """
    asked = plan(ws, negotiation_id)
    if typed_code.strip() != asked.code:
        raise TrackerError(
            f"“{typed_code}” is not the code of these talks.",
            "Nothing was purged.",
            f"Type {asked.code} exactly as it is written.",
        )
    from negotiation_tracker.store import purging

    at = utc_text(datetime.now(UTC))
    done = ws.store.step(
        lambda db: purging.purge(
            db, ws.catalogue, purging.extent(db, ws.catalogue, negotiation_id), at, ws.actor
        )
    )
    try:
        ws.store.write_anew()
    except StoreError as error:
        raise StoreError(
            error.code,
            error.exit_status,
            "The notes were purged, but the file could not be written anew.",
            f"{error.title} Parts of what was purged may still lie in it.",
            "Free some space and purge once more.",
        ) from error
    for draft in asked.drafts:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    with ws.store.reading() as db:
        left = purging.left_over(db.serialize(), purging.remaining_text(db), done.words)
    return Purged(asked, done.change, done.lines, len(done.words), tuple(left))


def copies(store: Path) -> tuple[CopyLeft, ...]:
    """List backups of a store and copies kept when one was restored, newest first."""
    from negotiation_tracker.store import backup

    found = []
    for path in backup.backups(store):
        made_at = None
        with contextlib.suppress(StoreError, ValueError):
            made_at = datetime.fromisoformat(backup.read_manifest(path).made_at)
        found.append(_copy(path, "backup", made_at))
    before = store.parent.glob(f"{glob.escape(store.name)}*.before-restore-*")
    found += [_copy(path, "copy made before a restore", None) for path in before]
    return tuple(sorted(found, key=lambda one: one.made_at or _epoch(), reverse=True))


def delete_copy(copy: CopyLeft) -> None:
    """Delete a backup or kept copy with what belongs to it; StoreError when that is impossible."""
    from negotiation_tracker.store import backup

    try:
        copy.path.unlink(missing_ok=True)
        backup.manifest_path(copy.path).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            "E50",
            11,
            f"{copy.path.name} could not be deleted: {error.strerror}.",
            "It may still hold what was purged.",
            "Delete it yourself.",
        ) from error


def exports_made(ws: Workspace, negotiation_id: int) -> tuple[ExportMade, ...]:
    """List the exports of some talks that the log knows, newest first; also those of all talks."""
    found = [
        ExportMade(line.made_at, str(line.made_by), str(line.audience), str(line.format))
        for line in ws.records("export_log")
        if line.negotiation_id in (None, negotiation_id)
    ]
    return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))


def _talks(ws: Workspace, negotiation_id: int) -> Record:
    found = ws.find("negotiation", negotiation_id)
    if found is None:
        # In the trash it is as secret as before.
        raise TrackerError(
            "These talks are not in the record any more.",
            "If they are in the trash, their notes are still in the file.",
            "Restore them from the trash, then purge them.",
        )
    return found


def _drafts(ws: Workspace, negotiation: Record) -> tuple[Path, ...]:
    """List the unfinished forms and lines kept on disk for the talks or one of their sessions."""
    own = [str(negotiation.uid)]
    own += [str(s.uid) for s in ws.records("session") if s.negotiation_id == negotiation.id]
    pattern = f".{glob.escape(ws.path.name)}.*.draft*"
    return tuple(
        path for path in ws.path.parent.glob(pattern) if any(uid in path.name for uid in own)
    )


def _copy(path: Path, what: str, made_at: datetime | None) -> CopyLeft:
    facts = path.stat()
    changed = datetime.fromtimestamp(facts.st_mtime, UTC)
    return CopyLeft(path, what, made_at or changed, facts.st_size)


def _epoch() -> datetime:
    return datetime.fromtimestamp(0, UTC)
