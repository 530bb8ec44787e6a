"""Reading rows as records, in SQL text over a plain connection."""

import sqlite3
from functools import lru_cache
from typing import Any

from negotiation_tracker.model.catalogue import Catalogue, Kind
from negotiation_tracker.model.record import Record, decode_row


@lru_cache(maxsize=256)
def _columns(names: tuple[str, ...], alias: str) -> str:
    prefix = f"{alias}." if alias else ""
    return ", ".join(f'{prefix}"{name}"' for name in names)


def columns(kind: Kind, alias: str = "") -> str:
    """List a kind's columns in the catalogue's order."""
    return _columns(kind.names, alias)


def stored(value: Any) -> Any:
    """Give the store form of a value used in a comparison."""
    if hasattr(value, "to_text"):
        return value.to_text()
    if isinstance(value, bool):
        return int(value)
    return value


class Rows:
    """Looks records up through one connection; implements `RecordView`."""

    def __init__(self, db: sqlite3.Connection, catalogue: Catalogue) -> None:
        self.db = db
        self.catalogue = catalogue

    def get(self, kind: str, record_id: int) -> Record | None:
        """Give one record by key, or None; records in the trash are not found."""
        found = self._select(kind, '"id" = ? AND deleted_at IS NULL', (record_id,))
        return found[0] if found else None

    def get_any(self, kind: str, record_id: int) -> Record | None:
        """Give one record by key, also from the trash."""
        found = self._select(kind, '"id" = ?', (record_id,))
        return found[0] if found else None

    def where(self, kind: str, /, **equals: Any) -> list[Record]:
        """List the records of a kind whose fields equal the values given, by key."""
        for name in equals:
            self.catalogue[kind].field(name)
        clauses = [f'"{name}" IS ?' for name in equals]
        condition = " AND ".join([*clauses, "deleted_at IS NULL"])
        return self._select(kind, condition, tuple(stored(v) for v in equals.values()))

    def by_uid(self, kind: str, uid: str) -> Record | None:
        """Give one record by its stable identifier, also from the trash."""
        found = self._select(kind, '"uid" = ?', (uid,))
        return found[0] if found else None

    def deleted(self, kind: str) -> list[Record]:
        """List the records of a kind that are in the trash, newest first."""
        return self._select(kind, "deleted_at IS NOT NULL", (), "deleted_at DESC, id")

    def deleted_together(self, kind: str, deleted_at: str) -> list[Record]:
        """List the records of a kind that went to the trash at one moment."""
        return self._select(kind, "deleted_at = ?", (deleted_at,))

    def _select(
        self, kind: str, condition: str, values: tuple[Any, ...], order: str = "id"
    ) -> list[Record]:
        entry = self.catalogue[kind]
        sql = f'SELECT {columns(entry)} FROM "{kind}" WHERE {condition} ORDER BY {order}'
        return [decode_row(entry, row) for row in self.db.execute(sql, values).fetchall()]
