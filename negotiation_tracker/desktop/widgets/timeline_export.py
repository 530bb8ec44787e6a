"""A timeline as a picture or a page: drawn anew in light colours, with title, key and audience."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from negotiation_tracker.desktop.pictures import PictureFormat, file_of, paper_colours
from negotiation_tracker.desktop.widgets.timeline_frame import HEAD, Picture, Sizes, Stocks, compose
from negotiation_tracker.desktop.widgets.timeline_painter import Look, TimelinePainter
from negotiation_tracker.desktop.widgets.timeline_scale import Scale
from negotiation_tracker.desktop.widgets.timeline_signs import KIND_WORDS, draw_sign
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.rules.timeline import ItemKind

WIDTH = 1600.0
MARGIN = 24.0
TEXT = 13
ENOUGH_ROWS = 100_000.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn.

    Attributes:
        stocks: lanes and items.
        first, last: the days shown, as ordinals with fractions.
        title: above the picture.
        audience: for whom it is, in words.
        kinds: what the key explains.

    """

    stocks: Stocks
    first: float
    last: float
    title: str
    audience: str
    kinds: tuple[ItemKind, ...]

    def subtitle(self) -> str:
        """Say which days are shown, and to whom."""
        scale = Scale(self.first, 1.0, self.last - self.first)
        first, last = (short_date(date.fromordinal(day)) for day in scale.days())
        return f"{first} – {last} · for: {self.audience}"


def texts_of(sheet: Sheet) -> tuple[str, ...]:
    """Give every word that a picture of this may hold, for the check that nothing leaks."""
    stocks = sheet.stocks
    items = [item for stock in (*stocks.stocks, stocks.bands) for item in stock.items()]
    lanes = [part for lane in stocks.lanes for part in (lane.title, lane.detail)]
    return (sheet.title, *lanes, *(item.entry.title for item in items))


def picture_of(sheet: Sheet, form: PictureFormat, font: QFont) -> bytes:
    """Draw a timeline and give the bytes of the file."""
    drawing = SheetDrawing(sheet, paper_colours(), font)
    return file_of(form, drawing.draw, drawing.size, f"Timeline, {sheet.title}")


class SheetDrawing:
    """A sheet laid out once, at its full height, ready to be painted anywhere."""

    def __init__(self, sheet: Sheet, colours: Mapping[str, str], font: QFont) -> None:
        self._sheet = sheet
        self._colours = colours
        self._font = QFont(font)
        self._font.setPixelSize(TEXT)
        self._painter = TimelinePainter(colours, self._font)
        width = WIDTH - 2 * MARGIN - HEAD
        self._scale = Scale(sheet.first, width / max(0.01, sheet.last - sheet.first), width)
        room = (Sizes(TEXT), self._painter.measure, ENOUGH_ROWS)
        window = self._scale.days()
        self._picture: Picture = compose(sheet.stocks, self._scale.per_day, room, window)
        self._top = MARGIN + 74.0

    @property
    def size(self) -> QSize:
        """Give the pixels it takes."""
        height = self._top + self._picture.header + self._picture.height + MARGIN
        return QSize(int(WIDTH), int(height + 0.5))

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw title, key and lanes."""
        painter.fillRect(area, QColor(self._colours["surface"]))
        title = QFont(self._font)
        title.setPixelSize(TEXT + 6)
        title.setBold(True)
        painter.setFont(title)
        painter.setPen(QColor(self._colours["text"]))
        room = WIDTH - 2 * MARGIN
        shown = QFontMetricsF(title).elidedText(
            self._sheet.title, Qt.TextElideMode.ElideRight, room
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(MARGIN, MARGIN - 4, room, 26), left, shown)
        painter.setFont(self._font)
        painter.setPen(QColor(self._colours["secondary"]))
        painter.drawText(QRectF(MARGIN, MARGIN + 22, room, 20), left, self._sheet.subtitle())
        self._key(painter, MARGIN + 46)
        plot = QRectF(
            MARGIN, self._top, WIDTH - 2 * MARGIN, self._picture.header + self._picture.height
        )
        painter.save()
        painter.setClipRect(plot)
        self._painter.paint(
            painter, self._picture, self._scale, plot, Look(counts=False, crop=True)
        )
        painter.restore()
        painter.setPen(QColor(self._colours["border"]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(plot)

    def _key(self, painter: QPainter, top: float) -> None:
        ink, ground = QColor(self._colours["plain"]), QColor(self._colours["surface"])
        metrics = QFontMetricsF(self._font)
        x = MARGIN
        entries = [(kind, KIND_WORDS[kind], False, False) for kind in self._sheet.kinds]
        entries += [
            (ItemKind.EVENT, "outline: planned, alleged or claimed", True, False),
            (ItemKind.EVENT, "dashed: date not exact", False, True),
        ]
        for kind, text, hollow, rough in entries:
            box = QRectF(x, top, 16, 16)
            draw_sign(painter, kind, box, (ink, ground), hollow=hollow, rough=rough)
            painter.setPen(QColor(self._colours["text"]))
            painter.drawText(QPointF(x + 21, top + 13), text)
            x += 21 + metrics.horizontalAdvance(text) + 18
