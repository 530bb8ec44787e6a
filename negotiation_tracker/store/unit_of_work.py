"""One change: everything it writes, checked, sealed into the journal, in one transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.errors import (
    BrokenInvariant,
    ChangedMeanwhile,
    FieldProblem,
    InUse,
    NotFound,
)
from negotiation_tracker.model.fuzzy_dates import FuzzyDate
from negotiation_tracker.model.moments import utc_text
from negotiation_tracker.model.record import Record
from negotiation_tracker.rules import rooms
from negotiation_tracker.store import statements
from negotiation_tracker.store.lot import MANY, Lot
from negotiation_tracker.store.rows import Rows
from negotiation_tracker.store.steps import Step, close_step, describe, open_step
from negotiation_tracker.store.validation import PlainForm, validated
from negotiation_tracker.store.writing import Check

_KEPT = ("created_at", "created_by", "updated_at", "rev")


class UnitOfWork:
    """The RecordWriter of one change; see `model.record.RecordWriter` for its verbs."""

    def __init__(self, rows: Rows, step: Step, now: datetime) -> None:
        self.actor = step.actor
        self.now = now
        self._rows = rows
        self._catalogue = rows.catalogue
        self._step = step
        self._set_id = open_step(rows.db, step)
        self._before: dict[tuple[str, int], Record] = {}
        self._touched: dict[tuple[str, int], None] = {}
        self._fresh: dict[tuple[str, int], Record] = {}
        self._removed: dict[tuple[str, int], Record] = {}
        self._warnings: list[FieldProblem] = []

    def get(self, kind: str, record_id: int) -> Record | None:
        """Give one record by key, or None."""
        return self._rows.get(kind, record_id)

    def where(self, kind: str, /, **equals: Any) -> list[Record]:
        """List the records of a kind whose fields equal the values given, by key."""
        return self._rows.where(kind, **equals)

    def greatest(self, kind: str, field: str, /, **equals: Any) -> Record | None:
        """Give the record with the greatest number in a field, the latest of them; or None."""
        return self._rows.greatest(kind, field, **equals)

    def on_date(self, kind: str, field: str, when: FuzzyDate, /, **equals: Any) -> list[Record]:
        """List records whose date runs from and to the same days as another, by key."""
        return self._rows.on_date(kind, field, when, **equals)

    def proposal_number(self, negotiation_id: int) -> int:
        """Give the greatest number in a code of the form "P<number>" in some talks, or 0."""
        return self._rows.proposal_number(negotiation_id)

    def offers_before(
        self, proposal: Record, issue_id: int, makers: frozenset[int]
    ) -> Iterator[tuple[Record, Record]]:
        """Give the formal offers of some makers on an issue up to the day of one, latest first."""
        return self._rows.offers_before(proposal, issue_id, makers)

    def by_uid(self, kind: str, uid: str) -> Record | None:
        """Give one record by its stable identifier, also from the trash."""
        return self._rows.by_uid(kind, uid)

    def warn(self, field: str, message: str) -> None:
        """Tell the person something soft about this change; the change stands."""
        self._warnings.append(FieldProblem(field, message))

    def insert(self, kind: str, /, **values: Any) -> Record:
        """Add a record; InvalidInput names every field that is wrong."""
        row = self._row(kind, rooms.coded(self._rows, kind, values))
        key = statements.insert(self._rows.db, kind, row)
        record = Record(kind, {**row, "id": key})
        self._touched[kind, record.id] = None
        return record

    def next_key(self, kind: str) -> int:
        """Give the key that the next new record of a kind gets."""
        row = self._rows.db.execute(f'SELECT max(id) FROM "{kind}"').fetchone()
        return int(row[0] or 0) + 1

    def insert_all(self, kind: str, rows: Iterable[dict[str, Any]]) -> None:
        """Add many records, with keys one after another from `next_key`; see `insert`."""
        form = PlainForm(self._catalogue[kind])
        mediated: dict[Any, bool] = {}
        made: list[Record] = []
        for key, values in enumerate(rows, start=self.next_key(kind)):
            talks = values.get("negotiation_id") if kind in rooms.CODED else None
            if isinstance(talks, int) and talks not in mediated:
                mediated[talks] = rooms.is_mediated(self._rows, talks)
            placed = values
            if mediated.get(talks):
                # Its code depends on those before it, so these have to be in the store.
                self._insert_made(kind, made)
                made.clear()
                placed = rooms.coded(self._rows, kind, values)
            made.append(Record(kind, {**self._row(kind, placed, form), "id": key}))
        self._insert_made(kind, made)

    def _insert_made(self, kind: str, made: list[Record]) -> None:
        statements.insert_all(self._rows.db, kind, made)
        for record in made:
            self._touched[kind, record.id] = None
            self._fresh[kind, record.id] = record

    def _row(
        self, kind: str, values: dict[str, Any], form: PlainForm | None = None
    ) -> dict[str, Any]:
        """Check the fields of a new record and put house-keeping beside them."""
        uid = values.pop("uid", None) or str(uuid4())
        kept = {n: values.pop(n) for n in _KEPT if n in values}
        fields = None if form is None else form.read(values)
        return {
            "uid": uid,
            "created_at": self.now,
            "created_by": self.actor,
            "updated_at": self.now,
            "rev": 1,
            "deleted_at": None,
            **kept,
            **(validated(self._catalogue, kind, values) if fields is None else fields),
        }

    def known(self, kind: str, uids: Iterable[str]) -> set[str]:
        """Give those of some identifiers that the record has, also in the trash."""
        return self._rows.known(kind, uids)

    def update(self, kind: str, record_id: int, /, **changes: Any) -> Record:
        """Change fields of a record; InvalidInput or NotFound."""
        current = self._need(kind, record_id)
        own = {f.name: getattr(current, f.name) for f in self._catalogue[kind].own_fields()}
        coded = rooms.coded(self._rows, kind, changes, current)
        fields = validated(self._catalogue, kind, {**own, **coded})
        changed = {name: value for name, value in fields.items() if value != own[name]}
        if not changed:
            return current
        return self._write(current, changed)

    def remove(self, kind: str, record_id: int) -> None:
        """Move a record and what it owns to the trash; InUse when others rest on it."""
        root = self._need(kind, record_id)
        going = self._owned(root)
        unlinks: list[tuple[Record, str]] = []
        resting: list[Record] = []
        for record in list(going.values()):
            for child, field in self._catalogue.children(record.table):
                for user in self.where(child.name, **{field.name: record.id}):
                    if (user.table, user.id) in going:
                        continue
                    if field.unlink:
                        unlinks.append((user, field.name))
                    else:
                        resting.append(user)
        if resting:
            raise self._in_use(root, resting)
        for user, name in unlinks:
            self._write(self._need(user.table, user.id), {name: None})
        for record in going.values():
            self._write(record, {"deleted_at": self.now})
            self._removed[record.table, record.id] = record

    def restore(self, kind: str, record_id: int) -> None:
        """Bring a record, and what went to the trash with it, back."""
        found = self._rows.get_any(kind, record_id)
        if found is None or found.deleted_at is None:
            raise NotFound("This record is not in the trash.", "", "Look at the list again.")
        moment = utc_text(found.deleted_at)
        for name in self._catalogue.kinds:
            for record in self._rows.deleted_together(name, moment):
                self._write(record, {"deleted_at": None})

    def finish(self, check: Check) -> ChangeSet:
        """Check the rules over everything touched and seal the step.

        Raises:
            BrokenInvariant: a rule forbids the change.

        """
        touched = [r for k, i in self._touched if (r := self._fresh.get((k, i)) or self.get(k, i))]
        view = Lot(self._rows, touched) if len(touched) >= MANY else self._rows
        removed = list(self._removed.values())
        forbidden, soft = check(touched, removed, view, self._before)
        if forbidden:
            raise BrokenInvariant(forbidden)
        warnings = (*self._warnings, *soft)
        db, label = self._rows.db, self._step.label
        if not close_step(db, self._set_id, self._step):
            return ChangeSet(0, label, warnings=warnings)
        change = describe(db, self._set_id, label, self._step.kind)
        return replace(change, warnings=warnings)

    def _need(self, kind: str, record_id: int) -> Record:
        record = self.get(kind, record_id)
        if record is None:
            label = self._catalogue[kind].label
            raise NotFound(f"This {label} is no longer in the store.", "", "Refresh the list.")
        return record

    def _write(self, current: Record, changes: dict[str, Any]) -> Record:
        key = (current.table, current.id)
        self._before.setdefault(key, current)
        self._touched[key] = None
        self._fresh.pop(key, None)
        row = {**changes, "updated_at": self.now, "rev": current.rev + 1}
        if not statements.update(self._rows.db, current.table, current.id, current.rev, row):
            raise ChangedMeanwhile(
                "Someone changed this record after you opened it.",
                "Nothing is lost.",
                "Look at it again and choose what to keep.",
            )
        return current.replaced(**row)

    def _owned(self, root: Record) -> dict[tuple[str, int], Record]:
        found = {(root.table, root.id): root}
        frontier = [root]
        while frontier:
            record = frontier.pop()
            owned = [
                user
                for child, field in self._catalogue.children(record.table)
                if field.owned
                for user in self.where(child.name, **{field.name: record.id})
            ]
            owned += self.where("citation", target_uid=record.uid)
            owned += self.where("private_note", target_uid=record.uid)
            for user in owned:
                if (user.table, user.id) not in found:
                    found[user.table, user.id] = user
                    frontier.append(user)
        return found

    def _in_use(self, root: Record, resting: list[Record]) -> InUse:
        counts: dict[str, int] = {}
        for user in resting:
            counts[user.table] = counts.get(user.table, 0) + 1
        listed = ", ".join(
            f"{n} {self._catalogue[k].label if n == 1 else self._catalogue[k].plural}"
            for k, n in sorted(counts.items())
        )
        label = self._catalogue[root.table].label
        return InUse(
            f"This {label} cannot be deleted while others rest on it: {listed}.",
            "Nothing was changed.",
            "Change or delete these first.",
        )
