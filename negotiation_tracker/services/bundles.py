"""Importing a JSON bundle: what is new is added, what differs is weighed, nothing is lost.

Records are matched by identifier. A record that the bundle has in a later revision is taken over;
one that differs otherwise is a conflict: the store keeps its own, and the plan names it. Importing
the same bundle twice changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from negotiation_tracker.exchange.readers.bundle import Bundle, BundleRecord, read_bundle
from negotiation_tracker.model.catalogue import HOUSE_KEEPING, Catalogue, Field
from negotiation_tracker.model.changes import Changed
from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services import backups
from negotiation_tracker.services.collecting import without_collecting
from negotiation_tracker.services.workspace import Workspace

LABEL = "Import bundle"
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that a bundle and the store hold in different states.

    Attributes:
        kind, uid: which record.
        fields: the fields that differ.
        reason: why it is taken over, or why it is not.

    """

    kind: str
    uid: str
    fields: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What importing a bundle comes to.

    Attributes:
        new: identifiers of the records it adds, by kind.
        same: number of records that are there already, just so.
        changed: records it brings in a later revision.
        conflicting: records that differ and stay as they are in the store.

    """

    new: Mapping[str, tuple[str, ...]]
    same: int
    changed: tuple[Difference, ...]
    conflicting: tuple[Difference, ...]

    @property
    def empty(self) -> bool:
        """Say whether the import would change nothing."""
        return not self.new and not self.changed

    def describe(self) -> str:
        """Give the plan in a line."""
        new = sum(len(uids) for uids in self.new.values())
        return (
            f"{new} new, {len(self.changed)} changed, {self.same} already there, "
            f"{len(self.conflicting)} in conflict and left alone"
        )


class _Lookup(Protocol):
    """Where records are found by identifier, also those in the trash."""

    def by_uid(self, kind: str, uid: str) -> Record | None:
        """Give one record by its stable identifier, also from the trash."""

    def known(self, kind: str, uids: Iterable[str]) -> set[str]:
        """Give those of some identifiers that are there, also in the trash."""

    def get(self, kind: str, record_id: int) -> Record | None:
        """Give one record by key, or None."""


def read(ws: Workspace, data: bytes) -> Bundle:
    """Read and check a bundle; see `exchange.readers.bundle.read_bundle`."""
    with without_collecting():
        return read_bundle(data, ws.catalogue)


def plan(ws: Workspace, bundle: Bundle) -> ImportPlan:
    """Say what importing a bundle would do; nothing is changed."""
    return _Merge(_StoreLookup(ws), ws.catalogue, bundle).plan()


def import_bundle(ws: Workspace, bundle: Bundle) -> Changed[ImportPlan]:
    """Import a bundle as one step of undo, after a backup.

    Raises:
        StoreError: E50, the backup could not be made; nothing is imported.
        InvalidInput: a reference leads nowhere, or a value is refused; nothing is imported.
        BrokenInvariant: the records together would break a rule; nothing is imported.

    """
    backups.routine(ws, backups.Occasion.BEFORE)
    with without_collecting():
        return ws.change(LABEL, lambda writer: import_(writer, bundle, ws.catalogue))


def import_(writer: RecordWriter, bundle: Bundle, catalogue: Catalogue) -> ImportPlan:
    """Import a bundle through an open writer; gives what was done."""
    lookup = _WriterLookup(writer)
    merge = _Merge(lookup, catalogue, bundle)
    found = merge.plan()
    keys = _Keys(lookup, bundle)
    for kind, uids in found.new.items():
        first = writer.next_key(kind)
        for key, uid in enumerate(uids, start=first):
            keys.add(uid, key)
    for kind, uids in found.new.items():
        rows = (keys.resolved(bundle.records[u], bundle.records[u].values, catalogue) for u in uids)
        writer.insert_all(kind, rows)
    for difference in found.changed:
        record = bundle.records[difference.uid]
        values = {name: record.values[name] for name in difference.fields}
        fresh = keys.resolved(record, values, catalogue)
        writer.update(record.kind, keys.of(record.kind, record.uid), **fresh)
    for difference in found.conflicting[:MOST_NAMED]:
        label = catalogue[difference.kind].label
        writer.warn(difference.uid, f"A {label} was left as it is: {difference.reason}.")
    return found


class _StoreLookup:
    def __init__(self, ws: Workspace) -> None:
        self._ws = ws

    def by_uid(self, kind: str, uid: str) -> Record | None:
        return self._ws.find_uid(kind, uid)

    def known(self, kind: str, uids: Iterable[str]) -> set[str]:
        return {uid for uid in uids if self._ws.find_uid(kind, uid) is not None}

    def get(self, kind: str, record_id: int) -> Record | None:
        return self._ws.find(kind, record_id)


class _WriterLookup:
    def __init__(self, writer: RecordWriter) -> None:
        self._writer = writer

    def by_uid(self, kind: str, uid: str) -> Record | None:
        return self._writer.by_uid(kind, uid)

    def known(self, kind: str, uids: Iterable[str]) -> set[str]:
        return self._writer.known(kind, uids)

    def get(self, kind: str, record_id: int) -> Record | None:
        return self._writer.get(kind, record_id)


class _Merge:
    """Weighs each record of a bundle against the store."""

    def __init__(self, lookup: _Lookup, catalogue: Catalogue, bundle: Bundle) -> None:
        self._lookup = lookup
        self._catalogue = catalogue
        self._bundle = bundle

    def plan(self) -> ImportPlan:
        self._check_references()
        new: dict[str, list[str]] = {}
        same = 0
        changed: list[Difference] = []
        conflicting: list[Difference] = []
        known = self._known()
        for record in self._bundle.records.values():
            if record.uid not in known:
                new.setdefault(record.kind, []).append(record.uid)
                continue
            present = self._lookup.by_uid(record.kind, record.uid)
            if present is None:
                new.setdefault(record.kind, []).append(record.uid)
                continue
            fields = self._differing(record, present)
            if present.deleted_at is not None:
                conflicting.append(self._difference(record, fields, "it is in the trash here"))
            elif not fields:
                same += 1
            elif _later(record, present):
                changed.append(self._difference(record, fields, "the bundle has a later revision"))
            else:
                reason = "it differs, and the bundle's is not a later revision"
                conflicting.append(self._difference(record, fields, reason))
        frozen = {kind: tuple(uids) for kind, uids in new.items()}
        return ImportPlan(frozen, same, tuple(changed), tuple(conflicting))

    def _known(self) -> set[str]:
        """Give the identifiers of the bundle that the store has already."""
        by_kind: dict[str, list[str]] = {}
        for record in self._bundle.records.values():
            by_kind.setdefault(record.kind, []).append(record.uid)
        found: set[str] = set()
        for kind, uids in by_kind.items():
            found |= self._lookup.known(kind, uids)
        return found

    def _difference(self, record: BundleRecord, fields: tuple[str, ...], reason: str) -> Difference:
        return Difference(record.kind, record.uid, fields, reason)

    def _differing(self, record: BundleRecord, present: Record) -> tuple[str, ...]:
        found: list[str] = []
        for name, value in record.values.items():
            if name in HOUSE_KEEPING or name == "uid":
                continue
            field = self._catalogue[record.kind].field(name)
            if self._comparable(field, getattr(present, name)) != value:
                found.append(name)
        return tuple(found)

    def _comparable(self, field: Field, value: Any) -> Any:
        if field.type != "ref" or value is None:
            return value
        target = self._lookup.get(field.ref, value)
        return None if target is None else target.uid

    def _check_references(self) -> None:
        problems: list[FieldProblem] = []
        for record in self._bundle.records.values():
            for field in self._catalogue[record.kind].references():
                uid = record.values.get(field.name)
                if uid is None:
                    continue
                inside = self._bundle.records.get(uid)
                if inside is not None and inside.kind == field.ref:
                    continue
                if inside is None and self._lookup.by_uid(field.ref, uid) is not None:
                    continue
                label = self._catalogue[field.ref].label
                problems.append(
                    FieldProblem(
                        f"{record.place}.{field.name}",
                        f"refers to a {label} that is neither in the bundle nor in this store",
                    )
                )
        if problems:
            first = problems[0]
            raise InvalidInput(problems, f"{first.field}: {first.message}. Nothing was imported.")


class _Keys:
    """Keys inside the store of the records that references lead to."""

    def __init__(self, lookup: _Lookup, bundle: Bundle) -> None:
        self._lookup = lookup
        self._bundle = bundle
        self._keys: dict[str, int] = {}

    def add(self, uid: str, key: int) -> None:
        self._keys[uid] = key

    def of(self, kind: str, uid: str) -> int:
        if uid not in self._keys:
            found = self._lookup.by_uid(kind, uid)
            if found is None:
                raise InvalidInput([FieldProblem(uid, f"this {kind} was not found")])
            self._keys[uid] = found.id
        return self._keys[uid]

    def resolved(
        self, record: BundleRecord, values: Mapping[str, Any], catalogue: Catalogue
    ) -> dict[str, Any]:
        """Give values with keys in place of identifiers."""
        found = dict(values)
        for field in catalogue[record.kind].references():
            uid = found.get(field.name)
            if uid is not None:
                found[field.name] = self.of(field.ref, uid)
        return found


def _later(record: BundleRecord, present: Record) -> bool:
    rev, moment = record.values.get("rev"), record.values.get("updated_at")
    if rev is None or moment is None:
        return False
    return bool(rev > present.rev and moment > present.updated_at)
