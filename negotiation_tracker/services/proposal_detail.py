"""One offer with everything recorded about it, in words: read side of its page."""

from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import PackageFallback, label
from negotiation_tracker.rules import agreements
from negotiation_tracker.rules.chains import Tie
from negotiation_tracker.rules.derived import in_force_from
from negotiation_tracker.rules.offer_status import OfferStatus, OfferView, offer_status
from negotiation_tracker.rules.packages import Standing, StandingView, is_package, standing
from negotiation_tracker.rules.positions import latest
from negotiation_tracker.rules.wording import item_words, participant_name, term_words
from negotiation_tracker.services.evidence import SourceLine, source_line
from negotiation_tracker.services.proposal_list import (
    AGREEMENT_WORDS,
    STATUS_WORDS,
    Lane,
    lane_of,
    offer_says,
)

_RULE_WORDS = {
    "severable": "Each item stands by itself.",
    "all_or_nothing": "All or nothing: its items stand or fall together.",
    "unknown": "Whether its items stand or fall together is not known.",
}
_FALLBACK_WORDS = {
    PackageFallback.REVERT_TO_STANDALONE: "Should it lapse, earlier stand-alone positions return.",
    PackageFallback.STANDS: "In these talks the items of a lapsed package go on standing.",
    PackageFallback.ASK: "What stands if it lapses is not settled in these talks.",
}
_LANE_WORDS = {
    Lane.EXPLORATORY: "Explored only: it moves no position, no gap and no count of formal offers.",
    Lane.CLAIMED: "One side's word about the other: it is shown beside the position, never as it.",
}


@dataclass(frozen=True, slots=True)
class TermDetail:
    """A number of an item, and how it reads."""

    record: Record
    words: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """What an offer says on one issue.

    Attributes:
        record: the item.
        issue, category: title of the issue, and its subject group.
        says: the item in a line.
        terms: its numbers.
        standing: whether it still stands, and why not.
        instead: where its maker stands on the issue now; empty while the item stands.
        sources: who says so, for this item alone.

    """

    record: Record
    issue: str
    category: str
    says: str
    terms: tuple[TermDetail, ...]
    standing: StandingView
    instead: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Tied:
    """Another offer that this one is tied to.

    Attributes:
        id, code, maker, side, when, says: the other offer.
        tie: whether one counters or replaces the other.
        link_id: key of the record that says so; None where a field of the offer does.
        inferred: whether nobody said so and it follows from context.

    """

    id: int
    code: str
    maker: str
    side: str
    when: str
    says: str
    tie: Tie
    link_id: int | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class ActionDetail:
    """Something that happened to an offer; `item` names the issue it was about, if only one."""

    record: Record
    what: str
    by: str
    when: str
    item: str


@dataclass(frozen=True, slots=True)
class ProposalDetail:
    """An offer with all that belongs to it; see the module.

    Attributes:
        proposal: the record.
        lane: whether it counts, explores, or is a claim.
        maker, side: who makes it.
        session: where it was passed, in words.
        status, status_words: what became of it.
        rule: how its items hang together, in sentences.
        answers, answered_by: offers before and after it in the chain.
        agreements: (key, code, status in words) of agreements that rest on it.

    """

    proposal: Record
    zone: str
    lane: Lane
    lane_words: str
    maker: str
    side: str
    session: str
    status: OfferView
    status_words: str
    rule: tuple[str, ...]
    items: tuple[ItemDetail, ...]
    answers: tuple[Tied, ...]
    answered_by: tuple[Tied, ...]
    actions: tuple[ActionDetail, ...]
    agreements: tuple[tuple[int, str, str], ...]
    sources: tuple[SourceLine, ...]


def proposal_detail(dossier: Dossier, proposal_id: int, as_of: date) -> ProposalDetail | None:
    """Collect an offer as it stands on a day; None when it is not there (for this reader)."""
    proposal = dossier.get("proposal", proposal_id)
    if proposal is None:
        return None
    negotiation = dossier.get("negotiation", proposal.negotiation_id)
    maker = dossier.get("participant", proposal.from_id)
    session = dossier.get("session", proposal.session_id or 0)
    status = offer_status(dossier, proposal, as_of)
    items = tuple(
        _item(dossier, proposal, item, as_of)
        for item in sorted(
            dossier.where("proposal_item", proposal_id=proposal_id), key=lambda i: (i.seq, i.id)
        )
    )
    lane = lane_of(proposal.formality)
    return ProposalDetail(
        proposal=proposal,
        zone="UTC" if negotiation is None else str(negotiation.timezone),
        lane=lane,
        lane_words=_LANE_WORDS.get(lane, ""),
        maker=participant_name(dossier, proposal.from_id),
        side="" if maker is None else str(maker.side),
        session="" if session is None else _session_words(session),
        status=status,
        status_words=STATUS_WORDS.get(status.status, label(status.status)),
        rule=_rule(proposal, negotiation, items, status),
        items=items,
        answers=_answers(dossier, proposal),
        answered_by=_answered_by(dossier, proposal),
        actions=_actions(dossier, proposal),
        agreements=_agreements(dossier, proposal, as_of),
        sources=tuple(source_line(dossier, proposal)),
    )


