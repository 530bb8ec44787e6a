"""What a tentative agreement is by its signatures and votes; never by one side's word (B0.12)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import (
    AgreementMark,
    AgreementScope,
    ApprovalBody,
    ApprovalResult,
)
from negotiation_tracker.rules.derived import Ref, begun, refs
from negotiation_tracker.rules.signatures import PRINCIPAL_SIDES, required_bodies, signed_sides


class AgreementStatus(StrEnum):
    """How far a tentative agreement has come."""

    DRAFT = "draft"
    ONE_SIDE = "one_side"
    SIGNED = "signed"
    REOPENED = "reopened"
    SUPERSEDED = "superseded"
    RATIFIED = "ratified"
    REJECTED = "rejected"


HOLDING = frozenset({AgreementStatus.SIGNED, AgreementStatus.RATIFIED})
"""Statuses in which the issues of an agreement are settled for now."""


@dataclass(frozen=True, slots=True)
class AgreementView:
    """A tentative agreement with its derived status.

    Attributes:
        agreement: the record.
        status: derived from signatures, votes and the mark people set.
        reason: why, in a sentence.
        inputs: what this was derived from.

    """

    agreement: Record
    status: AgreementStatus
    reason: str
    inputs: tuple[Ref, ...]


def view(dossier: Dossier, agreement: Record, as_of: date) -> AgreementView:
    """Give the status of a tentative agreement on a day.

    Signed needs one signature from each side of the table, under the same text; ratified also
    needs the approval of every body that the legal regime asks for (B9: 8, 11).
    """
    signoffs = [
        s for s in dossier.where("signoff", agreement_id=agreement.id) if begun(s.date, as_of)
    ]
    votes = [
        vote
        for vote in dossier.where("approval", agreement_id=agreement.id)
        if begun(vote.closed_on, as_of)
    ]
    status, reason = _status(dossier, agreement, signoffs, votes)
    return AgreementView(agreement, status, reason, refs((agreement, *signoffs, *votes)))


def status(dossier: Dossier, agreement: Record) -> AgreementStatus:
    """Give the status of a tentative agreement after all that is recorded."""
    return view(dossier, agreement, date.max).status


def in_force(dossier: Dossier, negotiation_id: int, as_of: date) -> tuple[AgreementView, ...]:
    """List the tentative agreements that both sides have signed and that still hold."""
    views = [
        view(dossier, agreement, as_of)
        for agreement in dossier.where("tentative_agreement", negotiation_id=negotiation_id)
        if begun(agreement.reached_on, as_of)
    ]
    return tuple(one for one in views if one.status in HOLDING)


def covers(dossier: Dossier, agreement: Record, issue_id: int) -> bool:
    """Say whether an agreement settles an issue."""
    named = dossier.where("agreement_issue", agreement_id=agreement.id)
    if any(tie.issue_id == issue_id for tie in named):
        return True
    return bool(agreement.scope == AgreementScope.WHOLE and not named)


def _status(
    dossier: Dossier, agreement: Record, signoffs: list[Record], votes: list[Record]
) -> tuple[AgreementStatus, str]:
    if agreement.mark == AgreementMark.REOPENED:
        return AgreementStatus.REOPENED, "Marked as reopened."
    if agreement.mark == AgreementMark.SUPERSEDED:
        return AgreementStatus.SUPERSEDED, "Marked as superseded."
    sides = signed_sides(dossier, agreement, signoffs)
    if any(vote.result == ApprovalResult.REJECTED for vote in votes):
        return AgreementStatus.REJECTED, "An approving body voted it down."
    negotiation = dossier.get("negotiation", agreement.negotiation_id)
    needed = required_bodies("unknown" if negotiation is None else negotiation.legal_regime)
    approved = {str(vote.body) for vote in votes if vote.result == ApprovalResult.APPROVED}
    # Approvals by bodies of both sides stand for signatures that nobody recorded.
    both_bodies = {ApprovalBody.MEMBERS, ApprovalBody.GOVERNING_BOARD} <= approved
    if needed <= approved and (sides == PRINCIPAL_SIDES or both_bodies):
        return AgreementStatus.RATIFIED, "Every body that must approve it has approved it."
    if sides == PRINCIPAL_SIDES:
        return AgreementStatus.SIGNED, "Each side has signed the same text."
    if sides:
        return AgreementStatus.ONE_SIDE, "Not every side has signed the same text."
    return AgreementStatus.DRAFT, "Nobody has signed the text on record."
