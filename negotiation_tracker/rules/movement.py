"""How a participant's position on an issue moved over time (domain book, B6).

A move is a new position that differs from the one before; the first position opens and is none,
and saying the same again is none. A position that comes back because a package lapsed is shown
but nobody moved.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.values import Comparator, Quantity
from negotiation_tracker.model.vocabulary import Stance, TermBasis, label
from negotiation_tracker.rules.accounts import Account
from negotiation_tracker.rules.chains import earlier
from negotiation_tracker.rules.derived import Derived, in_force_from
from negotiation_tracker.rules.positions import FORMAL, NO_POSITION, before, position
from negotiation_tracker.rules.stands import Stand, date_order, stands
from negotiation_tracker.rules.wording import quantity, years

MOVED = "the new number minus the one before, counted toward the other side"
_PLAIN = frozenset({Comparator.EXACT, Comparator.ABOUT, Comparator.NEARLY})


class Direction(StrEnum):
    """What a new position does to the one before it."""

    OPENING = "opening"
    TOWARD = "toward"
    AWAY = "away"
    CHANGED = "changed"
    RESTATED = "restated"
    RETURNED = "returned"
    TAKEN_OFF = "taken_off"
    UNCERTAIN = "uncertain"


DIRECTION_WORDS = {
    Direction.OPENING: "first position",
    Direction.TOWARD: "moved toward the other side",
    Direction.AWAY: "moved away from the other side",
    Direction.CHANGED: "changed",
    Direction.RESTATED: "said again",
    Direction.RETURNED: "earlier position stands again",
    Direction.TAKEN_OFF: "taken off the table",
    Direction.UNCERTAIN: "order not certain",
}
MOVES = frozenset({Direction.TOWARD, Direction.AWAY, Direction.CHANGED})
"""Directions that count as a move."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a participant's position, or one repetition of it.

    Attributes:
        participant_id: whose.
        stand: the offer or ask that stands from here; None once it is taken off the table.
        day: first day it counts from; None when no day is recorded.
        number: its number of the measure that the issue is followed by; None when it has none.
        term: the term the number comes from.
        direction: what it does to the position before.
        moved: how far, toward the other side above zero; not known where no number tells.
        notes: why it is not like for like, or what else a reader should know.

    """

    participant_id: int
    stand: Stand | None
    day: date | None
    number: Quantity | None
    term: Record | None
    direction: Direction
    moved: Derived[Quantity]
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Give what happened in words, without judging it."""
        return DIRECTION_WORDS[self.direction]


@dataclass(frozen=True, slots=True)
class _Turn:
    day: date | None
    stand: Stand | None
    returned: bool = False


def measure_of(dossier: Dossier, issue_id: int, as_of: date) -> tuple[str, str]:
    """Choose by which measure and unit to follow an issue; empty texts when it has no numbers.

    The one that most offers state with a single number; the earliest stated among equals.
    """
    counts: dict[tuple[str, str], int] = {}
    for item in sorted(dossier.where("proposal_item", issue_id=issue_id), key=lambda i: i.uid):
        proposal = dossier.get("proposal", item.proposal_id)
        if proposal is None or proposal.formality not in FORMAL:
            continue
        first = in_force_from(proposal.date)
        if first is not None and first > as_of:
            continue
        terms = dossier.where("term", item_id=item.id)
        for key in dict.fromkeys((str(t.measure), str(t.unit)) for t in terms):
            counts[key] = counts.get(key, 0) + 1
    return max(counts, key=lambda key: (counts[key], key), default=("", ""))


def steps(
    dossier: Dossier,
    issue_id: int,
    participant_id: int,
    as_of: date,
    measure: tuple[str, str],
) -> tuple[Step, ...]:
    """List the positions a participant took on an issue by a day, in the order it took them.

    `moved` and the directions toward and away are left open (`changed`): they need the other
    side, see `toward`.
    """
    speaking = [
        stand
        for stand in stands(dossier, issue_id, participant_id, as_of)
        if stand.account is not Account.ADVERSE
        and stand.proposal.formality in FORMAL
        and stand.item.stance not in NO_POSITION
    ]
    ordered = sorted(speaking, key=_order)
    turns = _turns(dossier, issue_id, participant_id, ordered, as_of)
    links = {stand.proposal.id: earlier(dossier, stand.proposal.id) for stand in ordered}
    found: list[Step] = []
    last: Step | None = None
    for turn in turns:
        step = _step(participant_id, turn, last, links, measure)
        found.append(step)
        last = step
    return tuple(found)


