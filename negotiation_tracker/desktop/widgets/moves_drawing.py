"""Draws the moves on an issue: on the screen, into pictures and files alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from negotiation_tracker.desktop.widgets.chart_scales import day_ticks, number_ticks
from negotiation_tracker.desktop.widgets.chip_delegate import tone_of
from negotiation_tracker.services.moves_chart import (
    Band,
    ChartTrack,
    Mark,
    MarkKind,
    MovesChart,
    tick_words,
)

RADIUS = 5.0
_LEFT, _TOP, _BOTTOM, _RIGHT = 58.0, 24.0, 26.0, 14.0
_WIDEST_LABEL = 190.0
_TICK_WIDTH = 84.0
_TICK_HEIGHT = 34.0
_LETTERS = {"labor": "(U)", "management": "(E)", "neutral": "(N)"}
_BESIDE = {MarkKind.ADVERSE: "not confirmed", MarkKind.EXPLORED: "explored"}
_NEAR_END = 3.0
_CELL = 16.0
_LEFT_IS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_IS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Span:
    """The part of time that is shown, as ordinals of days."""

    first: float
    last: float

    @property
    def days(self) -> float:
        """Give its length."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Style:
    """How to draw.

    Attributes:
        colours: by role.
        font: of the text; sizes in pixels.
        grounded: whether to fill the ground and write the title, as for a picture.

    """

    colours: Mapping[str, str]
    font: QFont
    grounded: bool = False

    def colour(self, role: str) -> QColor:
        """Give the colour of a role."""
        return QColor(self.colours[role])


def whole_span(chart: MovesChart) -> Span:
    """Give the span that shows all of a chart, with some room at both ends."""
    first, last = chart.first.toordinal(), chart.last.toordinal() + 1.0
    room = max(1.0, (last - first) * 0.05)
    return Span(first - room, last + room * 0.4)


class Taken:
    """Places that are taken in an area, by cells, so that few are compared with one.

    Args:
        area: it is divided into cells; what lies beyond is in the outer ones.

    """

    def __init__(self, area: QRectF) -> None:
        self._left, self._top = area.left(), area.top()
        self._columns = max(1, int(area.width() / _CELL))
        self._rows = max(1, int(area.height() / _CELL))
        self._cells: dict[tuple[int, int], list[QRectF]] = {}

    def add(self, place: QRectF) -> None:
        """Take a place."""
        for cell in self._under(place):
            self._cells.setdefault(cell, []).append(place)

    def is_free(self, place: QRectF) -> bool:
        """Say whether a place overlaps none that is taken."""
        cells = self._cells
        return not any(
            place.intersects(other) for cell in self._under(place) for other in cells.get(cell, ())
        )

    def _under(self, place: QRectF) -> list[tuple[int, int]]:
        first, last = (
            min(self._columns - 1, max(0, int((x - self._left) / _CELL)))
            for x in (place.left(), place.right())
        )
        top, bottom = (
            min(self._rows - 1, max(0, int((y - self._top) / _CELL)))
            for y in (place.top(), place.bottom())
        )
        return [(x, y) for x in range(first, last + 1) for y in range(top, bottom + 1)]


