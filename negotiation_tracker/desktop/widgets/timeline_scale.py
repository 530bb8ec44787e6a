"""From days to pixels and back, and the calendar along the top of a timeline."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor

from negotiation_tracker.model.fuzzy_dates import MONTH_NAMES, WEEKDAY_NAMES
from negotiation_tracker.rules.timeline import Step, next_start, step_start

EARLIEST, LATEST = date.min.toordinal(), date.max.toordinal()
SHORTEST_SPAN = 1.0
LABEL_ROOM = 150.0
LONGEST_SPAN = 366.0 * 120
_HOURS = ((1, 46.0), (3, 46.0), (6, 46.0))
_STEPS = (
    (Step.DAY, 1.0, 24.0),
    (Step.WEEK, 7.0, 48.0),
    (Step.MONTH, 30.4, 34.0),
    (Step.QUARTER, 91.3, 44.0),
    (Step.YEAR, 365.25, 40.0),
    (Step.DECADE, 3652.5, 50.0),
)
_LONG_MONTH = 110.0
_WIDE_DAY = 62.0


@dataclass(frozen=True, slots=True)
class Scale:
    """Which days a timeline shows, and how wide they are.

    Attributes:
        left: day at the left edge, as an ordinal; a fraction is a part of the day.
        per_day: pixels for a day.
        width: pixels from edge to edge.

    """

    left: float
    per_day: float
    width: float

    @classmethod
    def fitting(cls, first: float, last: float, width: float, margin: float = 0.04) -> "Scale":
        """Show the days from a day to another, both included, with some margin.

        At the right there is room for the label of what comes last.
        """
        days = max(1.0, last + 1 - first)
        label = min(LABEL_ROOM, width / 4) / max(1.0, width)
        shown = min(LONGEST_SPAN, max(SHORTEST_SPAN, days / (1 - 2 * margin - label)))
        return cls(first - shown * margin, max(1.0, width) / shown, width)

    @property
    def right(self) -> float:
        """Give the day at the right edge."""
        return self.left + self.width / self.per_day

    def x(self, day: float) -> float:
        """Give the pixel at which a day begins."""
        return (day - self.left) * self.per_day

    def day(self, x: float) -> float:
        """Give the day at a pixel."""
        return self.left + x / self.per_day

    def days(self) -> tuple[int, int]:
        """Give the first and last day that are seen, even in part."""
        return (
            min(LATEST, max(EARLIEST, floor(self.left))),
            min(LATEST, max(EARLIEST, ceil(self.right) - 1)),
        )

    def zoomed(self, factor: float, x: float) -> "Scale":
        """Show days wider or narrower; the day at a pixel stays where it is."""
        days = min(LONGEST_SPAN, max(SHORTEST_SPAN, self.width / (self.per_day * factor)))
        per_day = self.width / days
        return _inside(replace(self, left=self.day(x) - x / per_day, per_day=per_day))

    def panned(self, pixels: float) -> "Scale":
        """Show later days, or earlier ones where negative."""
        return _inside(replace(self, left=self.left + pixels / self.per_day))

    def centred(self, day: float) -> "Scale":
        """Put the middle of a day into the middle."""
        return _inside(replace(self, left=day + 0.5 - self.width / self.per_day / 2))


def _inside(scale: Scale) -> Scale:
    """Keep a scale within the days that there are."""
    left = min(max(scale.left, EARLIEST), LATEST + 1 - scale.width / scale.per_day)
    return replace(scale, left=max(left, EARLIEST))


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark of the calendar: the days it covers and its words, which may be empty."""

    first: float
    last: float
    words: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The two lines of the calendar for a scale.

    Attributes:
        upper: longer pieces, such as months.
        lower: shorter ones, such as days.

    """

    upper: tuple[Tick, ...]
    lower: tuple[Tick, ...]


def calendar(scale: Scale) -> Calendar:
    """Choose the pieces of calendar that have room for their words."""
    for hours, room in _HOURS:
        if scale.per_day * hours / 24 >= room:
            return Calendar(tuple(_days(scale)), tuple(_hours(scale, hours)))
    fitting = (step for step, days, room in _STEPS if scale.per_day * days >= room)
    step = next(fitting, Step.DECADE)
    upper = {
        Step.DAY: Step.MONTH,
        Step.WEEK: Step.MONTH,
        Step.MONTH: Step.YEAR,
        Step.QUARTER: Step.YEAR,
    }.get(step, Step.DECADE)
    return Calendar(tuple(_pieces(scale, upper)), tuple(_pieces(scale, step)))


def _pieces(scale: Scale, step: Step) -> Iterator[Tick]:
    first, last = scale.days()
    day = step_start(step, first)
    while day <= last:
        after = next_start(step, day)
        yield Tick(day, after, _words(step, day, scale.per_day))
        day = after


def _words(step: Step, day: int, per_day: float) -> str:
    found = date.fromordinal(day)
    month = MONTH_NAMES[found.month - 1]
    if step is Step.DAY:
        name = WEEKDAY_NAMES[found.weekday()][:3]
        return f"{name} {found.day}" if per_day >= _WIDE_DAY else str(found.day)
    if step is Step.WEEK:
        return f"{found.day} {month[:3]}"
    if step is Step.QUARTER:
        return month[:3]
    if step is Step.MONTH:
        if per_day * 28 < _LONG_MONTH:
            return month[:3]
        return f"{month} {found.year}"
    return str(found.year) if step is Step.YEAR else f"{found.year}s"


def _days(scale: Scale) -> Iterator[Tick]:
    first, last = scale.days()
    for day in range(first, last + 1):
        found = date.fromordinal(day)
        name = WEEKDAY_NAMES[found.weekday()][:3]
        words = f"{name} {found.day} {MONTH_NAMES[found.month - 1][:3]} {found.year}"
        yield Tick(day, day + 1, words)


def _hours(scale: Scale, step: int) -> Iterator[Tick]:
    first, last = scale.days()
    for day in range(first, last + 1):
        for hour in range(0, 24, step):
            start, end = day + hour / 24, day + (hour + step) / 24
            if end > scale.left and start < scale.right:
                yield Tick(start, end, f"{hour:02}:00")
