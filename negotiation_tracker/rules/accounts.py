"""Whose account an offer rests on: the side's own, a document, first hand, neutral, adverse.

A claim about the other side never becomes that side's position (domain book, B0.2).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.values import About, AttributionKind, Basis
from negotiation_tracker.model.vocabulary import Formality, Side
from negotiation_tracker.rules.belonging import participant_of
from negotiation_tracker.rules.derived import Ref, in_force_from, ref
from negotiation_tracker.rules.knowledge import source_of


class Account(StrEnum):
    """Whose account a position rests on."""

    OWN = "own"
    DOCUMENT = "document"
    FIRST_HAND = "first_hand"
    NEUTRAL_REPORT = "neutral_report"
    ADVERSE = "adverse"


ACCOUNT_WORDS = {
    Account.OWN: "own account",
    Account.DOCUMENT: "from a document",
    Account.FIRST_HAND: "first hand",
    Account.NEUTRAL_REPORT: "reported",
    Account.ADVERSE: "according to the other side",
}
_PREFERRED = (Account.DOCUMENT, Account.FIRST_HAND, Account.OWN, Account.NEUTRAL_REPORT)


@dataclass(frozen=True, slots=True)
class Attestation:
    """One place that tells of an offer.

    Attributes:
        citation: the citation.
        source: the source it stands in; None for first hand, log lines and documents.
        account: whose account it is.
        when: the day the source was published or written; None when not known.

    """

    citation: Ref
    source: Ref | None
    account: Account
    when: FuzzyDate | None


def attestations(dossier: Dossier, proposal: Record, item: Record) -> tuple[Attestation, ...]:
    """List what tells of an item, earliest first: its own and its terms', else its proposal's.

    A paragraph cited for item and term counts once. What was worked out, such as a date, tells
    of nothing.
    """
    terms = dossier.where("term", item_id=item.id)
    citations = [c for record in (item, *terms) for c in _telling(dossier, record)]
    found: dict[object, Attestation] = {}
    for citation in citations or _telling(dossier, proposal):
        one = _attestation(dossier, proposal, citation)
        place = citation.segment_id or ref(citation)
        found.setdefault((place, one.account), one)
    return tuple(sorted(found.values(), key=_attestation_order))


def _telling(dossier: Dossier, record: Record) -> list[Record]:
    return [
        citation
        for citation in dossier.where("citation", target_uid=record.uid)
        if citation.attribution != AttributionKind.DERIVED and citation.target_field != "date"
    ]


def account_of(proposal: Record, told: tuple[Attestation, ...]) -> Account:
    """Say whose account an item rests on, given what tells of it.

    It is adverse if the record says so or if nothing but adverse accounts tells of it.
    """
    if proposal.formality == Formality.ADVERSE_CLAIM:
        return Account.ADVERSE
    accounts = {one.account for one in told}
    for account in _PREFERRED:
        if account in accounts:
            return account
    if Account.ADVERSE in accounts:
        return Account.ADVERSE
    if proposal.formality == Formality.REPORTED_ONLY:
        return Account.NEUTRAL_REPORT
    return Account.FIRST_HAND


def attested_day(told: tuple[Attestation, ...]) -> date | None:
    """Give the first day on which an account that is not adverse tells of an item.

    When all are adverse, the first of those.
    """
    fair = [one for one in told if one.account is not Account.ADVERSE] or list(told)
    days = [day for one in fair if (day := in_force_from(one.when)) is not None]
    return min(days, default=None)


def _attestation_order(one: Attestation) -> tuple[bool, date, int]:
    day = in_force_from(one.when)
    return day is None, day or date.max, one.citation[1]


def _attestation(dossier: Dossier, proposal: Record, citation: Record) -> Attestation:
    source = source_of(dossier, citation)
    days = () if source is None else (source.written_on, source.published_on)
    when = next((day for day in days if in_force_from(day) is not None), None)
    account = _account(dossier, proposal, citation)
    return Attestation(ref(citation), None if source is None else ref(source), account, when)


def _account(dossier: Dossier, proposal: Record, citation: Record) -> Account:
    if citation.attribution == AttributionKind.DOCUMENT or citation.document_id is not None:
        return Account.DOCUMENT
    if citation.attribution == AttributionKind.FIRST_HAND or citation.entry_id is not None:
        return Account.FIRST_HAND
    if citation.attribution == AttributionKind.REPORTER_VOICE:
        return Account.NEUTRAL_REPORT
    maker = dossier.get("participant", proposal.from_id)
    maker_side = None if maker is None else maker.side
    sides = speaker_sides(dossier, citation, proposal.negotiation_id)
    claimed = citation.basis == Basis.CLAIMED_ABOUT_OTHER or citation.about == About.OTHER_PARTY
    if maker_side in sides and not claimed:
        return Account.OWN
    if claimed or sides & ({Side.LABOR, Side.MANAGEMENT} - {maker_side}):
        return Account.ADVERSE
    if citation.basis == Basis.CLAIMED_BY_SELF or citation.about == About.SELF:
        return Account.OWN
    return Account.NEUTRAL_REPORT


def speaker_sides(dossier: Dossier, citation: Record, negotiation_id: int) -> set[str]:
    """Find on which sides of a negotiation the one who asserts something stands.

    By organization and the larger ones it is part of, and by whom a person stands for.
    """
    organizations: set[int] = set()
    sides: set[str] = set()
    if citation.organization_id is not None:
        organizations.add(citation.organization_id)
    if citation.person_id is not None:
        stands_for = participant_of(dossier, negotiation_id, citation.person_id)
        if stands_for is not None:
            sides.add(stands_for.side)
    for participant in dossier.where("participant", negotiation_id=negotiation_id):
        if participant.organization_id in _with_parents(dossier, organizations):
            sides.add(participant.side)
    return sides


def _with_parents(dossier: Dossier, organizations: set[int]) -> set[int]:
    found = set(organizations)
    pending = list(organizations)
    while pending:
        organization = dossier.get("organization", pending.pop())
        above = None if organization is None else organization.parent_id
        if above is not None and above not in found:
            found.add(above)
            pending.append(above)
    return found
