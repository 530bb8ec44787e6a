"""One tentative agreement with its text, bases, signatures and votes: read side of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules import agreements
from negotiation_tracker.rules.derived import in_force_from
from negotiation_tracker.rules.offer_status import ended
from negotiation_tracker.rules.positions import FORMAL, principals
from negotiation_tracker.rules.signatures import required_bodies
from negotiation_tracker.rules.wording import item_words, participant_name
from negotiation_tracker.services.evidence import SourceLine, source_line
from negotiation_tracker.services.proposal_list import AGREEMENT_WORDS, offer_says
from negotiation_tracker.services.redlines import item_text


@dataclass(frozen=True, slots=True)
class Basis:
    """An offer that an agreement rests on; `note` says what became of it since, if anything."""

    link_id: int
    proposal_id: int
    code: str
    maker: str
    side: str
    when: str
    says: str
    note: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature; `counts` says whether it is under the text now on record."""

    id: int
    person: str
    when: str
    method: str
    counts: bool


@dataclass(frozen=True, slots=True)
class SignerSide:
    """One party's block under an agreement.

    Attributes:
        participant_id, name, side: the party.
        signatures: those on record.
        signers: (name, key) of people whose seat on the team may sign.
        team: (name, key of the seat) of people on the team whose seat may not.

    """

    participant_id: int
    name: str
    side: str
    signatures: tuple[Signature, ...]
    signers: tuple[tuple[str, int], ...]
    team: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AgreementDetail:
    """An agreement with all that belongs to it; see the module.

    Attributes:
        agreement: the record.
        status: how far it has come, in its own words and for people, and why.
        settles: (key of the link, title of the issue).
        rests_on: the offers it is based on.
        text_note: whether its text is what those offers say now; empty when it rests on none.
        sides: a block for each party, labor first.
        approvals: votes and adoptions, by day.
        needed: (words for a body, whether it approved) for each body that must approve.
        other_issues: (title, key) of issues it does not settle yet.
        other_offers: (words, key) of offers it does not rest on yet.

    """

    agreement: Record
    status: agreements.AgreementView
    status_words: str
    settles: tuple[tuple[int, str], ...]
    rests_on: tuple[Basis, ...]
    text_note: str
    sides: tuple[SignerSide, ...]
    approvals: tuple[Record, ...]
    needed: tuple[tuple[str, bool], ...]
    other_issues: tuple[tuple[str, int], ...]
    other_offers: tuple[tuple[str, int], ...]
    sources: tuple[SourceLine, ...]

    @property
    def signed(self) -> bool:
        """Say whether anybody signed, so that the text stays as it is."""
        return any(side.signatures for side in self.sides)


def agreement_detail(dossier: Dossier, agreement_id: int, as_of: date) -> AgreementDetail | None:
    """Collect an agreement as it stands on a day; None when it is not there (for this reader)."""
    agreement = dossier.get("tentative_agreement", agreement_id)
    if agreement is None:
        return None
    view = agreements.view(dossier, agreement, as_of)
    links = dossier.where("agreement_issue", agreement_id=agreement_id)
    issues = {link.issue_id: dossier.get("issue", link.issue_id) for link in links}
    bases = dossier.where("agreement_basis", agreement_id=agreement_id)
    based_on = [base.proposal_id for base in bases]
    approvals = dossier.where("approval", agreement_id=agreement_id)
    negotiation = dossier.get("negotiation", agreement.negotiation_id)
    regime = "unknown" if negotiation is None else str(negotiation.legal_regime)
    approved = {str(a.body) for a in approvals if a.result == "approved"}
    return AgreementDetail(
        agreement=agreement,
        status=view,
        status_words=AGREEMENT_WORDS.get(view.status, label(view.status)),
        settles=tuple(
            (link.id, str(issue.title))
            for link in links
            if (issue := issues[link.issue_id]) is not None
        ),
        rests_on=tuple(_basis(dossier, base, as_of) for base in bases),
        text_note=_text_note(dossier, agreement, based_on, tuple(issues)),
        sides=tuple(
            _side(dossier, agreement, party)
            for party in principals(dossier, agreement.negotiation_id)
        ),
        approvals=tuple(sorted(approvals, key=_vote_order)),
        needed=tuple((label(b), b in approved) for b in sorted(required_bodies(regime))),
        other_issues=tuple(
            (str(issue.title), issue.id)
            for issue in dossier.where("issue", negotiation_id=agreement.negotiation_id)
            if issue.id not in issues
        ),
        other_offers=tuple(
            (f"{p.code}, {participant_name(dossier, p.from_id)}: {offer_says(dossier, p)}", p.id)
            for p in dossier.where("proposal", negotiation_id=agreement.negotiation_id)
            if p.id not in based_on and p.formality in FORMAL
        ),
        sources=tuple(source_line(dossier, agreement)),
    )


