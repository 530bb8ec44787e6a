"""A negotiation laid out in time: lanes, what stands in them, bands behind them, counts.

Pure: a dossier goes in, days as ordinals (`date.toordinal`) come out; no pixels here. Rough dates
stay intervals, and what has no date at all is listed apart, never placed by guess.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.folding import fold
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Role, Side
from negotiation_tracker.rules.derived import Ref, ref
from negotiation_tracker.rules.overlays import Overlay, OverlayKind, overlays
from negotiation_tracker.rules.timeline_records import (
    NEUTRAL,
    PUBLIC,
    TABLE,
    Entry,
    ItemKind,
    entries,
    lane_of_participant,
)
from negotiation_tracker.rules.wording import participant_name

__all__ = [
    "BANDS", "NEUTRAL", "PUBLIC", "TABLE", "Bucket", "Item", "ItemKind", "Lane", "Span", "Step",
    "Timeline", "chosen", "counts", "densest", "span_of", "step_start", "timeline",
]  # fmt: skip

BANDS = "bands"
"""Lane of what goes on beside the phase: strikes, mediation, blackouts and so on."""
_LANE_TITLES = {
    TABLE: ("At the table", "both sides"),
    NEUTRAL: ("Mediators, neutrals", "neutral"),
    PUBLIC: ("Public and others", "no side"),
}
_PRINCIPALS = (Role.PARTY, Role.CO_PARTY)
_SIDES = (Side.LABOR, Side.MANAGEMENT, Side.NEUTRAL, Side.PUBLIC)
_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()
# Shown as a band only: the same event in a lane as well would be said twice.
_BAND_ONLY = frozenset(
    {
        OverlayKind.STRIKE,
        OverlayKind.SYMPATHY_STRIKE,
        OverlayKind.LOCKOUT,
        OverlayKind.BLACKOUT,
        OverlayKind.SCHOOLS_CLOSED,
    }
)


class Step(StrEnum):
    """Length of the pieces of calendar that things are counted by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"


@dataclass(frozen=True, slots=True)
class Span:
    """The days something may take up, as ordinals, both ends included.

    Attributes:
        first, last: outermost days that are recorded.
        sure: first and last day it takes up whatever rough dates mean exactly; None when there
            is no such day, as for a point in time on a rough date.
        open_start, open_end: it may reach out before `first` or after `last`.

    """

    first: int
    last: int
    sure: tuple[int, int] | None
    open_start: bool = False
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One swimlane.

    Attributes:
        key: name of the lane.
        title, detail: words at its head.
        side: side of the table; empty for lanes of no side.

    """

    key: str
    title: str
    detail: str
    side: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """Something placed in time; two items are the same only if they are one object.

    Attributes:
        kind: what it is; lane: where it stands.
        span: the days; None when no day is known.
        entry: the record in words.
        band: what goes on, for bands; None for everything else.
        inputs: the records behind it.
        folded: title and kind for searching.

    """

    kind: ItemKind
    lane: str
    span: Span | None
    entry: Entry
    inputs: tuple[Ref, ...]
    folded: str
    band: OverlayKind | None = None

    @property
    def ref(self) -> Ref:
        """Give the record that a click opens."""
        return self.inputs[0]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything about talks that can be placed in time.

    Attributes:
        lanes: from top to bottom, without the bands.
        items: what stands in the lanes, in order of time.
        bands: what went on over days, in order of time.
        undated: records whose date is not known.
        first, last: days that all of it lies between; None when nothing is dated.

    """

    lanes: tuple[Lane, ...]
    items: tuple[Item, ...]
    bands: tuple[Item, ...]
    undated: tuple[Item, ...]
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """How much lies in one piece of the calendar.

    Attributes:
        first, last: days of the piece, as ordinals.
        low, high: slice of the sorted days counted; their difference is the count.

    """

    first: int
    last: int
    low: int
    high: int

    @property
    def count(self) -> int:
        """Give the number of things in it."""
        return self.high - self.low


