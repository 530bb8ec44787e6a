"""What the invariants look at: one change, and the record as it stands after it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from negotiation_tracker.model.catalogue import MARKS, Catalogue, load_catalogue
from negotiation_tracker.model.record import Record, RecordView
from negotiation_tracker.paths import resources_folder

SHAPE = 0
"""Number of findings on the shape of a record that the numbered list takes for granted."""


class Level(StrEnum):
    """Whether a finding forbids the change or only tells the person something."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an invariant has to say about a record.

    Attributes:
        level: block or warn.
        number: number of the invariant in the data dictionary (B9), or SHAPE.
        field: field of the record it is about; "" for the record as a whole.
        message: what is wrong and what to do, for the person who made the change.
        record: the record it is about.

    """

    level: Level
    number: int
    field: str
    message: str
    record: Record


def block(number: int, record: Record, field: str, message: str) -> Finding:
    """Make a finding that forbids the change."""
    return Finding(Level.BLOCK, number, field, message, record)


def warn(number: int, record: Record, field: str, message: str) -> Finding:
    """Make a finding that lets the change stand."""
    return Finding(Level.WARN, number, field, message, record)


@cache
def kinds_of_record() -> Catalogue:
    """Give the catalogue: a constant that is shipped as a file, read once."""
    return load_catalogue(resources_folder())


@cache
def _counted(kind: str, *, marks: bool) -> frozenset[str]:
    own = kinds_of_record()[kind].own_fields()
    return frozenset(f.name for f in own if marks or f.name not in MARKS)


class Scene:
    """One change with the record after it; lookups are remembered, since rules share them.

    Attributes:
        touched, removed: what the change is about.
        home: talks that records were found to belong to, by kind and key.

    """

    def __init__(
        self,
        touched: Iterable[Record],
        removed: Iterable[Record],
        view: RecordView,
        before: Mapping[tuple[str, int], Record],
    ) -> None:
        self.touched = tuple(touched)
        self.removed = tuple(removed)
        self._view = view
        self._before = before
        self._removed_keys = {(r.table, r.id) for r in self.removed}
        self._found: dict[tuple[str, int], Record | None] = {
            (r.table, r.id): r for r in self.touched
        }
        self._touched_keys = set(self._found)
        self.home: dict[tuple[str, int], int | None] = {}
        self._listed: dict[tuple[str, tuple[tuple[str, Any], ...]], list[Record]] = {}

    def get(self, kind: str, record_id: int | None) -> Record | None:
        """Give one record as it stands after the change, or None."""
        if record_id is None:
            return None
        key = (kind, record_id)
        if key not in self._found:
            self._found[key] = self._view.get(kind, record_id)
        return self._found[key]

    def where(self, kind: str, /, **equals: Any) -> list[Record]:
        """List records as they stand after the change."""
        key = (kind, tuple(equals.items()))
        if key not in self._listed:
            self._listed[key] = self._view.where(kind, **equals)
        return self._listed[key]

    def offers_before(
        self, proposal: Record, issue_id: int, makers: frozenset[int]
    ) -> Iterator[tuple[Record, Record]]:
        """Give the formal offers of some makers on an issue up to the day of one, latest first."""
        return self._view.offers_before(proposal, issue_id, makers)

    def touched_of(self, *kinds: str) -> Iterator[Record]:
        """List the added and changed records of some kinds."""
        return (r for r in self.touched if r.table in kinds)

    def removed_of(self, *kinds: str) -> Iterator[Record]:
        """List the removed records of some kinds."""
        return (r for r in self.removed if r.table in kinds)

    def is_touched(self, kind: str, record_id: int) -> bool:
        """Say whether this change adds or changes a record."""
        return (kind, record_id) in self._touched_keys

    def is_removed(self, kind: str, record_id: int) -> bool:
        """Say whether this change removes a record."""
        return (kind, record_id) in self._removed_keys

    def before(self, record: Record) -> Record | None:
        """Give a record as it stood before; None when new, or just back from the trash."""
        old = self._before.get((record.table, record.id))
        return None if old is None or old.deleted_at is not None else old

    def changed_fields(self, record: Record, *, marks: bool = True) -> frozenset[str]:
        """List the fields a change gave another value; all of them for a new record.

        Args:
            record: a touched record.
            marks: whether to count the marks that say who may see it.

        """
        old = self.before(record)
        counted = _counted(record.table, marks=marks)
        if old is None:
            return counted
        return frozenset(n for n in counted if getattr(record, n) != getattr(old, n))

    def follows_merge(self, record: Record) -> bool:
        """Say whether a record only points away from what this change merged into another.

        Nothing but references changed, and what each of them led to goes in the same change
        (data dictionary B9, 24: a merge keeps every reference).
        """
        old = self.before(record)
        if old is None:
            return False
        references = {f.name: f.ref for f in kinds_of_record()[record.table].references()}
        changed = self.changed_fields(record)
        return bool(changed) and all(
            name in references and self.is_removed(references[name], getattr(old, name))
            for name in changed
        )

    def owners(self, kind: str, children: Mapping[str, str]) -> list[Record]:
        """List the records of a kind that changed themselves or through what they hold.

        Args:
            kind: kind of the holding record.
            children: kind of what it holds → field that refers to the holder.

        """
        found = {r.id: r for r in self.touched_of(kind)}
        for record in (*self.touched, *self.removed):
            field = children.get(record.table)
            if field is None:
                continue
            holder = self.get(kind, getattr(record, field))
            if holder is not None and not self.is_removed(kind, holder.id):
                found.setdefault(holder.id, holder)
        return list(found.values())


def same_side(one: Record, other: Record) -> bool:
    """Say whether two participants sit on the same side of the table."""
    return bool(one.side == other.side)


def is_principal(participant: Record) -> bool:
    """Say whether a participant is a party to the talks, not an ally or onlooker."""
    return str(participant.role) in ("party", "co_party")


def is_neutral(participant: Record) -> bool:
    """Say whether a participant is a neutral, such as a mediator's agency."""
    return str(participant.role) == "neutral"


def participant_name(scene: Scene, participant: Record | None) -> str:
    """Give the words for a participant in a message."""
    if participant is None:
        return "this side"
    organization = scene.get("organization", participant.organization_id)
    if participant.label:
        return str(participant.label)
    if organization is None:
        return f"the {participant.side} side"
    return str(organization.short_name or organization.name)
