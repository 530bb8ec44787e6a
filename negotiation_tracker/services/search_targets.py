"""Where a hit leads: a record that has a page of its own, and the talks it is shown with."""

from collections.abc import Collection
from dataclasses import dataclass

from negotiation_tracker.model.record import Record
from negotiation_tracker.services.workspace import Workspace

_OWNERS: dict[str, tuple[str, ...]] = {
    "table_entry": ("session_id",),
    "proposal_item": ("proposal_id",),
    "proposal_action": ("proposal_id",),
    "alias": ("person_id", "organization_id"),
    "person_contact": ("person_id",),
    "affiliation": ("person_id",),
    "team_seat": ("person_id", "participant_id"),
    "participant": ("organization_id",),
    "bargaining_unit": ("participant_id",),
    "mediator_state": ("engagement_id",),
    "authorised_offer": ("session_id", "engagement_id", "negotiation_id"),
    "dispute_member": ("dispute_id",),
    "private_note": ("session_id", "negotiation_id"),
    "document": ("negotiation_id",),
    "related_negotiation": ("negotiation_id",),
}
"""Kind of record and the fields that lead to what it is shown with, the first that is filled."""
_FURTHEST = 6


@dataclass(frozen=True, slots=True)
class Target:
    """What to open; `negotiation_id` is None for what belongs to no talks in particular."""

    kind: str
    record_id: int
    negotiation_id: int | None


def target(ws: Workspace, kind: str, record_id: int, opened: Collection[str]) -> Target | None:
    """Find what to open for a hit; None when there is nothing, or the record is gone.

    Args:
        ws: open store, or a room of it.
        kind: kind of the hit.
        record_id: key of the hit.
        opened: kinds that have a page.

    """
    record = ws.find(kind, record_id)
    for _ in range(_FURTHEST):
        if record is None:
            return None
        if record.table in opened:
            return Target(record.table, record.id, _talks(record))
        record = _owner(ws, record)
    return None


def _talks(record: Record) -> int | None:
    if record.table == "negotiation":
        return record.id
    if record.table in ("person", "organization"):
        return None
    key: int | None = record.negotiation_id
    return key


def _owner(ws: Workspace, record: Record) -> Record | None:
    if record.table == "citation":
        return ws.find_uid(record.target_kind, record.target_uid)
    if record.table == "source":
        return _cited(ws, record.id)
    for name in _OWNERS.get(record.table, ()):
        key = getattr(record, name)
        if key is not None:
            return ws.find(ws.catalogue[record.table].field(name).ref, key)
    return None


def _cited(ws: Workspace, source_id: int) -> Record | None:
    """Give the first citation of a source."""
    segments = {s.id for s in ws.records("segment") if s.source_id == source_id}
    return next((c for c in ws.records("citation") if c.segment_id in segments), None)
