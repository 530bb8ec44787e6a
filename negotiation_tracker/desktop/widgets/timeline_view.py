"""The view of a timeline: which days it shows, laid out and painted; no widget per record."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.timeline_frame import (
    HEAD,
    PAD,
    Element,
    Picture,
    Sizes,
    Stocks,
    compose,
)
from negotiation_tracker.desktop.widgets.timeline_layout import FADE, Mark
from negotiation_tracker.desktop.widgets.timeline_painter import Look, TimelinePainter
from negotiation_tracker.desktop.widgets.timeline_scale import Scale
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.rules.timeline import Item, Lane, Timeline, densest

PAN_STEP = 90.0
TOO_WIDE = 8
SETTLE = 12
ALL_AT_ONCE = 4_000
SCREENS = 2
HELP = (
    "Arrow keys move from record to record, Enter opens it. Plus and minus zoom, 0 shows all. "
    "Shift with an arrow moves the days."
)


class Mode(StrEnum):
    """What decides which days are shown when there is more or less room."""

    FIRST = "first"
    ALL = "all"
    FREE = "free"


class TimelineView(QAbstractScrollArea):
    """Shows a timeline; what mouse and keyboard do is in `TimelineCanvas`.

    Signals:
        pointed: what the keyboard is on, in words; empty for nothing.
        moved: other days are shown.

    """

    pointed = Signal(str)
    moved = Signal()

    def __init__(self, theme: Theme, words: Callable[[Item], str]) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._timeline: Timeline | None = None
        self._items: tuple[Item, ...] = ()
        self._stocks: Stocks | None = None
        self._window: tuple[int, int] | None = None
        self._held: dict[int, Element | None] = {}
        self._scale = Scale(0.0, 1.0, 100.0)
        self._picture: Picture | None = None
        self._today: int | None = None
        self._target: tuple[int, int] | None = None
        self._focus: Item | None = None
        self._selected: Item | None = None
        self._hover: Element | None = None
        self._mode = Mode.FIRST
        self._painter = self._make_painter()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SETTLE)
        self._later.timeout.connect(self._tell_moved)
        self._build()

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription(HELP)
        self.setProperty("look", "timeline")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.viewport().update())
        self.verticalScrollBar().setSingleStep(24)
        self._theme.changed.connect(self._restyle)

    # ---- what is shown

    @property
    def scale(self) -> Scale:
        """Give the days shown and how wide they are."""
        return self._scale

    @property
    def focused(self) -> Item | None:
        """Give the record the keyboard is on."""
        return self._focus

    def show_timeline(self, timeline: Timeline, today: int) -> None:
        """Show another timeline, from the days in which most of it lies."""
        self._timeline = timeline
        inside = timeline.first is not None and timeline.last is not None
        self._today = (
            today if inside and (timeline.first or 0) <= today <= (timeline.last or 0) else None
        )
        self._focus = self._selected = self._hover = self._target = None
        self._mode = Mode.FIRST
        self._scale = self._first_view()

    def replace_timeline(self, timeline: Timeline) -> None:
        """Show the same talks after a change, without moving about."""
        self._timeline = timeline
        self._hover = None

    def show_items(
        self, items: Sequence[Item], lanes: Sequence[Lane], stocks: Stocks | None = None
    ) -> None:
        """Show these items in these lanes; what was focused stays so if it is among them.

        ``stocks`` are the same items sorted already, as is best done aside where they are many.
        """
        if self._timeline is None:
            return
        self._items = tuple(items)
        self._focus = self._same(self._focus)
        self._selected = self._same(self._selected)
        self._stocks = stocks or Stocks.of(self._timeline, self._items, lanes)
        self._hover = None
        self._lay_out()

    def _same(self, item: Item | None) -> Item | None:
        """Give the item that stands for the same record after things were read again."""
        if item is None or self._timeline is None:
            return None
        found = (*self._items, *self._timeline.bands)
        key = (item.kind, item.inputs)
        return next((one for one in found if (one.kind, one.inputs) == key), None)

    def select(self, item: Item | None) -> None:
        """Mark the record that the side panel shows; the days shown stay what they are."""
        self._selected = item
        self._mode = Mode.FREE
        self.viewport().update()

    def focus_on(self, item: Item) -> None:
        """Put the keyboard on a record and bring it into view."""
        self._focus = item
        self.reveal()
        self._say(self._words(item))

    # ---- moving

    def fit(self) -> None:
        """Show everything."""
        timeline = self._timeline
        if timeline is not None and timeline.first is not None and timeline.last is not None:
            self._target = None
            scale = Scale.fitting(timeline.first, timeline.last, self._plot_width())
            self._show_scale(scale)
            self._mode = Mode.ALL

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Show days wider or narrower, around a pixel, the focused record or the middle."""
        if x is None:
            x = self._scale.width / 2
            element = self._focused_element()
            if element is not None and self._picture is not None:
                at = element.x0 + self._picture.offset(self._scale)
                x = at if 0 <= at <= self._scale.width else x
        self._show_scale(self._scale.zoomed(factor, x))

    def pan(self, pixels: float) -> None:
        """Show later days, or earlier ones where negative."""
        self._show_scale(self._scale.panned(pixels))

    def go_to(self, first: int, last: int) -> None:
        """Show some days in the middle and mark them; zoom out only as far as needed."""
        self._target = (first, last)
        scale = self._scale
        if (last + 1 - first) * scale.per_day > scale.width * 0.9:
            scale = Scale.fitting(first, last, scale.width, 0.2)
        elif (last + 1 - first) * scale.per_day < TOO_WIDE:
            # A day that would be a hair's breadth: show its weeks.
            days = max((last + 1 - first) * 12.0, 60.0)
            scale = Scale(scale.left, scale.width / days, scale.width)
        self._show_scale(scale.centred((first + last) / 2))

    def show_days(self, first: int, last: int) -> None:
        """Show days from edge to edge."""
        self._show_scale(Scale.fitting(first, last, self._plot_width(), 0.08))

    # ---- laying out

    def _plot_width(self) -> float:
        return max(80.0, self.viewport().width() - HEAD)

    def _first_view(self) -> Scale:
        timeline = self._timeline
        width = self._plot_width()
        if timeline is None or timeline.first is None or timeline.last is None:
            return Scale.fitting(self._today or 730_000, self._today or 730_000, width)
        days = [item.span.first for item in timeline.items if item.span is not None]
        most = densest(days)
        whole = timeline.last - timeline.first + 1
        if most is not None and (most[1] - most[0] + 1) * TOO_WIDE <= whole:
            span = most[1] - most[0] + 1
            return Scale.fitting(most[0] - span / 2, most[1] + span / 2, width)
        return Scale.fitting(timeline.first, timeline.last, width)

    def _lay_out(self) -> None:
        if self._stocks is None:
            return
        room = (Sizes(self._theme.size), self._painter.measure, float(self.viewport().height()))
        self._window = self._wanted_window()
        self._picture = compose(self._stocks, self._scale.per_day, room, self._window)
        self._held.clear()
        self._set_bars()
        self.viewport().update()
        self._later.start()

    def _wanted_window(self) -> tuple[int, int] | None:
        """Give the days to lay out: all of them, or a few screens of very many records."""
        if len(self._items) <= ALL_AT_ONCE:
            return None
        first, last = self._scale.days()
        beyond = SCREENS * (last - first + 1)
        return first - beyond, last + beyond

    def _outside_window(self) -> bool:
        if self._window is None:
            return False
        first, last = self._scale.days()
        return first - (last - first) < self._window[0] or last + (last - first) > self._window[1]

    def _show_scale(self, scale: Scale) -> None:
        self._mode = Mode.FREE
        wider = scale.per_day != self._scale.per_day
        self._scale = scale
        if wider or self._outside_window():
            self._hover = None
            self._lay_out()
        else:
            self._set_bars()
            self.viewport().update()
            self._later.start()

    def _set_bars(self) -> None:
        picture, timeline = self._picture, self._timeline
        if picture is None or timeline is None:
            return
        room = self.viewport().height() - picture.header
        vertical = self.verticalScrollBar()
        vertical.setPageStep(int(max(1.0, room)))
        vertical.setRange(0, int(max(0.0, picture.height - room)))
        first = min(timeline.first or self._scale.left, self._scale.left)
        last = max((timeline.last or 0) + 1, self._scale.right)
        bar = self.horizontalScrollBar()
        blocked = bar.blockSignals(True)
        unit = self._scale.per_day
        bar.setPageStep(int(self._scale.width))
        bar.setSingleStep(int(PAN_STEP))
        bar.setRange(0, max(0, int((last - first) * unit - self._scale.width)))
        bar.setValue(int((self._scale.left - first) * unit))
        bar.blockSignals(blocked)

    def _scrolled(self, value: int) -> None:
        timeline = self._timeline
        if timeline is None:
            return
        first = min(timeline.first or self._scale.left, self._scale.left)
        left = first + value / self._scale.per_day
        self._show_scale(Scale(left, self._scale.per_day, self._scale.width))

    def _restyle(self) -> None:
        self._painter = self._make_painter()
        self._lay_out()

    def _make_painter(self) -> TimelinePainter:
        font = self.font()
        font.setPixelSize(self._theme.size)
        return TimelinePainter(self._theme.colours(), font)

    def _tell_moved(self) -> None:
        self.moved.emit()

    # ---- what is where

    def _at(self, place: QPointF) -> Element | None:
        picture = self._picture
        if picture is None or place.x() < HEAD:
            return None
        x = place.x() - HEAD - picture.offset(self._scale)
        if place.y() < picture.header:
            y = place.y() - picture.sizes.axis - PAD / 2
            layout = picture.bands
        else:
            y = place.y() - picture.header + self.verticalScrollBar().value()
            number = picture.lane_at(y)
            layout = None if number is None else picture.lanes[number].layout
        if layout is None:
            return None
        marks, piles = layout.seen(x - 4, x + 4)
        point = QPointF(x, y)
        candidates: list[Element] = [*reversed(marks), *piles]
        for element in candidates:
            if picture.box(element).adjusted(-4, -2, 4, 2).contains(point):
                return element
        return None

    def _focused_element(self) -> Element | None:
        return self._element_of(self._focus)

    def _element_of(self, item: Item | None) -> Element | None:
        """Give the mark of an item, or the pile it lies in; remembered until the next layout."""
        if self._picture is None or item is None:
            return None
        if id(item) not in self._held:
            self._held[id(item)] = self._picture.holding(item)
        return self._held[id(item)]

    def _describe(self, element: Element) -> str:
        if isinstance(element, Mark):
            return self._words(element.item)
        first, last = element.bucket.first, element.bucket.last
        days = short_date_range(first, last)
        return f"{element.bucket.count:,} records, {days}. Enter or a click takes a closer look."

    # ---- the keyboard's place

    def reveal(self) -> None:
        """Bring what the keyboard is on into view, with some room around it."""
        picture, element = self._picture, self._focused_element()
        if picture is None or element is None:
            return
        x0 = element.x0 + picture.offset(self._scale)
        x1 = min(element.end, element.x0 + 200) + picture.offset(self._scale)
        if x0 < FADE:
            self._show_scale(self._scale.panned(x0 - self._scale.width * 0.25))
        elif x1 > self._scale.width:
            self._show_scale(self._scale.panned(x0 - self._scale.width * 0.6))
        if picture.lane_of(element) is not None:
            box = picture.box(element)
            bar = self.verticalScrollBar()
            room = self.viewport().height() - picture.header
            if box.top() - PAD < bar.value():
                bar.setValue(int(box.top() - 3 * PAD))
            elif box.bottom() + PAD > bar.value() + room:
                bar.setValue(int(box.bottom() + 2 * PAD - room))
        self.viewport().update()

    def _say(self, words: str) -> None:
        self.setAccessibleDescription(words or HELP)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.pointed.emit(words)
        self.viewport().update()

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        area = QRectF(self.viewport().rect())
        if self._picture is None:
            painter.fillRect(area, self._theme.colour("surface"))
            return
        look = Look(
            scroll=float(self.verticalScrollBar().value()),
            today=self._today,
            target=self._target,
            focus=self._focused_element() if self.hasFocus() else None,
            hover=self._hover,
            selected=self._element_of(self._selected),
        )
        self._painter.paint(painter, self._picture, self._scale, area, look)
        focused = self.hasFocus()
        painter.setPen(QPen(self._theme.colour("focus" if focused else "border"), 2))
        painter.drawRect(area if not focused else area.adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        timeline, width = self._timeline, self._plot_width()
        if timeline is None or self._mode is Mode.FREE:
            self._scale = Scale(self._scale.left, self._scale.per_day, width)
        elif self._mode is Mode.FIRST or timeline.first is None or timeline.last is None:
            self._scale = self._first_view()
        else:
            self._scale = Scale.fitting(timeline.first, timeline.last, width)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 220)


def short_date_range(first: int, last: int) -> str:
    """Give days in words: "14 Jan 2019", or "14 Jan 2019 – 20 Jan 2019"."""
    start, end = (
        short_date(date.fromordinal(max(1, min(day, 3_652_059)))) for day in (first, last)
    )
    return start if first == last else f"{start} – {end}"
