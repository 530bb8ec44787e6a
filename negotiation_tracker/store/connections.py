"""Connections to a store file, opened with the settings that its promises rest on.

Rollback journal with ``synchronous=EXTRA``: what was acknowledged survives a power cut.
``mode=rw`` never creates a file for a mistyped path. The file itself is never opened by other
means while a connection exists, because closing any descriptor would drop SQLite's locks.

What reads a list needs this module and hardly anything else, so it imports only what SQLite's
own module imports.
"""

import os
import sqlite3

APPLICATION_ID = 0x4E545243
SCHEMA_VERSION = 2
BUSY_TIMEOUT_MS = 5000

_SETTINGS = (
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "cell_size_check=ON",
    "mmap_size=0",
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "temp_store=MEMORY",
)


AnyPath = str | os.PathLike[str]


def _connect(path: AnyPath, mode: str) -> sqlite3.Connection:
    # What a file name may not hold in a URI, by sqlite.org/uri.html, 3.3.
    name = os.fspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(
        f"file:{name}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_TIMEOUT_MS / 1000,
        check_same_thread=False,
    )
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection


def open_writer(path: AnyPath) -> sqlite3.Connection:
    """Open for reading and writing; the file must exist."""
    connection = _connect(path, "rw")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=EXTRA")
    return connection


def open_reader(path: AnyPath) -> sqlite3.Connection:
    """Open for reading only; a hot journal left by a crash is still rolled back."""
    connection = _connect(path, "rw" if os.access(path, os.W_OK) else "ro")
    connection.execute("PRAGMA query_only=ON")
    return connection


def open_untrusted(path: AnyPath) -> sqlite3.Connection:
    """Open a file nobody has looked at yet: read-only, and nothing in its schema may run."""
    connection = _connect(path, "ro")
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA query_only=ON")
    return connection


def create_file(path: AnyPath) -> None:
    """Create an empty file that only its owner may read; FileExistsError when there is one."""
    os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def text_in_json(document: str, name: str) -> str:
    """Give a text of a JSON object, "" without it; read by SQLite to spare importing `json`."""
    db = sqlite3.connect(":memory:")
    try:
        found = db.execute("SELECT json_extract(?, ?)", (document, f"$.{name}")).fetchone()[0]
    finally:
        db.close()
    return str(found or "")
