"""A store that holds one canary word for each kind of record, handling level and side."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from negotiation_tracker.model.catalogue import Catalogue, Field
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.handling import ONE_SIDED, Handling
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services.workspace import Workspace

# Texts that name something else and so cannot hold a canary.
_FIXED = {"timezone": "America/Los_Angeles", "currency": "USD", "unit": "count", "language": "en"}
_OWN, _OTHER = "own", "other"


@dataclass(frozen=True)
class Canary:
    """One planted word and the record that holds it."""

    word: str
    kind: str
    uid: str
    handling: Handling
    side: str


@dataclass
class Planted:
    """What was planted; `base` are public records that the others hang on."""

    negotiation_id: int = 0
    canaries: list[Canary] = field(default_factory=list)
    base: dict[str, Record] = field(default_factory=dict)


def plant(ws: Workspace) -> Planted:
    """Fill a store, past the rules that would refuse such records."""
    planted = Planted()

    def verb(writer: RecordWriter) -> None:
        _Planting(writer, ws.catalogue, planted).run()

    ws.store.change("Plant", verb, lambda *_: ([], []), actor="Pat Example")
    planted.negotiation_id = planted.base["negotiation"].id
    return planted


def word(number: int) -> str:
    """Give a word of letters only that no language has."""
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, 20)
        letters += "bcdfghjklmnpqrstvwxz"[rest]
    return f"Qz{letters}jx"


class _Planting:
    def __init__(self, writer: RecordWriter, catalogue: Catalogue, planted: Planted) -> None:
        self._writer = writer
        self._catalogue = catalogue
        self._planted = planted
        self._owners: dict[str, int] = {}
        self._numbers = iter(range(10_000))

    def run(self) -> None:
        for kind in _parents_first(self._catalogue):
            self._base(kind)
        self._owners = {_OWN: self._planted.base["participant"].id, _OTHER: self._other_side()}
        for kind in self._catalogue.kinds:
            for level in Handling:
                sides = (_OWN, _OTHER) if level in ONE_SIDED or level == "privileged" else ("",)
                for side in sides:
                    self._canary(kind, level, side)

    def _base(self, kind: str) -> None:
        special: dict[str, Any] = {}
        if kind == "participant":
            special = {"side": "labor", "ours": True, "label": "Union of Examples"}
        record = self._insert(kind, "plain", Handling.PUBLIC, None, special)
        self._planted.base[kind] = record
        if kind == "dispute_member":
            self._insert(kind, "plain", Handling.PUBLIC, None, {})

    def _other_side(self) -> int:
        special = {"side": "management", "label": "Employer of Examples"}
        return self._insert("participant", "plain", Handling.PUBLIC, None, special).id

    def _canary(self, kind: str, level: Handling, side: str) -> None:
        text = word(next(self._numbers))
        owner = self._owners.get(side)
        record = self._insert(kind, text, level, owner, {})
        canary = Canary(text, kind, record.uid, level, side)
        self._planted.canaries.append(canary)
        if kind == "dispute":
            for _ in range(2):
                self._insert("dispute_member", "plain", level, owner, {"dispute_id": record.id})

    def _insert(
        self, kind: str, text: str, level: Handling, owner: int | None, special: dict[str, Any]
    ) -> Record:
        values = {
            f.name: self._value(kind, f, text)
            for f in self._catalogue[kind].own_fields()
            if f.name not in {"handling", "confidence_of_id", "embargo_until", "tags"}
        }
        values = {k: v for k, v in values.items() if v is not None}
        values |= {"handling": level.value, "confidence_of_id": owner, "tags": text, **special}
        return self._writer.insert(kind, **values)

    def _value(self, kind: str, field: Field, text: str) -> Any:
        if field.name == "code":
            return f"{text}{next(self._numbers)}"
        if field.name == "target_kind":
            return "session"
        if field.name == "target_uid":
            return self._planted.base["session"].uid
        if field.name == "target_field":
            return ""
        if field.type == "text":
            return _FIXED.get(field.name, text)
        if field.type == "fuzzy_date":
            return _date(text)
        if field.type == "ref":
            target = self._planted.base.get(field.ref)
            wanted = field.required or field.name in {"segment_id", "session_id", "person_id"}
            return target.id if target is not None and wanted else None
        if field.type == "choice" and field.required:
            return field.default or field.values[0]
        if field.type == "integer" and (field.required or field.name == "value_scaled"):
            return field.default if field.default is not None else 7
        return self._writer.now if field.type == "moment" and field.required else None


def _date(text: str) -> FuzzyDate:
    return FuzzyDate.day(date(2024, 5, 3), as_written=text, anchor=text, reason=text)


def _parents_first(catalogue: Catalogue) -> Iterator[str]:
    done: set[str] = set()
    while len(done) < len(catalogue.kinds):
        for kind in catalogue.kinds.values():
            needed = {f.ref for f in kind.references() if f.required} - {kind.name}
            if kind.name in {"citation", "dispute_member", "private_note"}:
                needed |= {"session", "segment"}
            if kind.name not in done and needed <= done:
                done.add(kind.name)
                yield kind.name
