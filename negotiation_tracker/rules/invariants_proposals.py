"""Invariants on proposals and what answers them (data dictionary B9: 1–7, 23)."""

from collections.abc import Iterator

from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.invariants_scene import (
    Finding,
    Scene,
    block,
    is_neutral,
    is_principal,
    participant_name,
    same_side,
    warn,
)
from negotiation_tracker.rules.invariants_shape import negotiation_of


def check_proposals(scene: Scene) -> Iterator[Finding]:
    """Check proposals, counters, items and actions that a change touched."""
    yield from _proposers(scene)
    yield from _counters(scene)
    yield from _supersedes(scene)
    yield from _circles(scene)
    for proposal in scene.owners("proposal", {"proposal_item": "proposal_id"}):
        yield from _items(scene, proposal)
    yield from _actions(scene)


# -- who proposes (5, 23) --


def _proposers(scene: Scene) -> Iterator[Finding]:
    seen = {p.id: p for p in scene.touched_of("proposal")}
    for participant in scene.touched_of("participant"):
        for proposal in scene.where("proposal", from_id=participant.id):
            seen.setdefault(proposal.id, proposal)
    for proposal in seen.values():
        proposer = scene.get("participant", proposal.from_id)
        if proposer is None or is_principal(proposer) or is_neutral(proposer):
            continue
        message = (
            f"{participant_name(scene, proposer)} takes part as {proposer.role} and makes no "
            f"proposals ({proposal.code}). Choose a party or a neutral, or record a statement."
        )
        yield block(5, proposal, "from_id", message)


# -- counters and supersedes (1–4) --


def _counters(scene: Scene) -> Iterator[Finding]:
    links = {c.id: c for c in scene.touched_of("counter")}
    proposals = {p.id for p in scene.touched_of("proposal")}
    for participant in scene.touched_of("participant"):
        proposals |= {p.id for p in scene.where("proposal", from_id=participant.id)}
    for proposal_id in proposals:
        for field in ("proposal_id", "countered_id"):
            links.update((c.id, c) for c in scene.where("counter", **{field: proposal_id}))
    for link in links.values():
        answer = scene.get("proposal", link.proposal_id)
        countered = scene.get("proposal", link.countered_id)
        if answer is not None and countered is not None:
            yield from _counter(scene, link, answer, countered)


def _counter(scene: Scene, link: Record, answer: Record, countered: Record) -> Iterator[Finding]:
    if negotiation_of(scene, answer) != negotiation_of(scene, countered):
        message = (
            f"{answer.code} and {countered.code} belong to different talks. "
            "A counter answers a proposal of the same negotiation."
        )
        yield block(1, link, "countered_id", message)
        return
    one = scene.get("participant", answer.from_id)
    other = scene.get("participant", countered.from_id)
    if answer.id == countered.id:
        yield block(2, link, "countered_id", f"{answer.code} cannot counter itself.")
    elif one and other and same_side(one, other) and not (is_neutral(one) or is_neutral(other)):
        message = (
            f"{answer.code} and {countered.code} come from the same side. A counter answers the "
            "other side; to replace a side's own proposal, say that it supersedes it."
        )
        yield block(2, link, "countered_id", message)
    yield from _order(link, answer, countered)


def _order(link: Record, answer: Record, countered: Record) -> Iterator[Finding]:
    if answer.date is None or countered.date is None:
        if _order_is_open(answer, countered):
            message = (
                f"It is not certain that {answer.code} came after {countered.code}: a date is "
                "missing. Add it when you learn it."
            )
            yield warn(3, link, "countered_id", message)
        return
    if answer.date.definitely_before(countered.date) or _earlier_that_day(answer, countered):
        message = (
            f"{answer.code} ({_moment(answer)}) was passed before {countered.code} "
            f"({_moment(countered)}), so it cannot counter it. Correct a date or the link."
        )
        yield block(3, link, "countered_id", message)
    elif not countered.date.definitely_before(answer.date) and not one_day(answer, countered):
        message = (
            f"It is not certain that {answer.code} ({answer.date.describe()}) came after "
            f"{countered.code} ({countered.date.describe()})."
        )
        yield warn(3, link, "countered_id", message)


def _order_is_open(answer: Record, countered: Record) -> bool:
    """Say whether a missing date leaves the order of two proposals open.

    Two proposals of one session are in the order in which they were logged.
    """
    return answer.session_id is None or answer.session_id != countered.session_id


def one_day(answer: Record, countered: Record) -> bool:
    """Say whether two proposals were certainly passed on one and the same day."""
    return bool(
        answer.date.certain()
        and countered.date.certain()
        and answer.date.earliest == countered.date.earliest
    )


def _earlier_that_day(answer: Record, countered: Record) -> bool:
    if not one_day(answer, countered) or answer.time is None or countered.time is None:
        return False
    return bool(answer.time.time < countered.time.time)


def _moment(proposal: Record) -> str:
    time = f" {proposal.time.describe()}" if proposal.time is not None else ""
    return f"{proposal.date.describe()}{time}"


