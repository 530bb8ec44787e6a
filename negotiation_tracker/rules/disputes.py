"""Accounts that differ: which disputes a record is part of."""

from collections.abc import Iterable
from dataclasses import dataclass

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import DisputeStatus
from negotiation_tracker.rules.derived import Ref, ref, refs

_SETTLED = frozenset({DisputeStatus.EXPLAINED, DisputeStatus.SUPERSEDED, DisputeStatus.RESOLVED})


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute with its accounts in order.

    Attributes:
        dispute: the record of the question.
        members: the accounts.
        open: whether nobody has explained or resolved it.
        inputs: what this was derived from.

    """

    dispute: Record
    members: tuple[Record, ...]
    open: bool
    inputs: tuple[Ref, ...]


def view(dossier: Dossier, dispute: Record) -> DisputeView:
    """Give a dispute with its accounts in order."""
    members = dossier.where("dispute_member", dispute_id=dispute.id)
    ordered = tuple(sorted(members, key=lambda member: (member.seq, member.id)))
    return DisputeView(dispute, ordered, dispute.status not in _SETTLED, refs((dispute, *ordered)))


def touching(
    dossier: Dossier, records: Iterable[Record], *, parts: bool = True
) -> tuple[DisputeView, ...]:
    """List the disputes that records are part of, open ones first.

    With `parts`, an offer counts with its items and terms, an item with its terms and, where
    it is the only one, its offer; an issue with everything offered on it.
    """
    found: dict[Ref, Record] = {}
    for record in records:
        for part in _family(dossier, record) if parts else (record,):
            for member in dossier.where("dispute_member", target_uid=part.uid):
                dispute = dossier.get("dispute", member.dispute_id)
                if dispute is not None:
                    found[ref(dispute)] = dispute
    views = [view(dossier, dispute) for dispute in found.values()]
    return tuple(sorted(views, key=lambda v: (not v.open, v.dispute.code, v.dispute.id)))


def _family(dossier: Dossier, record: Record) -> list[Record]:
    family = [record]
    if record.table == "issue":
        for item in dossier.where("proposal_item", issue_id=record.id):
            family += _family(dossier, item)
    elif record.table == "proposal":
        for item in dossier.where("proposal_item", proposal_id=record.id):
            family += [item, *dossier.where("term", item_id=item.id)]
    elif record.table == "proposal_item":
        family += dossier.where("term", item_id=record.id)
        proposal = dossier.get("proposal", record.proposal_id)
        siblings = dossier.where("proposal_item", proposal_id=record.proposal_id)
        if proposal is not None and len(siblings) == 1:
            family.append(proposal)
    elif record.table == "term":
        above = dossier.get("proposal_item", record.item_id)
        if above is not None:
            family.append(above)
    return family
