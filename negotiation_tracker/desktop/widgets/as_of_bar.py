"""Chooses two days: as of which day things are shown, and from what was known by which day."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.model.fuzzy_dates import short_date

_WAIT = 40
_LONGEST = "30 May 2026"
_AROUND = 52
_MONTH = 30


class DayChooser(QWidget):
    """A slider over days and a field for one; both say the same.

    Signals:
        chosen: another day; a date, or None for all (`open_end`) or for the program to choose.

    """

    chosen = Signal(object)

    def __init__(
        self, name: str, today: Callable[[], date], *, open_end: str = "", tip: str = ""
    ) -> None:
        super().__init__()
        self._open_end = open_end
        self._first, self._last = date(2000, 1, 1), date(2000, 1, 1)
        self._day: date | None = None
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(f"{name}, slider")
        self.slider.setToolTip(tip)
        self.slider.setPageStep(_MONTH)
        self.slider.setMinimumWidth(56)
        self.slider.valueChanged.connect(self._slid)
        self.field = FuzzyDateEdit(today)
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(open_end or "choose a day")
        self.field.editingFinished.connect(self._typed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT)
        self._soon.timeout.connect(lambda: self.chosen.emit(self._day))
        label = words(name, "label")
        label.setBuddy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)

    @property
    def day(self) -> date | None:
        """Give the day chosen."""
        return self._day

    def show_days(self, first: date, last: date, day: date | None) -> None:
        """Show which days there are to choose from, and the one chosen."""
        self._first = first if day is None else min(first, day)
        self._last = last if day is None else max(last, day)
        self._day = day
        span = (self._last - self._first).days + (1 if self._open_end else 0)
        self.slider.blockSignals(True)
        self.slider.setRange(0, span)
        self.slider.setValue(span if day is None else (day - self._first).days)
        self.slider.blockSignals(False)
        self.slider.setEnabled(span > 0)
        self._tell()
        self.field.setFixedWidth(self.field.fontMetrics().horizontalAdvance(_LONGEST) + _AROUND)
        if not self.field.hasFocus():
            self._write()

    def _tell(self) -> None:
        text = self._open_end if self._day is None else short_date(self._day)
        self.slider.setAccessibleDescription(text)

    def _write(self) -> None:
        self.field.setText("" if self._day is None else short_date(self._day))
        self.field.setCursorPosition(0)

    def _slid(self, value: int) -> None:
        past_end = bool(self._open_end) and value == self.slider.maximum()
        self._day = None if past_end else self._first + timedelta(days=value)
        self._tell()
        self._write()
        self._soon.start()

    def _typed(self) -> None:
        text = self.field.text().strip()
        found = self.field.value()
        if text and found is None:
            return  # the field says itself that it cannot read this
        day = None if found is None else found.latest or found.earliest
        if day == self._day or (day is None and not self._open_end and self._day is None):
            return
        self._day = day
        self._soon.stop()
        self.chosen.emit(day)


class AsOfBar(QWidget):
    """Both days side by side.

    Signals:
        changed: one of them is another; the as-of day and the known-by day, each may be None.

    """

    changed = Signal(object, object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.as_of = DayChooser("As of", today, tip="How things stood on this day")
        self.known_by = DayChooser(
            "Known by",
            today,
            open_end="all sources",
            tip="Only what had been published by this day; at the right end, all sources",
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        row.addWidget(self.as_of, 1)
        row.addWidget(self.known_by, 1)
        for one in (self.as_of, self.known_by):
            one.chosen.connect(self._chosen)

    def _chosen(self, _day: object) -> None:
        self.changed.emit(self.as_of.day, self.known_by.day)
