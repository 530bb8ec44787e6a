"""What a timeline shows at one moment, and where on the canvas each thing of it stands."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from negotiation_tracker.desktop.models.evidence import SIDE_TONES
from negotiation_tracker.desktop.widgets.timeline_layout import (
    DENSE_ROWS,
    READABLE_ROWS,
    LaneLayout,
    Mark,
    Measure,
    Pile,
    Placing,
    Stock,
    lay_out,
)
from negotiation_tracker.desktop.widgets.timeline_scale import Scale
from negotiation_tracker.rules.timeline import Item, Lane, Timeline, in_days

HEAD = 172.0
PAD = 6.0
BAND_ROWS = 6
Element = Mark | Pile


@dataclass(frozen=True, slots=True)
class Sizes:
    """Heights that follow from the size of text.

    Attributes:
        text: text in pixels.

    """

    text: int

    @property
    def row(self) -> float:
        """Give the height of a row."""
        return self.text + 12.0

    @property
    def axis(self) -> float:
        """Give the height of the calendar."""
        return 2.0 * (self.text + 8)

    @property
    def lowest_lane(self) -> float:
        """Give the least height of a lane, so that the two lines at its head fit."""
        return 2.0 * self.text + 22


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane with its place.

    Attributes:
        lane: the lane; layout: its marks.
        top, height: from the top of all lanes.
        days: first days of its items, sorted, for counting what is in view.

    """

    lane: Lane
    layout: LaneLayout
    top: float
    height: float
    days: Sequence[int]

    @property
    def tone(self) -> str:
        """Give the tone of its side."""
        return SIDE_TONES.get(self.lane.side, "plain")


@dataclass(frozen=True, slots=True)
class Picture:
    """All lanes laid out for one width of the day.

    Attributes:
        origin: day at which x is 0; per_day: pixels for a day.
        lanes: from top to bottom; height: of all of them.
        bands: what went on, in rows of its own above the lanes; None when there is nothing.
        order: marks and piles in order of time, bands first on the same day.

    """

    origin: int
    per_day: float
    sizes: Sizes
    lanes: tuple[PlacedLane, ...]
    height: float
    bands: LaneLayout | None
    order: tuple[Element, ...] = field(repr=False)
    places: dict[int, tuple[int, int]] = field(repr=False)

    @property
    def header(self) -> float:
        """Give the height of the calendar and the bands."""
        if self.bands is None:
            return self.sizes.axis
        return self.sizes.axis + self.bands.rows * self.sizes.row + PAD

    def offset(self, scale: Scale) -> float:
        """Give what to add to an x of the layout to get a pixel of the plot."""
        return (self.origin - scale.left) * self.per_day

    def lane_at(self, y: float) -> int | None:
        """Give the number of the lane at a height, or None below the last."""
        place = bisect_left([lane.top + lane.height for lane in self.lanes], y)
        return place if place < len(self.lanes) else None

    def box(self, element: Element) -> QRectF:
        """Give the box of a mark or pile; x as in the layout, y from the top of its part.

        Bands count from below the calendar, everything else from the top of all lanes.
        """
        row = self.sizes.row
        lane_number = self.lane_of(element)
        if lane_number is None:
            mark_row = element.row if isinstance(element, Mark) else 0
            return QRectF(element.x0, mark_row * row + 2, element.end - element.x0, row - 4)
        lane = self.lanes[lane_number]
        top = lane.top + PAD
        if isinstance(element, Mark):
            return QRectF(
                element.x0, top + element.row * row + 2, element.end - element.x0, row - 4
            )
        layout = lane.layout
        room = (layout.rows - layout.below) * row - 4
        height = max(row - 4, room * element.bucket.count / max(1, layout.most))
        bottom = top + layout.rows * row - 2
        return QRectF(element.x0 + 1, bottom - height, element.x1 - element.x0 - 2, height)

    def lane_of(self, element: Element) -> int | None:
        """Give the number of the lane a mark or pile stands in; None for bands."""
        lane = self.places[id(element)][1]
        return None if lane < 0 else lane

    def position(self, element: Element) -> int:
        """Give the place of a mark or pile in the order of time."""
        return self.places[id(element)][0]

    def holding(self, item: Item) -> Element | None:
        """Give the mark of an item, or the pile it lies in; looks through all of them."""
        for element in self.order:
            if any(one is item for one in items_of(element)):
                return element
        return None


