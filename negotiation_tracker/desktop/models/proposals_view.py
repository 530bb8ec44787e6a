"""What the page of offers reads from the store in one go, on the store's thread."""

from collections.abc import Mapping
from dataclasses import dataclass

from negotiation_tracker.desktop.models.session_choices import SessionChoices, session_choices
from negotiation_tracker.desktop.widgets.proposal_items import ItemChange
from negotiation_tracker.model.handling import RECORDING_AUDIENCES, Audience, Reader
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.services import redlines
from negotiation_tracker.services.agreement_detail import AgreementDetail, agreement_detail
from negotiation_tracker.services.proposal_detail import ProposalDetail, proposal_detail
from negotiation_tracker.services.proposal_history import HistoryLine, proposal_history
from negotiation_tracker.services.proposal_list import Lane, ProposalList, proposal_list
from negotiation_tracker.services.redlines import Against, IssueText
from negotiation_tracker.services.room_workspace import room_of
from negotiation_tracker.services.workspace import Workspace

LONGEST_SHOWN = 2_000
_AGAINST = {
    Against.SAME_PARTY: "{name} (same side, last)",
    Against.OTHER_SIDE: "{name} (other side, last)",
    Against.CONTRACT: "{name} (current contract)",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """The list, and what forms offer to pick from."""

    found: ProposalList
    choices: SessionChoices
    writable: bool


@dataclass(frozen=True, slots=True)
class OfferShown:
    """One offer, what changed in each of its items, and its history (for the owner only)."""

    detail: ProposalDetail
    changes: Mapping[int, ItemChange]
    choices: SessionChoices
    history: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """One agreement, and what it offers to pick from."""

    detail: AgreementDetail
    choices: SessionChoices


def read_list(ws: Workspace, negotiation_id: int, reader: Reader) -> Listed | None:
    """Read the list; None when the negotiation is not there for this reader."""
    today = ws.today()
    dossier = ws.dossier(negotiation_id, reader)
    choices = _choices(ws, dossier, negotiation_id)
    if choices is None:
        return None
    writable = not ws.read_only and reader.audience in RECORDING_AUDIENCES
    return Listed(proposal_list(dossier, negotiation_id, today), choices, writable)


def read_offer(
    ws: Workspace, negotiation_id: int, reader: Reader, proposal_id: int
) -> OfferShown | None:
    """Read one offer; None when it is not there for this reader."""
    today = ws.today()
    dossier = ws.dossier(negotiation_id, reader)
    detail = proposal_detail(dossier, proposal_id, today)
    choices = _choices(ws, dossier, negotiation_id)
    if detail is None or choices is None:
        return None
    own = reader.audience is Audience.ME
    history = proposal_history(ws, dossier, proposal_id) if own else ()
    return OfferShown(detail, item_changes(dossier, detail), choices, history)


def read_agreement(
    ws: Workspace, negotiation_id: int, reader: Reader, agreement_id: int
) -> AgreementShown | None:
    """Read one agreement; None when it is not there for this reader."""
    today = ws.today()
    dossier = ws.dossier(negotiation_id, reader)
    detail = agreement_detail(dossier, agreement_id, today)
    choices = _choices(ws, dossier, negotiation_id)
    return None if detail is None or choices is None else AgreementShown(detail, choices)


def item_changes(dossier: Dossier, detail: ProposalDetail) -> dict[int, ItemChange]:
    """Compare each item with the same side's text before it, where both are short."""
    found: dict[int, ItemChange] = {}
    if detail.lane is Lane.CLAIMED:
        return found  # what the other side says of one is no text of one's own
    for item in detail.items:
        texts = redlines.texts(dossier, item.record.issue_id)
        new = _text_of(texts, item.record.id)
        if new is None:
            continue
        pair = redlines.default_pair(texts, new)
        if pair.old is None or pair.against is None:
            continue
        if max(len(pair.old.text), len(new.text)) > LONGEST_SHOWN:
            continue
        redline = redlines.redline(pair.old, new)
        if not redline.same:
            words = _AGAINST[pair.against].format(name=pair.old.name)
            found[item.record.id] = ItemChange(words, redline)
    return found


def _text_of(texts: tuple[IssueText, ...], item_id: int) -> IssueText | None:
    return next((text for text in texts if text.record == ("proposal_item", item_id)), None)


def _choices(ws: Workspace, dossier: Dossier, negotiation_id: int) -> SessionChoices | None:
    negotiation = dossier.get("negotiation", negotiation_id)
    if negotiation is None:
        return None
    return session_choices(dossier, negotiation, ws.today(), room_of(ws))