def toward(step: Step, last: Step | None, other: Quantity | None) -> Step:
    """Say whether a changed position moved toward the other side's number, and how far.

    Args:
        step: the changed position.
        last: the position before it.
        other: the other side's number at that time.

    """
    if step.direction is not Direction.CHANGED or last is None or last.stand is None:
        return step
    reason = _no_size(step, last, other)
    if reason or step.number is None or last.number is None or other is None:
        return replace(step, moved=_unmoved(step, reason))
    old, new, theirs = (_value(q) for q in (last.number, step.number, other))
    size = (new - old) * (1 if theirs > old else -1)
    if theirs == old:
        size = -abs(new - old)
    about = Comparator.EXACT
    if {step.number.comparator, last.number.comparator} != {Comparator.EXACT}:
        about = Comparator.ABOUT
    unit = step.number.difference(last.number).unit
    direction = Direction.TOWARD if size > 0 else Direction.AWAY
    notes = step.notes
    if size > 0 and (new - theirs) * (old - theirs) < 0:
        notes = (*notes, "It went past the other side's number.")
    formula = f"{MOVED}: {last.number.describe()}, then {step.number.describe()}"
    moved = Derived(Quantity.of(size, unit, about), formula, _inputs(step, last))
    return replace(step, direction=direction, moved=moved, notes=notes)


def _no_size(step: Step, last: Step, other: Quantity | None) -> str:
    if step.notes:
        return step.notes[0]
    if step.number is None or last.number is None:
        return "One of the two positions has no single number."
    if step.number.value is None or last.number.value is None:
        return "One of the two numbers is not known."
    if not {step.number.comparator, last.number.comparator} <= _PLAIN:
        return "The numbers are bounds or ranges; the difference cannot be stated."
    if other is None or other.value is None:
        return "The other side has given no number to move toward."
    if other.unit != step.number.unit:
        return "The two sides' numbers are in different units."
    return ""


def _unmoved(step: Step, reason: str) -> Derived[Quantity]:
    return Derived(None, MOVED, step.stand.inputs if step.stand else (), reason)


def _inputs(*found: Step) -> tuple[tuple[str, int], ...]:
    return tuple(dict.fromkeys(key for s in found if s.stand for key in s.stand.inputs))


def _value(number: Quantity) -> Decimal:
    return number.value if number.value is not None else Decimal()


def _order(stand: Stand) -> tuple[object, ...]:
    """Order by day; within a day by clock time, where both have one, then by number in the day."""
    first, last, seq, code, uid = date_order(stand)
    at = stand.proposal.time
    return first, last, seq, "" if at is None else str(at.time), code, uid


def _turns(
    dossier: Dossier,
    issue_id: int,
    participant_id: int,
    ordered: Sequence[Stand],
    as_of: date,
) -> list[_Turn]:
    """Put offers in order, and between them what comes back or goes without a new offer."""
    stops = {day for day in _stop_days(dossier, ordered) if day <= as_of}
    starts: dict[date, list[Stand]] = {}
    for stand in ordered:
        starts.setdefault(in_force_from(stand.when) or date.min, []).append(stand)
    found: list[_Turn] = []
    for day in sorted(stops | starts.keys()):
        for stand in starts.get(day, ()):
            off = stand.item.stance == Stance.WITHDRAW
            found.append(_Turn(in_force_from(stand.when), None if off else stand))
        if stops and found:
            found += _came_back(dossier, (issue_id, participant_id), day, found[-1])
    return found


def _came_back(dossier: Dossier, of: tuple[int, int], day: date, last: _Turn) -> list[_Turn]:
    now = position(dossier, *of, max(day, date(1, 1, 2)), None)
    if not now.current:
        return [] if last.stand is None else [_Turn(day, None)]
    items = {stand.item.id for stand in now.current}
    if last.stand is not None and last.stand.item.id in items:
        return []
    if len(now.current) > 1:
        return []
    return [_Turn(day, now.current[0], returned=True)]


def _stop_days(dossier: Dossier, ordered: Iterable[Stand]) -> set[date]:
    """List the days on which an offer may have stopped standing or come back."""
    days: set[date] = set()
    for stand in ordered:
        proposal = stand.proposal
        if stand.item.stance == Stance.WITHDRAW:
            continue
        until = proposal.valid_until
        if until is not None and until.latest is not None and until.latest < date.max:
            days.add(until.latest + timedelta(days=1))
        dated = [a.date for a in dossier.where("proposal_action", proposal_id=proposal.id)]
        dated += [p.date for p in dossier.where("proposal", supersedes_id=proposal.id)]
        days |= {day for when in dated if (day := in_force_from(when)) is not None}
    return days


