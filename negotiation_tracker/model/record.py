"""Records as the store hands them out: frozen, decoded, with no tie to the database."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

from negotiation_tracker.model.catalogue import CODED_TYPES, Catalogue, Field, Kind
from negotiation_tracker.model.clock_time import ClockTime
from negotiation_tracker.model.fuzzy_dates import FuzzyDate


class Record:
    """One record, read-only; fields are attributes (``record.title``).

    A field that the catalogue does not know raises AttributeError.

    Attributes:
        table: kind of record, such as "session" (a field may itself be called ``kind``).

    """

    __slots__ = ("_values", "table")

    def __init__(self, table: str, values: Mapping[str, Any]) -> None:
        self.table = table
        self._values = values

    def __getattr__(self, name: str) -> Any:
        if name[0] == "_":
            raise AttributeError(name)
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"{self.table} has no field {name}") from None

    @property
    def id(self) -> int:
        """Give the key inside this file."""
        key: int = self._values["id"]
        return key

    @property
    def uid(self) -> str:
        """Give the stable identifier."""
        return str(self._values["uid"])

    def values(self) -> dict[str, Any]:
        """Give all fields as a new dictionary."""
        return dict(self._values)

    def mapping(self) -> Mapping[str, Any]:
        """Give all fields as they are kept, to be read only."""
        return self._values

    def replaced(self, **changes: Any) -> "Record":
        """Give a copy with some fields replaced."""
        return Record(self.table, {**self._values, **changes})

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Record)
            and self.table == other.table
            and dict(self._values) == dict(other._values)
        )

    def __hash__(self) -> int:
        return hash((self.table, self._values.get("id")))

    def __repr__(self) -> str:
        return f"Record({self.table!r}, id={self._values.get('id')})"


LOOK_BACK = 200
"""How many formal offers of some talks back the one before a new offer is looked for."""

_NUMBERED = re.compile(r"[Pp](\d{1,9})")


class Lookup(Protocol):
    """Anything that finds records by key or by what their fields say."""

    def get(self, kind: str, record_id: int) -> Record | None:
        """Give one record by key, or None."""

    def where(self, kind: str, /, **equals: Any) -> list[Record]:
        """List the records of a kind whose fields equal the values given, by key."""


class RecordView(Lookup, Protocol):
    """Anything records can be looked up in: a dossier, or an open unit of work.

    What is said here in terms of `get` and `where` goes through all records of some talks; where
    these are in a store it is asked of the store, so that long talks make no change slower.
    """

    def greatest(self, kind: str, field: str, /, **equals: Any) -> Record | None:
        """Give the record with the greatest number or day in a field, the last of them; or None.

        Of days that begin alike the one that ends later is greater; an open end ends first.
        """
        found = [r for r in self.where(kind, **equals) if getattr(r, field) is not None]
        return max(found, key=lambda r: (_rank(getattr(r, field)), r.id), default=None)

    def on_date(self, kind: str, field: str, when: FuzzyDate, /, **equals: Any) -> list[Record]:
        """List records whose date runs from and to the same days as another, by key."""
        found = self.where(kind, **equals)
        dates = [(r, getattr(r, field)) for r in found]
        return [r for r, date in dates if date is not None and date.sort_key() == when.sort_key()]

    def proposal_number(self, negotiation_id: int) -> int:
        """Give the greatest number in a code of the form "P<number>" in some talks, or 0."""
        found = self.where("proposal", negotiation_id=negotiation_id)
        return max((code_number(p.code) or 0 for p in found), default=0)

    def offers_before(
        self, proposal: Record, issue_id: int, makers: frozenset[int]
    ) -> Iterator[tuple[Record, Record]]:
        """Give the formal offers on an issue of earlier days, and of that day, latest first.

        Only those made by some participants, each with its item on the issue. What lies more
        than `LOOK_BACK` formal offers back may be left out.
        """
        if proposal.date is None or proposal.date.earliest is None:
            return
        found = []
        for item in self.where("proposal_item", issue_id=issue_id):
            offer = self.get("proposal", item.proposal_id)
            if offer is None or offer.formality != "formal" or offer.date is None:
                continue
            if (
                offer.from_id in makers
                and (offer.date.earliest or date.min) <= proposal.date.earliest
            ):
                found.append((offer, item))
        found.sort(key=lambda f: (f[0].date.sort_key(), f[0].seq_in_day, f[0].id), reverse=True)
        yield from found


class RecordWriter(RecordView, Protocol):
    """An open unit of work: what verbs of the services change the record through.

    Attributes:
        actor: who makes the change.
        now: moment of the change, in UTC.

    """

    actor: str
    now: datetime

    def by_uid(self, kind: str, uid: str) -> Record | None:
        """Give one record by its stable identifier, also from the trash, or None."""

    def insert(self, kind: str, /, **values: Any) -> Record:
        """Add a record; InvalidInput names every field that is wrong."""

    def next_key(self, kind: str) -> int:
        """Give the key that the next new record of a kind gets."""

    def insert_all(self, kind: str, rows: Iterable[dict[str, Any]]) -> None:
        """Add many records, with keys one after another from `next_key`; see `insert`.

        Records may refer to others that are added later in the same change.
        """

    def known(self, kind: str, uids: Iterable[str]) -> set[str]:
        """Give those of some identifiers that the record has, also in the trash."""
        return {uid for uid in uids if self.by_uid(kind, uid) is not None}

    def update(self, kind: str, record_id: int, /, **changes: Any) -> Record:
        """Change fields of a record; InvalidInput or NotFound."""

    def remove(self, kind: str, record_id: int) -> None:
        """Move a record and what it owns to the trash; InUse when others rest on it."""

    def restore(self, kind: str, record_id: int) -> None:
        """Bring a record, and what went to the trash with it, back."""

    def warn(self, field: str, message: str) -> None:
        """Tell the person something soft about this change; the change stands."""


def _rank(value: Any) -> Any:
    """Give what numbers and days are ordered by, as the store orders them."""
    if isinstance(value, FuzzyDate):
        return value.earliest or date.min, value.latest or date.min
    return value


def code_number(code: str) -> int | None:
    """Give the number of a proposal's code of the form "P<number>"; None for other codes."""
    match = _NUMBERED.fullmatch(code)
    return None if match is None else int(match[1])


