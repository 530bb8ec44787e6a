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
    for term in scene.touched_of("term"):
        if scene.before(term) is None:
            yield from _movement(scene, term)


def _movement(scene: Scene, term: Record) -> Iterator[Finding]:
    item = scene.get("proposal_item", term.item_id)
    proposal = scene.get("proposal", item.proposal_id) if item else None
    proposer = scene.get("participant", proposal.from_id) if proposal else None
    if item is None or proposal is None or proposer is None or proposal.formality != "formal":
        return
    own: list[tuple[Record, Record]] = []
    others: list[tuple[Record, Record]] = []
    for earlier in scene.where("proposal_item", issue_id=item.issue_id):
        offer = scene.get("proposal", earlier.proposal_id)
        if offer is None or offer.formality != "formal" or not _before(offer, proposal):
            continue
        maker = scene.get("participant", offer.from_id)
        numbers = _like(scene.where("term", item_id=earlier.id), term)
        if maker is None or len(numbers) != 1:
            continue
        side = own if same_side(maker, proposer) else others
        side.append((offer, numbers[0]))
    if not own or not others:
        return
    new, old, other = (_value(t) for t in (term, _latest(own), _latest(others)))
    if new is None or old is None or other is None:
        return
    if abs(new - other) > abs(old - other):
        message = (
            f"{proposal.code} moved away from the other side on this issue. That may be meant; "
            "a note can say why."
        )
        yield warn(20, term, "value_scaled", message)


def _like(terms: list[Record], model: Record) -> list[Record]:
    alike = ("measure", "unit", "basis", "horizon_years", "population", "step_no")
    return [t for t in terms if all(getattr(t, n) == getattr(model, n) for n in alike)]


def _before(offer: Record, proposal: Record) -> bool:
    if offer.date is None or proposal.date is None:
        return False
    if offer.date.definitely_before(proposal.date):
        return True
    return one_day(proposal, offer) and bool(offer.seq_in_day < proposal.seq_in_day)


def _latest(found: list[tuple[Record, Record]]) -> Record:
    return max(found, key=lambda f: (f[0].date.sort_key(), f[0].seq_in_day, f[0].id))[1]


def _value(term: Record) -> Decimal | None:
    if term.value_scaled is None:
        return None
    return Decimal(int(term.value_scaled)).scaleb(-int(term.scale))
