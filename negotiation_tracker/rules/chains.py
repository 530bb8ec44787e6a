"""Chains of offers: what counters what, what replaces what, and who owes an answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import ActionKind, Formality, Role, Side, SourceKind
from negotiation_tracker.rules.derived import Days, Derived, begun, days_since, refs
from negotiation_tracker.rules.knowledge import source_of

_ANSWERS = frozenset(
    {ActionKind.REJECTED, ActionKind.COUNTERED, ActionKind.ACCEPTED,
     ActionKind.ACCEPTED_IN_CONCEPT}
)  # fmt: skip
_CLOSED = _ANSWERS | {ActionKind.WITHDRAWN, ActionKind.EXPIRED}
_PRINCIPALS = frozenset({Role.PARTY, Role.CO_PARTY})
_PRESS = frozenset({SourceKind.NEWS, SourceKind.PRESS_RELEASE, SourceKind.SOCIAL_POST})


class Tie(StrEnum):
    """How an offer is tied to an earlier one."""

    COUNTERS = "counters"
    SUPERSEDES = "supersedes"


@dataclass(frozen=True, slots=True)
class Link:
    """One offer in a chain.

    Attributes:
        proposal: the offer.
        parent_id: the earlier offer it is shown under; None for the first of the chain.
        tie: how it is tied to that; None for the first.
        inferred: whether nobody said so and it follows from context.
        depth: steps from the first.
        also: further earlier offers it is tied to.

    """

    proposal: Record
    parent_id: int | None
    tie: Tie | None
    inferred: bool
    depth: int
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Owed:
    """An answer that is owed.

    Attributes:
        proposal: the offer that waits.
        by: participants that owe the answer.
        on_hold: whether they said that they hold it.
        days: how long it waits.

    """

    proposal: Record
    by: tuple[Record, ...]
    on_hold: bool
    days: Derived[Days]


@dataclass(frozen=True, slots=True)
class _Edge:
    earlier_id: int
    tie: Tie
    inferred: bool


def earlier(dossier: Dossier, proposal_id: int) -> set[int]:
    """Give the keys of all offers that an offer counters or replaces, directly or not."""
    found: set[int] = set()
    pending = [proposal_id]
    while pending:
        for edge in _edges(dossier, pending.pop()):
            if edge.earlier_id not in found and edge.earlier_id != proposal_id:
                found.add(edge.earlier_id)
                pending.append(edge.earlier_id)
    return found


def chains(dossier: Dossier, negotiation_id: int) -> tuple[tuple[Link, ...], ...]:
    """Give the trees of offers, each from its first offer down, in order of date.

    An offer tied to several earlier ones is shown under the first of them; `also` names the
    others.
    """
    proposals = sorted(dossier.where("proposal", negotiation_id=negotiation_id), key=_order)
    children: dict[int, list[tuple[Record, _Edge, tuple[int, ...]]]] = {}
    first: list[Record] = []
    for proposal in proposals:
        edges = _edges(dossier, proposal.id)
        if not edges or proposal.id in _all_earlier(dossier, edges):
            first.append(proposal)
            continue
        also = tuple(edge.earlier_id for edge in edges[1:])
        children.setdefault(edges[0].earlier_id, []).append((proposal, edges[0], also))
    return tuple(tuple(_walk(root, children)) for root in first)


def _all_earlier(dossier: Dossier, edges: tuple[_Edge, ...]) -> set[int]:
    """Give all offers before those that edges lead to, to tell a circle in imported data."""
    found: set[int] = set()
    for edge in edges:
        found |= earlier(dossier, edge.earlier_id)
    return found


def owed(dossier: Dossier, negotiation_id: int, as_of: date) -> tuple[Owed, ...]:
    """List the answers owed on a day, the longest waiting first.

    Only offers passed formally between principals and known from the table or a paper count:
    from newspapers alone nobody can say that an answer is missing. An offer waits until the
    other side rejects, counters or accepts it, makes an offer of its own on one of its issues,
    or it is withdrawn, expires or is replaced.
    """
    found = [
        one
        for proposal in dossier.where("proposal", negotiation_id=negotiation_id)
        if (one := waiting(dossier, proposal, as_of)) is not None
    ]
    return tuple(
        sorted(found, key=lambda o: (-(o.days.value.low if o.days.value else 0), o.proposal.code))
    )


def from_press_only(dossier: Dossier, proposal: Record) -> bool:
    """Say whether an offer is known from the press alone."""
    cited = [
        citation
        for record in (proposal, *dossier.where("proposal_item", proposal_id=proposal.id))
        for citation in dossier.where("citation", target_uid=record.uid)
    ]
    sources = [source_of(dossier, citation) for citation in cited]
    return bool(cited) and all(s is not None and s.kind in _PRESS for s in sources)


def is_principal(participant: Record | None) -> bool:
    """Say whether a participant is a party to the talks; allies and neutrals are not."""
    return participant is not None and participant.role in _PRINCIPALS


def waiting(dossier: Dossier, proposal: Record, as_of: date) -> Owed | None:
    """Say whether an answer to an offer is owed on a day, and by whom; see `owed`."""
    maker = dossier.get("participant", proposal.from_id)
    if proposal.formality != Formality.FORMAL or maker is None or not is_principal(maker):
        return None
    if proposal.date is None or not begun(proposal.date, as_of):
        return None
    if from_press_only(dossier, proposal) or _is_closed(dossier, proposal, as_of):
        return None
    by = _addressees(dossier, proposal, maker)
    if not by or _answered(dossier, proposal, {p.id for p in by}, as_of):
        return None
    holds = [
        action
        for action in dossier.where("proposal_action", proposal_id=proposal.id)
        if action.action == ActionKind.HOLD and begun(action.date, as_of)
    ]
    waited = days_since(proposal.date, as_of)
    days = Derived(
        waited, "the day asked about minus the day the offer was passed", refs((proposal, *holds))
    )
    return Owed(proposal, by, bool(holds), days)


def _is_closed(dossier: Dossier, proposal: Record, as_of: date) -> bool:
    until = proposal.valid_until
    if until is not None and until.latest is not None and until.latest < as_of:
        return True
    actions = dossier.where("proposal_action", proposal_id=proposal.id)
    if any(a.action in _CLOSED and a.item_id is None and begun(a.date, as_of) for a in actions):
        return True
    replaced = dossier.where("proposal", supersedes_id=proposal.id)
    return any(begun(newer.date, as_of) for newer in replaced)


def _addressees(dossier: Dossier, proposal: Record, maker: Record) -> tuple[Record, ...]:
    if proposal.to_id is not None:
        to = dossier.get("participant", proposal.to_id)
        return (to,) if to is not None and is_principal(to) else ()
    return tuple(
        participant
        for participant in dossier.where("participant", negotiation_id=maker.negotiation_id)
        if is_principal(participant)
        and participant.side != maker.side
        and participant.side in (Side.LABOR, Side.MANAGEMENT)
    )


def _answered(dossier: Dossier, proposal: Record, by: set[int], as_of: date) -> bool:
    """Say whether somebody of the other side answered an offer with one of their own.

    The newest offers are looked at first: in talks that go on they answer nearly everything.
    """
    if any(_may_answer(other, by, as_of) for other in _following(dossier, proposal.id)):
        return True
    for item in dossier.where("proposal_item", proposal_id=proposal.id):
        for said in reversed(dossier.where("proposal_item", issue_id=item.issue_id)):
            other = dossier.get("proposal", said.proposal_id)
            if other and _may_answer(other, by, as_of) and _after(proposal, other):
                return True
    return False


def _may_answer(other: Record, by: set[int], as_of: date) -> bool:
    return (
        other.from_id in by
        and other.formality in (Formality.FORMAL, Formality.REPORTED_ONLY)
        and begun(other.date, as_of)
    )


def _following(dossier: Dossier, proposal_id: int) -> Iterator[Record]:
    """Give the offers that counter or replace an offer, directly or not, the nearest first."""
    found = {proposal_id}
    pending = [proposal_id]
    for number in pending:
        later = [c.proposal_id for c in dossier.where("counter", countered_id=number)]
        later += [p.id for p in dossier.where("proposal", supersedes_id=number)]
        for key in later:
            other = None if key in found else dossier.get("proposal", key)
            if other is not None:
                found.add(key)
                pending.append(key)
                yield other


def _after(proposal: Record, other: Record) -> bool:
    if other.date is None:
        return False
    if proposal.date.definitely_before(other.date):
        return True
    same_day = proposal.date.certain() and proposal.date.earliest == other.date.earliest
    return bool(same_day and other.date.certain() and other.seq_in_day > proposal.seq_in_day)


def _edges(dossier: Dossier, proposal_id: int) -> tuple[_Edge, ...]:
    proposal = dossier.get("proposal", proposal_id)
    if proposal is None:
        return ()
    edges = [
        _Edge(counter.countered_id, Tie.COUNTERS, counter.inferred)
        for counter in dossier.where("counter", proposal_id=proposal_id)
    ]
    if proposal.supersedes_id is not None:
        edges.append(_Edge(proposal.supersedes_id, Tie.SUPERSEDES, inferred=False))
    return tuple(edges)


def _order(proposal: Record) -> tuple[date, date, int, str]:
    when = proposal.date
    low, high = (date.max, date.max) if when is None else when.sort_key()
    if when is not None and when.earliest is None:
        low = when.latest or date.max
    return low, high, proposal.seq_in_day, proposal.code


def _walk(
    root: Record, children: dict[int, list[tuple[Record, _Edge, tuple[int, ...]]]]
) -> Iterator[Link]:
    yield Link(root, None, None, inferred=False, depth=0)
    pending = [(root.id, 1, iter(children.get(root.id, ())))]
    seen = {root.id}
    while pending:
        parent_id, depth, rest = pending[-1]
        found = next(rest, None)
        if found is None:
            pending.pop()
            continue
        proposal, edge, also = found
        if proposal.id in seen:
            continue
        seen.add(proposal.id)
        yield Link(proposal, parent_id, edge.tie, edge.inferred, depth, also)
        pending.append((proposal.id, depth + 1, iter(children.get(proposal.id, ()))))
