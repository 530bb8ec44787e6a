"""Statements that write records: SQL text, with the values put into their store form.

The form of a value is that of its declared column type, so that nothing is declared twice; the
text is made once for each kind, since SQLAlchemy would compile it anew for every record.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

from negotiation_tracker.model.record import Record
from negotiation_tracker.model.tables import table_of

_DIALECT: Dialect = sqlite.dialect()


@cache
def insertion(kind: str) -> tuple[str, tuple[str, ...]]:
    """Give the statement that adds a record, and the names of its values in order."""
    names = tuple(column.name for column in table_of(kind).columns if column.name != "id")
    listed = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{kind}" ({listed}) VALUES ({", ".join("?" * len(names))})', names


def insert(db: sqlite3.Connection, kind: str, row: Mapping[str, Any]) -> int:
    """Add a record; gives its key."""
    statement, names = insertion(kind)
    forms = store_forms(kind)
    values = [forms[n](row[n], _DIALECT) if n in forms else row[n] for n in names]
    return int(db.execute(statement, values).lastrowid or 0)


def insert_all(db: sqlite3.Connection, kind: str, records: Sequence[Record]) -> None:
    """Add records that were checked, under the keys they have."""
    statement, names = insertion(kind)
    listed = statement.replace("(", '("id", ', 1).replace("VALUES (", "VALUES (?, ", 1)
    forms = [(name, form) for name, form in store_forms(kind).items() if name in names]

    def row(record: Record) -> list[Any]:
        values = record.values()
        for name, form in forms:
            value = values[name]
            if value is not None and value.__class__ is not str:
                values[name] = form(value, _DIALECT)
        return [values["id"], *(values[name] for name in names)]

    db.executemany(listed, map(row, records))


def update(
    db: sqlite3.Connection, kind: str, record_id: int, rev: int, changes: Mapping[str, Any]
) -> bool:
    """Change fields of a record of a known revision; says whether it still had that revision."""
    forms = store_forms(kind)
    settings = ", ".join(f'"{name}" = ?' for name in changes)
    values = [forms[n](v, _DIALECT) if n in forms else v for n, v in changes.items()]
    statement = f'UPDATE "{kind}" SET {settings} WHERE id = ? AND rev = ?'
    return db.execute(statement, (*values, record_id, rev)).rowcount == 1


@cache
def store_forms(kind: str) -> Mapping[str, Callable[[Any, Dialect], Any]]:
    """Give, by field, what puts a value into its store form, where it is kept in another."""
    return {
        column.name: column.type.process_bind_param
        for column in table_of(kind).columns
        if isinstance(column.type, TypeDecorator)
    }
