"""What a change did: which records of which kind were added, changed or removed."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from negotiation_tracker.model.errors import FieldProblem

T = TypeVar("T")


class ChangeKind(StrEnum):
    """How a change came about; an aside, such as the log of an export, is not undone."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One step of the history, as one user action made it.

    Attributes:
        id: number of the step in the journal; 0 when nothing was changed.
        label: words of the menu, such as "Log session".
        kind: done, undone or redone.
        added, changed, removed: record ids by kind of record.
        warnings: soft findings the person should see; the change stands.

    """

    id: int
    label: str
    kind: ChangeKind = ChangeKind.DO
    added: dict[str, frozenset[int]] = field(default_factory=dict)
    changed: dict[str, frozenset[int]] = field(default_factory=dict)
    removed: dict[str, frozenset[int]] = field(default_factory=dict)
    warnings: tuple[FieldProblem, ...] = ()

    def kinds(self) -> frozenset[str]:
        """List the kinds of record that this change touched."""
        return frozenset(self.added) | frozenset(self.changed) | frozenset(self.removed)


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """Result of a verb that changed the record: its value and what it did."""

    value: T
    change: ChangeSet
