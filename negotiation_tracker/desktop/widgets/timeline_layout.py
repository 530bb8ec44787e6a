"""Places items into rows so that nothing covers anything; what is too dense becomes a pile.

Pure arithmetic, no Qt: x counts in pixels from the first day of the layout, rows from the top
of a lane. A layout holds for one width of the day, so panning never moves anything about.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from negotiation_tracker.rules.timeline import Bucket, Item, Step, counts

POINT = 16.0
"""Pixels of a mark for a point in time."""
FADE = 26.0
"""Pixels by which a mark reaches out where a date is open."""
LABEL_GAP = 5.0
LABEL_MOST, LABEL_MOST_WIDE = 240.0, 460.0
LABEL_LEAST = 56.0
BETWEEN = 10.0
LONG = 96.0
INSIDE = 150.0
"""Bars this long hold their labels, shortened if need be; shorter ones have them beside."""
WIDE_DAY = 120.0
MOST_ROWS_OF_A_DAY = 14
READABLE_ROWS, DENSE_ROWS = 8, 5
PILE_ROOM = 36.0
_STEPS = (
    (Step.DAY, 1.0), (Step.WEEK, 7.0), (Step.MONTH, 30.4), (Step.QUARTER, 91.3),
    (Step.YEAR, 365.25),
)  # fmt: skip

Measure = Callable[[str], float]


class Mark:
    """One item as placed; plain numbers, because thousands are placed at each zoom.

    Attributes:
        item: the item.
        x0, x1: its days in pixels, at least as wide as a mark.
        start, tip: the same with the arrows of open dates.
        row: row in its lane.
        inside: whether the label stands in the bar; never across its edge.
        label_x: where the label begins.
        wanted: pixels that the label would take.
        room: pixels that it has; 0 for no label.
        end: where mark, arrow and label end.

    """

    __slots__ = (
        "end", "inside", "item", "label_x", "room", "row", "start", "tip", "wanted", "x0", "x1",
    )  # fmt: skip

    def __init__(self, item: Item, x0: float, x1: float) -> None:
        self.item, self.x0, self.x1 = item, x0, x1
        span = item.span
        open_end = span is not None and span.open_end and not goes_on(item)
        self.start = x0 - FADE if span is not None and span.open_start else x0
        self.tip = self.end = x1 + FADE if open_end else x1
        self.row = 0
        self.inside = False
        self.label_x = x1 + LABEL_GAP
        self.wanted = self.room = 0.0

    def move(self, x0: float) -> None:
        """Put a sign for a point in time elsewhere."""
        by = x0 - self.x0
        self.x0, self.x1 = x0, self.x1 + by
        self.start, self.tip, self.end = self.start + by, self.tip + by, self.end + by

    def label(self, wanted: float) -> None:
        """Say how wide the label would like to be; that decides where it stands."""
        bar = self.x1 - self.x0
        self.wanted = wanted
        self.inside = bar >= INSIDE or wanted + POINT + 2 * LABEL_GAP <= bar
        self.label_x = (self.x0 + POINT if self.inside else self.x1) + LABEL_GAP

    def give(self, room: float) -> None:
        """Give the label some room, or none where too little would be left to be read."""
        self.room = room if room >= LABEL_LEAST or room >= self.wanted else 0.0
        self.end = max(self.tip, self.label_x + self.room) if self.room else self.tip


@dataclass(frozen=True, slots=True)
class Pile:
    """More items than fit, counted.

    Attributes:
        items: the items, in order of time.
        bucket: the days they lie in.
        x0, x1: those days in pixels.

    """

    items: tuple[Item, ...]
    bucket: Bucket
    x0: float
    x1: float

    @property
    def end(self) -> float:
        """Give where it ends."""
        return self.x1


@dataclass(frozen=True, slots=True)
class LaneLayout:
    """One lane: its marks and piles in order of x.

    Attributes:
        marks: in order of x.
        piles: in order of x.
        rows: rows it needs, at least one.
        below: first row that piles may take; the rows above belong to long marks.
        most: items in its largest pile.
        reach: for each mark, the furthest end up to it, so that what is seen is found by search.

    """

    marks: tuple[Mark, ...]
    piles: tuple[Pile, ...]
    rows: int
    below: int
    most: int
    reach: tuple[float, ...]

    def seen(self, left: float, right: float) -> tuple[Sequence[Mark], Sequence[Pile]]:
        """Give the marks and piles that may show between two pixels."""
        low = bisect_left(self.reach, left - FADE)
        high = bisect_right(self.marks, right + FADE, key=lambda mark: mark.x0)
        first = bisect_left(self.piles, left, key=lambda pile: pile.x1)
        last = bisect_right(self.piles, right, key=lambda pile: pile.x0)
        return self.marks[low:high], self.piles[first:last]


@dataclass(frozen=True, slots=True)
class Placing:
    """How items are placed.

    Attributes:
        origin: day at which x is 0.
        per_day: pixels for a day.
        until: day to which things are drawn that have no recorded end.
        rows: most rows for short marks before they are piled up.
        measure: width of a text in pixels.
        window: first and last day to lay out; None for all, which is better while it is quick.

    """

    origin: int
    per_day: float
    until: int
    rows: int
    measure: Measure
    window: tuple[int, int] | None = None

    def x(self, day: float) -> float:
        """Give the pixel of a day."""
        return (day - self.origin) * self.per_day


class Stock:
    """The items of one lane, sorted once, so that each zoom only touches what can be seen apart.

    Attributes:
        days: first days of all items, sorted.

    """

    def __init__(self, items: Sequence[Item]) -> None:
        self._all = tuple(items)
        dated = [(item.span, item) for item in items if item.span is not None]
        self.days = sorted(span.first for span, _ in dated)
        self._points = [
            item for span, item in dated if span.first == span.last and not goes_on(item)
        ]
        self._spans = [item for span, item in dated if span.first != span.last or goes_on(item)]
        self._starts = [_first(item) for item in self._points]

    def items(self) -> tuple[Item, ...]:
        """Give all items, in order of time."""
        return self._all

    def split(self, placing: Placing) -> tuple[list[Item], list[Item]]:
        """Give the items that are drawn as long bars, and the others, each in order of time."""
        low, high = 0, len(self._points)
        spans = self._spans
        if placing.window is not None:
            first, last = placing.window
            low, high = bisect_left(self._starts, first), bisect_right(self._starts, last)
            spans = [i for i in spans if _first(i) <= last and _last(i, placing) >= first]
        short = self._points[low:high]
        long = []
        for item in spans:
            if (_last(item, placing) + 1 - _first(item)) * placing.per_day > LONG:
                long.append(item)
            else:
                insort(short, item, key=_first)
        return long, short


def _first(item: Item) -> int:
    return 0 if item.span is None else item.span.first


def _last(item: Item, placing: Placing) -> int:
    if item.span is None:
        return 0
    return max(item.span.last, placing.until) if goes_on(item) else item.span.last


def lay_out(stock: Stock, placing: Placing) -> LaneLayout:
    """Place the items of one lane."""
    bars, others = stock.split(placing)
    long = sorted((_mark(item, placing) for item in bars), key=lambda mark: mark.x0)
    piles, single = _piled(others, placing)
    below = 0
    if piles:
        # Piles reach from the bottom up; bars must be out of their way.
        crossing = [mark for mark in single if _crosses(mark, piles)]
        if crossing:
            long = sorted((*long, *crossing), key=lambda mark: mark.x0)
            single = [mark for mark in single if mark not in crossing]
        below = _pack(long, (), placing)
        rows = max(2, _pack(single, piles, placing))
        for mark in single:
            mark.row += below
    else:
        rows = _pack(sorted((*long, *single), key=lambda mark: mark.x0), (), placing)
    placed = sorted((*long, *single), key=lambda mark: mark.x0)
    return LaneLayout(
        marks=tuple(placed),
        piles=tuple(piles),
        rows=max(1, below + rows),
        below=below,
        most=max((pile.bucket.count for pile in piles), default=0),
        reach=tuple(accumulate((mark.end + FADE for mark in placed), max)),
    )


def pile_step(per_day: float) -> Step:
    """Give the shortest piece of calendar that is wide enough for a pile."""
    for step, days in _STEPS:
        if days * per_day >= PILE_ROOM:
            return step
    return Step.DECADE


def _mark(item: Item, placing: Placing) -> Mark:
    span = item.span
    if span is None:
        raise ValueError("an item without a day has no place")
    last = _last(item, placing)
    x0, x1 = placing.x(span.first), placing.x(last + 1)
    if span.first == last:
        return _day_mark(item, x0, x1, placing)
    if x1 - x0 < POINT:
        middle = (x0 + x1) / 2
        x0, x1 = middle - POINT / 2, middle + POINT / 2
    return Mark(item, x0, x1)


def goes_on(item: Item) -> bool:
    """Say whether something lasts beyond the last day recorded of it."""
    return (
        item.span is not None
        and item.span.open_end
        and (item.band is not None or item.entry.ongoing)
    )


def _day_mark(item: Item, x0: float, x1: float, placing: Placing) -> Mark:
    """Put a point in time into its day: at its hour where recorded, else at the day's start."""
    time = item.entry.time
    if time is not None and placing.per_day >= WIDE_DAY:
        start = x0 + (time.time.hour + time.time.minute / 60) / 24 * placing.per_day
    else:
        start = (x0 + x1) / 2 - POINT / 2 if x1 - x0 < POINT + 8 else x0 + 4
    if item.band is not None and item.span is not None:
        return Mark(item, min(x0, start), max(x1, start + POINT))
    return Mark(item, start, start + POINT)


