"""The record as it could be known on a day: only from sources published by then (B0.14)."""

from datetime import date

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.derived import Ref, in_force_from, ref
from negotiation_tracker.rules.pruning import Ties, rebuilt

HAPPENINGS = frozenset(
    {
        "session", "attendance", "table_entry", "entry_issue", "issue", "proposal", "counter",
        "proposal_item", "item_tie", "term", "proposal_action", "tentative_agreement",
        "agreement_issue", "agreement_basis", "signoff", "approval", "event", "event_actor",
        "statement", "statement_issue", "figure", "dispute_member", "mediator_state",
        "mediator_engagement", "follow_up", "document",
    }
)  # fmt: skip
"""Kinds that news tells of; who the parties are is the frame of the record and stays."""
_UP = {
    "proposal_item": "proposal_id", "term": "item_id", "proposal_action": "proposal_id",
    "counter": "proposal_id", "item_tie": "item_id", "attendance": "session_id",
    "table_entry": "session_id", "entry_issue": "entry_id", "agreement_issue": "agreement_id",
    "agreement_basis": "agreement_id", "signoff": "agreement_id", "approval": "agreement_id",
    "event_actor": "event_id", "statement_issue": "statement_id",
    "mediator_state": "engagement_id",
}  # fmt: skip
_DATES = {
    "proposal": "date", "session": "date", "event": "start", "statement": "said_on",
    "figure": "as_of", "proposal_action": "date", "mediator_state": "date", "signoff": "date",
    "tentative_agreement": "reached_on", "approval": "closed_on", "follow_up": "asked_on",
    "document": "date",
}  # fmt: skip


def published(dossier: Dossier, citation: Record) -> tuple[bool, date | None]:
    """Say whether a citation rests on a published source, and since when that is out.

    The day is the earliest on which it may have been published; None when it is not known.
    """
    source = source_of(dossier, citation)
    if source is None:
        return False, None
    return True, in_force_from(source.published_on)


def source_of(dossier: Dossier, citation: Record) -> Record | None:
    """Give the source a citation stands in; None for log lines, documents and first hand."""
    if citation.segment_id is None:
        return None
    segment = dossier.get("segment", citation.segment_id)
    return None if segment is None else dossier.get("source", segment.source_id)


def as_known(dossier: Dossier, known_by: date | None) -> Dossier:
    """Give the dossier as it could be known by a day; None gives it unchanged.

    A fact with citations of sources is known once one of them, or one of a part of it, is
    published; a source without a publication date does not count. A fact without any is known
    first hand, from its own date on. A field that only later sources tell of is empty: an offer
    may be known before its term of years is.
    """
    if known_by is None:
        return dossier
    outlook = _Outlook(dossier, known_by)
    kept = {ref(record) for record in dossier if outlook.known(record)}
    kept = Ties(dossier).settle(kept)
    pruned = rebuilt(dossier, kept)
    return Dossier(dossier.catalogue, [outlook.masked(record) for record in pruned])


class _Outlook:
    """What is known of each record by one day."""

    def __init__(self, dossier: Dossier, known_by: date) -> None:
        self._dossier = dossier
        self._known_by = known_by
        self._parts = _parts(dossier)

    def known(self, record: Record) -> bool:
        """Say whether a record could be known by the day."""
        if record.table == "citation":
            return self._citation_known(record)
        if record.table not in HAPPENINGS:
            return True
        cited, told = self._told(record, set())
        if cited:
            return told
        return self._first_hand(record)

    def masked(self, record: Record) -> Record:
        """Empty the fields that only later sources tell of."""
        fields: dict[str, list[bool]] = {}
        for citation in self._dossier.where("citation", target_uid=record.uid):
            if citation.target_field:
                known = self._citation_known(citation)
                fields.setdefault(citation.target_field, []).append(known)
        kind = self._dossier.catalogue[record.table]
        unknown = {
            name: None
            for name, known in fields.items()
            if not any(known) and kind.has(name) and self._may_be_empty(record.table, name)
        }
        return record.replaced(**unknown) if unknown else record

    def _may_be_empty(self, kind: str, name: str) -> bool:
        field = self._dossier.catalogue[kind].field(name)
        return not field.required and field.default is None and field.name not in ("id", "uid")

    def _told(self, record: Record, seen: set[Ref]) -> tuple[bool, bool]:
        """Whether the record or a part of it cites sources, and whether one is out by then."""
        if ref(record) in seen:
            return False, False
        seen.add(ref(record))
        cited = told = False
        for citation in self._dossier.where("citation", target_uid=record.uid):
            from_source, _ = published(self._dossier, citation)
            cited = cited or from_source
            told = told or (from_source and self._citation_known(citation))
        for part in self._parts.get(ref(record), ()):
            part_cited, part_told = self._told(part, seen)
            cited, told = cited or part_cited, told or part_told
        return cited, told

    def _citation_known(self, citation: Record) -> bool:
        from_source, since = published(self._dossier, citation)
        if not from_source:
            return True
        return since is not None and since <= self._known_by

    def _first_hand(self, record: Record) -> bool:
        up = _UP.get(record.table)
        if up is not None and record.table not in _DATES:
            return True  # falls with what it is part of
        name = _DATES.get(record.table)
        first = in_force_from(getattr(record, name)) if name else None
        if first is None:
            return True
        return first <= self._known_by or self._announced(record)

    def _announced(self, record: Record) -> bool:
        """A meeting or event planned ahead is known before its day, if it was recorded then."""
        if record.table not in ("session", "event"):
            return False
        return bool(record.created_at.date() <= self._known_by)


def _parts(dossier: Dossier) -> dict[Ref, list[Record]]:
    parts: dict[Ref, list[Record]] = {}
    for kind, name in _UP.items():
        above = dossier.catalogue[kind].field(name).ref
        for record in dossier.all(kind):
            parts.setdefault((above, getattr(record, name)), []).append(record)
    for item in dossier.all("proposal_item"):
        proposal = dossier.get("proposal", item.proposal_id)
        cited = dossier.where("citation", target_uid=item.uid)
        teller = item if cited or proposal is None else proposal
        parts.setdefault(("issue", item.issue_id), []).append(teller)
    return parts
