"""The filters over a list of records: words, what there is to choose, and days."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QToolButton, QWidget

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.model.dates import DateNotUnderstood, FuzzyDate, parse_fuzzy_date
from negotiation_tracker.services.record_list import Listing, RecordFilter, RecordRows

ROOM = 128
"""Pixels a filter needs; with less for each they stand in two lines."""


class RecordListFilters(QWidget):
    """Words, the facets of a listing, and the days between which.

    Signals:
        changed: a filter changed.

    """

    changed = Signal()

    def __init__(self, listing: Listing, plural: str, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._text = self._line(f"Search in {plural}", "search")
        self._combos = {facet.key: self._choice(facet.words) for facet in listing.facets}
        self._offered = dict.fromkeys(self._combos, True)
        self._words = {facet.key: facet.words for facet in listing.facets}
        self._days = (self._line("From day"), self._line("To day")) if listing.date else ()
        self._clear = QToolButton()
        self._clear.setText("Clear")
        self._clear.setProperty("look", "quiet")
        self._clear.setAccessibleName("Clear the filters")
        self._clear.clicked.connect(self.reset)
        self._clear.setEnabled(False)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._placed: tuple[int, tuple[bool, ...]] = (0, ())
        self._place()

    def value(self) -> RecordFilter:
        """Give the filter as set; a date that is not understood does not filter."""
        typed = [line.text() for line in self._days] or ["", ""]
        first, last = (_read(text, self._today()) for text in typed)
        return RecordFilter(
            text=self._text.text().strip(),
            facets=tuple(
                (key, combo.value())
                for key, combo in self._combos.items()
                if combo.value() is not None
            ),
            date_from=first.earliest if first is not None else None,
            date_to=last.latest if last is not None else None,
        )

    def active(self) -> bool:
        """Say whether anything is filtered."""
        lines = any(line.text().strip() for line in (self._text, *self._days))
        return lines or any(combo.value() is not None for combo in self._combos.values())

    def choose(self, facet: str, value: object) -> None:
        """Set one filter; nothing happens when the value is not offered."""
        self._combos[facet].set_value(value)

    def offer(self, found: RecordRows) -> None:
        """Offer what there is to choose in a list; what is chosen stays while it is offered."""
        for key, options in found.options:
            combo = self._combos[key]
            chosen = combo.value()
            shown = [(self._words[key], None), *options]
            if chosen is not None and all(value != chosen for _, value in options):
                shown.append((combo.currentText(), chosen))
            combo.set_choices(shown)
            self._offered[key] = bool(options) or chosen is not None
            combo.setVisible(self._offered[key])
        self._place()

    def reset(self) -> None:
        """Clear all filters."""
        was_active = self.active()
        for widget in (self._text, *self._days, *self._combos.values()):
            widget.blockSignals(True)
            if isinstance(widget, QLineEdit):
                widget.clear()
            else:
                widget.setCurrentIndex(0)
            widget.blockSignals(False)
        if was_active:
            self._tell()

    def focus_words(self) -> None:
        """Go to the field for words."""
        self._text.setFocus()
        self._text.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # ---- inside

    def _place(self) -> None:
        """Put the filters into one line, or into two where there is no room."""
        shown = [combo for key, combo in self._combos.items() if self._offered[key]]
        widgets = [self._text, *shown, *self._days]
        wide = self.width() >= (1 + len(widgets)) * ROOM
        across = len(widgets) if wide else (len(widgets) + 2) // 2
        placed = (across, tuple(self._offered.values()))
        if placed == self._placed:
            return
        self._placed = placed
        while self._grid.takeAt(0) is not None:
            pass
        for number, widget in enumerate(widgets):
            self._grid.addWidget(widget, number // across, number % across)
        for column in range(self._grid.columnCount() + 1):
            stretch = 0 if column >= across else 2 if column == 0 else 1
            self._grid.setColumnStretch(column, stretch)
        self._grid.addWidget(self._clear, (len(widgets) - 1) // across, across)

    def _line(self, words: str, picture: str = "") -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(words)
        line.setAccessibleName(f"Filter: {words}")
        line.setClearButtonEnabled(True)
        if picture:
            line.addAction(icon(picture), QLineEdit.ActionPosition.LeadingPosition)
        line.textChanged.connect(self._tell)
        return line

    def _choice(self, words: str) -> ChoiceCombo:
        combo = ChoiceCombo([(words, None)])
        combo.setAccessibleName(f"Filter: {words}")
        combo.currentIndexChanged.connect(self._tell)
        return combo

    def _tell(self) -> None:
        self._clear.setEnabled(self.active())
        self.changed.emit()


def _read(text: str, today: date) -> FuzzyDate | None:
    if not text.strip():
        return None
    try:
        return parse_fuzzy_date(text, today=today)
    except DateNotUnderstood:
        return None
