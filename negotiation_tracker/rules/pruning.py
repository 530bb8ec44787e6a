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


class Ties:
    """What rests on what in a dossier, worked out once for any number of cuts."""

    def __init__(self, dossier: Dossier) -> None:
        self._resting: dict[Ref, list[Ref]] = {}
        self._loose: list[Ref] = []
        self._accounts: dict[Ref, list[Ref]] = {}
        fields = {name: kind.references() for name, kind in dossier.catalogue.kinds.items()}
        for record in dossier:
            key = ref(record)
            under = _under(dossier, record, fields[record.table])
            if under is None:
                self._loose.append(key)
                continue
            for target in under:
                self._resting.setdefault(target, []).append(key)
            if record.table == "dispute":
                self._accounts.setdefault(key, [])
            if record.table == "dispute_member":
                self._accounts.setdefault(("dispute", record.dispute_id), []).append(key)

    def settle(self, kept: set[Ref]) -> set[Ref]:
        """Remove from the kept records, until nothing changes, all that rest on removed ones.

        Gives a new set. A dispute with fewer than two accounts left is none and goes too.
        """
        kept = kept.difference(self._loose)
        fallen = [
            key for target in self._resting if target not in kept for key in self._resting[target]
        ]
        while True:
            while fallen:
                key = fallen.pop()
                if key in kept:
                    kept.remove(key)
                    fallen.extend(self._resting.get(key, ()))
            fallen = [
                dispute
                for dispute, accounts in self._accounts.items()
                if dispute in kept and sum(account in kept for account in accounts) < 2
            ]
            if not fallen:
                return kept


def _under(dossier: Dossier, record: Record, fields: tuple[Field, ...]) -> list[Ref] | None:
    """List what a record rests on; None when something it needs is missing."""
    found: list[Ref] = []
    for field in fields:
        value = getattr(record, field.name)
        if value is None:
            if field.required:
                return None
        elif is_binding(record, field):
            found.append((field.ref, value))
    if record.table in POINTERS and record.target_uid:
        target = dossier.by_uid(record.target_uid)
        if target is None:
            return None
        found.append(ref(target))
    return found


def rebuilt(dossier: Dossier, kept: set[Ref]) -> Dossier:
    """Give a dossier of the kept records; other references to what went become empty."""
    fields = {name: kind.references() for name, kind in dossier.catalogue.kinds.items()}
    records = []
    for record in dossier:
        if ref(record) not in kept:
            continue
        emptied = {
            field.name: None
            for field in fields[record.table]
            if (value := getattr(record, field.name)) is not None and (field.ref, value) not in kept
        }
        records.append(record.replaced(**emptied) if emptied else record)
    return Dossier(dossier.catalogue, records)
