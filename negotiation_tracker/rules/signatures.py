"""What a signature under a tentative agreement is worth, and who else must approve it."""

from collections.abc import Iterable
from hashlib import sha256
from unicodedata import normalize

from negotiation_tracker.model.record import Lookup, Record

PRINCIPAL_SIDES = frozenset({"labor", "management"})
PRINCIPAL_ROLES = frozenset({"party", "co_party"})

_PUBLIC_REGIMES = frozenset({"EERA", "HEERA", "Dills", "MMBA", "other_state"})


def text_hash(text: str) -> str:
    """Give the SHA-256 of an agreement's text, in hexadecimal, as both sides sign it."""
    return sha256(normalize("NFC", text).strip().encode()).hexdigest()


def required_bodies(legal_regime: str) -> frozenset[str]:
    """List the bodies that must approve an agreement before it is a contract (B9: 11).

    Public employers adopt through their governing board besides the members' vote (for EERA:
    Gov. Code 3547.5). Elsewhere the members' vote is what the record waits for.
    """
    if legal_regime in _PUBLIC_REGIMES:
        return frozenset({"members", "governing_board"})
    return frozenset({"members"})


def signed_sides(
    view: Lookup, agreement: Record, signoffs: Iterable[Record] | None = None
) -> frozenset[str]:
    """List the sides whose principal signed the very text of an agreement (B9: 8, 23).

    Args:
        view: where records are looked up.
        agreement: the tentative agreement.
        signoffs: signatures to count; all of the agreement's when None.

    """
    if signoffs is None:
        signoffs = view.where("signoff", agreement_id=agreement.id)
    sides: set[str] = set()
    for signoff in signoffs:
        participant = view.get("participant", signoff.participant_id)
        if participant is None or participant.role not in PRINCIPAL_ROLES:
            continue
        if signoff.text_hash and signoff.text_hash == agreement.text_hash:
            sides.add(str(participant.side))
    return frozenset(sides) & PRINCIPAL_SIDES
