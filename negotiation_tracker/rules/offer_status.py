"""What became of an offer as a whole, derived from what is recorded about it (domain book, B3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import ActionKind, Formality
from negotiation_tracker.rules.agreements import in_force
from negotiation_tracker.rules.derived import Ref, begun, in_force_from, refs
from negotiation_tracker.rules.packages import Standing, standing
from negotiation_tracker.rules.positions import EXPLORATORY, FORMAL


class OfferStatus(StrEnum):
    """What became of an offer."""

    OPEN = "open"
    HOLD = "hold"
    COUNTERED = "countered"
    REJECTED = "rejected"
    AGREED_IN_CONCEPT = "agreed_in_concept"
    ACCEPTED = "accepted"
    TA = "ta"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LAPSED = "lapsed"


_BY_ACTION = {
    ActionKind.HOLD: OfferStatus.HOLD,
    ActionKind.REJECTED: OfferStatus.REJECTED,
    ActionKind.COUNTERED: OfferStatus.COUNTERED,
    ActionKind.ACCEPTED_IN_CONCEPT: OfferStatus.AGREED_IN_CONCEPT,
    ActionKind.ACCEPTED: OfferStatus.ACCEPTED,
    ActionKind.REINSTATED: OfferStatus.OPEN,
}
_ENDED = {
    Standing.WITHDRAWN: OfferStatus.WITHDRAWN,
    Standing.EXPIRED: OfferStatus.EXPIRED,
    Standing.LAPSED: OfferStatus.LAPSED,
}


@dataclass(frozen=True, slots=True)
class OfferView:
    """What became of an offer by a day.

    Attributes:
        status: the one word for it.
        since: when that came about; None while open, or when the day is not known.
        reason: why, in a sentence; empty while nothing happened to it.
        inputs: what this was derived from.

    """

    status: OfferStatus
    since: FuzzyDate | None = None
    reason: str = ""
    inputs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class _Happening:
    status: OfferStatus
    when: FuzzyDate | None
    reason: str
    record: Record


def offer_status(dossier: Dossier, proposal: Record, as_of: date) -> OfferView:
    """Say what became of an offer by a day.

    A tentative agreement that rests on it comes first, then whether any part of it still
    stands, then what replaced it, then the last thing that happened to the whole. Only formal
    offers answer or replace a formal one; a supposal leaves it as it is.
    """
    for agreement in in_force(dossier, proposal.negotiation_id, as_of):
        record = agreement.agreement
        if dossier.where("agreement_basis", agreement_id=record.id, proposal_id=proposal.id):
            reason = f"{record.code} rests on it. {agreement.reason}"
            return OfferView(OfferStatus.TA, record.reached_on, reason, agreement.inputs)
    gone = ended(dossier, proposal, as_of)
    if gone is not None:
        return gone
    happened = [h for h in _happenings(dossier, proposal) if begun(h.when, as_of)]
    if not happened:
        return OfferView(OfferStatus.OPEN, inputs=refs((proposal,)))
    last = max(happened, key=lambda h: (in_force_from(h.when) or date.min, h.record.uid))
    return OfferView(last.status, last.when, last.reason, refs((last.record,)))


def ended(dossier: Dossier, proposal: Record, as_of: date) -> OfferView | None:
    """Say how an offer ended that was replaced, or of which no part stands; None otherwise.

    Whether an agreement rests on it does not matter here.
    """
    items = dossier.where("proposal_item", proposal_id=proposal.id)
    parts: Iterable[Record] = items or (_whole(proposal),)
    views = [standing(dossier, item, as_of) for item in parts]
    if any(view.standing is Standing.STANDS for view in views):
        return _replaced(dossier, proposal, as_of)
    first = views[0]
    reasons = dict.fromkeys(reason for view in views for reason in view.reasons)
    return OfferView(_ENDED[first.standing], first.since, " ".join(reasons), first.inputs)


def _replaced(dossier: Dossier, proposal: Record, as_of: date) -> OfferView | None:
    for newer in dossier.where("proposal", supersedes_id=proposal.id):
        if _weighs(newer, proposal) and begun(newer.date, as_of):
            reason = f"{newer.code} replaced it."
            return OfferView(OfferStatus.SUPERSEDED, newer.date, reason, refs((newer,)))
    return None


def _whole(proposal: Record) -> Record:
    """Stand in for the items of an offer whose items nobody recorded."""
    return Record("proposal_item", {"id": 0, "uid": "", "proposal_id": proposal.id})


def _happenings(dossier: Dossier, proposal: Record) -> list[_Happening]:
    found = []
    for action in dossier.where("proposal_action", proposal_id=proposal.id):
        status = _BY_ACTION.get(action.action)
        if status is not None and action.item_id is None:
            reason = str(action.note)
            found.append(_Happening(status, action.date, reason, action))
    for link in dossier.where("counter", countered_id=proposal.id):
        answer = dossier.get("proposal", link.proposal_id)
        if answer is not None and _weighs(answer, proposal):
            reason = f"{answer.code} answers it."
            found.append(_Happening(OfferStatus.COUNTERED, answer.date, reason, answer))
    return found


def _weighs(newer: Record, proposal: Record) -> bool:
    """Say whether a later offer can change what became of an earlier one."""
    return Formality(newer.formality) in FORMAL or (
        Formality(newer.formality) in EXPLORATORY and Formality(proposal.formality) in EXPLORATORY
    )
