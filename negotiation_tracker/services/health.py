"""How a store is doing, without opening it for work: for `doctor` and for bug reports."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from negotiation_tracker.model.errors import StoreError
from negotiation_tracker.services import backups
from negotiation_tracker.store import facts, preflight

SCHEMA_VERSION = preflight.SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """What a look at a store found.

    Attributes:
        exists: whether there is a file at all.
        problem: why it cannot be used, or None.
        faults: what a whole check found.
        records: records in it, with those in the trash.
        writable: whether it can be changed.
        schema_version: number of its schema; None when it could not be read.
        last_backup: when the newest backup was made; None when there is none.

    """

    exists: bool
    problem: StoreError | None = None
    faults: tuple[str, ...] = ()
    records: int = 0
    writable: bool = False
    schema_version: int | None = None
    last_backup: datetime | None = None


def sqlite_version() -> str:
    """Give the version of SQLite in use."""
    return facts.sqlite_version()


def store_health(path: Path) -> StoreHealth:
    """Look at a store from the outside in; never writes and never raises for a bad file."""
    made = backups.backups(path)
    last = made[0].made_at if made else None
    if not path.exists():
        return StoreHealth(False, last_backup=last)
    try:
        found = preflight.inspect(path)
    except StoreError as error:
        return StoreHealth(True, problem=error, last_backup=last)
    report = backups.check(path)
    return StoreHealth(
        True,
        faults=report.faults,
        records=report.records,
        writable=found.writable,
        schema_version=found.schema_version,
        last_backup=last,
    )
