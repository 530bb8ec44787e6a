"""Both sides of an issue together: rounds, first gap, share, convergence, midpoint, latency (B6).

Nothing here forecasts where talks will settle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.values import Comparator, Quantity
from negotiation_tracker.model.vocabulary import Side
from negotiation_tracker.rules.chains import from_press_only
from negotiation_tracker.rules.derived import Days, Derived, Ref
from negotiation_tracker.rules.gap import Gap, gap
from negotiation_tracker.rules.movement import (
    MOVES,
    Direction,
    Step,
    measure_of,
    steps,
    toward,
)
from negotiation_tracker.rules.positions import Grid, GridRow
from negotiation_tracker.rules.stands import Position, Stand
from negotiation_tracker.rules.wording import participant_name

ROUNDS = "one move by each side, in either order: the lower of the two numbers of moves"
_SHARE = "the move divided by the first gap"
_CONVERGENCE = "1 minus the gap now divided by the first gap"
_MIDPOINT = "half the sum of the two numbers"
_LATENCY = "day of the other side's next position minus the day this one was passed"
_TOTAL = "sum of the moves, toward the other side above zero"
_MIDDLE = frozenset({Comparator.EXACT, Comparator.ABOUT, Comparator.NEARLY})


@dataclass(frozen=True, slots=True)
class Move:
    """A step with what only both sides together tell.

    Attributes:
        step: the position taken.
        share: part of the first gap that the move closed; below zero when it opened it.
        answered: days until the other side's next position on the issue.
        gap: gap between the two sides right after it.
        convergence: part of the first gap closed so far.
        midpoint: middle between the two sides' numbers right after it.

    """

    step: Step
    share: Derived[Decimal]
    answered: Derived[Days]
    gap: Derived[Quantity]
    convergence: Derived[Decimal]
    midpoint: Derived[Quantity]


@dataclass(frozen=True, slots=True)
class Track:
    """How one participant moved on an issue.

    Attributes:
        participant: the record.
        moves: its positions in order, openings and repetitions included.
        count: how many of them are moves.
        away: how many moved away from the other side.
        total: how far it moved in all.
        share: the same as part of the first gap.

    """

    participant: Record
    moves: tuple[Move, ...]
    count: Derived[int]
    away: int
    total: Derived[Quantity]
    share: Derived[Decimal]


@dataclass(frozen=True, slots=True)
class IssueMovement:
    """How an issue moved between the sides.

    Attributes:
        issue: the record.
        measure, unit: what is followed; empty when the issue has no numbers.
        tracks: one for each participant of the grid, in its order.
        rounds: rounds of moves between the two sides.
        first_gap: gap between the first numbers of the two sides.
        convergence: part of it closed by now.
        midpoint: middle between the two sides' numbers now.

    """

    issue: Record
    measure: str
    unit: str
    tracks: tuple[Track, ...]
    rounds: Derived[int]
    first_gap: Derived[Quantity]
    convergence: Derived[Decimal]
    midpoint: Derived[Quantity]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One step in the order of both sides; `opposite` is where the other side stood then."""

    step: Step
    opposite: Step | None
    other_id: int | None


def movements(dossier: Dossier, table: Grid) -> tuple[IssueMovement, ...]:
    """Work out for each row of a grid how the sides moved.

    Args:
        dossier: the one the grid was made from, already cut to what was known by the day.
        table: where each side stands.

    """
    return tuple(movement(dossier, row, table) for row in table.rows)


def pending(table: Grid, reason: str) -> tuple[IssueMovement, ...]:
    """Give movements that are not worked out yet, each saying why."""
    wait: Derived[Any] = Derived(None, "", (), reason)
    return tuple(
        IssueMovement(row.issue, "", "", (), wait, wait, wait, midpoint(row)) for row in table.rows
    )


def movement(dossier: Dossier, row: GridRow, table: Grid) -> IssueMovement:
    """Work out how the sides moved on one issue."""
    issue, as_of = row.issue, table.as_of
    measure = measure_of(dossier, issue.id, as_of)
    pair = () if row.gap is None else (row.gap.first_id, row.gap.second_id)
    bare = {p.id: steps(dossier, issue.id, p.id, as_of, measure) for p in table.participants}
    opposite = _opposites(table.participants, pair)
    merged = _merged(bare, opposite)
    first = _first_gap(dossier, issue, merged, pair, as_of)
    tracks = tuple(
        _track(dossier, issue, participant, merged, (first, as_of))
        for participant in table.participants
    )
    return IssueMovement(
        issue=issue,
        measure=measure[0],
        unit=measure[1],
        tracks=tracks,
        rounds=_rounds(dossier, tracks, pair),
        first_gap=first.nominal if first is not None else _no_first(bare, pair, dossier),
        convergence=_convergence(first, row.gap),
        midpoint=midpoint(row),
    )


