"""The writing half of a store; imports SQLAlchemy and the declarations when it is first made."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.changes import Changed
from negotiation_tracker.model.errors import FieldProblem
from negotiation_tracker.model.record import Record, RecordView, RecordWriter
from negotiation_tracker.store import errors
from negotiation_tracker.store.rows import Rows
from negotiation_tracker.store.steps import Step

T = TypeVar("T")

Check = Callable[
    [list[Record], list[Record], RecordView, dict[tuple[str, int], Record]],
    tuple[list[FieldProblem], list[FieldProblem]],
]
"""Takes the touched and the removed records, a view, and the touched records as they were;
gives what forbids the change and what the person should know."""


class Writing:
    """Runs changes one after another over one connection."""

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        from negotiation_tracker.store.engine import make_engine

        self._path = path
        self._catalogue = catalogue
        self._engine = make_engine(path)

    def change(
        self, verb: Callable[[RecordWriter], T], check: Check, step: Step, now: datetime
    ) -> Changed[T]:
        """Run a verb, check what it touched, seal and commit; all or nothing."""
        from negotiation_tracker.store.unit_of_work import UnitOfWork

        def work(db: sqlite3.Connection) -> Changed[T]:
            unit = UnitOfWork(Rows(db, self._catalogue), step, now)
            value = verb(unit)
            return Changed(value, unit.finish(check))

        return self._transaction(work)

    def step(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """Run an action on the raw connection in one transaction."""
        return self._transaction(action)

    def close(self) -> None:
        """Close the connection."""
        self._engine.dispose()

    def _transaction(self, work: Callable[[sqlite3.Connection], T]) -> T:
        from sqlalchemy.exc import DBAPIError

        from negotiation_tracker.store.engine import raw

        try:
            with self._engine.connect() as connection, connection.begin() as transaction:
                result = work(raw(connection))
                if isinstance(result, Changed) and result.change.id == 0:
                    transaction.rollback()
                return result
        except DBAPIError as error:
            self._after(error.orig)
            raise errors.from_sqlite(error.orig or error) from error
        except errors.SQLITE_ERRORS as error:
            self._after(error)
            raise errors.from_sqlite(error) from error

    def _after(self, error: BaseException | None) -> None:
        """Drop the connection after a disk fault: its outcome is unknown until reopened."""
        name = str(getattr(error, "sqlite_errorname", "") or "")
        if name.startswith(("SQLITE_IOERR", "SQLITE_FULL", "SQLITE_READONLY")):
            self._engine.dispose()