def items_of(element: Element) -> tuple[Item, ...]:
    """Give the items of a mark or pile."""
    return (element.item,) if isinstance(element, Mark) else element.items


@dataclass(frozen=True, slots=True)
class Stocks:
    """What a picture is made of: the lanes shown and their items, sorted once.

    Attributes:
        lanes: from top to bottom; stocks: their items.
        bands: what went on.
        first, last: first and last day of everything.

    """

    lanes: tuple[Lane, ...]
    stocks: tuple[Stock, ...]
    bands: Stock
    first: int
    last: int

    @classmethod
    def of(cls, timeline: Timeline, items: Sequence[Item], lanes: Sequence[Lane]) -> "Stocks":
        """Sort items, which are in order of time, into lanes."""
        by_lane: dict[str, list[Item]] = {lane.key: [] for lane in lanes}
        for item in items:
            if item.lane in by_lane:
                by_lane[item.lane].append(item)
        first = timeline.first or 0
        return cls(
            tuple(lanes),
            tuple(Stock(by_lane[lane.key]) for lane in lanes),
            Stock(timeline.bands),
            first,
            first if timeline.last is None else timeline.last,
        )


def compose(
    stocks: Stocks,
    per_day: float,
    room: tuple[Sizes, Measure, float],
    window: tuple[int, int] | None = None,
) -> Picture:
    """Lay out lanes so that they fit a height if they can; else with the fewest rows.

    Args:
        stocks: lanes and items.
        per_day: pixels for a day.
        room: sizes, width of a text in pixels, and the height there is for everything.
        window: first and last day to lay out; None for all.

    """
    sizes, measure, height = room

    def placing(rows: int) -> Placing:
        return Placing(stocks.first, per_day, stocks.last, rows, measure, window)

    bands = lay_out(stocks.bands, placing(BAND_ROWS)) if stocks.bands.days else None
    used = sizes.axis + (bands.rows * sizes.row + PAD if bands is not None else 0.0)
    layouts, placed, total = _try(stocks, placing(READABLE_ROWS), sizes)
    if used + total > height and any(layout.piles for layout in layouts):
        # It must be scrolled in any case: rather lower piles than tall ones.
        layouts, placed, total = _try(stocks, placing(DENSE_ROWS), sizes)
    order = _ordered(bands, layouts)
    return Picture(
        origin=stocks.first,
        per_day=per_day,
        sizes=sizes,
        lanes=placed,
        height=total,
        bands=bands,
        order=tuple(element for element, _ in order),
        places={id(element): (place, lane) for place, (element, lane) in enumerate(order)},
    )


def _try(
    stocks: Stocks, placing: Placing, sizes: Sizes
) -> tuple[list[LaneLayout], tuple[PlacedLane, ...], float]:
    layouts = [lay_out(stock, placing) for stock in stocks.stocks]
    placed = tuple(_stacked(stocks, layouts, sizes))
    return layouts, placed, placed[-1].top + placed[-1].height if placed else 0.0


def _stacked(stocks: Stocks, layouts: Sequence[LaneLayout], sizes: Sizes) -> Iterator[PlacedLane]:
    top = 0.0
    for lane, stock, layout in zip(stocks.lanes, stocks.stocks, layouts, strict=True):
        height = max(sizes.lowest_lane, layout.rows * sizes.row + 2 * PAD)
        yield PlacedLane(lane, layout, top, height, stock.days)
        top += height


def _ordered(bands: LaneLayout | None, layouts: Sequence[LaneLayout]) -> list[tuple[Element, int]]:
    found: list[tuple[Element, int]] = []
    parts = list(enumerate(layouts))
    if bands is not None:
        parts.insert(0, (-1, bands))
    for number, layout in parts:
        found += ((mark, number) for mark in layout.marks)
        found += ((pile, number) for pile in layout.piles)
    found.sort(key=lambda one: (first_day(one[0]), one[1], one[0].x0))
    return found


def first_day(element: Element) -> int:
    """Give the first day of a mark or pile."""
    if isinstance(element, Pile):
        return element.bucket.first
    return element.item.span.first if element.item.span is not None else 0


def last_day(element: Element) -> int:
    """Give the last day of a mark or pile."""
    if isinstance(element, Pile):
        return element.bucket.last
    return element.item.span.last if element.item.span is not None else 0


def seen(lane: PlacedLane, scale: Scale) -> int:
    """Count the items of a lane that begin in the days shown."""
    return in_days(lane.days, *scale.days())