class Dossier(RecordView):
    """Everything recorded about some negotiations, in memory; a RecordView.

    Lookups by one field are indexed on first use.
    """

    def __init__(self, catalogue: Catalogue, records: Iterable[Record]) -> None:
        self.catalogue = catalogue
        self._tables: dict[str, dict[int, Record]] = {k: {} for k in catalogue.kinds}
        for record in records:
            self._tables[record.table][record.id] = record
        self._by_field: dict[tuple[str, str], dict[Any, list[Record]]] = {}
        self._by_uid: dict[str, Record] | None = None

    def get(self, kind: str, record_id: int) -> Record | None:
        """Give one record by key, or None."""
        return self._tables[kind].get(record_id)

    def all(self, kind: str) -> list[Record]:
        """List all records of a kind, by key."""
        return list(self._tables[kind].values())

    def where(self, kind: str, /, **equals: Any) -> list[Record]:
        """List the records of a kind whose fields equal the values given, by key."""
        if not equals:
            return self.all(kind)
        (first, value), *rest = equals.items()
        index = self._by_field.get((kind, first))
        if index is None:
            index = {}
            for record in self._tables[kind].values():
                index.setdefault(getattr(record, first), []).append(record)
            self._by_field[kind, first] = index
        found = index.get(value, [])
        if not rest:
            return found.copy()
        return [r for r in found if all(getattr(r, k) == v for k, v in rest)]

    def by_uid(self, uid: str) -> Record | None:
        """Give a record of any kind by its stable identifier, or None."""
        if self._by_uid is None:
            self._by_uid = {r.uid: r for r in self}
        return self._by_uid.get(uid)

    def __iter__(self) -> Iterator[Record]:
        for table in self._tables.values():
            yield from table.values()

    def __len__(self) -> int:
        return sum(len(table) for table in self._tables.values())


@lru_cache(maxsize=8192)
def stored_date(text: str) -> FuzzyDate:
    """Read a date in its stored form; see `FuzzyDate.from_text`.

    A record has few different days, and reading one is the dearest part of reading a row.
    """
    return FuzzyDate.from_text(text)


_DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "fuzzy_date": stored_date,
    "clock": lru_cache(maxsize=1024)(ClockTime.from_text),
    "moment": lru_cache(maxsize=8192)(datetime.fromisoformat),
    "day": date.fromisoformat,
    "flag": bool,
    "decimal": lambda hundredths: Decimal(hundredths) / 100,
}


def decode(field: Field, raw: Any) -> Any:
    """Turn a stored value into its value type; None stays None."""
    if raw is None or field.type not in CODED_TYPES:
        return raw
    return _DECODERS[field.type](raw)


def decode_row(kind: Kind, raw: Iterable[Any]) -> Record:
    """Turn a stored row, in the catalogue's field order, into a record."""
    values = dict(zip(kind.names, raw, strict=True))
    for name, form in kind.coded:
        stored = values[name]
        if stored is not None:
            values[name] = _DECODERS[form](stored)
    return Record(kind.name, values)
