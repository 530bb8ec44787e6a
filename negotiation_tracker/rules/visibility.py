"""What a reader may see: one filter before every screen, export and derived number.

Rules: domain book B0.6, B4. A record stays only if its own marks allow it and all that it is
derived from stays. Whatever cannot be decided is withheld.
"""

from collections.abc import Iterable

from negotiation_tracker.model.handling import OWN_SIDE_AUDIENCES, Audience, Handling, Reader, Whose
from negotiation_tracker.model.record import Dossier, Record, RecordView
from negotiation_tracker.model.vocabulary import EntryKind, Formality, Side, TermsOfUse
from negotiation_tracker.rules.derived import Ref, ref
from negotiation_tracker.rules.pruning import Ties, rebuilt

OWNER_ONLY = frozenset({"person_contact", "user_profile", "export_log"})
"""Kinds that nobody but the owner of the file is ever shown."""
FRAME = frozenset({"negotiation", "participant", "organization"})
"""Kinds that stand even when the sources cited for them are withheld."""
GLOBAL = frozenset(
    {"organization", "person", "alias", "person_contact", "affiliation", "source", "segment"}
)
"""Kinds that belong to no negotiation and are shown only where something shown needs them."""
_TABLE_SIDES = frozenset({Side.LABOR, Side.MANAGEMENT})


def visible(dossier: Dossier, reader: Reader) -> Dossier:
    """Give the dossier as this reader may see it; every derived value is worked out from it.

    The owner of the file sees everything. For others: a record that may not be seen goes, with
    everything that needs it, citations of hidden sources, disputes with fewer than two accounts
    left, facts whose every citation is hidden, and people, organizations and sources that
    nothing shown refers to. Other references to hidden records become empty.
    """
    if reader.audience is Audience.ME:
        return dossier
    ties = Ties(dossier)
    return rebuilt(dossier, _referenced(dossier, ties, _shown(dossier, ties, reader)))


def withheld(dossier: Dossier, reader: Reader) -> dict[str, int]:
    """Count, by kind, what this reader is not shown because of its marks or what it rests on.

    For the person who exports, and for the log. Other readers may be told only if they are in
    `model.handling.OWN_SIDE_AUDIENCES`. House-keeping kinds are not counted.
    """
    if reader.audience is Audience.ME:
        return {}
    shown = _shown(dossier, Ties(dossier), reader)
    counts: dict[str, int] = {}
    for record in dossier:
        if record.table not in OWNER_ONLY and ref(record) not in shown:
            counts[record.table] = counts.get(record.table, 0) + 1
    return counts


def withheld_positions(dossier: Dossier, reader: Reader) -> frozenset[tuple[int, int]]:
    """List the pairs of issue and participant on which an offer is withheld from a reader.

    Empty for readers who may not be told that anything is withheld, and for the issues and
    participants that they do not see.
    """
    if reader.audience not in OWN_SIDE_AUDIENCES or reader.audience is Audience.ME:
        return frozenset()
    shown = _shown(dossier, Ties(dossier), reader)
    pairs = set()
    for item in dossier.all("proposal_item"):
        proposal = dossier.get("proposal", item.proposal_id)
        if proposal is None or ref(item) in shown:
            continue
        if {("issue", item.issue_id), ("participant", proposal.from_id)} <= shown:
            pairs.add((item.issue_id, proposal.from_id))
    return frozenset(pairs)


def whose(dossier: RecordView, record: Record) -> Whose:
    """Say whose confidence a record is, seen from this desk.

    A participant marked as ours, and everybody on that side, is our own; the opposite side of
    the table is the other. Where no side, or more than one, is marked as ours, or the owner is
    not at the table, the answer is NOBODY, which shows one-sided records to the owner of the
    file only; a privileged record is then taken for the other side's, so that no choice at
    export time can include it.
    """
    undecided = Whose.OTHER if record.handling == Handling.PRIVILEGED else Whose.NOBODY
    owner_id = record.confidence_of_id
    if owner_id is None and record.table == "private_note":
        owner_id = record.owner_id
    if owner_id is None:
        return Whose.NOBODY
    owner = dossier.get("participant", owner_id)
    if owner is None:
        return undecided
    ours = dossier.where("participant", negotiation_id=owner.negotiation_id, ours=True)
    sides = {participant.side for participant in ours}
    if len(sides) != 1:
        return undecided
    if owner.side in sides:
        return Whose.OWN
    if sides <= _TABLE_SIDES and owner.side in _TABLE_SIDES:
        return Whose.OTHER
    return undecided