def timeline(dossier: Dossier, negotiation: Record) -> Timeline:
    """Lay a negotiation out in time, as far as the dossier tells of it.

    Lanes: the table, each party, allies and others with something to show, mediators and
    neutrals, the public. An event of both sides stands at the table.
    """
    bands = tuple(_band(overlay) for overlay in overlays(dossier, negotiation))
    said = {
        band.inputs[0] for band in bands if band.band in _BAND_ONLY and band.inputs[0][0] == "event"
    }
    found = [
        _item(entry) for entry in entries(dossier, negotiation) if ref(entry.record) not in said
    ]
    items = sorted((item for item in found if item.span is not None), key=_order)
    undated = tuple(item for item in found if item.span is None)
    spans = [i.span for i in (*items, *bands) if i.span is not None]
    return Timeline(
        lanes=_lanes(dossier, negotiation, {item.lane for item in found}),
        items=tuple(items),
        bands=tuple(band for band in bands if band.span is not None),
        undated=undated,
        first=min((s.first for s in spans), default=None),
        last=max((s.last for s in spans), default=None),
    )


def span_of(
    start: FuzzyDate | None, end: FuzzyDate | None, *, ongoing: bool = False
) -> Span | None:
    """Give the days between two dates, or of one; None when no day is known.

    A point in time whose date is rough takes up none of its days for sure. Something that goes
    on without a recorded end is open at its end.
    """
    begins = start if start is not None and (start.earliest or start.latest) else None
    ends = end if end is not None and (end.earliest or end.latest) else None
    if begins is None and ends is None:
        return None
    if ends is None or begins is None:
        return _point(begins or ends, ongoing=ongoing, end_only=begins is None)
    first = begins.earliest or begins.latest or date.min
    last = max(ends.latest or ends.earliest or date.max, first)
    sure = None
    hedged = begins.approx or ends.approx
    if begins.latest and ends.earliest and begins.latest <= ends.earliest and not hedged:
        sure = (begins.latest.toordinal(), ends.earliest.toordinal())
    return Span(
        first.toordinal(), last.toordinal(), sure, begins.earliest is None, ends.latest is None
    )


def _point(when: FuzzyDate | None, *, ongoing: bool, end_only: bool) -> Span | None:
    if when is None:
        return None
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if first is None or last is None:
        return None
    day = last.toordinal()
    sure = (first.toordinal(), day) if when.certain() and not end_only else None
    return Span(
        first.toordinal(),
        day,
        sure,
        when.earliest is None or end_only,
        when.latest is None or ongoing,
    )


def chosen(
    items: Iterable[Item], kinds: frozenset[ItemKind], lane: str = "", text: str = ""
) -> tuple[Item, ...]:
    """Keep the items of some kinds, of one lane (all when empty) and with all words of a text."""
    wanted = fold(text).split()
    return tuple(
        item
        for item in items
        if item.kind in kinds
        and (not lane or item.lane == lane)
        and all(word in item.folded for word in wanted)
    )


