"""Taking records out of a dossier so that nothing left behind reaches what went."""

from negotiation_tracker.model.catalogue import Field
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.derived import Ref, ref

POINTERS = frozenset({"citation", "dispute_member", "private_note"})
"""Kinds that point at a record of any kind by `target_uid`."""
_EVIDENCE = ("segment_id", "entry_id", "document_id")


def is_binding(record: Record, field: Field) -> bool:
    """Say whether a record means nothing without what this reference leads to.

    Required references bind; so do filled owning ones (an action on a hidden item must not
    turn into one on the whole proposal), and the evidence of a citation.
    """
    if field.required or field.owned:
        return True
    return record.table == "citation" and field.name in _EVIDENCE


def settle(dossier: Dossier, kept: set[Ref]) -> set[Ref]:
    """Remove from the kept records, until nothing changes, all that rest on removed ones.

    Gives a new set. A dispute with fewer than two accounts left is none and goes too.
    """
    kept = set(kept)
    changed = True
    while changed:
        fallen = {key for key in kept if _falls(dossier, kept, key)}
        changed = bool(fallen)
        kept -= fallen
    return kept


def _falls(dossier: Dossier, kept: set[Ref], key: Ref) -> bool:
    kind, number = key
    record = dossier.get(kind, number)
    if record is None:
        return True
    for field in dossier.catalogue[kind].references():
        value = getattr(record, field.name)
        if value is None:
            if field.required:
                return True
        elif is_binding(record, field) and (field.ref, value) not in kept:
            return True
    if kind in POINTERS and record.target_uid:
        target = dossier.by_uid(record.target_uid)
        if target is None or ref(target) not in kept:
            return True
    if kind == "dispute":
        members = dossier.where("dispute_member", dispute_id=number)
        return sum(ref(member) in kept for member in members) < 2
    return False


def rebuilt(dossier: Dossier, kept: set[Ref]) -> Dossier:
    """Give a dossier of the kept records; other references to what went become empty."""
    catalogue = dossier.catalogue
    records = []
    for record in dossier:
        if ref(record) not in kept:
            continue
        emptied = {
            field.name: None
            for field in catalogue[record.table].references()
            if (value := getattr(record, field.name)) is not None and (field.ref, value) not in kept
        }
        records.append(record.replaced(**emptied) if emptied else record)
    return Dossier(catalogue, records)