def may_see(dossier: RecordView, record: Record, reader: Reader) -> bool:
    """Say whether the marks of a record itself, taken alone, allow this reader to see it.

    Marks inside a record count like handling: what was said off the record is off the record
    and what a mediator passed in confidence stays in mediation, however they are labelled.
    """
    if reader.audience is Audience.ME:
        return True
    if record.table in OWNER_ONLY:
        return False
    side = _seen_from(dossier, record, reader)
    levels = {Handling(record.handling), *_implied(record)}
    return all(reader.may_see(level, side, record.embargo_until) for level in levels)


def _seen_from(view: RecordView, record: Record, reader: Reader) -> Whose:
    """Say whose confidence a record is for a reader; a room knows its own side and no other."""
    if reader.audience is not Audience.ROOM:
        return whose(view, record)
    owner_id = record.confidence_of_id
    if owner_id is None or reader.room_of is None:
        return Whose.NOBODY
    return Whose.OWN if owner_id == reader.room_of else Whose.OTHER


def _implied(record: Record) -> tuple[Handling, ...]:
    if record.table == "statement" and record.terms_of_use == TermsOfUse.OFF_RECORD:
        return (Handling.OFF_RECORD,)
    if record.table == "proposal":
        if record.formality == Formality.OFF_RECORD:
            return (Handling.OFF_RECORD,)
        if record.formality == Formality.MEDIATOR_CONFIDENTIAL:
            return (Handling.MEDIATION_JOINT,)
    return ()


def _shown(dossier: Dossier, ties: Ties, reader: Reader) -> set[Ref]:
    muted = _off_record_entries(dossier)
    off_record_too = reader.may_see(Handling.OFF_RECORD, Whose.NOBODY)
    kept = {
        ref(record)
        for record in dossier
        if may_see(dossier, record, reader) and (off_record_too or ref(record) not in muted)
    }
    cited = _targets(dossier, dossier.all("citation"))
    while True:
        kept = ties.settle(kept)
        left = _targets(dossier, (c for c in dossier.all("citation") if ref(c) in kept))
        bare = {key for key in cited - left if key in kept and key[0] not in FRAME}
        if not bare:
            return kept
        kept -= bare


def _targets(dossier: Dossier, citations: Iterable[Record]) -> set[Ref]:
    found = (dossier.by_uid(citation.target_uid) for citation in citations)
    return {ref(target) for target in found if target is not None}


def _off_record_entries(dossier: Dossier) -> set[Ref]:
    """Find the log lines between "off the record from here" and "back on the record"."""
    muted: set[Ref] = set()
    for session in dossier.all("session"):
        inside = False
        lines = dossier.where("table_entry", session_id=session.id)
        for line in sorted(lines, key=lambda entry: (entry.seq, entry.id)):
            if line.kind == EntryKind.OFF_RECORD_END:
                inside = False
            if inside:
                muted.add(ref(line))
            if line.kind == EntryKind.OFF_RECORD_START:
                inside = True
    return muted


def _referenced(dossier: Dossier, ties: Ties, shown: set[Ref]) -> set[Ref]:
    """Leave out global records that nothing else shown needs, with what hangs on them."""
    needed = {key for key in shown if key[0] not in GLOBAL and key[0] != "citation"}
    pending = list(needed)
    while pending:
        record = dossier.get(*pending.pop())
        if record is None:
            continue
        for key in _neighbours(dossier, record):
            if key in shown and key not in needed:
                needed.add(key)
                pending.append(key)
    return ties.settle(needed)


def _neighbours(dossier: Dossier, record: Record) -> list[Ref]:
    found = [
        (field.ref, value)
        for field in dossier.catalogue[record.table].references()
        if (value := getattr(record, field.name)) is not None
    ]
    found += [ref(c) for c in dossier.where("citation", target_uid=record.uid)]
    if record.table in ("person", "organization"):
        key = {f"{record.table}_id": record.id}
        found += [ref(alias) for alias in dossier.where("alias", **key)]
    if record.table == "person":
        found += [ref(a) for a in dossier.where("affiliation", person_id=record.id)]
    return found