def _piled(items: list[Item], placing: Placing) -> tuple[list[Pile], list[Mark]]:
    """Pile up the days, weeks, months … that hold more than there are rows."""
    step = pile_step(placing.per_day)
    most = placing.rows
    if step is Step.DAY and placing.per_day >= WIDE_DAY:
        most = max(most, MOST_ROWS_OF_A_DAY)
    piles: list[Pile] = []
    single: list[Mark] = []
    for bucket in counts([_first(item) for item in items], step):
        held = items[bucket.low : bucket.high]
        if bucket.count > most:
            x0, x1 = placing.x(bucket.first), placing.x(bucket.last + 1)
            piles.append(Pile(tuple(held), bucket, x0, x1))
        else:
            single += [_mark(item, placing) for item in held]
    single.sort(key=lambda mark: mark.x0)
    return piles, single


def _crosses(mark: Mark, piles: Sequence[Pile]) -> bool:
    """Say whether a bar reaches into a pile; a sign that only touches one is moved beside it."""
    middle = (mark.x0 + mark.x1) / 2
    place = bisect_left(piles, middle, key=lambda pile: pile.x1)
    for pile in piles[max(0, place - 1) : place + 1]:
        if mark.x1 <= pile.x0 or mark.x0 >= pile.x1:
            continue
        if mark.x1 - mark.x0 > POINT:
            return True
        mark.move(pile.x0 - POINT - 1 if middle < (pile.x0 + pile.x1) / 2 else pile.x1 + 1)
    return False


