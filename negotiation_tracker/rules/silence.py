"""Why a participant has no position on an issue: different answers, kept apart (B0.13)."""

from datetime import date
from enum import StrEnum

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import ActionKind, Formality, Stance
from negotiation_tracker.rules.chains import from_press_only
from negotiation_tracker.rules.derived import Ref, begun, in_force_from, refs


class Silence(StrEnum):
    """Why there is no position."""

    UNKNOWN = "unknown"
    NO_RESPONSE = "no_response"
    HELD = "held"
    REJECTED = "rejected"
    NOT_ADDRESSED = "not_addressed"
    WITHDRAWN = "withdrawn"
    WITHHELD = "withheld"


SILENCE_WORDS = {
    Silence.UNKNOWN: "no position recorded",
    Silence.NO_RESPONSE: "no response yet",
    Silence.HELD: "on hold, no position given",
    Silence.REJECTED: "rejected the other side's, gave none of its own",
    Silence.NOT_ADDRESSED: "not addressed in its offers",
    Silence.WITHDRAWN: "withdrawn; the current language goes on",
    Silence.WITHHELD: "withheld from this view",
}


def silence_of(
    dossier: Dossier, issue_id: int, participant_id: int, as_of: date
) -> tuple[Silence, tuple[Ref, ...]]:
    """Say why a participant without a position on an issue has none, and from what that follows.

    "No response" and "not addressed" need a record kept at the table or on paper: from
    newspapers alone the answer is "unknown".
    """
    said = _last_answer(dossier, issue_id, participant_id, as_of)
    if said is not None:
        kind, record = said
        return kind, refs((record,))
    asked = _formal_offers(dossier, issue_id, participant_id, as_of)
    if not asked:
        return Silence.UNKNOWN, ()
    days = [day for offer in asked if (day := in_force_from(offer.date)) is not None]
    since = min(days, default=date.min)
    own = [
        offer
        for offer in dossier.where("proposal", from_id=participant_id)
        if _counts(dossier, offer, as_of) and (in_force_from(offer.date) or date.min) >= since
    ]
    if own:
        return Silence.NOT_ADDRESSED, refs((*asked, *own))
    return Silence.NO_RESPONSE, refs(asked)


def _last_answer(
    dossier: Dossier, issue_id: int, participant_id: int, as_of: date
) -> tuple[Silence, Record] | None:
    """Find the participant's last hold or rejection on the issue."""
    found: list[tuple[date, int, str, Silence, Record]] = []
    for item in dossier.where("proposal_item", issue_id=issue_id):
        proposal = dossier.get("proposal", item.proposal_id)
        if proposal is None or not begun(proposal.date, as_of):
            continue
        kind = {Stance.HOLD: Silence.HELD, Stance.REJECT_OTHER: Silence.REJECTED}.get(item.stance)
        if proposal.from_id == participant_id and kind and proposal.formality == Formality.FORMAL:
            day = in_force_from(proposal.date) or date.min
            found.append((day, proposal.seq_in_day, item.uid, kind, item))
        for action in dossier.where("proposal_action", proposal_id=proposal.id):
            if action.by_id != participant_id or action.item_id not in (None, item.id):
                continue
            kind = {ActionKind.HOLD: Silence.HELD, ActionKind.REJECTED: Silence.REJECTED}.get(
                action.action
            )
            if kind and begun(action.date, as_of):
                day = in_force_from(action.date) or date.min
                found.append((day, 0, action.uid, kind, action))
    if not found:
        return None
    last = max(found, key=lambda entry: entry[:3])
    return last[3], last[4]


def _formal_offers(
    dossier: Dossier, issue_id: int, participant_id: int, as_of: date
) -> list[Record]:
    found = []
    for item in dossier.where("proposal_item", issue_id=issue_id):
        proposal = dossier.get("proposal", item.proposal_id)
        if proposal is None or proposal.from_id == participant_id:
            continue
        if proposal.to_id in (None, participant_id) and _counts(dossier, proposal, as_of):
            found.append(proposal)
    return found


def _counts(dossier: Dossier, proposal: Record, as_of: date) -> bool:
    return (
        proposal.formality == Formality.FORMAL
        and proposal.date is not None
        and begun(proposal.date, as_of)
        and not from_press_only(dossier, proposal)
    )
