"""The chart of moves on an issue: hover and keyboard tell the evidence, the wheel zooms time."""

from html import escape

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.moves_drawing import (
    MovesDrawing,
    Span,
    Style,
    whole_span,
)
from negotiation_tracker.services.moves_chart import Mark, MovesChart

_NEAR = 12.0
_ZOOM = 1.4
_LEAST_DAYS = 1.0
_NO_NUMBERS = "No numbers are recorded on this issue; the table tells what was said."


class MovesChartView(QWidget):
    """Draws one chart.

    Signals:
        opened: a mark was clicked, or Enter pressed on it; the Mark.
        pointed: another mark is pointed at or has the focus; the Mark, or None.

    """

    opened = Signal(object)
    pointed = Signal(object)

    def __init__(self, theme: Theme, *, lowest: int = 110) -> None:
        super().__init__()
        self._theme = theme
        self._lowest = lowest
        self._chart: MovesChart | None = None
        self._span = Span(0, 1)
        self._mark: Mark | None = None
        self._drag: tuple[float, Span] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(lowest)
        theme.changed.connect(self.update)

    def show_chart(self, chart: MovesChart | None) -> None:
        """Show another chart; the part of time shown is kept while it is the same issue's."""
        before = self._chart
        self._chart = chart
        self._mark = None
        if chart is not None:
            self.setAccessibleName(f"Chart of the moves on {chart.issue}")
            self.setAccessibleDescription(chart.sentence)
            same = before is not None and before.issue_id == chart.issue_id
            if not same or self._span == whole_span(before or chart):
                self._span = whole_span(chart)
        self.update()

    @property
    def chart(self) -> MovesChart | None:
        """Give the chart shown."""
        return self._chart

    @property
    def mark(self) -> Mark | None:
        """Give the mark that has the focus."""
        return self._mark

    @property
    def span(self) -> Span:
        """Give the part of time shown."""
        return self._span

    def marks(self) -> list[Mark]:
        """Give the marks in the part of time shown, from left to right."""
        if self._chart is None:
            return []
        every = (mark for track in self._chart.tracks for mark in track.marks)
        shown = (m for m in every if self._span.first <= m.x <= self._span.last)
        return sorted(shown, key=lambda m: (m.x, m.participant_id, m.kind))

    # ---- zoom

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Show less or more time around a moment; a factor above 1 comes closer."""
        if self._chart is None:
            return
        whole = whole_span(self._chart)
        days = min(max(self._span.days / factor, _LEAST_DAYS), whole.days)
        if around is None:
            around = (
                self._mark.x if self._mark is not None else (self._span.first + self._span.last) / 2
            )
        part = (around - self._span.first) / max(self._span.days, 0.01)
        self._show_from(around - part * days, days)

    def show_all(self) -> None:
        """Show the whole time."""
        if self._chart is not None:
            self._span = whole_span(self._chart)
            self.update()

    def _show_from(self, first: float, days: float) -> None:
        if self._chart is None:
            return
        whole = whole_span(self._chart)
        first = min(max(first, whole.first), whole.last - days)
        self._span = Span(first, first + days)
        self.update()

    # ---- drawing

    def drawing(self, area: QRectF, style: Style) -> MovesDrawing:
        """Lay the chart out; only where there is one to draw."""
        if self._chart is None:
            raise ValueError("there is no chart")
        return MovesDrawing(self._chart, area, self._span, style)

    def style_of_screen(self) -> Style:
        """Give the colours and text of the window."""
        font = QFont(self.font())
        font.setPixelSize(max(10, self._theme.size - 1))
        return Style(self._theme.colours(), font)

    def sizeHint(self) -> QSize:
        return QSize(640, max(self._lowest, 230))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chart = self._chart
        if chart is None or not chart.drawable:
            painter.setPen(self._theme.colour("secondary"))
            words = "" if chart is None else _NO_NUMBERS
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(20, 0, -20, 0), int(flags), words)
            return
        focus = self._mark if self.hasFocus() else None
        self.drawing(QRectF(self.rect()), self.style_of_screen()).draw(painter, focus)
        if self.hasFocus() and focus is None:
            painter.setPen(self._theme.colour("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    # ---- pointing

    def _near(self, at: QPointF) -> Mark | None:
        if self._chart is None or not self._chart.drawable:
            return None
        drawing = self.drawing(QRectF(self.rect()), self.style_of_screen())

        def far(mark: Mark) -> float:
            gap = drawing.place(mark) - at
            return abs(gap.x()) + abs(gap.y())

        nearest = min(self.marks(), key=far, default=None)
        return nearest if nearest is not None and far(nearest) <= _NEAR else None

    def _point(self, mark: Mark | None) -> None:
        if mark is self._mark:
            return
        self._mark = mark
        self.pointed.emit(mark)
        if mark is not None:
            self.setAccessibleDescription(". ".join(mark.text))
            change = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(change)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            mark = self._near(QPointF(event.pos()))
            if mark is None:
                QToolTip.hideText()
            else:
                # Words of the record are never read as markup.
                text = "<br>".join(escape(line) for line in mark.text)
                QToolTip.showText(event.globalPos(), f"<qt>{text}</qt>", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            start, span = self._drag
            width = max(self.width() * 0.75, 1.0)
            self._show_from(
                span.first - (event.position().x() - start) / width * span.days, span.days
            )
            return
        mark = self._near(event.position())
        shape = Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        if mark is not None:
            self._point(mark)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._near(event.position())
        if mark is not None:
            self._point(mark)
            self.opened.emit(mark)
        elif event.button() is Qt.MouseButton.LeftButton:
            self._drag = (event.position().x(), self._span)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.show_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        if not turned or self._chart is None:
            event.ignore()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            drawing = self.drawing(QRectF(self.rect()), self.style_of_screen())
            factor = _ZOOM if turned > 0 else 1 / _ZOOM
            self.zoom(factor, drawing.moment(event.position().x()))
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step = self._span.days * (-0.1 if turned > 0 else 0.1)
            self._show_from(self._span.first + step, self._span.days)
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            marks = self.marks()
            if marks:
                self._point(marks[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _ZOOM)
        elif key == Qt.Key.Key_0:
            self.show_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._mark:
            self.opened.emit(self._mark)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        marks = self.marks()
        if not marks:
            return
        if self._mark in marks:
            place = marks.index(self._mark) + by
        else:
            place = 0 if by > 0 else len(marks) - 1
        self._point(marks[min(max(place, 0), len(marks) - 1)])