def _pack(marks: list[Mark], piles: Sequence[Pile], placing: Placing) -> int:
    """Give each mark a row where it covers no other, best one where its label fits; count rows.

    A label gives way to the next mark in its row; it goes when too little of it would be left.
    """
    widest = LABEL_MOST_WIDE if placing.per_day >= WIDE_DAY else LABEL_MOST
    rows: list[Mark] = []
    starts = [pile.x0 for pile in piles]
    for mark in marks:
        mark.label(min(widest, placing.measure(mark.item.entry.title) + 2))
        room = mark.wanted
        if mark.inside:
            room = min(room, mark.x1 - LABEL_GAP - mark.label_x)
        next_pile = bisect_left(starts, (mark.x0 + mark.x1) / 2)
        if next_pile < len(starts):
            room = min(room, starts[next_pile] - BETWEEN - mark.label_x)
        mark.give(room)
        row = mark.row = _best_row(rows, mark, placing.rows)
        if row == len(rows):
            rows.append(mark)
            continue
        before = rows[row]
        if before.end + BETWEEN > mark.start:
            before.give(min(before.room, mark.start - BETWEEN - before.label_x))
        rows[row] = mark
    return len(rows)


def _best_row(rows: list[Mark], mark: Mark, most: int) -> int:
    """Choose the first row with room; a new one while allowed; else where least is cut."""
    limit = mark.start - BETWEEN
    for place, before in enumerate(rows):
        if before.end <= limit:
            return place
    if len(rows) < most:
        return len(rows)
    limit = mark.start - 2
    free = [(before.end, place) for place, before in enumerate(rows) if before.tip <= limit]
    return min(free)[1] if free else len(rows)
