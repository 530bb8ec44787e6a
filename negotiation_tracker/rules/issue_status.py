"""Where an issue stands as a whole, derived from what happened to the offers on it (B3)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import ActionKind, EntryKind, EventKind, EventStatus
from negotiation_tracker.rules.agreements import covers, in_force
from negotiation_tracker.rules.derived import Derived, begun, in_force_from, refs
from negotiation_tracker.rules.silence import Silence
from negotiation_tracker.rules.stands import Position


class IssueStatus(StrEnum):
    """Where an issue stands."""

    OPEN = "open"
    HOLD = "hold"
    AGREED_IN_CONCEPT = "agreed_in_concept"
    TA = "ta"
    WITHDRAWN = "withdrawn"
    DEFERRED = "deferred"
    IMPOSED = "imposed"
    NO_PROPOSAL_YET = "no_proposal_yet"


SETTLED = frozenset({IssueStatus.TA, IssueStatus.WITHDRAWN, IssueStatus.IMPOSED})
"""Statuses of issues that are no longer open."""
_FORMULA = "the last thing that happened to the offers on the issue"
_STATES = {
    ActionKind.HOLD: IssueStatus.HOLD,
    ActionKind.ACCEPTED_IN_CONCEPT: IssueStatus.AGREED_IN_CONCEPT,
    EntryKind.HOLD: IssueStatus.HOLD,
    EntryKind.AGREE_IN_CONCEPT: IssueStatus.AGREED_IN_CONCEPT,
}
_HAPPENED = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING, EventStatus.ENDED})


@dataclass(frozen=True, slots=True)
class _Happening:
    """One dated thing that bears on an issue; order breaks ties of one day."""

    day: date
    order: int
    uid: str
    status: IssueStatus
    record: Record


def issue_status(
    dossier: Dossier, issue: Record, positions: tuple[Position, ...], as_of: date
) -> Derived[IssueStatus]:
    """Say where an issue stands on a day, given where the principals stand on it.

    A tentative agreement needs both signatures; a spoken yes is "agreed in concept". A later
    offer opens the issue again.
    """
    for agreement in in_force(dossier, issue.negotiation_id, as_of):
        if covers(dossier, agreement.agreement, issue.id):
            return Derived(IssueStatus.TA, agreement.reason, agreement.inputs)
    imposed = [
        event
        for event in dossier.where("event", kind=EventKind.TERMS_IMPOSED)
        if event.negotiation_id == issue.negotiation_id
        and event.status in _HAPPENED
        and begun(event.start, as_of)
    ]
    if imposed:
        return Derived(IssueStatus.IMPOSED, "Terms were imposed.", refs(imposed))
    if issue.deferred:
        return Derived(IssueStatus.DEFERRED, "Set aside by consent of both sides.", refs((issue,)))
    inputs = tuple(dict.fromkeys(key for p in positions for key in p.inputs))
    happened = _happenings(dossier, issue, as_of)
    if happened:
        last = max(happened, key=lambda one: (one.day, one.order, one.uid))
        if last.status is not IssueStatus.OPEN:
            return Derived(last.status, _FORMULA, refs((last.record,)))
    if any(position.current for position in positions):
        return Derived(IssueStatus.OPEN, _FORMULA, inputs)
    if any(position.silence is Silence.WITHDRAWN for position in positions):
        return Derived(IssueStatus.WITHDRAWN, "Taken off the table.", inputs)
    if happened:
        return Derived(IssueStatus.OPEN, _FORMULA, inputs)
    return Derived(IssueStatus.NO_PROPOSAL_YET, "No offer on it is recorded.", inputs)


def _happenings(dossier: Dossier, issue: Record, as_of: date) -> list[_Happening]:
    found = []
    for item in dossier.where("proposal_item", issue_id=issue.id):
        proposal = dossier.get("proposal", item.proposal_id)
        if proposal is None:
            continue
        if begun(proposal.date, as_of) and proposal.formality in ("formal", "reported_only"):
            day = in_force_from(proposal.date) or date.min
            found.append(_Happening(day, 0, item.uid, IssueStatus.OPEN, item))
        for action in dossier.where("proposal_action", proposal_id=proposal.id):
            status = _STATES.get(action.action)
            if action.item_id in (None, item.id) and status and begun(action.date, as_of):
                day = in_force_from(action.date) or date.min
                found.append(_Happening(day, 1, action.uid, status, action))
    for tie in dossier.where("entry_issue", issue_id=issue.id):
        entry = dossier.get("table_entry", tie.entry_id)
        session = None if entry is None else dossier.get("session", entry.session_id)
        if entry is None or session is None or not begun(session.date, as_of):
            continue
        status = _STATES.get(entry.kind)
        if status:
            day = in_force_from(session.date) or date.min
            found.append(_Happening(day, 1, entry.uid, status, entry))
    return found
