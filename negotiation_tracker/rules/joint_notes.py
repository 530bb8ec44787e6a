"""Joint notes: what of a record both sides of the table share, for minutes.

Private notes are kept elsewhere and never enter. Nor does what one side keeps to itself, what was
off the record, or an offer that only a mediator knows, whoever reads.
"""

from negotiation_tracker.model.handling import SHARED, Handling
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import EntryKind, Formality, TermsOfUse
from negotiation_tracker.rules.derived import Ref, ref
from negotiation_tracker.rules.pruning import Ties, rebuilt
from negotiation_tracker.rules.stretches import in_order

_CONFIDENTIAL = frozenset({Formality.OFF_RECORD, Formality.MEDIATOR_CONFIDENTIAL})


def joint(dossier: Dossier) -> Dossier:
    """Give what both sides share, without anything that rests on the rest."""
    off_record = _off_record(dossier)
    kept = {ref(record) for record in dossier if _shared(record)} - off_record
    return rebuilt(dossier, Ties(dossier).settle(kept))


def _shared(record: Record) -> bool:
    if record.table == "private_note" or Handling(record.handling) not in SHARED:
        return False
    if record.table == "proposal":
        return record.formality not in _CONFIDENTIAL
    return record.table != "statement" or record.terms_of_use != TermsOfUse.OFF_RECORD


def _off_record(dossier: Dossier) -> set[Ref]:
    found: set[Ref] = set()
    for session in dossier.all("session"):
        inside = False
        for line in in_order(dossier.where("table_entry", session_id=session.id)):
            if line.kind == EntryKind.OFF_RECORD_END:
                inside = False
            if inside:
                found.add(ref(line))
            if line.kind == EntryKind.OFF_RECORD_START:
                inside = True
    return found