def _step(
    participant_id: int,
    turn: _Turn,
    last: Step | None,
    links: dict[int, set[int]],
    measure: tuple[str, str],
) -> Step:
    stand = turn.stand
    if stand is None:
        none: Derived[Quantity] = Derived(None, MOVED, (), "It has no position now.")
        return Step(participant_id, None, turn.day, None, None, Direction.TAKEN_OFF, none)
    term = number_term(stand, measure)
    number = None if term is None else quantity(term)
    bare: Derived[Quantity] = Derived(None, MOVED, stand.inputs, "It is the first position.")
    step = Step(participant_id, stand, turn.day, number, term, Direction.OPENING, bare)
    if turn.returned:
        reason = "An earlier position came back; nobody moved."
        return replace(step, direction=Direction.RETURNED, moved=_unmoved(step, reason))
    if last is None:
        return step
    if last.stand is None:
        reason = "There was no position to move from."
        return replace(step, direction=Direction.CHANGED, moved=_unmoved(step, reason))
    if not before(links, last.stand, stand) and last.direction is not Direction.RETURNED:
        words = " and ".join(sorted((last.stand.proposal.code, stand.proposal.code)))
        reason = f"It is not certain which of {words} came first."
        moved = _unmoved(step, reason)
        return replace(step, direction=Direction.UNCERTAIN, moved=moved, notes=(reason,))
    if _same(last, step):
        reason = "The position is the same as before."
        return replace(step, direction=Direction.RESTATED, moved=_unmoved(step, reason))
    return replace(step, direction=Direction.CHANGED, notes=_unlike(last, step))


def number_term(stand: Stand, measure: tuple[str, str]) -> Record | None:
    """Give the single term of a measure and unit in an offer; None for none or several."""
    found = [t for t in stand.terms if (t.measure, t.unit) == measure]
    return found[0] if len(found) == 1 else None


def _same(last: Step, step: Step) -> bool:
    """Say whether a position says nothing new: same numbers, and same words where no numbers."""
    first, second = last.stand, step.stand
    if first is None or second is None:
        return False
    if first.terms or second.terms:
        alike = _numbers(first) == _numbers(second)
        return alike and not any(
            _conflict(old, new) for old, new in zip(first.terms, second.terms, strict=True)
        )
    texts = [str(s.item.language or s.item.summary).split() for s in (first, second)]
    return texts[0] == texts[1] and first.item.stance == second.item.stance


def _numbers(stand: Stand) -> list[tuple[object, ...]]:
    """Give the numbers as stated; filling in years or basis later is saying it again."""
    return [
        (t.measure, t.step_no, quantity(t).value, quantity(t).high, t.unit, t.population.casefold())
        for t in stand.terms
    ]


def _conflict(old: Record, new: Record) -> bool:
    """Say whether two equal numbers are stated to mean different things."""
    years_differ = None not in (old.horizon_years, new.horizon_years) and (
        old.horizon_years != new.horizon_years
    )
    known = TermBasis.UNKNOWN not in (old.basis, new.basis)
    dated = None not in (old.effective_on, new.effective_on)
    return bool(
        years_differ
        or (known and old.basis != new.basis)
        or (dated and old.effective_on != new.effective_on)
    )


def _unlike(last: Step, step: Step) -> tuple[str, ...]:
    """List why two positions of one side are not like for like; what neither says is no reason."""
    old, new = last.term, step.term
    if old is None or new is None:
        return ()
    reasons = []
    if old.horizon_years != new.horizon_years:
        reasons.append(
            f"years covered: {years(old.horizon_years)} before, {years(new.horizon_years)} now"
        )
    if old.basis != new.basis:
        reasons.append(f"basis: {_basis(old)} before, {_basis(new)} now")
    if old.population.casefold() != new.population.casefold():
        reasons.append(
            f"people covered: {old.population or 'not stated'} before, "
            f"{new.population or 'not stated'} now"
        )
    if old.compounding != new.compounding:
        reasons.append(
            f"compounding: {label(old.compounding)} before, {label(new.compounding)} now"
        )
    return tuple(reasons)


def _basis(term: Record) -> str:
    return "not stated" if term.basis == TermBasis.UNKNOWN else label(term.basis)