def midpoint(row: GridRow) -> Derived[Quantity]:
    """Give the middle between two positions; only where they are like for like."""
    found = row.gap
    if found is None:
        return Derived(None, _MIDPOINT, (), "There are not two sides to compare.")
    inputs = found.nominal.inputs
    if found.nominal.value is None:
        return Derived(None, _MIDPOINT, inputs, found.nominal.reason_not_computable)
    if not found.comparable:
        return Derived(None, _MIDPOINT, inputs, f"Not like for like: {'; '.join(found.reasons)}.")
    pair = [c for c in row.cells if c.participant_id in (found.first_id, found.second_id)]
    numbers = [_number(cell.current[0], found.measure) for cell in pair if cell.current]
    return middle(numbers, inputs)


def middle(numbers: Sequence[Quantity | None], inputs: tuple[Ref, ...] = ()) -> Derived[Quantity]:
    """Give the middle of two numbers of one unit; bounds and ranges have none."""
    known = [n for n in numbers if n is not None and n.value is not None]
    if len(known) != 2 or known[0].unit != known[1].unit:
        return Derived(None, _MIDPOINT, inputs, "There are not two numbers of one unit.")
    if not {n.comparator for n in known} <= _MIDDLE:
        reason = "One of the numbers is a bound or a range."
        return Derived(None, _MIDPOINT, inputs, reason)
    exact = all(n.comparator is Comparator.EXACT for n in known)
    hedge = Comparator.EXACT if exact else Comparator.ABOUT
    total = sum((n.value for n in known if n.value is not None), Decimal())
    try:
        value = Quantity.of(total / 2, known[0].unit, hedge)
    except ValueError as error:
        return Derived(None, _MIDPOINT, inputs, str(error))
    return Derived(value, _MIDPOINT, inputs)


def _middle_after(entry: _Entry, after: Gap | None) -> Derived[Quantity]:
    if after is None or entry.opposite is None:
        return Derived(None, _MIDPOINT, (), "The other side had no position then.")
    if not after.comparable:
        reasons = after.nominal.reason_not_computable or "; ".join(after.reasons)
        return Derived(None, _MIDPOINT, after.nominal.inputs, f"Not like for like: {reasons}.")
    return middle((entry.step.number, entry.opposite.number), after.nominal.inputs)


def _number(stand: Stand, measure: str) -> Quantity | None:
    found = [t for t in stand.terms if t.measure == measure]
    if len(found) != 1:
        return None
    term = found[0]
    return Quantity(
        term.value_scaled, term.scale, term.unit, Comparator(term.comparator), term.value_high
    )


def _opposites(participants: Sequence[Record], pair: tuple[int, ...]) -> dict[int, int]:
    """Say for each participant whom it moves toward: the other side's of the pair compared."""
    if not pair:
        return {}
    found = {}
    for participant in participants:
        if participant.id in pair:
            found[participant.id] = pair[1 - pair.index(participant.id)]
        elif participant.side in (Side.LABOR, Side.MANAGEMENT):
            found[participant.id] = pair[1 if participant.side == Side.LABOR else 0]
    return found


def _merged(bare: dict[int, tuple[Step, ...]], opposite: dict[int, int]) -> list[_Entry]:
    """Put the steps of all in one order, and beside each where the other side stood."""
    every = sorted((step for found in bare.values() for step in found), key=step_order)
    now: dict[int, Step] = {}
    found = []
    for step in every:
        other_id = opposite.get(step.participant_id)
        other = None if other_id is None else now.get(other_id)
        last = now.get(step.participant_id)
        facing = other.number if other is not None else None
        if facing is None and other_id is not None:
            # Before the other side had a number, its first one shows which way is toward it.
            later = (s.number for s in bare.get(other_id, ()) if s.number is not None)
            facing = next(later, None)
        found.append(_Entry(toward(step, last, facing), other, other_id))
        now[step.participant_id] = step
    return found


def step_order(step: Step) -> tuple[date, str, int]:
    """Give the key that puts the steps of all sides in one order."""
    proposal = None if step.stand is None else step.stand.proposal
    at = None if proposal is None else proposal.time
    clock = "" if at is None else str(at.time)
    if step.direction in (Direction.RETURNED, Direction.TAKEN_OFF):
        clock = "end"  # after what caused it on that day, whenever it was first passed
    return step.day or date.min, clock, 0 if proposal is None else proposal.seq_in_day


