"""Rows of records that belong to a person, an organization or a mediator."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.evidence import SIDE_LETTERS, SIDE_TONES, told
from negotiation_tracker.desktop.widgets.fact_grid import LABEL_INDENT, Fact, FactGrid
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.opens import Opens
from negotiation_tracker.desktop.widgets.words import chip, clear, link, rule, words
from negotiation_tracker.model.catalogue import Kind
from negotiation_tracker.model.record import Record
from negotiation_tracker.services.evidence import SourceLine
from negotiation_tracker.services.people_list import Line

Choices = Mapping[str, Sequence[tuple[str, object]]]
"""What drop-downs offer: field → (words, value)."""
FIRST_SHOWN = 20
CHIP_LETTERS = 38
"""What fits into the narrowest window; the tool tip has all of it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of one kind of record look.

    Attributes:
        kind: kind of record.
        facts: fields that are edited, and where they stand.
        columns: columns of the grid they stand in.
        flags: fields that are ticked.
        empty: words when there is no row.
        labels: whether every row has its labels, not just the first.

    """

    kind: Kind
    facts: tuple[Fact, ...]
    columns: int
    flags: tuple[str, ...] = ()
    empty: str = ""
    labels: bool = False


class _Row(QWidget):
    """One record: its fields, ticks, a way to the trash, and what is said about it."""

    def __init__(self, shape: Shape, owner: "RecordRows") -> None:
        super().__init__()
        self.grid = FactGrid(shape.kind, shape.facts, shape.columns)
        self.grid.edited.connect(owner.edited)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.grid, 1)
        line.addLayout(self._tools(shape))
        self.about = QVBoxLayout()
        self.about.setContentsMargins(LABEL_INDENT, 0, 0, 0)
        self.about.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 4)
        layout.setSpacing(1)
        self._labels = shape.labels
        self._rule = rule()
        self._marks = Flow()
        layout.addWidget(self._rule)
        layout.addWidget(self._marks)
        layout.addLayout(line)
        layout.addLayout(self.about)
        self._owner = owner
        self._name = ""

    def _tools(self, shape: Shape) -> QVBoxLayout:
        self.ticks: dict[str, QCheckBox] = {}
        self._above = words(" ", "label")
        tools = QHBoxLayout()
        tools.setContentsMargins(0, 3, 0, 0)
        beside = QVBoxLayout()
        beside.setSpacing(3)
        beside.addWidget(self._above)
        beside.addLayout(tools)
        beside.addStretch(1)
        for name in shape.flags:
            box = QCheckBox(shape.kind.field(name).label)
            box.setToolTip(shape.kind.field(name).about)
            box.clicked.connect(lambda on, field=name: self._ticked(field, on))
            self.ticks[name] = box
            tools.addWidget(box)
        self.remove = QToolButton()
        self.remove.setProperty("look", "small")
        self.remove.setIcon(icon("close"))
        self.remove.setAutoRaise(True)
        self.remove.setToolTip("Move to the trash")
        self.remove.clicked.connect(self._removed)
        tools.addWidget(self.remove)
        return beside

    def show_line(self, line: Line, choices: Choices, *, writable: bool, first: bool) -> None:
        labelled = first or self._labels
        for name, offered in choices.items():
            self.grid.set_choices(name, offered)
        self.grid.show_record(line.record, writable=writable)
        for field in self.grid.fields.values():
            field.label.setVisible(labelled)
        for name, box in self.ticks.items():
            box.setChecked(bool(getattr(line.record, name)))
            box.setEnabled(writable)
            box.setObjectName(f"{line.record.table}:{line.record.id}:{name}")
        self._name = line.title
        self.remove.setVisible(writable)
        self.remove.setAccessibleName(f"Remove {line.title}")
        self.remove.setObjectName(f"remove:{line.record.table}:{line.record.id}")
        self._above.setVisible(labelled)
        self._rule.setVisible(not first)
        self._marks.clear()
        marks = self._owner.marks(line)
        for mark in marks:
            self._marks.add(mark)
        self._marks.setVisible(bool(marks))
        clear(self.about)
        for text in told_together(line.sources):
            self.about.addWidget(words(text, "secondary", wrap=True))

    def _ticked(self, name: str, on: bool) -> None:
        record = self.grid.record
        if record is not None:
            self._owner.edited.emit(record.table, record.id, {name: on}, {name: not on})

    def _removed(self) -> None:
        record = self.grid.record
        if record is not None:
            self._owner.removed.emit(record.table, record.id, self._name)


def no_marks(_line: Line) -> tuple[QWidget, ...]:
    """Give no marks for a line."""
    return ()


class RecordRows(QWidget):
    """Records of one kind, a row each, edited in place.

    A row stays the same widget while its record is shown, so that what is being typed in it
    survives a change elsewhere.

    Attributes:
        marks: gives what stands under a row before its sources.

    Signals:
        edited: a field got another value; kind, id, fields by name, what was seen.
        removed: a record is to go to the trash; kind, id, words for it.

    """

    edited = Signal(str, int, object, object)
    removed = Signal(str, int, str)

    def __init__(self, shape: Shape, marks: Callable[[Line], Sequence[QWidget]] = no_marks) -> None:
        super().__init__()
        self._shape = shape
        self.marks = marks
        self._rows: dict[int, _Row] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._empty = words(shape.empty, "secondary", wrap=True)
        self._layout.addWidget(self._empty)

    def show_lines(self, lines: Sequence[Line], choices: Choices, *, writable: bool) -> None:
        """Show these records, in this order."""
        keys = {line.record.id for line in lines}
        for key in [key for key in self._rows if key not in keys]:
            gone = self._rows.pop(key)
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        for place, line in enumerate(lines):
            found = self._rows.get(line.record.id)
            if found is None:
                found = self._rows[line.record.id] = _Row(self._shape, self)
            if self._layout.indexOf(found) != place:
                self._layout.insertWidget(place, found)
            found.show_line(line, choices, writable=writable, first=place == 0)
        self._empty.setVisible(not lines and bool(self._shape.empty))


def link_rows(
    layout: QVBoxLayout,
    lines: Sequence[Line],
    opened: Callable[[str, int], object],
    empty: str,
    *,
    most: int = FIRST_SHOWN,
) -> None:
    """Fill a layout with lines that open their record; a long list is shown whole when asked."""
    clear(layout)
    if not lines:
        layout.addWidget(words(empty, "secondary", wrap=True))
    for line in lines[:most]:
        record = line.record
        button = Opens(f"Open {line.title}", margin=4)
        button.setObjectName(f"open:{record.table}:{record.id}")
        button.clicked.connect(partial(_open, opened, record))
        button.add(words(line.title, "linklike", wrap=True))
        if line.detail:
            button.add(words(line.detail, "secondary", wrap=True))
        layout.addWidget(button)
    if len(lines) > most:
        every = len(lines)
        _more(layout, every, lambda: link_rows(layout, lines, opened, empty, most=every))


def told_rows(
    layout: QVBoxLayout, lines: Sequence[Line], empty: str, *, most: int = FIRST_SHOWN
) -> None:
    """Fill a layout with what was said, when, and who tells it; a long list is shown when asked."""
    clear(layout)
    if not lines:
        layout.addWidget(words(empty, "secondary", wrap=True))
    for place, line in enumerate(lines[:most]):
        if place:
            layout.addWidget(rule())
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.setSpacing(0)
        inside.addWidget(words(line.title or "no words recorded", wrap=True))
        inside.addWidget(words(line.detail, "secondary", wrap=True))
        for text in told_together(line.sources):
            inside.addWidget(words(text, "secondary", wrap=True))
        layout.addWidget(holder)
    if len(lines) > most:
        every = len(lines)
        _more(layout, every, lambda: told_rows(layout, lines, empty, most=every))


def source_rows(layout: QVBoxLayout, lines: Iterable[SourceLine]) -> None:
    """Fill a layout with where a record stands and who asserts it."""
    clear(layout)
    found = told_together(lines)
    if not found:
        layout.addWidget(words("No source is recorded.", "secondary", wrap=True))
    for text in found:
        label = words(text, "secondary", wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(label)


def told_together(lines: Iterable[SourceLine]) -> tuple[str, ...]:
    """Say who says so and where, the paragraphs of one source by one account in one line."""
    places: dict[SourceLine, list[str]] = {}
    for line in lines:
        # The citation itself and its paragraph are all that tells these lines apart.
        alike = replace(line, place="", day=None, citation=("", 0), source=None, field="")
        found = places.setdefault(alike, [])
        if line.place and line.place not in found:
            found.append(line.place)
    return tuple(told(replace(line, place=", ".join(found))) for line, found in places.items())


def side_chip(name: str, side: str) -> QWidget:
    """Give a name as a chip in the colours of a side, with the letter of the side."""
    shown = name if len(name) <= CHIP_LETTERS else f"{name[:CHIP_LETTERS].rstrip()}…"
    letter = SIDE_LETTERS.get(side, "")
    return chip(f"{shown} {letter}".strip(), SIDE_TONES.get(side, "plain"), tip=name)


def _more(layout: QVBoxLayout, number: int, show: Callable[[], object]) -> None:
    button = link(f"Show all {number}")
    # Later, because the button itself goes when the whole list is shown.
    button.clicked.connect(lambda: QTimer.singleShot(0, button, show))
    layout.addWidget(button)


def _open(opened: Callable[[str, int], object], record: Record) -> None:
    opened(record.table, record.id)
