"""Wage offers beside each other, each seen several ways: as stated, added up, compounded, by year.

"30 %" beside "6 + 7 + 7 plus $2" can only be compared with all readings in sight; where one cannot
be worked out, the reason stands in its place, never a zero.
"""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.words import clear, rule, words
from negotiation_tracker.rules.derived import Derived
from negotiation_tracker.rules.wage_terms import Span, WageView, YearLine, percent_words

_LABEL_WIDTH = 92
_COLUMN_WIDTH = 160
_NOT_ON_WAGES = "This offer says nothing on wages."


class WageTermsView(QWidget):
    """A grid with a column for each offer and a row for each way to see it."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QWidget()
        self._inside.setProperty("look", "inside")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(7)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(2, 4, 10, 4)
        column.addLayout(self._grid)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._inside)
        area.setAccessibleName("Wage offers seen several ways")
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def show_offers(self, offers: Sequence[tuple[str, WageView | None]], empty: str = "") -> None:
        """Show offers by name; with none, the words for that.

        Args:
            offers: name and views; None where an offer says nothing on wages.
            empty: what to say when there are none.

        """
        clear(self._grid)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
            self._grid.setColumnMinimumWidth(column, 0)
        if not offers:
            self._grid.addWidget(words(empty, "secondary", wrap=True), 0, 0)
            return
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        for place, _ in enumerate(offers, start=1):
            self._grid.setColumnStretch(place, 1)
            self._grid.setColumnMinimumWidth(place, _COLUMN_WIDTH)
        self._row("", [words(name, "heading", wrap=True) for name, _ in offers])
        rows: list[tuple[str, list[QLabel]]] = [
            (name, []) for name in ("As stated", "Years", "Added up", "Compounded", "Pay an hour",
                                    "Year by year", "Once", "To keep in mind")
        ]  # fmt: skip
        for _, view in offers:
            for (_, cells), cell in zip(rows, _cells(view), strict=True):
                cells.append(cell)
        for name, cells in rows:
            if any(cell.text() for cell in cells):
                line = self._grid.rowCount()
                self._grid.addWidget(rule(), line, 0, 1, len(offers) + 1)
                self._row(name, cells)

    def text(self) -> str:
        """Give everything shown, row by row."""
        shown = []
        for row in range(self._grid.rowCount()):
            items = (self._grid.itemAtPosition(row, n) for n in range(self._grid.columnCount()))
            labels = (item.widget() for item in items if item is not None)
            shown.append("\t".join(one.text() for one in labels if isinstance(one, QLabel)))
        return "\n".join(line for line in shown if line)

    def _row(self, name: str, cells: Sequence[QLabel]) -> None:
        line = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        label = words(name, "label")
        self._grid.addWidget(label, line, 0, top)
        for column, cell in enumerate(cells, start=1):
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if name:
                cell.setAccessibleName(f"{name}: {cell.text()}")
            self._grid.addWidget(cell, line, column, top)


def _cells(view: WageView | None) -> list[QLabel]:
    if view is None:
        return [words(_NOT_ON_WAGES, "secondary", wrap=True), *(words("") for _ in range(7))]
    return [
        words(view.headline, "strong", wrap=True),
        words(view.horizon, "secondary" if view.horizon == "not stated" else "", wrap=True),
        _derived(view.total),
        _derived(view.compound),
        _hourly(view),
        _by_year(view),
        words("\n".join(view.one_time), wrap=True),
        words("\n".join(view.notes), "secondary", wrap=True),
    ]


def _derived(value: Derived[Decimal]) -> QLabel:
    if value.value is None:
        return words(value.reason_not_computable, "secondary", wrap=True)
    text = percent_words(value.value, 4)
    label = words("\n".join([text, *value.notes]), wrap=True)
    label.setToolTip(value.formula)
    return label


def _hourly(view: WageView) -> QLabel:
    span, rise = view.hourly.value, view.hourly_rise.value
    if span is None:
        return words(view.hourly.reason_not_computable, "secondary", wrap=True)
    lines = [_pay(span)]
    if rise is not None:
        ends = dict.fromkeys(percent_words(end) for end in (rise.low, rise.high))
        lines[0] += f" ({' to '.join(ends)} more)"
    label = words("\n".join([*lines, *view.hourly.notes]), wrap=True)
    label.setToolTip(view.hourly.formula)
    return label


def _by_year(view: WageView) -> QLabel:
    if not view.lines:
        return words(view.lines_reason, "secondary", wrap=True)
    return words("\n".join(_year(line) for line in view.lines), wrap=True)


def _year(line: YearLine) -> str:
    parts = [f"{line.when}: {line.adds}"]
    so_far = []
    if line.total:
        so_far.append(f"{percent_words(line.total)} added up")
    if line.compound is not None and line.compound != line.total:
        so_far.append(f"{percent_words(line.compound)} compounded")
    if line.hourly is not None:
        so_far.append(f"{_pay(line.hourly)} an hour")
    if so_far:
        parts.append(f"so far {', '.join(so_far)}")
    return "; ".join(parts)


def _pay(span: Span) -> str:
    ends = dict.fromkeys(f"{end:,.2f}" for end in (span.low, span.high))
    return " to ".join(ends)