def _item(dossier: Dossier, proposal: Record, item: Record, as_of: date) -> ItemDetail:
    issue = dossier.get("issue", item.issue_id)
    terms = tuple(
        sorted(dossier.where("term", item_id=item.id), key=lambda t: (t.seq, t.step_no or 0, t.id))
    )
    state = standing(dossier, item, as_of)
    return ItemDetail(
        record=item,
        issue="" if issue is None else str(issue.title),
        category="" if issue is None else str(issue.category),
        says=item_words(item, terms),
        terms=tuple(TermDetail(term, term_words(term), _own(dossier, term)) for term in terms),
        standing=state,
        instead=_instead(dossier, proposal, item, state, as_of),
        sources=_own(dossier, item),
    )


def _own(dossier: Dossier, record: Record) -> tuple[SourceLine, ...]:
    """List what tells of a part by itself; what tells of the whole is shown with the whole."""
    if not dossier.where("citation", target_uid=record.uid):
        return ()
    return tuple(source_line(dossier, record))


def _instead(
    dossier: Dossier, proposal: Record, item: Record, state: StandingView, as_of: date
) -> str:
    if state.standing is Standing.STANDS or lane_of(proposal.formality) is not Lane.FORMAL:
        return ""
    now = latest(dossier, item.issue_id, proposal.from_id, as_of)
    who = participant_name(dossier, proposal.from_id) or "Its maker"
    if not now.current:
        return f"{who} now: {now.silence_words}."
    codes = " or ".join(dict.fromkeys(str(stand.proposal.code) for stand in now.current))
    return f"{who} now stands on {codes}: {now.text}."


def _rule(
    proposal: Record,
    negotiation: Record | None,
    items: tuple[ItemDetail, ...],
    status: OfferView,
) -> tuple[str, ...]:
    if len(items) < 2 and not is_package(proposal):
        return ()
    lines = [_RULE_WORDS[str(proposal.package_rule)]]
    fallen = status.status in (OfferStatus.LAPSED, OfferStatus.EXPIRED, OfferStatus.WITHDRAWN)
    if is_package(proposal) and negotiation is not None and not fallen:
        lines.append(_FALLBACK_WORDS[PackageFallback(negotiation.package_fallback)])
    return tuple(lines)


def _tied(
    dossier: Dossier,
    proposal: Record,
    tie: Tie,
    link: Record | None = None,
) -> Tied:
    maker = dossier.get("participant", proposal.from_id)
    return Tied(
        id=proposal.id,
        code=str(proposal.code),
        maker=participant_name(dossier, proposal.from_id),
        side="" if maker is None else str(maker.side),
        when="not dated" if proposal.date is None else proposal.date.describe(),
        says=offer_says(dossier, proposal),
        tie=tie,
        link_id=None if link is None else link.id,
        inferred=link is not None and bool(link.inferred),
    )


def _answers(dossier: Dossier, proposal: Record) -> tuple[Tied, ...]:
    found = [
        _tied(dossier, other, Tie.COUNTERS, link)
        for link in dossier.where("counter", proposal_id=proposal.id)
        if (other := dossier.get("proposal", link.countered_id)) is not None
    ]
    before = dossier.get("proposal", proposal.supersedes_id or 0)
    if before is not None:
        found.append(_tied(dossier, before, Tie.SUPERSEDES))
    return tuple(found)


def _answered_by(dossier: Dossier, proposal: Record) -> tuple[Tied, ...]:
    found = [
        _tied(dossier, other, Tie.COUNTERS, link)
        for link in dossier.where("counter", countered_id=proposal.id)
        if (other := dossier.get("proposal", link.proposal_id)) is not None
    ]
    found += [
        _tied(dossier, newer, Tie.SUPERSEDES)
        for newer in dossier.where("proposal", supersedes_id=proposal.id)
    ]
    return tuple(found)


def _actions(dossier: Dossier, proposal: Record) -> tuple[ActionDetail, ...]:
    found = []
    for record in dossier.where("proposal_action", proposal_id=proposal.id):
        item = dossier.get("proposal_item", record.item_id or 0)
        issue = None if item is None else dossier.get("issue", item.issue_id)
        found.append(
            ActionDetail(
                record=record,
                what=label(record.action),
                by=participant_name(dossier, record.by_id),
                when="" if record.date is None else record.date.describe(),
                item="" if issue is None else str(issue.title),
            )
        )
    return tuple(
        sorted(found, key=lambda a: (in_force_from(a.record.date) or date.min, a.record.id))
    )


def _agreements(
    dossier: Dossier, proposal: Record, as_of: date
) -> tuple[tuple[int, str, str], ...]:
    found = []
    for link in dossier.where("agreement_basis", proposal_id=proposal.id):
        record = dossier.get("tentative_agreement", link.agreement_id)
        if record is not None:
            status = agreements.view(dossier, record, as_of).status
            words = AGREEMENT_WORDS.get(status, label(status))
            found.append((record.id, str(record.code), words))
    return tuple(found)


def _session_words(session: Record) -> str:
    place = f", {session.place}" if session.place else ""
    return f"Session of {session.date.describe()}{place}"
