"""Note on moves away from the other side (data dictionary B9: 20); it never forbids a change."""

from collections.abc import Iterator
from decimal import Decimal

from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.invariants_proposals import one_day
from negotiation_tracker.rules.invariants_scene import Finding, Scene, same_side, warn


def check_movements(scene: Scene) -> Iterator[Finding]:
    """Say where a new number is further from the other side than the one before it.

    Only formal offers in the same measure, unit, basis, horizon and population are compared.
    """
    new: dict[int, list[Record]] = {}
    for term in scene.touched_of("term"):
        if scene.before(term) is None:
            new.setdefault(term.item_id, []).append(term)
    for item_id, terms in new.items():
        item = scene.get("proposal_item", item_id)
        if item is not None:
            yield from _movements(scene, item, terms)


def _movements(scene: Scene, item: Record, terms: list[Record]) -> Iterator[Finding]:
    proposal = scene.get("proposal", item.proposal_id)
    proposer = scene.get("participant", proposal.from_id) if proposal else None
    if proposal is None or proposer is None or proposal.formality != "formal":
        return
    makers = scene.where("participant", negotiation_id=proposal.negotiation_id)
    own = frozenset(m.id for m in makers if same_side(m, proposer))
    before = _latest(scene, proposal, item.issue_id, own, terms)
    if not before:
        return
    others = frozenset(m.id for m in makers if m.id not in own)
    across = _latest(scene, proposal, item.issue_id, others, terms)
    for term in terms:
        found = (term, before.get(term.id), across.get(term.id))
        new, old, other = (None if t is None else _value(t) for t in found)
        if new is None or old is None or other is None or abs(new - other) <= abs(old - other):
            continue
        message = (
            f"{proposal.code} moved away from the other side on this issue. That may be meant; "
            "a note can say why."
        )
        yield warn(20, term, "value_scaled", message)


def _latest(
    scene: Scene, proposal: Record, issue_id: int, makers: frozenset[int], terms: list[Record]
) -> dict[int, Record]:
    """Give the latest number before a proposal that compares with each term, by key of the term."""
    found: dict[int, Record] = {}
    for offer, item in scene.offers_before(proposal, issue_id, makers):
        if not _before(offer, proposal):
            continue
        theirs = scene.where("term", item_id=item.id)
        for term in terms:
            alike = _like(theirs, term) if term.id not in found else []
            if len(alike) == 1:
                found[term.id] = alike[0]
        if len(found) == len(terms):
            break
    return found


def _like(terms: list[Record], model: Record) -> list[Record]:
    alike = ("measure", "unit", "basis", "horizon_years", "population", "step_no")
    return [t for t in terms if all(getattr(t, n) == getattr(model, n) for n in alike)]


def _before(offer: Record, proposal: Record) -> bool:
    if offer.date is None or proposal.date is None:
        return False
    if offer.date.definitely_before(proposal.date):
        return True
    return one_day(proposal, offer) and bool(offer.seq_in_day < proposal.seq_in_day)


def _value(term: Record) -> Decimal | None:
    if term.value_scaled is None:
        return None
    return Decimal(int(term.value_scaled)).scaleb(-int(term.scale))
