"""The filters over the list of sessions."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QToolButton, QWidget

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.model.catalogue import Kind
from negotiation_tracker.model.dates import DateNotUnderstood, FuzzyDate, parse_fuzzy_date
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.services.session_list import SessionFilter

WIDE = 860


class SessionFilters(QWidget):
    """Text, kind, status, mediator, place, and the days between which.

    Signals:
        changed: a filter changed.

    """

    changed = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._text = self._line("Search in sessions", "search")
        self._mediator = self._line("Mediator")
        self._place = self._line("Place")
        self._from = self._line("From day")
        self._to = self._line("To day")
        self._kind = self._choice("Any kind", kind.field("kind").values)
        self._status = self._choice("Any status", kind.field("status").values)
        self._clear = QToolButton()
        self._clear.setText("Clear")
        self._clear.setProperty("look", "quiet")
        self._clear.setAccessibleName("Clear the filters")
        self._clear.clicked.connect(self.reset)
        self._clear.setEnabled(False)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._wide: bool | None = None
        self._place_all(wide=True)

    def value(self, today: date) -> SessionFilter:
        """Give the filter as set; a date that is not understood does not filter."""
        first = _read(self._from.text(), today)
        last = _read(self._to.text(), today)
        return SessionFilter(
            text=self._text.text().strip(),
            kinds=_one(self._kind),
            statuses=_one(self._status),
            mediator=self._mediator.text().strip(),
            place=self._place.text().strip(),
            date_from=first.earliest if first is not None else None,
            date_to=last.latest if last is not None else None,
        )

    def active(self) -> bool:
        """Say whether anything is filtered."""
        return any(line.text().strip() for line in self._lines()) or any(
            combo.value() is not None for combo in (self._kind, self._status)
        )

    def reset(self) -> None:
        """Clear all filters."""
        was_active = self.active()
        for line in self._lines():
            line.clear()
        for combo in (self._kind, self._status):
            combo.setCurrentIndex(0)
        if was_active:
            self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_all(wide=self.width() >= WIDE)

    def _place_all(self, *, wide: bool) -> None:
        """Put everything into one line, or into two where there is no room."""
        if wide == self._wide:
            return
        self._wide = wide
        order = (
            self._text, self._kind, self._status, self._mediator, self._place, self._from, self._to
        )  # fmt: skip
        for number, widget in enumerate(order):
            line, column = (0, number) if wide else divmod(number, 4)
            self._grid.addWidget(widget, line, column)
            self._grid.setColumnStretch(column, 2 if number == 0 else 1)
        for column in range(4, 7):
            self._grid.setColumnStretch(column, 1 if wide else 0)
        self._grid.addWidget(self._clear, 0 if wide else 1, 7 if wide else 3)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (self._text, self._mediator, self._place, self._from, self._to)

    def _line(self, words: str, picture: str = "") -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(words)
        line.setAccessibleName(f"Filter: {words}")
        line.setClearButtonEnabled(True)
        if picture:
            line.addAction(icon(picture), QLineEdit.ActionPosition.LeadingPosition)
        line.textChanged.connect(self._tell)
        return line

    def _choice(self, words: str, values: tuple[str, ...]) -> ChoiceCombo:
        combo = ChoiceCombo([(words, None), *((label(v).capitalize(), v) for v in values)])
        combo.setAccessibleName(f"Filter: {words}")
        combo.currentIndexChanged.connect(self._tell)
        return combo

    def _tell(self) -> None:
        self._clear.setEnabled(self.active())
        self.changed.emit()


def _one(combo: ChoiceCombo) -> tuple[str, ...]:
    value = combo.value()
    return () if value is None else (str(value),)


def _read(text: str, today: date) -> FuzzyDate | None:
    if not text.strip():
        return None
    try:
        return parse_fuzzy_date(text, today=today)
    except DateNotUnderstood:
        return None
