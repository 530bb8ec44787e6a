"""The course of talks for the impasse sheet: what is agreed, what is open, what was passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Formality, ProposalKind
from negotiation_tracker.rules.agreements import covers, in_force
from negotiation_tracker.rules.derived import begun, in_force_from
from negotiation_tracker.rules.issue_status import SETTLED, IssueStatus
from negotiation_tracker.rules.positions import Grid, GridRow
from negotiation_tracker.rules.wording import participant_name

_OFFERS = frozenset({Formality.FORMAL, Formality.REPORTED_ONLY})


@dataclass(frozen=True, slots=True)
class Told:
    """Lines about something, and the records they rest on."""

    lines: tuple[str, ...]
    records: tuple[Record, ...]

    @property
    def line(self) -> str:
        """Give the first line."""
        return self.lines[0] if self.lines else ""


def settled_issues(dossier: Dossier, grid: Grid, as_of: date) -> tuple[Told, ...]:
    """List the issues under an agreement that both sides have signed."""
    found = []
    for row in grid.rows:
        if row.status.value is not IssueStatus.TA:
            continue
        agreements = [
            view.agreement
            for view in in_force(dossier, row.issue.negotiation_id, as_of)
            if covers(dossier, view.agreement, row.issue.id)
        ]
        named = "; ".join(_agreement_words(agreement) for agreement in agreements)
        line = f"{_subject(row.issue)}{f': {named}' if named else ''}"
        found.append(Told((line,), (row.issue, *agreements)))
    return tuple(found)


def open_issues(grid: Grid) -> tuple[Told, ...]:
    """List the issues at the table that are not agreed, withdrawn or imposed."""
    rows = [row for row in grid.rows if row.status.value not in SETTLED]
    return tuple(Told((_open_line(row),), (row.issue,)) for row in rows)


def passed(
    dossier: Dossier, negotiation_id: int, as_of: date, parties: Sequence[Record]
) -> tuple[Told, ...]:
    """Tell what each party passed, counters and packages among it, and on which issues."""
    offers = [
        proposal
        for proposal in dossier.where("proposal", negotiation_id=negotiation_id)
        if proposal.formality in _OFFERS and begun(proposal.date, as_of)
    ]
    told = []
    for party in parties:
        own = sorted((o for o in offers if o.from_id == party.id), key=_order)
        if own:
            told.append(Told((_party_line(dossier, party, own),), tuple(own)))
    told += _by_issue(dossier, offers, parties)
    return tuple(told)


def _party_line(dossier: Dossier, party: Record, own: Sequence[Record]) -> str:
    counters = sum(
        bool(dossier.where("counter", proposal_id=offer.id)) or offer.kind == ProposalKind.COUNTER
        for offer in own
    )
    packages = sum(offer.kind == ProposalKind.PACKAGE for offer in own)
    parts = [f"{len(own)} {'proposal' if len(own) == 1 else 'proposals'}"]
    if counters:
        parts.append(f"counters among them: {counters}")
    if packages:
        parts.append(f"packages: {packages}")
    dated = [offer for offer in own if offer.date is not None]
    first, last = (dated[0].date.describe(), dated[-1].date.describe()) if dated else ("", "")
    span = "" if not dated else (f", {first}" if first == last else f", first {first}, last {last}")
    return f"{participant_name(dossier, party.id)}: {', '.join(parts)}{span}"


def _by_issue(dossier: Dossier, offers: Sequence[Record], parties: Sequence[Record]) -> list[Told]:
    by_issue: dict[int, dict[int, int]] = {}
    for offer in offers:
        for item in dossier.where("proposal_item", proposal_id=offer.id):
            sides = by_issue.setdefault(item.issue_id, {})
            sides[offer.from_id] = sides.get(offer.from_id, 0) + 1
    told = []
    for issue_id, sides in by_issue.items():
        issue = dossier.get("issue", issue_id)
        if issue is None or not issue.bargaining:
            continue
        counts = ", ".join(
            f"{participant_name(dossier, party.id)} {sides.get(party.id, 0)}" for party in parties
        )
        told.append((str(issue.code), Told((f"{_subject(issue)}, proposals: {counts}",), ())))
    return [line for _, line in sorted(told, key=lambda one: one[0])]


def _open_line(row: GridRow) -> str:
    words = {
        IssueStatus.AGREED_IN_CONCEPT: "agreed in concept, no signed text",
        IssueStatus.HOLD: "on hold",
        IssueStatus.DEFERRED: "set aside by consent",
        IssueStatus.NO_PROPOSAL_YET: "no proposal on record",
    }
    status = row.status.value
    remark = words.get(status) if status is not None else None
    return f"{_subject(row.issue)}{f' ({remark})' if remark else ''}"


def _subject(issue: Record) -> str:
    return f"{issue.title}, {issue.contract_ref}" if issue.contract_ref else str(issue.title)


def _agreement_words(agreement: Record) -> str:
    when = agreement.reached_on
    return str(agreement.code) if when is None else f"{agreement.code}, {when.describe()}"


def _order(proposal: Record) -> tuple[date, int, str]:
    return in_force_from(proposal.date) or date.max, proposal.seq_in_day, str(proposal.code)
