"""Stretches of a session: caucuses, breaks, sidebars, and what was off the record."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from negotiation_tracker.model.dates import ClockTime
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import EntryKind
from negotiation_tracker.rules.line_scene import IntervalKind

OPENS = {
    IntervalKind.CAUCUS: EntryKind.CAUCUS_START,
    IntervalKind.BREAK: EntryKind.BREAK_START,
    IntervalKind.SIDEBAR: EntryKind.SIDEBAR,
    IntervalKind.OFF_RECORD: EntryKind.OFF_RECORD_START,
}
"""What begins → the kind of line that says so."""
CLOSES = {
    IntervalKind.CAUCUS: EntryKind.CAUCUS_END,
    IntervalKind.BREAK: EntryKind.BREAK_END,
    IntervalKind.SIDEBAR: EntryKind.SIDEBAR_END,
    IntervalKind.OFF_RECORD: EntryKind.OFF_RECORD_END,
}
"""What ends → the kind of line that says so."""
WORDS = {
    IntervalKind.CAUCUS: "caucus",
    IntervalKind.BREAK: "break",
    IntervalKind.SIDEBAR: "sidebar",
    IntervalKind.OFF_RECORD: "part off the record",
}
"""Words for people."""
_BEGINS = {line: kind for kind, line in OPENS.items()}
_ENDS = {line: kind for kind, line in CLOSES.items()}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch.

    Attributes:
        kind: what it is.
        participant_id: the side that called it; None for nobody in particular.
        start, end: lines of the log; end is None while it goes on.

    """

    kind: IntervalKind
    participant_id: int | None
    start: Record
    end: Record | None = None

    def minutes(self, crosses_midnight: bool) -> int | None:
        """Give how long it was; None when an end or a time is missing, or they contradict."""
        if self.end is None or self.start.occurred_at is None or self.end.occurred_at is None:
            return None
        try:
            length: int = self.end.occurred_at.minutes_since(
                self.start.occurred_at, crosses_midnight
            )
        except ValueError:
            return None
        return length if length >= 0 else None


def in_order(lines: Iterable[Record]) -> list[Record]:
    """Put lines of a log in the order they were written."""
    return sorted(lines, key=lambda line: (line.seq, line.id))


def stretches(lines: Iterable[Record]) -> tuple[Stretch, ...]:
    """Pair beginnings and ends, by beginning.

    An end without a side closes the only stretch of its kind that goes on.
    """
    found: list[Stretch] = []
    for line in in_order(lines):
        if (begun := _BEGINS.get(line.kind)) is not None:
            found.append(Stretch(begun, line.participant_id, line))
        elif (ended := _ENDS.get(line.kind)) is not None:
            place = _closed_by(found, ended, line.participant_id)
            if place is not None:
                found[place] = replace(found[place], end=line)
    return tuple(found)


def running(lines: Iterable[Record]) -> tuple[Stretch, ...]:
    """List the stretches that go on."""
    return tuple(stretch for stretch in stretches(lines) if stretch.end is None)


def _closed_by(found: list[Stretch], kind: IntervalKind, participant_id: int | None) -> int | None:
    alike = [n for n, s in enumerate(found) if s.kind is kind and s.end is None]
    own = [n for n in alike if found[n].participant_id == participant_id]
    if own:
        return own[-1]
    unsided = [n for n in alike if participant_id is None or found[n].participant_id is None]
    return unsided[0] if len(unsided) == 1 else None


def minutes_within(found: Iterable[Stretch], session: Record) -> int:
    """Add up the minutes of stretches of a session that have both ends; overlaps count once."""
    crosses = bool(session.crosses_midnight)
    spans = []
    for stretch in found:
        length = stretch.minutes(crosses)
        start = _since(stretch.start.occurred_at, session.time_in, crosses)
        if length is not None and start is not None:
            spans.append((start, start + length))
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _since(time: ClockTime | None, begun: ClockTime | None, crosses: bool) -> int | None:
    if time is None or begun is None:
        return None
    try:
        return time.minutes_since(begun, crosses)
    except ValueError:
        return None
