"""Looking at a file before trusting it: nothing in it runs, nothing is written."""

import hashlib
import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from negotiation_tracker.store import connections, errors

SCHEMA_VERSION = 2
_FINGERPRINTS = Path(__file__).parent / "migrations" / "fingerprints.json"


@dataclass(frozen=True, slots=True)
class Preflight:
    """What was found.

    Attributes:
        schema_version: number of the schema in the file.
        writable: whether the file and its folder may be written.

    """

    schema_version: int
    writable: bool


def fingerprint(connection: sqlite3.Connection) -> str:
    """Hash the whole schema: any added trigger, view or table shows."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master "
        "WHERE name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' ORDER BY type, name"
    ).fetchall()
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def known_fingerprint(version: int) -> str | None:
    """Give the fingerprint of a released schema, or None for one we never made."""
    known: dict[str, str] = json.loads(_FINGERPRINTS.read_text(encoding="utf-8"))
    return known.get(str(version))


def schema_of(path: Path) -> int:
    """Read which schema a store file says it has, trusting nothing else in it."""
    db = connections.open_untrusted(path)
    try:
        return int(db.execute("PRAGMA user_version").fetchone()[0])
    finally:
        db.close()


def inspect(path: Path) -> Preflight:
    """Check a file from the outside in.

    Raises:
        StoreError: E11–E18, the first thing that is wrong.

    """
    _check_file(path)
    try:
        connection = connections.open_untrusted(path)
    except errors.SQLITE_ERRORS as error:
        raise errors.from_sqlite(error) from error
    try:
        version = _check_content(connection, path)
    except errors.SQLITE_ERRORS as error:
        raise errors.from_sqlite(error) from error
    finally:
        connection.close()
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return Preflight(version, writable)


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
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise errors.damaged("SQLite's own check fails")
    return version