def step_start(step: Step, day: int) -> int:
    """Give the first day of the piece of calendar that holds a day."""
    day = min(max(day, _FIRST_DAY), _LAST_DAY)
    if step is Step.DAY:
        return day
    if step is Step.WEEK:
        return max(_FIRST_DAY, day - (day - 1) % 7)
    found = date.fromordinal(day)
    if step is Step.MONTH:
        return found.replace(day=1).toordinal()
    if step is Step.QUARTER:
        return date(found.year, (found.month - 1) // 3 * 3 + 1, 1).toordinal()
    if step is Step.YEAR:
        return date(found.year, 1, 1).toordinal()
    return date(max(1, found.year // 10 * 10), 1, 1).toordinal()


def next_start(step: Step, day: int) -> int:
    """Give the first day of the piece of calendar after the one that holds a day."""
    start = step_start(step, day)
    longest = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31, Step.QUARTER: 92, Step.YEAR: 366}
    after = start + longest.get(step, 3653)
    if after > _LAST_DAY:
        return _LAST_DAY + 1
    # The longest possible piece may reach a few days into the next one.
    return step_start(step, after)


def counts(days: Sequence[int], step: Step) -> Iterator[Bucket]:
    """Count sorted days by piece of calendar; pieces with nothing in them are left out.

    Costs a binary search for each piece that holds something, so 100,000 days over ten years
    are counted by month in some 120 searches.
    """
    low = 0
    while low < len(days):
        first, after = step_start(step, days[low]), next_start(step, days[low])
        high = bisect_left(days, after, low)
        yield Bucket(first, after - 1, low, high)
        low = high


def densest(days: Sequence[int], share: float = 0.75) -> tuple[int, int] | None:
    """Give the shortest interval that holds a share of sorted days; None without days."""
    if not days:
        return None
    take = max(1, round(len(days) * share))
    starts = range(len(days) - take + 1)
    best = min(starts, key=lambda i: (days[i + take - 1] - days[i], -i))
    return days[best], days[best + take - 1]


def in_days(days: Sequence[int], first: int, last: int) -> int:
    """Count sorted days from a day to a day, both included."""
    return max(0, bisect_right(days, last) - bisect_left(days, first))


def _order(item: Item) -> tuple[int, int, str, int, str]:
    span = item.span
    first, last = (0, 0) if span is None else (span.first, span.last)
    return first, last, _clock(item.entry.time), item.kind.rank, item.entry.record.uid


def _clock(time: ClockTime | None) -> str:
    return "~" if time is None else time.describe()


def _item(entry: Entry) -> Item:
    return Item(
        kind=entry.kind,
        lane=entry.lane,
        span=span_of(entry.start, entry.end, ongoing=entry.ongoing),
        entry=entry,
        inputs=(ref(entry.record),),
        folded=fold(f"{entry.what} {entry.title} {entry.note}"),
    )


def _band(overlay: Overlay) -> Item:
    words = overlay.words[:1].upper() + overlay.words[1:]
    title = words if overlay.title in ("", words) else f"{words}: {overlay.title}"
    note = ""
    if overlay.open:
        note = "no end is recorded"
    elif overlay.end is None:
        note = "the last day is not recorded"
    entry = Entry(
        record=Record(
            overlay.inputs[0][0], {"id": overlay.inputs[0][1], "uid": str(overlay.inputs)}
        ),
        kind=ItemKind.BAND,
        lane=BANDS,
        what=words,
        title=title,
        start=overlay.start,
        end=overlay.end,
        note=note,
    )
    span = span_of(overlay.start, overlay.end, ongoing=overlay.open)
    return Item(ItemKind.BAND, BANDS, span, entry, overlay.inputs, fold(title), overlay.kind)


def _lanes(dossier: Dossier, negotiation: Record, used: set[str]) -> tuple[Lane, ...]:
    participants = sorted(
        dossier.where("participant", negotiation_id=negotiation.id),
        key=lambda p: (p.role not in _PRINCIPALS, _SIDES.index(Side(p.side)), p.id),
    )
    lanes = [Lane(TABLE, *_LANE_TITLES[TABLE])]
    for participant in participants:
        key = lane_of_participant(participant)
        if key in (NEUTRAL, PUBLIC) or (participant.role not in _PRINCIPALS and key not in used):
            continue
        lanes.append(_lane_of(dossier, participant, key))
    neutrals = any(lane_of_participant(p) == NEUTRAL for p in participants)
    if neutrals or NEUTRAL in used:
        lanes.append(Lane(NEUTRAL, *_LANE_TITLES[NEUTRAL], side=Side.NEUTRAL.value))
    if PUBLIC in used:
        lanes.append(Lane(PUBLIC, *_LANE_TITLES[PUBLIC]))
    return tuple(lanes)


def _lane_of(dossier: Dossier, participant: Record, key: str) -> Lane:
    side = {Side.LABOR: "union", Side.MANAGEMENT: "employer"}.get(participant.side, "")
    role = Role(participant.role)
    detail = side if role in _PRINCIPALS else f"{role.value} of the {side}" if side else role.value
    if role in (Role.AFFECTED, Role.OBSERVER):
        detail = role.value
    name = participant_name(dossier, participant.id) or "name not known"
    return Lane(key, name, detail, str(participant.side))