def _between(dossier: Dossier, issue: Record, one: Step, other: Step, as_of: date) -> Gap | None:
    """Work out the gap between two steps, in the order of the pair compared."""
    if one.stand is None or other.stand is None:
        return None
    places = [
        Position(issue.id, s.participant_id, as_of, None, current=(s.stand,), inputs=s.stand.inputs)
        for s in (one, other)
        if s.stand is not None
    ]
    return gap(dossier, issue, places[0], places[1])


def _first_gap(
    dossier: Dossier,
    issue: Record,
    merged: Sequence[_Entry],
    pair: tuple[int, ...],
    as_of: date,
) -> Gap | None:
    firsts = []
    for participant_id in pair:
        of_one = (e.step for e in merged if e.step.participant_id == participant_id)
        firsts.append(next((s for s in of_one if s.number is not None), None))
    if len(firsts) != 2 or firsts[0] is None or firsts[1] is None:
        return None
    return _between(dossier, issue, firsts[0], firsts[1], as_of)


def _no_first(
    bare: dict[int, tuple[Step, ...]], pair: tuple[int, ...], dossier: Dossier
) -> Derived[Quantity]:
    formula = "difference of the first numbers of the two sides"
    missing = [
        participant_name(dossier, number) or "one side"
        for number in pair
        if not any(step.number is not None for step in bare[number])
    ]
    reason = f"No number by {' and '.join(missing)}." if missing else "There are not two sides."
    return Derived(None, formula, (), reason)


def _track(
    dossier: Dossier,
    issue: Record,
    participant: Record,
    merged: Sequence[_Entry],
    asked: tuple[Gap | None, date],
) -> Track:
    first, as_of = asked
    moves = []
    for place, entry in enumerate(merged):
        if entry.step.participant_id != participant.id:
            continue
        after = None
        if entry.opposite is not None:
            after = _between(dossier, issue, entry.step, entry.opposite, as_of)
        nominal = (
            after.nominal
            if after is not None
            else Derived[Quantity](None, "", (), "The other side had no position then.")
        )
        moves.append(
            Move(
                step=entry.step,
                share=_share(entry.step.moved, first),
                answered=_answered(entry, merged[place + 1 :]),
                gap=nominal,
                convergence=_convergence(first, after),
                midpoint=_middle_after(entry, after),
            )
        )
    total = _total(moves)
    return Track(
        participant=participant,
        moves=tuple(moves),
        count=_count(dossier, participant, moves),
        away=sum(m.step.direction is Direction.AWAY for m in moves),
        total=total,
        share=_share(total, first),
    )


def _count(dossier: Dossier, participant: Record, moves: Sequence[Move]) -> Derived[int]:
    """Count moves, if the record can tell: papers and notes can, newspapers alone cannot."""
    name = participant_name(dossier, participant.id) or "one side"
    formula = "positions that differ from the one before; the first one and repetitions are none"
    stands = [m.step.stand for m in moves if m.step.stand is not None]
    inputs = tuple(dict.fromkeys(("proposal", s.proposal.id) for s in stands))
    if not moves:
        return Derived(None, formula, (), f"{name}: no position recorded.")
    if any(m.step.direction is Direction.UNCERTAIN for m in moves):
        note = next(m.step.notes[0] for m in moves if m.step.direction is Direction.UNCERTAIN)
        return Derived(None, formula, inputs, f"{name}: {note[:1].lower()}{note[1:]}")
    if any(from_press_only(dossier, s.proposal) for s in stands):
        reason = f"{name}: known from the press alone, so moves may be missing."
        return Derived(None, formula, inputs, reason)
    return Derived(sum(m.step.direction in MOVES for m in moves), formula, inputs)


def _rounds(dossier: Dossier, tracks: Sequence[Track], pair: tuple[int, ...]) -> Derived[int]:
    two = [t for t in tracks if t.participant.id in pair]
    if len(two) != 2:
        return Derived(None, ROUNDS, (), "There are not two sides to compare.")
    inputs = tuple(dict.fromkeys(key for t in two for key in t.count.inputs))
    missing = [t.count.reason_not_computable for t in two if t.count.value is None]
    if missing:
        return Derived(None, ROUNDS, inputs, _together(missing))
    counts = [t.count.value or 0 for t in two]
    names = [participant_name(dossier, t.participant.id) for t in two]
    words = ", ".join(f"{n} {c}" for n, c in zip(names, counts, strict=True))
    return Derived(min(counts), f"{ROUNDS} ({words})", inputs)


def _together(reasons: Sequence[str]) -> str:
    """Give the reasons of both sides; the same one once."""
    plain = {reason.partition(": ")[2] for reason in reasons}
    if len(reasons) > 1 and len(plain) == 1:
        return f"Both sides: {plain.pop()}"
    return " ".join(reasons)


