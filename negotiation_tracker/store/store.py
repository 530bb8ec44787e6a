"""A store: one file, opened after a preflight, read over a plain connection, changed in steps.

Reading needs only the standard library. What changes the record (SQLModel, SQLAlchemy) is
imported when the first change is made, so that opening a window does not wait for it.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.changes import Changed, ChangeKind, ChangeSet
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.moments import utc_text
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.store import (
    connections,
    errors,
    preflight,
    search_index,
    soundness,
    undo,
)
from negotiation_tracker.store.queries import history
from negotiation_tracker.store.searching import Searching
from negotiation_tracker.store.steps import Step
from negotiation_tracker.store.undo import Head
from negotiation_tracker.store.writing import Check, Writing

T = TypeVar("T")


class Store:
    """One open store file; belongs to one thread.

    Attributes:
        path: the file.
        catalogue: the kinds of record in it.
        read_only: whether changes are impossible (file or folder may not be written).
        searching: the connection for searches.

    A store of an earlier version is brought up to date first, after a verified backup.

    """

    def __init__(self, path: Path, catalogue: Catalogue, *, hurry: bool = False) -> None:
        """Open a file; in a hurry the whole of a large one is looked at before the first change."""
        found = preflight.opening(path, hurry=hurry)
        if found.schema_version < preflight.SCHEMA_VERSION:
            from negotiation_tracker.store import upgrading

            upgrading.bring_up_to_date(path.resolve(), writable=found.writable)
            found = preflight.opening(path, hurry=hurry)
        self.path = path.resolve()
        self.catalogue = catalogue
        self.schema_version = found.schema_version
        self.read_only = not found.writable
        self._reader = connections.open_reader(self.path)
        self._identity = _identity(self.path)
        self._sound = found.whole
        self._schema = self._schema_seen()
        self._writing: Writing | None = None
        self.searching = Searching(self.path)

    @property
    def reader(self) -> sqlite3.Connection:
        """Give the connection for reading; statements through it cannot write."""
        return self._reader

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read several statements as of one moment; errors come out as messages."""
        try:
            self._reader.execute("BEGIN")
            try:
                yield self._reader
            finally:
                self._reader.execute("ROLLBACK")
        except errors.SQLITE_ERRORS as error:
            raise errors.from_sqlite(error) from error

    def change(
        self,
        label: str,
        verb: Callable[[RecordWriter], T],
        check: Check,
        *,
        actor: str,
        undoable: bool = True,
    ) -> Changed[T]:
        """Run a verb in one transaction and one step of the journal."""
        from uuid import uuid4

        now = datetime.now(UTC)
        kind = ChangeKind.DO if undoable else ChangeKind.ASIDE
        step = Step(str(uuid4()), label, kind, utc_text(now), actor)
        return self._writer().change(verb, check, step, now)

    def undo(self, *, actor: str) -> ChangeSet:
        """Take the newest step back; UndoRefused when that is not possible."""
        return self._writer().step(
            lambda db: undo.undo(db, self.catalogue, actor, datetime.now(UTC))
        )

    def redo(self, *, actor: str) -> ChangeSet:
        """Do again what was undone last; UndoRefused when that is not possible."""
        return self._writer().step(
            lambda db: undo.redo(db, self.catalogue, actor, datetime.now(UTC))
        )

    def labels(self) -> tuple[str | None, str | None]:
        """Give the labels of the next undo and redo."""
        with self.reading() as db:
            return undo.labels(db)

    def step(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """Run an action on the raw connection in one transaction, for what is no common change."""
        return self._writer().step(action)

    def write_anew(self) -> None:
        """Write the whole file anew, so that nothing that was deleted is left in it."""
        try:
            db = connections.open_writer(self.path)
            try:
                db.execute("VACUUM")
            finally:
                db.close()
        except errors.SQLITE_ERRORS as error:
            raise errors.from_sqlite(error) from error

    def heads(self) -> tuple[Head, Head]:
        """Give label and records of what undo and redo would do next."""
        with self.reading() as db:
            return undo.heads(db, self.catalogue)

    def version_seen(self) -> int:
        """Give a number that changes whenever another program changed the store."""
        try:
            return int(self._reader.execute("PRAGMA data_version").fetchone()[0])
        except errors.SQLITE_ERRORS as error:
            raise errors.from_sqlite(error) from error

    def chain_head(self) -> str:
        """Give the seal of the newest change; it differs as soon as the record does."""
        with self.reading() as db:
            return history.chain_head(db)

    def tidy(self) -> bool:
        """Merge a few of the pieces in which changes left the index of words.

        For moments in which nobody waits; says whether there was anything to do.
        """
        return self._writing is not None and self._writing.step(search_index.merge)

    def require_in_place(self) -> None:
        """Look whether the file is still the one that was opened; raises E32 when it is not."""
        if _identity(self.path) != self._identity:
            raise errors.moved()

    def require_sound(self) -> None:
        """Look at the whole file if that was put off; raises E16 when it is damaged."""
        if not self._sound:
            preflight.examine(self.path)
            self._sound = True

    def close(self) -> None:
        """Close every connection."""
        written = self._writing is not None and self._sound
        self.searching.close()
        if self._writing is not None:
            # What cannot be tidied now is tidied another time.
            with contextlib.suppress(TrackerError):
                self.tidy()
            self._writing.close()
            self._writing = None
        as_opened = written and self._schema_seen() == self._schema
        self._reader.close()
        if as_opened and _identity(self.path) == self._identity:
            soundness.remember_after_writing(self.path)

    def _schema_seen(self) -> int | None:
        """Give SQLite's count of changes to the schema; None when it cannot be read."""
        try:
            return int(self._reader.execute("PRAGMA schema_version").fetchone()[0])
        except errors.SQLITE_ERRORS:
            return None

    def _writer(self) -> Writing:
        if self.read_only:
            raise errors.not_writable(self.path)
        # SQLite itself notices on a connection it has; a new one would go to the other file.
        self.require_in_place()
        self.require_sound()
        if self._writing is None:
            self._writing = Writing(self.path, self.catalogue)
        return self._writing


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino
