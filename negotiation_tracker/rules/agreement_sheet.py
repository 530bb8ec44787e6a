"""A tentative agreement as a sheet to sign: its text, what it rests on, both signature blocks.

A signature stands on the sheet only under the very text it was given for; anything else is named
beside it (domain book, A3 and B9.8).
"""

from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import AgreementScope, Side, label
from negotiation_tracker.rules.agreements import AgreementStatus, view
from negotiation_tracker.rules.derived import begun
from negotiation_tracker.rules.positions import principals
from negotiation_tracker.rules.signatures import text_hash
from negotiation_tracker.rules.wording import participant_name

_STATUS = {
    AgreementStatus.DRAFT: "Draft: nobody has signed this text.",
    AgreementStatus.ONE_SIDE: "One side signed.",
    AgreementStatus.SIGNED: "Signed by both sides.",
    AgreementStatus.REOPENED: "Reopened after it was signed.",
    AgreementStatus.SUPERSEDED: "Superseded by a later agreement.",
    AgreementStatus.RATIFIED: "Signed and ratified.",
    AgreementStatus.REJECTED: "Voted down.",
}


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """Where one party signs.

    Attributes:
        party: its name; side: its side of the table.
        signer: who signed, how and when; empty when nobody has signed this text.
        text_hash: hash of the text signed; always that of the sheet.

    """

    party: str
    side: str
    signer: str = ""
    how: str = ""
    text_hash: str = ""


@dataclass(frozen=True, slots=True)
class AgreementSheet:
    """A tentative agreement, ready to be printed.

    Attributes:
        agreement: the record; negotiation: its talks.
        as_of: the day it shows.
        status: derived status; status_words the same in a sentence.
        issues: what it settles.
        rests_on: earlier offers of either side it rests on.
        paragraphs: the text; empty when only a document is signed, then named in `document`.
        text_hash: SHA-256 of the text both sides sign.
        places: one for each party, labor first.
        approvals: who must approve it and what is known of that.
        remarks: what a reader should know, such as a signature under another text.

    """

    agreement: Record
    negotiation: Record
    as_of: date
    status: AgreementStatus
    status_words: str
    issues: tuple[str, ...]
    rests_on: tuple[str, ...]
    paragraphs: tuple[str, ...]
    document: str
    text_hash: str
    places: tuple[SignaturePlace, ...]
    approvals: tuple[str, ...]
    remarks: tuple[str, ...]


def sheet(dossier: Dossier, agreement_id: int, as_of: date) -> AgreementSheet | None:
    """Make the sheet of an agreement; None when it is not in the dossier."""
    agreement = dossier.get("tentative_agreement", agreement_id)
    negotiation = (
        None if agreement is None else dossier.get("negotiation", agreement.negotiation_id)
    )
    if agreement is None or negotiation is None:
        return None
    found = view(dossier, agreement, as_of)
    signoffs = [
        s for s in dossier.where("signoff", agreement_id=agreement.id) if begun(s.date, as_of)
    ]
    places, stray = _places(dossier, agreement, signoffs)
    document = (
        None if agreement.document_id is None else dossier.get("document", agreement.document_id)
    )
    return AgreementSheet(
        agreement=agreement,
        negotiation=negotiation,
        as_of=as_of,
        status=found.status,
        status_words=_status_words(found.status, places),
        issues=_issues(dossier, agreement),
        rests_on=_rests_on(dossier, agreement),
        paragraphs=tuple(p.strip() for p in str(agreement.language).splitlines() if p.strip()),
        document="" if document is None else str(document.file_name),
        text_hash=str(agreement.text_hash),
        places=places,
        approvals=_approvals(dossier, agreement, as_of),
        remarks=(*stray, *_remarks(agreement, document)),
    )


def _status_words(status: AgreementStatus, places: tuple[SignaturePlace, ...]) -> str:
    if status is AgreementStatus.ONE_SIDE:
        signed = dict.fromkeys(place.party for place in places if place.signer)
        return f"{_STATUS[status][:-1]}: {', '.join(signed)}."
    return _STATUS[status]