def _total(moves: Sequence[Move]) -> Derived[Quantity]:
    made = [m.step for m in moves if m.step.direction in MOVES]
    inputs = tuple(dict.fromkeys(key for s in made if s.stand for key in s.stand.inputs))
    if not made:
        return Derived(None, _TOTAL, inputs, "It has not moved from its first position.")
    unknown = next((s for s in made if s.moved.value is None), None)
    if unknown is not None:
        return Derived(None, _TOTAL, inputs, unknown.moved.reason_not_computable)
    known = [s.moved.value for s in made if s.moved.value is not None]
    exact = all(q.comparator is Comparator.EXACT for q in known)
    total = sum((q.value for q in known if q.value is not None), Decimal())
    hedge = Comparator.EXACT if exact else Comparator.ABOUT
    return Derived(Quantity.of(total, known[0].unit, hedge), _TOTAL, inputs)


def _share(moved: Derived[Quantity], first: Gap | None) -> Derived[Decimal]:
    if moved.value is None or moved.value.value is None:
        return Derived(None, _SHARE, moved.inputs, moved.reason_not_computable)
    reason = _no_base(first)
    if reason or first is None or first.nominal.value is None:
        return Derived(None, _SHARE, moved.inputs, reason)
    base = first.nominal.value
    if base.unit != moved.value.unit:
        return Derived(None, _SHARE, moved.inputs, "The first gap is in another unit.")
    inputs = tuple(dict.fromkeys((*moved.inputs, *first.nominal.inputs)))
    return Derived(moved.value.value / (base.value or Decimal(1)), _SHARE, inputs)


def _no_base(first: Gap | None) -> str:
    """Say why nothing can be measured against the first gap; empty when it can."""
    if first is None:
        return "The two sides have not both given a number."
    value = first.nominal.value
    if value is None or value.value is None:
        return first.nominal.reason_not_computable or "The first gap is not known."
    if not first.comparable:
        return f"The first gap is not like for like: {'; '.join(first.reasons)}."
    if value.value == 0:
        return "The first gap is zero."
    if value.comparator not in _MIDDLE:
        return "The first gap is a bound or a range."
    return ""


def _convergence(first: Gap | None, now: Gap | None) -> Derived[Decimal]:
    reason = _no_base(first)
    if reason or first is None:
        return Derived(None, _CONVERGENCE, (), reason)
    if now is None:
        return Derived(None, _CONVERGENCE, (), "The other side had no position then.")
    inputs = tuple(dict.fromkeys((*first.nominal.inputs, *now.nominal.inputs)))
    later, base = now.nominal.value, first.nominal.value
    if later is None or later.value is None or base is None:
        return Derived(None, _CONVERGENCE, inputs, now.nominal.reason_not_computable)
    if not now.comparable:
        reason = f"The gap is not like for like: {'; '.join(now.reasons)}."
        return Derived(None, _CONVERGENCE, inputs, reason)
    if later.unit != base.unit or later.comparator not in _MIDDLE:
        return Derived(None, _CONVERGENCE, inputs, "The two gaps cannot be compared.")
    return Derived(1 - later.value / (base.value or Decimal(1)), _CONVERGENCE, inputs)


def _answered(entry: _Entry, following: Sequence[_Entry]) -> Derived[Days]:
    """Count the days until the other side took a position on the issue."""
    step = entry.step
    if step.stand is None or step.direction is Direction.RETURNED:
        return Derived(None, _LATENCY, (), "Nothing was passed.")
    inputs = step.stand.inputs
    later = next(
        (
            e.step.stand
            for e in following
            if e.step.participant_id == entry.other_id
            and e.step.stand is not None
            and e.step.direction is not Direction.RETURNED
        ),
        None,
    )
    if later is None:
        reason = "No later position of the other side is recorded by this day."
        return Derived(None, _LATENCY, inputs, reason)
    days = days_between(step.stand.when, later.when)
    inputs = tuple(dict.fromkeys((*inputs, *later.inputs)))
    if days is None:
        return Derived(None, _LATENCY, inputs, "The days on which they were passed are not known.")
    return Derived(days, _LATENCY, inputs)


def days_between(then: FuzzyDate | None, later: FuzzyDate | None) -> Days | None:
    """Count the days from one date to a later one, as an interval; None when a day is open."""
    if then is None or later is None:
        return None
    ends = (then.earliest, then.latest, later.earliest, later.latest)
    if any(end is None for end in ends):
        return None
    first, last, start, end = (e for e in ends if e is not None)
    low = max(0, (start - last).days)
    return Days(low, max(low, (end - first).days), then.approx or later.approx)
