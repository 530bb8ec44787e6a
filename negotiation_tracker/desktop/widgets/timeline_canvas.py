"""The canvas of the timeline: what mouse, wheel and keyboard do on it."""

import html
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.timeline_frame import HEAD, Element, first_day, items_of
from negotiation_tracker.desktop.widgets.timeline_layout import Mark
from negotiation_tracker.desktop.widgets.timeline_scale import Scale
from negotiation_tracker.desktop.widgets.timeline_view import PAN_STEP, TimelineView
from negotiation_tracker.rules.timeline import Item

ZOOM = 1.25
DRAG_FROM = 4
NEAR = 1.6


class TimelineCanvas(TimelineView):
    """Shows a timeline and takes mouse and keyboard; the page decides what is in it.

    Signals:
        opened: a record is to be shown; the item.
        piled: several records are to be listed; the items.
        left: Escape was pressed.

    """

    opened = Signal(object)
    piled = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, words: Callable[[Item], str]) -> None:
        super().__init__(theme, words)
        self._grab: tuple[QPoint, Scale, int] | None = None
        self._dragging = False

    # ---- opening

    def _open(self, element: Element) -> None:
        if isinstance(element, Mark):
            self._focus = element.item
            self.opened.emit(element.item)
            return
        self._focus = element.items[0]
        first, last = element.bucket.first, element.bucket.last
        days = [item.span.first for item in element.items if item.span is not None]
        closer = self._scale.width / ((days[-1] - days[0] + 1) * 1.16) / self._scale.per_day
        if first == last and closer < NEAR:
            self.piled.emit(element.items)
        else:
            self.show_days(days[0], days[-1])
            now = self._focused_element()
            self._say("" if now is None else self._describe(now))

    # ---- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        way = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key)
        lane = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if control:
            super().keyPressEvent(event)
        elif way is not None and shift:
            self.pan(way * PAN_STEP)
        elif lane is not None and shift:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + lane * bar.singleStep())
        elif way is not None:
            self._step(way)
        elif lane is not None:
            self._change_lane(lane)
        elif not self._other_key(key):
            super().keyPressEvent(event)

    def _other_key(self, key: Qt.Key) -> bool:
        width = self._scale.width * 0.8
        actions: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Plus: lambda: self.zoom(ZOOM),
            Qt.Key.Key_Equal: lambda: self.zoom(ZOOM),
            Qt.Key.Key_Minus: lambda: self.zoom(1 / ZOOM),
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_PageDown: lambda: self.pan(width),
            Qt.Key.Key_PageUp: lambda: self.pan(-width),
            Qt.Key.Key_Home: lambda: self._focus_end(0),
            Qt.Key.Key_End: lambda: self._focus_end(-1),
            Qt.Key.Key_Return: self._open_focused,
            Qt.Key.Key_Enter: self._open_focused,
            Qt.Key.Key_Space: self._open_focused,
            Qt.Key.Key_Escape: self.left.emit,
        }
        if key not in actions:
            return False
        actions[key]()
        return True

    def _open_focused(self) -> None:
        element = self._focused_element()
        if element is not None:
            self._open(element)

    def _step(self, way: int) -> None:
        picture = self._picture
        if picture is None or not picture.order:
            return
        element = self._focused_element()
        if element is None:
            first, last = self._scale.days()
            places = range(len(picture.order))
            shown = [i for i in places if first <= first_day(picture.order[i]) <= last]
            self._focus_place((shown[0] if way > 0 else shown[-1]) if shown else 0)
            return
        place = picture.position(element) + way
        if 0 <= place < len(picture.order):
            self._focus_place(place)
        elif self._window is not None:
            self._step_beyond(items_of(element)[-1 if way > 0 else 0], way)

    def _step_beyond(self, item: Item, way: int) -> None:
        """Go on to a record that is not laid out yet."""
        place = self._items.index(item) + way if item in self._items else -1
        if not 0 <= place < len(self._items):
            return
        following = self._items[place]
        if following.span is not None:
            self._show_scale(self._scale.centred(following.span.first))
            self._lay_out()
            self.focus_on(following)

    def _change_lane(self, way: int) -> None:
        """Go to the nearest in time in the next lane that has anything."""
        picture, element = self._picture, self._focused_element()
        if picture is None or element is None:
            self._step(1)
            return
        number = picture.lane_of(element)
        place = -1 if number is None else number
        while -1 <= (place := place + way) < len(picture.lanes):
            layout = picture.bands if place < 0 else picture.lanes[place].layout
            found: list[Element] = []
            if layout is not None:
                found = [*layout.marks, *layout.piles]
            if found:
                near = min(found, key=lambda one: abs(one.x0 - element.x0))
                self._focus_place(picture.position(near))
                return

    def _focus_place(self, place: int) -> None:
        picture = self._picture
        if picture is None or not picture.order:
            return
        element = picture.order[place]
        self._focus = items_of(element)[0]
        self.reveal()
        self._say(self._describe(element))

    def _focus_end(self, place: int) -> None:
        """Go to the first or the last record of all."""
        span = self._items[place].span if self._items else None
        if self._window is not None and span is not None:
            self._show_scale(self._scale.centred(span.first))
            self._lay_out()
        self._focus_place(place)

    # ---- mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM ** (steps.y() / 120), event.position().x() - HEAD)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or steps.x():
            amount = steps.x() or steps.y()
            self.pan(-amount / 120 * PAN_STEP)
        else:
            bar = self.verticalScrollBar()
            if bar.maximum():
                bar.setValue(bar.value() - int(steps.y() / 120 * 3 * bar.singleStep()))
            else:
                self.pan(-steps.y() / 120 * PAN_STEP)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            self._grab = (place, self._scale, self.verticalScrollBar().value())
            self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._grab is not None:
            start, scale, scroll = self._grab
            moved = place - start
            if self._dragging or moved.manhattanLength() >= DRAG_FROM:
                self._dragging = True
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                self._show_scale(scale.panned(-moved.x()))
                self.verticalScrollBar().setValue(scroll - moved.y())
            return
        found = self._at(event.position())
        if found is not self._hover:
            self._hover = found
            shape = (
                Qt.CursorShape.ArrowCursor if found is None else (Qt.CursorShape.PointingHandCursor)
            )
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grab is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        dragged, self._grab, self._dragging = self._dragging, None, False
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        found = self._at(event.position())
        if not dragged and found is not None:
            self._open(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at(event.position()) is None and event.position().x() > HEAD:
            self.zoom(ZOOM**3, event.position().x() - HEAD)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.viewport().update()
        super().leaveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        place = QPointF(event.pos())
        found = self._at(place)
        words = self.tip_at(place) if found is None else self._describe(found)
        if words:
            QToolTip.showText(event.globalPos(), as_plain(words), self.viewport())
        else:
            QToolTip.hideText()

    def tip_at(self, place: QPointF) -> str:
        """Give the full words of a lane whose head is pointed at; empty elsewhere."""
        picture = self._picture
        if picture is None or place.x() >= HEAD or place.y() < picture.header:
            return ""
        number = picture.lane_at(place.y() - picture.header + self.verticalScrollBar().value())
        if number is None:
            return ""
        lane = picture.lanes[number].lane
        return f"{lane.title}\n{lane.detail}"

    # ---- focus

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        element = self._focused_element()
        self._say("" if element is None else self._describe(element))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def as_plain(text: str) -> str:
    """Give text as a tool tip shows it word for word, whatever marks it holds."""
    return "<qt>" + html.escape(text).replace("\n", "<br>") + "</qt>"
