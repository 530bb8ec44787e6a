"""Which database library runs here."""

import sqlite3


def sqlite_version() -> str:
    """Give the version of SQLite in use."""
    return sqlite3.sqlite_version