def text_of(dossier: Dossier, proposal_ids: Iterable[int], issue_ids: Iterable[int]) -> str:
    """Give the text that offers propose on some issues, issue by issue.

    Where several speak to an issue, the last one does. Contract language is taken word for
    word; where there is none, the summary with its numbers stands in.
    """
    wanted = list(dict.fromkeys(issue_ids))
    found: dict[int, str] = {}
    for proposal_id in proposal_ids:
        for item in dossier.where("proposal_item", proposal_id=proposal_id):
            if item.issue_id in wanted:
                found[item.issue_id] = item_text(dossier, item).strip() or item_words(item, ())
    parts = []
    for issue_id in wanted:
        issue = dossier.get("issue", issue_id)
        if found.get(issue_id) and issue is not None:
            heading = " ".join(p for p in (str(issue.contract_ref), str(issue.title)) if p)
            parts.append(f"{heading}\n{found[issue_id]}")
    return "\n\n".join(parts)


def _basis(dossier: Dossier, base: Record, as_of: date) -> Basis:
    proposal = dossier.get("proposal", base.proposal_id)
    if proposal is None:
        return Basis(base.id, base.proposal_id, "", "", "", "", "", "Not in the record any more.")
    maker = dossier.get("participant", proposal.from_id)
    gone = ended(dossier, proposal, as_of)
    note = "" if gone is None else gone.reason
    if proposal.formality not in FORMAL:
        note = f"Only explored ({label(proposal.formality)}). {note}".strip()
    return Basis(
        link_id=base.id,
        proposal_id=proposal.id,
        code=str(proposal.code),
        maker=participant_name(dossier, proposal.from_id),
        side="" if maker is None else str(maker.side),
        when="not dated" if proposal.date is None else proposal.date.describe(),
        says=offer_says(dossier, proposal),
        note=note,
    )


def _text_note(
    dossier: Dossier, agreement: Record, based_on: list[int], issues: tuple[int, ...]
) -> str:
    if not based_on or not agreement.language.strip():
        return ""
    proposals = [dossier.get("proposal", key) for key in based_on]
    codes = " and ".join(str(p.code) for p in proposals if p is not None)
    now = text_of(dossier, based_on, issues)
    if " ".join(now.split()) == " ".join(str(agreement.language).split()):
        return f"The text is what {codes} says."
    return (
        f"The text is not word for word what {codes} says now. The agreement's own text counts: "
        "it is what is signed and printed."
    )


def _side(dossier: Dossier, agreement: Record, party: Record) -> SignerSide:
    seats = dossier.where("team_seat", participant_id=party.id)
    signers: dict[int, str] = {}
    team: list[tuple[str, int]] = []
    for seat in seats:
        person = dossier.get("person", seat.person_id)
        if person is None:
            continue
        if seat.may_sign:
            signers[person.id] = str(person.name)
        else:
            team.append((str(person.name), seat.id))
    signatures = []
    for signoff in dossier.where("signoff", agreement_id=agreement.id, participant_id=party.id):
        person = dossier.get("person", signoff.person_id)
        signatures.append(
            Signature(
                id=signoff.id,
                person="not named" if person is None else str(person.name),
                when=signoff.date.describe(),
                method=label(signoff.method),
                counts=bool(signoff.text_hash) and signoff.text_hash == agreement.text_hash,
            )
        )
    return SignerSide(
        participant_id=party.id,
        name=participant_name(dossier, party.id),
        side=str(party.side),
        signatures=tuple(signatures),
        signers=tuple((name, key) for key, name in signers.items()),
        team=tuple(team),
    )


def _vote_order(approval: Record) -> tuple[date, int]:
    return in_force_from(approval.closed_on) or date.max, approval.id
