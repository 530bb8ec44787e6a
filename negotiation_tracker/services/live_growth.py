"""The scene after a line: what the next line may name, without reading the record again."""

from collections.abc import Callable
from dataclasses import replace

from negotiation_tracker.model.dates import ClockTime
from negotiation_tracker.model.record import Record, code_number
from negotiation_tracker.model.vocabulary import ActionKind
from negotiation_tracker.rules import line_orders as orders
from negotiation_tracker.rules.line_scene import (
    Scene,
    SceneAgreement,
    SceneInterval,
    SceneIssue,
    SceneLine,
    SceneOffer,
    ScenePerson,
    SceneSide,
)
from negotiation_tracker.rules.stretches import CLOSES, OPENS
from negotiation_tracker.services.live_writing import Made

_ENDS_OFFER = frozenset(
    {
        ActionKind.REJECTED,
        ActionKind.COUNTERED,
        ActionKind.WITHDRAWN,
        ActionKind.ACCEPTED,
        ActionKind.ACCEPTED_IN_CONCEPT,
        ActionKind.EXPIRED,
    }
)
_TITLE = 60


def grown(scene: Scene, order: orders.Order, made: Made, time: ClockTime | None) -> Scene:
    """Give the scene after an order was carried out.

    Args:
        scene: as it was when the line was read.
        order: what the line asked for.
        made: what came of it.
        time: when it happened.

    """
    after = _with_lines(scene, list(made.entries))
    if scene.start is None and time is not None and made.entries:
        after = replace(after, start=time)
    match order:
        case orders.Offer():
            return _with_offer(after, order, made)
        case orders.OfferAction():
            return _with_action(after, order)
        case orders.TentativeAgreementOrder() if made.agreement_id is not None:
            one = SceneAgreement(made.agreement_id, made.code, order.issue_ids)
            return replace(after, agreements=(*after.agreements, one))
        case orders.OpenInterval():
            begun = SceneInterval(order.kind, order.participant_id, time, made.entries[0].id)
            return replace(after, intervals=(*after.intervals, begun))
        case orders.CloseInterval():
            left = tuple(i for i in after.intervals if i not in order.intervals)
            return replace(after, intervals=left)
        case orders.Arrive():
            return _with_arrival(after, order, made)
        case orders.Depart():
            return replace(after, people=_present(after, order.people, present=False))
        case orders.Fix() if not scene.locked:
            return _with_wording(after, order)
    return after


def imagined(scene: Scene, order: orders.Order, place: int) -> Made:
    """Give what an order would make, under keys below zero: for reviewing lines unwritten.

    Args:
        scene: what the line could name.
        order: what it asks for.
        place: number of the line, from 1; keeps the keys apart.

    """
    base = -1000 * place
    if isinstance(order, orders.Note):
        return Made(note_id=base)
    if isinstance(order, orders.Fix | orders.TimeOf) and not scene.locked:
        return Made()
    kinds = ["statement"]
    if isinstance(order, orders.OpenInterval):
        kinds = [OPENS[order.kind].value]
    if isinstance(order, orders.CloseInterval):
        kinds = [CLOSES[interval.kind].value for interval in order.intervals]
    text = str(getattr(order, "text", ""))
    entries = tuple(
        Record("table_entry", {"id": base - n, "kind": kind, "text": text})
        for n, kind in enumerate(kinds)
    )
    if isinstance(order, orders.Offer):
        return _imagined_offer(scene, order, entries, base)
    if isinstance(order, orders.TentativeAgreementOrder):
        code = _next(lambda n: f"TA{n}", {a.code for a in scene.agreements})
        return Made(entries, agreement_id=base, code=code)
    if isinstance(order, orders.Arrive) and order.new_person:
        return Made(entries, people=((base, order.new_person),))
    return Made(entries)


def _imagined_offer(
    scene: Scene, order: orders.Offer, entries: tuple[Record, ...], base: int
) -> Made:
    code = f"P{max((code_number(o.code) or 0 for o in scene.offers), default=0) + 1}"
    new: list[SceneIssue] = []
    issue_ids: list[int] = []
    for number, item in enumerate(order.items):
        if item.issue_id is None:
            new.append(SceneIssue(base - number, item.new_issue))
        issue_ids.append(base - number if item.issue_id is None else item.issue_id)
    return Made(
        entries,
        proposal_id=base,
        code=code,
        issue_ids=tuple(issue_ids),
        new_issues=tuple(new),
    )


def _next(code: Callable[[int], str], taken: set[str]) -> str:
    number = 1
    while code(number) in taken:
        number += 1
    return code(number)


def _with_offer(scene: Scene, order: orders.Offer, made: Made) -> Scene:
    if made.proposal_id is None:
        return scene
    title = order.text if len(order.text) <= _TITLE else f"{order.text[: _TITLE - 1]}…"
    one = SceneOffer(
        made.proposal_id, made.code, order.participant_id, made.issue_ids, open=True, title=title
    )
    other = scene.opposite(order.participant_id)
    answered = scene.offers
    if not order.supposal:
        answered = tuple(
            replace(o, open=False) if _answers(one, order.counters, o, other) else o
            for o in scene.offers
        )
    return replace(scene, offers=(*answered, one), issues=(*scene.issues, *made.new_issues))


def _answers(
    new: SceneOffer, counters: tuple[int, ...], old: SceneOffer, other: SceneSide | None
) -> bool:
    """Say whether a new offer answers an old one, as `rules.chains.owed` would have it."""
    if not old.open:
        return False
    if old.proposal_id in counters:
        return True
    across = other is not None and old.from_id == other.participant_id
    return across and not set(old.issue_ids).isdisjoint(new.issue_ids)


def _with_action(scene: Scene, order: orders.OfferAction) -> Scene:
    if order.action not in _ENDS_OFFER or order.issue_ids:
        return scene
    return replace(
        scene,
        offers=tuple(
            replace(o, open=False) if o.proposal_id == order.proposal_id else o
            for o in scene.offers
        ),
    )


def _with_arrival(scene: Scene, order: orders.Arrive, made: Made) -> Scene:
    people = _present(scene, order.people, present=True)
    known = {p.person_id for p in people}
    new = tuple(
        ScenePerson(key, name, order.participant_id, present=True)
        for key, name in made.people
        if key not in known
    )
    back = tuple(key for key, _ in made.people if key in known)
    people = _present(replace(scene, people=people), back, present=True)
    return replace(scene, people=(*people, *new))


def _present(scene: Scene, who: tuple[int, ...], *, present: bool) -> tuple[ScenePerson, ...]:
    return tuple(replace(p, present=present) if p.person_id in who else p for p in scene.people)


def _with_wording(scene: Scene, order: orders.Fix) -> Scene:
    return replace(
        scene,
        lines=tuple(
            replace(line, text=order.say.text) if line.entry_id == order.entry_id else line
            for line in scene.lines
        ),
    )


def _with_lines(scene: Scene, made: list[Record]) -> Scene:
    more = tuple(
        SceneLine(len(scene.lines) + n, line.id, str(line.kind), str(line.text))
        for n, line in enumerate(made, start=1)
    )
    return replace(scene, lines=(*scene.lines, *more))
