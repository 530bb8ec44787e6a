"""Reading rows as records, in SQL text over a plain connection."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from negotiation_tracker.model.catalogue import Catalogue, Kind
from negotiation_tracker.model.fuzzy_dates import FuzzyDate
from negotiation_tracker.model.record import LOOK_BACK, Record, RecordView, code_number, decode_row


@lru_cache(maxsize=256)
def _columns(names: tuple[str, ...], alias: str) -> str:
    prefix = f"{alias}." if alias else ""
    return ", ".join(f'{prefix}"{name}"' for name in names)


def columns(kind: Kind, alias: str = "") -> str:
    """List a kind's columns in the catalogue's order."""
    return _columns(kind.names, alias)


_AT_ONCE = 500
_NUMBERED_CODES = (
    "SELECT code FROM proposal WHERE negotiation_id = ? AND deleted_at IS NULL "
    "AND code GLOB '[Pp][0-9]*' ORDER BY CAST(substr(code, 2) AS INTEGER) DESC"
)
_OFFERS = (
    # The days come first in a stored date; the words after them say nothing about the order.
    "SELECT p.id, i.id FROM (SELECT id, date, seq_in_day, from_id FROM proposal "
    "WHERE negotiation_id = ? AND date < ? AND deleted_at IS NULL AND formality = 'formal' "
    "ORDER BY date DESC, id DESC LIMIT ?) p "
    "CROSS JOIN proposal_item i ON i.proposal_id = p.id "
    "WHERE i.issue_id = ? AND i.deleted_at IS NULL"
)
_LATEST_FIRST = " ORDER BY substr(p.date, 1, instr(p.date, ' ')) DESC, p.seq_in_day DESC, p.id DESC"


def _days(stored_date: str) -> str:
    """Give the days that a date in the store form runs from and to."""
    return stored_date[: stored_date.index(" ")]


def stored(value: Any) -> Any:
    """Give the store form of a value used in a comparison."""
    if hasattr(value, "to_text"):
        return value.to_text()
    if isinstance(value, bool):
        return int(value)
    return value


class Rows(RecordView):
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
        condition = " AND ".join([*self._equal(kind, equals), "deleted_at IS NULL"])
        return self._select(kind, condition, tuple(stored(v) for v in equals.values()))

    def number_of(self, kind: str) -> int:
        """Give the number of records of a kind, also of those in the trash."""
        return int(self.db.execute(f'SELECT count(*) FROM "{kind}"').fetchone()[0])

    def greatest(self, kind: str, field: str, /, **equals: Any) -> Record | None:
        """Give the record with the greatest number or day in a field, the last of them; or None."""
        self.catalogue[kind].field(field)
        clauses = [*self._equal(kind, equals), f'"{field}" IS NOT NULL', "deleted_at IS NULL"]
        values = tuple(stored(v) for v in equals.values())
        order = f'"{field}" DESC, id DESC LIMIT 1'
        found = self._select(kind, " AND ".join(clauses), values, order)
        if found and isinstance(when := getattr(found[0], field), FuzzyDate):
            # The words after the days count in the order of texts, but not here.
            found = self.on_date(kind, field, when, **equals)[-1:]
        return found[0] if found else None

    def on_date(self, kind: str, field: str, when: FuzzyDate, /, **equals: Any) -> list[Record]:
        """List records whose date runs from and to the same days as another, by key."""
        self.catalogue[kind].field(field)
        clauses = [*self._equal(kind, equals), f'"{field}" BETWEEN ? AND ?', "deleted_at IS NULL"]
        days = _days(when.to_text())
        values = (*(stored(v) for v in equals.values()), f"{days} ", f"{days} ~")
        return self._select(kind, " AND ".join(clauses), values)

    def proposal_number(self, negotiation_id: int) -> int:
        """Give the greatest number in a code of the form "P<number>" in some talks, or 0."""
        for (code,) in self.db.execute(_NUMBERED_CODES, (negotiation_id,)):
            number = code_number(code)
            if number is not None:
                return number
        return 0

    def offers_before(
        self, proposal: Record, issue_id: int, makers: frozenset[int]
    ) -> Iterator[tuple[Record, Record]]:
        """Give the formal offers on an issue of earlier days, and of that day, latest first.

        Only those made by some participants, each with its item on the issue. What lies more
        than `LOOK_BACK` formal offers back is left out.
        """
        if proposal.date is None or proposal.date.earliest is None:
            return
        latest = f"{proposal.date.earliest.isoformat()}/~"
        talks, listed = proposal.negotiation_id, sorted(makers)
        marks = ", ".join("?" * len(listed))
        statement = f"{_OFFERS} AND p.from_id IN ({marks}){_LATEST_FIRST}"
        near = (talks, latest, LOOK_BACK, issue_id, *listed)
        for offer_id, item_id in self.db.execute(statement, near).fetchall():
            offer, item = self.get("proposal", offer_id), self.get("proposal_item", item_id)
            if offer is not None and item is not None:
                yield offer, item

    def by_uid(self, kind: str, uid: str) -> Record | None:
        """Give one record by its stable identifier, also from the trash."""
        found = self._select(kind, '"uid" = ?', (uid,))
        return found[0] if found else None

    def known(self, kind: str, uids: Iterable[str]) -> set[str]:
        """Give those of some identifiers that the store has, also in the trash."""
        if self.number_of(kind) == 0:
            return set()
        listed = list(uids)
        found: set[str] = set()
        for start in range(0, len(listed), _AT_ONCE):
            part = listed[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            rows = self.db.execute(f'SELECT uid FROM "{kind}" WHERE uid IN ({marks})', part)
            found.update(uid for (uid,) in rows)
        return found

    def deleted(self, kind: str) -> list[Record]:
        """List the records of a kind that are in the trash, newest first."""
        return self._select(kind, "deleted_at IS NOT NULL", (), "deleted_at DESC, id")

    def deleted_together(self, kind: str, deleted_at: str) -> list[Record]:
        """List the records of a kind that went to the trash at one moment."""
        return self._select(kind, "deleted_at = ?", (deleted_at,))

    def _equal(self, kind: str, equals: Mapping[str, Any]) -> list[str]:
        for name in equals:
            self.catalogue[kind].field(name)
        return [f'"{name}" IS ?' for name in equals]

    def _select(
        self, kind: str, condition: str, values: tuple[Any, ...], order: str = "id"
    ) -> list[Record]:
        entry = self.catalogue[kind]
        sql = f'SELECT {columns(entry)} FROM "{kind}" WHERE {condition} ORDER BY {order}'
        return [decode_row(entry, row) for row in self.db.execute(sql, values).fetchall()]
