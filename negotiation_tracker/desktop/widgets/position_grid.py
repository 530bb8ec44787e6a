"""Where each side stands: issues down, participants across, with gap and status."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from negotiation_tracker.desktop.models.overview_parts import Behind, Cell, OverviewView, Row
from negotiation_tracker.desktop.widgets.opens import Opens
from negotiation_tracker.desktop.widgets.words import Capped, chip, clear, rule, words

_TOP = Qt.AlignmentFlag.AlignTop


class PositionGrid(QWidget):
    """The grid; every cell opens what is behind it.

    Signals:
        opened: something was clicked; what is behind it.

    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(0)

    def show_view(self, view: OverviewView) -> None:
        """Show the grid of an overview."""
        clear(self._grid)
        if not view.rows:
            self._grid.addWidget(
                words(
                    "No issues are recorded yet. They come with proposals: log a session, or name "
                    "them when you add a negotiation.",
                    "secondary",
                    wrap=True,
                ),
                0,
                0,
                1,
                self._grid.columnCount(),  # those of talks shown before are still there
            )
            return
        last = len(view.participants) + 2
        self._grid.addWidget(_head("Issue"), 0, 0)
        for place, who in enumerate(view.participants):
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(6, 0, 0, 4)
            inside.addWidget(chip(who.name, who.tone))
            self._grid.addWidget(holder, 0, place + 1)
        self._grid.addWidget(_head("Gap"), 0, last - 1)
        self._grid.addWidget(_head("Status"), 0, last)
        self._grid.setColumnStretch(0, 2)
        for place in range(1, last - 1):
            self._grid.setColumnStretch(place, 5)
        for place, width in ((0, 108), (last - 1, 104), (last, 100)):
            self._grid.setColumnMinimumWidth(place, width)
        for place, row in enumerate(view.rows):
            self._grid.addWidget(rule(), 2 * place + 1, 0, 1, last + 1)
            self._add_row(2 * place + 2, row, view)

    def _add_row(self, place: int, row: Row, view: OverviewView) -> None:
        title = Capped(row.issue, "strong")
        title.setContentsMargins(6, 8, 6, 8)
        self._grid.addWidget(title, place, 0, _TOP)
        for column, cell in enumerate(row.cells):
            who = view.participants[column].name
            self._grid.addWidget(self._cell(row.issue, who, cell), place, column + 1, _TOP)
        gap = self._opens(f"Gap on {row.issue}: {row.gap} {row.gap_detail}", row.gap_behind)
        gap.add(words(row.gap, "" if row.gap[:1].isdigit() else "secondary", wrap=True))
        if row.gap_detail:
            gap.add(words(row.gap_detail, "secondary", wrap=True))
        column = len(row.cells) + 1
        self._grid.addWidget(gap, place, column, _TOP)
        mark = "Disputed" if row.disputed else row.status
        name = f"Status of {row.issue}: {row.status}" + (", disputed" if row.disputed else "")
        status = self._opens(name, row.status_behind)
        status.add(chip(mark, "disputed" if row.disputed else row.tone))
        if row.disputed:
            status.add(words(row.status, "secondary"))
        self._grid.addWidget(status, place, column + 1, _TOP)

    def _cell(self, issue: str, who: str, cell: Cell) -> Opens:
        parts = " ".join((cell.detail, *cell.adverse))
        button = self._opens(f"{who} on {issue}: {cell.text} {parts}", cell.behind)
        button.add(words(cell.text, "secondary" if cell.silent else "", wrap=True))
        if cell.detail:
            button.add(words(cell.detail, "secondary", wrap=True))
        for text in cell.adverse:
            note = words(f"⚠ {text}", "note", wrap=True)
            note.setProperty("tone", "disputed")
            button.add(note)
        for text in cell.others:
            button.add(words(text, "secondary", wrap=True))
        return button

    def _opens(self, name: str, behind: Behind) -> Opens:
        button = Opens(name)
        button.clicked.connect(lambda: self.opened.emit(behind))
        return button


def _head(text: str) -> QLabel:
    label = words(text, "label")
    label.setContentsMargins(6, 0, 0, 6)
    return label