class MovesDrawing:
    """A chart laid out in a rectangle: where each mark is, and how to draw it all."""

    def __init__(self, chart: MovesChart, area: QRectF, span: Span, style: Style) -> None:
        self._chart = chart
        self._style = style
        self._span = span
        self._area = area
        self._metrics = QFontMetricsF(style.font)
        labels = [self._end_label(t) for t in chart.tracks if t.now is not None]
        if chart.midpoint:
            labels.append(f"midpoint {chart.midpoint}")
        if chart.gap:
            labels.append(f"gap {chart.gap.split(',')[0]}")
        wide = max((self._metrics.horizontalAdvance(text) for text in labels), default=0.0)
        self._label_width = min(wide + 14, _WIDEST_LABEL, area.width() * 0.3)
        top = _TOP + (26 if style.grounded else 0)
        self.plot = area.adjusted(_LEFT, top, -(self._label_width + _RIGHT), -_BOTTOM)
        low, high = self._numbers()
        most = max(2, min(6, int(self.plot.height() / _TICK_HEIGHT)))
        self._ticks = number_ticks(low, high, most)
        self._taken = Taken(self.plot)

    # ---- places

    def x(self, moment: float) -> float:
        """Give where a moment is."""
        part = (moment - self._span.first) / max(self._span.days, 0.01)
        return self.plot.left() + part * self.plot.width()

    def y(self, value: Decimal) -> float:
        """Give where a number is."""
        low, high = self._ticks[0], self._ticks[-1]
        part = float((value - low) / (high - low)) if high > low else 0.5
        return self.plot.bottom() - part * self.plot.height()

    def place(self, mark: Mark) -> QPointF:
        """Give where a mark is."""
        return QPointF(self.x(mark.x), self.y(mark.value))

    def moment(self, x: float) -> float:
        """Give the moment at a place."""
        part = (x - self.plot.left()) / max(self.plot.width(), 1.0)
        return self._span.first + part * self._span.days

    def shows(self, mark: Mark) -> bool:
        """Say whether a mark is in the part of time shown."""
        return self._span.first <= mark.x <= self._span.last

    def _numbers(self) -> tuple[Decimal, Decimal]:
        values = [m.value for t in self._chart.tracks for m in t.marks]
        values += [m.high for t in self._chart.tracks for m in t.marks if m.high is not None]
        low, high = min(values, default=Decimal()), max(values, default=Decimal(1))
        pad = (high - low) / 10 or abs(high) / 10 or Decimal(1)
        return low - pad, high + pad

    # ---- drawing

    def draw(self, painter: QPainter, focus: Mark | None = None) -> None:
        """Draw the chart; a mark in focus gets a ring."""
        self._taken = Taken(self.plot)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._style.font)
        if self._style.grounded:
            painter.fillRect(self._area, self._style.colour("surface"))
            self._title(painter)
        self._bands(painter)
        self._grid(painter)
        painter.save()
        painter.setClipRect(self.plot.adjusted(-RADIUS - 2, -_TOP, RADIUS + 2, RADIUS + 4))
        self._midpoints(painter)
        for track in self._chart.tracks:
            self._lines(painter, track)
        for track in self._chart.tracks:
            for mark in track.marks:
                if self.shows(mark):
                    self._mark(painter, track, mark, focused=mark is focus)
        shown = sum(self.shows(mark) for track in self._chart.tracks for mark in track.marks)
        if shown <= self.plot.width():  # else there is more than a mark for each pixel, and no room
            for place in self._occupied():
                self._taken.add(place)
            for track in self._chart.tracks:
                self._labels(painter, track)
        painter.restore()
        self._ends(painter)
        painter.restore()

    def _pen(self, role: str, width: float = 1.0) -> QPen:
        return QPen(self._style.colour(role), width)

    def _title(self, painter: QPainter) -> None:
        font = QFont(self._style.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._pen("text"))
        area = QRectF(self._area.left() + 10, self._area.top() + 6, self._area.width() - 20, 20)
        words = f"Moves on {self._chart.issue}"
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT_IS, shown)
        painter.setFont(self._style.font)

    def _bands(self, painter: QPainter) -> None:
        """Draw strikes from top to bottom and mediation below, the words over all of them."""
        shown = [(b, area) for b in self._chart.bands if (area := self._band_area(b)) is not None]
        for band, area in shown:
            ground = self._style.colour("alert_soft" if band.alert else "neutral_soft")
            ground.setAlphaF(0.62)
            painter.fillRect(area, ground)
        line = self._metrics.height()
        for band, area in shown:
            at = area.top() + 2 if band.alert else area.bottom() - line - 2
            text = QRectF(area.left() + 4, at, max(area.width() - 6, 0), line)
            words = self._metrics.elidedText(band.words, Qt.TextElideMode.ElideRight, text.width())
            text.setWidth(self._metrics.horizontalAdvance(words) + 2)
            while not self._taken.is_free(text):
                text.moveTop(text.top() + (line if band.alert else -line))
            self._taken.add(text)
            painter.setPen(self._pen("alert" if band.alert else "neutral"))
            painter.drawText(text, _LEFT_IS, words)

    def _band_area(self, band: Band) -> QRectF | None:
        left = max(self.plot.left(), self.x(band.first.toordinal()))
        right = min(self.plot.right(), self.x(band.last.toordinal() + 1))
        if right <= left:
            return None
        area = QRectF(left, self.plot.top(), right - left, self.plot.height())
        if not band.alert:
            area.setTop(self.plot.top() + self.plot.height() * 0.5)
        return area

    def _grid(self, painter: QPainter) -> None:
        line = self._metrics.height()
        for value in self._ticks:
            y = self.y(value)
            painter.setPen(self._pen("border"))
            painter.drawLine(QPointF(self.plot.left(), y), QPointF(self.plot.right(), y))
            painter.setPen(self._pen("secondary"))
            area = QRectF(self._area.left(), y - line / 2, _LEFT - 8, line)
            painter.drawText(area, _RIGHT_IS, tick_words(value, self._chart.unit))
        unit = QRectF(self._area.left() + 8, self.plot.top() - line - 6, 220, line)
        painter.drawText(unit, _LEFT_IS, self._chart.axis)
        most = max(2, int(self.plot.width() / _TICK_WIDTH))
        for tick in day_ticks(self._span.first, self._span.last, most):
            x = self.x(tick.at)
            painter.setPen(self._pen("border"))
            painter.drawLine(QPointF(x, self.plot.bottom()), QPointF(x, self.plot.bottom() + 4))
            painter.setPen(self._pen("secondary"))
            area = QRectF(x - _TICK_WIDTH / 2, self.plot.bottom() + 5, _TICK_WIDTH, line)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tick.words)

    def _midpoints(self, painter: QPainter) -> None:
        pen = self._pen("secondary", 1.3)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        last: QPointF | None = None
        for one in self._chart.midpoints:
            start = QPointF(self.x(one.x), self.y(one.value))
            if last is not None and abs(last.x() - start.x()) < 1:
                painter.drawLine(last, start)
            last = QPointF(self.x(one.until), self.y(one.value))
            painter.drawLine(start, last)

    def _lines(self, painter: QPainter, track: ChartTrack) -> None:
        painter.setPen(self._pen(tone_of(track.side), 2.2))
        last: QPointF | None = None
        for one in track.lines:
            start = QPointF(self.x(one.x), self.y(one.value))
            if last is not None and abs(last.x() - start.x()) < 1:
                painter.drawLine(last, start)
            last = QPointF(self.x(one.until), self.y(one.value))
            painter.drawLine(start, last)
        steps = [m for m in track.marks if m.kind is MarkKind.EFFECTIVE]
        pen = self._pen(tone_of(track.side), 1.4)
        pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        for mark, following in pairwise(steps):
            corner = QPointF(self.x(following.x), self.y(mark.value))
            painter.drawLine(self.place(mark), corner)
            painter.drawLine(corner, self.place(following))

    def _mark(self, painter: QPainter, track: ChartTrack, mark: Mark, *, focused: bool) -> None:
        at = self.place(mark)
        tone = tone_of(track.side)
        self._whisker(painter, tone, mark, at)
        if mark.high is not None:
            painter.setPen(self._pen(tone, 1.4))
            painter.drawLine(at, QPointF(at.x(), self.y(mark.high)))
        pen = self._pen(tone, 1.8)
        painter.setBrush(self._style.colour("surface"))
        if mark.kind is MarkKind.POSITION:
            painter.setBrush(self._style.colour(tone))
        elif mark.kind is not MarkKind.EFFECTIVE:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        if mark.kind is MarkKind.EFFECTIVE:
            painter.drawRect(QRectF(at.x() - 4, at.y() - 4, 8, 8))
        elif mark.kind is MarkKind.EXPLORED:
            size = RADIUS + 1.5
            painter.drawPolygon(
                QPolygonF(
                    [at + QPointF(*d) for d in ((0, -size), (size, 0), (0, size), (-size, 0))]
                )
            )
        else:
            painter.drawEllipse(at, RADIUS, RADIUS)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._pen("focus", 2))
            painter.drawEllipse(at, RADIUS + 4, RADIUS + 4)

    def _whisker(self, painter: QPainter, tone: str, mark: Mark, at: QPointF) -> None:
        """Draw the days a rough date may mean; a dotted line where its start is open."""
        if mark.kind is MarkKind.EFFECTIVE or mark.first == mark.last:
            return
        pen = self._pen(tone, 1)
        left, right = self._day(mark.first, 0.0), self._day(mark.last, 1.0)
        if left is None:
            pen.setStyle(Qt.PenStyle.DotLine)
            left = at.x() - 16
        painter.setPen(pen)
        end = at.x() if right is None else max(right, at.x())
        painter.drawLine(QPointF(left, at.y() + RADIUS + 3), QPointF(end, at.y() + RADIUS + 3))

    def _day(self, day: date | None, end: float) -> float | None:
        return None if day is None else self.x(day.toordinal() + end)

    def _labels(self, painter: QPainter, track: ChartTrack) -> None:
        """Write numbers beside marks where there is room; the rest is told on hover."""
        painter.setPen(self._pen(tone_of(track.side)))
        for mark in track.marks:
            if not self.shows(mark):
                continue
            words = mark.label
            if mark.kind in _BESIDE:
                words = f"{mark.label}, {_BESIDE[mark.kind]}"
            at = self.place(mark)
            width, height = self._metrics.horizontalAdvance(words), self._metrics.height()
            above = at.y() - height - RADIUS - 2
            below = at.y() + RADIUS + 4
            lefts = (at.x() - 4, at.x() - width + 4)
            tops = (below, above) if self._lower(track, mark) else (above, below)
            spots = [QRectF(left, top, width + 2, height) for top in tops for left in lefts]
            free = next((spot for spot in spots if self._free(spot)), None)
            if free is not None:
                self._taken.add(free)
                painter.drawText(free, _LEFT_IS, words)

    def _occupied(self) -> list[QRectF]:
        """Give where no label may stand: on marks, and on steps from one number to the next."""
        found = [
            QRectF(self.x(one.x), self.y(one.value) - 1, self.x(one.until) - self.x(one.x), 2)
            for one in self._chart.midpoints
        ]
        for track in self._chart.tracks:
            for mark in track.marks:
                at = self.place(mark)
                found.append(QRectF(at.x() - RADIUS, at.y() - RADIUS, 2 * RADIUS, 2 * RADIUS))
            for one, following in pairwise(track.lines):
                top, bottom = sorted((self.y(one.value), self.y(following.value)))
                found.append(QRectF(self.x(following.x) - 1, top, 2, bottom - top))
                left, right = self.x(one.x), self.x(one.until)
                found.append(QRectF(left, self.y(one.value) - 1, right - left, 2))
            for one in track.lines[-1:]:
                left, right = self.x(one.x), self.x(one.until)
                found.append(QRectF(left, self.y(one.value) - 1, right - left, 2))
        return found

    def _lower(self, track: ChartTrack, mark: Mark) -> bool:
        others = [t.now for t in self._chart.tracks if t is not track and t.now is not None]
        return bool(others) and mark.value < max(others)

    def _free(self, spot: QRectF) -> bool:
        inside = self.plot.adjusted(-_NEAR_END, -_TOP, 2, 2).contains(spot)
        return inside and self._taken.is_free(spot)

    def _end_label(self, track: ChartTrack) -> str:
        letter = _LETTERS.get(track.side, "")
        words = "" if track.now is None else tick_words(track.now, self._chart.unit)
        return " ".join(part for part in (track.name, letter, words) if part)

    def _ends(self, painter: QPainter) -> None:
        """Write who stands where at the right, no two over one another."""
        line = self._metrics.height()
        wanted = [
            (self.y(t.now), self._end_label(t), tone_of(t.side))
            for t in self._chart.tracks
            if t.now is not None
        ]
        values = [
            t.now
            for t in self._chart.tracks
            if t.now is not None and t.participant_id in self._chart.pair
        ]
        if self._chart.midpoint and self._chart.midpoints:
            last = self._chart.midpoints[-1].value
            wanted.append((self.y(last), f"midpoint {self._chart.midpoint}", "secondary"))
        if self._chart.gap and len(values) > 1:
            middle = (min(values) + max(values)) / 2
            wanted.append((self.y(middle), f"gap {self._chart.gap.split(',')[0]}", "secondary"))
        tops = spread([y - line / 2 for y, _, _ in wanted], line, self.plot.top(),
                      self.plot.bottom() + line / 2)  # fmt: skip
        left = self.plot.right() + 10
        if self._chart.gap and len(values) > 1:
            painter.setPen(self._pen("secondary"))
            x = self.plot.right() + 4
            painter.drawLine(QPointF(x, self.y(min(values))), QPointF(x, self.y(max(values))))
        for (_, words, role), top in zip(wanted, tops, strict=True):
            painter.setPen(self._pen(role))
            area = QRectF(left, top, self._area.right() - left - 2, line)
            shown = self._metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, area.width())
            painter.drawText(area, _LEFT_IS, shown)


def spread(tops: list[float], height: float, first: float, last: float) -> list[float]:
    """Move labels apart so that none covers another, in their order, between two ends."""
    order = sorted(range(len(tops)), key=lambda n: tops[n])
    placed = list(tops)
    at = first - height
    for number in order:
        placed[number] = at = max(tops[number], at + height)
    at = last
    for number in reversed(order):
        placed[number] = at = min(placed[number], at - height)
    return placed