def _places(
    dossier: Dossier, agreement: Record, signoffs: list[Record]
) -> tuple[tuple[SignaturePlace, ...], tuple[str, ...]]:
    places: list[SignaturePlace] = []
    stray: list[str] = []
    parties = [
        party
        for party in principals(dossier, agreement.negotiation_id)
        if party.side in (Side.LABOR, Side.MANAGEMENT)
    ]
    known = {party.id for party in parties}
    for party in parties:
        name, side = participant_name(dossier, party.id), str(party.side)
        own = [s for s in signoffs if s.participant_id == party.id]
        valid = [s for s in own if s.text_hash and s.text_hash == agreement.text_hash]
        places += [
            SignaturePlace(
                name,
                side,
                _person(dossier, signoff),
                f"{label(signoff.method)}, {signoff.date.describe()}",
                str(signoff.text_hash),
            )
            for signoff in valid
        ]
        if not valid:
            places.append(SignaturePlace(name, side))
        stray += [_stray(dossier, s, name, "another text") for s in own if s not in valid]
    for signoff in signoffs:
        if signoff.participant_id not in known:
            name = participant_name(dossier, signoff.participant_id) or "somebody else"
            stray.append(_stray(dossier, signoff, name, "no party to these talks"))
    return tuple(places), tuple(stray)


def _stray(dossier: Dossier, signoff: Record, name: str, why: str) -> str:
    who = _person(dossier, signoff)
    when = signoff.date.describe()
    if why == "another text":
        return f"{who} signed another text for {name} on {when}; it does not count here."
    return f"{who} signed for {name} on {when}, which is {why}; it does not count."


def _person(dossier: Dossier, signoff: Record) -> str:
    person = dossier.get("person", signoff.person_id)
    return "name not shown" if person is None else str(person.name)


def _issues(dossier: Dossier, agreement: Record) -> tuple[str, ...]:
    found = [
        issue
        for tie in dossier.where("agreement_issue", agreement_id=agreement.id)
        if (issue := dossier.get("issue", tie.issue_id)) is not None
    ]
    names = tuple(
        f"{issue.title}, {issue.contract_ref}" if issue.contract_ref else str(issue.title)
        for issue in found
    )
    if not names and agreement.scope == AgreementScope.WHOLE:
        return ("Every issue of these talks",)
    return names


def _rests_on(dossier: Dossier, agreement: Record) -> tuple[str, ...]:
    lines = []
    for tie in dossier.where("agreement_basis", agreement_id=agreement.id):
        proposal = dossier.get("proposal", tie.proposal_id)
        if proposal is not None:
            when = "date not recorded" if proposal.date is None else proposal.date.describe()
            name = participant_name(dossier, proposal.from_id)
            lines.append(f"{proposal.code}, {name}, {when}")
    return tuple(lines)


def _approvals(dossier: Dossier, agreement: Record, as_of: date) -> tuple[str, ...]:
    lines = []
    for vote in dossier.where("approval", agreement_id=agreement.id):
        if not begun(vote.closed_on, as_of):
            continue
        counts = [
            f"{number} {word}"
            for number, word in ((vote.yes, "yes"), (vote.no, "no"), (vote.eligible, "eligible"))
            if number is not None
        ]
        when = "" if vote.closed_on is None else f", {vote.closed_on.describe()}"
        said = f" ({', '.join(counts)})" if counts else ""
        lines.append(f"{label(vote.body).capitalize()}: {label(vote.result)}{when}{said}")
    return tuple(lines)


def _remarks(agreement: Record, document: Record | None) -> tuple[str, ...]:
    hashes = {text_hash(str(agreement.language)), "" if document is None else document.sha256}
    remarks = []
    if agreement.contingent:
        remarks.append("It holds only with agreement on everything.")
    remarks.append("It is subject to approval by those each side must ask.")
    if not agreement.text_hash:
        remarks.append("There is no text on record yet; do not sign this sheet.")
    elif agreement.language.strip() and agreement.text_hash not in hashes:
        remarks.append("The text printed here differs from the one whose hash is recorded.")
    return tuple(remarks)
