"""The connection on which a search runs, which another thread may break off."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from negotiation_tracker.model.errors import BrokenOff
from negotiation_tracker.store import connections, errors


class Searching:
    """A reader of its own, opened at the first search.

    Apart from the store's other reader, so that breaking a search off never stops what else is
    being read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Run several queries as of one moment; raises BrokenOff when `stop` was called."""
        try:
            db = self._db = self._db or connections.open_reader(self._path)
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.execute("ROLLBACK")
        except errors.SQLITE_ERRORS as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
                raise BrokenOff from error
            raise errors.from_sqlite(error) from error

    def stop(self) -> None:
        """Break off what is being searched now, if anything; from any thread."""
        db = self._db
        if db is not None:
            # Closed meanwhile: nothing to break off.
            with contextlib.suppress(sqlite3.ProgrammingError):
                db.interrupt()

    def close(self) -> None:
        """Close the connection."""
        if self._db is not None:
            self._db.close()
            self._db = None