def _supersedes(scene: Scene) -> Iterator[Finding]:
    seen = {p.id: p for p in scene.touched_of("proposal") if p.supersedes_id is not None}
    for touched in scene.touched_of("proposal"):
        seen.update((p.id, p) for p in scene.where("proposal", supersedes_id=touched.id))
    for proposal in seen.values():
        earlier = scene.get("proposal", proposal.supersedes_id)
        if earlier is None:
            continue
        one = scene.get("participant", proposal.from_id)
        other = scene.get("participant", earlier.from_id)
        if one is not None and other is not None and not same_side(one, other):
            message = (
                f"{proposal.code} cannot supersede {earlier.code}, which is the other side's. "
                "Say that it counters it."
            )
            yield block(4, proposal, "supersedes_id", message)


def _circles(scene: Scene) -> Iterator[Finding]:
    starts = {p.id for p in scene.touched_of("proposal") if p.supersedes_id is not None}
    starts |= {c.proposal_id for c in scene.touched_of("counter")}
    told: set[frozenset[int]] = set()
    for start in sorted(starts):
        circle = _circle_from(scene, start)
        if circle is None or frozenset(circle) in told:
            continue
        told.add(frozenset(circle))
        proposals = [scene.get("proposal", key) for key in circle]
        codes = [p.code for p in proposals if p is not None]
        first = next(p for p in proposals if p is not None)
        if len(set(circle)) > 1:  # a proposal that counters itself has its own message
            message = (
                f"{' → '.join(codes)} goes round in a circle: each would answer or replace the "
                "next. Take one of the links out."
            )
            yield block(4, first, "", message)
        elif first.supersedes_id == first.id:
            yield block(4, first, "supersedes_id", f"{first.code} cannot supersede itself.")


def _circle_from(scene: Scene, start: int) -> list[int] | None:
    """Follow what a proposal answers and replaces; give the way back to it, if there is one.

    The way is looked for from both ends by turns, since a new proposal may answer a long row of
    others, but few answer it.
    """
    older, newer = _Search(start), _Search(start)
    while older.open and newer.open:
        if older.step(_answered(scene, older.open[-1])):
            return [*older.way(), start]
        if newer.step(_answering(scene, newer.open[-1])):
            return [start, *reversed(newer.way())]
    return None


class _Search:
    """Proposals reached from one, and from which each was reached."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.open = [start]
        self._from: dict[int, int] = {}
        self._last = start

    def step(self, found: list[int]) -> bool:
        """Go on from the last open proposal to those found; say whether the start is one."""
        self._last = self.open.pop()
        for key in found:
            if key != self.start and key not in self._from:
                self._from[key] = self._last
                self.open.append(key)
        return self.start in found

    def way(self) -> list[int]:
        """Give the way from the start to the proposal where it was found again."""
        way = [self._last]
        while way[-1] != self.start:
            way.append(self._from[way[-1]])
        return way[::-1]


def _answered(scene: Scene, proposal_id: int) -> list[int]:
    found = [int(c.countered_id) for c in scene.where("counter", proposal_id=proposal_id)]
    proposal = scene.get("proposal", proposal_id)
    if proposal is not None and proposal.supersedes_id is not None:
        found.append(int(proposal.supersedes_id))
    return found


def _answering(scene: Scene, proposal_id: int) -> list[int]:
    found = [int(c.proposal_id) for c in scene.where("counter", countered_id=proposal_id)]
    return found + [p.id for p in scene.where("proposal", supersedes_id=proposal_id)]


# -- items and packages (6, 7) --


def _items(scene: Scene, proposal: Record) -> Iterator[Finding]:
    items = scene.where("proposal_item", proposal_id=proposal.id)
    by_issue: dict[int, Record] = {}
    for item in items:
        if by_issue.setdefault(item.issue_id, item) is not item:
            issue = scene.get("issue", item.issue_id)
            message = (
                f"{proposal.code} has two items on {issue.title if issue else 'one issue'}. "
                "Put both in one item, with a term for each number."
            )
            yield block(6, item, "issue_id", message)
    if proposal.kind == "package" and len(items) < 2:
        message = (
            f"{proposal.code} is a package with {'one item' if items else 'no items'}. A package "
            "ties at least two issues together; add an item or choose another kind."
        )
        yield block(7, proposal, "kind", message)


def _actions(scene: Scene) -> Iterator[Finding]:
    actions = {a.id: a for a in scene.touched_of("proposal_action")}
    for proposal in scene.touched_of("proposal"):
        if proposal.package_rule == "all_or_nothing":
            found = scene.where("proposal_action", proposal_id=proposal.id)
            actions.update((a.id, a) for a in found)
    for action in actions.values():
        item = scene.get("proposal_item", action.item_id)
        if item is None:
            continue
        owner = scene.get("proposal", action.proposal_id)
        if item.proposal_id != action.proposal_id:
            message = "This item belongs to another proposal. Choose an item of the same one."
            yield block(6, action, "item_id", message)
        elif owner and owner.package_rule == "all_or_nothing" and action.action == "accepted":
            message = (
                f"{owner.code} stands or falls as a whole, so one item of it cannot be accepted. "
                "Accept the whole, or answer with a counter."
            )
            yield block(7, action, "item_id", message)
