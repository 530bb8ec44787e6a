"""What is on the table during live notes: each open issue, where the sides stand, who owes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.chains import Owed, waiting
from negotiation_tracker.rules.issue_status import SETTLED, IssueStatus, issue_status
from negotiation_tracker.rules.positions import issue_order, position, principals
from negotiation_tracker.rules.stands import Position
from negotiation_tracker.services.live_known import DEPTH, Known


@dataclass(frozen=True, slots=True)
class SideSays:
    """Where a side stands on an issue.

    Attributes:
        participant_id, side: the side, and its letter ("U", "E").
        text: the position in a line; why there is none, when it is silent.
        code, when: the offer it comes from and its day; "" when silent.
        silent: whether there is no position.

    """

    participant_id: int
    side: str
    text: str
    code: str
    when: str
    silent: bool


@dataclass(frozen=True, slots=True)
class OnTable:
    """An open issue.

    Attributes:
        issue_id, code, title: the issue.
        status: where it stands, in words ("open", "agreed in concept").
        says: where each party stands, labor first.
        owes: letters of the sides that owe an answer.
        answer_to: codes of the offers that wait for it, the newest first.
        on_hold: whether they said that they hold it.
        today: whether this session touched it.

    """

    issue_id: int
    code: str
    title: str
    status: str
    says: tuple[SideSays, ...]
    owes: tuple[str, ...] = ()
    answer_to: tuple[str, ...] = ()
    on_hold: bool = False
    today: bool = False


def table(known: Known, as_of: date, letters: Mapping[int, str]) -> tuple[OnTable, ...]:
    """List the open issues, those touched at this session first.

    Args:
        known: what is known, as the reader may see it.
        as_of: the day asked about.
        letters: letter of each participant by key.

    """
    sides = principals(known.standing, known.negotiation.id)
    touched = touched_issues(known)
    rows = [
        _row(known, issue, sides, (as_of, letters), issue.id in touched)
        for issue in sorted(_issues(known), key=issue_order)
    ]
    return tuple(sorted(filter(None, rows), key=lambda row: not row.today))


def touched_issues(known: Known) -> frozenset[int]:
    """List the issues that lines or offers of the session are about."""
    found = {tie.issue_id for tie in known.lines.all("entry_issue")}
    for proposal in known.talks.where("proposal", session_id=known.session.id):
        items = known.talks.where("proposal_item", proposal_id=proposal.id)
        found |= {item.issue_id for item in items}
    return frozenset(found)


def _issues(known: Known) -> list[Record]:
    found = known.standing.where("issue", negotiation_id=known.negotiation.id)
    return [issue for issue in found if issue.bargaining]


def _row(
    known: Known,
    issue: Record,
    sides: tuple[Record, ...],
    asked: tuple[date, Mapping[int, str]],
    today: bool,
) -> OnTable | None:
    as_of, letters = asked
    cells = tuple(_position(known, issue.id, side.id, as_of) for side in sides)
    status = issue_status(known.standing, issue, cells, as_of).value or IssueStatus.OPEN
    if status in SETTLED:
        return None
    owed = _owed(known, issue, as_of)
    by = [letters.get(one.id, "") for answer in owed for one in answer.by]
    return OnTable(
        issue_id=issue.id,
        code=str(issue.code),
        title=str(issue.title),
        status=label(status),
        says=tuple(_says(cell, letters) for cell in cells),
        owes=tuple(dict.fromkeys(filter(None, by))),
        answer_to=tuple(str(answer.proposal.code) for answer in owed),
        on_hold=bool(owed) and all(answer.on_hold for answer in owed),
        today=today,
    )


def _position(known: Known, issue_id: int, participant_id: int, as_of: date) -> Position:
    """Give a position from the newest offers, and from all where those do not tell."""
    found = position(known.standing, issue_id, participant_id, as_of, None)
    if known.newest is None:
        return found
    told = all(stand.proposal.id in known.newest for stand in found.current)
    if told and (found.current or len(found.lapsed) < DEPTH):
        return found
    return position(known.talks, issue_id, participant_id, as_of, None)


def _owed(known: Known, issue: Record, as_of: date) -> list[Owed]:
    offers = {i.proposal_id for i in known.standing.where("proposal_item", issue_id=issue.id)}
    found = []
    for key in sorted(offers, reverse=True):
        proposal = known.standing.get("proposal", key)
        answer = None if proposal is None else waiting(known.standing, proposal, as_of)
        if answer is not None and (known.newest is None or key in known.newest):
            found.append(answer)
    return found


def _says(cell: Position, letters: Mapping[int, str]) -> SideSays:
    last = cell.current[0] if cell.current else None
    return SideSays(
        participant_id=cell.participant_id,
        side=letters.get(cell.participant_id, ""),
        text=cell.text,
        code="" if last is None else str(last.proposal.code),
        when="" if last is None or last.when is None else last.when.describe(),
        silent=last is None,
    )
