"""What the details of a person, a mediator and an organization have in common."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.models.session_choices import HANDLING_WORDS, marks_in
from negotiation_tracker.desktop.widgets.fact_grid import FactGrid
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.words import Card, words
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import ONE_SIDED
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Role, label
from negotiation_tracker.rules.rooms import Room
from negotiation_tracker.rules.wording import participant_name

Handlings = list[tuple[str, object]]


class DetailView(QScrollArea):
    """One record with what belongs to it; says by signals what is to be changed.

    Signals:
        edited: a field got another value; kind, id, fields by name, what was seen.
        removed: a record is to go to the trash; kind, id, words for it.
        added: a record is to be added; kind, fields by name.
        opened: another record is to be shown; kind, id.
        merge_asked: the record shown is to be compared with another one; kind, id.

    """

    edited = Signal(str, int, object, object)
    removed = Signal(str, int, str)
    added = Signal(str, object)
    opened = Signal(str, int)
    merge_asked = Signal(str, int)

    def __init__(self, name: str, *, may_merge: bool) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.shown: Record | None = None
        inside = QWidget()
        inside.setProperty("look", "page")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(4, 0, 4, 8)
        self.column.setSpacing(12)
        self.chips = Flow(spacing=8)
        self._merge = QPushButton("Merge with…")
        self._merge.setToolTip("Compare with another record of the same, before anything is done")
        self._merge.clicked.connect(self._ask_merge)
        self._may_merge = may_merge
        self._delete = QPushButton("Delete")
        self._delete.setToolTip("Move to the trash; Undo brings it back")
        self._delete.clicked.connect(self._ask_delete)
        head = QHBoxLayout()
        head.setSpacing(6)
        self._title = words("", "title", wrap=True)
        head.addWidget(self._title, 1)
        for button in (self._merge, self._delete):
            button.setProperty("look", "quiet")
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        top = QVBoxLayout()
        top.setSpacing(4)
        top.addLayout(head)
        top.addWidget(self.chips)
        self.column.addLayout(top)
        self.setWidget(inside)

    def show_problem(self, kind: str, record_id: int, error: TrackerError) -> bool:
        """Show beside the fields why they were not saved; False when it belongs to none."""
        return any(grid.show_problem(error) for grid in self._grids(kind, record_id))

    def saved(self, kind: str, record_id: int, names: Sequence[str]) -> None:
        """Take errors away from fields that were saved."""
        for grid in self._grids(kind, record_id):
            grid.saved(names)

    # ---- for the details

    def show_head(
        self, record: Record, name: str, marks: Sequence[QWidget], *, writable: bool
    ) -> None:
        """Show the name of the record with its marks; a new record begins at the top."""
        if self.shown is None or self.shown.id != record.id:
            self.verticalScrollBar().setValue(0)
        self.shown = record
        self.chips.clear()
        self._title.setText(name)
        self.chips.setVisible(bool(marks))
        for mark in marks:
            self.chips.add(mark)
        self._merge.setVisible(writable and self._may_merge)
        self._delete.setVisible(writable)

    def section(self, heading: str, *widgets: QWidget, note: str = "") -> QVBoxLayout:
        """Add a card with a heading; gives the layout for rows that come and go."""
        card = Card(heading)
        if note:
            card.content.addWidget(words(note, "secondary", wrap=True))
        inside = QVBoxLayout()
        inside.setSpacing(0)
        card.content.addLayout(inside)
        for widget in widgets:
            card.content.addWidget(widget)
        self.column.addWidget(card)
        return inside

    def adding_line(self, kind: str, field: str, hint: str) -> QLineEdit:
        """Make a line that adds a record with what is typed, at Enter."""
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.setAccessibleName(hint)
        line.setObjectName(f"add:{self.accessibleName().lower()}:{kind}")

        def add() -> None:
            text = line.text().strip()
            if text and self.shown is not None:
                self.added.emit(kind, {f"{self.shown.table}_id": self.shown.id, field: text})
                line.clear()

        line.returnPressed.connect(add)
        return line

    def _grids(self, kind: str, record_id: int) -> list[FactGrid]:
        return [
            grid
            for grid in self.findChildren(FactGrid)
            if grid.record is not None and (grid.record.table, grid.record.id) == (kind, record_id)
        ]

    def _ask_merge(self) -> None:
        if self.shown is not None:
            self.merge_asked.emit(self.shown.table, self.shown.id)

    def _ask_delete(self) -> None:
        if self.shown is not None:
            name = self.shown.values().get("name") or self.shown.values().get("label") or ""
            self.removed.emit(self.shown.table, self.shown.id, str(name))


def handling_choices(
    dossier: Dossier, negotiation_id: int, record: Record, room: Room | None = None
) -> Handlings:
    """List the marks that say who may see a record, with the sides of the talks shown.

    A mark that the record has already is always among them.
    """
    if room is not None:
        return [(words, (level, owner)) for words, level, owner in marks_in(room)]
    principals = [
        p
        for p in dossier.where("participant", negotiation_id=negotiation_id)
        if p.role in (Role.PARTY, Role.CO_PARTY)
    ]
    found: Handlings = []
    for handling, text in HANDLING_WORDS.items():
        if handling in ONE_SIDED:
            found += [
                (text.format(who=participant_name(dossier, p.id)), (handling.value, p.id))
                for p in principals
            ]
        else:
            found.append((text, (handling.value, None)))
    own = (str(record.handling), record.confidence_of_id)
    if own not in [value for _, value in found]:
        who = participant_name(dossier, record.confidence_of_id)
        found.append((", ".join(filter(None, (label(record.handling), who))), own))
    return found
