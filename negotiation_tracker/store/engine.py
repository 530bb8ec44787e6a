"""The SQLAlchemy engine over one writer connection; BEGIN is ours, not the driver's."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from negotiation_tracker.store import connections


def make_engine(path: Path) -> Engine:
    """Make the engine for a store's changes.

    Every transaction is BEGIN IMMEDIATE, so that two writers wait for each other instead of
    losing an update; parameters are hidden so that no record text reaches a message.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: connections.open_writer(path),
        poolclass=StaticPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _on_connect(dbapi: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        dbapi.isolation_level = None

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def raw(connection: Connection) -> sqlite3.Connection:
    """Give the driver's connection under a SQLAlchemy one."""
    found: object = connection.connection.dbapi_connection
    if not isinstance(found, sqlite3.Connection):
        raise TypeError("a store is always on sqlite3")
    return found
