"""Draws a timeline with a QPainter: on the screen, into a picture or onto a page alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from negotiation_tracker.desktop.models.evidence import SIDE_LETTERS
from negotiation_tracker.desktop.widgets.timeline_frame import (
    HEAD,
    PAD,
    Element,
    Picture,
    PlacedLane,
    seen,
)
from negotiation_tracker.desktop.widgets.timeline_layout import FADE, LABEL_GAP, POINT, Mark, Pile
from negotiation_tracker.desktop.widgets.timeline_scale import Scale, Tick, calendar
from negotiation_tracker.desktop.widgets.timeline_signs import draw_sign
from negotiation_tracker.rules.overlays import OverlayKind

WEEKEND_FROM = 12.0
RADIUS = 4.0
EVERYWHERE = QRectF(-1e9, -1e9, 2e9, 2e9)
_BAND_TONES = {
    OverlayKind.STRIKE: "alert",
    OverlayKind.SYMPATHY_STRIKE: "union",
    OverlayKind.LOCKOUT: "alert",
    OverlayKind.MEDIATION_ACTIVE: "neutral",
    OverlayKind.SCHOOLS_CLOSED: "disputed",
    OverlayKind.BLACKOUT: "plain",
}
# Bands that tint the lanes below them: what a person at the table asks "was it during …?" about.
_TINTING = (
    OverlayKind.MEDIATION_ACTIVE,
    OverlayKind.BLACKOUT,
    OverlayKind.STRIKE,
    OverlayKind.LOCKOUT,
)


@dataclass(frozen=True, slots=True)
class Look:
    """What is marked in a drawing besides the record itself.

    Attributes:
        scroll: pixels by which the lanes are moved up.
        today: day to mark; target: first and last day that were jumped to.
        focus, hover, selected: marks or piles that stand out.
        counts: whether lane heads say how much is in view.
        crop: keep bars and words within the plot by themselves; drawings (SVG) cannot clip.

    """

    scroll: float = 0.0
    today: int | None = None
    target: tuple[int, int] | None = None
    focus: Element | None = None
    hover: Element | None = None
    selected: Element | None = None
    counts: bool = True
    crop: bool = False


class TimelinePainter:
    """Draws pictures of timelines in some colours and a font."""

    def __init__(self, colours: Mapping[str, str], font: QFont) -> None:
        self._colours = colours
        self._font = QFont(font)
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._small = QFont(font)
        self._small.setPixelSize(max(10, font.pixelSize() - 1))
        self._italic = QFont(font)
        self._italic.setItalic(True)
        self._metrics = {
            id(f): QFontMetricsF(f) for f in (self._font, self._bold, self._small, self._italic)
        }
        self._per_day = 1.0
        self._plot = EVERYWHERE
        self._widths: dict[str, float] = {}
        self._elided: dict[tuple[str, int, int], str] = {}

    def measure(self, text: str) -> float:
        """Give the width of a label in pixels."""
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = self._metrics[id(self._font)].horizontalAdvance(text)
        return width

    def paint(
        self, painter: QPainter, picture: Picture, scale: Scale, area: QRectF, look: Look
    ) -> None:
        """Draw a picture into an area; the plot is as wide as the scale says."""
        self._per_day = picture.per_day
        self._plot = QRectF(HEAD, 0, scale.width, area.height()) if look.crop else EVERYWHERE
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, self._colour("surface"))
        painter.translate(area.topLeft())
        plot = QRectF(HEAD, 0, scale.width, area.height())
        body = QRectF(HEAD, picture.header, scale.width, area.height() - picture.header)
        painter.save()
        painter.setClipRect(body)
        self._ground(painter, picture, scale, body, look)
        self._lanes(painter, picture, scale, body, look)
        painter.restore()
        painter.save()
        painter.setClipRect(plot)
        self._header(painter, picture, scale, look)
        self._today(painter, picture, scale, area.height(), look)
        painter.restore()
        self._heads(painter, picture, scale, area.height(), look)
        painter.restore()

    # ---- behind the lanes

    def _ground(
        self, painter: QPainter, picture: Picture, scale: Scale, body: QRectF, look: Look
    ) -> None:
        if scale.per_day >= WEEKEND_FROM:
            first, last = scale.days()
            for day in range(first, last + 1):
                if day % 7 in (6, 0):
                    box = QRectF(HEAD + scale.x(day), body.top(), scale.per_day, body.height())
                    painter.fillRect(box, self._colour("raised"))
        if look.target is not None:
            x0, x1 = scale.x(look.target[0]), scale.x(look.target[1] + 1)
            box = QRectF(HEAD + x0, body.top(), max(2.0, x1 - x0), body.height())
            painter.fillRect(box, self._colour("selected"))
        if picture.bands is not None:
            offset = picture.offset(scale)
            marks, _ = picture.bands.seen(-offset, scale.width - offset)
            for kind in _TINTING:
                for mark in marks:
                    if mark.item.band is kind:
                        self._tint(painter, mark, offset, body)
        painter.setPen(QPen(self._colour("line"), 1))
        for tick in calendar(scale).lower:
            x = round(HEAD + scale.x(tick.first)) + 0.5
            painter.drawLine(QLineF(x, body.top(), x, body.bottom()))

    def _tint(self, painter: QPainter, mark: Mark, offset: float, body: QRectF) -> None:
        tone = _BAND_TONES.get(mark.item.band or OverlayKind.BLACKOUT, "plain")
        colour = self._colour(f"{tone}_soft")
        span = mark.item.span
        colour.setAlpha(70 if span is not None and span.open_end else 120)
        box = QRectF(HEAD + mark.x0 + offset, body.top(), mark.x1 - mark.x0, body.height())
        painter.fillRect(box.intersected(self._plot), colour)

    # ---- lanes

    def _lanes(
        self, painter: QPainter, picture: Picture, scale: Scale, body: QRectF, look: Look
    ) -> None:
        offset = picture.offset(scale)
        for lane in picture.lanes:
            top = body.top() + lane.top - look.scroll
            if top > body.bottom() or top + lane.height < body.top():
                continue
            painter.setPen(QPen(self._colour("border"), 1))
            line = round(top + lane.height) - 0.5
            painter.drawLine(QLineF(body.left(), line, body.right(), line))
            marks, piles = lane.layout.seen(-offset, scale.width - offset)
            for pile in piles:
                box = picture.box(pile).translated(HEAD + offset, body.top() - look.scroll)
                box = box.intersected(self._plot)
                self._pile(painter, pile, box, lane.tone, look)
            for mark in marks:
                box = picture.box(mark).translated(HEAD + offset, body.top() - look.scroll)
                self._mark(painter, mark, box, lane.tone, look)

    def _mark(self, painter: QPainter, mark: Mark, box: QRectF, tone: str, look: Look) -> None:
        if not self._plot.intersects(QRectF(box.left(), box.top(), mark.x1 - mark.x0, 1)):
            return
        self._standing_out(painter, mark, box, look)
        ink, soft = self._colour(tone), self._colour(f"{tone}_soft")
        span = mark.item.span
        bar = QRectF(box.left(), box.top() + 1, mark.x1 - mark.x0, box.height() - 2)
        left = box.left()
        if span is not None and mark.x1 - mark.x0 > POINT + 0.5:
            self._bar(painter, mark, bar, ink, soft)
            left += 1
        if span is not None:
            self._open_ends(painter, mark, bar, ink)
        hidden = max(0.0, HEAD + 2 - left) if box.left() < HEAD else 0.0
        label_left = box.left() + mark.label_x - mark.x0
        if hidden and bar.right() > HEAD:
            label_left = max(label_left, HEAD + 6)
        else:
            sign = QRectF(left, box.center().y() - POINT / 2, POINT, POINT)
            rough = span is not None and span.sure is None
            draw_sign(painter, mark.item.kind, sign, (ink, self._colour("surface")),
                      hollow=mark.item.entry.tentative, rough=rough)  # fmt: skip
        if mark.room > 0:
            right = box.left() + mark.label_x + mark.room - mark.x0
            if mark.inside:
                right = bar.right() - LABEL_GAP
            right = min(right, self._plot.right())
            self._label(
                painter, mark, QRectF(label_left, box.top(), right - label_left, box.height())
            )

    def _label(self, painter: QPainter, mark: Mark, box: QRectF) -> None:
        if box.width() < 8:
            return
        font = self._italic if mark.item.entry.tentative else self._font
        painter.setFont(font)
        painter.setPen(self._colour("text"))
        self._words(painter, mark.item.entry.title, box, font)

    def _bar(self, painter: QPainter, mark: Mark, bar: QRectF, ink: QColor, soft: QColor) -> None:
        span = mark.item.span
        if span is None:
            return
        whole, bar = bar, bar.intersected(self._plot)
        sure = span.sure == (span.first, span.last) and not span.open_end
        edge = QPen(ink, 1, Qt.PenStyle.SolidLine if sure else Qt.PenStyle.DashLine)
        painter.setPen(edge)
        fill = QColor(soft)
        if not sure:
            fill.setAlpha(150)
        painter.setBrush(fill)
        painter.drawRoundedRect(bar, RADIUS, RADIUS)
        if span.sure is not None and not sure:
            # Full colour and solid lines, but no edge inside the bar: a label may stand there.
            start = whole.left() + (span.sure[0] - span.first) * self._per_day
            end = whole.left() + (span.sure[1] + 1 - span.first) * self._per_day
            part = QRectF(start, bar.top(), end - start, bar.height()).intersected(bar)
            painter.fillRect(part.adjusted(1, 1, 0, -1), soft)
            painter.setPen(QPen(ink, 1.4))
            painter.drawLine(QLineF(part.left() + 3, part.top(), part.right(), part.top()))
            painter.drawLine(QLineF(part.left() + 3, part.bottom(), part.right(), part.bottom()))

    def _open_ends(self, painter: QPainter, mark: Mark, bar: QRectF, ink: QColor) -> None:
        span = mark.item.span
        if span is None:
            return
        middle = bar.center().y()
        ends = []
        if span.open_start:
            ends.append((bar.left(), bar.left() - FADE + 4, 1))
        if span.open_end and mark.item.band is None and not mark.item.entry.ongoing:
            ends.append((bar.right(), bar.right() + FADE - 4, -1))
        for near, far, way in ends:
            faint = QColor(ink)
            faint.setAlpha(150)
            painter.setPen(QPen(faint, 1.4))
            painter.drawLine(QLineF(near, middle, far, middle))
            painter.drawLine(QLineF(far, middle, far + 5 * way, middle - 4))
            painter.drawLine(QLineF(far, middle, far + 5 * way, middle + 4))

    def _pile(self, painter: QPainter, pile: Pile, box: QRectF, tone: str, look: Look) -> None:
        ink, soft = self._colour(tone), self._colour(f"{tone}_soft")
        painter.setPen(QPen(ink, 2 if pile is look.hover else 1))
        painter.setBrush(soft)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setFont(self._bold)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{pile.bucket.count:,}")
        if pile is look.focus:
            self._ring(painter, box)

    def _standing_out(self, painter: QPainter, mark: Mark, box: QRectF, look: Look) -> None:
        around = box.adjusted(-3, 0, 4, 0)
        if mark is look.selected or mark is look.hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour("selected" if mark is look.selected else "hover"))
            painter.drawRoundedRect(around, RADIUS, RADIUS)
        if mark is look.focus:
            self._ring(painter, box)

    def _ring(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(QPen(self._colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-4, -1, 5, 1), RADIUS + 1, RADIUS + 1)

    # ---- calendar and bands

    def _header(self, painter: QPainter, picture: Picture, scale: Scale, look: Look) -> None:
        sizes = picture.sizes
        area = QRectF(HEAD, 0, scale.width, picture.header)
        painter.fillRect(area, self._colour("raised"))
        half = sizes.axis / 2
        dates = calendar(scale)
        painter.setFont(self._bold)
        for tick in dates.upper:
            self._tick(painter, tick, scale, QRectF(0, 0, 0, half), self._bold)
        painter.setFont(self._small)
        for tick in dates.lower:
            self._tick(painter, tick, scale, QRectF(0, half, 0, half), self._small)
        painter.setPen(QPen(self._colour("border"), 1))
        for y in (half, sizes.axis, picture.header):
            painter.drawLine(QLineF(area.left(), y - 0.5, area.right(), y - 0.5))
        if picture.bands is None:
            return
        offset = picture.offset(scale)
        marks, piles = picture.bands.seen(-offset, scale.width - offset)
        for pile in piles:
            box = picture.box(pile).translated(HEAD + offset, sizes.axis + PAD / 2)
            self._pile(painter, pile, box, "plain", look)
        for mark in marks:
            box = picture.box(mark).translated(HEAD + offset, sizes.axis + PAD / 2)
            self._band(painter, mark, box, look)

    def _tick(
        self,
        painter: QPainter,
        tick: Tick,
        scale: Scale,
        line: QRectF,
        font: QFont,
    ) -> None:
        ink = "text" if font is self._bold else "secondary"
        x0, x1 = HEAD + scale.x(tick.first), HEAD + scale.x(tick.last)
        x1 = min(x1, self._plot.right())
        painter.setPen(QPen(self._colour("border"), 1))
        painter.drawLine(QLineF(round(x0) - 0.5, line.top(), round(x0) - 0.5, line.bottom()))
        painter.setPen(self._colour(ink))
        left = max(x0, HEAD)
        box = QRectF(left + 5, line.top(), x1 - left - 7, line.height())
        if box.width() > 12:
            self._words(painter, tick.words, box, font, all_or_nothing=True)

    def _band(self, painter: QPainter, mark: Mark, box: QRectF, look: Look) -> None:
        if not self._plot.intersects(QRectF(box.left(), box.top(), max(1.0, mark.x1 - mark.x0), 1)):
            return
        self._standing_out(painter, mark, box, look)
        tone = _BAND_TONES.get(mark.item.band or OverlayKind.BLACKOUT, "plain")
        ink = self._colour(tone)
        bar = QRectF(box.left(), box.top() + 1, max(6.0, mark.x1 - mark.x0), box.height() - 2)
        self._bar(painter, mark, bar, ink, self._colour(f"{tone}_soft"))
        span = mark.item.span
        if span is not None and span.open_end:
            x, y = min(bar.right(), self._plot.right()) - 5, bar.center().y()
            painter.setPen(QPen(ink, 1.6))
            painter.drawLine(QLineF(x, y, x - 5, y - 4))
            painter.drawLine(QLineF(x, y, x - 5, y + 4))
        left, right = (
            bar.left() + 7,
            bar.right() - (12 if span is not None and span.open_end else 4),
        )
        if not mark.inside:
            left = bar.right() + LABEL_GAP
            right = left + mark.room
        left, right = max(left, HEAD + 6), min(right, self._plot.right())
        font = self._small
        painter.setFont(font)
        painter.setPen(ink)
        if right - left > 20:
            self._words(painter, mark.item.entry.title,
                        QRectF(left, box.top(), right - left, box.height()), font)  # fmt: skip

    def _today(
        self, painter: QPainter, picture: Picture, scale: Scale, height: float, look: Look
    ) -> None:
        if look.today is None:
            return
        x = HEAD + scale.x(look.today + 0.5)
        if not HEAD <= x <= HEAD + scale.width:
            return
        colour = self._colour("accent")
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(x, picture.sizes.axis / 2, x, height))
        painter.setFont(self._small)
        width = self._metrics[id(self._small)].horizontalAdvance("Today") + 12
        flag = QRectF(x - width / 2, picture.sizes.axis / 2 + 2, width, picture.sizes.axis / 2 - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(flag, RADIUS, RADIUS)
        painter.setPen(self._colour("on_accent"))
        painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, "Today")

    # ---- heads of the lanes

    def _heads(
        self, painter: QPainter, picture: Picture, scale: Scale, height: float, look: Look
    ) -> None:
        painter.fillRect(QRectF(0, 0, HEAD, height), self._colour("raised"))
        border = QPen(self._colour("border"), 1)
        painter.save()
        painter.setClipRect(QRectF(0, picture.header, HEAD, height - picture.header))
        for lane in picture.lanes:
            top = picture.header + lane.top - look.scroll
            if top > height or top + lane.height < picture.header:
                continue
            self._head(painter, lane, QRectF(0, top, HEAD, lane.height), picture, (scale, look))
            painter.setPen(border)
            line = round(top + lane.height) - 0.5
            painter.drawLine(QLineF(0, line, HEAD, line))
        painter.restore()
        painter.setPen(border)
        painter.drawLine(QLineF(HEAD - 0.5, 0, HEAD - 0.5, height))
        painter.drawLine(QLineF(0, picture.header - 0.5, HEAD, picture.header - 0.5))
        if picture.bands is not None:
            painter.setFont(self._small)
            painter.setPen(self._colour("secondary"))
            box = QRectF(12, picture.sizes.axis + PAD / 2, HEAD - 18, picture.sizes.row)
            self._words(painter, "What went on", box, self._small)

    def _head(
        self,
        painter: QPainter,
        lane: PlacedLane,
        box: QRectF,
        picture: Picture,
        moment: tuple[Scale, Look],
    ) -> None:
        scale, look = moment
        stripe = QRectF(0, box.top(), 4, box.height() - 1)
        painter.fillRect(stripe, self._colour(lane.tone))
        # The words stay in view while any of the lane does.
        line = picture.sizes.text + 7.0
        top = min(max(box.top() + 6, picture.header + 6), box.bottom() - 2 * line - 4)
        painter.setFont(self._bold)
        painter.setPen(self._colour("text"))
        room = HEAD - 22
        self._words(painter, lane.lane.title, QRectF(12, top, room, line), self._bold)
        painter.setFont(self._small)
        painter.setPen(self._colour("secondary"))
        letter = SIDE_LETTERS.get(lane.lane.side, "")
        words = " ".join(part for part in (letter, lane.lane.detail) if part)
        count = len(lane.days)
        if look.counts and count:
            inside = seen(lane, scale)
            number = f"{count:,}" if inside == count else f"{inside:,} of {count:,}"
            words = f"{number} · {words}" if words else number
        self._words(painter, words, QRectF(12, top + line, room, line), self._small)

    # ---- words and colours

    def _words(
        self,
        painter: QPainter,
        text: str,
        box: QRectF,
        font: QFont,
        *,
        all_or_nothing: bool = False,
    ) -> None:
        if box.right() > self._plot.right():
            box = box.intersected(self._plot)
        key = (text, id(font), int(box.width()))
        shown = self._elided.get(key)
        if shown is None:
            metrics = self._metrics[id(font)]
            line = " ".join(text.split())
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width())
            if all_or_nothing and shown != line:
                shown = ""
            if len(self._elided) > 20_000:
                self._elided.clear()
            self._elided[key] = shown
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown
        )

    def _colour(self, role: str) -> QColor:
        return QColor(self._colours[role])
