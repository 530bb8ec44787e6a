"""What stands beside the fields of a record: who took part, accounts, sources, its changes."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.evidence import told
from negotiation_tracker.desktop.widgets.choice_combo import capital
from negotiation_tracker.desktop.widgets.words import Card, chip, clear, link, row, rule, words
from negotiation_tracker.model.catalogue import Kind
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.unnamed import UNNAMED_WARNING
from negotiation_tracker.services.evidence import SourceLine
from negotiation_tracker.services.record_detail import Account, Beside, DisputeDetail, Part
from negotiation_tracker.services.record_history import HistoryLine

COLUMN = 250
"""Narrowest column of accounts beside each other."""
Open = Callable[[str, int], None]
"""Opens a record: kind, id."""
_SHOWN_LINES = 4


class SideBySide(QWidget):
    """Widgets in columns of one width, as many beside each other as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._widgets: list[QWidget] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def show_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show other widgets."""
        clear(self._grid)
        self._widgets = list(widgets)
        self._across = 0
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        number = len(self._widgets)
        across = max(1, min(number, self.width() // COLUMN))
        if across == self._across or not number:
            return
        for column in range(max(across, self._across)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        self._across = across
        for place, widget in enumerate(self._widgets):
            self._grid.addWidget(widget, place // across, place % across)


def inset(name: str) -> tuple[QFrame, QVBoxLayout]:
    """Make a box inside a card, and its layout."""
    frame = QFrame()
    frame.setProperty("look", "inset")
    frame.setAccessibleName(name)
    column = QVBoxLayout(frame)
    column.setContentsMargins(10, 8, 10, 8)
    column.setSpacing(3)
    return frame, column


def figure_box(one: Beside, opened: Open) -> QWidget:
    """Show a figure on the same measure: number with its hedge, whom it counts, who says so."""
    frame, column = inset(f"{one.title}: {one.number}")
    column.addWidget(words(one.number, "words", wrap=True))
    column.addWidget(words(one.title, "strong", wrap=True))
    if one.shown:
        column.addLayout(row(chip("The one above")))
    else:
        name = link("Open →", name=f"Open the figure: {one.title}")
        name.clicked.connect(lambda: opened("figure", one.id))
        column.addLayout(row(name))
    column.addWidget(words(f"Of whom: {one.population}", wrap=True))
    column.addWidget(words(f"As of: {one.as_of}", "secondary", wrap=True))
    column.addWidget(words(one.account, "secondary", wrap=True))
    if one.unnamed:
        column.addLayout(row(chip(capital(UNNAMED_WARNING), "disputed")))
    _add_sources(column, one.sources)
    if one.apart:
        remark = f"Not the same question: {', '.join(one.apart)}."
        column.addWidget(words(remark, "secondary", wrap=True))
    column.addStretch(1)
    return frame


def account_box(one: Account, opened: Open) -> QWidget:
    """Show one account of a question; none stands before another."""
    frame, column = inset(f"Account: {one.words}")
    column.addWidget(words(one.words, "strong", wrap=True))
    if one.target is not None:
        kind, record_id = one.target
        name = link(f"{one.carried_by} →", name=f"Open the {one.carried_by.lower()}: {one.words}")
        name.clicked.connect(lambda: opened(kind, record_id))
        column.addLayout(row(name))
        if one.when:
            column.addWidget(words(one.when, "secondary", wrap=True))
    else:
        column.addWidget(
            words("No record of its own carries this account.", "secondary", wrap=True)
        )
    if one.unnamed:
        column.addLayout(row(chip(capital(UNNAMED_WARNING), "disputed")))
    if one.chosen:
        column.addLayout(row(chip("Settled on; see the reason")))
    _add_sources(column, one.sources)
    column.addStretch(1)
    return frame


def dispute_box(found: DisputeDetail, opened: Open, *, heading: bool) -> QWidget:
    """Show a question with all its accounts beside each other."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    record = found.record
    if heading:
        status = chip(label(record.status).capitalize(), "disputed" if found.open else "plain")
        name = link("Open the question →", name=f"Open the question: {record.question}")
        name.clicked.connect(lambda: opened("dispute", record.id))
        column.addWidget(words(str(record.question), "strong", wrap=True))
        column.addLayout(row(status, chip(label(record.kind).capitalize()), name))
        if record.reason:
            column.addWidget(words(str(record.reason), "secondary", wrap=True))
    beside = SideBySide()
    beside.show_widgets([account_box(account, opened) for account in found.accounts])
    column.addWidget(beside)
    if not found.accounts:
        column.addWidget(words("No account is recorded yet.", "secondary"))
    return widget


def part_row(part: Part, remove: Callable[[str, int, str], None] | None) -> QWidget:
    """Show something that belongs to the record."""
    widget = QWidget()
    line = QHBoxLayout(widget)
    line.setContentsMargins(0, 2, 0, 2)
    line.addWidget(words(part.words, "strong", wrap=True))
    if part.detail:
        line.addWidget(words(part.detail, "secondary", wrap=True))
    line.addStretch(1)
    if remove is not None:
        button = QToolButton()
        button.setProperty("look", "small")
        button.setIcon(icon("close"))
        button.setAccessibleName(f"Remove {part.words}")
        button.setToolTip("Move to the trash; Undo brings it back")
        button.clicked.connect(lambda: remove(part.kind, part.id, part.words))
        line.addWidget(button)
    return widget


def fill_sources(layout: QVBoxLayout, lines: Sequence[SourceLine], kind: Kind, one: str) -> None:
    """Show where the record stands and who asserts it."""
    clear(layout)
    if not lines:
        empty = f"No source is recorded; this {one} stands on the word of who recorded it."
        layout.addWidget(words(empty, "secondary", wrap=True))
    for place, line in enumerate(lines):
        if place:
            layout.addWidget(rule())
        shown = words(told(line), wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(shown)
        detail = capital(line.mode)
        if line.field and kind.has(line.field):
            detail += f", for: {kind.field(line.field).label.lower()}"
        layout.addWidget(words(detail, "secondary", wrap=True))


class HistoryCard(Card):
    """The changes of a record, the newest first; older ones are shown on demand."""

    def __init__(self) -> None:
        super().__init__("Changes")
        self._lines: tuple[HistoryLine, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self.content.addLayout(self._rows)

    def show_history(self, lines: tuple[HistoryLine, ...]) -> None:
        """Show the changes of another record, or none."""
        self._lines = lines
        self.setVisible(bool(lines))
        self._fill(lines[:_SHOWN_LINES])

    def _fill(self, lines: Sequence[HistoryLine]) -> None:
        clear(self._rows)
        for place, line in enumerate(lines):
            if place:
                self._rows.addWidget(rule())
            at = f"{line.at.astimezone():%d %b %Y %H:%M}"
            head = " · ".join(part for part in (at, line.who, line.what) if part)
            self._rows.addWidget(words(head, "secondary", wrap=True))
            for change in line.changes:
                self._rows.addWidget(words(change, wrap=True))
        rest = len(self._lines) - len(lines)
        if rest > 0:
            more = link(f"Show {rest} older")
            more.clicked.connect(lambda: self._fill(self._lines))
            self._rows.addLayout(row(more))


def _add_sources(column: QVBoxLayout, lines: Sequence[SourceLine]) -> None:
    if not lines:
        column.addWidget(words("no source recorded", "secondary"))
    for text in dict.fromkeys(told(line) for line in lines):
        shown = words(text, "secondary", wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(shown)
