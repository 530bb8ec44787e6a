"""The guarded runner: the only way a schema is made or changed.

Foreign keys are off while tables may be rebuilt, triggers and the index of words are made anew
from the declarations, and nothing is kept unless rows, references and fingerprint are right at the
end.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from negotiation_tracker import __version__
from negotiation_tracker.model.errors import StoreError
from negotiation_tracker.model.tables import JOURNAL_TABLES, RECORD_CLASSES, table_of
from negotiation_tracker.store import (
    connections,
    journal,
    preflight,
    search_index,
    search_schema,
)
from negotiation_tracker.store.engine import make_engine, raw

_HERE = Path(__file__).parent / "migrations"


def journaled_tables() -> list[tuple[str, Sequence[str]]]:
    """List every journaled table with its columns in stored order."""
    return [(kind, [c.name for c in table_of(kind).columns]) for kind in sorted(RECORD_CLASSES)]


def create(path: Path) -> None:
    """Create a new store; FileExistsError when the file is there."""
    connections.create_file(path)
    try:
        _run(path, new=True)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def upgrade(path: Path) -> None:
    """Bring an older store to the current schema; the caller made a verified backup before.

    Raises:
        StoreError: E52, and the store is as before.

    """
    _run(path, new=False)


def _run(path: Path, *, new: bool) -> None:
    engine = make_engine(path)
    try:
        with engine.connect() as connection:
            db = raw(connection)
            db.execute("PRAGMA foreign_keys=OFF")
            if new:
                db.execute(f"PRAGMA application_id={connections.APPLICATION_ID}")
            with connection.begin():
                _migrate(connection, db, new=new)
            db.execute("PRAGMA foreign_keys=ON")
    finally:
        engine.dispose()


def _migrate(connection: Connection, db: sqlite3.Connection, *, new: bool) -> None:
    before = {} if new else _counts(db)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    for statement in search_schema.removal():
        db.execute(statement)
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if new:
        db.execute("INSERT INTO journal_state (id, chain_head) VALUES (1, '')")
    else:
        # Lines of an older schema stay readable but no longer fit for undo.
        db.execute("UPDATE journal_state SET undo_head_id = NULL, redo_head_id = NULL")
    for statement in made_anew():
        db.execute(statement)
    search_index.rebuild(db)
    db.execute(
        "INSERT INTO store_info (key, value) VALUES ('app_version', ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (__version__,),
    )
    db.execute(f"PRAGMA user_version={preflight.SCHEMA_VERSION}")
    if db.execute("PRAGMA foreign_key_check").fetchall():
        raise _unfinished("records would refer to nothing")
    after = _counts(db)
    if any(after.get(table) != count for table, count in before.items()):
        raise _unfinished("records would be lost")
    if preflight.fingerprint(db) != preflight.known_fingerprint(preflight.SCHEMA_VERSION):
        raise _unfinished("the new tables are not as planned")


def made_anew() -> list[str]:
    """Write the statements for what no step carries: journal triggers and the index of words."""
    return [*journal.triggers(journaled_tables()), *search_schema.statements()]


def _counts(db: sqlite3.Connection) -> dict[str, int]:
    tables = [*RECORD_CLASSES, "change_set", "change_row"]
    present = {r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {
        t: int(db.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0])
        for t in tables
        if t in present
    }


def _unfinished(why: str) -> StoreError:
    return StoreError(
        "E52", 11, "The update of the store did not finish.", f"Your store is as before: {why}."
    )


def schema_sql() -> str:
    """Write the tables and indexes of the declarations as SQL, in a fixed order."""
    dialect = sqlite.dialect()
    statements: list[str] = []
    names = [*JOURNAL_TABLES, *RECORD_CLASSES]
    for name in names:
        table = SQLModel.metadata.tables[name]
        statements.append(str(CreateTable(table).compile(dialect=dialect)).strip())
    for name in names:
        indexes = sorted(SQLModel.metadata.tables[name].indexes, key=lambda i: str(i.name))
        statements += [str(CreateIndex(i).compile(dialect=dialect)).strip() for i in indexes]
    return ";\n".join(statements) + ";\n"
