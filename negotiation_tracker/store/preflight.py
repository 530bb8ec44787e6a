"""Looking at a file before trusting it: nothing in it runs, nothing is written."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from negotiation_tracker.store import connections, errors, soundness

SCHEMA_VERSION = connections.SCHEMA_VERSION
SMALL = 8 * 2**20
"""Bytes that are looked at whole at once, whatever the hurry: some 30 ms."""
STEPS = 100_000
"""Steps of SQLite's machine, some 2 ms, after which a long look asks whether to leave off."""
_SHADOWS = ("search_text_config", "search_text_data", "search_text_docsize", "search_text_idx")
_FINGERPRINTS = Path(__file__).parent / "migrations" / "fingerprints.json"


@dataclass(frozen=True, slots=True)
class Preflight:
    """What was found.

    Attributes:
        schema_version: number of the schema in the file.
        writable: whether the file and its folder may be written.
        whole: whether the whole file was looked at, now or since it last changed.

    """

    schema_version: int
    writable: bool
    whole: bool = True


def fingerprint(connection: sqlite3.Connection) -> str:
    """Hash the whole schema: any added trigger, view or table shows.

    Left out are the tables that SQLite's index of words keeps for itself: SQLite writes their
    text, each version in its own way, and nothing in them can run.
    """
    import hashlib
    import json

    rows = [
        row
        for row in connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master "
            "WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' ORDER BY type, name"
        )
        if row[0] != "table" or row[1] not in _SHADOWS
    ]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def known_fingerprint(version: int) -> str | None:
    """Give the fingerprint of a released schema, or None for one we never made."""
    import json

    known: dict[str, str] = json.loads(_FINGERPRINTS.read_text(encoding="utf-8"))
    return known.get(str(version))


def schema_of(path: Path) -> int:
    """Read which schema a store file says it has, trusting nothing else in it."""
    db = connections.open_untrusted(path)
    try:
        return int(db.execute("PRAGMA user_version").fetchone()[0])
    finally:
        db.close()


def opening(path: Path, *, hurry: bool = False) -> Preflight:
    """Check a file that is to be opened, unless it stands as when it was last found sound.

    In a hurry the last step, the only one that takes longer with a larger file, is left to
    `examine` for any file that is not small.

    Raises:
        StoreError: E11–E18, the first thing that is wrong.

    """
    if soundness.known_sound(path):
        return Preflight(SCHEMA_VERSION, _writable(path))
    judged = soundness.state_of(path)
    found = inspect(path, at_most=SMALL if hurry else None)
    if found.whole and found.schema_version == SCHEMA_VERSION:
        soundness.remember(path, judged)
    return found


def inspect(path: Path, *, at_most: int | None = None) -> Preflight:
    """Check a file from the outside in.

    Args:
        path: the file.
        at_most: bytes up to which the whole file is looked at; None for any size.

    Raises:
        StoreError: E11–E18, the first thing that is wrong.

    """
    _check_file(path)
    whole = at_most is None or path.stat().st_size <= at_most
    with _untrusted(path) as connection:
        version = _check_content(connection, path)
        if whole:
            _check_form(connection)
    return Preflight(version, _writable(path), whole)


def examine(path: Path, stopped: Callable[[], bool] = lambda: False) -> bool:
    """Look at the whole of a file that was opened in a hurry.

    Args:
        path: the file.
        stopped: says when to leave off.

    Returns:
        Whether it is known to be sound; False when it was stopped.

    Raises:
        StoreError: E16.

    """
    if soundness.known_sound(path):
        return True
    judged = soundness.state_of(path)
    with _untrusted(path) as connection:
        connection.set_progress_handler(stopped, STEPS)
        try:
            _check_form(connection)
        except sqlite3.OperationalError:
            if stopped():
                return False
            raise
    soundness.remember(path, judged)
    return True


@contextlib.contextmanager
def _untrusted(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        connection = connections.open_untrusted(path)
        try:
            yield connection
        finally:
            connection.close()
    except errors.SQLITE_ERRORS as error:
        raise errors.from_sqlite(error) from error


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _check_file(path: Path) -> None:
    try:
        facts = path.stat()
    except PermissionError as error:
        raise errors.no_permission(path) from error
    except OSError as error:
        raise errors.no_store(path) from error
    if path.is_dir():
        raise errors.is_folder(path)
    if not os.access(path, os.R_OK):
        raise errors.no_permission(path)
    if facts.st_size == 0:
        raise errors.empty_file(path)


def _check_content(connection: sqlite3.Connection, path: Path) -> int:
    if path.with_name(path.name + "-journal").exists() and os.access(path.parent, os.W_OK):
        # A crash left a hot journal: SQLite must finish it before sizes can be compared.
        finisher = connections.open_reader(path)
        try:
            finisher.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            finisher.close()
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != connections.APPLICATION_ID:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables:
            raise errors.altered("it carries the mark of another program")
        raise errors.not_a_store(path)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise errors.too_new(f"schema {version}", f"schema {SCHEMA_VERSION}")
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    page_size = connection.execute("PRAGMA page_size").fetchone()[0]
    size = path.stat().st_size
    if size != pages * page_size:
        raise errors.damaged(f"it is {size} bytes long and should be {pages * page_size}")
    if fingerprint(connection) != known_fingerprint(version):
        raise errors.altered("its tables, indexes or triggers are not the ones we made")
    return version


def _check_form(connection: sqlite3.Connection) -> None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise errors.damaged("SQLite's own check fails")
