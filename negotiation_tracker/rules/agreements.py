"""Where a tentative agreement stands: derived from its signatures and approvals, never typed in."""

from enum import StrEnum
from hashlib import sha256
from unicodedata import normalize

from negotiation_tracker.model.record import Record, RecordView

PRINCIPAL_SIDES = frozenset({"labor", "management"})
PRINCIPAL_ROLES = frozenset({"party", "co_party"})

_PUBLIC_REGIMES = frozenset({"EERA", "HEERA", "Dills", "MMBA", "other_state"})


class AgreementStatus(StrEnum):
    """Where a tentative agreement stands (data dictionary B3)."""

    DRAFT = "draft"
    ONE_SIDE = "one_side"
    SIGNED = "signed"
    REOPENED = "reopened"
    SUPERSEDED = "superseded"
    RATIFIED = "ratified"
    REJECTED = "rejected"


def text_hash(text: str) -> str:
    """Give the SHA-256 of an agreement's text, in hexadecimal, as both sides sign it."""
    return sha256(normalize("NFC", text).strip().encode()).hexdigest()


def required_bodies(legal_regime: str) -> frozenset[str]:
    """List the bodies that must approve an agreement before it is a contract.

    Public employers adopt through their governing board besides the members' vote (for EERA:
    Gov. Code 3547.5). Elsewhere the members' vote is what the record waits for.
    """
    if legal_regime in _PUBLIC_REGIMES:
        return frozenset({"members", "governing_board"})
    return frozenset({"members"})


def signed_sides(view: RecordView, agreement: Record) -> frozenset[str]:
    """List the sides whose principal signed the very text of this agreement."""
    sides: set[str] = set()
    for signoff in view.where("signoff", agreement_id=agreement.id):
        participant = view.get("participant", signoff.participant_id)
        if participant is None or participant.role not in PRINCIPAL_ROLES:
            continue
        if signoff.text_hash and signoff.text_hash == agreement.text_hash:
            sides.add(str(participant.side))
    return frozenset(sides) & PRINCIPAL_SIDES


def status(view: RecordView, agreement: Record) -> AgreementStatus:
    """Derive where a tentative agreement stands.

    One side's signature, or a statement that there is a deal, never makes it signed. A vote
    against it ends it. It is ratified once every body that the legal regime asks for has
    approved it and either both sides signed it or bodies of both sides approved it (then the
    two approvals stand for signatures that nobody recorded).
    """
    if agreement.mark in ("reopened", "superseded"):
        return AgreementStatus(agreement.mark)
    approvals = view.where("approval", agreement_id=agreement.id)
    if any(a.result == "rejected" for a in approvals):
        return AgreementStatus.REJECTED
    sides = signed_sides(view, agreement)
    approved = {str(a.body) for a in approvals if a.result == "approved"}
    negotiation = view.get("negotiation", agreement.negotiation_id)
    needed = required_bodies(negotiation.legal_regime if negotiation else "unknown")
    both_bodies = {"members", "governing_board"} <= approved
    if needed <= approved and (sides == PRINCIPAL_SIDES or both_bodies):
        return AgreementStatus.RATIFIED
    if sides == PRINCIPAL_SIDES:
        return AgreementStatus.SIGNED
    return AgreementStatus.ONE_SIDE if sides else AgreementStatus.DRAFT
