"""The offers of a negotiation as chains, and its tentative agreements: read side of their page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Formality, label
from negotiation_tracker.rules import agreements
from negotiation_tracker.rules.agreements import AgreementStatus
from negotiation_tracker.rules.chains import Link, Tie, chains
from negotiation_tracker.rules.offer_status import OfferStatus, offer_status
from negotiation_tracker.rules.packages import is_package
from negotiation_tracker.rules.positions import EXPLORATORY, FORMAL, issue_order, principals
from negotiation_tracker.rules.signatures import signed_sides
from negotiation_tracker.rules.wording import item_words, participant_name


class Lane(StrEnum):
    """Offers that count, offers that only explore, claims about the other side; never mixed."""

    FORMAL = "formal"
    EXPLORATORY = "exploratory"
    CLAIMED = "claimed"


STATUS_WORDS = {
    OfferStatus.OPEN: "open",
    OfferStatus.HOLD: "on hold",
    OfferStatus.AGREED_IN_CONCEPT: "agreed in concept",
    OfferStatus.TA: "TA",
}
AGREEMENT_WORDS = {
    AgreementStatus.DRAFT: "draft",
    AgreementStatus.ONE_SIDE: "one side signed",
    AgreementStatus.SIGNED: "signed",
    AgreementStatus.RATIFIED: "ratified",
}


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One offer in the list.

    Attributes:
        id, uid, code, title, kind, formality, handling: as recorded.
        from_id, maker, side: who makes it.
        date, when: when it was passed, and the same in words.
        says: what it says, in a line; `parts` the same as (key of the issue, title, words).
        status, status_words, reason: what became of it.
        package: whether its items stand or fall together.
        parent_id, tie, inferred, depth: its place in the chain.
        also: codes of further offers it answers or replaces.
        beside: codes it answers in another lane, where it is not shown.

    """

    id: int
    uid: str
    code: str
    title: str
    kind: str
    formality: str
    handling: str
    from_id: int
    maker: str
    side: str
    date: FuzzyDate | None
    when: str
    says: str
    parts: tuple[tuple[int, str, str], ...]
    status: OfferStatus
    status_words: str
    reason: str
    package: bool
    final: bool
    parent_id: int | None = None
    tie: Tie | None = None
    inferred: bool = False
    depth: int = 0
    also: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def issue_ids(self) -> frozenset[int]:
        """Give the keys of the issues it speaks to."""
        return frozenset(issue_id for issue_id, _, _ in self.parts)

    def about(self, issue_id: int) -> "OfferLine":
        """Give the same with what it says on one issue only."""
        said = "; ".join(words for key, _, words in self.parts if key == issue_id)
        return replace(self, says=said)


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One tentative agreement in the list; `signed` holds the sides that signed its text."""

    id: int
    code: str
    title: str
    when: str
    status: AgreementStatus
    status_words: str
    reason: str
    signed: frozenset[str]
    issue_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class OfferFilter:
    """Which offers to list; None and "" leave a field open."""

    issue_id: int | None = None
    from_id: int | None = None
    status: str = ""
    kind: str = ""
    formality: str = ""

    @property
    def active(self) -> bool:
        """Say whether anything is filtered out."""
        return self != OfferFilter()

    def fits(self, line: OfferLine) -> bool:
        """Say whether an offer is to be listed."""
        return (
            (self.issue_id is None or self.issue_id in line.issue_ids)
            and (self.from_id is None or self.from_id == line.from_id)
            and self.status in ("", line.status.value)
            and self.kind in ("", line.kind)
            and self.formality in ("", line.formality)
        )


@dataclass(frozen=True, slots=True)
class ProposalList:
    """What the page lists.

    Attributes:
        lanes: lines of each lane, chain after chain, each from its first offer down.
        agreements: tentative agreements by code.
        issues: (title, key) of the issues at the table.
        parties: (name, key, side) of the principals, labor first.
        total: number of offers before filtering.

    """

    lanes: dict[Lane, tuple[OfferLine, ...]]
    agreements: tuple[AgreementLine, ...]
    issues: tuple[tuple[str, int], ...]
    parties: tuple[tuple[str, int, str], ...]
    total: int

    def lines(self) -> Iterable[OfferLine]:
        """Go through all lines, lane after lane."""
        for lane in self.lanes.values():
            yield from lane

    def line(self, proposal_id: int) -> OfferLine | None:
        """Give the line of an offer, or None."""
        return next((line for line in self.lines() if line.id == proposal_id), None)

    def filtered(self, chosen: OfferFilter) -> "ProposalList":
        """Give the same with only the offers that fit; chains close over those left out.

        Where one issue is asked for, the lines say what stands on that issue.
        """
        lanes = {lane: _fitting(lines, chosen.fits) for lane, lines in self.lanes.items()}
        issue_id = chosen.issue_id
        if issue_id is not None:
            lanes = {k: tuple(line.about(issue_id) for line in v) for k, v in lanes.items()}
        return replace(self, lanes=lanes)


def proposal_list(dossier: Dossier, negotiation_id: int, as_of: date) -> ProposalList:
    """Collect the offers and agreements of a negotiation as they stand on a day.

    Args:
        dossier: as the reader may see it.
        negotiation_id: the talks.
        as_of: the day; what is dated later has not happened yet.

    """
    proposals = dossier.where("proposal", negotiation_id=negotiation_id)
    lanes = {
        lane: tuple(
            _line(dossier, link, as_of)
            for chain in chains(_only(dossier, proposals, lane), negotiation_id)
            for link in chain
        )
        for lane in Lane
    }
    issues = dossier.where("issue", negotiation_id=negotiation_id)
    return ProposalList(
        lanes=lanes,
        agreements=agreement_lines(dossier, negotiation_id, as_of),
        issues=tuple((str(i.title), i.id) for i in sorted(issues, key=issue_order)),
        parties=tuple(
            (participant_name(dossier, p.id), p.id, str(p.side))
            for p in principals(dossier, negotiation_id)
        ),
        total=len(proposals),
    )


def lane_of(formality: str) -> Lane:
    """Say in which lane offers of a formality are shown."""
    if Formality(formality) in FORMAL:
        return Lane.FORMAL
    return Lane.EXPLORATORY if Formality(formality) in EXPLORATORY else Lane.CLAIMED


def offer_says(dossier: Dossier, proposal: Record) -> str:
    """Give what an offer says, issue by issue, in a line."""
    return _line_of(_parts(dossier, proposal)) or str(proposal.title)


def agreement_lines(
    dossier: Dossier, negotiation_id: int, as_of: date
) -> tuple[AgreementLine, ...]:
    """List the tentative agreements of a negotiation with their status on a day."""
    found = []
    for record in dossier.where("tentative_agreement", negotiation_id=negotiation_id):
        view = agreements.view(dossier, record, as_of)
        ties = dossier.where("agreement_issue", agreement_id=record.id)
        titles = [
            str(issue.title)
            for tie in ties
            if (issue := dossier.get("issue", tie.issue_id)) is not None
        ]
        whole = "the whole contract" if record.scope == "whole" else ""
        found.append(
            AgreementLine(
                id=record.id,
                code=str(record.code),
                title=str(record.title) or whole or ", ".join(titles) or "no issue named yet",
                when="" if record.reached_on is None else _short(record.reached_on),
                status=view.status,
                status_words=AGREEMENT_WORDS.get(view.status, label(view.status)),
                reason=view.reason,
                signed=signed_sides(dossier, record),
                issue_ids=frozenset(int(tie.issue_id) for tie in ties),
            )
        )
    return tuple(sorted(found, key=lambda a: (len(a.code), a.code)))


def _only(dossier: Dossier, proposals: Iterable[Record], lane: Lane) -> Dossier:
    """Cut a dossier down to the offers of one lane and the ties among them."""
    kept = {p.id: p for p in proposals if lane_of(p.formality) is lane}
    records = [
        p if p.supersedes_id is None or p.supersedes_id in kept else p.replaced(supersedes_id=None)
        for p in kept.values()
    ]
    ties = [
        tie
        for key in kept
        for tie in dossier.where("counter", proposal_id=key)
        if tie.countered_id in kept
    ]
    return Dossier(dossier.catalogue, [*records, *ties])


def _line(dossier: Dossier, link: Link, as_of: date) -> OfferLine:
    proposal = link.proposal
    maker = dossier.get("participant", proposal.from_id)
    view = offer_status(dossier, proposal, as_of)
    parts = _parts(dossier, proposal)
    when = proposal.date
    status = STATUS_WORDS.get(view.status, label(view.status))
    if view.status is OfferStatus.TA and view.since is not None:
        status = f"TA {_without_year(view.since)}"
    return OfferLine(
        id=proposal.id,
        uid=proposal.uid,
        code=str(proposal.code),
        title=str(proposal.title),
        kind=str(proposal.kind),
        formality=str(proposal.formality),
        handling=str(proposal.handling),
        from_id=proposal.from_id,
        maker=participant_name(dossier, proposal.from_id),
        side="" if maker is None else str(maker.side),
        date=when,
        when="" if when is None else _short(when),
        says=_line_of(parts) or str(proposal.title),
        parts=parts,
        status=view.status,
        status_words=status,
        reason=view.reason,
        package=is_package(proposal),
        final=bool(proposal.called_final),
        parent_id=link.parent_id,
        tie=link.tie,
        inferred=link.inferred,
        depth=link.depth,
        also=_codes(dossier, link.also),
        beside=_beside(dossier, proposal),
    )


def _short(when: FuzzyDate) -> str:
    """Give a date for a narrow column: without the day of the week."""
    words = when.describe()
    first, _, rest = words.partition(" ")
    return rest if len(first) == 3 and first.isalpha() and rest[:1].isdigit() else words


def _without_year(when: FuzzyDate) -> str:
    words = _short(when)
    return words.rpartition(" ")[0] if words[-4:].isdigit() and " " in words else words


def _parts(dossier: Dossier, proposal: Record) -> tuple[tuple[int, str, str], ...]:
    items = dossier.where("proposal_item", proposal_id=proposal.id)
    found = []
    for item in sorted(items, key=lambda i: (i.seq, i.id)):
        issue = dossier.get("issue", item.issue_id)
        terms = sorted(dossier.where("term", item_id=item.id), key=lambda t: (t.seq, t.id))
        title = "" if issue is None else str(issue.title)
        found.append((int(item.issue_id), title, item_words(item, tuple(terms))))
    return tuple(found)


def _line_of(parts: tuple[tuple[int, str, str], ...]) -> str:
    return " · ".join(f"{title}: {said}" if title else said for _, title, said in parts)


def _codes(dossier: Dossier, keys: Iterable[int]) -> tuple[str, ...]:
    found = (dossier.get("proposal", key) for key in keys)
    return tuple(str(p.code) for p in found if p is not None)


def _beside(dossier: Dossier, proposal: Record) -> tuple[str, ...]:
    lane = lane_of(proposal.formality)
    links = dossier.where("counter", proposal_id=proposal.id)
    answered = [dossier.get("proposal", link.countered_id) for link in links]
    return tuple(
        str(p.code) for p in answered if p is not None and lane_of(p.formality) is not lane
    )


def _fitting(
    lines: tuple[OfferLine, ...], fits: Callable[[OfferLine], bool]
) -> tuple[OfferLine, ...]:
    """Leave lines out; what hung on them hangs on the nearest offer before them that is left."""
    kept: dict[int, OfferLine] = {}
    parents = {line.id: line.parent_id for line in lines}
    for line in lines:
        if not fits(line):
            continue
        above = line.parent_id
        while above is not None and above not in kept:
            above = parents.get(above)
        depth = 0 if above is None else kept[above].depth + 1
        kept[line.id] = replace(line, parent_id=above, depth=depth)
    return tuple(kept.values())
