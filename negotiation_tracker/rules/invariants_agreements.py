"""Invariants on tentative agreements, signatures and approvals (data dictionary B9: 8–11, 23)."""

from collections.abc import Iterator

from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.invariants_scene import (
    Finding,
    Scene,
    block,
    is_principal,
    participant_name,
    warn,
)
from negotiation_tracker.rules.signatures import PRINCIPAL_SIDES, signed_sides, text_hash


def check_agreements(scene: Scene) -> Iterator[Finding]:
    """Check agreements, signatures, bases and approvals that a change touched."""
    for signoff in _signoffs(scene):
        yield from _signoff(scene, signoff)
    for agreement in scene.touched_of("tentative_agreement"):
        yield from _text(scene, agreement)
    yield from _bases(scene)
    yield from _withdrawn(scene)
    yield from _hearsay(scene)
    for approval in scene.touched_of("approval"):
        yield from _approval(scene, approval)


def _signoffs(scene: Scene) -> list[Record]:
    """List the signatures whose validity a change may have touched."""
    found = {s.id: s for s in scene.touched_of("signoff")}
    for record in (*scene.touched_of("team_seat"), *scene.removed_of("team_seat")):
        signed = scene.where(
            "signoff", participant_id=record.participant_id, person_id=record.person_id
        )
        found.update((s.id, s) for s in signed)
    for record in scene.touched_of("participant"):
        found.update((s.id, s) for s in scene.where("signoff", participant_id=record.id))
    for record in scene.touched_of("tentative_agreement"):
        found.update((s.id, s) for s in scene.where("signoff", agreement_id=record.id))
    return list(found.values())


def _signoff(scene: Scene, signoff: Record) -> Iterator[Finding]:
    participant = scene.get("participant", signoff.participant_id)
    agreement = scene.get("tentative_agreement", signoff.agreement_id)
    if participant is None or agreement is None:
        return
    name = participant_name(scene, participant)
    if not is_principal(participant) or participant.side not in PRINCIPAL_SIDES:
        message = (
            f"{name} takes part as {participant.role} and cannot sign {agreement.code}. "
            "Only a party to the talks signs."
        )
        yield block(23, signoff, "participant_id", message)
    elif not _may_sign(scene, signoff):
        person = scene.get("person", signoff.person_id)
        message = (
            f"{person.name if person else 'This person'} has no seat on the team of {name} that "
            f"may sign on {signoff.date.describe()}. Add the seat, or tick “may sign” on it, first."
        )
        yield block(8, signoff, "person_id", message)
    if not signoff.text_hash or signoff.text_hash != agreement.text_hash:
        message = (
            f"The signature of {name} is not under the text now recorded for {agreement.code}. "
            "Both sides sign the same text: record it before they sign, and draft a new "
            "agreement when it changes."
        )
        yield block(8, signoff, "text_hash", message)


def _may_sign(scene: Scene, signoff: Record) -> bool:
    seats = scene.where(
        "team_seat", participant_id=signoff.participant_id, person_id=signoff.person_id
    )
    for seat in seats:
        begun = seat.from_on is None or not signoff.date.definitely_before(seat.from_on)
        ended = seat.to_on is not None and seat.to_on.definitely_before(signoff.date)
        if seat.may_sign and begun and not ended:
            return True
    return False


def _text(scene: Scene, agreement: Record) -> Iterator[Finding]:
    if not agreement.language.strip() or not agreement.text_hash:
        return
    hashes = {text_hash(agreement.language)}
    document = scene.get("document", agreement.document_id)
    if document is not None and document.sha256:
        hashes.add(document.sha256)
    if agreement.text_hash not in hashes:
        message = (
            f"The text hash of {agreement.code} is neither that of its text nor that of its "
            "document. Leave the hash empty to have it worked out."
        )
        yield block(8, agreement, "text_hash", message)


def _bases(scene: Scene) -> Iterator[Finding]:
    links = {b.id: b for b in scene.touched_of("agreement_basis")}
    for proposal in scene.touched_of("proposal"):
        links.update((b.id, b) for b in scene.where("agreement_basis", proposal_id=proposal.id))
    for agreement in scene.touched_of("tentative_agreement"):
        links.update((b.id, b) for b in scene.where("agreement_basis", agreement_id=agreement.id))
    for link in links.values():
        offer = scene.get("proposal", link.proposal_id)
        reached = scene.get("tentative_agreement", link.agreement_id)
        if offer is not None and reached is not None:
            yield from _basis(link, reached, offer)


def _basis(link: Record, agreement: Record, proposal: Record) -> Iterator[Finding]:
    if proposal.formality == "adverse_claim":
        message = (
            f"{proposal.code} is what one side says of the other, and {agreement.code} cannot "
            "rest on that. Choose a proposal that its own side made."
        )
        yield block(9, link, "proposal_id", message)
    elif proposal.formality in ("supposal", "off_record"):
        message = f"{agreement.code} rests on {proposal.code}, which was only explored."
        yield warn(9, link, "proposal_id", message)
    reached, passed = agreement.reached_on, proposal.date
    if reached is not None and passed is not None and reached.definitely_before(passed):
        message = (
            f"{agreement.code} ({reached.describe()}) is dated before {proposal.code} "
            f"({passed.describe()}), on which it rests. Check the two dates."
        )
        yield warn(10, link, "proposal_id", message)


def _withdrawn(scene: Scene) -> Iterator[Finding]:
    for link in scene.touched_of("agreement_issue"):
        dated = []
        for item in scene.where("proposal_item", issue_id=link.issue_id):
            proposal = scene.get("proposal", item.proposal_id)
            if proposal is not None and proposal.date is not None:
                dated.append((proposal.date.sort_key(), proposal.seq_in_day, item.id, item))
        if dated and max(dated, key=lambda d: d[:3])[3].stance == "withdraw":
            message = "The last word on this issue was that it is withdrawn. Check the agreement."
            yield warn(10, link, "issue_id", message)


def _hearsay(scene: Scene) -> Iterator[Finding]:
    agreements = {a.id: a for a in scene.touched_of("tentative_agreement")}
    for citation in scene.touched_of("citation"):
        if citation.target_kind == "tentative_agreement":
            found = scene.where("tentative_agreement", uid=citation.target_uid)
            agreements.update((a.id, a) for a in found)
    for agreement in agreements.values():
        accounts = scene.where("citation", target_uid=agreement.uid)
        signed = scene.where("signoff", agreement_id=agreement.id)
        if accounts and not signed and all(a.about == "other_party" for a in accounts):
            message = (
                f"Only one side's word about the other says that there is {agreement.code}. "
                "Record a statement until a signature or another account bears it out."
            )
            yield block(9, agreement, "", message)


def _approval(scene: Scene, approval: Record) -> Iterator[Finding]:
    agreement = scene.get("tentative_agreement", approval.agreement_id)
    if agreement is None or approval.result != "approved":
        return
    negotiation = scene.get("negotiation", agreement.negotiation_id)
    if signed_sides(scene, agreement) != PRINCIPAL_SIDES:
        message = (
            f"{agreement.code} is approved here, but the record has no signature of each side "
            "under its text."
        )
        yield warn(11, approval, "result", message)
    eera = negotiation is not None and negotiation.legal_regime == "EERA"
    if eera and approval.body == "governing_board" and approval.disclosure_posted_on is None:
        message = (
            "No day is recorded on which the cost disclosure was posted; under EERA it comes "
            "before the board adopts (Gov. Code 3547.5)."
        )
        yield warn(11, approval, "disclosure_posted_on", message)
