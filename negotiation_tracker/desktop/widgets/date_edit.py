"""A line edit for a date as people write it; it says at once how it reads the words."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.model.dates import DateNotUnderstood, FuzzyDate, parse_fuzzy_date
from negotiation_tracker.model.fuzzy_dates import short_date

_EDGE = 6
"""Pixels kept free at the edge of the screen; a popup gets its frame only when it is shown."""


class FuzzyDateEdit(QLineEdit):
    """Takes "17 Jan 2019", "Aug 2018", "last Thursday" …; Up and Down step a day.

    Signals:
        read: the words changed; carries their reading, empty when they are not (yet) a date.

    """

    read = Signal(str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setPlaceholderText("17 Jan 2019, Thursday …")
        calendar = QAction(icon("calendar"), "Choose from a calendar (Alt+Down)", self)
        calendar.setShortcut(QKeySequence("Alt+Down"))
        calendar.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        calendar.triggered.connect(self._open_calendar)
        self.addAction(calendar, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self._announce)

    def value(self) -> FuzzyDate | None:
        """Give the date as read, or None when the field is empty or not understood."""
        if not self.text().strip():
            return None
        try:
            return parse_fuzzy_date(self.text(), today=self._today())
        except DateNotUnderstood:
            return None

    def problem(self) -> str:
        """Say what is wrong with the words, or nothing; an empty field is not wrong here."""
        if not self.text().strip():
            return ""
        try:
            parse_fuzzy_date(self.text(), today=self._today())
        except DateNotUnderstood as error:
            return f"This was not read as a date. {error.hint}"
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            super().keyPressEvent(event)
            return
        found = self.value()
        start = found.earliest if found is not None else None
        self._choose(start + timedelta(days=step) if start is not None else self._today())

    def _announce(self) -> None:
        found = self.value()
        self.setToolTip(found.reason if found is not None else "")
        self.read.emit(reading(self.text(), self._today()))

    def _choose(self, day: date) -> None:
        self.selectAll()
        self.insert(short_date(day))
        self.textEdited.emit(self.text())

    def _open_calendar(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("look", "popup")
        calendar = _calendar(popup)
        found = self.value()
        start = (found.earliest if found is not None else None) or self._today()
        calendar.setSelectedDate(QDate(start.year, start.month, start.day))

        def chosen(day: QDate) -> None:
            self._choose(date(day.year(), day.month(), day.day()))
            popup.close()

        calendar.activated.connect(chosen)
        calendar.clicked.connect(chosen)
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(calendar)
        popup.adjustSize()
        popup.move(self._place_of(popup.size()))
        popup.show()
        calendar.setFocus()

    def _place_of(self, size: QSize) -> QPoint:
        """Give where a popup goes: below the field or, without room there, above; on the screen."""
        screen = self.screen().availableGeometry()
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        if corner.y() + size.height() > screen.bottom() - _EDGE:
            corner.setY(self.mapToGlobal(QPoint(0, -2)).y() - size.height())
        right = screen.right() - _EDGE - size.width()
        return QPoint(max(screen.left(), min(corner.x(), right)), max(screen.top(), corner.y()))


def _calendar(parent: QWidget) -> QCalendarWidget:
    """Make a calendar in the colours of the window, wide enough for the names of the days."""
    calendar = QCalendarWidget(parent)
    calendar.setAccessibleName("Calendar")
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())
    for way, name, words in (("prev", "left", "Earlier"), ("next", "right", "Later")):
        button = calendar.findChild(QToolButton, f"qt_calendar_{way}month")
        if button is not None:
            button.setIcon(icon(name))
            button.setAccessibleName(f"{words} month")
    width = calendar.fontMetrics().horizontalAdvance("Wed")
    calendar.setMinimumWidth(7 * (width + 18))
    return calendar


def reading(text: str, today: date) -> str:
    """Say how a typed date is read: the day, and how it is known."""
    if not text.strip():
        return ""
    try:
        found = parse_fuzzy_date(text, today=today)
    except DateNotUnderstood:
        return ""
    words = found.describe_long()
    return "" if words == text.strip() else f"→ {words}"
